/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-train-view.h"
#include "fovea-canvas.h"
#include "fovea-network-row.h"
#include "fovea-rate.h"
#include "fv-number.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * FoveaTrainView:
 *
 * How loss and accuracy went, and everything one can do about it.
 */
struct _FoveaTrainView
{
  GtkWidget parent_instance;
  GtkWidget *box;
  FoveaCanvas *curve;
  GtkSpinButton *rate;
  GtkSpinButton *batch;
  GtkSpinButton *momentum;
  GtkProgressBar *epoch;
  GtkLabel *epoch_label;
  GtkLabel *speed;
  GtkLabel *accuracy;
  GtkLabel *data;
  GtkDropDown *distortion;
  GtkWidget *distortion_row;
  FoveaNetworkRow *network;
  FoveaSession *session;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (FoveaTrainView, fovea_train_view, GTK_TYPE_WIDGET)

static void
update_options (FoveaTrainView *self)
{
  FvTrainingOptions options = fovea_session_get_options (self->session);

  self->updating = TRUE;
  if (fabs (fovea_rate_get (self->rate) - options.hyper.rate) > 1e-9)
    fovea_rate_set (self->rate, options.hyper.rate);
  gtk_spin_button_set_value (self->batch, options.batch_size);
  gtk_spin_button_set_value (self->momentum, options.hyper.momentum);
  self->updating = FALSE;
}

static void
set_text (GtkLabel *label, char *text)
{
  gtk_label_set_label (label, text);
  g_free (text);
}

static void
update_numbers (FoveaTrainView *self)
{
  FvSnapshot *snapshot = fovea_session_get_snapshot (self->session);
  double accuracy = fovea_session_get_test_accuracy (self->session);
  double epoch = snapshot != NULL ? fv_snapshot_epoch (snapshot) : 0;
  double speed = snapshot != NULL ? fv_snapshot_samples_per_s (snapshot) : 0;
  gboolean playing = fovea_session_get_playing (self->session);

  gtk_progress_bar_set_fraction (self->epoch, epoch - floor (epoch));
  /* Translators: an epoch is one time through all training pictures. */
  set_text (self->epoch_label,
            g_strdup_printf (_ ("Epoch %.0f: %.0f %%"), floor (epoch) + 1, 100 * (epoch - floor (epoch))));
  set_text (self->speed, playing && speed > 0 ? g_strdup_printf (_ ("%.0f samples a second"), speed)
                                              : g_strdup (_ ("Paused")));
  set_text (self->accuracy, accuracy >= 0
                                ? g_strdup_printf (_ ("%.2f %% of the test pictures right"), 100 * accuracy)
                                : g_strdup (_ ("Not tested yet")));
}

/* The name of the pictures, how many to train on, how many to test with. */
static char *
data_text (FvDataset *train, FvDataset *test)
{
  g_autofree char *n_train = fv_number_count (fv_dataset_count (train));
  g_autofree char *n_test = fv_number_count (test != NULL ? fv_dataset_count (test) : 0);

  /* Translators: "generated digits, mild: 60 000 to train, 2 000 to test" */
  return g_strdup_printf (_ ("%s: %s to train, %s to test"), fv_dataset_name (train), n_train, n_test);
}

static void
update_data (FoveaTrainView *self)
{
  FvDataset *train = fovea_session_get_train_set (self->session);
  FvDataset *test = fovea_session_get_test_set (self->session);
  double progress = fovea_session_get_progress (self->session);

  if (progress >= 0)
    set_text (self->data, g_strdup_printf (_ ("Making digits: %.0f %%"), 100 * progress));
  else if (train != NULL)
    set_text (self->data, data_text (train, test));
  self->updating = TRUE;
  gtk_drop_down_set_selected (self->distortion, fovea_session_get_distortion (self->session));
  self->updating = FALSE;
  gtk_widget_set_visible (self->distortion_row, fovea_session_get_generated (self->session));
}

static void
on_option (FoveaTrainView *self)
{
  FvHyper hyper;

  if (self->updating || self->session == NULL)
    return;
  hyper = fovea_session_get_options (self->session).hyper; /* what has no row here stays */
  hyper.rate = fovea_rate_get (self->rate);
  hyper.momentum = gtk_spin_button_get_value (self->momentum);
  fovea_session_set_options (self->session, hyper, (guint)gtk_spin_button_get_value_as_int (self->batch));
}

static void
on_distortion (FoveaTrainView *self)
{
  guint selected = gtk_drop_down_get_selected (self->distortion);

  if (!self->updating && self->session != NULL && fv_distortion_name (selected) != NULL)
    fovea_session_set_distortion (self->session, selected);
}

static void
on_changed (FoveaTrainView *self, guint changes)
{
  if (changes & (FOVEA_CHANGE_OPTIONS | FOVEA_CHANGE_NETWORK))
    update_options (self);
  if (changes & FOVEA_CHANGE_DATA)
    update_data (self);
  if (changes & (FOVEA_CHANGE_SNAPSHOT | FOVEA_CHANGE_OPTIONS) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    update_numbers (self);
}

static void
set_session (FoveaTrainView *self, FoveaSession *session)
{
  g_set_object (&self->session, session);
  fovea_canvas_set_session (self->curve, session);
  fovea_network_row_set_session (self->network, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  update_options (self);
  update_data (self);
  update_numbers (self);
}

/* A view is asked to take the focus when it comes up: the picture takes it. */
static gboolean
fovea_train_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FOVEA_TRAIN_VIEW (widget)->curve));
}

static void
fovea_train_view_dispose (GObject *object)
{
  FoveaTrainView *self = FOVEA_TRAIN_VIEW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_train_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea/Fovea/ui/fovea-train-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainView, box);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainView, curve);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainView, rate);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainView, batch);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainView, momentum);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainView, epoch);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainView, epoch_label);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainView, speed);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainView, accuracy);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainView, data);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainView, distortion);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainView, distortion_row);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainView, network);
  gtk_widget_class_bind_template_callback (widget_class, on_option);
  gtk_widget_class_bind_template_callback (widget_class, on_distortion);
}

static void
fovea_train_view_class_init (FoveaTrainViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_train_view_dispose;
  widget_class->grab_focus = fovea_train_view_grab_focus;
  g_type_ensure (FOVEA_TYPE_CANVAS);
  g_type_ensure (FOVEA_TYPE_NETWORK_ROW);
  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fovea_train_view_init (FoveaTrainView *self)
{
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  fovea_rate_setup (self->rate);
  self->updating = FALSE;
  g_signal_connect (self, "map", G_CALLBACK (update_numbers), NULL);
}

GtkWidget *
fovea_train_view_new (FoveaSession *session)
{
  FoveaTrainView *self = g_object_new (FOVEA_TYPE_TRAIN_VIEW, NULL);

  set_session (self, session);
  return GTK_WIDGET (self);
}
