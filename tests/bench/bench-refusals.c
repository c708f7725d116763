/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-doodles.h"
#include "bench-letters.h"
#include "fv-hand.h"
#include "fv-model.h"
#include "fv-pass.h"

/* How many scribbles and letters the network that comes with the program refuses, from drawers and fonts it did not
 * learn from, and how many digits of seeds it never saw. Scribbles are drawn as on the pad: strokes on a paper of 280, any
 * pen. */

#define N        400 /* of a kind */
#define N_DIGITS 4000
#define SEED     90210 /* nobody trains on it */
#define SEEN_PEN 2.5
#define AREA     (FV_DIGIT_SIDE * FV_DIGIT_SIDE)
#define WANTED   0.95
#define MISTAKEN 0.01 /* of digits may be refused */

static gboolean
is_refused (FvPass *pass, FvNetwork *network, const guint8 *pixels)
{
  fv_network_scale (network, pixels, fv_pass_input (pass));
  fv_pass_output (pass);
  return fv_pass_class (pass) == fv_network_n_classes (network) - 1;
}

/* The network, and what it was asked. */
typedef struct
{
  FvPass *pass;
  FvNetwork *network;
  guint letters, refused_letters;
} Reader;

static guint
count_doodles (Reader *self, guint kind)
{
  guint refused = 0;

  for (guint i = 0; i < N; i++)
    {
      g_autoptr (FvStrokes) strokes = fv_strokes_new ();
      Doodler doodler = { fv_random_new (SEED + kind, i), strokes, 0 };
      guint8 pixels[AREA];

      doodler.pen = fv_random_between (&doodler.random, 4, 30);
      doodle_kinds[kind].draw (&doodler);
      fv_strokes_normalise (strokes, SEEN_PEN, pixels);
      refused += is_refused (self->pass, self->network, pixels);
    }
  return refused;
}

/* Prints them kind by kind; returns the share refused of those that are familiar, or of those that are not. */
static double
say_doodles (Reader *self, gboolean familiar)
{
  guint refused = 0, n = 0;

  for (guint kind = 0; doodle_kinds[kind].name != NULL; kind++)
    {
      guint of_kind;

      if (doodle_kinds[kind].familiar != familiar)
        continue;
      of_kind = count_doodles (self, kind);
      g_print ("  %-12s %5.1f %% refused\n", doodle_kinds[kind].name, 100.0 * of_kind / N);
      refused += of_kind;
      n += N;
    }
  g_print ("%-14s %5.1f %% refused (asked: %.0f %%)\n", familiar ? "kinds familiar" : "kinds unseen",
           100.0 * refused / n, 100 * WANTED);
  return (double)refused / n;
}

static void
count_letter (const char *font, gunichar letter, const guint8 *pixels, gpointer data)
{
  Reader *self = data;

  self->letters++;
  if (is_refused (self->pass, self->network, pixels))
    self->refused_letters++;
  else
    g_print ("  %c of %s is read as %u\n", (char)letter, font, fv_pass_class (self->pass));
}

static double
say_letters (Reader *self)
{
  bench_letters (count_letter, self);
  if (self->letters == 0)
    return 1; /* no fonts here */
  g_print ("%-14s %5.1f %% of %u refused (asked: %.0f %%)\n", "letters",
           100.0 * self->refused_letters / self->letters, self->letters, 100 * WANTED);
  return (double)self->refused_letters / self->letters;
}

/* Digits somebody else has. */
static void
say_refused (Reader *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FvDataset) set = fv_dataset_open (path, FV_PART_TEST, &error);
  guint refused = 0, n = set != NULL ? fv_dataset_count (set) : 0;

  if (set == NULL)
    g_error ("%s", error->message);
  for (guint i = 0; i < n; i++)
    refused += is_refused (self->pass, self->network, fv_dataset_pixels (set, i));
  g_print ("%s: %.2f %% refused\n", fv_dataset_name (set), 100.0 * refused / n);
}

static double
say_digits (Reader *self)
{
  guint refused = 0;

  for (guint i = 0; i < N_DIGITS; i++)
    {
      FvRandom random = fv_random_new (SEED, i);
      guint8 pixels[AREA];

      fv_hand_write (&random, fv_skeleton_choose (i % 10, fv_random_uniform (&random)), FV_DISTORTION_MILD,
                     pixels);
      refused += is_refused (self->pass, self->network, pixels);
    }
  g_print ("%-14s %5.2f %% refused (asked: at most %.0f %%)\n", "digits", 100.0 * refused / N_DIGITS,
           100 * MISTAKEN);
  return (double)refused / N_DIGITS;
}

/* [MODEL [DATA]]: another model; the digits of a data set refused, too. */
int
main (int argc, char *argv[])
{
  g_autofree char *path
      = argc > 1 ? g_strdup (argv[1])
                 : g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "data", "digits.safetensors", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FvModel) model = fv_model_load (path, &error);
  g_autoptr (FvPass) pass = NULL;
  Reader self = { 0 };
  double familiar, unseen, letters, digits;

  if (model == NULL)
    g_error ("%s", error->message);
  self.network = fv_parameters_network (model->parameters);
  self.pass = pass = fv_pass_new (self.network);
  fv_pass_set_parameters (pass, fv_parameters_values (model->parameters));
  familiar = say_doodles (&self, TRUE);
  unseen = say_doodles (&self, FALSE);
  letters = say_letters (&self);
  if (argc > 2)
    say_refused (&self, argv[2]);
  digits = say_digits (&self);
  return familiar >= WANTED && unseen >= WANTED && letters >= WANTED && digits <= MISTAKEN ? 0 : 1;
}
