/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-results-page.h"
#include "fovea-canvas.h"

/**
 * FoveaResultsPage:
 *
 * What training came to: how loss and accuracy went, and beside and below them what is still read wrong.
 */
struct _FoveaResultsPage
{
  GtkWidget parent_instance;
  GtkWidget *results; /* rows, one below the other */
  GtkWidget *upper;   /* the first: curves, and what stands at their right */
  FoveaCanvas *curve;
  FoveaSession *session;
};

G_DEFINE_FINAL_TYPE (FoveaResultsPage, fovea_results_page, GTK_TYPE_WIDGET)

static void
set_session (FoveaResultsPage *self, FoveaSession *session)
{
  g_set_object (&self->session, session);
  fovea_canvas_set_session (self->curve, session);
}

static gboolean
fovea_results_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FOVEA_RESULTS_PAGE (widget)->curve));
}

static void
fovea_results_page_dispose (GObject *object)
{
  FoveaResultsPage *self = FOVEA_RESULTS_PAGE (object);

  g_clear_pointer (&self->results, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_results_page_parent_class)->dispose (object);
}

static void
fovea_results_page_class_init (FoveaResultsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_results_page_dispose;
  widget_class->grab_focus = fovea_results_page_grab_focus;
  g_type_ensure (FOVEA_TYPE_CANVAS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fovea/Fovea/ui/fovea-results-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaResultsPage, results);
  gtk_widget_class_bind_template_child (widget_class, FoveaResultsPage, upper);
  gtk_widget_class_bind_template_child (widget_class, FoveaResultsPage, curve);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fovea_results_page_init (FoveaResultsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
fovea_results_page_new (FoveaSession *session)
{
  FoveaResultsPage *self = g_object_new (FOVEA_TYPE_RESULTS_PAGE, NULL);

  set_session (self, session);
  return GTK_WIDGET (self);
}
