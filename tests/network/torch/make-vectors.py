#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes reference vectors with PyTorch: what random networks compute, by an implementation that is not ours.

usage: make-vectors.py [--nets N] [--seed S] DIRECTORY

Writes DIRECTORY/vectors.txt and DIRECTORY/vectors.bin. The text names the optimisers ("optimiser NAME RATE MOMENTUM
DECAY") and the networks ("net TEXT"); the other file holds little-endian doubles, for each network

    parameters
    for each of three samples: input, target, (of the first: what each layer gives), loss, gradient, ∂E/∂input
    for each optimiser, for each of three steps: the parameters after it, before they are rounded to F32

Sizes follow from the network's text. Parameters and inputs are F32 numbers, the arithmetic is double. Step k of an
optimiser takes the gradient of sample k at the first parameters; parameters and the optimiser's state are rounded to
F32 as they are stored, because that is what Fovea keeps.

The network's text is the only thing the two implementations have in common. Needs python3-torch.
"""
import argparse
import array
import math
import pathlib
import random
import sys

import torch
import torch.nn.functional as F

SAMPLES = 3
ACTIVATIONS = ['sigmoid', 'tanh', 'lecun', 'relu', 'leaky', 'identity']
POOLINGS = ['max', 'mean', 'gaussian', 'trainable']
BORDERS = ['ignore', 'keep', 'keep-real']
CONNECTIONS = ['each', 'table', 'shared', 'shared table']
OUTPUTS = ['softmax', 'other', 'squared', 'logistic', 'squared one', 'squared softmax']
OPTIMISERS = [(name, rate, momentum, decay)
              for name, rate, momentum in [('sgd', 0.1, 0.0), ('momentum', 0.05, 0.9), ('nesterov', 0.03, 0.875),
                                           ('adam', 0.01, 0.9)]
              for decay in (0.0, 0.02)]


def as_f32(tensor):
    return tensor.to(torch.float32).to(torch.float64)


# ---- What a layer computes ---------------------------------------------------------------------------------

def activate(name, n):
    if name == 'lecun':
        return 1.7159 * torch.tanh(2 / 3 * n)
    return {'sigmoid': torch.sigmoid, 'tanh': torch.tanh, 'relu': F.relu, 'identity': lambda x: x,
            'leaky': lambda x: F.leaky_relu(x, 0.01)}[name](n)


def fill(x, p):
    """Zeros to a multiple of p, to the right and below."""
    return F.pad(x, (0, -x.shape[3] % p, 0, -x.shape[2] % p))


class Convolution:
    def __init__(self, inputs, rows, cols, maps, activation, connections, chance):
        self.activation = activation
        self.shared = connections.startswith('shared')
        self.mask = torch.ones(maps, inputs, dtype=torch.float64)
        self.text = f'conv {rows}x{cols}x{maps} {activation}' + (' shared' if self.shared else '')
        if connections.endswith('table'):
            table = [sorted(chance.sample(range(inputs), chance.randint(1, inputs))) for _ in range(maps)]
            self.mask = torch.tensor([[float(i in row) for i in range(inputs)] for row in table],
                                     dtype=torch.float64)
            self.text += ' table=' + '/'.join(','.join(map(str, row)) for row in table)
        self.weight_shape = (maps, 1 if self.shared else inputs, rows, cols)
        self.n_biases = maps
        self.fan_in = inputs * rows * cols

    def prune(self, weights):
        return weights if self.shared else weights * self.mask[:, :, None, None]

    def output(self, x, weights, biases):
        # The frameworks' convolution is a correlation: a flipped kernel makes it the true one. One shared kernel is the
        # same kernel for every input.
        kernels = (weights * self.mask[:, :, None, None]).flip(2, 3)
        return activate(self.activation, F.conv2d(x, kernels, biases))


class Pooling:
    def __init__(self, inputs, kind, p, border, activation):
        self.kind, self.p, self.border, self.activation = kind, p, border, activation
        self.text = f'{kind} {p}x{p} {border}'
        self.weight_shape, self.n_biases = None, 0
        if kind == 'trainable':
            self.text += f' {activation}'
            self.weight_shape, self.n_biases, self.fan_in = (inputs, p, p), inputs, p * p

    def prune(self, weights):
        return weights

    def output(self, x, weights, biases):
        return getattr(self, self.kind)(x, weights, biases)

    def max(self, x, weights, biases):
        if self.border == 'keep':
            x = fill(x, self.p)
        return F.max_pool2d(x, self.p, ceil_mode=self.border == 'keep-real')

    def mean(self, x, weights, biases):
        if self.border == 'keep':
            x = fill(x, self.p)
        return F.avg_pool2d(x, self.p, ceil_mode=self.border == 'keep-real', count_include_pad=False)

    def gaussian(self, x, weights, biases):
        p, around = self.p, (self.p + 1) // 2
        side = p + 2 * around
        middle, s = (side - 1) / 2, p / 2
        window = torch.tensor([[math.exp(-((i - middle) ** 2 + (j - middle) ** 2) / (2 * s * s))
                                for j in range(side)] for i in range(side)], dtype=torch.float64)
        window = (window / window.sum()).expand(x.shape[1], 1, side, side)
        blocks = [size // p if self.border == 'ignore' else -(-size // p) for size in x.shape[2:]]

        def blur(map_):
            framed = F.pad(map_, (around, side, around, side))
            return F.conv2d(framed, window, stride=p, groups=x.shape[1])[:, :, :blocks[0], :blocks[1]]

        return blur(x) / blur(torch.ones_like(x)) if self.border == 'keep-real' else blur(x)

    def trainable(self, x, weights, biases):
        if self.border != 'ignore':
            x = fill(x, self.p)
        n = F.conv2d(x, weights[:, None], biases, stride=self.p, groups=x.shape[1])
        return activate(self.activation, n)


class Rasterize:
    text, weight_shape, n_biases = 'rasterize', None, 0

    def prune(self, weights):
        return weights

    def output(self, x, weights, biases):
        return x.flatten(1)


class Dense:
    def __init__(self, inputs, units, activation, word='dense'):
        self.activation = activation
        self.text = f'{word} {units}' + (f' {activation}' if word == 'dense' else '')
        self.weight_shape, self.n_biases, self.fan_in = (units, inputs), units, inputs

    def prune(self, weights):
        return weights

    def output(self, x, weights, biases):
        return activate(self.activation, F.linear(x.flatten(1), weights, biases))


class Output:
    """The loss, from what the last layer gives; "other" is one more logit, 0 for ever."""

    def __init__(self, kind, units, activation):
        self.kind, self.activation, self.one = kind, activation, units == 1
        self.n_classes = {'other': units + 1}.get(kind, 2 if self.one else units)

    def finish(self, n):
        """What the last layer shows, from its net input where that is a softmax."""
        if self.kind == 'other':
            return F.softmax(F.pad(n, (0, 1)), 1)[:, :-1]
        return F.softmax(n, 1) if 'softmax' in self.kind else n

    def wanted(self, shape, target):
        low = -1.0 if self.activation in ('tanh', 'lecun') else 0.0
        on = target == 1 if self.one else torch.arange(shape[1]) == target
        return torch.where(torch.as_tensor(on), 1.0, low).to(torch.float64).expand(shape)

    def loss(self, n, o, target):
        if self.kind == 'softmax':
            return F.cross_entropy(n, torch.tensor([target]))
        if self.kind == 'other':
            return F.cross_entropy(F.pad(n, (0, 1)), torch.tensor([target]))
        if self.kind == 'logistic':
            p = (1 + o) / 2 if self.activation == 'tanh' else o
            return F.binary_cross_entropy(p, torch.full_like(p, target))
        return F.mse_loss(o, self.wanted(o.shape, target), reduction='sum') / 2


# ---- Random networks ---------------------------------------------------------------------------------------

class Network:
    """Network number nth: what must occur goes round by its number, the rest is left to chance."""

    def __init__(self, nth, chance):
        self.chance, self.layers = chance, []
        # Every pooling meets every border in 12 numbers, and then comes round with other companions.
        self.pooling, self.border = POOLINGS[nth % 4], BORDERS[(nth // 4) % 3]
        self.p = 2 + (nth // 12 + nth // 4 + nth) % 3
        self.activation = ACTIVATIONS[(nth + nth // 12) % 6]
        self.connections = CONNECTIONS[(nth // 2 + nth // 8) % 4]
        self.last = OUTPUTS[(nth + nth // 6) % 6]
        if nth % 10 == 9:
            self.shape = (1, chance.randint(2, 4), 1)
        else:
            self.shape = (3 if (nth // 3) % 2 else 1, chance.randint(self.p + 4, self.p + 7),
                          chance.randint(self.p + 4, self.p + 7))
        maps, rows, cols = self.input = self.shape
        self.text = f'{rows}x{cols}x{maps} '
        if nth % 10 != 9:
            self.add_maps()
        self.add_vectors()
        self.text += '; '.join(layer.text for layer in self.layers)
        if self.output.kind.startswith(('squared', 'logistic')):
            self.text += '; loss=' + self.output.kind.split()[0]

    def add(self, layer):
        self.layers.append(layer)
        x = torch.zeros(1, *self.shape, dtype=torch.float64)
        weights = torch.zeros(layer.weight_shape or (), dtype=torch.float64)
        y = layer.output(x, weights, torch.zeros(layer.n_biases, dtype=torch.float64))
        self.shape = tuple(y.shape[1:])

    def any_activation(self):
        return self.chance.choice(ACTIVATIONS)

    def add_maps(self):
        chance = self.chance
        self.add(Convolution(self.shape[0], chance.randint(2, 3), chance.randint(1, 3), chance.randint(2, 3),
                             self.activation, self.connections, chance))
        self.add(Pooling(self.shape[0], self.pooling, self.p, self.border, self.any_activation()))
        if min(self.shape[1:]) >= 2:
            self.add(Convolution(self.shape[0], 2, chance.randint(1, 2), 2, self.any_activation(),
                                 chance.choice(CONNECTIONS), chance))
        if min(self.shape[1:]) >= 2 and chance.random() < 0.5:
            self.add(Pooling(self.shape[0], chance.choice(POOLINGS), 2, chance.choice(BORDERS),
                             self.any_activation()))
        self.add(Rasterize())

    def add_vectors(self):
        for _ in range(self.chance.randint(0, 1) if len(self.layers) > 1 else 2):
            self.add(Dense(math.prod(self.shape), self.chance.randint(3, 4), self.any_activation()))
        units = 1 if self.last in ('logistic', 'squared one') else self.chance.randint(2, 4)
        activation = self.chance.choice(['sigmoid', 'tanh']) if self.last == 'logistic' else self.any_activation()
        if self.last in ('softmax', 'other', 'squared softmax'):
            activation = 'identity'
        self.output = Output(self.last, units, activation)
        word = 'softmax' if self.last in ('softmax', 'other', 'squared softmax') else 'dense'
        self.add(Dense(math.prod(self.shape), units, activation, word))
        if self.last == 'other':
            self.layers[-1].text += ' other'

    def draw(self, shape, bound):
        count = math.prod(shape)
        values = [self.chance.uniform(-bound, bound) for _ in range(count)]
        return as_f32(torch.tensor(values, dtype=torch.float64)).reshape(shape)

    def draw_parameters(self):
        """[(weights, biases)], None for layers without."""
        parameters = []
        for layer in self.layers:
            if layer.weight_shape is None:
                parameters.append(None)
                continue
            weights = layer.prune(self.draw(layer.weight_shape, 2 / math.sqrt(layer.fan_in)))
            parameters.append((weights.requires_grad_(), self.draw((layer.n_biases,), 0.3).requires_grad_()))
        return parameters

    def run(self, parameters, x, target):
        outputs, o = [], x
        for layer, own in zip(self.layers, parameters):
            o = layer.output(o, *(own or (None, None)))
            outputs.append(o)
        outputs[-1] = self.output.finish(o)
        return outputs, self.output.loss(o, outputs[-1], target)


# ---- Vectors -----------------------------------------------------------------------------------------------

class Stored(torch.Tensor):
    """State of an optimiser as Fovea keeps it: rounded to F32 as soon as it is new, before θ follows it."""

    __torch_function__ = torch._C._disabled_torch_function_impl

    def add_(self, *args, **options):
        return self.set_stored(super().add_(*args, **options))

    def addcmul_(self, *args, **options):
        return self.set_stored(super().addcmul_(*args, **options))

    def lerp_(self, *args, **options):
        return self.set_stored(super().lerp_(*args, **options))

    def set_stored(self, new):
        self.copy_(as_f32(new.as_subclass(torch.Tensor)))
        return self


def make_optimiser(name, rate, momentum, decay, weights, biases):
    groups = [{'params': weights, 'weight_decay': decay}, {'params': biases, 'weight_decay': 0.0}]
    if name == 'adam':
        optimiser = torch.optim.Adam(groups, lr=rate, betas=(momentum, 0.999), eps=1e-8)
    else:
        optimiser = torch.optim.SGD(groups, lr=rate, momentum=momentum, nesterov=name == 'nesterov')
    for parameter in weights + biases:
        zeros = [torch.zeros_like(parameter).detach().as_subclass(Stored) for _ in range(2)]
        if name == 'adam':
            optimiser.state[parameter].update(step=torch.tensor(0.0), exp_avg=zeros[0], exp_avg_sq=zeros[1])
        elif name != 'sgd':
            optimiser.state[parameter]['momentum_buffer'] = zeros[0]
    return optimiser


def walk(optimiser, flat_parameters, gradients):
    """Yields the parameters after each step, not yet rounded."""
    for gradient in gradients:
        for parameter, g in zip(flat_parameters, gradient):
            parameter.grad = g.clone()
        optimiser.step()
        yield [parameter.detach().clone() for parameter in flat_parameters]
        with torch.no_grad():
            for parameter in flat_parameters:
                parameter.copy_(as_f32(parameter))


def numbers(tensors):
    return [value for tensor in tensors for value in tensor.detach().flatten().tolist()]


def is_telling(outputs, loss, gradients):
    """No gradient that is nothing but zeros, and nothing so small that it is what is left of much larger terms:
    then both of us are short of digits."""
    return (0.05 < loss < 4 and all(o.abs().max() > 0.01 for o in outputs)
            and all(g.abs().max() > 0.001 for g in gradients))


def draw_sample(network, parameters):
    flat = [tensor for own in parameters if own for tensor in own]
    x = network.draw((1, *network.input), 1).requires_grad_()
    target = network.chance.randrange(network.output.n_classes)
    outputs, loss = network.run(parameters, x, target)
    gradients = torch.autograd.grad(loss, flat + [x])
    return x, target, outputs, loss, gradients


def draw_samples(network):
    """Parameters, and samples on which every gradient says something; None if there are no such."""
    parameters = network.draw_parameters()
    samples = []
    for _ in range(200):
        sample = draw_sample(network, parameters)
        if is_telling(*sample[2:]):
            samples.append(sample)
        if len(samples) == SAMPLES:
            return parameters, samples
    return None


def make_vectors(network):
    """All numbers of one network in the order of the file; None if it is too dull to tell right from wrong."""
    drawn = next(filter(None, (draw_samples(network) for _ in range(20))), None)
    if drawn is None:
        return None
    parameters, samples = drawn
    flat = [tensor for own in parameters if own for tensor in own]
    out = numbers(flat)
    for nth, (x, target, outputs, loss, gradients) in enumerate(samples):
        out += numbers([x]) + [target] + (numbers(outputs) if nth == 0 else []) + [loss.item()] + numbers(gradients)
    for optimiser in OPTIMISERS:
        own = [tensor.detach().clone().requires_grad_() for tensor in flat]
        steps = walk(make_optimiser(*optimiser, own[::2], own[1::2]), own, [sample[4][:-1] for sample in samples])
        for values in steps:
            out += numbers(values)
    return out


def main():
    parser = argparse.ArgumentParser(description='Makes reference vectors with PyTorch.')
    parser.add_argument('--nets', type=int, default=40)
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('directory', type=pathlib.Path)
    options = parser.parse_args()

    torch.set_num_threads(1)
    chance = random.Random(options.seed)
    lines = ['optimiser ' + ' '.join(map(str, optimiser)) for optimiser in OPTIMISERS]
    doubles = array.array('d')
    for nth in range(options.nets):
        found = None
        while found is None:
            network = Network(nth, chance)
            found = make_vectors(network)
        lines.append(f'net {network.text}')
        doubles.extend(found)
    if sys.byteorder != 'little':
        doubles.byteswap()
    options.directory.mkdir(parents=True, exist_ok=True)
    (options.directory / 'vectors.txt').write_text('\n'.join(lines) + '\n', encoding='utf-8')
    (options.directory / 'vectors.bin').write_bytes(doubles.tobytes())


if __name__ == '__main__':
    main()
