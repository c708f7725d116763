/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-crop-area.h"
#include "fovea-style.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* px */
#define NATURAL_SIDE 320
#define LEAST_SIDE   160
#define FRAME        2
#define GRIP         10 /* how near to an edge takes hold of it */
#define SHORTEST     4  /* a drag that is shorter is none */
/* A key moves by that part of the picture's longer side, with Control by a pixel. */
#define KEY_PARTS 40

typedef enum
{
  DRAW,
  MOVE,
  TOP = 1 << 2,
  BOTTOM = 1 << 3,
  LEFT = 1 << 4,
  RIGHT = 1 << 5,
} Grip;

/**
 * FoveaCropArea:
 *
 * A picture of which a part can be chosen: a box is drawn, moved and taken by its edges with the pointer, or moved and
 * resized with the keys.
 */
struct _FoveaCropArea
{
  GtkWidget parent_instance;
  GdkPixbuf *pixbuf; /* NULL: none yet */
  FvGrayBox box;     /* rows 0: all of it */
  guint grip;        /* what the drag has hold of: DRAW, MOVE, or edges */
  double begin_x, begin_y;
  FvGrayBox begin; /* the box then */
};

G_DEFINE_FINAL_TYPE (FoveaCropArea, fovea_crop_area, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CROPPED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static int
cols_of (FoveaCropArea *self)
{
  return self->pixbuf != NULL ? gdk_pixbuf_get_width (self->pixbuf) : 1;
}

static int
rows_of (FoveaCropArea *self)
{
  return self->pixbuf != NULL ? gdk_pixbuf_get_height (self->pixbuf) : 1;
}

/* Where the picture lies in the widget, and how much it is reduced or enlarged. */
static double
place (FoveaCropArea *self, double *left, double *top)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  double zoom = MIN ((width - 2 * FRAME) / cols_of (self), (height - 2 * FRAME) / rows_of (self));

  zoom = MAX (zoom, 1e-3);
  *left = (width - zoom * cols_of (self)) / 2;
  *top = (height - zoom * rows_of (self)) / 2;
  return zoom;
}

static void
speak (FoveaCropArea *self)
{
  g_autofree char *text = NULL;

  if (self->box.rows == 0)
    /* Translators: the size of a picture in pixels. */
    text = g_strdup_printf (_ ("All of it, %d×%d"), cols_of (self), rows_of (self));
  else
    /* Translators: the size of the chosen part of a picture, the pixels to the left of it and above it, and the size
     * of the whole. */
    text
        = g_strdup_printf (_ ("A part of %u×%u, %u from the left, %u from the top, of %d×%d"), self->box.cols,
                           self->box.rows, self->box.col, self->box.row, cols_of (self), rows_of (self));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
}

/**
 * fovea_crop_area_set_box:
 * @box: a part of the picture; what lies outside is cut off; rows 0 is all of it
 */
void
fovea_crop_area_set_box (FoveaCropArea *self, FvGrayBox box)
{
  guint cols = (guint)cols_of (self), rows = (guint)rows_of (self);

  box.col = MIN (box.col, cols - 1);
  box.row = MIN (box.row, rows - 1);
  box.cols = MIN (box.cols, cols - box.col);
  box.rows = MIN (box.rows, rows - box.row);
  if (box.cols == 0 || box.rows == 0 || (box.cols == cols && box.rows == rows))
    box = (FvGrayBox){ 0 };
  if (memcmp (&box, &self->box, sizeof box) == 0)
    return;
  self->box = box;
  speak (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_CROPPED], 0);
}

FvGrayBox
fovea_crop_area_get_box (FoveaCropArea *self)
{
  return self->box;
}

/**
 * fovea_crop_area_set_pixbuf:
 * @pixbuf: another picture, all of which is chosen
 */
