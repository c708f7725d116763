/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-experiments-page.h"
#include "fovea-canvas.h"
#include "fovea-experiment-form.h"
#include "fovea-save-text.h"
#include "fovea-trial-columns.h"
#include "fovea-trial-table.h"
#include "fovea-words.h"
#include "fv-number.h"

#include <glib/gi18n.h>
#include <math.h>

#define SETTING "experiment"

/**
 * FoveaExperimentsPage:
 *
 * Several settings trained one after the other from the same start: what to try, how far it is, their curves over each
 * other, and a table of what came of them.
 */
struct _FoveaExperimentsPage
{
  GtkWidget parent_instance;
  GtkWidget *scroller;
  GtkToggleButton *folder;
  GtkLabel *summary;
  GtkWidget *run;
  GtkWidget *cancel;
  FoveaExperimentForm *form;
  GtkWidget *progress_box;
  GtkProgressBar *progress;
  GtkLabel *progress_label;
  GtkLabel *sharing;
  GtkStack *stack;
  GtkToggleButton *accuracy;
  GtkToggleButton *loss;
  GtkLabel *subject;
  FoveaCanvas *figure;
  GtkDropDown *sort;
  FoveaTrialTable *table;
  GtkLabel *trouble;
  FoveaSession *session;
  FoveaExperiments *experiments;
  guint sorted_differ; /* axes the list to sort by was made for */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (FoveaExperimentsPage, fovea_experiments_page, GTK_TYPE_WIDGET)

static void
say (FoveaExperimentsPage *self, const char *sentence)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", sentence);
}

/* --- What is to be tried --- */

/* "9 runs of 500 batches" */
static char *
summary_of (const FoveaExperimentWish *wish)
{
  guint64 runs = fv_experiment_grid_size (&wish->grid);
  g_autofree char *length = fv_number_count (wish->length);
  g_autofree char *each
      = wish->by_batches
            ? g_strdup_printf (g_dngettext (NULL, "%s batch", "%s batches", wish->length), length)
            : g_strdup_printf (g_dngettext (NULL, "%s epoch", "%s epochs", wish->length), length);
  g_autofree char *count = fv_number_count (runs);

  /* Translators: how many runs of an experiment, and how long each is: "9 runs of 500 batches". */
  return g_strdup_printf (g_dngettext (NULL, "%s run of %s", "%s runs of %s", (gulong)runs), count, each);
}

static void
on_form (FoveaExperimentsPage *self)
{
  FoveaExperimentWish wish;
  gboolean fine = fovea_experiment_form_get (self->form, &wish);

  if (fine)
    fovea_label_take (self->summary, summary_of (&wish));
  else
    gtk_label_set_label (self->summary, _ ("Something typed makes no sense yet"));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "experiments.run",
                                 fine && !fovea_experiments_get_running (self->experiments));
}

static void
run (FoveaExperimentsPage *self)
{
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  FoveaExperimentWish wish;

  if (fovea_experiments_get_running (self->experiments) || !fovea_experiment_form_get (self->form, &wish))
    return;
  if (!fovea_experiments_begin (self->experiments, &wish, &error))
    {
      say (self, error->message);
      return;
    }
  text = fovea_experiment_wish_to_text (&wish);
  g_settings_set_string (fovea_session_get_settings (self->session), SETTING, text);
  gtk_toggle_button_set_active (self->folder, FALSE);
}

static void
run_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  run (FOVEA_EXPERIMENTS_PAGE (widget));
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fovea_experiments_stop (FOVEA_EXPERIMENTS_PAGE (widget)->experiments);
}

/* Enter in a field. */
static void
on_asked (FoveaExperimentsPage *self)
{
  run (self);
}

/* --- How far it is --- */

/* "25 s", "3 min" */
static char *
duration (double seconds)
{
  if (seconds < 90)
    return g_strdup_printf (_ ("%.0f s"), ceil (seconds));
  return g_strdup_printf (_ ("%.0f min"), ceil (seconds / 60));
}

