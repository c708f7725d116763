/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-sample-grid.h"
#include "fovea-style.h"
#include "fv-number.h"
#include "fv-pen.h"
#include "fv-sample-picture.h"
#include "fv-sample-points.h"
#include "fv-text.h"

#include <glib/gi18n.h>
#include <math.h>

/* px at the usual size of type */
#define MARGIN  16
#define GAP     12
#define PICTURE 60 /* about so large is a picture */
#define NAME    100
#define REACH   14 /* of a click at a point */

/**
 * FoveaSampleGrid:
 *
 * All samples of a data set, or those of one class, as pictures to scroll through; where there are two inputs, as
 * points. Only what is seen is drawn, and nothing is kept of it, so that it does not matter how many there are.
 */
struct _FoveaSampleGrid
{
  GtkWidget parent_instance;
  GtkAdjustment *adjustments[2]; /* by GtkOrientation */
  GtkScrollablePolicy policies[2];
  FvDataset *set; /* NULL: there is none */
  guint class_index;
  guint32 *samples; /* [count]: those of the class; NULL: all */
  guint count;
  guint chosen; /* the nth of those; G_MAXUINT: none */
  FvStyle style;
  double picture, cell_width, cell_height;
  gboolean digits; /* numbers stand for names that are too long */
};

static void fovea_sample_grid_scrollable (GtkScrollableInterface *interface);

G_DEFINE_FINAL_TYPE_WITH_CODE (FoveaSampleGrid, fovea_sample_grid, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, fovea_sample_grid_scrollable))

enum
{
  PROP_0,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_ACTIVATED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static gboolean
is_points (FoveaSampleGrid *self)
{
  return self->set != NULL && fv_shape_size (fv_dataset_shape (self->set)) == 2;
}

static guint
sample_at (FoveaSampleGrid *self, guint nth)
{
  return self->samples != NULL ? self->samples[nth] : nth;
}

static double
widest_name (FoveaSampleGrid *self)
{
  double widest = 0;

  for (guint i = 0; i < fv_dataset_n_classes (self->set); i++)
    widest = MAX (widest, fv_text_width (FV_TEXT_CAPTION, self->style.text_scale,
                                         fv_dataset_class_name (self->set, i)));
  return widest;
}

/* A whole magnification, if there is one that is not too large. */
static void
measure_cells (FoveaSampleGrid *self)
{
  FvShape shape = self->set != NULL ? fv_dataset_shape (self->set) : (FvShape){ 1, 28, 28 };
  double scale = self->style.text_scale, longest = MAX (shape.rows, shape.cols);
  double wanted = PICTURE * MIN (scale, 2), name = self->set != NULL ? widest_name (self) : 0;

  self->picture = longest <= wanted ? longest * MAX (round (wanted / longest), 1) : round (wanted);
  self->digits = name > NAME * scale;
  self->cell_width = MAX (self->picture + 2, self->digits ? 0 : name) + GAP;
  self->cell_height = self->picture + 4 + fv_text_ascent (FV_TEXT_CAPTION, scale)
                      + fv_text_descent (FV_TEXT_CAPTION, scale) + GAP;
}

static guint
n_columns (FoveaSampleGrid *self)
{
  double room = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * MARGIN;

  return MAX ((guint)MAX (room / self->cell_width, 1), 1);
}

/* Room that is left over goes between the columns. */
static double
pitch (FoveaSampleGrid *self)
{
  double room = gtk_widget_get_width (GTK_WIDGET (self)) - 2 * MARGIN + GAP;

  return MAX (floor (room / n_columns (self)), self->cell_width);
}

static double
scrolled (FoveaSampleGrid *self)
{
  return self->adjustments[1] != NULL ? round (gtk_adjustment_get_value (self->adjustments[1])) : 0;
}

/* The square of points. */
static FvRect
square (FoveaSampleGrid *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  double side = floor (MAX (MIN (width, height) - 2 * MARGIN, 40));

  return (FvRect){ floor ((width - side) / 2), floor ((height - side) / 2), side, side };
}

static void
configure (FoveaSampleGrid *self)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self)), height = gtk_widget_get_height (GTK_WIDGET (self));
  guint columns = n_columns (self), rows = (self->count + columns - 1) / columns;
  double whole = is_points (self) ? 0 : 2 * MARGIN - GAP + rows * self->cell_height;

  if (self->adjustments[0] != NULL)
    gtk_adjustment_configure (self->adjustments[0], 0, 0, width, 1, width, width);
  if (self->adjustments[1] != NULL)
    gtk_adjustment_configure (self->adjustments[1], CLAMP (scrolled (self), 0, MAX (whole - height, 0)), 0,
                              MAX (whole, height), self->cell_height, MAX (height - self->cell_height, 1),
                              height);
}

