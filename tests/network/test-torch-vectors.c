/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Our layers, losses and optimisers against PyTorch's, number by number. torch/make-vectors.py makes the vectors and
 * describes the files. With a directory as argument it compares the vectors in there and prints what it found. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "fv-optimizer.h"
#include "fv-pass.h"
#include "fv-pooling.h"

#define AGREEMENT 1e-12
#define N_NETS    40
#define N_SAMPLES 3
#define N_STEPS   3

typedef struct
{
  const FvOptimizer *optimizer;
  FvHyper hyper;
} Variant;

/* Where one reads, and what was found so far. */
typedef struct
{
  GArray *variants; /* Variant */
  GPtrArray *texts; /* networks */
  double *numbers;
  gsize count, at;
  guint n_tensors; /* that were compared */
  gsize n_steps;   /* parameters that were stepped and compared */
  double worst;    /* error of a tensor */
  gsize n_wrong;   /* tensors, and stepped parameters, that do not agree */
} Vectors;

/* ---- Reading --------------------------------------------------------------------------------------------- */

static void
read_line (Vectors *self, const char *line)
{
  g_auto (GStrv) words = g_strsplit (line, " ", -1);
  Variant variant = { 0 };

  if (g_str_has_prefix (line, "net "))
    {
      g_ptr_array_add (self->texts, g_strdup (line + strlen ("net ")));
      return;
    }
  g_assert_cmpstr (words[0], ==, "optimiser");
  g_assert_cmpuint (g_strv_length (words), ==, 5);
  variant.optimizer = fv_optimizer_from_name (words[1]);
  g_assert_nonnull (variant.optimizer);
  variant.hyper.rate = g_ascii_strtod (words[2], NULL);
  variant.hyper.momentum = g_ascii_strtod (words[3], NULL);
  variant.hyper.decay = g_ascii_strtod (words[4], NULL);
  g_array_append_val (self->variants, variant);
}

static void
read_texts (Vectors *self, const char *directory)
{
  g_autofree char *path = g_build_filename (directory, "vectors.txt", NULL), *content = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) lines = NULL;

  g_file_get_contents (path, &content, NULL, &error);
  g_assert_no_error (error);
  lines = g_strsplit (g_strchomp (content), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    read_line (self, lines[i]);
}

