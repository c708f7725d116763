/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-words.h"

#include <glib/gi18n.h>
#include <math.h>

void
fovea_label_take (GtkLabel *label, char *text)
{
  if (!g_str_equal (gtk_label_get_label (label), text))
    gtk_label_set_label (label, text);
  g_free (text);
}

char *
fovea_duration_text (double seconds)
{
  guint64 whole = (guint64)round (CLAMP (seconds, 0, 1e9));
  guint minutes = (guint)(whole / 60 % 60);

  if (seconds < 9.95)
    /* Translators: seconds, with a decimal as there are few */
    return g_strdup_printf (_ ("%.1f s"), MAX (seconds, 0));
  if (whole < 60)
    return g_strdup_printf (_ ("%u s"), (guint)whole);
  if (whole < 3600)
    /* Translators: minutes and seconds */
    return g_strdup_printf (_ ("%u min %u s"), minutes, (guint)(whole % 60));
  /* Translators: hours and minutes */
  return g_strdup_printf (_ ("%u h %u min"), (guint)(whole / 3600), minutes);
}
