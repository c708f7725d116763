/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"
#include "fv-drawings.h"

/* What is read can be looked at, as the network does. */
static void
check_drawings (const FvDrawings *drawings)
{
  g_autoptr (FvDataset) set = fv_drawings_dataset (drawings, "drawings");

  g_assert (fv_dataset_count (set) == fv_drawings_count (drawings));
  for (guint i = 0; i < fv_drawings_count (drawings); i++)
    {
      g_assert (fv_dataset_label (set, i) == fv_drawings_label (drawings, i));
      g_assert (fv_dataset_label (set, i) < fv_dataset_n_classes (set));
      g_assert (fv_strokes_count (fv_drawings_strokes (drawings, i)) > 0);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  GError *error = NULL;
  FvDrawings *drawings = fv_drawings_load (fuzz_file (data, size), &error);

  fuzz_check (drawings != NULL, &error);
  if (drawings != NULL)
    check_drawings (drawings);
  fv_drawings_free (drawings);
  return 0;
}
