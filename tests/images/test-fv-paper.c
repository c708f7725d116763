/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-paper.h"

#include "fixture-reading.h"
#include "fv-digits.h"
#include "fv-prepare.h"

#include <math.h>
#include <string.h>

#define ROWS     240
#define COLS     320
#define N_PHOTOS 60
#define SEED     4711 /* nobody trains on it */
#define AREA     (FV_DIGIT_SIDE * FV_DIGIT_SIDE)

/* ---- Its parts ---- */

/* levels [ROWS][COLS] of paper, lit from the left, with a bar of ink; light on dark if inverted. */
static void
paint_bar (guint8 *levels, double lit, gboolean inverted)
{
  for (guint row = 0; row < ROWS; row++)
    for (guint col = 0; col < COLS; col++)
      {
        gboolean ink = row >= 80 && row < 160 && col >= 150 && col < 170;
        double level = (ink ? 60 : 220) * (1 - lit * col / COLS);

        levels[row * COLS + col] = (guint8)(inverted ? 255 - level : level);
      }
}

static void
test_even (void)
{
  static const struct
  {
    double lit;
    gboolean even;
  } cases[] = { { 0, TRUE }, { 0.05, TRUE }, { 0.3, FALSE }, { 0.6, FALSE } };
  g_autofree guint8 *levels = g_malloc (ROWS * COLS);
  FvGray gray = { ROWS, COLS, levels };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      paint_bar (levels, cases[i].lit, FALSE);
      g_assert_cmpint (fv_paper_is_even (&gray), ==, cases[i].even);
    }
  memset (levels, 77, ROWS * COLS);
  g_assert_true (fv_paper_is_even (&gray));
}

/* The ink stays wherever light falls, the paper goes. */
static void
test_remove (void)
{
  g_autofree guint8 *levels = g_malloc (ROWS * COLS);
  FvGray gray = { ROWS, COLS, levels };

  for (guint inverted = 0; inverted < 2; inverted++)
    for (double lit = 0; lit < 0.7; lit += 0.3)
      {
        paint_bar (levels, lit, inverted);
        fv_paper_remove (&gray);
        for (guint row = 0; row < ROWS; row++)
          for (guint col = 0; col < COLS; col++)
            if (row >= 80 && row < 160 && col >= 150 && col < 170)
              g_assert_cmpuint (levels[row * COLS + col], >, 60);
            else
              g_assert_cmpuint (levels[row * COLS + col], <, 50);
      }
}

static void
paint_box (FvGray *gray, FvGrayBox box, guint8 level)
{
  for (guint row = box.row; row < box.row + box.rows; row++)
    memset (gray->pixels + (gsize)row * gray->cols + box.col, level, box.cols);
}

/* The digit and its dash stay; specks, a table's edge and the digit of another exercise go. */
static void
test_keep (void)
{
  static const struct
  {
    FvGrayBox box;
    guint8 level;
    gboolean stays;
  } blots[] = {
    { { 80, 150, 80, 20 }, 200, TRUE },  /* the digit */
    { { 60, 150, 8, 40 }, 180, TRUE },   /* its dash */
    { { 120, 190, 3, 3 }, 220, FALSE },  /* a speck */
    { { 0, 0, 30, COLS }, 255, FALSE },  /* the edge of the table, larger than all */
    { { 100, 20, 60, 20 }, 200, FALSE }, /* far away */
    { { 200, 100, 8, 100 }, 60, FALSE }, /* a line of the paper */
  };
  g_autofree guint8 *levels = g_malloc0 (ROWS * COLS);
  FvGray gray = { ROWS, COLS, levels };

  for (guint i = 0; i < G_N_ELEMENTS (blots); i++)
    paint_box (&gray, blots[i].box, blots[i].level);
  fv_paper_keep_writing (&gray);
  for (guint i = 0; i < G_N_ELEMENTS (blots); i++)
    {
      FvGrayBox box = blots[i].box;
      guint8 middle = levels[(box.row + box.rows / 2) * COLS + box.col + box.cols / 2];

      g_assert_cmpint (middle > 200, ==, blots[i].stays);
      g_assert_cmpint (middle == 0, ==, !blots[i].stays);
    }
}

/* A picture of nothing, of one cell, and all of ink: no harm is done. */
static void
test_odd_pictures (void)
{
  g_autofree guint8 *levels = g_malloc (ROWS * COLS);

  for (guint rows = 1; rows < 200; rows = rows * 3 + 1)
    for (guint cols = 1; cols < 200; cols = cols * 3 + 1)
      for (guint kind = 0; kind < 3; kind++)
        {
          FvGray gray = { rows, cols, levels };

          for (guint i = 0; i < rows * cols; i++)
            levels[i] = (guint8)(kind == 2 ? i * 2654435761u >> 24 : 255 * kind);
          fv_paper_is_even (&gray);
          fv_paper_remove (&gray);
          fv_paper_keep_writing (&gray);
        }
}

/* ---- Photographs of digits ---- */

typedef struct
{
  const char *name;
  double light;    /* how much less of it at the far side */
  double shadow;   /* how much of it a shadow leaves, 1: there is none */
  double vignette; /* how much less in the corners */
  double ink;      /* of the paper's brightness, at least */
  gboolean table;  /* a strip of it at one side */
  gboolean ruled;
  gboolean board; /* chalk on a blackboard */
} Kind;

