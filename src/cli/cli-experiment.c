/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "cli-experiment-print.h"
#include "cli-options.h"
#include "cli-progress.h"
#include "cli-stop.h"
#include "cli-train-open.h"
#include "fv-experiment.h"
#include "fv-save.h"
#include "fv-scene.h"

#define MAX_BATCHES 1000000000

/* As they were typed. */
typedef struct
{
  CliTrainTexts train;
  char *axes[FV_EXPERIMENT_MAX_AXES];
  char *batches, *csv, *show, *style;
} Texts;

typedef struct
{
  CliTrainWanted train;
  FvExperimentGrid grid;
  guint64 batches; /* 0: epochs say it */
  const char *csv;
  const char *out;   /* of the figure, or NULL */
  gboolean accuracy; /* it shows how the accuracy went … */
  gboolean layers;   /* … or what of the error reached the layers; else how the loss did */
  gboolean dark;
} Wanted;

/* --- Options --- */

/* What of train holds for all runs alike; the rest are axes, or about files of models. */
static const char *const shared[] = { "net",  "data",    "samples",    "epochs", "schedule",   "init",
                                      "seed", "threads", "distortion", "test",   "test-share", "split-seed" };

static void
add_shared (CliTrainTexts *texts, GArray *out)
{
  GOptionEntry entries[CLI_TRAIN_ENTRIES];

  cli_train_entries (texts, entries);
  for (guint i = 0; entries[i].long_name != NULL; i++)
    for (guint k = 0; k < G_N_ELEMENTS (shared); k++)
      if (g_str_equal (entries[i].long_name, shared[k]))
        g_array_append_val (out, entries[i]);
}

/* descriptions: what they borrow. */
static void
add_axes (Texts *texts, GArray *out, GPtrArray *descriptions)
{
  const FvExperimentAxis *axis;

  for (guint i = 0; (axis = fv_experiment_axis_nth (i)) != NULL; i++)
    {
      /* Translators: %s is the title of what is tried: Rate, Optimizer … */
      char *description = g_strdup_printf (_ ("%s: values to try, with commas between them (one, as usual)"),
                                           _ (axis->title));
      GOptionEntry entry = { .long_name = axis->plural,
                             .arg = G_OPTION_ARG_STRING,
                             .arg_data = &texts->axes[i],
                             .description = description,
                             .arg_description = N_ ("LIST") };

      g_ptr_array_add (descriptions, description);
      g_array_append_val (out, entry);
    }
}

static void
add_own (Texts *texts, GArray *out)
{
  const GOptionEntry own[] = {
    { "batches", 0, 0, G_OPTION_ARG_STRING, &texts->batches,
      N_ ("Batches of each run, in the place of --epochs"), "N" },
    { "csv", 0, 0, G_OPTION_ARG_FILENAME, &texts->csv, N_ ("Save the table of results here"), N_ ("FILE") },
    { "out", 'o', 0, G_OPTION_ARG_FILENAME, &texts->train.out,
      N_ ("Draw the curves of all runs: a file ending in .png, .svg or .pdf"), N_ ("FILE") },
    { "show", 0, 0, G_OPTION_ARG_STRING, &texts->show,
      N_ ("What the figure shows: loss, accuracy, or layers (rms δ of each layer) (loss)"), N_ ("WHAT") },
    { "style", 0, 0, G_OPTION_ARG_STRING, &texts->style, N_ ("light or dark (light)"), "S" },
  };

  g_array_append_vals (out, own, G_N_ELEMENTS (own));
}

static void
texts_clear (Texts *texts)
{
  cli_train_texts_clear (&texts->train);
  for (guint i = 0; i < FV_EXPERIMENT_MAX_AXES; i++)
    g_free (texts->axes[i]);
  g_free (texts->batches);
  g_free (texts->csv);
  g_free (texts->show);
  g_free (texts->style);
}

