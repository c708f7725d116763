/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-dataset.h"
#include "fv-model.h"

G_BEGIN_DECLS

/* The model's curve with what was measured of its layers; of a model without a past that is measured now, once, on a
 * few samples of set (NULL: of generated digits, if they fit; else nothing is). Free with fv_curve_free(). */
FvCurve *cli_layers_curve (const FvModel *model, const FvDataset *set);

G_END_DECLS
