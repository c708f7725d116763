/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-shift-grid.h"
#include "fovea-style.h"

#include <glib/gi18n.h>

#define CELL 24
#define N    FOVEA_SHIFT_SIDE

/**
 * FoveaShiftGrid:
 *
 * How far a drawing may be shifted before it is read as something else. A click on a cell shifts it there.
 */
struct _FoveaShiftGrid
{
  GtkWidget parent_instance;
  gboolean read;
  char texts[N * N][8];
  gboolean right[N * N];
  int x, y; /* the shift now */
};

G_DEFINE_FINAL_TYPE (FoveaShiftGrid, fovea_shift_grid, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void
speak (FoveaShiftGrid *self)
{
  guint right = 0;
  g_autofree char *text = NULL;

  for (guint i = 0; i < N * N; i++)
    right += self->right[i];
  /* Translators: of the places a drawing was shifted to, how many are read as the one in the middle. */
  text = g_strdup_printf (_ ("%u of %u shifts are read alike"), right, N * N);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  self->read ? text : "", -1);
}

void
fovea_shift_grid_set (FoveaShiftGrid *self, const FoveaShifts *shifts, int right, int down)
{
  self->read = shifts != NULL;
  self->x = right;
  self->y = down;
  for (guint i = 0; shifts != NULL && i < N * N; i++)
    {
      g_strlcpy (self->texts[i], shifts->texts[i], sizeof self->texts[i]);
      self->right[i] = shifts->right[i];
    }
  speak (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_source (cairo_t *cr, FvColor color, double opacity)
{
  cairo_set_source_rgba (cr, color.red, color.green, color.blue, opacity);
}

/* Said by the class, the ground and the weight of the type, so not by colour alone. */
static void
paint_cell (FoveaShiftGrid *self, cairo_t *cr, const FvStyle *style, guint nth)
{
  double x = nth % N * CELL, y = nth / N * CELL;
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), self->texts[nth]);
  int width, height;

  cairo_rectangle (cr, x + 0.5, y + 0.5, CELL - 1, CELL - 1);
  set_source (cr, self->right[nth] ? style->check : style->wrong, self->right[nth] ? 0.3 : 0.15);
  cairo_fill (cr);
  pango_layout_get_pixel_size (layout, &width, &height);
  set_source (cr, style->text, self->right[nth] ? 1 : 0.75);
  cairo_move_to (cr, x + (CELL - width) / 2, y + (CELL - height) / 2);
  pango_cairo_show_layout (cr, layout);
}

static void
fovea_shift_grid_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FoveaShiftGrid *self = FOVEA_SHIFT_GRID (widget);
  FvStyle style = fovea_style_now ();
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, N * CELL, N * CELL));

  set_source (cr, style.scene, 1);
  cairo_paint (cr);
  for (guint i = 0; self->read && i < N * N; i++)
    paint_cell (self, cr, &style, i);
  if (ABS (self->x) <= FOVEA_SHIFT_FARTHEST && ABS (self->y) <= FOVEA_SHIFT_FARTHEST)
    {
      set_source (cr, style.accent, 1);
      cairo_set_line_width (cr, 2);
      cairo_rectangle (cr, (self->x + FOVEA_SHIFT_FARTHEST) * CELL + 1,
                       (self->y + FOVEA_SHIFT_FARTHEST) * CELL + 1, CELL - 2, CELL - 2);
      cairo_stroke (cr);
    }
  cairo_destroy (cr);
}

static void
fovea_shift_grid_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                          int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = N * CELL;
}

static void
on_pressed (FoveaShiftGrid *self, int n_press, double x, double y)
{
  int col = (int)x / CELL, row = (int)y / CELL;

  if (x >= 0 && y >= 0 && col < N && row < N)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, col - FOVEA_SHIFT_FARTHEST, row - FOVEA_SHIFT_FARTHEST);
}

/* The digit goes along with the arrow keys, back to where it was drawn with Home. */
static gboolean
on_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoveaShiftGrid *self = FOVEA_SHIFT_GRID (widget);
  int right, down;

  g_variant_get (args, "(ii)", &right, &down);
  if (right == 0 && down == 0)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, 0, 0);
  else
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0,
                   CLAMP (self->x + right, -FOVEA_SHIFT_FARTHEST, FOVEA_SHIFT_FARTHEST),
                   CLAMP (self->y + down, -FOVEA_SHIFT_FARTHEST, FOVEA_SHIFT_FARTHEST));
  return TRUE;
}

static void
add_keys (GtkWidgetClass *klass)
{
  static const struct
  {
    guint key;
    int right, down;
  } keys[] = {
    { GDK_KEY_Left, -1, 0 }, { GDK_KEY_Right, +1, 0 }, { GDK_KEY_Up, 0, -1 },
    { GDK_KEY_Down, 0, +1 }, { GDK_KEY_Home, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (klass, keys[i].key, 0, on_key, "(ii)", keys[i].right, keys[i].down);
}

static void
fovea_shift_grid_class_init (FoveaShiftGridClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = fovea_shift_grid_snapshot;
  widget_class->measure = fovea_shift_grid_measure;
  /**
   * FoveaShiftGrid::chosen:
   * @right: pixels of the 28×28
   * @down: the same downwards
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", FOVEA_TYPE_SHIFT_GRID, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                         NULL, G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_INT);
  add_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "shiftgrid");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
fovea_shift_grid_init (FoveaShiftGrid *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  fovea_style_watch (GTK_WIDGET (self), G_CALLBACK (gtk_widget_queue_draw));
}
