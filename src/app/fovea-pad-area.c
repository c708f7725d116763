/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-pad-area.h"
#include "fovea-style.h"

#include <glib/gi18n.h>

/* The pen of a mouse; a stylus draws between half and one and a half of it. */
#define PEN 20.0
/* A low window still has room for a digit. */
#define SMALLEST 180
/* One arrow key moves the pen by one pixel of what the network sees. */
#define KEY_STEP (FOVEA_PAD_SIDE / 28.0)

/**
 * FoveaPadArea:
 *
 * Paper to draw on with mouse, touch, pen or keys. It keeps strokes, never a picture.
 */
struct _FoveaPadArea
{
  GtkWidget parent_instance;
  FvStrokes *strokes;
  double pen_x, pen_y; /* of the keyboard */
  gboolean pen_down;
};

G_DEFINE_FINAL_TYPE (FoveaPadArea, fovea_pad_area, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_DRAWN,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

/* The paper is a square in the middle, as large as there is room for. */
static double
paper (FoveaPadArea *self, double *left, double *top)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  int side = CLAMP (MIN (width, height), 1, FOVEA_PAD_SIDE);

  *left = (width - side) / 2;
  *top = (height - side) / 2;
  return side / (double)FOVEA_PAD_SIDE;
}

static void
drawn (FoveaPadArea *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_DRAWN], 0);
}

static void
add_point (FoveaPadArea *self, double x, double y, double width)
{
  fv_strokes_add (self->strokes,
                  (FvPoint){ CLAMP (x, 0, FOVEA_PAD_SIDE), CLAMP (y, 0, FOVEA_PAD_SIDE), width });
  drawn (self);
}

/* The same for a point of the widget. */
static void
add_pixel (FoveaPadArea *self, double x, double y, double width)
{
  double left, top, scale = paper (self, &left, &top);

  add_point (self, (x - left) / scale, (y - top) / scale, width);
}

static double
pen_width (GtkGesture *gesture)
{
  GdkEventSequence *sequence = gtk_gesture_get_last_updated_sequence (gesture);
  GdkEvent *event = gtk_gesture_get_last_event (gesture, sequence);
  double pressure;

  /* A mouse may well say that its pressure is 0. */
  if (event == NULL || gdk_event_get_device_tool (event) == NULL
      || !gdk_event_get_axis (event, GDK_AXIS_PRESSURE, &pressure))
    return PEN;
  return PEN * (0.5 + CLAMP (pressure, 0, 1));
}

static void
on_drag_begin (FoveaPadArea *self, double x, double y, GtkGesture *gesture)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  self->pen_down = FALSE;
  fv_strokes_begin (self->strokes);
  add_pixel (self, x, y, pen_width (gesture));
}

/* A fast hand makes more points than there are frames: those between two frames come along as history. */
static void
add_history (FoveaPadArea *self, GtkGesture *gesture)
{
  GdkEvent *event = gtk_gesture_get_last_event (gesture, gtk_gesture_get_last_updated_sequence (gesture));
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  g_autofree GdkTimeCoord *history = NULL;
  double left, top, x, y;
  guint n = 0;

  if (event == NULL || gdk_event_get_event_type (event) != GDK_MOTION_NOTIFY)
    return;
  history = gdk_event_get_history (event, &n);
  gtk_native_get_surface_transform (GTK_NATIVE (root), &left, &top);
  for (guint i = 0; i < n; i++)
    if ((history[i].flags & (GDK_AXIS_FLAG_X | GDK_AXIS_FLAG_Y)) == (GDK_AXIS_FLAG_X | GDK_AXIS_FLAG_Y)
        && gtk_widget_translate_coordinates (root, GTK_WIDGET (self), history[i].axes[GDK_AXIS_X] - left,
                                             history[i].axes[GDK_AXIS_Y] - top, &x, &y))
      add_pixel (self, x, y, pen_width (gesture));
}

static void
on_drag_update (FoveaPadArea *self, double dx, double dy, GtkGesture *gesture)
{
  double x, y;

  add_history (self, gesture);
  if (gtk_gesture_drag_get_start_point (GTK_GESTURE_DRAG (gesture), &x, &y))
    add_pixel (self, x + dx, y + dy, pen_width (gesture));
}

static gboolean
on_move_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoveaPadArea *self = FOVEA_PAD_AREA (widget);
  int dx, dy;

  g_variant_get (args, "(ii)", &dx, &dy);
  self->pen_x = CLAMP (self->pen_x + dx * KEY_STEP, 0, FOVEA_PAD_SIDE);
  self->pen_y = CLAMP (self->pen_y + dy * KEY_STEP, 0, FOVEA_PAD_SIDE);
  if (self->pen_down)
    add_point (self, self->pen_x, self->pen_y, PEN);
  gtk_widget_queue_draw (widget);
  return TRUE;
}

static gboolean
on_pen_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoveaPadArea *self = FOVEA_PAD_AREA (widget);

  self->pen_down = !self->pen_down;
  if (self->pen_down)
    {
      fv_strokes_begin (self->strokes);
      add_point (self, self->pen_x, self->pen_y, PEN);
    }
  gtk_widget_queue_draw (widget);
  return TRUE;
}

