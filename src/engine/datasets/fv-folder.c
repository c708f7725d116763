/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-folder.h"

#include "fv-path.h"

#include <string.h>

static int
compare (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

GPtrArray *
fv_folder_list (const char *folder, gboolean (*accepts) (const char *name))
{
  GPtrArray *paths = g_ptr_array_new_with_free_func (g_free);
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (*name != '.' && (accepts == NULL || accepts (name)))
      g_ptr_array_add (paths, g_build_filename (folder, name, NULL));
  g_clear_pointer (&dir, g_dir_close);
  g_ptr_array_sort (paths, compare);
  return paths;
}

GPtrArray *
fv_folder_list_folders (const char *folder)
{
  GPtrArray *paths = fv_folder_list (folder, NULL);

  for (guint i = paths->len; i-- > 0;)
    if (!g_file_test (g_ptr_array_index (paths, i), G_FILE_TEST_IS_DIR))
      g_ptr_array_remove_index (paths, i);
  return paths;
}

char *
fv_folder_last_name (const char *path)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *last = g_path_get_basename (absolute);

  return fv_path_shown (last);
}
