/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-rate.h"

#include <math.h>

#define DECADES 6 /* 10⁻⁵ … 10 */

/* The spin button counts places in 1, 2, 5, 10 …; between two of them it goes straight. */
static double
place_to_rate (double place)
{
  static const double marks[] = { 1, 2, 5, 10 };
  double decade = floor (place / 3);
  double within = place - 3 * decade;
  int mark = MIN ((int)within, 2);

  return pow (10, decade - 5) * (marks[mark] + (within - mark) * (marks[mark + 1] - marks[mark]));
}

static double
rate_to_place (double rate)
{
  double decade = floor (log10 (rate) + 1e-9);
  double within = rate / pow (10, decade);

  if (within < 2)
    within = within - 1;
  else if (within < 5)
    within = 1 + (within - 2) / 3;
  else
    within = 2 + (within - 5) / 5;
  return 3 * (decade + 5) + within;
}

static int
on_input (GtkSpinButton *spin, double *place, gpointer data)
{
  g_autofree char *text = g_strdelimit (g_strdup (gtk_editable_get_text (GTK_EDITABLE (spin))), ",", '.');
  char *end;
  double rate = g_ascii_strtod (text, &end);

  if (end == text || !(rate > 0) || !isfinite (rate))
    return GTK_INPUT_ERROR;
  *place = CLAMP (rate_to_place (rate), 0, 3 * DECADES);
  return TRUE;
}

static gboolean
on_output (GtkSpinButton *spin, gpointer data)
{
  double rate = fovea_rate_get (spin);
  g_autofree char *text = g_strdup_printf ("%.4g", rate);

  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (spin))))
    gtk_editable_set_text (GTK_EDITABLE (spin), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  return TRUE;
}

void
fovea_rate_setup (GtkSpinButton *spin)
{
  g_signal_connect (spin, "input", G_CALLBACK (on_input), NULL);
  g_signal_connect (spin, "output", G_CALLBACK (on_output), NULL);
  gtk_spin_button_configure (spin, gtk_adjustment_new (11, 0, 3 * DECADES, 1, 3, 0), 1, 4);
}

double
fovea_rate_get (GtkSpinButton *spin)
{
  return place_to_rate (gtk_adjustment_get_value (gtk_spin_button_get_adjustment (spin)));
}

void
fovea_rate_set (GtkSpinButton *spin, double rate)
{
  gtk_spin_button_set_value (spin, rate > 0 ? rate_to_place (rate) : 0);
}
