/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "fv-pass.h"
#include "fv-trouble.h"

/* Into the network it is looked after so many batches, and then each time after so many more. */
#define FIRST_LOOK    50
#define LOOK_INTERVAL 500
#define LOOK_SAMPLES  64
/* A layer is in trouble when half its units are; one is saturated when nearly always. */
#define PART_OF_UNITS 0.5
#define PART_OF_CELLS 0.95

/* Far above where it began. */
#define EXPLOSION 4.0

/* The loss stands still if, over so many epochs and points, the later half is not this much below the first, and not
 * so much is read right already. */
#define STILL_EPOCHS   3.0
#define STILL_POINTS   30
#define STILL_PART     0.01
#define STILL_ACCURACY 0.9

/* No earlier than this is nothing learned a sign. */
#define GUESS_EPOCHS     1.0
#define GUESS_BATCHES    200
#define NEIGHBOURS       400
#define COMPARISONS      6e7 /* of pixels: no more than a moment's work */
#define DEVIATIONS       3.0
#define MEASURED_AT_ONCE FV_TRAINING_QUICK_TEST

struct _FvWatch
{
  GArray *troubles;    /* FvTrouble, sorted */
  guint64 curve_batch; /* of the newest point looked at */
  gboolean owes_look;  /* into the network */
  FvDataset *counted;  /* the set whose labels were looked at, or NULL */
  gboolean one_class;
  double chance;      /* share of its largest class */
  gboolean compared;  /* were neighbours of counted compared? … */
  gboolean unrelated; /* … and are their labels unrelated? */
};

FvWatch *
fv_watch_new (void)
{
  FvWatch *self = g_new0 (FvWatch, 1);

  self->troubles = g_array_new (FALSE, FALSE, sizeof (FvTrouble));
  fv_watch_reset (self);
  return self;
}

void
fv_watch_free (FvWatch *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->troubles);
  g_clear_pointer (&self->counted, fv_dataset_unref);
  g_free (self);
}

void
fv_watch_reset (FvWatch *self)
{
  g_array_set_size (self->troubles, 0);
  self->curve_batch = G_MAXUINT64;
  self->owes_look = FALSE;
}

guint
fv_watch_length (const FvWatch *self)
{
  return self->troubles->len;
}

FvTrouble
fv_watch_nth (const FvWatch *self, guint nth)
{
  g_assert (nth < self->troubles->len);
  return g_array_index (self->troubles, FvTrouble, nth);
}

/* --- The list --- */

static int
compare (const FvTrouble *a, const FvTrouble *b)
{
  return a->kind != b->kind ? (int)a->kind - (int)b->kind : (int)a->place - (int)b->place;
}

/* It is there, or it is no longer. What was there keeps since when. */
static void
note (FvWatch *self, gboolean there, FvTrouble found)
{
  guint i = 0;

  while (i < self->troubles->len && compare (&g_array_index (self->troubles, FvTrouble, i), &found) < 0)
    i++;
  if (i < self->troubles->len && compare (&g_array_index (self->troubles, FvTrouble, i), &found) == 0)
    {
      FvTrouble *known = &g_array_index (self->troubles, FvTrouble, i);

      if (!there)
        g_array_remove_index (self->troubles, i);
      else
        {
          known->units = found.units;
          known->of = found.of;
        }
    }
  else if (there)
    g_array_insert_val (self->troubles, i, found);
}

/* --- The curve --- */

/* The newest point, before batch, whose loss is next to the lowest there was. */
static guint64
good_batch (const FvCurve *curve, guint64 batch)
{
  guint64 good = 0;
  double lowest = INFINITY;

  for (guint i = 0; i < fv_curve_length (curve); i++)
    {
      FvCurvePoint point = fv_curve_nth (curve, i);

      if (point.batch >= batch && i > 0)
        break;
      if (!(point.train_loss <= 1.2 * lowest))
        continue;
      good = point.batch;
      lowest = MIN (lowest, point.train_loss);
    }
  return good;
}

