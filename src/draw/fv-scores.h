/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-scene.h"

G_BEGIN_DECLS

/* What the classes of a network got, which need not be what its output units give: one unit tells two classes apart,
 * and “other” has no unit of its own. Pure. */
typedef struct
{
  guint n_classes;
  guint n_units;          /* of the output layer */
  gboolean probabilities; /* shown as percentages; else plain numbers */
  gboolean has_other;     /* the last class is it */
  double low, high;       /* of the bars */
} FvScores;

/* The range of scores without bounds is that of the trace's, if there is one. */
FvScores fv_scores_of (const FvSceneInput *input);
/* The row in which unit's δ and name stand: the class that the unit being on means. */
guint fv_scores_class_of_unit (const FvScores *self, guint unit);
/* FALSE: the class has no output unit of its own, or only the absence of one. */
gboolean fv_scores_unit_of_class (const FvScores *self, guint class_index, guint *unit);
/* Which unit is looked at where class_index is: also the one whose being off means it. FALSE for “other”. */
gboolean fv_scores_nearest_unit (const FvScores *self, guint class_index, guint *unit);

/* The given name, “other”, or the number written into buffer. class_names may be NULL. */
const char *
fv_scores_class_name (FvNetwork *network, const char *const *class_names, guint class_index, char buffer[16]);
/* "81.6 %" of probabilities, "0.816" of others; g_free(). */
char *fv_scores_text (const FvScores *self, double value);
/* The widest that can be. */
const char *fv_scores_widest_text (const FvScores *self);

/* "E = −ln p₃" or "E = ½ Σ (t − y)²"; g_free(). */
char *fv_scores_loss_formula (FvNetwork *network, guint target);
/* "δ = p − t"; borrowed. sums_to_zero may be NULL. */
const char *fv_scores_delta_formula (FvNetwork *network, gboolean *sums_to_zero);

G_END_DECLS
