/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"
#include "fv-record.h"

/* Model files, and the past of a run in them. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  GError *error = NULL;
  FvModel *model = fv_model_from_bytes (bytes, "file", &error);
  FvRecord *record;

  fuzz_check (model != NULL, &error);
  if (model != NULL)
    fv_model_free (model);
  record = fv_record_from_bytes (bytes, "file", &error);
  fuzz_check (record != NULL, &error);
  if (record != NULL)
    fv_record_unref (record);
  return 0;
}
