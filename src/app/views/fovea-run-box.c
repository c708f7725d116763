/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-run-box.h"
#include "fovea-words.h"
#include "fv-curve-read.h"
#include "fv-number.h"

#include <glib/gi18n.h>
#include <math.h>

/* How often numbers may change while training, so that one can read them. */
#define SHOW_US (G_USEC_PER_SEC / 4)

/**
 * FoveaRunBox:
 *
 * Which run is shown, how far it is, and how long it takes.
 */
struct _FoveaRunBox
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkLabel *title;
  GtkLabel *difference;
  GtkLabel *epoch_label;
  GtkProgressBar *epoch;
  GtkLabel *time;
  GtkLabel *left;
  GtkLabel *accuracy;
  GtkLabel *seed;
  FoveaSession *session;
  gint64 shown_us;
};

G_DEFINE_FINAL_TYPE (FoveaRunBox, fovea_run_box, GTK_TYPE_WIDGET)

static void
take_or_hide (GtkLabel *label, char *text)
{
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
  fovea_label_take (label, text != NULL ? text : g_strdup (""));
}

static const FvBranch *
branch_of (FvSnapshot *snapshot)
{
  for (guint i = 0; snapshot != NULL && i < fv_snapshot_n_branches (snapshot); i++)
    if (fv_snapshot_nth_branch (snapshot, i)->id == fv_snapshot_branch (snapshot))
      return fv_snapshot_nth_branch (snapshot, i);
  return NULL;
}

static void
show_run (FoveaRunBox *self, FvSnapshot *snapshot)
{
  const FvBranch *branch = branch_of (snapshot);
  FvTrainingOptions options = fovea_session_get_options (self->session);

  fovea_label_take (self->title, branch != NULL ? fv_branch_title (branch) : g_strdup (_ ("Training")));
  take_or_hide (self->difference,
                branch != NULL && branch->kind != FV_BRANCH_FIRST ? fv_branch_words (branch) : NULL);
  /* Translators: the number random weights and the order of samples come from */
  fovea_label_take (self->seed, g_strdup_printf (_ ("Seed %ju"), (uintmax_t)options.seed));
}

/* What training needs for an epoch, or NAN if that is not known yet. */
static double
seconds_per_epoch (FoveaRunBox *self, FvSnapshot *snapshot)
{
  FvDataset *train = fovea_session_get_train_set (self->session);
  double speed = snapshot != NULL ? fv_snapshot_samples_per_s (snapshot) : 0;

  return train != NULL && speed > 0 ? fv_dataset_count (train) / speed : NAN;
}

/* Until a rule that counts epochs or minutes ends training, or NAN. */
static double
seconds_to_stop (FoveaRunBox *self, FvSnapshot *snapshot, double per_epoch)
{
  FvStopRules rules = fovea_session_get_stop_rules (self->session);
  double left = INFINITY;

  if (rules.limits[FV_STOP_EPOCHS] > fv_snapshot_epoch (snapshot))
    left = (rules.limits[FV_STOP_EPOCHS] - fv_snapshot_epoch (snapshot)) * per_epoch;
  if (rules.limits[FV_STOP_MINUTES] > fv_snapshot_minutes (snapshot))
    left = MIN (left, 60 * (rules.limits[FV_STOP_MINUTES] - fv_snapshot_minutes (snapshot)));
  return isfinite (left) ? left : NAN;
}

static char *
left_text (FoveaRunBox *self, FvSnapshot *snapshot, double per_epoch)
{
  double epoch = fv_snapshot_epoch (snapshot), stop = seconds_to_stop (self, snapshot, per_epoch);
  g_autofree char *time = fovea_duration_text (isnan (stop) ? (floor (epoch) + 1 - epoch) * per_epoch : stop);

  /* Translators: a time, as "3 min 10 s" */
  return g_strdup_printf (isnan (stop) ? _ ("%s to the end of the epoch") : _ ("%s until it stops"), time);
}

