/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include "fovea-views.h"

#include <adwaita.h>

/* Every view fits a small screen, also when letters are large. */
#define MOST_WIDTH  1024
#define MOST_HEIGHT 700

static int
least (GtkWidget *widget, GtkOrientation orientation, int for_size)
{
  int minimum = 0;

  gtk_widget_measure (widget, orientation, for_size, &minimum, NULL, NULL, NULL);
  return minimum;
}

/* What stands in the way, a line a widget, for whoever has to mend it. */
static void
tell (GtkWidget *widget, GtkOrientation orientation, int for_size, int depth, int most)
{
  int needs = least (widget, orientation, for_size);

  if (needs < most || !gtk_widget_get_visible (widget))
    return;
  g_test_message ("%*s%s %s %d", depth, "", G_OBJECT_TYPE_NAME (widget), gtk_widget_get_name (widget), needs);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    tell (child, orientation, for_size, depth + 1, MAX (most - 100, 250));
}

static void
check (FoveaWindow *window)
{
  GtkWidget *widget = GTK_WIDGET (window);
  const FoveaViewType *type;

  for (guint i = 0; (type = fovea_view_type_nth (i)) != NULL; i++)
    {
      if (!fovea_view_type_applies (type, fovea_window_get_session (window)))
        continue;
      gtk_widget_activate_action (widget, "win.view", "s", type->name);
      fixture_spin (20);
      if (least (widget, GTK_ORIENTATION_HORIZONTAL, -1) > MOST_WIDTH)
        tell (widget, GTK_ORIENTATION_HORIZONTAL, -1, 0, MOST_WIDTH);
      if (least (widget, GTK_ORIENTATION_VERTICAL, MOST_WIDTH) > MOST_HEIGHT)
        tell (widget, GTK_ORIENTATION_VERTICAL, MOST_WIDTH, 0, MOST_HEIGHT);
      g_assert_cmpint (least (widget, GTK_ORIENTATION_HORIZONTAL, -1), <=, MOST_WIDTH);
      g_assert_cmpint (least (widget, GTK_ORIENTATION_VERTICAL, MOST_WIDTH), <=, MOST_HEIGHT);
    }
}

static void
test_fits (gconstpointer data)
{
  double scale = *(const double *)data;
  FoveaApplication *application = fixture_application ();
  FoveaWindow *window;
  int before;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &before, NULL);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int)(96 * PANGO_SCALE * scale), NULL);
  window = fixture_window (application, MOST_WIDTH, MOST_HEIGHT);
  fixture_give_digits (fovea_window_get_session (window), 64, 32);
  check (window);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.pad-visible", NULL);
  check (window);
  gtk_window_close (GTK_WINDOW (window));
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", before, NULL);
  fixture_finish (application);
}

int
main (int argc, char **argv)
{
  static const double scales[] = { 1, 1.3, 1.5 };

  gtk_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (scales); i++)
    {
      g_autofree char *name = g_strdup_printf ("/sizes/text-%.1f", scales[i]);

      g_test_add_data_func (name, &scales[i], test_fits);
    }
  return g_test_run ();
}
