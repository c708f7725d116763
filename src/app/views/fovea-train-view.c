/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-train-view.h"
#include "fovea-experiments-page.h"
#include "fovea-layers-page.h"
#include "fovea-network-row.h"
#include "fovea-options-box.h"
#include "fovea-results-page.h"
#include "fovea-run-box.h"
#include "fovea-stop-box.h"
#include "fovea-words.h"
#include "fv-number.h"

#include <glib/gi18n.h>

/**
 * FoveaTrainView:
 *
 * How training goes, on pages of its own, and beside them everything one can do about it.
 */
struct _FoveaTrainView
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkStack *pages;
  FoveaOptionsBox *options;
  FoveaRunBox *run;
  FoveaStopBox *stop;
  GtkButton *train_on;
  GtkWidget *restart;
  GtkWidget *draw;
  GtkSpinButton *seed; /* of weights that are drawn next */
  guint64 seed_shown;  /* what was last put there, unless somebody typed another one */
  GtkLabel *data;
  FoveaNetworkRow *network;
  FoveaSession *session;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (FoveaTrainView, fovea_train_view, GTK_TYPE_WIDGET)

/* What one can look at, in this order. */
static const struct
{
  const char *name; /* as the settings remember it */
  const char *title;
  GtkWidget *(*new) (FoveaSession *session);
} pages[] = {
  { "results", N_ ("Results"), fovea_results_page_new },
  { "layers", N_ ("Layers"), fovea_layers_page_new },
  { "experiments", N_ ("Experiments"), fovea_experiments_page_new },
};

/* One that was not there yet. What somebody typed stays until it is used. */
static void
update_seed (FoveaTrainView *self)
{
  guint64 fresh = fovea_session_get_fresh_seed (self->session);

  if (fresh == self->seed_shown || fresh > G_MAXUINT
      || gtk_spin_button_get_value (self->seed) != (double)self->seed_shown)
    return;
  self->seed_shown = fresh;
  gtk_spin_button_set_value (self->seed, (double)fresh);
}

/* At an earlier moment one can leave the way that was gone. */
static void
update_buttons (FoveaTrainView *self)
{
  FvSnapshot *snapshot = fovea_session_get_snapshot (self->session);
  gboolean earlier = snapshot != NULL && fv_snapshot_batch (snapshot) < fv_snapshot_newest (snapshot);
  g_autofree char *batch = fv_number_count (snapshot != NULL ? fv_snapshot_batch (snapshot) : 0);
  g_autofree char *text = g_strdup_printf (_ ("Train On from Batch %s"), batch);

  gtk_widget_set_visible (GTK_WIDGET (self->train_on), earlier);
  if (earlier && g_strcmp0 (gtk_button_get_label (self->train_on), text) != 0)
    gtk_button_set_label (self->train_on, text);
  gtk_widget_set_sensitive (self->restart, fovea_session_can_train (self->session));
  gtk_widget_set_sensitive (self->draw, fovea_session_can_train (self->session));
  update_seed (self);
}

static void
on_draw (FoveaTrainView *self)
{
  gtk_spin_button_update (self->seed);
  self->seed_shown = (guint64)gtk_spin_button_get_value (self->seed);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.draw-weights", "t", self->seed_shown);
  update_seed (self);
}

static void
on_train_on (FoveaTrainView *self)
{
  fovea_session_branch (self->session);
  fovea_session_set_playing (self->session, TRUE);
}

static void
on_restart (FoveaTrainView *self)
{
  fovea_session_restart (self->session);
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
    fovea_label_take (self->data, g_strdup_printf (_ ("Making digits: %.0f %%"), 100 * progress));
  else if (train != NULL)
    fovea_label_take (self->data, data_text (train, test));
}

/* Where one sees what one chooses. */
static void
on_choose_data (FoveaTrainView *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.view", "s", "data");
}

static void
on_changed (FoveaTrainView *self, guint changes)
{
  if (changes & FOVEA_CHANGE_DATA)
    update_data (self);
  if (changes & FOVEA_CHANGE_SNAPSHOT && gtk_widget_get_mapped (GTK_WIDGET (self)))
    update_buttons (self);
}

static void
on_page (FoveaTrainView *self)
{
  const char *name = gtk_stack_get_visible_child_name (self->pages);

  if (!self->updating && name != NULL)
    g_settings_set_string (fovea_session_get_settings (self->session), "train-page", name);
}

static void
add_pages (FoveaTrainView *self)
{
  g_autofree char *shown = g_settings_get_string (fovea_session_get_settings (self->session), "train-page");
  GtkWidget *page;

  self->updating = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    gtk_stack_add_titled (self->pages, pages[i].new(self->session), pages[i].name, _ (pages[i].title));
  page = gtk_stack_get_child_by_name (self->pages, shown);
  if (page != NULL)
    gtk_stack_set_visible_child (self->pages, page);
  self->updating = FALSE;
}

static void
set_session (FoveaTrainView *self, FoveaSession *session)
{
  g_set_object (&self->session, session);
  add_pages (self);
  fovea_network_row_set_session (self->network, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  fovea_options_box_set_session (self->options, session);
  fovea_run_box_set_session (self->run, session);
  fovea_stop_box_set_session (self->stop, session);
  update_data (self);
  update_buttons (self);
}

/* A view is asked to take the focus when it comes up: the page takes it. */
static gboolean
fovea_train_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (gtk_stack_get_visible_child (FOVEA_TRAIN_VIEW (widget)->pages));
}

static void
fovea_train_view_dispose (GObject *object)
{
  FoveaTrainView *self = FOVEA_TRAIN_VIEW (object);

  self->updating = TRUE;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_train_view_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea/Fovea/ui/fovea-train-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainView, box);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainView, pages);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainView, options);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainView, run);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainView, stop);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainView, train_on);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainView, restart);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainView, draw);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainView, seed);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainView, data);
  gtk_widget_class_bind_template_child (widget_class, FoveaTrainView, network);
  gtk_widget_class_bind_template_callback (widget_class, on_page);
  gtk_widget_class_bind_template_callback (widget_class, on_train_on);
  gtk_widget_class_bind_template_callback (widget_class, on_restart);
  gtk_widget_class_bind_template_callback (widget_class, on_choose_data);
  gtk_widget_class_bind_template_callback (widget_class, on_draw);
}

static void
fovea_train_view_class_init (FoveaTrainViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_train_view_dispose;
  widget_class->grab_focus = fovea_train_view_grab_focus;
  g_type_ensure (FOVEA_TYPE_NETWORK_ROW);
  g_type_ensure (FOVEA_TYPE_OPTIONS_BOX);
  g_type_ensure (FOVEA_TYPE_RUN_BOX);
  g_type_ensure (FOVEA_TYPE_STOP_BOX);
  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fovea_train_view_init (FoveaTrainView *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (update_buttons), NULL);
}

GtkWidget *
fovea_train_view_new (FoveaSession *session)
{
  FoveaTrainView *self = g_object_new (FOVEA_TYPE_TRAIN_VIEW, NULL);

  set_session (self, session);
  return GTK_WIDGET (self);
}