static char *
time_text (FvSnapshot *snapshot, double per_epoch)
{
  g_autofree char *time = fovea_duration_text (per_epoch);
  g_autofree char *speed = fv_number_count ((guint64)fv_snapshot_samples_per_s (snapshot));

  /* Translators: "3 min 10 s an epoch, 320 samples a second" */
  return g_strdup_printf (_ ("%s an epoch, %s samples a second"), time, speed);
}

static void
show_times (FoveaRunBox *self, FvSnapshot *snapshot)
{
  double per_epoch = seconds_per_epoch (self, snapshot);
  gboolean known = isfinite (per_epoch), playing = fovea_session_get_playing (self->session);

  take_or_hide (self->time, known ? time_text (snapshot, per_epoch) : NULL);
  fovea_label_take (self->left, !playing ? g_strdup (_ ("Paused"))
                                : known  ? left_text (self, snapshot, per_epoch)
                                         : g_strdup (_ ("Training")));
}

/* At the moment shown, not at the end of its curve. */
static char *
accuracy_text (FoveaRunBox *self, FvSnapshot *snapshot)
{
  FvCurvePoint point;

  if (snapshot == NULL
      || !fv_curve_tested_by (fv_snapshot_curve (snapshot), fv_snapshot_batch (snapshot), &point))
    return g_strdup (_ ("Not tested yet"));
  return fovea_session_is_plane (self->session)
             ? g_strdup_printf (_ ("%.2f %% of the test points right"), 100 * point.test_accuracy)
             : g_strdup_printf (_ ("%.2f %% of the test pictures right"), 100 * point.test_accuracy);
}

static void
update (FoveaRunBox *self)
{
  FvSnapshot *snapshot = fovea_session_get_snapshot (self->session);
  double epoch = snapshot != NULL ? fv_snapshot_epoch (snapshot) : 0;

  show_run (self, snapshot);
  gtk_progress_bar_set_fraction (self->epoch, epoch - floor (epoch));
  /* Translators: an epoch is one time through all training pictures. */
  fovea_label_take (self->epoch_label, g_strdup_printf (_ ("Epoch %.0f: %.0f %%"), floor (epoch) + 1,
                                                        100 * (epoch - floor (epoch))));
  show_times (self, snapshot);
  fovea_label_take (self->accuracy, accuracy_text (self, snapshot));
  self->shown_us = g_get_monotonic_time ();
}

static void
on_changed (FoveaRunBox *self, guint changes)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (changes & (FOVEA_CHANGE_OPTIONS | FOVEA_CHANGE_NETWORK)
      || (changes & FOVEA_CHANGE_SNAPSHOT
          && (!fovea_session_get_playing (self->session)
              || g_get_monotonic_time () - self->shown_us > SHOW_US)))
    update (self);
}

void
fovea_run_box_set_session (FoveaRunBox *self, FoveaSession *session)
{
  g_set_object (&self->session, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (update), NULL);
  update (self);
}

static void
fovea_run_box_dispose (GObject *object)
{
  FoveaRunBox *self = FOVEA_RUN_BOX (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_run_box_parent_class)->dispose (object);
}

static void
fovea_run_box_class_init (FoveaRunBoxClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_run_box_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea/Fovea/ui/fovea-run-box.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaRunBox, box);
  gtk_widget_class_bind_template_child (widget_class, FoveaRunBox, title);
  gtk_widget_class_bind_template_child (widget_class, FoveaRunBox, difference);
  gtk_widget_class_bind_template_child (widget_class, FoveaRunBox, epoch_label);
  gtk_widget_class_bind_template_child (widget_class, FoveaRunBox, epoch);
  gtk_widget_class_bind_template_child (widget_class, FoveaRunBox, time);
  gtk_widget_class_bind_template_child (widget_class, FoveaRunBox, left);
  gtk_widget_class_bind_template_child (widget_class, FoveaRunBox, accuracy);
  gtk_widget_class_bind_template_child (widget_class, FoveaRunBox, seed);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fovea_run_box_init (FoveaRunBox *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
