/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-paper.h"

#include <math.h>
#include <string.h>

#define LEVELS 256
/* A blot this much smaller than the largest is a speck. */
#define SPECK_PARTS 30
/* A blot alone is a speck if it is shorter than that part of the picture. */
#define LEAST_PARTS 20
/* What is farther away than that part of the largest blot is something else. */
#define NEAR 0.4

typedef struct
{
  guint top, bottom, left, right; /* the last included */
  guint cells;
  guint64 ink; /* of all of them */
  gboolean at_edge;
} Blot;

/* The level that parts the counted ones best into two heaps (Otsu 1979); *upper: the mean of the upper one. */
static guint
find_threshold (const FvGray *self, double *upper)
{
  guint64 counts[LEVELS] = { 0 };
  double total = 0, below = 0, n_below = 0, n = (double)self->rows * self->cols, best = -1;
  guint threshold = 0;

  for (gsize i = 0; i < (gsize)n; i++)
    counts[self->pixels[i]]++;
  for (guint level = 0; level < LEVELS; level++)
    total += (double)counts[level] * level;
  *upper = LEVELS - 1;
  for (guint level = 0; level + 1 < LEVELS; level++)
    {
      double between;

      n_below += (double)counts[level];
      below += (double)counts[level] * level;
      if (n_below == 0 || n_below == n)
        continue;
      between = below / n_below - (total - below) / (n - n_below);
      between *= between * n_below * (n - n_below);
      if (between <= best)
        continue;
      best = between;
      threshold = level;
      *upper = (total - below) / (n - n_below);
    }
  return threshold;
}

/* Paints everything connected with the cell start with number, and measures it. */
static Blot
flood (const FvGray *self, guint *numbers, guint start, guint number, GArray *waiting)
{
  guint rows = self->rows, cols = self->cols;
  Blot blot = { start / cols, start / cols, start % cols, start % cols, 0, 0, FALSE };

  numbers[start] = number;
  g_array_set_size (waiting, 0);
  g_array_append_val (waiting, start);
  while (waiting->len > 0)
    {
      guint at = g_array_index (waiting, guint, waiting->len - 1), row = at / cols, col = at % cols;

      g_array_set_size (waiting, waiting->len - 1);
      blot.top = MIN (blot.top, row);
      blot.bottom = MAX (blot.bottom, row);
      blot.left = MIN (blot.left, col);
      blot.right = MAX (blot.right, col);
      blot.at_edge |= row == 0 || col == 0 || row + 1 == rows || col + 1 == cols;
      blot.cells++;
      blot.ink += self->pixels[at];
      for (guint r = row - (row > 0); r <= MIN (row + 1, rows - 1); r++)
        for (guint c = col - (col > 0); c <= MIN (col + 1, cols - 1); c++)
          if (numbers[r * cols + c] == G_MAXUINT)
            {
              guint next = r * cols + c;

              numbers[next] = number;
              g_array_append_val (waiting, next);
            }
    }
  return blot;
}

static guint
longer_side (const Blot *blot)
{
  return 1 + MAX (blot->bottom - blot->top, blot->right - blot->left);
}

/* The largest that lies within the picture; if none but specks does, the largest of all. */
static guint
find_main (const GArray *blots, guint speck)
{
  guint within = 0, all = 0;

  for (guint i = 1; i < blots->len; i++)
    {
      const Blot *blot = &g_array_index (blots, Blot, i);

      if (blot->cells > g_array_index (blots, Blot, all).cells)
        all = i;
      if (!blot->at_edge && longer_side (blot) > speck
          && blot->cells > g_array_index (blots, Blot, within).cells)
        within = i;
    }
  return within > 0 ? within : all;
}

static gboolean
belongs (const Blot *blot, const Blot *to)
{
  double reach = NEAR * longer_side (to);

  return SPECK_PARTS * blot->cells >= to->cells && blot->at_edge <= to->at_edge
         && blot->left <= to->right + reach && to->left <= blot->right + reach
         && blot->top <= to->bottom + reach && to->top <= blot->bottom + reach;
}

/* The blots, from number 1 on; what is none is 0 in numbers. */
static GArray *
find_blots (const FvGray *self, guint *numbers)
{
  GArray *blots = g_array_new (FALSE, TRUE, sizeof (Blot)),
         *waiting = g_array_new (FALSE, FALSE, sizeof (guint));

  g_array_set_size (blots, 1);
  for (guint i = 0; i < self->rows * self->cols; i++)
    if (numbers[i] == G_MAXUINT)
      {
        Blot blot = flood (self, numbers, i, blots->len, waiting);

        g_array_append_val (blots, blot);
      }
  g_array_unref (waiting);
  return blots;
}

/* Whether a cell or one beside it is of a blot that stays: their edges are fainter than they are. */
static gboolean
is_kept (const guint *numbers, guint rows, guint cols, guint row, guint col, const gboolean *keeps)
{
  for (guint r = row - (row > 0); r <= MIN (row + 1, rows - 1); r++)
    for (guint c = col - (col > 0); c <= MIN (col + 1, cols - 1); c++)
      if (keeps[numbers[r * cols + c]])
        return TRUE;
  return FALSE;
}

void
fv_paper_keep_writing (FvGray *self)
{
  guint n = self->rows * self->cols;
  g_autofree guint *numbers = g_new (guint, n);
  g_autofree gboolean *keeps = NULL;
  g_autoptr (GArray) blots = NULL;
  double usual, least, most;
  guint main_blot;

  find_threshold (self, &usual);
  for (guint i = 0; i < n; i++)
    numbers[i] = 2 * self->pixels[i] > usual ? G_MAXUINT : 0;
  blots = find_blots (self, numbers);
  main_blot = find_main (blots, MAX (self->rows, self->cols) / LEAST_PARTS);
  keeps = g_new0 (gboolean, blots->len);
  for (guint i = 1; i < blots->len; i++)
    keeps[i] = belongs (&g_array_index (blots, Blot, i), &g_array_index (blots, Blot, main_blot));
  most = g_array_index (blots, Blot, main_blot).cells > 0 ? (double)g_array_index (blots, Blot, main_blot).ink
                                                                / g_array_index (blots, Blot, main_blot).cells
                                                          : LEVELS;
  least = most / 4;
  for (guint i = 0; i < n; i++)
    {
      double share = (self->pixels[i] - least) / (most - least);

      self->pixels[i] = is_kept (numbers, self->rows, self->cols, i / self->cols, i % self->cols, keeps)
                            ? (guint8)(255 * CLAMP (share, 0, 1))
                            : 0;
    }
}
