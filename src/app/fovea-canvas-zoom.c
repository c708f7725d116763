/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-canvas-private.h"
#include "fovea-view-state.h"

/* A scene larger than its widget: type and maps grow alike, and the widget is a window on it. */

#define LARGEST 4.0
#define STEP    1.25
/* Of the widget, at once. */
#define PAN 0.25
/* Of the wheel. */
#define WHEEL 60
/* Of room around what is followed. */
#define AROUND 40

static double
inside (FoveaCanvas *self)
{
  return gtk_widget_get_width (GTK_WIDGET (self)) - 2 * MARGIN;
}

double
fovea_canvas_scene_width (FoveaCanvas *self)
{
  return inside (self) * self->zoom;
}

double
fovea_canvas_scene_height (FoveaCanvas *self)
{
  return gtk_widget_get_height (GTK_WIDGET (self)) * self->zoom;
}

/* Brings the point of the scene to the top left, as far as the scene goes. */
void
fovea_canvas_pan (FoveaCanvas *self, double x, double y)
{
  self->pan_x = CLAMP (x, 0, MAX (fovea_canvas_scene_width (self) - inside (self), 0));
  self->pan_y
      = CLAMP (y, 0, MAX (fovea_canvas_scene_height (self) - gtk_widget_get_height (GTK_WIDGET (self)), 0));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static double
nearest (double pan, double first, double last, double room)
{
  if (first - AROUND < pan)
    return first - AROUND;
  return last + AROUND > pan + room ? last + AROUND - room : pan;
}

void
fovea_canvas_follow (FoveaCanvas *self, FvRect rect)
{
  double height = gtk_widget_get_height (GTK_WIDGET (self));

  fovea_canvas_pan (self, nearest (self->pan_x, rect.x, rect.x + rect.width, inside (self)),
                    nearest (self->pan_y, rect.y, rect.y + rect.height, height));
}

/* The middle of what is in sight stays there. */
static void
set_zoom (FoveaCanvas *self, double zoom)
{
  double half_x = inside (self) / 2, half_y = gtk_widget_get_height (GTK_WIDGET (self)) / 2.0;
  double grown = CLAMP (zoom, 1, LARGEST) / self->zoom;

  if (grown == 1)
    return;
  self->zoom *= grown;
  if (self->zoom < 1.01)
    self->zoom = 1;
  fovea_canvas_forget_scene (self);
  fovea_canvas_pan (self, (self->pan_x + half_x) * grown - half_x, (self->pan_y + half_y) * grown - half_y);
}

/* The place of this scene among those whose zoom is kept; NULL: it is not. */
static FoveaZoom *
zoom_in (FoveaCanvas *self, FoveaViewState *state)
{
  const char *scene = fovea_canvas_get_scene (self);

  return g_strcmp0 (scene, "network") == 0  ? &state->zoom_network
         : g_strcmp0 (scene, "detail") == 0 ? &state->zoom_detail
                                            : NULL;
}

static void
on_ask_view (FoveaCanvas *self, FoveaViewState *state)
{
  FoveaZoom *zoom = zoom_in (self, state);

  zoom->zoom = self->zoom;
  if (inside (self) > 0)
    {
      zoom->left = CLAMP (self->pan_x / fovea_canvas_scene_width (self), 0, 1);
      zoom->above = CLAMP (self->pan_y / fovea_canvas_scene_height (self), 0, 1);
    }
}

static void
on_tell_view (FoveaCanvas *self, FoveaViewState *state)
{
  const FoveaZoom *zoom = zoom_in (self, state);

  self->zoom = CLAMP (zoom->zoom, 1, LARGEST);
  fovea_canvas_forget_scene (self);
  fovea_canvas_pan (self, zoom->left * fovea_canvas_scene_width (self),
                    zoom->above * fovea_canvas_scene_height (self));
}

/* With a session that is saved its zoom is, too. */
void
fovea_canvas_keep_zoom (FoveaCanvas *self)
{
  FoveaViewState none;

  if (zoom_in (self, &none) == NULL)
    return;
  g_signal_connect_object (self->session, "ask-view", G_CALLBACK (on_ask_view), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "tell-view", G_CALLBACK (on_tell_view), self, G_CONNECT_SWAPPED);
}

static gboolean
zooms (FoveaCanvas *self)
{
  const char *scene = fovea_canvas_get_scene (self);

  return g_strcmp0 (scene, "network") == 0 || g_strcmp0 (scene, "detail") == 0
         || g_strcmp0 (scene, "kernels") == 0;
}

static gboolean
on_zoom_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoveaCanvas *self = FOVEA_CANVAS (widget);
  int by = g_variant_get_int32 (args);

  if (!zooms (self))
    return FALSE;
  set_zoom (self, by == 0 ? 1 : by > 0 ? self->zoom * STEP : self->zoom / STEP);
  return TRUE;
}