static char *
progress_text (const FvExperimentReport *report)
{
  guint nth = MIN (report->n_ended, report->n_trials - 1);
  g_autofree char *left = isfinite (report->seconds_left) ? duration (report->seconds_left) : NULL;
  g_autofree char *words
      = g_strdup_printf (_ ("Run %u of %u: %s"), nth + 1, report->n_trials, report->trials[nth]->words);

  /* Translators: how far an experiment is, and how much time is left. */
  return left != NULL ? g_strdup_printf (_ ("%s – %s left"), words, left) : g_steal_pointer (&words);
}

static void
update_sharing (FoveaExperimentsPage *self)
{
  gtk_label_set_label (self->sharing,
                       fovea_session_get_playing (self->session)
                           ? _ ("Training goes on beside it: they share the processor, and both take longer.")
                           : _ ("Training pauses meanwhile: the experiment has the processor's threads."));
}

/* In the header and the title, for whoever looks at another view or at none. */
static void
tell_window (FoveaExperimentsPage *self, const FvExperimentReport *report, gboolean running)
{
  /* Translators: in the title of a window. */
  g_autofree char *words
      = running ? g_strdup_printf (_ ("Experiment %u of %u"), MIN (report->n_ended + 1, report->n_trials),
                                   report->n_trials)
                : g_strdup ("");

  gtk_widget_activate_action (GTK_WIDGET (self), "win.busy", "(sd)", words, running ? report->fraction : 0);
}

static void
update_progress (FoveaExperimentsPage *self)
{
  FvExperimentReport *report = fovea_experiments_get_report (self->experiments);
  gboolean running = fovea_experiments_get_running (self->experiments);

  tell_window (self, report, running);

  gtk_widget_set_visible (self->progress_box, running);
  gtk_widget_set_visible (self->run, !running);
  gtk_widget_set_visible (self->cancel, running);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "experiments.cancel", running);
  if (!running)
    return;
  gtk_progress_bar_set_fraction (self->progress, report->fraction);
  fovea_label_take (self->progress_label, progress_text (report));
  update_sharing (self);
}

/* --- What came of it --- */

/* Which run stands out in the figure. */
static guint
chosen_of (FoveaExperimentsPage *self)
{
  guint chosen;

  return fovea_trial_table_get_chosen (self->table, &chosen) ? chosen + 1 : 0;
}

static void
fill (FvSceneInput *input, gpointer data)
{
  FoveaExperimentsPage *self = data;

  input->experiment.report = fovea_experiments_get_report (self->experiments);
  input->experiment.accuracy = gtk_toggle_button_get_active (self->accuracy);
  input->experiment.chosen = chosen_of (self);
}

static void
update_trouble (FoveaExperimentsPage *self)
{
  FvExperimentReport *report = fovea_experiments_get_report (self->experiments);
  guint chosen = chosen_of (self);
  const FvTrial *trial
      = report != NULL && chosen > 0 && chosen <= report->n_trials ? report->trials[chosen - 1] : NULL;

  gtk_label_set_label (self->trouble,
                       trial != NULL && trial->trouble_sentence != NULL ? trial->trouble_sentence : "");
  gtk_widget_set_visible (GTK_WIDGET (self->trouble), trial != NULL && trial->trouble_sentence != NULL);
}

static void
update_sort (FoveaExperimentsPage *self, const FvExperimentReport *report)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  if (self->sorted_differ == report->differ && gtk_drop_down_get_model (self->sort) != NULL)
    return;
  for (guint i = 0; i < fovea_trial_n_columns (report->differ); i++)
    gtk_string_list_append (titles, fovea_trial_column_title (fovea_trial_nth_column (report->differ, i)));
  self->updating = TRUE;
  gtk_drop_down_set_model (self->sort, G_LIST_MODEL (titles));
  self->updating = FALSE;
  self->sorted_differ = report->differ;
}

static void
update_results (FoveaExperimentsPage *self)
{
  FvExperimentReport *report = fovea_experiments_get_report (self->experiments);

  gtk_stack_set_visible_child_name (self->stack, report != NULL ? "results" : "nothing");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "experiments.save-table", report != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "experiments.copy-table", report != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "experiments.use", report != NULL);
  if (report != NULL)
    {
      const char *subject = fovea_experiments_get_subject (self->experiments);

      gtk_label_set_label (self->subject, subject);
      update_sort (self, report);
    }
  fovea_trial_table_show (self->table, report);
  update_trouble (self);
  fovea_canvas_redraw (self->figure);
  fovea_canvas_describe (self->figure);
}

