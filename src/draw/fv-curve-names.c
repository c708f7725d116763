/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-curve-words.h"
#include "fv-mark.h"
#include "fv-spread.h"

/* The names of runs, at the ends of their lines: as high as those if they can be, and never one on another. */

#define PITCH 16
#define GAP   6  /* px between two names */
#define ROOM  16 /* px between the plot and the names */

typedef struct
{
  const FvBranch *branch;
  double end_x, end_y;
  double y, height;
  double words_height; /* of what made the run differ; 0: it is not said */
  char *words;
} Name;

guint
fv_curve_mark (const FvBranch *branch)
{
  return 1 + (branch->id - 1) % FV_MARK_N;
}

/* Where the line of a series leaves off in sight. */
static gboolean
find_end_of (const FvCurvePlots *plots, const FvCurve *curve, FvSeries series, Name *name)
{
  for (guint i = fv_curve_find (curve, plots->loss.last_batch + 0.5); i-- > 0;)
    {
      FvCurvePoint point = fv_curve_nth (curve, i);
      double value = fv_series_value (&point, series);

      if ((double)point.batch < plots->loss.first_batch)
        return FALSE;
      if (!isfinite (value))
        continue;
      name->end_x = fv_plot_x (&plots->loss, (double)point.batch);
      name->end_y = fv_plot_y (&plots->loss, value);
      return TRUE;
    }
  return FALSE;
}

/* That of the test samples, unless training went on for long since. */
static gboolean
find_end (const FvCurvePlots *plots, const FvCurve *curve, Name *name)
{
  Name test = *name;
  gboolean tested = find_end_of (plots, curve, FV_SERIES_TEST_LOSS, &test);
  gboolean trained = find_end_of (plots, curve, FV_SERIES_TRAIN_LOSS, name);

  if (tested && (!trained || test.end_x >= name->end_x - GAP))
    *name = test;
  return tested || trained;
}

static void
clear_name (gpointer name)
{
  g_free (((Name *)name)->words);
}

static void
add_name (GArray *names, const FvCurvePlots *plots, double scale, const FvBranch *branch,
          const FvCurve *curve)
{
  Name name = { .branch = branch, .height = round (PITCH * scale) };

  if (branch == NULL || curve == NULL || !find_end (plots, curve, &name))
    return;
  if (branch->kind != FV_BRANCH_FIRST)
    {
      name.words = fv_branch_words (branch);
      name.words_height = fv_text_paragraph (NULL, FV_TEXT_CAPTION, scale, 0, 0, plots->names.width - ROOM,
                                             (FvColor){ 0 }, name.words);
    }
  g_array_append_val (names, name);
}

static gint
by_end (gconstpointer a, gconstpointer b)
{
  const Name *one = a, *other = b;

  return (one->end_y > other->end_y) - (one->end_y < other->end_y);
}

static double
needed (GArray *names)
{
  double sum = 0;

  for (guint i = 0; i < names->len; i++)
    sum += g_array_index (names, Name, i).height + g_array_index (names, Name, i).words_height + GAP;
  return sum;
}

/* What there is no room for is left out: first what made the runs differ, then the oldest of them. */
static void
thin_out (GArray *names, double height)
{
  if (needed (names) > height)
    for (guint i = 0; i < names->len; i++)
      g_array_index (names, Name, i).words_height = 0;
  while (names->len > 1 && needed (names) > height)
    {
      guint oldest = 0;

      for (guint i = 1; i < names->len; i++)
        if (g_array_index (names, Name, i).branch->id < g_array_index (names, Name, oldest).branch->id)
          oldest = i;
      g_array_remove_index (names, oldest);
    }
}

/* In the order of their ends. */
static void
spread (GArray *names, FvRect area)
{
  g_autofree double *tops = g_new (double, names->len);
  g_autofree double *heights = g_new (double, names->len);

  for (guint i = 0; i < names->len; i++)
    {
      const Name *name = &g_array_index (names, Name, i);

      tops[i] = name->end_y - name->height / 2;
      heights[i] = name->height + name->words_height;
    }
  fv_spread (tops, heights, names->len, GAP, area.y, area.y + area.height);
  for (guint i = 0; i < names->len; i++)
    g_array_index (names, Name, i).y = tops[i];
}

static void
say (GArray *words, const Name *name, const FvCurvePlots *plots, const FvSceneInput *input)
{
  gboolean shown = name->branch->id == input->way.shown;
  double x = plots->names.x + ROOM, width = plots->names.width - ROOM;
  FvCurveWord title = {
    .box = { x, round (name->y), width, name->height },
    .kind = FV_TEXT_CAPTION_BOLD,
    .color = shown ? input->style.text : input->style.secondary,
    .mark = shown ? 0 : fv_curve_mark (name->branch),
    .end_x = name->end_x,
    .end_y = name->end_y,
    .text = g_strdup_printf (_ ("Run %u"), name->branch->id),
  };

  g_array_append_val (words, title);
  if (name->words_height > 0)
    {
      FvCurveWord why = {
        .box = { x, title.box.y + name->height, width, name->words_height },
        .kind = FV_TEXT_CAPTION,
        .color = title.color,
        .wraps = TRUE,
        .text = g_strdup (name->words),
      };
      g_array_append_val (words, why);
    }
}

void
fv_curve_add_names (GArray *words, const FvCurvePlots *plots, const FvSceneInput *input)
{
  g_autoptr (GArray) names = g_array_new (FALSE, FALSE, sizeof (Name));
  double scale = input->style.text_scale > 0 ? input->style.text_scale : 1;
  const FvBranch *branch;

  g_array_set_clear_func (names, clear_name);
  add_name (names, plots, scale, fv_curve_shown (input), input->curve);
  for (guint i = 0; (branch = fv_curve_nth_kept (input, i)) != NULL; i++)
    add_name (names, plots, scale, branch, branch->curve);
  thin_out (names, plots->names.height);
  g_array_sort (names, by_end);
  spread (names, plots->names);
  for (guint i = 0; i < names->len; i++)
    say (words, &g_array_index (names, Name, i), plots, input);
}
