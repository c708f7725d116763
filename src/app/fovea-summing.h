/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

#include "fv-summary.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_SUMMING (fovea_summing_get_type ())
G_DECLARE_FINAL_TYPE (FoveaSumming, fovea_summing, FOVEA, SUMMING, GObject)

FoveaSumming *fovea_summing_new (void);
void fovea_summing_set_wanted (FoveaSumming *self, FvDataset *set);
void fovea_summing_retain (FoveaSumming *self, FvDataset *train, FvDataset *test);
FvSummary *fovea_summing_get (FoveaSumming *self);
double fovea_summing_get_progress (FoveaSumming *self);

G_END_DECLS