static void
read_numbers (Vectors *self, const char *directory)
{
  g_autofree char *path = g_build_filename (directory, "vectors.bin", NULL), *content = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;

  g_file_get_contents (path, &content, &size, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (size % sizeof (double), ==, 0);
  self->count = size / sizeof (double);
  self->numbers = g_new (double, self->count);
  for (gsize i = 0; i < self->count; i++)
    {
      guint64 bits;

      memcpy (&bits, content + i * sizeof bits, sizeof bits);
      bits = GUINT64_FROM_LE (bits);
      memcpy (&self->numbers[i], &bits, sizeof bits);
    }
}

static Vectors
read_vectors (const char *directory)
{
  Vectors self = { .variants = g_array_new (FALSE, FALSE, sizeof (Variant)),
                   .texts = g_ptr_array_new_with_free_func (g_free) };

  read_texts (&self, directory);
  read_numbers (&self, directory);
  return self;
}

static void
clear_vectors (Vectors *self)
{
  g_array_unref (self->variants);
  g_ptr_array_unref (self->texts);
  g_free (self->numbers);
}

static const double *
take (Vectors *self, gsize count)
{
  const double *numbers = self->numbers + self->at;

  g_assert_cmpuint (count, <=, self->count - self->at);
  self->at += count;
  return numbers;
}

/* ---- Comparing ------------------------------------------------------------------------------------------- */

/* By hand, because no test runs where only a directory is compared; a comment to those who read TAP. */
static void
complain (Vectors *self, const char *what, guint place, double error)
{
  printf ("# %s, layer or step %u: error %g\n", what, place, error);
  self->n_wrong++;
}

/* Largest difference over largest value; where PyTorch has nothing but zeros, so must we. */
static double
find_error (const double *ours, const double *theirs, gsize count)
{
  double difference = 0.0, largest = 0.0;

  for (gsize i = 0; i < count; i++)
    {
      if (isnan (ours[i]) || isnan (theirs[i]))
        return INFINITY;
      difference = MAX (difference, fabs (ours[i] - theirs[i]));
      largest = MAX (largest, fabs (theirs[i]));
    }
  return difference == 0.0 ? 0.0 : difference / largest;
}

static void
compare (Vectors *self, const double *ours, gsize count, const char *what, guint place)
{
  double error = find_error (ours, take (self, count), count);

  if (count == 0)
    return;
  self->n_tensors++;
  self->worst = MAX (self->worst, error);
  if (!(error <= AGREEMENT))
    complain (self, what, place, error);
}

static void
compare_outputs (Vectors *self, const FvNetwork *network, const FvPass *pass)
{
  for (guint place = 1; place <= fv_network_depth (network); place++)
    compare (self, fv_pass_o (pass, place), fv_shape_size (fv_network_shape (network, place)), "output",
             place);
}

static void
compare_gradients (Vectors *self, const FvNetwork *network, FvPass *pass)
{
  const double *gradient = fv_pass_gradient (pass);

  for (guint place = 1; place <= fv_network_depth (network); place++)
    {
      const FvLayer *layer = fv_network_layer (network, place);

      compare (self, gradient + fv_network_weight_offset (network, place), layer->n_weights, "weights",
               place);
      compare (self, gradient + fv_network_bias_offset (network, place), layer->n_biases, "biases", place);
    }
  compare (self, fv_pass_d_o (pass, 0), fv_shape_size (fv_network_shape (network, 0)), "input", 0);
}

/* Returns PyTorch's gradient, which the optimisers follow. */
static const double *
compare_sample (Vectors *self, const FvNetwork *network, FvPass *pass, gboolean with_outputs)
{
  gsize inputs = fv_shape_size (fv_network_shape (network, 0));
  const double *gradient;
  guint target;
  double loss;

  memcpy (fv_pass_input (pass), take (self, inputs), inputs * sizeof (double));
  target = (guint)*take (self, 1);
  g_assert_cmpuint (target, <, fv_network_n_classes (network));
  fv_pass_output (pass);
  if (with_outputs)
    compare_outputs (self, network, pass);
  loss = fv_pass_loss (pass, target);
  compare (self, &loss, 1, "loss", fv_network_depth (network));
  fv_pass_clear_gradient (pass);
  fv_pass_backpropagate (pass, target, TRUE);
  gradient = self->numbers + self->at;
  compare_gradients (self, network, pass);
  return gradient;
}

/* Parameters are F32, so twelve digits of a step cannot be seen in one of them. What can be seen: PyTorch's double,
 * moved by 1e-12 either way and rounded, includes ours; that is equality but for what lies in the middle between two
 * floats. And many see more than one: of N parameters about N·d/6e-8 round differently if our doubles are off by d,
 * relative to the parameter. With 60,000 of them the first shows at a d of about 1e-12; a rate that is off by 1e-9,
 * which is a few hundredths of that in the parameter, shows 45 times. */
static gboolean
rounds_alike (float ours, double theirs, float before)
{
  double margin = AGREEMENT * MAX (fabs (theirs), fabs ((double)before));

  return ours >= (float)(theirs - margin) && ours <= (float)(theirs + margin);
}

/* The next step begins where PyTorch's does, so that one exact middle, rounded either way, does not spoil the rest. */
static void
compare_step (Vectors *self, const float *before, float *values, gsize count, const char *optimizer,
              guint step)
{
  const double *theirs = take (self, count);

  for (gsize i = 0; i < count; i++)
    {
      if (!rounds_alike (values[i], theirs[i], before[i]))
        complain (self, optimizer, step, fabs ((double)values[i] - theirs[i]));
      values[i] = (float)theirs[i];
    }
  self->n_steps += count;
}

static void
compare_optimizer (Vectors *self, const FvNetwork *network, const Variant *variant, const double *parameters,
                   const double *const *gradients)
{
  gsize count = fv_network_n_parameters (network);
  g_autofree float *values = g_new (float, count), *before = g_new (float, count);
  g_autofree float *kept = g_new0 (float, count *FV_OPTIMIZER_MAX_SLOTS);
  float *slots[FV_OPTIMIZER_MAX_SLOTS];

  for (guint i = 0; i < FV_OPTIMIZER_MAX_SLOTS; i++)
    slots[i] = kept + i * count;
  for (gsize i = 0; i < count; i++)
    values[i] = (float)parameters[i];
  for (guint step = 1; step <= N_STEPS; step++)
    {
      memcpy (before, values, count * sizeof *values);
      fv_optimizer_step (variant->optimizer, network, variant->hyper, step, gradients[step - 1], values,
                         slots);
      compare_step (self, before, values, count, variant->optimizer->name, step);
    }
}

static void
compare_network (Vectors *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FvNetwork) network = fv_network_new (text, &error);
  const double *parameters, *gradients[N_SAMPLES];
  g_autoptr (FvPass) pass = NULL;
  gsize count, wrong = self->n_wrong;

  g_assert_no_error (error);
  pass = fv_pass_new (network);
  count = fv_network_n_parameters (network);
  parameters = take (self, count);
  memcpy (fv_pass_parameters (pass), parameters, count * sizeof *parameters);
  for (guint i = 0; i < N_SAMPLES; i++)
    gradients[i] = compare_sample (self, network, pass, i == 0);
  for (guint i = 0; i < self->variants->len; i++)
    compare_optimizer (self, network, &g_array_index (self->variants, Variant, i), parameters, gradients);
  if (self->n_wrong > wrong)
    printf ("# that was %s\n", text);
}

