/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"
#include "fv-safetensors.h"

/* What is read is written, and read again as the same. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  GError *error = NULL;
  g_autoptr (FvSafetensors) file = fv_safetensors_from_bytes (bytes, "file", &error);

  fuzz_check (file != NULL, &error);
  if (file != NULL)
    {
      g_autoptr (GBytes) written = fv_safetensors_to_bytes (file);
      g_autoptr (FvSafetensors) again = fv_safetensors_from_bytes (written, "again", NULL);

      g_assert (again != NULL && fv_safetensors_count (again) == fv_safetensors_count (file));
    }
  return 0;
}
