/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-layers-page.h"
#include "fovea-canvas.h"
#include "fovea-experiments.h"
#include "fovea-layers.h"

/* Which φ are compared: those whose gradients differ most. */
#define COMPARED "activation=sigmoid, tanh, relu"
/* Their weights are those with which tanh begins: the rule for sigmoid would let ReLU explode. */
#define DRAWN_FOR "tanh"

/**
 * FoveaLayersPage:
 *
 * What happens inside the layers while they learn; and how that goes in copies of the network that differ in their
 * activation alone, side by side.
 */
struct _FoveaLayersPage
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkStack *stack;
  FoveaLayers *layers;
  GtkWidget *comparison;
  FoveaCanvas *gradients;
  GtkToggleButton *compare;
  GtkSpinButton *batches;
  GtkWidget *begin;
  GtkWidget *stop;
  GtkProgressBar *progress;
  FoveaSession *session;
  FoveaExperiments *experiments;
  char *compared; /* the text of the network the report is about */
};

G_DEFINE_FINAL_TYPE (FoveaLayersPage, fovea_layers_page, GTK_TYPE_WIDGET)

/* Another network's gradients say nothing of this one's layers. */
static void
fill (FvSceneInput *input, gpointer data)
{
  FoveaLayersPage *self = data;

  if (g_strcmp0 (self->compared, fv_network_text (input->network)) == 0)
    input->experiment.report = fovea_experiments_get_report (self->experiments);
}

static void
update (FoveaLayersPage *self)
{
  gboolean running = fovea_experiments_get_running (self->experiments);
  const FvExperimentReport *report = fovea_experiments_get_report (self->experiments);

  gtk_widget_set_visible (self->begin, !running);
  gtk_widget_set_visible (self->stop, running);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), running);
  if (report != NULL)
    gtk_progress_bar_set_fraction (self->progress, report->fraction);
  fovea_canvas_redraw (self->gradients);
  fovea_canvas_describe (self->gradients);
}

static void
on_begin (FoveaLayersPage *self)
{
  g_autoptr (GError) error = NULL;
  FoveaExperimentWish wish;

  fovea_experiment_wish_parse (COMPARED, &wish);
  wish.by_batches = TRUE;
  wish.drawn_for = fv_activation_from_name (DRAWN_FOR);
  wish.length = (guint)gtk_spin_button_get_value_as_int (self->batches);
  if (!fovea_experiments_begin (self->experiments, &wish, &error))
    {
      gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", error->message);
      return;
    }
  g_free (self->compared);
  self->compared = g_strdup (fv_network_text (fovea_session_get_network (self->session)));
  update (self);
}

static void
on_stop (FoveaLayersPage *self)
{
  fovea_experiments_stop (self->experiments);
}

static void
on_compare (FoveaLayersPage *self)
{
  gboolean compares = gtk_toggle_button_get_active (self->compare);

  gtk_stack_set_visible_child_name (self->stack, compares ? "gradients" : "layers");
  gtk_widget_set_visible (self->comparison, compares);
}

static void
set_session (FoveaLayersPage *self, FoveaSession *session)
{
  g_set_object (&self->session, session);
  self->experiments = fovea_experiments_new (session);
  g_signal_connect_object (self->experiments, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  fovea_layers_set_session (self->layers, session);
  fovea_canvas_set_fill (self->gradients, fill, self);
  fovea_canvas_set_session (self->gradients, session);
  update (self);
}

static gboolean
fovea_layers_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (gtk_stack_get_visible_child (FOVEA_LAYERS_PAGE (widget)->stack));
}

static void
fovea_layers_page_dispose (GObject *object)
{
  FoveaLayersPage *self = FOVEA_LAYERS_PAGE (object);

  if (self->gradients != NULL)
    fovea_canvas_set_fill (self->gradients, NULL, NULL);
  self->gradients = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->experiments);
  g_clear_object (&self->session);
  g_clear_pointer (&self->compared, g_free);
  G_OBJECT_CLASS (fovea_layers_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fovea/Fovea/ui/fovea-layers-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaLayersPage, box);
  gtk_widget_class_bind_template_child (widget_class, FoveaLayersPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FoveaLayersPage, layers);
  gtk_widget_class_bind_template_child (widget_class, FoveaLayersPage, comparison);
  gtk_widget_class_bind_template_child (widget_class, FoveaLayersPage, gradients);
  gtk_widget_class_bind_template_child (widget_class, FoveaLayersPage, compare);
  gtk_widget_class_bind_template_child (widget_class, FoveaLayersPage, batches);
  gtk_widget_class_bind_template_child (widget_class, FoveaLayersPage, begin);
  gtk_widget_class_bind_template_child (widget_class, FoveaLayersPage, stop);
  gtk_widget_class_bind_template_child (widget_class, FoveaLayersPage, progress);
  gtk_widget_class_bind_template_callback (widget_class, on_begin);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
  gtk_widget_class_bind_template_callback (widget_class, on_compare);
}

static void
fovea_layers_page_class_init (FoveaLayersPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_layers_page_dispose;
  widget_class->grab_focus = fovea_layers_page_grab_focus;
  g_type_ensure (FOVEA_TYPE_CANVAS);
  g_type_ensure (FOVEA_TYPE_LAYERS);
  bind_template (widget_class);
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

  set_session (self, session);
  return GTK_WIDGET (self);
}
