/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-dataset.h"
#include "fv-plan.h"

G_BEGIN_DECLS

typedef struct
{
  guint samples;
  double loss;     /* mean */
  double accuracy; /* 0…1 */
} FvEvaluation;

/* FALSE if *stop (may be NULL, looked at between blocks of samples) was set. Samples first … first+count−1 of the set
 * through a plan of network. confusion (may be NULL): [classes][classes] target × read as, overwritten. The set must
 * fit (fv_evaluation_fits). A loss that is not finite is NAN. */
gboolean fv_evaluate (FvPlan *plan, const FvNetwork *network, const FvDataset *set, guint first, guint count,
                      const int *stop, FvEvaluation *out, guint *confusion);
/* What scores [n_classes], as fv_plan_score() gives them, say: the class of the first of the largest. */
guint fv_evaluation_class (const float *scores, guint n_classes);
/* FV_ERROR_DATA, naming both shapes or both numbers of classes. A set need not have the class “other” that a network
 * implies: none of its labels is. */
gboolean fv_evaluation_fits (const FvNetwork *network, const FvDataset *set, GError **error);
/* The names of the network's classes, from a set that fits: the set's, and “other” where the network adds it.
 * g_strfreev(). */
char **fv_evaluation_class_names (const FvNetwork *network, const FvDataset *set);

G_END_DECLS
