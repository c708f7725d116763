/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-tooltip.h"

/* Letters in a line; longer texts wrap. */
#define LINE 60

static gboolean
on_query (GtkWidget *widget, int x, int y, gboolean by_keyboard, GtkTooltip *tooltip, GtkLabel *label)
{
  const char *text = gtk_widget_get_tooltip_text (widget);

  if (text == NULL)
    return FALSE;
  gtk_label_set_label (label, text);
  gtk_tooltip_set_custom (tooltip, GTK_WIDGET (label));
  return TRUE;
}

static void
widen (GtkWidget *widget)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), LINE);
  /* The tooltip borrows it: it lives as long as the widget. */
  g_object_set_data_full (G_OBJECT (widget), "fovea-tooltip", g_object_ref_sink (label), g_object_unref);
  g_signal_connect (widget, "query-tooltip", G_CALLBACK (on_query), label);
}

void
fovea_tooltip_widen (GtkWidget *root)
{
  if (gtk_widget_get_tooltip_text (root) != NULL)
    widen (root);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    fovea_tooltip_widen (child);
}
