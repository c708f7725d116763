/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"
#include "fv-json.h"

static void
visit (const FvJson *json)
{
  guint64 whole;

  fv_json_number (json, 0);
  fv_json_unsigned (json, 1000, &whole);
  if (fv_json_string (json) != NULL)
    g_assert (g_utf8_validate (fv_json_string (json), -1, NULL));
  for (guint i = 0; i < fv_json_length (json); i++)
    visit (fv_json_nth (json, i));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  GError *error = NULL;
  FvJson *json = fv_json_parse ((const char *)data, size, 1 << 20, &error);

  fuzz_check (json != NULL, &error);
  if (json != NULL)
    visit (json);
  fv_json_free (json);
  return 0;
}