void
fovea_crop_area_set_pixbuf (FoveaCropArea *self, GdkPixbuf *pixbuf)
{
  g_set_object (&self->pixbuf, pixbuf);
  self->box = (FvGrayBox){ 0 };
  speak (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_CROPPED], 0);
}

/* ---- The pointer ---- */

static guint
edges_near (double at, double from, double to, guint first, guint last)
{
  double near_first = fabs (at - from), near_last = fabs (at - to);

  if (MIN (near_first, near_last) > GRIP)
    return 0;
  return near_first < near_last ? first : last;
}

static guint
grip_at (FoveaCropArea *self, double x, double y)
{
  double left, top, zoom = place (self, &left, &top);
  double from_x = left + zoom * self->box.col, to_x = from_x + zoom * self->box.cols;
  double from_y = top + zoom * self->box.row, to_y = from_y + zoom * self->box.rows;
  guint edges;

  if (self->box.rows == 0 || x < from_x - GRIP || x > to_x + GRIP || y < from_y - GRIP || y > to_y + GRIP)
    return DRAW;
  edges = edges_near (x, from_x, to_x, LEFT, RIGHT) | edges_near (y, from_y, to_y, TOP, BOTTOM);
  return edges != 0 ? edges : MOVE;
}

/* The box between two corners, in the picture's pixels. */
static FvGrayBox
box_between (FoveaCropArea *self, double x1, double y1, double x2, double y2)
{
  double cols = cols_of (self), rows = rows_of (self);
  double from_x = CLAMP (MIN (x1, x2), 0, cols), to_x = CLAMP (MAX (x1, x2), 0, cols);
  double from_y = CLAMP (MIN (y1, y2), 0, rows), to_y = CLAMP (MAX (y1, y2), 0, rows);

  return (FvGrayBox){ (guint)from_y, (guint)from_x, (guint)ceil (to_y) - (guint)from_y,
                      (guint)ceil (to_x) - (guint)from_x };
}

/**
 * fovea_crop_area_drag_begin:
 *
 * Takes hold of an edge or corner of the box, of the box, or begins another one.
 */
void
fovea_crop_area_drag_begin (FoveaCropArea *self, double x, double y)
{
  self->grip = grip_at (self, x, y);
  self->begin = self->box;
  self->begin_x = x;
  self->begin_y = y;
}

/**
 * fovea_crop_area_drag_to:
 *
 * Goes on with what fovea_crop_area_drag_begin() took hold of. A box that is hardly one chooses the whole picture.
 */
void
fovea_crop_area_drag_to (FoveaCropArea *self, double x, double y)
{
  double left, top, zoom = place (self, &left, &top);
  double by_x = (x - self->begin_x) / zoom, by_y = (y - self->begin_y) / zoom;
  double from_x = self->begin.col, to_x = from_x + self->begin.cols, from_y = self->begin.row,
         to_y = from_y + self->begin.rows;

  if (self->grip == DRAW)
    {
      FvGrayBox drawn = box_between (self, (self->begin_x - left) / zoom, (self->begin_y - top) / zoom,
                                     (x - left) / zoom, (y - top) / zoom);

      if (fabs (x - self->begin_x) < SHORTEST || fabs (y - self->begin_y) < SHORTEST)
        drawn = (FvGrayBox){ 0 };
      fovea_crop_area_set_box (self, drawn);
      return;
    }
  if (self->grip == MOVE)
    {
      by_x = CLAMP (by_x, -from_x, cols_of (self) - to_x);
      by_y = CLAMP (by_y, -from_y, rows_of (self) - to_y);
      fovea_crop_area_set_box (self, (FvGrayBox){ (guint)(from_y + by_y), (guint)(from_x + by_x),
                                                  self->begin.rows, self->begin.cols });
      return;
    }
  from_x += self->grip & LEFT ? by_x : 0;
  to_x += self->grip & RIGHT ? by_x : 0;
  from_y += self->grip & TOP ? by_y : 0;
  to_y += self->grip & BOTTOM ? by_y : 0;
  fovea_crop_area_set_box (self, box_between (self, from_x, from_y, to_x, to_y));
}

