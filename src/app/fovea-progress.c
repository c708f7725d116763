/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-progress.h"

struct _FoveaProgress
{
  int permille;  /* atomic: the worker writes, the main thread reads */
  int cancelled; /* atomic: the other way round */
};

FoveaProgress *
fovea_progress_new (void)
{
  return g_atomic_rc_box_new0 (FoveaProgress);
}

FoveaProgress *
fovea_progress_ref (FoveaProgress *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
fovea_progress_unref (FoveaProgress *self)
{
  if (self != NULL)
    g_atomic_rc_box_release (self);
}

gboolean
fovea_progress_tell (double fraction, gpointer self)
{
  FoveaProgress *progress = self;

  g_atomic_int_set (&progress->permille, (int)(fraction * 1000));
  return !g_atomic_int_get (&progress->cancelled);
}

double
fovea_progress_get (FoveaProgress *self)
{
  return g_atomic_int_get (&self->permille) / 1000.0;
}

void
fovea_progress_cancel (FoveaProgress *self)
{
  g_atomic_int_set (&self->cancelled, TRUE);
}
