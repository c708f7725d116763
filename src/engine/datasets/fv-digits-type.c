/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-digits-type.h"

#include "fv-digits.h"
#include "fv-error.h"

#include <glib/gi18n-lib.h>

typedef FvDataset *(*Draw) (guint64 seed, guint64 first, guint count, FvDistortion distortion,
                            FvProgressFunc progress, gpointer data);

static const struct
{
  const char *name;
  Draw draw;
} rows[] = {
  { "digits", fv_digits_new },
  { "digits-other", fv_digits_new_with_others },
};

static Draw
draw_of (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].name, name))
      return rows[i].draw;
  return NULL;
}

gboolean
fv_digits_probe (const char *path)
{
  return draw_of (path) != NULL;
}

char *
fv_digits_test_path (const char *path)
{
  return g_strdup (path);
}

FvDataset *
fv_digits_open (const char *path, const FvDatasetWanted *wanted, GError **error)
{
  gboolean is_test = wanted->part == FV_PART_TEST;
  guint count = is_test ? FV_DIGITS_TEST : wanted->count > 0 ? wanted->count : FV_DIGITS_TRAIN;
  FvDataset *set = draw_of (path) (is_test ? ~wanted->seed : wanted->seed, 0, count,
                                   (FvDistortion)wanted->distortion, wanted->progress, wanted->data);

  if (set == NULL)
    g_set_error_literal (error, FV_ERROR, FV_ERROR_CANCELLED, _ ("Reading was stopped"));
  return set;
}