static void
on_drag_begin (FoveaCropArea *self, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_widget_grab_focus (GTK_WIDGET (self));
  fovea_crop_area_drag_begin (self, x, y);
}

static void
on_drag_update (FoveaCropArea *self, double by_x, double by_y)
{
  fovea_crop_area_drag_to (self, self->begin_x + by_x, self->begin_y + by_y);
}

/* What a press would take hold of. */
static void
on_motion (FoveaCropArea *self, double x, double y)
{
  static const struct
  {
    guint grip;
    const char *cursor;
  } cursors[] = {
    { MOVE, "move" },
    { TOP, "n-resize" },
    { BOTTOM, "s-resize" },
    { LEFT, "w-resize" },
    { RIGHT, "e-resize" },
    { TOP | LEFT, "nw-resize" },
    { TOP | RIGHT, "ne-resize" },
    { BOTTOM | LEFT, "sw-resize" },
    { BOTTOM | RIGHT, "se-resize" },
  };
  guint grip = grip_at (self, x, y);
  const char *cursor = "crosshair";

  for (guint i = 0; i < G_N_ELEMENTS (cursors); i++)
    if (cursors[i].grip == grip)
      cursor = cursors[i].cursor;
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), cursor);
}

/* ---- The keys ---- */

/* The whole picture is a box too, once a key changes it. */
static FvGrayBox
box_now (FoveaCropArea *self)
{
  if (self->box.rows > 0)
    return self->box;
  return (FvGrayBox){ 0, 0, (guint)rows_of (self), (guint)cols_of (self) };
}

/* How far an arrow goes, in pixels of the picture. */
static void
read_arrow (FoveaCropArea *self, GVariant *args, int *right, int *down)
{
  gboolean fine;
  int step;

  g_variant_get (args, "(iib)", right, down, &fine);
  step = fine ? 1 : MAX (1, MAX (cols_of (self), rows_of (self)) / KEY_PARTS);
  *right *= step;
  *down *= step;
}

static gboolean
on_move_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoveaCropArea *self = FOVEA_CROP_AREA (widget);
  FvGrayBox box = box_now (self);
  int right, down;

  read_arrow (self, args, &right, &down);
  box.col = (guint)CLAMP ((int)box.col + right, 0, cols_of (self) - (int)box.cols);
  box.row = (guint)CLAMP ((int)box.row + down, 0, rows_of (self) - (int)box.rows);
  fovea_crop_area_set_box (self, box);
  return TRUE;
}

/* The box gets larger or smaller at its lower right corner. */
static gboolean
on_size_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoveaCropArea *self = FOVEA_CROP_AREA (widget);
  FvGrayBox box = box_now (self);
  int right, down;

  read_arrow (self, args, &right, &down);
  box.cols = (guint)CLAMP ((int)box.cols + right, 1, cols_of (self) - (int)box.col);
  box.rows = (guint)CLAMP ((int)box.rows + down, 1, rows_of (self) - (int)box.row);
  fovea_crop_area_set_box (self, box);
  return TRUE;
}

static gboolean
on_all_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  fovea_crop_area_set_box (FOVEA_CROP_AREA (widget), (FvGrayBox){ 0 });
  return TRUE;
}