/* Once all has ended the best one is chosen, unless somebody chose before. */
static void
choose_best (FoveaExperimentsPage *self)
{
  FvExperimentReport *report = fovea_experiments_get_report (self->experiments);
  g_autofree guint *order = NULL;

  if (report == NULL || !report->finished || chosen_of (self) > 0)
    return;
  order = g_new (guint, report->n_trials);
  fv_experiment_report_rank (report, order);
  fovea_trial_table_choose (self->table, order[0]);
}

static void
on_experiments (FoveaExperimentsPage *self)
{
  update_progress (self);
  update_results (self);
  choose_best (self);
  on_form (self);
}

static void
on_chosen (FoveaExperimentsPage *self)
{
  update_trouble (self);
  fovea_canvas_redraw (self->figure);
}

static void
on_figure (FoveaExperimentsPage *self, guint kind, guint value)
{
  if (kind == FV_SCENE_ACTION_TRIAL)
    fovea_trial_table_choose (self->table, value - 1);
}

static void
on_shown (FoveaExperimentsPage *self)
{
  fovea_canvas_redraw (self->figure);
}

static void
on_sort (FoveaExperimentsPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->sort);

  if (!self->updating && selected != GTK_INVALID_LIST_POSITION)
    fovea_trial_table_sort_by (self->table, selected);
}

/* --- What is done with it --- */

static void
use (FoveaExperimentsPage *self)
{
  FvExperimentReport *report = fovea_experiments_get_report (self->experiments);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  guint chosen;

  if (report == NULL || !fovea_trial_table_get_chosen (self->table, &chosen))
    return;
  if (!fovea_experiments_use (self->experiments, chosen, &error))
    {
      say (self, error->message);
      return;
    }
  /* Translators: %s is what tells the settings of a run from others: "Adam · rate 0.03". */
  sentence = g_strdup_printf (_ ("Training goes on with %s."), report->trials[chosen]->words);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.say-done", "s", sentence);
}

static void
use_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  use (FOVEA_EXPERIMENTS_PAGE (widget));
}

static void
on_activated (FoveaExperimentsPage *self)
{
  use (self);
}

static void
on_saved (gpointer data, const char *sentence)
{
  say (data, sentence);
}

static void
save_table_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaExperimentsPage *self = FOVEA_EXPERIMENTS_PAGE (widget);
  FvExperimentReport *report = fovea_experiments_get_report (self->experiments);
  g_autofree char *csv = report != NULL ? fv_experiment_report_to_csv (report) : NULL;

  if (csv != NULL)
    fovea_save_text (GTK_WINDOW (gtk_widget_get_root (widget)), _ ("experiment.csv"), csv, on_saved, self);
}

/* Spreadsheets take tabs. */
static void
copy_table_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaExperimentsPage *self = FOVEA_EXPERIMENTS_PAGE (widget);
  FvExperimentReport *report = fovea_experiments_get_report (self->experiments);
  g_autofree char *table = report != NULL ? fv_experiment_report_to_csv (report) : NULL;

  if (table == NULL)
    return;
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), g_strdelimit (table, ",", '\t'));
  say (self, _ ("The table is copied."));
}

/* --- The page --- */

static void
on_changed (FoveaExperimentsPage *self, guint changes)
{
  FvSetting base;

  if (!(changes & (FOVEA_CHANGE_OPTIONS | FOVEA_CHANGE_NETWORK)))
    return;
  base = fovea_experiments_get_base (self->experiments);
  fovea_experiment_form_set_base (self->form, &base);
  update_sharing (self);
}