static const Kind kinds[] = {
  { "by a window", 0.6, 1, 0, 0.2, FALSE, FALSE, FALSE },
  { "with a shadow", 0.2, 0.6, 0, 0.2, FALSE, FALSE, FALSE },
  { "by a lamp", 0, 1, 0.5, 0.2, FALSE, FALSE, FALSE },
  { "with a pencil", 0.3, 1, 0, 0.6, FALSE, FALSE, FALSE },
  { "on ruled paper", 0.4, 1, 0, 0.2, FALSE, TRUE, FALSE },
  { "on a table", 0.3, 1, 0, 0.2, TRUE, FALSE, FALSE },
  { "on a blackboard", 0.4, 1, 0.2, 0, FALSE, FALSE, TRUE },
};

/* The digit somewhere on the sheet, [ROWS][COLS] of coverage. */
static void
write_digit (FvRandom *chance, guint nth, guint8 *ink)
{
  g_autoptr (FvStrokes) digit = fixture_digit (SEED, nth, nth % 10);
  g_autoptr (FvStrokes) placed = fv_strokes_new ();
  FixtureBox box = fixture_measure (digit);
  double size = fv_random_between (chance, 60, 170), pen = size * fv_random_between (chance, 0.05, 0.15);
  double scale = size / MAX (box.right - box.left, box.bottom - box.top), room = 45;
  double x = fv_random_between (chance, room, COLS - room - scale * (box.right - box.left));
  double y = fv_random_between (chance, 35, ROWS - 35 - scale * (box.bottom - box.top));
  guint n;

  for (guint s = 0; s < fv_strokes_count (digit); s++)
    {
      fv_strokes_begin (placed);
      for (guint i = 0; i < (fv_strokes_nth (digit, s, &n), n); i++)
        {
          FvPoint p = fv_strokes_nth (digit, s, &n)[i];

          fv_strokes_add (placed,
                          (FvPoint){ x + scale * (p.x - box.left), y + scale * (p.y - box.top), pen });
        }
    }
  fv_strokes_raster (placed, ROWS, COLS, ink);
}

/* A camera's noise: a sum of four is nearly normal. */
static double
noise (FvRandom *chance)
{
  guint32 bits = (guint32)(fv_random_uniform (chance) * 4294967295.0);
  int sum = (int)((bits & 255) + (bits >> 8 & 255) + (bits >> 16 & 255) + (bits >> 24));

  return (sum - 510) / 148.0;
}

static void
photograph (const Kind *kind, guint nth, guint8 *levels)
{
  FvRandom chance = fv_random_new (SEED + 1, nth);
  g_autofree guint8 *ink = g_malloc (ROWS * COLS);
  double paper = fv_random_between (&chance, 150, 235), shade, turn = fv_random_between (&chance, 0, 6.28);
  double darkness = kind->ink + fv_random_between (&chance, 0, 0.15),
         loud = fv_random_between (&chance, 1, 4);
  double edge = fv_random_between (&chance, -0.2, 0.2);
  guint gap = (guint)fv_random_between (&chance, 15, 30), strip = (guint)fv_random_between (&chance, 8, 25);

  write_digit (&chance, nth, ink);
  for (guint i = 0; i < ROWS * COLS; i++)
    {
      double x = (double)(i % COLS) / COLS - 0.5, y = (double)(i / COLS) / ROWS - 0.5;
      double along = x * cos (turn) + y * sin (turn), cover = ink[i] / 255.0;
      double level = kind->board ? 45 : paper * (kind->ruled && i / COLS % gap == 0 ? 0.85 : 1);

      shade = (1 - kind->light * (along + 0.5)) * (1 - kind->vignette * 2 * (x * x + y * y));
      shade *= kind->shadow < 1 && along > edge
                   ? kind->shadow + (1 - kind->shadow) * exp (-30 * (along - edge))
                   : 1;
      level += cover * ((kind->board ? 200 : paper * darkness) - level);
      if (kind->table && i % COLS < strip)
        level = 70;
      levels[i] = (guint8)CLAMP (level * shade + loud * noise (&chance), 0, 255);
    }
}

/* What is photographed is read nearly as well as what was written for the network. */
static void
test_photographs (gconstpointer data)
{
  const Kind *kind = data;
  g_autofree guint8 *levels = g_malloc (ROWS * COLS), *pixels = g_malloc (2 * N_PHOTOS * AREA);
  guint8 *seen = pixels + N_PHOTOS * AREA, labels[N_PHOTOS];
  guint written, read;

  for (guint i = 0; i < N_PHOTOS; i++)
    {
      g_autoptr (FvStrokes) digit = fixture_digit (SEED, i, i % 10);
      g_autoptr (GdkPixbuf) pixbuf = NULL;

      labels[i] = (guint8)(i % 10);
      fv_strokes_normalise (digit, 2.5, pixels + i * AREA);
      photograph (kind, i, levels);
      pixbuf = fixture_pixbuf (levels, ROWS, COLS);
      g_assert_true (fv_prepare_pixels (pixbuf, (FvPrepare){ .mode = FV_PREPARE_INK },
                                        (FvShape){ 1, FV_DIGIT_SIDE, FV_DIGIT_SIDE }, seen + i * AREA));
    }
  written = fixture_count_right (pixels, labels, N_PHOTOS);
  read = fixture_count_right (seen, labels, N_PHOTOS);
  g_test_message ("%s: right of %d: %u as written, %u photographed", kind->name, N_PHOTOS, written, read);
  g_assert_cmpuint (read + N_PHOTOS / 15, >=, written);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/paper/even", test_even);
  g_test_add_func ("/paper/remove", test_remove);
  g_test_add_func ("/paper/keep", test_keep);
  g_test_add_func ("/paper/odd-pictures", test_odd_pictures);
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *path = g_strdup_printf ("/paper/photographs/%u", i);

      g_test_add_data_func (path, &kinds[i], test_photographs);
    }
  return g_test_run ();
}
