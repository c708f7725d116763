/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

G_BEGIN_DECLS

/* text (transfer full): shown from now on; nothing is laid out anew if it was before. */
void fovea_label_take (GtkLabel *label, char *text);
/* "45 s", "3 min 10 s", "1 h 20 min"; g_free(). */
char *fovea_duration_text (double seconds);

G_END_DECLS
