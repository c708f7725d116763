/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-progress.h"

G_BEGIN_DECLS

/* A small window over parent that says what is being read and how far it is, with a way to stop it. It comes up only
 * if that takes longer than a moment. */
typedef struct _FoveaLoading FoveaLoading;

/* name: of what is read, as people know it. */
FoveaLoading *fovea_loading_new (GtkWindow *parent, const char *name, FoveaProgress *progress);
/* The same, of other work. */
FoveaLoading *
fovea_loading_new_for (GtkWindow *parent, const char *title, const char *text, FoveaProgress *progress);
/* Takes the window away, if it came. */
void fovea_loading_free (FoveaLoading *self);

G_END_DECLS