static gboolean
read_grid (const Texts *texts, FvExperimentGrid *grid, GError **error)
{
  const FvExperimentAxis *axis;

  for (guint i = 0; (axis = fv_experiment_axis_nth (i)) != NULL; i++)
    if (texts->axes[i] != NULL && !fv_experiment_axis_parse (axis, texts->axes[i], &grid->axes[i], error))
      {
        g_prefix_error (error, "--%s: ", axis->plural);
        return FALSE;
      }
  return TRUE;
}

static const char *
show_name (guint i)
{
  static const char *const names[] = { "loss", "accuracy", "layers" };

  return i < G_N_ELEMENTS (names) ? names[i] : NULL;
}

static gboolean
read_figure (const Texts *texts, Wanted *wanted, GError **error)
{
  guint show = 0, dark = 0;

  if (!cli_read_choice ("--show", texts->show, show_name, &show, error)
      || !cli_read_choice ("--style", texts->style, cli_style_name, &dark, error))
    return FALSE;
  wanted->accuracy = show == 1;
  wanted->layers = show == 2;
  wanted->dark = dark == 1;
  wanted->out = texts->train.out;
  return wanted->out == NULL || fv_scene_can_export (wanted->out, error);
}

static gboolean
read_wanted (const Texts *texts, Wanted *wanted, GError **error)
{
  wanted->csv = texts->csv;
  return read_figure (texts, wanted, error) && read_grid (texts, &wanted->grid, error)
         && cli_read_unsigned ("--batches", texts->batches, 1, MAX_BATCHES, &wanted->batches, error)
         && cli_train_read_new (&texts->train, &wanted->train, error);
}

/* --- Running --- */

typedef struct
{
  CliProgress progress;
  FvExperimentReport *report; /* the newest */
  guint told;                 /* runs whose trouble was told */
} Course;

/* The run on its way; when one has just ended, that one. */
static const char *
progress_text (gpointer data)
{
  static char text[240];
  const FvExperimentReport *report = ((const Course *)data)->report;
  guint nth = MIN (report->n_ended, report->n_trials - 1);
  const FvTrial *trial = report->trials[nth];
  g_autofree char *left = NULL;

  if (trial->state == FV_TRIAL_WAITING && nth > 0)
    trial = report->trials[nth - 1];
  if (!isnan (report->seconds_left))
    left = g_strdup_printf (_ ("  %.0f s left"), report->seconds_left);
  g_snprintf (text, sizeof text, _ ("%s  loss %.4f  test accuracy %.1f %%%s"), trial->words,
              trial->last.train_loss, 100 * trial->last.test_accuracy, left != NULL ? left : "");
  return text;
}

/* Once each, when a run has ended. */
static void
tell_troubles (Course *course)
{
  for (; course->told < course->report->n_ended; course->told++)
    {
      const FvTrial *trial = course->report->trials[course->told];

      if (trial->trouble_sentence == NULL)
        continue;
      cli_progress_end (&course->progress);
      /* Translators: a run of an experiment, by its number and what it was trained with: what is wrong with it. */
      fprintf (stderr, _ ("fovea-cli: run %u, %s: %s\n"), course->told + 1, trial->words,
               trial->trouble_sentence);
    }
}

static void
on_progress (FvExperimentReport *report, gpointer data)
{
  Course *course = data;
  double done = report->fraction * report->n_trials;

  g_clear_pointer (&course->report, fv_experiment_report_unref);
  course->report = report;
  tell_troubles (course);
  /* Runs of other batch sizes take other times: whole steps are ended runs. */
  cli_progress_show (&course->progress, CLAMP (done, report->n_ended, report->n_ended + 0.999),
                     report->n_trials, progress_text, course);
}

static FvExperimentReport *
run (FvExperiment *experiment, const int *stop)
{
  Course course = { 0 };
  FvExperimentReport *report = fv_experiment_run (experiment, stop, on_progress, &course);

  cli_progress_end (&course.progress);
  g_clear_pointer (&course.report, fv_experiment_report_unref);
  return report;
}

static gboolean
save_table (const FvExperimentReport *report, const char *path, GError **error)
{
  char *csv = fv_experiment_report_to_csv (report);
  g_autoptr (GBytes) bytes = g_bytes_new_take (csv, strlen (csv));

  return fv_save_bytes (path, bytes, error);
}

