/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-data-view.h"
#include "fovea-generator-page.h"
#include "fovea-samples-page.h"

#include <glib/gi18n.h>

/**
 * FoveaDataView:
 *
 * What the network learns from and is tested with, on pages of its own.
 */
struct _FoveaDataView
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkStack *pages;
};

G_DEFINE_FINAL_TYPE (FoveaDataView, fovea_data_view, GTK_TYPE_WIDGET)

/* What one can look at, in this order. */
static const struct
{
  const char *name;
  const char *title;
  GtkWidget *(*new) (FoveaSession *session);
} pages[] = {
  { "samples", N_ ("Samples"), fovea_samples_page_new },
  { "generator", N_ ("How Digits Are Made"), fovea_generator_page_new },
};

/* A view is asked to take the focus when it comes up: the page takes it. */
static gboolean
fovea_data_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (gtk_stack_get_visible_child (FOVEA_DATA_VIEW (widget)->pages));
}

static void
fovea_data_view_dispose (GObject *object)
{
  g_clear_pointer (&FOVEA_DATA_VIEW (object)->box, gtk_widget_unparent);
  G_OBJECT_CLASS (fovea_data_view_parent_class)->dispose (object);
}

static void
fovea_data_view_class_init (FoveaDataViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_data_view_dispose;
  widget_class->grab_focus = fovea_data_view_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea/Fovea/ui/fovea-data-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaDataView, box);
  gtk_widget_class_bind_template_child (widget_class, FoveaDataView, pages);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fovea_data_view_init (FoveaDataView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * fovea_data_view_new:
 *
 * Returns: (transfer floating): a widget
 */
GtkWidget *
fovea_data_view_new (FoveaSession *session)
{
  FoveaDataView *self = g_object_new (FOVEA_TYPE_DATA_VIEW, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    gtk_stack_add_titled (self->pages, pages[i].new(session), pages[i].name, _ (pages[i].title));
  return GTK_WIDGET (self);
}
