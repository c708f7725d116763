/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-kernels-look.h"

#include <glib/gi18n-lib.h>

static const struct
{
  const char *name;
  FvKernelsShown shown;
  gboolean gradient;
} shown[] = {
  { "now", FV_KERNELS_BY_WAY, FALSE },
  { "start", FV_KERNELS_AT_START, FALSE },
  { "change", FV_KERNELS_CHANGE, FALSE },
  { "gradient", FV_KERNELS_BY_WAY, TRUE },
};

static const char *
shown_name (guint i)
{
  return i < G_N_ELEMENTS (shown) ? shown[i].name : NULL;
}

static const char *
order_name (guint i)
{
  static const char *const names[] = { "stored", "norm" };

  return i < G_N_ELEMENTS (names) ? names[i] : NULL;
}

void
cli_kernels_entries (CliKernelsTexts *texts, GOptionEntry *out)
{
  const GOptionEntry entries[CLI_KERNELS_N_ENTRIES] = {
    { "shown", 0, 0, G_OPTION_ARG_STRING, &texts->shown,
      N_ ("Of the kernels: now, start, change or gradient (now)"), N_ ("WHAT") },
    { "own-scale", 0, 0, G_OPTION_ARG_NONE, &texts->own_scale, N_ ("Each kernel to its own scale"), NULL },
    { "as-applied", 0, 0, G_OPTION_ARG_NONE, &texts->as_applied,
      N_ ("Kernels turned by 180°, as the window meets them"), NULL },
    { "sort", 0, 0, G_OPTION_ARG_STRING, &texts->sort, N_ ("Units in the order stored or norm (stored)"),
      N_ ("ORDER") },
    { "alone", 0, 0, G_OPTION_ARG_NONE, &texts->alone, N_ ("The kernels of the layer looked at alone"),
      NULL },
  };

  for (guint i = 0; i < CLI_KERNELS_N_ENTRIES; i++)
    out[i] = entries[i];
}

void
cli_kernels_texts_clear (CliKernelsTexts *texts)
{
  g_free (texts->shown);
  g_free (texts->sort);
}

gboolean
cli_kernels_read (const CliKernelsTexts *texts, FvKernelsLook *out, gboolean *gradient, GError **error)
{
  guint what = 0, order = 0;

  if (!cli_read_choice ("--shown", texts->shown, shown_name, &what, error)
      || !cli_read_choice ("--sort", texts->sort, order_name, &order, error))
    return FALSE;
  *out = (FvKernelsLook){ .shown = shown[what].shown,
                          .own_scale = texts->own_scale,
                          .as_applied = texts->as_applied,
                          .by_norm = order == 1 };
  *gradient = shown[what].gradient;
  return TRUE;
}

gboolean
cli_kernels_need_start (FvKernelsLook look)
{
  return look.shown == FV_KERNELS_AT_START || look.shown == FV_KERNELS_CHANGE;
}