static gboolean
save_figure (const FvExperimentReport *report, const Wanted *wanted, FvNetwork *network, FvDataset *set,
             GError **error)
{
  const FvSceneType *type = fv_scene_type_from_name (wanted->layers ? "gradients" : "experiments");
  g_autofree char *caption = g_strdup_printf ("%s · %s", fv_network_text (network), fv_dataset_name (set));
  FvSceneInput input = { .network = network,
                         .experiment = { .report = report, .accuracy = wanted->accuracy },
                         .caption = caption,
                         .style = wanted->dark ? fv_style_dark () : fv_style_light () };

  return fv_scene_export (type, &input, type->export_width, type->export_height, wanted->out, error);
}

static gboolean
save (const FvExperimentReport *report, const Wanted *wanted, FvNetwork *network, FvDataset *set,
      GError **error)
{
  return (wanted->csv == NULL || save_table (report, wanted->csv, error))
         && (wanted->out == NULL || save_figure (report, wanted, network, set, error));
}

static CliExit
finish (const FvExperimentReport *report, const Wanted *wanted, FvNetwork *network, FvDataset *set,
        GError **error)
{
  if (!save (report, wanted, network, set, error))
    return CLI_REFUSED;
  cli_experiment_print (report, network);
  if (report->n_ended == report->n_trials)
    return CLI_FINE;
  fprintf (stderr, _ ("fovea-cli: stopped in run %u of %u\n"), report->n_ended + 1, report->n_trials);
  return CLI_REFUSED;
}

static CliExit
experiment (const Wanted *wanted, FvNetwork *network, GError **error)
{
  const int *stop = cli_stop_catch ();
  g_autoptr (FvDataset) train = NULL;
  g_autoptr (FvDataset) test = NULL;
  g_autoptr (FvNetwork) fitted = NULL;
  g_autoptr (FvExperiment) experiment = NULL;
  g_autoptr (FvExperimentReport) report = NULL;
  FvTrainingOptions options;

  if (!cli_check_out (wanted->csv, error) || !cli_check_out (wanted->out, error))
    return CLI_REFUSED;
  fitted = cli_train_open (&wanted->train, network, stop, &train, &test, error);
  if (fitted == NULL || !cli_train_freeze (&wanted->train, fitted, &options, error))
    return CLI_REFUSED;
  experiment = fv_experiment_new (&(FvExperimentWanted){ .network = fitted,
                                                         .train = train,
                                                         .test = test,
                                                         .options = options,
                                                         .grid = wanted->grid,
                                                         .epochs = wanted->train.epochs,
                                                         .batches = wanted->batches },
                                  error);
  if (experiment == NULL)
    return CLI_REFUSED;
  report = run (experiment, stop);
  return finish (report, wanted, fitted, train, error);
}

static CliExit
read_and_run (int argc, char **argv, const Texts *texts)
{
  Wanted wanted = { 0 };
  GError *error = NULL;
  g_autoptr (FvNetwork) network = NULL;
  CliExit exit = CLI_MISUSED;

  if (cli_no_more ("experiment", argc, argv, &error) && read_wanted (texts, &wanted, &error))
    {
      network = cli_train_network (&wanted.train);
      if (network != NULL)
        exit = experiment (&wanted, network, &error);
    }
  cli_train_wanted_clear (&wanted.train);
  return error != NULL ? cli_fail (error) : exit;
}

CliExit
cli_experiment (int argc, char **argv)
{
  Texts texts = { 0 };
  g_autoptr (GArray) entries = g_array_new (TRUE, FALSE, sizeof (GOptionEntry));
  g_autoptr (GPtrArray) descriptions = g_ptr_array_new_with_free_func (g_free);
  CliExit exit;

  add_axes (&texts, entries, descriptions);
  add_shared (&texts.train, entries);
  add_own (&texts, entries);
  if (cli_options_parse ("experiment", (const GOptionEntry *)(gpointer)entries->data, &argc, &argv, &exit))
    exit = read_and_run (argc, argv, &texts);
  texts_clear (&texts);
  return exit;
}
