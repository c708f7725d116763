/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-error.h"
#include "fv-model-private.h"

#define MAX_BATCH_SIZE (1u << 20)
#define POINT_NUMBERS  6

/* What is wrong, with the one word of the metadata it is wrong about. */
static gboolean
refuse (const char *file, const char *word, GError **error)
{
  g_set_error (error, FV_ERROR, FV_ERROR_FILE, _ ("%s: “%s” of its “fovea” metadata is missing or cannot be"),
               file, word);
  return FALSE;
}

static gboolean
read_range (FvModel *self, const FvJson *json, const char *file, GError **error)
{
  double low;
  double high;
  double wanted_low;
  double wanted_high;

  if (json == NULL || fv_json_kind (json) != FV_JSON_ARRAY || fv_json_length (json) != 2)
    return refuse (file, "range", error);
  low = fv_json_number (fv_json_nth (json, 0), NAN);
  high = fv_json_number (fv_json_nth (json, 1), NAN);
  fv_network_range (fv_parameters_network (self->parameters), &wanted_low, &wanted_high);
  if (low == wanted_low && high == wanted_high)
    return TRUE;
  g_set_error (error, FV_ERROR, FV_ERROR_FILE,
               _ ("%s: its inputs range from %g to %g, its network wants %g to %g"), file, low, high,
               wanted_low, wanted_high);
  return FALSE;
}

static gboolean
read_classes (FvModel *self, const FvJson *json, const char *file, GError **error)
{
  guint wanted = fv_network_n_classes (fv_parameters_network (self->parameters));

  if (json == NULL || fv_json_kind (json) != FV_JSON_ARRAY)
    return refuse (file, "classes", error);
  if (fv_json_length (json) != wanted)
    {
      g_set_error (error, FV_ERROR, FV_ERROR_FILE, _ ("%s: names %u classes, its network tells %u apart"),
                   file, fv_json_length (json), wanted);
      return FALSE;
    }
  for (guint i = 0; i < wanted; i++)
    {
      const char *name = fv_json_string (fv_json_nth (json, i));

      if (name == NULL)
        return refuse (file, "classes", error);
      g_free (self->classes[i]);
      self->classes[i] = g_strdup (name);
    }
  return TRUE;
}

static gboolean
read_point (const FvJson *json, FvCurvePoint *point)
{
  if (fv_json_kind (json) != FV_JSON_ARRAY || fv_json_length (json) != POINT_NUMBERS
      || !fv_json_unsigned (fv_json_nth (json, 0), G_MAXUINT64, &point->batch))
    return FALSE;
  point->epoch = fv_json_number (fv_json_nth (json, 1), NAN);
  point->train_loss = fv_json_number (fv_json_nth (json, 2), NAN);
  point->train_accuracy = fv_json_number (fv_json_nth (json, 3), NAN);
  point->test_loss = fv_json_number (fv_json_nth (json, 4), NAN);
  point->test_accuracy = fv_json_number (fv_json_nth (json, 5), NAN);
  return isfinite (point->epoch);
}

static gboolean
read_curve (FvModel *self, const FvJson *json, const char *file, GError **error)
{
  guint64 last = 0;

  if (json == NULL || fv_json_kind (json) != FV_JSON_ARRAY || fv_json_length (json) > FV_CURVE_MAX)
    return refuse (file, "curve", error);
  for (guint i = 0; i < fv_json_length (json); i++)
    {
      FvCurvePoint point;

      if (!read_point (fv_json_nth (json, i), &point) || (i > 0 && point.batch <= last))
        return refuse (file, "curve", error);
      fv_curve_add (self->curve, point);
      last = point.batch;
    }
  return TRUE;
}

/* The word of a member that may be left out; NULL too where it is no text. */
static const char *
optional_word (const FvJson *json, const char *name, const char *standard)
{
  const FvJson *member = fv_json_member (json, name);

  return member != NULL ? fv_json_string (member) : standard;
}

/* What older files do not say is as it was before it could be said. */
static gboolean
read_plan (FvTrainingOptions *options, const FvJson *json, const char *file, GError **error)
{
  const char *schedule = optional_word (json, "schedule", "constant");
  const char *initialiser = optional_word (json, "init", "auto");
  const FvJson *decay = fv_json_member (json, "decay");

  if (schedule == NULL || !fv_schedule_parse (schedule, &options->schedule, NULL))
    return refuse (file, "schedule", error);
  if (initialiser == NULL || !fv_initialiser_parse (initialiser, &options->initialiser, NULL))
    return refuse (file, "init", error);
  options->hyper.decay = decay != NULL ? fv_json_number (decay, NAN) : 0.0;
  if (!isfinite (options->hyper.decay))
    return refuse (file, "decay", error);
  return TRUE;
}

static gboolean
read_frozen (FvTrainingOptions *options, const FvNetwork *network, const FvJson *json, const char *file,
             GError **error)
{
  const char *text = optional_word (json, "frozen", "");

  if (text != NULL && fv_frozen_parse (text, network, &options->frozen, NULL))
    return TRUE;
  return refuse (file, "frozen", error);
}