/* In the widget; of a cell that is scrolled away it lies outside. */
static FvRect
cell (FoveaSampleGrid *self, guint nth)
{
  guint columns = n_columns (self);

  return (FvRect){ MARGIN + nth % columns * pitch (self) + floor ((pitch (self) - self->cell_width) / 2),
                   MARGIN + nth / columns * self->cell_height - scrolled (self), self->cell_width - GAP,
                   self->cell_height - GAP };
}

static void
paint_cell (FoveaSampleGrid *self, cairo_t *cr, guint nth)
{
  guint sample = sample_at (self, nth), label = fv_dataset_label (self->set, sample);
  FvRect at = cell (self, nth);
  double x = at.x + floor ((at.width - self->picture) / 2), y = at.y + 1;
  gboolean here = nth == self->chosen;
  g_autofree char *number = g_strdup_printf ("%u", label);

  if (here)
    {
      fv_pen_fill (cr, self->style.selected, at.x - 5, at.y - 5, at.width + 10, at.height + 10);
      fv_pen_frame (cr, self->style.ring, x - 1, y - 1, self->picture + 2, self->picture + 2, 2);
    }
  fv_sample_picture_paint (cr, &self->style, FALSE, x, y, self->picture, fv_dataset_shape (self->set),
                           fv_dataset_pixels (self->set, sample));
  fv_text_draw (cr, here ? FV_TEXT_CAPTION_BOLD : FV_TEXT_CAPTION, self->style.text_scale, FV_ALIGN_CENTER,
                at.x + at.width / 2,
                y + self->picture + 3 + fv_text_ascent (FV_TEXT_CAPTION, self->style.text_scale),
                here ? self->style.text : self->style.secondary,
                self->digits ? number : fv_dataset_class_name (self->set, label));
}

static void
paint_cells (FoveaSampleGrid *self, cairo_t *cr)
{
  guint columns = n_columns (self);
  double top = scrolled (self) - MARGIN - GAP, height = gtk_widget_get_height (GTK_WIDGET (self));
  guint first = (guint)MAX (floor (top / self->cell_height), 0) * columns;
  guint last = (guint)MAX (ceil ((top + height + GAP) / self->cell_height) + 1, 0) * columns;

  for (guint i = first; i < MIN (last, self->count); i++)
    paint_cell (self, cr, i);
}

static void
fovea_sample_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FoveaSampleGrid *self = FOVEA_SAMPLE_GRID (widget);
  float width = (float)gtk_widget_get_width (widget), height = (float)gtk_widget_get_height (widget);
  GdkRGBA paper = fovea_style_rgba (self->style.scene);
  cairo_t *cr;

  gtk_snapshot_append_color (snapshot, &paper, &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (self->set == NULL)
    return;
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, width, height));
  if (is_points (self))
    fv_sample_points_paint (cr, &self->style, square (self), self->set, self->class_index,
                            fovea_sample_grid_get_chosen (self));
  else
    paint_cells (self, cr);
  cairo_destroy (cr);
}

static void
fovea_sample_grid_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  configure (FOVEA_SAMPLE_GRID (widget));
}

static void
fovea_sample_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                           int *natural, int *minimum_baseline, int *natural_baseline)
{
  FoveaSampleGrid *self = FOVEA_SAMPLE_GRID (widget);

  *minimum = 2 * MARGIN + (int)self->cell_width;
  *natural = MAX (*minimum, 320);
}