static FvTrouble
trouble_at (const FvTraining *training, FvTroubleKind kind, guint place)
{
  guint64 batch = fv_training_batches (training);

  return (FvTrouble){
    .kind = kind, .since = batch, .good = good_batch (fv_training_curve (training), batch), .place = place
  };
}

static gboolean
has_exploded (const FvCurve *curve)
{
  guint length = fv_curve_length (curve);

  return length > 1
         && fv_curve_nth (curve, length - 1).train_loss > EXPLOSION * fv_curve_nth (curve, 0).train_loss;
}

static double
mean_loss (const FvCurve *curve, guint from, guint to)
{
  double sum = 0;

  for (guint i = from; i < to; i++)
    sum += fv_curve_nth (curve, i).train_loss;
  return sum / (to - from);
}

/* The first point of the last epochs, far enough back; 0 if there are not so many. */
static guint
still_window (const FvCurve *curve)
{
  guint length = fv_curve_length (curve), first;
  double newest;

  if (length <= STILL_POINTS)
    return 0;
  newest = fv_curve_nth (curve, length - 1).epoch;
  for (first = length - STILL_POINTS; first > 0; first--)
    if (newest - fv_curve_nth (curve, first).epoch >= STILL_EPOCHS)
      break;
  return first;
}

static gboolean
stands_still (const FvCurve *curve, guint64 *since)
{
  guint length = fv_curve_length (curve), first = still_window (curve), middle = first + (length - first) / 2;

  if (first == 0 || fv_curve_nth (curve, length - 1).train_accuracy >= STILL_ACCURACY)
    return FALSE;
  *since = fv_curve_nth (curve, first).batch;
  return mean_loss (curve, middle, length) > (1 - STILL_PART) * mean_loss (curve, first, middle);
}

/* --- The data --- */

static void
count_classes (FvWatch *self, FvDataset *set)
{
  g_autofree guint *counts = g_new (guint, fv_dataset_n_classes (set));
  guint largest = 0;

  if (self->counted == set)
    return;
  fv_dataset_count_classes (set, counts);
  for (guint i = 0; i < fv_dataset_n_classes (set); i++)
    largest = MAX (largest, counts[i]);
  g_clear_pointer (&self->counted, fv_dataset_unref);
  self->counted = fv_dataset_ref (set);
  self->chance = (double)largest / fv_dataset_count (set);
  self->one_class = largest == fv_dataset_count (set) && fv_dataset_n_classes (set) > 1;
  self->compared = FALSE;
}

static guint64
difference (const FvDataset *set, guint a, guint b)
{
  const guint8 *x = fv_dataset_pixels (set, a), *y = fv_dataset_pixels (set, b);
  gsize size = fv_shape_size (fv_dataset_shape (set));
  guint64 sum = 0;

  for (gsize i = 0; i < size; i++)
    sum += (guint64)((x[i] - y[i]) * (x[i] - y[i]));
  return sum;
}

static guint
nearest (const FvDataset *set, guint sample, guint n)
{
  guint64 least = G_MAXUINT64;
  guint found = 0;

  for (guint i = 0; i < n; i++)
    {
      guint64 apart = i != sample ? difference (set, sample, i) : G_MAXUINT64;

      if (apart >= least)
        continue;
      least = apart;
      found = i;
    }
  return found;
}

/* No more often than chance has it? */
static gboolean
is_guessing (double share, guint of, double chance)
{
  return share <= chance + DEVIATIONS * sqrt (chance * (1 - chance) / of);
}

/* Where labels mean something, a picture's nearest neighbour has its label more often than by chance. */
static gboolean
labels_are_unrelated (FvWatch *self, const FvDataset *set)
{
  double pixels = (double)fv_shape_size (fv_dataset_shape (set));
  guint most = (guint)MAX (sqrt (COMPARISONS / pixels), 2), same = 0;
  guint n = MIN (MIN (NEIGHBOURS, most), fv_dataset_count (set));

  if (self->compared)
    return self->unrelated;
  for (guint i = 0; i < n; i++)
    same += fv_dataset_label (set, i) == fv_dataset_label (set, nearest (set, i, n));
  self->compared = TRUE;
  self->unrelated = is_guessing ((double)same / n, n, self->chance);
  return self->unrelated;
}