static Vectors
compare_all (const char *directory)
{
  Vectors self = read_vectors (directory);

  for (guint i = 0; i < self.texts->len; i++)
    compare_network (&self, self.texts->pdata[i]);
  /* Had we read one number too few, all behind it would be wrong; the last must be the last. */
  g_assert_cmpuint (self.at, ==, self.count);
  return self;
}

/* ---- Tests ----------------------------------------------------------------------------------------------- */

static char *
stored_vectors (void)
{
  return g_test_build_filename (G_TEST_DIST, "network", "torch", NULL);
}

static void
test_agree (void)
{
  g_autofree char *directory = stored_vectors ();
  Vectors vectors = compare_all (directory);

  g_test_message ("%u networks, %u tensors, largest error %.2g; %" G_GSIZE_FORMAT " stepped parameters",
                  vectors.texts->len, vectors.n_tensors, vectors.worst, vectors.n_steps);
  g_assert_cmpuint (vectors.texts->len, ==, N_NETS);
  g_assert_cmpuint (vectors.n_tensors, >, 1000);
  g_assert_cmpuint (vectors.n_steps, >, 50000);
  g_assert_cmpuint (vectors.n_wrong, ==, 0);
  clear_vectors (&vectors);
}

static guint
count_texts (const Vectors *vectors, const char *words)
{
  guint found = 0;

  for (guint i = 0; i < vectors->texts->len; i++)
    found += strstr (vectors->texts->pdata[i], words) != NULL;
  return found;
}

static void
assert_found (const Vectors *vectors, const char *words)
{
  if (count_texts (vectors, words) == 0)
    g_error ("no vector has “%s”", words);
}

/* Each way of pooling at each border, whatever the size of the block. */
static void
assert_pooling_found (const Vectors *vectors, const char *pooling, const char *border)
{
  guint found = 0;

  for (guint p = 2; p <= 4; p++)
    {
      g_autofree char *words = g_strdup_printf ("; %s %ux%u %s", pooling, p, p, border);

      found += count_texts (vectors, words);
    }
  if (found == 0)
    g_error ("no vector has %s pooling and the border “%s”", pooling, border);
}

/* Each optimiser with decay and without. */
static void
assert_optimizer_found (const Vectors *vectors, const FvOptimizer *optimizer)
{
  guint with = 0, without = 0;

  for (guint i = 0; i < vectors->variants->len; i++)
    {
      const Variant *variant = &g_array_index (vectors->variants, Variant, i);

      if (variant->optimizer == optimizer)
        *(variant->hyper.decay > 0.0 ? &with : &without) += 1;
    }
  g_assert_cmpuint (with, >, 0);
  g_assert_cmpuint (without, >, 0);
}

/* What is registered has a vector: a new activation, pooling, border or optimiser wants one too. */
static void
test_cover_the_tables (void)
{
  static const char *const words[] = { "x1 conv ",
                                       "x3 conv ",
                                       "x1x1 dense ",
                                       " shared;",
                                       " shared table=",
                                       " table=",
                                       " 4x4 ",
                                       "; softmax 4",
                                       " other",
                                       "; dense 1 sigmoid; loss=logistic",
                                       " 3x3 ",
                                       "; dense 1 tanh; loss=logistic",
                                       "; softmax 3; loss=squared" };
  g_autofree char *directory = stored_vectors ();
  Vectors vectors = read_vectors (directory);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    assert_found (&vectors, words[i]);
  for (guint i = 0; fv_activation_choice (i) != NULL; i++)
    if (!fv_activation_nth (i)->flat)
      assert_found (&vectors, fv_activation_choice (i));
  for (guint i = 0; fv_pooling_choice (i) != NULL; i++)
    for (guint b = 0; fv_border_choice (b) != NULL; b++)
      assert_pooling_found (&vectors, fv_pooling_choice (i), fv_border_choice (b));
  for (guint i = 0; fv_optimizer_nth (i) != NULL; i++)
    assert_optimizer_found (&vectors, fv_optimizer_nth (i));
  clear_vectors (&vectors);
}

/* For './dev torch'. */
static int
compare_and_print (const char *directory)
{
  Vectors vectors = compare_all (directory);
  int status = vectors.n_wrong == 0 && vectors.n_tensors > 0 ? 0 : 1;

  printf ("%u networks, %u tensors compared, largest error %.2g (at most %g wanted)\n", vectors.texts->len,
          vectors.n_tensors, vectors.worst, AGREEMENT);
  printf ("%" G_GSIZE_FORMAT " parameters stepped by %u optimisers, compared as they are rounded to F32\n",
          vectors.n_steps, vectors.variants->len);
  if (status != 0)
    printf ("%" G_GSIZE_FORMAT " do NOT agree\n", vectors.n_wrong);
  clear_vectors (&vectors);
  return status;
}

int
main (int argc, char **argv)
{
  if (argc == 2 && g_file_test (argv[1], G_FILE_TEST_IS_DIR))
    return compare_and_print (argv[1]);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/torch-vectors/agree", test_agree);
  g_test_add_func ("/torch-vectors/cover-the-tables", test_cover_the_tables);
  return g_test_run ();
}
