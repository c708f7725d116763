/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-picture-dialog.h"
#include "fovea-picture.h"
#include "fv-prepare.h"

#include <glib/gi18n.h>
#include <math.h>

/* px: the picture, and what the network sees of it. */
#define SHOWN_SIDE 320
#define SEEN_SIDE  168

/**
 * FoveaPictureDialog:
 *
 * A picture from a file, the clipboard or a drag: a part of it can be chosen by drawing a box, and it is shown how the
 * network sees it and what it reads.
 */
struct _FoveaPictureDialog
{
  AdwWindow parent_instance;
  GtkWidget *area;
  FoveaPicture *seen;
  GtkLabel *answer;
  GtkDropDown *mode;
  GtkSwitch *invert;

  FoveaSession *session;
  GdkPixbuf *pixbuf;
  FvGrayBox crop; /* rows 0: all of it */
  FvShape shape;
  guint8 *pixels; /* [shape] */
  double begin_x; /* of the box being drawn, px of area */
  double begin_y;
};

G_DEFINE_FINAL_TYPE (FoveaPictureDialog, fovea_picture_dialog, ADW_TYPE_WINDOW)

static const struct
{
  FvPrepareMode mode;
  const char *title;
} modes[] = {
  { FV_PREPARE_INK, N_ ("Cut to the ink, as digits are") },
  { FV_PREPARE_FILL, N_ ("Fill: the middle of it") },
  { FV_PREPARE_FIT, N_ ("Fit: all of it") },
};

/* Where the picture lies in the area, and how much it is reduced or enlarged. */
static double
place (FoveaPictureDialog *self, double *left, double *top)
{
  double width = gdk_pixbuf_get_width (self->pixbuf), height = gdk_pixbuf_get_height (self->pixbuf);
  double zoom = MIN (SHOWN_SIDE / width, SHOWN_SIDE / height);

  *left = (gtk_widget_get_width (self->area) - zoom * width) / 2;
  *top = (gtk_widget_get_height (self->area) - zoom * height) / 2;
  return zoom;
}

static void
say (FoveaPictureDialog *self)
{
  guint class_index;
  double share;

  if (fovea_session_read_picture (self->session, self->pixels, &class_index, &share))
    {
      /* Translators: the class a picture is read as, and its share of the probability. */
      g_autofree char *text = g_strdup_printf (
          _ ("Read as %s (%.0f %%)"), fovea_session_class_name (self->session, class_index), 100 * share);

      gtk_label_set_label (self->answer, text);
    }
}

static void
update (FoveaPictureDialog *self)
{
  FvPrepare how = { .crop = self->crop, .invert = gtk_switch_get_active (self->invert) };
  guint selected = gtk_drop_down_get_selected (self->mode);

  if (self->pixbuf == NULL || selected >= G_N_ELEMENTS (modes))
    return;
  how.mode = modes[selected].mode;
  if (fv_prepare_pixels (self->pixbuf, how, self->shape, self->pixels))
    {
      fovea_picture_set_pixels (self->seen, self->shape, self->pixels);
      say (self);
    }
  gtk_widget_queue_draw (self->area);
}

/* It is read anew as training goes on. */
static void
on_changed (FoveaPictureDialog *self, guint changes)
{
  if (!fv_shape_equal (fv_network_shape (fovea_session_get_network (self->session), 0), self->shape))
    gtk_window_close (GTK_WINDOW (self));
  else if (changes & FOVEA_CHANGE_SNAPSHOT)
    say (self);
}

static void
snapshot_area (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  FoveaPictureDialog *self = data;
  double left, top, zoom = place (self, &left, &top);

  cairo_translate (cr, left, top);
  cairo_scale (cr, zoom, zoom);
  gdk_cairo_set_source_pixbuf (cr, self->pixbuf, 0, 0);
  cairo_paint (cr);
  if (self->crop.rows == 0)
    return;
  /* What is left out is dimmed: a frame alone is lost on some pictures. */
  cairo_set_fill_rule (cr, CAIRO_FILL_RULE_EVEN_ODD);
  cairo_rectangle (cr, 0, 0, gdk_pixbuf_get_width (self->pixbuf), gdk_pixbuf_get_height (self->pixbuf));
  cairo_rectangle (cr, self->crop.col, self->crop.row, self->crop.cols, self->crop.rows);
  cairo_set_source_rgba (cr, 0.5, 0.5, 0.5, 0.7);
  cairo_fill (cr);
}

