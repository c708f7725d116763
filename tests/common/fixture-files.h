/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

/* Removes a file, or a folder with all that is in it; a symbolic link is removed, not followed. */
void fixture_remove_tree (const char *path);
/* Entries of a folder; 0 if there is none. */
guint fixture_count_files (const char *folder);
