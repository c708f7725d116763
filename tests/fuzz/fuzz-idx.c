/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"
#include "fv-idx-file.h"

/* Any file as one of images, and as one of labels. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const char *path = fuzz_file (data, size);
  FvDatasetWanted wanted = fv_dataset_wanted (FV_PART_TRAIN);

  for (guint n_sizes = 1; n_sizes <= 3; n_sizes += 2)
    {
      FvIdxFile file;
      GError *error = NULL;

      fuzz_check (fv_idx_file_read (&file, path, n_sizes, &wanted, &error), &error);
      g_assert (file.data == NULL || file.length == file.total);
      fv_idx_file_clear (&file);
    }
  return 0;
}
