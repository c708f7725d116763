/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-gradient-check.h"

G_BEGIN_DECLS

/* The networks on which every formula is checked: layer kind × activation × pooling × border × form of connection ×
 * {1, 3} input maps, and every output layer and loss; made by walking the tables, so that what is registered is
 * checked. */

/* The network that is checked when none is named: small, and every rule the article prints shows on it. */
#define FV_CHECK_TEXT                                                                                        \
  "12x12x1 conv 3x3x3 tanh; max 2x2; conv 2x2x4 tanh; max 2x2; rasterize; dense 6 tanh; softmax 4"

/* Their text forms, NULL-terminated; g_strfreev(). */
char **fv_check_suite_texts (void);

/* Random weights, biases, target and input of the network's range from a seed, and the check. */
void fv_check_suite_run (FvNetwork *network, guint64 seed, guint rules, FvLayerCheck *results);

/* Tries seeds from first on until every set of gradients can be judged and trusted, or one fails, with every class as
 * the target where a class has no output of its own; results are the last one's. Returns the seed;
 * 0 if FV_CHECK_SUITE_TRIES seeds gave none: then the network proves nothing. */
#define FV_CHECK_SUITE_TRIES 60
guint64 fv_check_suite_find (FvNetwork *network, guint64 first, FvLayerCheck *results);

G_END_DECLS
