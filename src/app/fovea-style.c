/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-style.h"

#include <adwaita.h>

/* The desktop's text size: 96 dpi is 1. */
static double
text_scale (void)
{
  int dpi = 0;

  g_object_get (gtk_settings_get_default (), "gtk-xft-dpi", &dpi, NULL);
  return dpi > 0 ? CLAMP (dpi / (96.0 * PANGO_SCALE), 0.5, 3.0) : 1.0;
}

/**
 * fovea_style_now:
 *
 * Returns: the colours and type size the desktop asks for at this moment
 */
FvStyle
fovea_style_now (void)
{
  FvStyle style
      = adw_style_manager_get_dark (adw_style_manager_get_default ()) ? fv_style_dark () : fv_style_light ();

  style.text_scale = text_scale ();
  return style;
}

GdkRGBA
fovea_style_rgba (FvColor color)
{
  return (GdkRGBA){ (float)color.red, (float)color.green, (float)color.blue, 1 };
}

/**
 * fovea_style_watch:
 * @widget: called with it as the only argument, as long as it lives
 * @callback: (scope async): told when [func@style_now] would answer something else
 */
void
fovea_style_watch (GtkWidget *widget, GCallback callback)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();

  g_signal_connect_object (manager, "notify::dark", callback, widget, G_CONNECT_SWAPPED);
  g_signal_connect_object (manager, "notify::high-contrast", callback, widget, G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_settings_get_default (), "notify::gtk-xft-dpi", callback, widget,
                           G_CONNECT_SWAPPED);
}
