/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-detail-view.h"
#include "fovea-canvas.h"
#include "fv-number.h"

#include <glib/gi18n.h>

/**
 * FoveaDetailView:
 *
 * The arithmetic behind one number, and a line that says which moment of training it is of.
 */
struct _FoveaDetailView
{
  GtkWidget parent_instance;
  GtkWidget *bar;
  GtkLabel *moment;
  GtkLabel *pin;
  GtkWidget *newest;
  FoveaCanvas *canvas;
  FoveaSession *session;
};

G_DEFINE_FINAL_TYPE (FoveaDetailView, fovea_detail_view, GTK_TYPE_WIDGET)

static void
set_text (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (label), text) != 0)
    gtk_label_set_label (label, text);
}

static gboolean
update_moment (FoveaDetailView *self)
{
  guint64 batch;
  gboolean held = fovea_session_get_held (self->session, &batch);
  g_autofree char *count = fv_number_count (batch);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->newest, held);
  if (held)
    /* Translators: %s is the number of a batch. */
    text = g_strdup_printf (_ ("Numbers of batch %s; training goes on"), count);
  set_text (self->moment, held ? text : "");
  return held;
}

static gboolean
update_pin (FoveaDetailView *self)
{
  g_autofree char *text = NULL;
  FvSceneInput input;

  fovea_session_fill (self->session, &input);
  fovea_session_fill_detail (self->session, &input);
  text = fv_scene_describe_pin (&input);
  set_text (self->pin, text != NULL ? text : "");
  return text != NULL;
}

static void
update (FoveaDetailView *self)
{
  gboolean held, pinned;

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  held = update_moment (self);
  pinned = update_pin (self);
  gtk_widget_set_visible (self->bar, held || pinned);
}

static void
on_newest (FoveaDetailView *self)
{
  fovea_session_take_newest (self->session);
}

static gboolean
fovea_detail_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FOVEA_DETAIL_VIEW (widget)->canvas));
}

static void
fovea_detail_view_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fovea_detail_view_parent_class)->map (widget);
  update (FOVEA_DETAIL_VIEW (widget));
}

static void
fovea_detail_view_dispose (GObject *object)
{
  FoveaDetailView *self = FOVEA_DETAIL_VIEW (object);
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_detail_view_parent_class)->dispose (object);
}

static void
fovea_detail_view_class_init (FoveaDetailViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_detail_view_dispose;
  widget_class->grab_focus = fovea_detail_view_grab_focus;
  widget_class->map = fovea_detail_view_map;
  g_type_ensure (FOVEA_TYPE_CANVAS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fovea/Fovea/ui/fovea-detail-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaDetailView, bar);
  gtk_widget_class_bind_template_child (widget_class, FoveaDetailView, moment);
  gtk_widget_class_bind_template_child (widget_class, FoveaDetailView, pin);
  gtk_widget_class_bind_template_child (widget_class, FoveaDetailView, newest);
  gtk_widget_class_bind_template_child (widget_class, FoveaDetailView, canvas);
  gtk_widget_class_bind_template_callback (widget_class, on_newest);
}

static void
fovea_detail_view_init (FoveaDetailView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fovea_detail_view_new:
 *
 * Returns: (transfer floating): a widget
 */
GtkWidget *
fovea_detail_view_new (FoveaSession *session)
{
  FoveaDetailView *self = g_object_new (FOVEA_TYPE_DETAIL_VIEW, NULL);

  self->session = g_object_ref (session);
  fovea_canvas_set_session (self->canvas, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  return GTK_WIDGET (self);
}
