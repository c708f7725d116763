/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-curve-plots.h"
#include "fv-text.h"

G_BEGIN_DECLS

/* Words in the scene "curve", put where none covers another: values at the moment shown and at the batch that is
 * read, the names of runs at the ends of their lines, and what cannot be drawn. */
typedef struct
{
  FvRect box; /* of the words alone */
  FvTextKind kind;
  FvColor color;
  gboolean wraps;      /* a paragraph as wide as the box; else one line */
  gboolean paper;      /* what is behind is covered */
  guint mark;          /* number of the sign before it, one for each other run; 0: none */
  double end_x, end_y; /* of the run's name: the end of its line; 0: no name */
  char *text;
} FvCurveWord;

/* Of FvCurveWord; g_array_unref(). */
GArray *fv_curve_words (const FvCurveLayout *layout, const FvCurvePlots *plots, const FvSceneInput *input);
void fv_curve_words_paint (GArray *words, const FvSceneInput *input, cairo_t *cr);

/* The sign of a run, at its name and along its line: never 0. */
guint fv_curve_mark (const FvBranch *branch);

/* Adds the names of all runs in sight. */
void fv_curve_add_names (GArray *words, const FvCurvePlots *plots, const FvSceneInput *input);

G_END_DECLS