/* Said when it changes, for people who listen. */
static void
speak (FoveaSampleGrid *self)
{
  g_autofree char *text = NULL, *nth = NULL, *count = fv_number_count (self->count);

  if (self->set == NULL)
    text = g_strdup (_ ("There are no samples yet"));
  else if (self->chosen < self->count)
    {
      nth = fv_number_count (self->chosen + 1);
      /* Translators: which of how many samples, and its class: "12 of 6 000: 7". */
      text = g_strdup_printf (
          _ ("%s of %s: %s"), nth, count,
          fv_dataset_class_name (self->set, fv_dataset_label (self->set, sample_at (self, self->chosen))));
    }
  else
    text = g_strdup_printf (_ ("%s samples"), count);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
scroll_to_chosen (FoveaSampleGrid *self)
{
  FvRect at;

  if (self->chosen >= self->count || is_points (self) || self->adjustments[1] == NULL)
    return;
  at = cell (self, self->chosen);
  gtk_adjustment_clamp_page (self->adjustments[1], at.y + scrolled (self) - MARGIN,
                             at.y + scrolled (self) + at.height + MARGIN);
}

static void
choose_nth (FoveaSampleGrid *self, guint nth)
{
  if (nth == self->chosen)
    return;
  self->chosen = nth;
  scroll_to_chosen (self);
  speak (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, fovea_sample_grid_get_chosen (self));
}

static guint
nth_of (FoveaSampleGrid *self, guint sample)
{
  if (self->samples == NULL)
    return sample < self->count ? sample : G_MAXUINT;
  for (guint i = 0; i < self->count; i++)
    if (self->samples[i] == sample)
      return i;
  return G_MAXUINT;
}

/**
 * fovea_sample_grid_choose:
 * @sample: its number in the set; %G_MAXUINT for none
 *
 * Rings it and scrolls to where it is, without a word to others.
 */
void
fovea_sample_grid_choose (FoveaSampleGrid *self, guint sample)
{
  self->chosen = nth_of (self, sample);
  scroll_to_chosen (self);
  speak (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * fovea_sample_grid_get_chosen:
 *
 * Returns: the number of the ringed sample in the set, or %G_MAXUINT
 */
guint
fovea_sample_grid_get_chosen (FoveaSampleGrid *self)
{
  return self->chosen < self->count ? sample_at (self, self->chosen) : G_MAXUINT;
}

guint
fovea_sample_grid_get_count (FoveaSampleGrid *self)
{
  return self->count;
}

static void
filter (FoveaSampleGrid *self)
{
  guint n = self->set != NULL ? fv_dataset_count (self->set) : 0;

  g_clear_pointer (&self->samples, g_free);
  self->count = n;
  if (self->class_index == G_MAXUINT)
    return;
  self->samples = g_new (guint32, MAX (n, 1));
  self->count = 0;
  for (guint i = 0; i < n; i++)
    if (fv_dataset_label (self->set, i) == self->class_index)
      self->samples[self->count++] = i;
}

/**
 * fovea_sample_grid_show:
 * @set: (nullable): whose samples
 * @class_index: those of that class alone, or %G_MAXUINT
 *
 * What was ringed stays so, if it is still there.
 */
void
fovea_sample_grid_show (FoveaSampleGrid *self, FvDataset *set, guint class_index)
{
  guint chosen = set == self->set ? fovea_sample_grid_get_chosen (self) : G_MAXUINT;
  gboolean same = set == self->set;

  if (set != NULL)
    fv_dataset_ref (set);
  g_clear_pointer (&self->set, fv_dataset_unref);
  self->set = set;
  self->class_index = class_index;
  filter (self);
  measure_cells (self);
  self->chosen = chosen != G_MAXUINT ? nth_of (self, chosen) : G_MAXUINT;
  if (self->adjustments[1] != NULL && (!same || self->chosen == G_MAXUINT))
    gtk_adjustment_set_value (self->adjustments[1], 0);
  configure (self);
  scroll_to_chosen (self);
  speak (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static guint
pick (FoveaSampleGrid *self, double x, double y)
{
  guint columns = n_columns (self), row, column;

  if (self->set == NULL)
    return G_MAXUINT;
  if (is_points (self))
    return nth_of (self, fv_sample_points_pick (square (self), self->set, self->class_index, x, y, REACH));
  y += scrolled (self) - MARGIN + GAP / 2;
  x += -MARGIN + GAP / 2;
  if (x < 0 || y < 0)
    return G_MAXUINT;
  row = (guint)(y / self->cell_height);
  column = (guint)(x / pitch (self));
  return column < columns && row * columns + column < self->count ? row * columns + column : G_MAXUINT;
}

static void
activate (FoveaSampleGrid *self)
{
  if (self->chosen < self->count)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, fovea_sample_grid_get_chosen (self));
}

static void
on_pressed (FoveaSampleGrid *self, int n_press, double x, double y)
{
  guint nth = pick (self, x, y);

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (nth == G_MAXUINT)
    return;
  choose_nth (self, nth);
  if (n_press == 2)
    activate (self);
}

/* by: columns, rows and pages. */
static gboolean
on_move_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoveaSampleGrid *self = FOVEA_SAMPLE_GRID (widget);
  int columns, rows, pages;
  gint64 page, to;

  if (self->count == 0)
    return FALSE;
  g_variant_get (args, "(iii)", &columns, &rows, &pages);
  page = MAX ((gint64)(gtk_widget_get_height (widget) / self->cell_height) - 1, 1);
  to = self->chosen >= self->count
           ? 0
           : self->chosen + columns
                 + (gint64)(is_points (self) ? 1 : n_columns (self)) * (rows + pages * page);
  choose_nth (self, (guint)CLAMP (to, 0, (gint64)self->count - 1));
  return TRUE;
}

static gboolean
on_end_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoveaSampleGrid *self = FOVEA_SAMPLE_GRID (widget);

  if (self->count > 0)
    choose_nth (self, g_variant_get_int32 (args) > 0 ? self->count - 1 : 0);
  return self->count > 0;
}

static gboolean
on_activate_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  activate (FOVEA_SAMPLE_GRID (widget));
  return TRUE;
}

static void
add_keys (GtkWidgetClass *klass)
{
  static const struct
  {
    guint key;
    int columns, rows, pages;
  } moves[] = {
    { GDK_KEY_Left, -1, 0, 0 },    { GDK_KEY_Right, +1, 0, 0 },      { GDK_KEY_Up, 0, -1, 0 },
    { GDK_KEY_Down, 0, +1, 0 },    { GDK_KEY_Page_Up, 0, 0, -1 },    { GDK_KEY_Page_Down, 0, 0, +1 },
    { GDK_KEY_KP_Left, -1, 0, 0 }, { GDK_KEY_KP_Right, +1, 0, 0 },   { GDK_KEY_KP_Up, 0, -1, 0 },
    { GDK_KEY_KP_Down, 0, +1, 0 }, { GDK_KEY_KP_Page_Up, 0, 0, -1 }, { GDK_KEY_KP_Page_Down, 0, 0, +1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (moves); i++)
    gtk_widget_class_add_binding (klass, moves[i].key, 0, on_move_key, "(iii)", moves[i].columns,
                                  moves[i].rows, moves[i].pages);
  gtk_widget_class_add_binding (klass, GDK_KEY_Home, 0, on_end_key, "i", -1);
  gtk_widget_class_add_binding (klass, GDK_KEY_End, 0, on_end_key, "i", +1);
  gtk_widget_class_add_binding (klass, GDK_KEY_Return, 0, on_activate_key, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_KP_Enter, 0, on_activate_key, NULL);
}

static void
set_adjustment (FoveaSampleGrid *self, guint which, GtkAdjustment *adjustment)
{
  if (self->adjustments[which] != NULL)
    g_signal_handlers_disconnect_by_data (self->adjustments[which], self);
  g_clear_object (&self->adjustments[which]);
  if (adjustment == NULL)
    return;
  self->adjustments[which] = g_object_ref_sink (adjustment);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
  configure (self);
}

static void
fovea_sample_grid_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  FoveaSampleGrid *self = FOVEA_SAMPLE_GRID (object);

  if (id <= PROP_VADJUSTMENT)
    g_value_set_object (value, self->adjustments[id - PROP_HADJUSTMENT]);
  else
    g_value_set_enum (value, self->policies[id - PROP_HSCROLL_POLICY]);
}

static void
fovea_sample_grid_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  FoveaSampleGrid *self = FOVEA_SAMPLE_GRID (object);

  if (id <= PROP_VADJUSTMENT)
    set_adjustment (self, id - PROP_HADJUSTMENT, g_value_get_object (value));
  else
    self->policies[id - PROP_HSCROLL_POLICY] = g_value_get_enum (value);
}

