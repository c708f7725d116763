/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-options-box.h"
#include "fovea-rate.h"
#include "fovea-words.h"

#include <glib/gi18n.h>
#include <math.h>

/* Where a schedule that has epochs begins. */
#define EPOCHS 3

/**
 * FoveaOptionsBox:
 *
 * How weights follow their gradient: optimiser, rate and its schedule, batch, momentum, decay, initialisation.
 */
struct _FoveaOptionsBox
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkDropDown *optimizer;
  GtkSpinButton *rate;
  GtkDropDown *schedule;
  GtkWidget *epochs_row;
  GtkSpinButton *epochs;
  GtkSpinButton *batch;
  GtkWidget *momentum_row;
  GtkSpinButton *momentum;
  GtkSpinButton *decay;
  GtkDropDown *initialiser;
  GtkLabel *loss;
  FoveaSession *session;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (FoveaOptionsBox, fovea_options_box, GTK_TYPE_WIDGET)

/* Those with a number have one that is large enough to see what it does. */
static const struct
{
  FvInitialiser initialiser;
  const char *title;
} initialisers[] = {
  { { FV_INITIALISER_AUTO, 0 }, N_ ("Automatic") },
  { { FV_INITIALISER_XAVIER, 0 }, N_ ("Xavier") },
  { { FV_INITIALISER_HE, 0 }, N_ ("He") },
  { { FV_INITIALISER_UNIFORM, 0.1 }, N_ ("Uniform ±0.1") },
  { { FV_INITIALISER_NORMAL, 0.1 }, N_ ("Normal, σ 0.1") },
  { { FV_INITIALISER_ZEROS, 0 }, N_ ("Zeros") },
};

static guint
optimizer_index (const FvOptimizer *optimizer)
{
  guint i = 0;

  while (fv_optimizer_nth (i) != NULL && fv_optimizer_nth (i) != optimizer)
    i++;
  return i;
}

static void
show_rows (FoveaOptionsBox *self, const FvTrainingOptions *options)
{
  gtk_widget_set_visible (self->momentum_row, options->optimizer->n_slots > 0);
  gtk_widget_set_visible (self->epochs_row, options->schedule.kind != FV_SCHEDULE_CONSTANT);
}

static guint
initialiser_index (FvInitialiser initialiser)
{
  for (guint i = 0; i < G_N_ELEMENTS (initialisers); i++)
    if (initialisers[i].initialiser.kind == initialiser.kind)
      return i;
  return 0;
}

/* It cannot be changed while training runs: the output layer is made for it. */
static void
show_loss (FoveaOptionsBox *self)
{
  const FvLoss *loss = fv_network_loss (fovea_session_get_network (self->session));

  /* Translators: %s is a loss function */
  fovea_label_take (self->loss, g_strdup_printf (_ ("%s, of the network"), _ (loss->title)));
}

static void
update (FoveaOptionsBox *self)
{
  FvTrainingOptions options = fovea_session_get_options (self->session);

  self->updating = TRUE;
  gtk_drop_down_set_selected (self->optimizer, optimizer_index (options.optimizer));
  if (fabs (fovea_rate_get (self->rate) - options.hyper.rate) > 1e-9)
    fovea_rate_set (self->rate, options.hyper.rate);
  gtk_drop_down_set_selected (self->schedule, options.schedule.kind);
  if (options.schedule.epochs > 0)
    gtk_spin_button_set_value (self->epochs, options.schedule.epochs);
  gtk_spin_button_set_value (self->batch, options.batch_size);
  gtk_spin_button_set_value (self->momentum, options.hyper.momentum);
  gtk_spin_button_set_value (self->decay, options.hyper.decay);
  gtk_drop_down_set_selected (self->initialiser, initialiser_index (options.initialiser));
  show_rows (self, &options);
  show_loss (self);
  self->updating = FALSE;
}

static gboolean
is_asked (FoveaOptionsBox *self)
{
  return !self->updating && self->session != NULL;
}

static void
on_option (FoveaOptionsBox *self)
{
  FvHyper hyper;

  if (!is_asked (self))
    return;
  hyper.rate = fovea_rate_get (self->rate);
  hyper.momentum = gtk_spin_button_get_value (self->momentum);
  hyper.decay = gtk_spin_button_get_value (self->decay);
  fovea_session_set_options (self->session, hyper, (guint)gtk_spin_button_get_value_as_int (self->batch));
}

