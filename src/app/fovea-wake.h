/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* How another thread wakes the main loop: however often it does, what is waiting runs once. */

/* Attached to the main loop; whoever made it sets a callback, destroys and unrefs it. */
GSource *fovea_wake_new (const char *name);
/* Any thread; source is a GSource of fovea_wake_new(). */
void fovea_wake_up (gpointer source);

G_END_DECLS
