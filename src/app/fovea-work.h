/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-progress.h"

G_BEGIN_DECLS

/* Work on a thread of its own that a widget waits for, with a bar that tells how far it is, and that may be stopped. */
typedef struct _FoveaWork FoveaWork;

/* On the worker's thread; FALSE: nothing came of it. Asks fovea_progress_tell() whether it is still wanted. */
typedef gboolean (*FoveaWorkFunc) (gpointer job, FoveaProgress *progress);
/* On the main thread, unless it was stopped. The job is freed after it. */
typedef void (*FoveaWorkDone) (GtkWidget *owner, gpointer job, gboolean fine);

/* Begins. bar (may be NULL) is seen until the work ends. job is freed by free_job, on the main thread. *out is set, and
 * cleared when the work ends; it belongs to owner, which stops it when it goes. */
void fovea_work_start (FoveaWork **out, GtkWidget *owner, GtkProgressBar *bar, FoveaWorkFunc run,
                       gpointer job, GDestroyNotify free_job, FoveaWorkDone done);
FoveaProgress *fovea_work_get_progress (FoveaWork *work);
/* Nothing is heard of it any more. *work may be NULL. */
void fovea_work_stop (FoveaWork **work);

G_END_DECLS
