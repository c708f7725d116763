/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-hand.h"
#include "fv-model.h"
#include "fv-pass.h"

#include <math.h>

/* How many scribbles the network that comes with the program refuses, of kinds that nobody made for it to learn from, and
 * how many digits of seeds it never saw. Drawn as on the pad: strokes on a paper of 280, any pen, size, place. */

#define N        400
#define SEED     90210 /* nobody trains on it */
#define SEEN_PEN 2.5
#define AREA     (FV_DIGIT_SIDE * FV_DIGIT_SIDE)
#define WANTED   0.95
#define MISTAKEN 0.01 /* of digits may be refused */

typedef struct
{
  FvRandom random;
  FvStrokes *strokes;
  double pen;
} Hand;

static double
between (Hand *self, double low, double high)
{
  return fv_random_between (&self->random, low, high);
}

static guint
some (Hand *self, guint low, guint high)
{
  return low + (guint)between (self, 0, high - low + 1);
}

static void
put (Hand *self, double x, double y)
{
  fv_strokes_add (self->strokes, (FvPoint){ x + between (self, -1.5, 1.5), y + between (self, -1.5, 1.5),
                                            self->pen * between (self, 0.9, 1.1) });
}

/* Not quite straight. */
static void
line (Hand *self, double x1, double y1, double x2, double y2)
{
  double bend = between (self, -0.06, 0.06);

  fv_strokes_begin (self->strokes);
  for (guint i = 0; i <= 12; i++)
    {
      double t = i / 12.0, off = 4 * bend * t * (1 - t);

      put (self, x1 + t * (x2 - x1) - off * (y2 - y1), y1 + t * (y2 - y1) + off * (x2 - x1));
    }
}

static void
draw_spiral (Hand *self)
{
  double turns = between (self, 2, 5), start = between (self, 0, 2 * G_PI), squeeze = between (self, 0.7, 1);
  double way = between (self, -1, 1) < 0 ? -1 : 1;

  fv_strokes_begin (self->strokes);
  for (guint i = 0; i <= 120; i++)
    {
      double t = i / 120.0, angle = start + way * 2 * G_PI * turns * t;

      put (self, 140 + 110 * t * cos (angle), 140 + squeeze * 110 * t * sin (angle));
    }
}

static void
draw_hatching (Hand *self)
{
  guint n = some (self, 4, 9);
  double angle = between (self, 0, G_PI), across = 200.0 / n;

  for (guint i = 0; i < n; i++)
    {
      double off = (i - (n - 1) / 2.0) * across + between (self, -4, 4);
      double half = between (self, 70, 110);

      line (self, 140 + off * cos (angle) - half * sin (angle), 140 + off * sin (angle) + half * cos (angle),
            140 + off * cos (angle) + half * sin (angle), 140 + off * sin (angle) - half * cos (angle));
    }
}

static void
draw_grid (Hand *self)
{
  guint rows = some (self, 2, 4), cols = some (self, 2, 4);

  for (guint i = 0; i < rows; i++)
    line (self, 40, 60 + 160.0 * i / (rows - 1) + between (self, -5, 5), 240,
          60 + 160.0 * i / (rows - 1) + between (self, -5, 5));
  for (guint i = 0; i < cols; i++)
    line (self, 60 + 160.0 * i / (cols - 1) + between (self, -5, 5), 40,
          60 + 160.0 * i / (cols - 1) + between (self, -5, 5), 240);
}

static void
draw_dots (Hand *self)
{
  guint n = some (self, 3, 12);

  for (guint i = 0; i < n; i++)
    {
      fv_strokes_begin (self->strokes);
      put (self, between (self, 20, 260), between (self, 20, 260));
    }
}

static void
draw_arrow (Hand *self)
{
  double angle = between (self, 0, 2 * G_PI), head = between (self, 35, 70),
         spread = between (self, 0.4, 0.8);
  double x = 140 + 110 * cos (angle), y = 140 + 110 * sin (angle);

  line (self, 140 - 110 * cos (angle), 140 - 110 * sin (angle), x, y);
  line (self, x, y, x - head * cos (angle + spread), y - head * sin (angle + spread));
  line (self, x, y, x - head * cos (angle - spread), y - head * sin (angle - spread));
}

/* A pentagram, in one go. */
static void
draw_star (Hand *self)
{
  double start = between (self, 0, 2 * G_PI);

  fv_strokes_begin (self->strokes);
  for (guint i = 0; i <= 5; i++)
    {
      double angle = start + i * 4 * G_PI / 5, radius = between (self, 95, 115);

      put (self, 140 + radius * cos (angle), 140 + radius * sin (angle));
    }
}

/* Lines from a middle. */
static void
draw_asterisk (Hand *self)
{
  guint n = some (self, 3, 5);
  double start = between (self, 0, G_PI);

  for (guint i = 0; i < n; i++)
    {
      double angle = start + i * G_PI / n + between (self, -0.1, 0.1);

      line (self, 140 - 105 * cos (angle), 140 - 105 * sin (angle), 140 + 105 * cos (angle),
            140 + 105 * sin (angle));
    }
}

