/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"
#include "fv-cifar.h"

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  FvDatasetWanted wanted = fv_dataset_wanted (FV_PART_TRAIN);
  GError *error = NULL;
  FvDataset *set = fv_cifar_open (fuzz_file (data, size), &wanted, &error);

  fuzz_check (set != NULL, &error);
  for (guint i = 0; set != NULL && i < fv_dataset_count (set); i++)
    g_assert (fv_dataset_label (set, i) < fv_dataset_n_classes (set));
  fv_dataset_unref (set);
  return 0;
}