static void
add_keys (GtkWidgetClass *klass)
{
  static const struct
  {
    guint key;
    int right, down;
  } arrows[] = {
    { GDK_KEY_Left, -1, 0 },
    { GDK_KEY_Right, +1, 0 },
    { GDK_KEY_Up, 0, -1 },
    { GDK_KEY_Down, 0, +1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    for (guint fine = 0; fine < 2; fine++)
      {
        GdkModifierType control = fine ? GDK_CONTROL_MASK : 0;

        gtk_widget_class_add_binding (klass, arrows[i].key, control, on_move_key, "(iib)", arrows[i].right,
                                      arrows[i].down, (gboolean)fine);
        gtk_widget_class_add_binding (klass, arrows[i].key, control | GDK_SHIFT_MASK, on_size_key, "(iib)",
                                      arrows[i].right, arrows[i].down, (gboolean)fine);
      }
  gtk_widget_class_add_binding (klass, GDK_KEY_Delete, 0, on_all_key, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_BackSpace, 0, on_all_key, NULL);
}

/* ---- How it looks ---- */

/* What is left out is dimmed: a frame alone is lost on some pictures. The frame is light on dark, for the same reason. */
static void
paint_box (FoveaCropArea *self, cairo_t *cr, double zoom)
{
  double x = zoom * self->box.col, y = zoom * self->box.row;
  double width = zoom * self->box.cols, height = zoom * self->box.rows;

  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_rectangle (cr, 0, 0, zoom * cols_of (self), zoom * rows_of (self));
  cairo_rectangle (cr, x, y, width, height);
  cairo_set_source_rgba (cr, 0.5, 0.5, 0.5, 0.7);
  cairo_fill (cr);
  cairo_rectangle (cr, x, y, width, height);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_set_line_width (cr, 3);
  cairo_stroke_preserve (cr);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
}

/* Where there is no picture, there is paper: transparency is mixed with white. */
static void
fovea_crop_area_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FoveaCropArea *self = FOVEA_CROP_AREA (widget);
  FvStyle style = fovea_style_now ();
  int width = gtk_widget_get_width (widget), height = gtk_widget_get_height (widget);
  double left, top, zoom = place (self, &left, &top);
  cairo_t *cr;

  if (self->pixbuf == NULL)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float)width, (float)height));
  cairo_translate (cr, left, top);
  cairo_rectangle (cr, 0, 0, zoom * cols_of (self), zoom * rows_of (self));
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_fill_preserve (cr);
  cairo_save (cr);
  cairo_clip (cr);
  cairo_scale (cr, zoom, zoom);
  gdk_cairo_set_source_pixbuf (cr, self->pixbuf, 0, 0);
  cairo_pattern_set_filter (cairo_get_source (cr), zoom > 2 ? CAIRO_FILTER_NEAREST : CAIRO_FILTER_GOOD);
  cairo_paint (cr);
  cairo_restore (cr);
  cairo_rectangle (cr, -0.5, -0.5, zoom * cols_of (self) + 1, zoom * rows_of (self) + 1);
  cairo_set_source_rgb (cr, style.frame.red, style.frame.green, style.frame.blue);
  cairo_set_line_width (cr, 1);
  cairo_stroke (cr);
  if (self->box.rows > 0)
    paint_box (self, cr, zoom);
  cairo_destroy (cr);
}

static void
fovea_crop_area_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                         int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = LEAST_SIDE;
  *natural = NATURAL_SIDE;
}

static void
fovea_crop_area_finalize (GObject *object)
{
  g_clear_object (&FOVEA_CROP_AREA (object)->pixbuf);
  G_OBJECT_CLASS (fovea_crop_area_parent_class)->finalize (object);
}

static void
fovea_crop_area_class_init (FoveaCropAreaClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fovea_crop_area_finalize;
  widget_class->snapshot = fovea_crop_area_snapshot;
  widget_class->measure = fovea_crop_area_measure;
  /**
   * FoveaCropArea::cropped:
   *
   * Another part is chosen, or another picture is there.
   */
  signals[SIGNAL_CROPPED] = g_signal_new ("cropped", FOVEA_TYPE_CROP_AREA, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_css_name (widget_class, "croparea");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  add_keys (widget_class);
}

static void
fovea_crop_area_init (FoveaCropArea *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  fovea_style_watch (GTK_WIDGET (self), G_CALLBACK (gtk_widget_queue_draw));
}