static void
set_session (FoveaExperimentsPage *self, FoveaSession *session)
{
  g_autofree char *text = g_settings_get_string (fovea_session_get_settings (session), SETTING);
  FoveaExperimentWish wish;

  self->session = g_object_ref (session);
  self->experiments = fovea_experiments_new (session);
  g_signal_connect_object (self->experiments, "changed", G_CALLBACK (on_experiments), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  fovea_canvas_set_session (self->figure, session);
  fovea_canvas_set_fill (self->figure, fill, self);
  fovea_experiment_wish_parse (text, &wish);
  fovea_experiment_form_set (self->form, &wish);
  on_changed (self, FOVEA_CHANGE_OPTIONS);
  on_experiments (self);
}

static gboolean
fovea_experiments_page_grab_focus (GtkWidget *widget)
{
  FoveaExperimentsPage *self = FOVEA_EXPERIMENTS_PAGE (widget);

  if (fovea_experiments_get_report (self->experiments) != NULL)
    return gtk_widget_grab_focus (GTK_WIDGET (self->table));
  return gtk_widget_grab_focus (self->run);
}

static void
fovea_experiments_page_dispose (GObject *object)
{
  FoveaExperimentsPage *self = FOVEA_EXPERIMENTS_PAGE (object);

  if (self->figure != NULL)
    fovea_canvas_set_fill (self->figure, NULL, NULL);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->experiments);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_experiments_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fovea/Fovea/ui/fovea-experiments-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaExperimentsPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, FoveaExperimentsPage, folder);
  gtk_widget_class_bind_template_child (widget_class, FoveaExperimentsPage, summary);
  gtk_widget_class_bind_template_child (widget_class, FoveaExperimentsPage, run);
  gtk_widget_class_bind_template_child (widget_class, FoveaExperimentsPage, cancel);
  gtk_widget_class_bind_template_child (widget_class, FoveaExperimentsPage, form);
  gtk_widget_class_bind_template_child (widget_class, FoveaExperimentsPage, progress_box);
  gtk_widget_class_bind_template_child (widget_class, FoveaExperimentsPage, progress);
  gtk_widget_class_bind_template_child (widget_class, FoveaExperimentsPage, progress_label);
  gtk_widget_class_bind_template_child (widget_class, FoveaExperimentsPage, sharing);
  gtk_widget_class_bind_template_child (widget_class, FoveaExperimentsPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FoveaExperimentsPage, loss);
  gtk_widget_class_bind_template_child (widget_class, FoveaExperimentsPage, accuracy);
  gtk_widget_class_bind_template_child (widget_class, FoveaExperimentsPage, subject);
  gtk_widget_class_bind_template_child (widget_class, FoveaExperimentsPage, figure);
  gtk_widget_class_bind_template_child (widget_class, FoveaExperimentsPage, sort);
  gtk_widget_class_bind_template_child (widget_class, FoveaExperimentsPage, table);
  gtk_widget_class_bind_template_child (widget_class, FoveaExperimentsPage, trouble);
  gtk_widget_class_bind_template_callback (widget_class, on_form);
  gtk_widget_class_bind_template_callback (widget_class, on_asked);
  gtk_widget_class_bind_template_callback (widget_class, on_shown);
  gtk_widget_class_bind_template_callback (widget_class, on_figure);
  gtk_widget_class_bind_template_callback (widget_class, on_sort);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
}

static void
fovea_experiments_page_class_init (FoveaExperimentsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_experiments_page_dispose;
  widget_class->grab_focus = fovea_experiments_page_grab_focus;
  g_type_ensure (FOVEA_TYPE_CANVAS);
  g_type_ensure (FOVEA_TYPE_EXPERIMENT_FORM);
  g_type_ensure (FOVEA_TYPE_TRIAL_TABLE);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "experiments.run", NULL, run_action);
  gtk_widget_class_install_action (widget_class, "experiments.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "experiments.use", NULL, use_action);
  gtk_widget_class_install_action (widget_class, "experiments.save-table", NULL, save_table_action);
  gtk_widget_class_install_action (widget_class, "experiments.copy-table", NULL, copy_table_action);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

/* In the table alone: elsewhere it is the picture that is copied, or a text. */
static void
add_copy_key (FoveaExperimentsPage *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys), gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_c, GDK_CONTROL_MASK),
                                                        gtk_named_action_new ("experiments.copy-table")));
  gtk_widget_add_controller (GTK_WIDGET (self->table), keys);
}

static void
fovea_experiments_page_init (FoveaExperimentsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_copy_key (self);
}

GtkWidget *
fovea_experiments_page_new (FoveaSession *session)
{
  FoveaExperimentsPage *self = g_object_new (FOVEA_TYPE_EXPERIMENTS_PAGE, NULL);

  set_session (self, session);
  return GTK_WIDGET (self);
}