gboolean
fv_model_read_options (FvTrainingOptions *options, const FvNetwork *network, const FvJson *json,
                       const char *file, GError **error)
{
  const char *name = fv_json_string (fv_json_member (json, "optimizer"));
  guint64 batch_size;

  options->optimizer = name != NULL ? fv_optimizer_from_name (name) : NULL;
  if (options->optimizer == NULL)
    return refuse (file, "optimizer", error);
  options->hyper.rate = fv_json_number (fv_json_member (json, "rate"), NAN);
  if (!isfinite (options->hyper.rate))
    return refuse (file, "rate", error);
  options->hyper.momentum = fv_json_number (fv_json_member (json, "momentum"), NAN);
  if (!isfinite (options->hyper.momentum))
    return refuse (file, "momentum", error);
  if (!fv_json_unsigned (fv_json_member (json, "batch_size"), MAX_BATCH_SIZE, &batch_size) || batch_size == 0)
    return refuse (file, "batch_size", error);
  options->batch_size = (guint)batch_size;
  if (!fv_json_unsigned (fv_json_member (json, "seed"), G_MAXUINT64, &options->seed))
    return refuse (file, "seed", error);
  return read_plan (options, json, file, error) && read_frozen (options, network, json, file, error);
}

gboolean
fv_model_read_source (FvSource *source, const FvJson *json)
{
  const char *data = fv_json_string (fv_json_member (json, "data"));
  const char *distortion = fv_json_string (fv_json_member (json, "distortion"));
  guint64 samples;

  if (data == NULL || distortion == NULL || !fv_distortion_from_name (distortion, &source->distortion)
      || !fv_json_unsigned (fv_json_member (json, "samples"), G_MAXUINT, &samples)
      || !fv_json_unsigned (fv_json_member (json, "seed"), G_MAXUINT64, &source->seed)
      || !fv_json_unsigned (fv_json_member (json, "split_seed"), G_MAXUINT64, &source->split_seed))
    return FALSE;
  source->test_share = fv_json_number (fv_json_member (json, "test_share"), NAN);
  if (!(source->test_share >= 0.0 && source->test_share < 1.0))
    return FALSE;
  source->samples = (guint)samples;
  source->data = g_strdup (data);
  source->test = g_strdup (fv_json_string (fv_json_member (json, "test")));
  return TRUE;
}

static gboolean
read_data (FvModel *self, const FvJson *json, const char *file, GError **error)
{
  const FvJson *source = fv_json_member (json, "source");
  const FvJson *mark = fv_json_member (json, "mark");

  self->data = g_strdup (fv_json_string (fv_json_member (json, "data")));
  if (source != NULL && !fv_model_read_source (&self->source, source))
    return refuse (file, "source", error);
  if (mark != NULL && !fv_json_unsigned (mark, G_MAXUINT64, &self->mark))
    return refuse (file, "mark", error);
  return TRUE;
}

static gboolean
read_tally (FvModel *self, const FvJson *json, const char *file, GError **error)
{
  FvTally *tally = &self->tally;

  tally->loss = fv_json_number (json != NULL ? fv_json_nth (json, 0) : NULL, NAN);
  if (!isfinite (tally->loss) || !fv_json_unsigned (fv_json_nth (json, 1), G_MAXUINT64, &tally->correct)
      || !fv_json_unsigned (fv_json_nth (json, 2), G_MAXUINT64, &tally->samples))
    return refuse (file, "tally", error);
  return TRUE;
}

/* Where the run stands: sampler, averages, thinning of the curve. */
static gboolean
read_progress (FvModel *self, const FvJson *json, const char *file, GError **error)
{
  guint64 position;
  guint64 stride;
  guint64 gathered;

  if (!fv_json_unsigned (fv_json_member (json, "batch"), G_MAXUINT64, &self->batch))
    return refuse (file, "batch", error);
  if (fv_json_member (json, "since") != NULL
      && !fv_json_unsigned (fv_json_member (json, "since"), self->batch, &self->since))
    return refuse (file, "since", error);
  if (!fv_json_unsigned (fv_json_member (json, "epoch"), G_MAXUINT64, &self->epoch))
    return refuse (file, "epoch", error);
  if (!fv_json_unsigned (fv_json_member (json, "position"), G_MAXUINT32, &position))
    return refuse (file, "position", error);
  self->position = (guint32)position;
  if (!fv_json_unsigned (fv_json_member (json, "stride"), G_MAXINT32, &stride)
      || !fv_json_unsigned (fv_json_member (json, "gathered"), stride, &gathered))
    return refuse (file, "stride", error);
  fv_curve_resume (self->curve, (guint)stride, (guint)gathered);
  return read_tally (self, fv_json_member (json, "tally"), file, error);
}

gboolean
fv_model_read_metadata (FvModel *self, const FvJson *json, const char *name, GError **error)
{
  const FvJson *training = fv_json_member (json, "training");

  if (!read_range (self, fv_json_member (json, "range"), name, error)
      || !read_classes (self, fv_json_member (json, "classes"), name, error)
      || !read_curve (self, fv_json_member (json, "curve"), name, error))
    return FALSE;
  if (training == NULL || fv_json_kind (training) != FV_JSON_OBJECT)
    return refuse (name, "training", error);
  return fv_model_read_options (&self->options, fv_parameters_network (self->parameters), training, name,
                                error)
         && read_data (self, training, name, error) && read_progress (self, training, name, error);
}
