/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-pad-area.h"
#include "fovea-style.h"
#include "fv-joiner.h"

#include <math.h>

/* The pen of a mouse; a stylus draws between half and one and a half of it. */
#define PEN 20.0
/* Half of the eraser. */
#define ERASER 9.0
/* What can be undone. */
#define MOST_STEPS 200
/* A low window still has room for a digit. */
#define SMALLEST 160
/* So far beside the paper a stroke still goes on as it was drawn: whoever comes back finds no line along the edge. */
#define BESIDE (FOVEA_PAD_SIDE / 8.0)
/* Points that are farther apart than that are joined by a curve: about half a pixel of what the network sees. */
#define GAP 4.0
/* The side of the square that what is drawn is brought to, of 28. */
#define BOX 20.0
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
  FvJoiner joiner;
  GPtrArray *past;     /* FvStrokes there were before each step */
  GPtrArray *future;   /* those that were undone, the next one last */
  double pen_x, pen_y; /* of the keyboard */
  gboolean pen_down;
  gboolean drawing;      /* a stroke is under way, and still there */
  gboolean eraser;       /* the pen rubs out */
  gboolean whole;        /* and takes whole strokes */
  gboolean guides;       /* lines through the middle, and around where the digit comes to lie */
  gboolean rubbing;      /* this stroke of the pen does */
  gboolean rubbed;       /* and has touched something */
  double last_x, last_y; /* of the eraser */
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
take_out (gpointer strokes)
{
  fv_strokes_free (strokes);
}

/* Before every step, what there is. Takes strokes. */
static void
remember (FoveaPadArea *self, FvStrokes *strokes)
{
  g_ptr_array_add (self->past, strokes);
  if (self->past->len > MOST_STEPS)
    g_ptr_array_remove_index (self->past, 0);
  g_ptr_array_set_size (self->future, 0);
}

static void
rub (FoveaPadArea *self, double x, double y)
{
  FvStrokes *before = self->rubbed ? NULL : fv_strokes_copy (self->strokes);
  gboolean touched = self->whole ? fv_strokes_erase_whole (self->strokes, x, y, ERASER)
                                 : fv_strokes_erase (self->strokes, x, y, ERASER);

  if (!touched)
    {
      fv_strokes_free (before);
      return;
    }
  if (before != NULL)
    remember (self, before);
  self->rubbed = TRUE;
}

/* The whole way the eraser went since last time. */
static void
rub_on (FoveaPadArea *self, double x, double y)
{
  double dx = x - self->last_x, dy = y - self->last_y;
  guint n = 1 + (guint)(2 * MAX (ABS (dx), ABS (dy)) / ERASER);

  for (guint i = 1; i <= n; i++)
    rub (self, self->last_x + dx * i / n, self->last_y + dy * i / n);
  self->last_x = x;
  self->last_y = y;
}

static FvPoint
near_paper (double x, double y, double width)
{
  return (FvPoint){ CLAMP (x, -BESIDE, FOVEA_PAD_SIDE + BESIDE), CLAMP (y, -BESIDE, FOVEA_PAD_SIDE + BESIDE),
                    width };
}

/* The pen at a place of the paper, or beside it. */
static void
move_pen (FoveaPadArea *self, double x, double y, double width)
{
  FvPoint point = near_paper (x, y, width);

  if (self->rubbing)
    rub_on (self, point.x, point.y);
  else if (self->drawing)
    fv_joiner_add (&self->joiner, self->strokes, point);
  drawn (self);
}

static void
put_down (FoveaPadArea *self, double x, double y, double width)
{
  FvPoint point = near_paper (x, y, width);

  self->rubbed = FALSE;
  self->drawing = !self->rubbing;
  self->last_x = point.x;
  self->last_y = point.y;
  if (self->rubbing)
    {
      rub_on (self, point.x, point.y);
      drawn (self);
      return;
    }
  remember (self, fv_strokes_copy (self->strokes));
  fv_joiner_begin (&self->joiner, self->strokes, point);
  drawn (self);
}

/**
 * fovea_pad_area_pen_down:
 * @x: a place in the widget
 * @width: of the pen, in units of the paper
 *
 * Begins a stroke, or rubs out.
 */