static gboolean
looks_shuffled (FvWatch *self, const FvTraining *training)
{
  const FvDataset *set = fv_training_train_set (training);
  FvCurvePoint tested;

  if (fv_training_epoch (training) < GUESS_EPOCHS || fv_training_batches (training) < GUESS_BATCHES
      || self->one_class || !fv_curve_last_test (fv_training_curve (training), &tested))
    return FALSE;
  return is_guessing (tested.test_accuracy,
                      MIN (MEASURED_AT_ONCE, fv_dataset_count (fv_training_test_set (training))),
                      self->chance)
         && labels_are_unrelated (self, set);
}

/* --- The network --- */

typedef struct
{
  guint dead;
  guint saturated;
} Stuck;

/* How many of the unit's cells are at an end of φ, and how many at its flat zero; counted up. */
static void
count_cells (const FvActivation *activation, const double *o, gsize area, guint *at_end, guint *at_zero)
{
  double middle = (activation->low + activation->high) / 2;

  for (gsize i = 0; i < area; i++)
    {
      *at_end += activation->saturation > 0 && fabs (o[i] - middle) > activation->saturation;
      *at_zero += o[i] == 0;
    }
}

/* at_end, at_zero: [maps], over all samples. */
static void
add_up (const FvPass *pass, const FvLayer *layer, guint *at_end, guint *at_zero)
{
  gsize area = fv_shape_area (layer->output);
  const double *o = fv_pass_o (pass, layer->place);

  for (guint unit = 0; unit < layer->output.maps; unit++)
    count_cells (layer->activation, o + unit * area, area, &at_end[unit], &at_zero[unit]);
}

/* Flat on one side (ReLU): what lies there for all samples has no gradient. */
static gboolean
can_die (const FvActivation *activation)
{
  return activation->kink && activation->low == 0;
}

static gboolean
can_be_stuck (const FvLayer *layer)
{
  return layer->activation != NULL && !layer->activation->whole && !layer->activation->flat
         && (layer->activation->saturation > 0 || can_die (layer->activation));
}

static Stuck
count_stuck (const FvLayer *layer, const guint *at_end, const guint *at_zero, guint samples)
{
  double cells = (double)fv_shape_area (layer->output) * samples;
  Stuck stuck = { 0 };

  for (guint unit = 0; unit < layer->output.maps; unit++)
    {
      stuck.saturated += at_end[unit] >= PART_OF_CELLS * cells;
      stuck.dead += can_die (layer->activation) && at_zero[unit] >= cells;
    }
  return stuck;
}

static void
note_stuck (FvWatch *self, const FvTraining *training, const FvLayer *layer, Stuck stuck)
{
  guint units = layer->output.maps;
  FvTrouble dead = trouble_at (training, FV_TROUBLE_DEAD, layer->place);
  FvTrouble saturated = trouble_at (training, FV_TROUBLE_SATURATED, layer->place);

  dead.units = stuck.dead;
  saturated.units = stuck.saturated;
  dead.of = saturated.of = units;
  note (self, stuck.dead >= MAX (PART_OF_UNITS * units, 1), dead);
  note (self, stuck.saturated >= MAX (PART_OF_UNITS * units, 1), saturated);
}

