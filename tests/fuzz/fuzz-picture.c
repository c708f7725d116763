/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"
#include "fv-picture-file.h"
#include "fv-picture-reader.h"

/* PNG and JPEG through gdk-pixbuf, which has been fuzzed by others: here for what is around it. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const char *path = fuzz_file (data, size);
  guint8 pixels[3 * 8 * 8];
  GError *error = NULL;
  FvShape shape;
  g_autoptr (GdkPixbuf) pixbuf = NULL;

  fuzz_check (fv_picture_reader ()->measure (path, &shape, &error), &error);
  fuzz_check (fv_picture_reader ()->read (path, (FvShape){ 3, 8, 8 }, pixels, &error), &error);
  pixbuf = fv_picture_file_decode (path, FV_PICTURE_ANY, 8, &error); /* of other kinds */
  fuzz_check (pixbuf != NULL, &error);
  return 0;
}