void
fovea_pad_area_pen_down (FoveaPadArea *self, double x, double y, double width)
{
  double left, top, scale = paper (self, &left, &top);

  self->pen_down = FALSE;
  self->rubbing = self->eraser;
  put_down (self, (x - left) / scale, (y - top) / scale, width);
}

/**
 * fovea_pad_area_pen_down_turned:
 *
 * Rubs out with the other end of a pen, whatever the eraser is set to, as long as the pen is down.
 */
void
fovea_pad_area_pen_down_turned (FoveaPadArea *self, double x, double y)
{
  double left, top, scale = paper (self, &left, &top);

  self->pen_down = FALSE;
  self->rubbing = TRUE;
  put_down (self, (x - left) / scale, (y - top) / scale, PEN);
}

/**
 * fovea_pad_area_pen_move:
 *
 * Goes on with what fovea_pad_area_pen_down() began.
 */
void
fovea_pad_area_pen_move (FoveaPadArea *self, double x, double y, double width)
{
  double left, top, scale = paper (self, &left, &top);

  move_pen (self, (x - left) / scale, (y - top) / scale, width);
}

/**
 * fovea_pad_area_pen_width:
 * @pressure: of a pen, 0…1
 *
 * Returns: how wide it draws, in units of the paper: between half and one and a half of what a mouse does
 */
double
fovea_pad_area_pen_width (double pressure)
{
  return PEN * (0.5 + CLAMP (pressure, 0, 1));
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
  return fovea_pad_area_pen_width (pressure);
}

/* Some pens have an eraser at their other end; the button of others, as of a mouse, is the second one. */
static gboolean
is_turned (GtkGesture *gesture)
{
  GdkEvent *event = gtk_gesture_get_last_event (gesture, gtk_gesture_get_last_updated_sequence (gesture));
  GdkDeviceTool *tool = event != NULL ? gdk_event_get_device_tool (event) : NULL;

  if (gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture)) == GDK_BUTTON_SECONDARY)
    return TRUE;
  return tool != NULL && gdk_device_tool_get_tool_type (tool) == GDK_DEVICE_TOOL_TYPE_ERASER;
}

static void
on_drag_begin (FoveaPadArea *self, double x, double y, GtkGesture *gesture)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  /* Nobody else gets it: a finger that draws does not scroll. */
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  if (is_turned (gesture))
    fovea_pad_area_pen_down_turned (self, x, y);
  else
    fovea_pad_area_pen_down (self, x, y, pen_width (gesture));
}

static void
on_drag_end (FoveaPadArea *self)
{
  self->rubbing = FALSE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
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
      fovea_pad_area_pen_move (self, x, y, pen_width (gesture));
}

static void
on_drag_update (FoveaPadArea *self, double dx, double dy, GtkGesture *gesture)
{
  double x, y;

  add_history (self, gesture);
  if (gtk_gesture_drag_get_start_point (GTK_GESTURE_DRAG (gesture), &x, &y))
    fovea_pad_area_pen_move (self, x + dx, y + dy, pen_width (gesture));
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
    move_pen (self, self->pen_x, self->pen_y, PEN);
  gtk_widget_queue_draw (widget);
  return TRUE;
}

static gboolean
on_pen_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoveaPadArea *self = FOVEA_PAD_AREA (widget);

  self->pen_down = !self->pen_down;
  self->rubbing = self->pen_down && self->eraser;
  if (self->pen_down)
    put_down (self, self->pen_x, self->pen_y, PEN);
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

