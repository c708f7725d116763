/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What became of it, as one sentence. */
typedef void (*FoveaSaid) (gpointer data, const char *sentence);

/* Asks where to save text, name being proposed, and saves it there; says what came of it unless that is cancelled. data
 * is a GObject, which is kept meanwhile. */
void fovea_save_text (GtkWindow *parent, const char *name, const char *text, FoveaSaid said, gpointer data);

G_END_DECLS
