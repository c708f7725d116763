/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Saving so that nothing is ever lost: a new file is written beside path, brought to the disk, and takes the old one's
 * place in one go. Whatever happens, path is what it was before or what it should be now. Error: G_FILE_ERROR, the
 * message names path. Any thread; a file at a time. */
gboolean fv_save_bytes (const char *path, GBytes *bytes, GError **error);
/* A process that was killed leaves such a new file behind. Removes from folder those whose process is gone or was
 * this one before it was started again: for start-up, before anything is saved. Returns how many; 0 too if there is
 * no such folder. */
guint fv_save_sweep (const char *folder);

G_END_DECLS
