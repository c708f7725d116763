/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-fixture.h"

#include <math.h>
#include <string.h>

#define N_SAMPLES 60

/* Stripes of the size that the network reads, of as many classes as it tells apart. */
static FvDataset *
new_stripes (const FvNetwork *network)
{
  FvShape shape = fv_network_shape (network, 0);
  guint n_classes = fv_network_n_classes (network);
  gsize size = fv_shape_size (shape);
  guint8 *pixels = g_malloc0 (size * N_SAMPLES), *labels = g_malloc (N_SAMPLES);
  g_auto (GStrv) names = g_new0 (char *, n_classes + 1);

  for (guint i = 0; i < n_classes; i++)
    names[i] = g_strdup_printf ("%c", 'A' + (int)i);
  for (guint i = 0; i < N_SAMPLES; i++)
    {
      labels[i] = (guint8)(i % n_classes);
      for (gsize k = 0; k < size; k++)
        if ((k / shape.cols + (k % shape.cols) * (1 + labels[i]) + i) % 9 < 4)
          pixels[i * size + k] = (guint8)(120 + (7 * k + 31 * i) % 136);
    }
  return fv_dataset_new_take ("stripes", shape, N_SAMPLES, pixels, labels, (const char *const *)names);
}

/* Of every layer at some moments. */
static void
measure (FvCurve *curve, guint depth)
{
  g_autofree float *values = g_new (float, depth *FV_MEASURE_N_MEASURED);

  for (guint64 batch = 0; batch <= 200; batch += 20)
    {
      for (guint i = 0; i < depth * FV_MEASURE_N_MEASURED; i++)
        values[i] = (float)pow (10, -(double)(i % 5)) * (float)exp (-0.001 * (double)batch);
      fv_curve_add_layers (curve, depth, batch, values);
    }
}

static FvTrial *
trial_of (const FvNetwork *network, const GArray *settings, guint nth)
{
  FvTrial *trial = g_new0 (FvTrial, 1);

  trial->references = 1;
  trial->setting = g_array_index (settings, FvSetting, nth);
  trial->words = fv_settings_words (settings, nth);
  trial->state = FV_TRIAL_DONE;
  trial->batches = 200;
  trial->curve = fv_curve_new ();
  measure (trial->curve, fv_network_depth (network));
  for (guint batch = 0; batch <= 200; batch += 10)
    fv_curve_add (trial->curve, (FvCurvePoint){ batch, batch / 100.0, 2.3 / (1 + nth + 0.01 * batch), 0.2,
                                                2.4 / (1 + nth + 0.01 * batch), 0.3 });
  trial->last.train_loss = 2.3 - 0.01 * nth;
  trial->last.test_loss = 0.1 + 0.01 * nth;
  trial->last.test_accuracy = 0.99 - 0.01 * nth;
  return trial;
}

/* Six runs of two rates and three optimisers. */
static FvExperimentReport *
new_report (const FvNetwork *network)
{
  FvSetting base = { .options = fv_training_options (), .activation = fv_activation_from_name ("tanh") };
  FvExperimentReport *report = g_new0 (FvExperimentReport, 1);
  g_autoptr (GArray) settings = NULL;
  FvExperimentGrid grid = { 0 };
  const FvExperimentAxis *axis;

  for (guint i = 0; (axis = fv_experiment_axis_nth (i)) != NULL; i++)
    if (g_str_equal (axis->name, "optimizer"))
      g_assert_true (fv_experiment_axis_parse (axis, "sgd,momentum,adam", &grid.axes[i], NULL));
    else if (g_str_equal (axis->name, "rate"))
      g_assert_true (fv_experiment_axis_parse (axis, "0.1,0.03", &grid.axes[i], NULL));
  settings = fv_experiment_grid_settings (&grid, &base, NULL);
  report->references = 1;
  report->n_trials = report->n_ended = settings->len;
  report->finished = TRUE;
  report->differ = fv_settings_differ_in (settings);
  report->trials = g_new (FvTrial *, settings->len);
  for (guint i = 0; i < settings->len; i++)
    report->trials[i] = trial_of (network, settings, i);
  return report;
}

FigureFixture *
figure_fixture_new (const char *net)
{
  FigureFixture *self = g_new0 (FigureFixture, 1);
  g_autoptr (GError) error = NULL;

  self->draw = draw_fixture_new (net);
  self->set = new_stripes (self->draw->network);
  self->summary = fv_summary_new (self->set, NULL, NULL);
  self->data = (FvDataLook){ .set = self->set, .summary = self->summary, .class_index = G_MAXUINT };
  self->hand = (FvHandLook){ 7, 3, fv_hand_traits (FV_DISTORTION_MEDIUM) };
  self->report = new_report (self->draw->network);
  measure (self->draw->curve, fv_network_depth (self->draw->network));
  self->input = self->draw->input;
  self->input.caption = "a network · a picture · 150 batches · 卷积网络";
  self->input.data = &self->data;
  self->input.hand = &self->hand;
  self->input.experiment.report = self->report;
  self->input.judgement = fv_judgement_new (self->draw->parameters, self->set, 150, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  self->input.class_names = fv_dataset_class_names (self->set);
  if (self->input.dataset == NULL)
    self->input.dataset = self->set;
  return self;
}

void
figure_fixture_free (FigureFixture *self)
{
  fv_judgement_unref ((FvJudgement *)self->input.judgement);
  fv_experiment_report_unref (self->report);
  fv_summary_unref (self->summary);
  fv_dataset_unref (self->set);
  draw_fixture_free (self->draw);
  g_free (self);
}