static void
on_optimizer (FoveaOptionsBox *self)
{
  const FvOptimizer *optimizer = fv_optimizer_nth (gtk_drop_down_get_selected (self->optimizer));

  if (is_asked (self) && optimizer != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.optimizer", "s", optimizer->name);
}

static void
on_schedule (FoveaOptionsBox *self)
{
  FvSchedule schedule = { .kind = gtk_drop_down_get_selected (self->schedule) };

  if (!is_asked (self) || fv_schedule_name (schedule.kind) == NULL)
    return;
  if (schedule.kind != FV_SCHEDULE_CONSTANT)
    schedule.epochs = (guint)gtk_spin_button_get_value_as_int (self->epochs);
  fovea_session_set_schedule (self->session, schedule);
}

static void
on_initialiser (FoveaOptionsBox *self)
{
  guint selected = gtk_drop_down_get_selected (self->initialiser);

  if (is_asked (self) && selected < G_N_ELEMENTS (initialisers))
    fovea_session_set_initialiser (self->session, initialisers[selected].initialiser);
}

static void
on_changed (FoveaOptionsBox *self, guint changes)
{
  if (changes & (FOVEA_CHANGE_OPTIONS | FOVEA_CHANGE_NETWORK))
    update (self);
}

void
fovea_options_box_set_session (FoveaOptionsBox *self, FoveaSession *session)
{
  g_set_object (&self->session, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
fovea_options_box_dispose (GObject *object)
{
  FoveaOptionsBox *self = FOVEA_OPTIONS_BOX (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_options_box_parent_class)->dispose (object);
}

static void
fovea_options_box_class_init (FoveaOptionsBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_options_box_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fovea/Fovea/ui/fovea-options-box.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaOptionsBox, box);
  gtk_widget_class_bind_template_child (widget_class, FoveaOptionsBox, optimizer);
  gtk_widget_class_bind_template_child (widget_class, FoveaOptionsBox, rate);
  gtk_widget_class_bind_template_child (widget_class, FoveaOptionsBox, schedule);
  gtk_widget_class_bind_template_child (widget_class, FoveaOptionsBox, epochs_row);
  gtk_widget_class_bind_template_child (widget_class, FoveaOptionsBox, epochs);
  gtk_widget_class_bind_template_child (widget_class, FoveaOptionsBox, batch);
  gtk_widget_class_bind_template_child (widget_class, FoveaOptionsBox, momentum_row);
  gtk_widget_class_bind_template_child (widget_class, FoveaOptionsBox, momentum);
  gtk_widget_class_bind_template_child (widget_class, FoveaOptionsBox, decay);
  gtk_widget_class_bind_template_child (widget_class, FoveaOptionsBox, initialiser);
  gtk_widget_class_bind_template_child (widget_class, FoveaOptionsBox, loss);
  gtk_widget_class_bind_template_callback (widget_class, on_option);
  gtk_widget_class_bind_template_callback (widget_class, on_optimizer);
  gtk_widget_class_bind_template_callback (widget_class, on_schedule);
  gtk_widget_class_bind_template_callback (widget_class, on_initialiser);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fill_lists (FoveaOptionsBox *self)
{
  g_autoptr (GtkStringList) optimizers = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) schedules = gtk_string_list_new (NULL);
  g_autoptr (GtkStringList) starts = gtk_string_list_new (NULL);

  for (guint i = 0; fv_optimizer_nth (i) != NULL; i++)
    gtk_string_list_append (optimizers, _ (fv_optimizer_nth (i)->title));
  for (guint i = 0; fv_schedule_title (i) != NULL; i++)
    gtk_string_list_append (schedules, _ (fv_schedule_title (i)));
  for (guint i = 0; i < G_N_ELEMENTS (initialisers); i++)
    gtk_string_list_append (starts, _ (initialisers[i].title));
  gtk_drop_down_set_model (self->optimizer, G_LIST_MODEL (optimizers));
  gtk_drop_down_set_model (self->schedule, G_LIST_MODEL (schedules));
  gtk_drop_down_set_model (self->initialiser, G_LIST_MODEL (starts));
}

static void
fovea_options_box_init (FoveaOptionsBox *self)
{
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fovea_rate_setup (self->rate);
  fill_lists (self);
  gtk_spin_button_set_value (self->epochs, EPOCHS);
  self->updating = FALSE;
}
