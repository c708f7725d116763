/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-picture.h"
#include "fovea-style.h"
#include "fv-sample-picture.h"

/**
 * FoveaPicture:
 *
 * One sample as the network sees it, magnified by a whole number, ink on the paper's colour.
 */
struct _FoveaPicture
{
  GtkWidget parent_instance;
  int side;        /* px, without the frame */
  gboolean centre; /* the dashed lines through the middle */
  FvShape shape;
  guint8 *pixels; /* [shape] or NULL */
};

G_DEFINE_FINAL_TYPE (FoveaPicture, fovea_picture, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_SIDE,
  PROP_CENTRE,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

static void
paint_frame (FoveaPicture *self, cairo_t *cr, const FvStyle *style)
{
  static const double dashes[] = { 3, 3 };

  cairo_set_line_width (cr, 1);
  cairo_set_source_rgb (cr, style->frame.red, style->frame.green, style->frame.blue);
  cairo_rectangle (cr, -0.5, -0.5, self->side + 1, self->side + 1);
  cairo_stroke (cr);
  if (!self->centre)
    return;
  cairo_set_source_rgba (cr, style->accent.red, style->accent.green, style->accent.blue, 0.6);
  cairo_set_dash (cr, dashes, 2, 0);
  cairo_move_to (cr, self->side / 2 + 0.5, 0);
  cairo_line_to (cr, self->side / 2 + 0.5, self->side);
  cairo_move_to (cr, 0, self->side / 2 + 0.5);
  cairo_line_to (cr, self->side, self->side / 2 + 0.5);
  cairo_stroke (cr);
}

static void
fovea_picture_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FoveaPicture *self = FOVEA_PICTURE (widget);
  FvStyle style = fovea_style_now ();
  int left = (gtk_widget_get_width (widget) - self->side - 2) / 2;
  int top = (gtk_widget_get_height (widget) - self->side - 2) / 2;
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot,
      &GRAPHENE_RECT_INIT ((float)left, (float)top, (float)(self->side + 2), (float)(self->side + 2)));

  cairo_translate (cr, left + 1, top + 1);
  cairo_rectangle (cr, 0, 0, self->side, self->side);
  cairo_set_source_rgb (cr, style.scene.red, style.scene.green, style.scene.blue);
  cairo_fill (cr);
  if (self->pixels != NULL)
    fv_sample_picture_paint (cr, &style, FALSE, 0, 0, self->side, self->shape, self->pixels);
  paint_frame (self, cr, &style);
  cairo_destroy (cr);
}

static void
fovea_picture_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                       int *natural, int *minimum_baseline, int *natural_baseline)
{
  *minimum = *natural = FOVEA_PICTURE (widget)->side + 2;
}

/**
 * fovea_picture_set_pixels:
 * @shape: one map, or three for red, green and blue
 * @pixels: (nullable): [shape], copied; %NULL shows an empty frame
 */
void
fovea_picture_set_pixels (FoveaPicture *self, FvShape shape, const guint8 *pixels)
{
  g_free (self->pixels);
  self->shape = shape;
  self->pixels = pixels != NULL ? g_memdup2 (pixels, fv_shape_size (shape)) : NULL;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
fovea_picture_set_label (FoveaPicture *self, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
fovea_picture_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  FoveaPicture *self = FOVEA_PICTURE (object);

  if (id == PROP_SIDE)
    self->side = g_value_get_int (value);
  else
    self->centre = g_value_get_boolean (value);
}

static void
fovea_picture_finalize (GObject *object)
{
  g_free (FOVEA_PICTURE (object)->pixels);
  G_OBJECT_CLASS (fovea_picture_parent_class)->finalize (object);
}

static void
fovea_picture_class_init (FoveaPictureClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->set_property = fovea_picture_set_property;
  object_class->finalize = fovea_picture_finalize;
  widget_class->snapshot = fovea_picture_snapshot;
  widget_class->measure = fovea_picture_measure;
  props[PROP_SIDE] = g_param_spec_int ("side", NULL, NULL, 1, 1024, 56,
                                       G_PARAM_WRITABLE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  props[PROP_CENTRE]
      = g_param_spec_boolean ("centre", NULL, NULL, FALSE, G_PARAM_WRITABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
fovea_picture_init (FoveaPicture *self)
{
  self->side = 56;
  fovea_style_watch (GTK_WIDGET (self), G_CALLBACK (gtk_widget_queue_draw));
}

GtkWidget *
fovea_picture_new (int side)
{
  return g_object_new (FOVEA_TYPE_PICTURE, "side", side, NULL);
}