static cairo_surface_t *
raster (FoveaPadArea *self)
{
  int side = FOVEA_PAD_SIDE;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, side, side);
  int stride = cairo_image_surface_get_stride (surface);
  guint8 *data = cairo_image_surface_get_data (surface);
  g_autofree guint8 *pixels = g_malloc ((gsize)side * (gsize)side);

  fv_strokes_raster (self->strokes, (guint)side, (guint)side, pixels);
  for (int row = 0; row < side; row++)
    memcpy (data + row * stride, pixels + row * side, (gsize)side);
  cairo_surface_mark_dirty (surface);
  return surface;
}

/* The keyboard's pen: a cross where it is, filled in the middle while it draws. */
static void
paint_pen (FoveaPadArea *self, cairo_t *cr, const FvStyle *style)
{
  double x = (int)self->pen_x + 0.5, y = (int)self->pen_y + 0.5;

  cairo_set_source_rgb (cr, style->accent.red, style->accent.green, style->accent.blue);
  cairo_set_line_width (cr, 1);
  cairo_move_to (cr, x - 10, y);
  cairo_line_to (cr, x + 10, y);
  cairo_move_to (cr, x, y - 10);
  cairo_line_to (cr, x, y + 10);
  cairo_stroke (cr);
  if (!self->pen_down)
    return;
  cairo_arc (cr, x, y, 5, 0, 2 * G_PI);
  cairo_fill (cr);
}

static void
fovea_pad_area_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FoveaPadArea *self = FOVEA_PAD_AREA (widget);
  FvStyle style = fovea_style_now ();
  double left, top, scale = paper (self, &left, &top);
  float side = (float)(scale * FOVEA_PAD_SIDE);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT ((float)left, (float)top, side, side);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);
  cairo_surface_t *surface;

  cairo_translate (cr, left, top);
  cairo_scale (cr, scale, scale);
  cairo_set_source_rgb (cr, style.scene.red, style.scene.green, style.scene.blue);
  cairo_paint (cr);
  if (fv_strokes_count (self->strokes) > 0)
    {
      surface = raster (self);
      cairo_set_source_rgb (cr, style.text.red, style.text.green, style.text.blue);
      cairo_mask_surface (cr, surface, 0, 0);
      cairo_surface_destroy (surface);
    }
  cairo_set_source_rgb (cr, style.frame.red, style.frame.green, style.frame.blue);
  cairo_set_line_width (cr, 1);
  cairo_rectangle (cr, 0.5, 0.5, FOVEA_PAD_SIDE - 1, FOVEA_PAD_SIDE - 1);
  cairo_stroke (cr);
  if (gtk_widget_has_visible_focus (widget) || self->pen_down)
    paint_pen (self, cr, &style);
  cairo_destroy (cr);
}

static void
fovea_pad_area_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? SMALLEST : FOVEA_PAD_SIDE;
  *natural = FOVEA_PAD_SIDE;
}

const FvStrokes *
fovea_pad_area_get_strokes (FoveaPadArea *self)
{
  return self->strokes;
}

/**
 * fovea_pad_area_undo:
 *
 * Takes the last stroke back.
 */
void
fovea_pad_area_undo (FoveaPadArea *self)
{
  self->pen_down = FALSE;
  if (fv_strokes_undo (self->strokes))
    drawn (self);
}

void
fovea_pad_area_clear (FoveaPadArea *self)
{
  self->pen_down = FALSE;
  fv_strokes_clear (self->strokes);
  drawn (self);
}

static void
fovea_pad_area_finalize (GObject *object)
{
  fv_strokes_free (FOVEA_PAD_AREA (object)->strokes);
  G_OBJECT_CLASS (fovea_pad_area_parent_class)->finalize (object);
}

static void
add_keys (GtkWidgetClass *klass)
{
  static const struct
  {
    guint key;
    int dx, dy;
  } arrows[] = {
    { GDK_KEY_Left, -1, 0 },
    { GDK_KEY_Right, +1, 0 },
    { GDK_KEY_Up, 0, -1 },
    { GDK_KEY_Down, 0, +1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    gtk_widget_class_add_binding (klass, arrows[i].key, 0, on_move_key, "(ii)", arrows[i].dx, arrows[i].dy);
  gtk_widget_class_add_binding (klass, GDK_KEY_space, 0, on_pen_key, NULL);
}

static void
fovea_pad_area_class_init (FoveaPadAreaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fovea_pad_area_finalize;
  widget_class->snapshot = fovea_pad_area_snapshot;
  widget_class->measure = fovea_pad_area_measure;
  /**
   * FoveaPadArea::drawn:
   *
   * A point came, or a stroke went.
   */
  signals[SIGNAL_DRAWN]
      = g_signal_new ("drawn", FOVEA_TYPE_PAD_AREA, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "padarea");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  add_keys (widget_class);
}

static void
fovea_pad_area_init (FoveaPadArea *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->strokes = fv_strokes_new ();
  self->pen_x = self->pen_y = FOVEA_PAD_SIDE / 2.0;
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "crosshair");
  fovea_style_watch (GTK_WIDGET (self), G_CALLBACK (gtk_widget_queue_draw));
}
