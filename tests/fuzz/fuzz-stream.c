/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"
#include "fv-stream.h"

/* Plain and packed files, in steps of changing size. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  GError *error = NULL;
  FvStream *stream = fv_stream_open (fuzz_file (data, size), &error);
  gboolean good = stream != NULL;
  guint8 buffer[977];
  gsize got = 1, step = 1, total = 0;

  fuzz_check (good, &error);
  while (good && got > 0)
    {
      good = fv_stream_read (stream, buffer, step, &got, &error);
      fuzz_check (good, &error);
      g_assert (got <= step);
      total += got;
      step = step * 2 % sizeof buffer + 1;
    }
  if (good)
    fuzz_check (fv_stream_finish (stream, &error), &error);
  if (good && fv_stream_is_plain (stream))
    g_assert (total == size);
  fv_stream_free (stream);
  return 0;
}
