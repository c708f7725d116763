/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-confusion.h"
#include "fovea-canvas.h"
#include "fovea-style.h"

/* px at the usual size of type */
#define WIDTH  336
#define HEIGHT 412
/* px at the right, where a scroll bar comes and goes */
#define PADDING 8

/**
 * FoveaConfusion:
 *
 * The confusion matrix: arrows and clicks open its cells, Enter goes to their pictures, Escape back to all mistakes.
 */
struct _FoveaConfusion
{
  GtkWidget parent_instance;
  GtkWidget *canvas; /* FoveaCanvas */
  FoveaSession *session;
  GtkWidget *gallery; /* not owned */
};

G_DEFINE_FINAL_TYPE (FoveaConfusion, fovea_confusion, GTK_TYPE_WIDGET)

static gboolean
on_enter_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoveaConfusion *self = FOVEA_CONFUSION (widget);

  return self->gallery != NULL && gtk_widget_grab_focus (self->gallery);
}

static gboolean
on_leave_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoveaSession *session = FOVEA_CONFUSION (widget)->session;

  if (session == NULL || fovea_session_get_opened (session).kind != FV_SELECT_CELL)
    return FALSE;
  fovea_session_close_cell (session);
  return TRUE;
}

void
fovea_confusion_set_session (FoveaConfusion *self, FoveaSession *session)
{
  g_set_object (&self->session, session);
  fovea_canvas_set_session (FOVEA_CANVAS (self->canvas), session);
}

/**
 * fovea_confusion_set_gallery:
 * @gallery: where the pictures of a cell are; it lives as long
 */
void
fovea_confusion_set_gallery (FoveaConfusion *self, GtkWidget *gallery)
{
  self->gallery = gallery;
}

static gboolean
fovea_confusion_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (FOVEA_CONFUSION (widget)->canvas);
}

static void
fovea_confusion_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fovea_confusion_parent_class)->map (widget);
  fovea_session_want_judgement (FOVEA_CONFUSION (widget)->session, TRUE);
}

static void
fovea_confusion_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fovea_confusion_parent_class)->unmap (widget);
  fovea_session_want_judgement (FOVEA_CONFUSION (widget)->session, FALSE);
}

static void
fovea_confusion_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                         int *natural, int *minimum_baseline, int *natural_baseline)
{
  double scale = fovea_style_now ().text_scale;

  *minimum = *natural = (int)((orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : HEIGHT) * scale);
}

static void
fovea_confusion_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  gtk_widget_allocate (FOVEA_CONFUSION (widget)->canvas, MAX (width - PADDING, 1), height, baseline, NULL);
}

static void
fovea_confusion_dispose (GObject *object)
{
  FoveaConfusion *self = FOVEA_CONFUSION (object);

  g_clear_pointer (&self->canvas, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_confusion_parent_class)->dispose (object);
}

static void
fovea_confusion_class_init (FoveaConfusionClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_confusion_dispose;
  widget_class->grab_focus = fovea_confusion_grab_focus;
  widget_class->map = fovea_confusion_map;
  widget_class->unmap = fovea_confusion_unmap;
  widget_class->measure = fovea_confusion_measure;
  widget_class->size_allocate = fovea_confusion_size_allocate;
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, on_enter_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, on_enter_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Escape, 0, on_leave_key, NULL);
}

static void
fovea_confusion_init (FoveaConfusion *self)
{
  self->canvas = fovea_canvas_new (NULL, "confusion");
  gtk_widget_set_parent (self->canvas, GTK_WIDGET (self));
  fovea_style_watch (GTK_WIDGET (self), G_CALLBACK (gtk_widget_queue_resize));
}
