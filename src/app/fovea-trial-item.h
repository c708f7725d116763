/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib-object.h>

#include "fv-experiment-report.h"

G_BEGIN_DECLS

/* A run of an experiment as a row of a list; it stays the same while what it holds becomes more. */
#define FOVEA_TYPE_TRIAL_ITEM (fovea_trial_item_get_type ())
G_DECLARE_FINAL_TYPE (FoveaTrialItem, fovea_trial_item, FOVEA, TRIAL_ITEM, GObject)

FoveaTrialItem *fovea_trial_item_new (guint nth);
void fovea_trial_item_set (FoveaTrialItem *self, FvTrial *trial, guint place);
guint fovea_trial_item_get_nth (FoveaTrialItem *self);
guint fovea_trial_item_get_place (FoveaTrialItem *self);
FvTrial *fovea_trial_item_get_trial (FoveaTrialItem *self);

G_END_DECLS