/* Lines through the middle and around the square that a digit is brought to. */
static void
paint_guides (cairo_t *cr, const FvStyle *style)
{
  static const double dashes[] = { 3, 3 };
  double middle = FOVEA_PAD_SIDE / 2 + 0.5, box = FOVEA_PAD_SIDE * BOX / 28;
  double edge = floor ((FOVEA_PAD_SIDE - box) / 2) + 0.5;

  cairo_save (cr);
  cairo_set_source_rgba (cr, style->accent.red, style->accent.green, style->accent.blue, 0.6);
  cairo_set_line_width (cr, 1);
  cairo_set_dash (cr, dashes, 2, 0);
  cairo_move_to (cr, middle, 0);
  cairo_line_to (cr, middle, FOVEA_PAD_SIDE);
  cairo_move_to (cr, 0, middle);
  cairo_line_to (cr, FOVEA_PAD_SIDE, middle);
  cairo_rectangle (cr, edge, edge, box, box);
  cairo_stroke (cr);
  cairo_restore (cr);
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
paint_eraser (FoveaPadArea *self, cairo_t *cr, const FvStyle *style)
{
  cairo_set_source_rgb (cr, style->accent.red, style->accent.green, style->accent.blue);
  cairo_set_line_width (cr, 1.5);
  cairo_arc (cr, self->last_x, self->last_y, ERASER, 0, 2 * G_PI);
  cairo_stroke (cr);
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
  if (self->guides)
    paint_guides (cr, &style);
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
  if (self->rubbing)
    paint_eraser (self, cr, &style);
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
 * fovea_pad_area_set_strokes:
 * @strokes: (nullable): another drawing, which can be undone; %NULL is none
 */
void
fovea_pad_area_set_strokes (FoveaPadArea *self, const FvStrokes *strokes)
{
  self->pen_down = self->drawing = FALSE;
  remember (self, self->strokes);
  self->strokes = strokes != NULL ? fv_strokes_copy (strokes) : fv_strokes_new ();
  drawn (self);
}

/* From one pile to the other. */
static void
step (FoveaPadArea *self, GPtrArray *from, GPtrArray *to)
{
  self->pen_down = self->drawing = FALSE; /* what is under way ends: it would go on with another stroke */
  if (from->len == 0)
    return;
  g_ptr_array_add (to, self->strokes);
  self->strokes = g_ptr_array_steal_index (from, from->len - 1);
  drawn (self);
}

/**
 * fovea_pad_area_undo:
 *
 * Takes back the last stroke, rubbing out or clearing.
 */
void
fovea_pad_area_undo (FoveaPadArea *self)
{
  step (self, self->past, self->future);
}

void
fovea_pad_area_redo (FoveaPadArea *self)
{
  step (self, self->future, self->past);
}

gboolean
fovea_pad_area_can_undo (FoveaPadArea *self)
{
  return self->past->len > 0;
}

gboolean
fovea_pad_area_can_redo (FoveaPadArea *self)
{
  return self->future->len > 0;
}

/**
 * fovea_pad_area_set_eraser:
 * @eraser: whether the pen rubs out instead of drawing
 */
void
fovea_pad_area_set_eraser (FoveaPadArea *self, gboolean eraser)
{
  self->eraser = eraser;
  self->pen_down = FALSE;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), eraser ? "cell" : "crosshair");
}

/**
 * fovea_pad_area_set_whole:
 * @whole: whether what is rubbed out goes stroke by stroke, not only where it is touched
 */
void
fovea_pad_area_set_whole (FoveaPadArea *self, gboolean whole)
{
  self->whole = whole;
}

void
fovea_pad_area_set_guides (FoveaPadArea *self, gboolean guides)
{
  self->guides = guides;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
fovea_pad_area_clear (FoveaPadArea *self)
{
  self->pen_down = self->drawing = FALSE;
  if (fv_strokes_count (self->strokes) > 0)
    remember (self, fv_strokes_copy (self->strokes));
  fv_strokes_clear (self->strokes);
  drawn (self);
}

static void
fovea_pad_area_finalize (GObject *object)
{
  FoveaPadArea *self = FOVEA_PAD_AREA (object);

  g_ptr_array_unref (self->past);
  g_ptr_array_unref (self->future);
  fv_strokes_free (self->strokes);
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
  self->past = g_ptr_array_new_with_free_func (take_out);
  self->future = g_ptr_array_new_with_free_func (take_out);
  self->joiner.gap = GAP;
  self->pen_x = self->pen_y = FOVEA_PAD_SIDE / 2.0;
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (drag), 0);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "crosshair");
  fovea_style_watch (GTK_WIDGET (self), G_CALLBACK (gtk_widget_queue_draw));
}
