/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-layers-page.h"
#include "fovea-layers.h"

/**
 * FoveaLayersPage:
 *
 * What happens inside the layers while they learn.
 */
struct _FoveaLayersPage
{
  GtkWidget parent_instance;
  GtkWidget *box;
  FoveaLayers *layers;
};

G_DEFINE_FINAL_TYPE (FoveaLayersPage, fovea_layers_page, GTK_TYPE_WIDGET)

static gboolean
fovea_layers_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FOVEA_LAYERS_PAGE (widget)->layers));
}

static void
fovea_layers_page_dispose (GObject *object)
{
  FoveaLayersPage *self = FOVEA_LAYERS_PAGE (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  G_OBJECT_CLASS (fovea_layers_page_parent_class)->dispose (object);
}

static void
fovea_layers_page_class_init (FoveaLayersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_layers_page_dispose;
  widget_class->grab_focus = fovea_layers_page_grab_focus;
  g_type_ensure (FOVEA_TYPE_LAYERS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fovea/Fovea/ui/fovea-layers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaLayersPage, box);
  gtk_widget_class_bind_template_child (widget_class, FoveaLayersPage, layers);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fovea_layers_page_init (FoveaLayersPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
fovea_layers_page_new (FoveaSession *session)
{
  FoveaLayersPage *self = g_object_new (FOVEA_TYPE_LAYERS_PAGE, NULL);

  fovea_layers_set_session (self->layers, session);
  return GTK_WIDGET (self);
}