static void
arc (Hand *self, double x, double y, double radius, double from, double to)
{
  fv_strokes_begin (self->strokes);
  for (guint i = 0; i <= 30; i++)
    {
      double angle = from + (to - from) * i / 30;

      put (self, x + radius * cos (angle), y + radius * sin (angle));
    }
}

static void
draw_face (Hand *self)
{
  arc (self, 140, 140, 110, 0, 2 * G_PI);
  arc (self, 105, 110, 6, 0, 2 * G_PI);
  arc (self, 175, 110, 6, 0, 2 * G_PI);
  arc (self, 140, 150, between (self, 35, 60), 0.4, G_PI - 0.4);
}

static void
draw_waves (Hand *self)
{
  double waves = between (self, 2, 5), height = between (self, 30, 70), tilt = between (self, -0.4, 0.4);

  fv_strokes_begin (self->strokes);
  for (guint i = 0; i <= 80; i++)
    {
      double t = i / 80.0;

      put (self, 25 + 230 * t, 140 + height * sin (2 * G_PI * waves * t) + tilt * 230 * (t - 0.5));
    }
}

static const struct
{
  const char *name;
  void (*draw) (Hand *self);
} kinds[] = {
  { "spirals", draw_spiral },     { "hatching", draw_hatching }, { "grids", draw_grid },
  { "dots", draw_dots },          { "arrows", draw_arrow },      { "stars", draw_star },
  { "asterisks", draw_asterisk }, { "faces", draw_face },        { "waves", draw_waves },
};

static gboolean
is_refused (FvPass *pass, FvNetwork *network, const guint8 *pixels)
{
  fv_network_scale (network, pixels, fv_pass_input (pass));
  fv_pass_output (pass);
  return fv_pass_class (pass) == fv_network_n_classes (network) - 1;
}

static guint
count_scribbles (FvPass *pass, FvNetwork *network, guint kind)
{
  guint refused = 0;

  for (guint i = 0; i < N; i++)
    {
      Hand hand = { .random = fv_random_new (SEED + kind, i), .strokes = fv_strokes_new () };
      guint8 pixels[AREA];

      hand.pen = fv_random_between (&hand.random, 4, 30);
      kinds[kind].draw (&hand);
      fv_strokes_normalise (hand.strokes, SEEN_PEN, pixels);
      refused += is_refused (pass, network, pixels);
      fv_strokes_free (hand.strokes);
    }
  return refused;
}

/* Digits somebody else has. */
static void
say_refused (FvPass *pass, FvNetwork *network, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FvDataset) set = fv_dataset_open (path, FV_PART_TEST, &error);
  guint refused = 0, n = set != NULL ? fv_dataset_count (set) : 0;

  if (set == NULL)
    g_error ("%s", error->message);
  for (guint i = 0; i < n; i++)
    refused += is_refused (pass, network, fv_dataset_pixels (set, i));
  g_print ("%s: %.2f %% refused\n", fv_dataset_name (set), 100.0 * refused / n);
}

static guint
count_digits (FvPass *pass, FvNetwork *network, guint n)
{
  guint refused = 0;

  for (guint i = 0; i < n; i++)
    {
      FvRandom random = fv_random_new (SEED, i);
      guint8 pixels[AREA];

      fv_hand_write (&random, fv_skeleton_choose (i % 10, fv_random_uniform (&random)), FV_DISTORTION_MILD,
                     pixels);
      refused += is_refused (pass, network, pixels);
    }
  return refused;
}

int
main (int argc, char *argv[])
{
  g_autofree char *path
      = argc > 1 ? g_strdup (argv[1])
                 : g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "data", "digits.safetensors", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FvModel) model = fv_model_load (path, &error);
  g_autoptr (FvPass) pass = NULL;
  FvNetwork *network;
  guint refused = 0, digits;

  if (model == NULL)
    g_error ("%s", error->message);
  network = fv_parameters_network (model->parameters);
  pass = fv_pass_new (network);
  fv_pass_set_parameters (pass, fv_parameters_values (model->parameters));
  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    {
      guint of_kind = count_scribbles (pass, network, kind);

      g_print ("%-10s %5.1f %% refused\n", kinds[kind].name, 100.0 * of_kind / N);
      refused += of_kind;
    }
  if (argc > 2)
    say_refused (pass, network, argv[2]);
  digits = count_digits (pass, network, 4000);
  g_print ("scribbles  %5.1f %% refused (asked: %.0f %%)\n", 100.0 * refused / (N * G_N_ELEMENTS (kinds)),
           100 * WANTED);
  g_print ("digits     %5.2f %% refused (asked: at most %.0f %%)\n", digits / 40.0, 100 * MISTAKEN);
  return refused >= WANTED * N * G_N_ELEMENTS (kinds) && digits <= MISTAKEN * 4000 ? 0 : 1;
}