/* The box between two points of the area, in the picture's pixels; nothing if it is hardly one. */
static FvGrayBox
box_between (FoveaPictureDialog *self, double x1, double y1, double x2, double y2)
{
  double left, top, zoom = place (self, &left, &top);
  double width = gdk_pixbuf_get_width (self->pixbuf), height = gdk_pixbuf_get_height (self->pixbuf);
  double from_x = CLAMP ((MIN (x1, x2) - left) / zoom, 0, width),
         to_x = CLAMP ((MAX (x1, x2) - left) / zoom, 0, width);
  double from_y = CLAMP ((MIN (y1, y2) - top) / zoom, 0, height),
         to_y = CLAMP ((MAX (y1, y2) - top) / zoom, 0, height);
  FvGrayBox box = { (guint)from_y, (guint)from_x, (guint)ceil (to_y) - (guint)from_y,
                    (guint)ceil (to_x) - (guint)from_x };

  if (fabs (x2 - x1) < 4 || fabs (y2 - y1) < 4 || box.rows == 0 || box.cols == 0)
    return (FvGrayBox){ 0 };
  return box;
}

static void
on_drag_begin (FoveaPictureDialog *self, double x, double y)
{
  self->begin_x = x;
  self->begin_y = y;
}

static void
on_drag_update (FoveaPictureDialog *self, double by_x, double by_y)
{
  self->crop = box_between (self, self->begin_x, self->begin_y, self->begin_x + by_x, self->begin_y + by_y);
  update (self);
}

static void
on_look (FoveaPictureDialog *self)
{
  fovea_session_set_picture (self->session, self->shape, self->pixels);
  gtk_window_close (GTK_WINDOW (self));
}

static void
fovea_picture_dialog_finalize (GObject *object)
{
  FoveaPictureDialog *self = FOVEA_PICTURE_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->pixbuf);
  g_free (self->pixels);
  G_OBJECT_CLASS (fovea_picture_dialog_parent_class)->finalize (object);
}

static void
fovea_picture_dialog_class_init (FoveaPictureDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fovea_picture_dialog_finalize;
  g_type_ensure (FOVEA_TYPE_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fovea/Fovea/ui/fovea-picture-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaPictureDialog, area);
  gtk_widget_class_bind_template_child (widget_class, FoveaPictureDialog, seen);
  gtk_widget_class_bind_template_child (widget_class, FoveaPictureDialog, answer);
  gtk_widget_class_bind_template_child (widget_class, FoveaPictureDialog, mode);
  gtk_widget_class_bind_template_child (widget_class, FoveaPictureDialog, invert);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, on_look);
  gtk_widget_class_bind_template_callback (widget_class, on_drag_begin);
  gtk_widget_class_bind_template_callback (widget_class, on_drag_update);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
fovea_picture_dialog_init (FoveaPictureDialog *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    gtk_string_list_append (titles, _ (modes[i].title));
  gtk_drop_down_set_model (self->mode, G_LIST_MODEL (titles));
}

/**
 * fovea_picture_dialog_new:
 *
 * Returns: (transfer none): a window over @parent, not yet shown
 */
GtkWidget *
fovea_picture_dialog_new (GtkWindow *parent, FoveaSession *session, GdkPixbuf *pixbuf)
{
  FoveaPictureDialog *self = g_object_new (FOVEA_TYPE_PICTURE_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->shape = fv_network_shape (fovea_session_get_network (session), 0);
  self->pixels = g_malloc (fv_shape_size (self->shape));
  self->pixbuf = g_object_ref (pixbuf);
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->area), snapshot_area, self, NULL);
  /* Only digits are cut to their ink. */
  gtk_drop_down_set_selected (self->mode, fovea_session_takes_drawings (session) ? 0 : 1);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
