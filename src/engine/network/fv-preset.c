/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "fv-network.h"

static const FvPreset presets[] = {
  { "lenet", N_ ("LeNet: two convolutions, tanh, max pooling"),
    "28x28x1 conv 5x5x6 tanh; max 2x2; conv 5x5x16 tanh; max 2x2; rasterize; dense 120 tanh; dense 84 tanh; "
    "softmax 10" },
  { "article", N_ ("The article: tanh, mean pooling"),
    "28x28x1 conv 5x5x6 tanh; mean 2x2 keep; conv 5x5x16 tanh; mean 2x2 keep; rasterize; dense 120 tanh; "
    "dense 84 tanh; softmax 10" },
  { "wide", N_ ("Wide: 32 and 64 maps, ReLU, max pooling"),
    "28x28x1 conv 5x5x32 relu; max 2x2; conv 5x5x64 relu; max 2x2; rasterize; dense 256 relu; softmax 10" },
  { "lenet5", N_ ("LeNet-5: connection table, trainable pooling"),
    "28x28x1 conv 5x5x6 tanh; trainable 2x2 tanh; conv 5x5x16 tanh table=lenet5; trainable 2x2 tanh; "
    "rasterize; "
    "dense 120 tanh; dense 84 tanh; softmax 10" },
  { "rgb", N_ ("Colour pictures, 32×32"),
    "32x32x3 conv 5x5x16 relu; max 2x2; conv 5x5x32 relu; max 2x2; rasterize; dense 64 relu; softmax 10" },
  { "deep", N_ ("Eight sigmoid layers: gradients vanish"),
    "28x28x1 rasterize; dense 32 sigmoid; dense 32 sigmoid; dense 32 sigmoid; dense 32 sigmoid; "
    "dense 32 sigmoid; dense 32 sigmoid; dense 32 sigmoid; dense 32 sigmoid; softmax 10" },
  { "mlp", N_ ("Multilayer perceptron, 100 hidden units"), "28x28x1 rasterize; dense 100 tanh; softmax 10" },
  { "softmax", N_ ("Softmax regression"), "28x28x1 rasterize; softmax 10" },
  { "perceptron", N_ ("Perceptron, two inputs"), "2x1x1 dense 1 sign" },
  { "logistic", N_ ("Logistic regression, two inputs"), "2x1x1 dense 1 sigmoid; loss=logistic" },
  { "xor", N_ ("Two hidden units, two inputs"), "2x1x1 dense 2 tanh; dense 1 tanh; loss=logistic" },
};

const FvPreset *
fv_preset_nth (guint nth)
{
  return nth < G_N_ELEMENTS (presets) ? &presets[nth] : NULL;
}
