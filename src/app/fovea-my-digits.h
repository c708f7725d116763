/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-drawings.h"

G_BEGIN_DECLS

/* The digits drawn on the pad and named by their author, in a file of the user's own that is read when the first is
 * added. Main thread; errors are sentences of FvDrawings and fv_save_bytes(). */
gboolean fovea_my_digits_add (guint label, const FvStrokes *strokes, GError **error);
/* Takes back what was added last. */
gboolean fovea_my_digits_remove_last (GError **error);
/* All of them; none yet is an empty value. */
FvDrawings *fovea_my_digits_read (GError **error);
/* The nth goes, and comes back: strokes are the caller's then, and taken when inserted, in any case. */
gboolean fovea_my_digits_remove (guint nth, guint *label, FvStrokes **strokes, GError **error);
gboolean fovea_my_digits_insert (guint nth, guint label, FvStrokes *strokes, GError **error);
/* Those there are; 0 too if they cannot be read. */
guint fovea_my_digits_count (void);
/* As IDX files and, in a folder for each class, as PNG pictures. Any thread. */
gboolean fovea_my_digits_export (const char *folder, GError **error);

G_END_DECLS
