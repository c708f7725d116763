/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* A path as people may see it in a sentence: UTF-8, without line breaks and other control characters, whatever the
 * bytes of the name are. Not escaped for markup. g_free(). */
char *fv_path_shown (const char *path);

G_END_DECLS