static gboolean
on_pan_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoveaCanvas *self = FOVEA_CANVAS (widget);
  int x, y;

  if (self->zoom == 1)
    return FALSE;
  g_variant_get (args, "(ii)", &x, &y);
  fovea_canvas_pan (self, self->pan_x + x * PAN * inside (self),
                    self->pan_y + y * PAN * gtk_widget_get_height (widget));
  return TRUE;
}

void
fovea_canvas_add_zoom_keys (GtkWidgetClass *klass)
{
  static const struct
  {
    guint key;
    int by;
  } zooms[] = {
    { GDK_KEY_plus, +1 },        { GDK_KEY_equal, +1 }, { GDK_KEY_KP_Add, +1 }, { GDK_KEY_minus, -1 },
    { GDK_KEY_KP_Subtract, -1 }, { GDK_KEY_0, 0 },      { GDK_KEY_KP_0, 0 },
  };
  static const struct
  {
    guint key;
    int x, y;
  } pans[]
      = { { GDK_KEY_Left, -1, 0 }, { GDK_KEY_Right, +1, 0 }, { GDK_KEY_Up, 0, -1 }, { GDK_KEY_Down, 0, +1 } };

  for (guint i = 0; i < G_N_ELEMENTS (zooms); i++)
    gtk_widget_class_add_binding (klass, zooms[i].key, GDK_CONTROL_MASK, on_zoom_key, "i", zooms[i].by);
  gtk_widget_class_add_binding (klass, GDK_KEY_plus, GDK_CONTROL_MASK | GDK_SHIFT_MASK, on_zoom_key, "i", +1);
  for (guint i = 0; i < G_N_ELEMENTS (pans); i++)
    gtk_widget_class_add_binding (klass, pans[i].key, GDK_CONTROL_MASK | GDK_SHIFT_MASK, on_pan_key, "(ii)",
                                  pans[i].x, pans[i].y);
}

static gboolean
on_scroll (FoveaCanvas *self, double dx, double dy, GtkEventController *scroll)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (scroll);

  if (state & GDK_CONTROL_MASK)
    {
      set_zoom (self, dy < 0 ? self->zoom * STEP : self->zoom / STEP);
      return TRUE;
    }
  if (self->zoom == 1)
    return FALSE;
  fovea_canvas_pan (self, self->pan_x + dx * WHEEL, self->pan_y + dy * WHEEL);
  return TRUE;
}

static void
on_pinch (FoveaCanvas *self, double scale, GtkGesture *gesture)
{
  double *begun = g_object_get_data (G_OBJECT (gesture), "fovea-zoom");

  if (begun != NULL)
    set_zoom (self, *begun * scale);
}

static void
on_pinch_begin (FoveaCanvas *self, GdkEventSequence *sequence, GtkGesture *gesture)
{
  g_object_set_data_full (G_OBJECT (gesture), "fovea-zoom", g_memdup2 (&self->zoom, sizeof self->zoom),
                          g_free);
}

void
fovea_canvas_add_zoom (FoveaCanvas *self)
{
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (on_scroll), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (on_pinch_begin), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (on_pinch), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (pinch));
}