static void
fovea_sample_grid_dispose (GObject *object)
{
  FoveaSampleGrid *self = FOVEA_SAMPLE_GRID (object);

  set_adjustment (self, 0, NULL);
  set_adjustment (self, 1, NULL);
  G_OBJECT_CLASS (fovea_sample_grid_parent_class)->dispose (object);
}

static void
fovea_sample_grid_finalize (GObject *object)
{
  FoveaSampleGrid *self = FOVEA_SAMPLE_GRID (object);

  g_clear_pointer (&self->set, fv_dataset_unref);
  g_free (self->samples);
  G_OBJECT_CLASS (fovea_sample_grid_parent_class)->finalize (object);
}

static void
fovea_sample_grid_scrollable (GtkScrollableInterface *interface)
{
}

static void
fovea_sample_grid_class_init (FoveaSampleGridClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = fovea_sample_grid_dispose;
  object_class->finalize = fovea_sample_grid_finalize;
  object_class->get_property = fovea_sample_grid_get_property;
  object_class->set_property = fovea_sample_grid_set_property;
  widget_class->snapshot = fovea_sample_grid_snapshot;
  widget_class->measure = fovea_sample_grid_measure;
  widget_class->size_allocate = fovea_sample_grid_size_allocate;
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");
  /**
   * FoveaSampleGrid::chosen:
   * @sample: its number in the set
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", FOVEA_TYPE_SAMPLE_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  /**
   * FoveaSampleGrid::activated:
   * @sample: the chosen one, which was clicked at twice, or on which Enter was pressed
   */
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", FOVEA_TYPE_SAMPLE_GRID, G_SIGNAL_RUN_LAST, 0, NULL,
                                            NULL, NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_css_name (widget_class, "samplegrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  add_keys (widget_class);
}

static void
on_style (FoveaSampleGrid *self)
{
  self->style = fovea_style_now ();
  measure_cells (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

static void
fovea_sample_grid_init (FoveaSampleGrid *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->class_index = self->chosen = G_MAXUINT;
  self->style = fovea_style_now ();
  measure_cells (self);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  fovea_style_watch (GTK_WIDGET (self), G_CALLBACK (on_style));
}
