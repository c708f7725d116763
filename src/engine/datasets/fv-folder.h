/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* What lies in a folder, by name alone. */

/* The paths of folder's entries whose name accepts says yes to (NULL: all), in the order of their bytes, so that it
 * is the same everywhere. Hidden ones are left out. Empty if the folder cannot be read. */
GPtrArray *fv_folder_list (const char *folder, gboolean (*accepts) (const char *name));
/* Only those that are folders. */
GPtrArray *fv_folder_list_folders (const char *folder);
/* The last part of path, whatever it is relative to, as people read it. g_free(). */
char *fv_folder_last_name (const char *path);

G_END_DECLS
