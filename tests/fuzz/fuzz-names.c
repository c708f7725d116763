/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"
#include "fv-dataset-types.h"
#include "fv-idx-family.h"
#include "fv-path.h"

#include <string.h>

/* Names of files: which set they are of, whether anything reads them, and how they are shown. Any bytes can be one. */

static void
check_shown (const char *name)
{
  g_autofree char *shown = fv_path_shown (name);

  g_assert (g_utf8_validate (shown, -1, NULL));
  g_assert (strpbrk (shown, "\n\r\t\x1b") == NULL);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *name = g_strndup (size > 0 ? (const char *)data : "", size);
  g_autofree char *path = NULL;
  const FvIdxFamily *family;
  GError *error = NULL;

  g_strdelimit (name, "/", '_');
  path = g_strconcat ("/nowhere/", name, NULL);
  family = fv_idx_family_by_name (path);
  if (family != NULL)
    {
      g_auto (GStrv) classes = fv_idx_family_class_names (family);

      g_assert (g_strv_length (classes) >= 10);
    }
  check_shown (path);
  g_assert (!fv_dataset_has_test_part (path));
  for (guint i = 0; fv_dataset_type_nth (i) != NULL; i++)
    fv_dataset_type_nth (i)->probe (path);
  fuzz_check (fv_dataset_type_of (path, &error) != NULL, &error);
  return 0;
}