/* at_end and at_zero of all layers one after the other. FALSE if stopped. */
static gboolean
look_at_samples (const FvTraining *training, FvPass *pass, guint samples, const int *stop, guint *at_end,
                 guint *at_zero)
{
  const FvNetwork *network = fv_training_network (training);

  for (guint i = 0; i < samples; i++)
    {
      guint at = 0;

      if (stop != NULL && g_atomic_int_get (stop))
        return FALSE;
      fv_network_scale (network, fv_dataset_pixels (fv_training_train_set (training), i),
                        fv_pass_input (pass));
      fv_pass_output (pass);
      for (guint place = 1; place <= fv_network_depth (network); place++)
        {
          const FvLayer *layer = fv_network_layer (network, place);

          if (can_be_stuck (layer))
            add_up (pass, layer, at_end + at, at_zero + at);
          at += layer->output.maps;
        }
    }
  return TRUE;
}

/* FALSE if stopped: then nothing has changed. */
static gboolean
look_into_network (FvWatch *self, const FvTraining *training, const int *stop)
{
  FvNetwork *network = fv_training_network (training);
  g_autoptr (FvParameters) parameters = fv_training_parameters (training);
  g_autoptr (FvPass) pass = fv_pass_new (network);
  guint samples = MIN (LOOK_SAMPLES, fv_dataset_count (fv_training_train_set (training)));
  guint units = 0, at = 0;
  g_autofree guint *counts = NULL;

  for (guint place = 1; place <= fv_network_depth (network); place++)
    units += fv_network_shape (network, place).maps;
  counts = g_new0 (guint, 2 * units);
  fv_pass_set_parameters (pass, fv_parameters_values (parameters));
  if (!look_at_samples (training, pass, samples, stop, counts, counts + units))
    return FALSE;
  for (guint place = 1; place <= fv_network_depth (network); place++)
    {
      const FvLayer *layer = fv_network_layer (network, place);

      if (can_be_stuck (layer))
        note_stuck (self, training, layer, count_stuck (layer, counts + at, counts + units + at, samples));
      at += layer->output.maps;
    }
  return TRUE;
}

/* --- Looking --- */

static void
look_at_curve (FvWatch *self, const FvTraining *training)
{
  const FvCurve *curve = fv_training_curve (training);
  FvTrouble still = trouble_at (training, FV_TROUBLE_STANDS_STILL, 0);
  gboolean stands = stands_still (curve, &still.since);

  still.good = still.since;
  note (self, has_exploded (curve), trouble_at (training, FV_TROUBLE_EXPLODED, 0));
  note (self, looks_shuffled (self, training), trouble_at (training, FV_TROUBLE_SHUFFLED, 0));
  note (self, stands, still);
}

static void
look_at_point (FvWatch *self, const FvTraining *training)
{
  const FvCurve *curve = fv_training_curve (training);
  guint length = fv_curve_length (curve);

  if (length == 0 || fv_curve_nth (curve, length - 1).batch == self->curve_batch)
    return;
  self->curve_batch = fv_curve_nth (curve, length - 1).batch;
  count_classes (self, fv_training_train_set (training));
  note (self, self->one_class, (FvTrouble){ .kind = FV_TROUBLE_ONE_CLASS });
  look_at_curve (self, training);
}

/* It comes first, if it is there at all. */
static void
forget_non_finite (FvWatch *self)
{
  while (self->troubles->len > 0
         && g_array_index (self->troubles, FvTrouble, 0).kind == FV_TROUBLE_NON_FINITE)
    g_array_remove_index (self->troubles, 0);
}

static gboolean
look_is_due (guint64 batch)
{
  return batch == FIRST_LOOK || (batch > 0 && batch % LOOK_INTERVAL == 0);
}

void
fv_watch_look (FvWatch *self, const FvTraining *training, FvTrainingState state, const int *stop)
{
  if (state == FV_TRAINING_STOPPED)
    return;
  forget_non_finite (self);
  if (state == FV_TRAINING_NON_FINITE)
    {
      note (self, TRUE, trouble_at (training, FV_TROUBLE_NON_FINITE, fv_training_trouble (training)));
      return;
    }
  look_at_point (self, training);
  if (self->owes_look || look_is_due (fv_training_batches (training)))
    self->owes_look = !look_into_network (self, training, stop);
}
