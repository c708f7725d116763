/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* How far work in another thread has come, and whether it is still wanted. Counted; any thread. */
typedef struct _FoveaProgress FoveaProgress;

FoveaProgress *fovea_progress_new (void);
FoveaProgress *fovea_progress_ref (FoveaProgress *self);
void fovea_progress_unref (FoveaProgress *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FoveaProgress, fovea_progress_unref)

/* For the worker, an FvProgressFunc: FALSE when it is no longer wanted. */
gboolean fovea_progress_tell (double fraction, gpointer self);
/* 0…1 */
double fovea_progress_get (FoveaProgress *self);
void fovea_progress_cancel (FoveaProgress *self);

G_END_DECLS
