/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-trial-item.h"

struct _FoveaTrialItem
{
  GObject parent_instance;
  guint nth;      /* in the order of running */
  guint place;    /* among all, the best being 0 */
  FvTrial *trial; /* NULL at first */
};

G_DEFINE_FINAL_TYPE (FoveaTrialItem, fovea_trial_item, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

/**
 * fovea_trial_item_set:
 * @trial: what has come of it
 * @place: among all, the best being 0
 */
void
fovea_trial_item_set (FoveaTrialItem *self, FvTrial *trial, guint place)
{
  if (self->trial == trial && self->place == place)
    return;
  fv_trial_ref (trial);
  g_clear_pointer (&self->trial, fv_trial_unref);
  self->trial = trial;
  self->place = place;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

guint
fovea_trial_item_get_nth (FoveaTrialItem *self)
{
  return self->nth;
}

guint
fovea_trial_item_get_place (FoveaTrialItem *self)
{
  return self->place;
}

FvTrial *
fovea_trial_item_get_trial (FoveaTrialItem *self)
{
  return self->trial;
}

static void
fovea_trial_item_finalize (GObject *object)
{
  g_clear_pointer (&FOVEA_TRIAL_ITEM (object)->trial, fv_trial_unref);
  G_OBJECT_CLASS (fovea_trial_item_parent_class)->finalize (object);
}

static void
fovea_trial_item_class_init (FoveaTrialItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fovea_trial_item_finalize;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
}

static void
fovea_trial_item_init (FoveaTrialItem *self)
{
}

FoveaTrialItem *
fovea_trial_item_new (guint nth)
{
  FoveaTrialItem *self = g_object_new (FOVEA_TYPE_TRIAL_ITEM, NULL);

  self->nth = nth;
  return self;
}
