/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-skeletons.h"

#include <math.h>
#include <pthread.h>
#include <string.h>

#define N_KINDS (FV_SKELETON_OTHER + 1)
#define SPACING 0.07 /* of the height */

extern const char fv_skeletons_text[]; /* data/skeletons.txt, embedded by the build */
extern const char fv_others_text[];    /* data/others.txt */

static GArray *skeletons; /* FvSkeleton, those of a kind together */
static guint first_of[N_KINDS + 1];
static double total_weight[N_KINDS];
static pthread_once_t once = PTHREAD_ONCE_INIT;

typedef struct
{
  GArray *strokes;
  GArray *controls;
  GArray *samples;
} Builder;

/* One point between controls i and i + 1 of the run [first, last], at t. The spline wants a control before and
 * after; at the ends of a run they are reflections, p₋₁ = 2p₀ − p₁, folded into the weights of p₀ and p₁. */
static void
add_sample (Builder *self, guint first, guint last, guint i, double t)
{
  double w[4] = { 0.5 * t * (-1 + t * (2 - t)), 0.5 * (2 + t * t * (-5 + 3 * t)),
                  0.5 * t * (1 + t * (4 - 3 * t)), 0.5 * t * t * (t - 1) };
  FvSplineSample sample;

  if (i == first)
    {
      w[1] += 2 * w[0];
      w[2] -= w[0];
      w[0] = 0;
    }
  if (i + 1 == last)
    {
      w[2] += 2 * w[3];
      w[1] -= w[3];
      w[3] = 0;
    }
  sample.control[0] = (guint8)(i == first ? i : i - 1);
  sample.control[1] = (guint8)i;
  sample.control[2] = (guint8)(i + 1);
  sample.control[3] = (guint8)(i + 1 == last ? i + 1 : i + 2);
  memcpy (sample.weight, w, sizeof w);
  g_array_append_val (self->samples, sample);
}

/* Samples of the run of controls first … last; the first point only where no run came before. */
static void
end_run (Builder *self, guint first, guint last, gboolean begins_stroke)
{
  const FvControl *p = (const FvControl *)self->controls->data;

  if (begins_stroke && first < last)
    add_sample (self, first, last, first, 0);
  for (guint i = first; i < last; i++)
    {
      double dx = p[i + 1].x - p[i].x;
      double dy = p[i + 1].y - p[i].y;
      guint n = MAX (1, (guint)ceil (sqrt (dx * dx + dy * dy) / SPACING));

      for (guint k = 1; k <= n; k++)
        add_sample (self, first, last, i, (double)k / n);
    }
}

/* "0.5,0.1 0.2,0! …": one stroke, split into runs at the corners. */
static void
read_stroke (Builder *self, const char *text)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);
  FvSkeletonStroke stroke = { self->controls->len, 0, self->samples->len, 0 };
  guint run = stroke.first_control;

  for (guint i = 0; words[i] != NULL; i++)
    {
      FvControl control;
      char *end;

      if (*words[i] == '\0')
        continue;
      control.x = g_ascii_strtod (words[i], &end);
      g_assert (*end == ',');
      control.y = g_ascii_strtod (end + 1, &end);
      g_array_append_val (self->controls, control);
      if (*end == '!')
        {
          end_run (self, run, self->controls->len - 1, run == stroke.first_control);
          run = self->controls->len - 1;
        }
    }
  end_run (self, run, self->controls->len - 1, run == stroke.first_control);
  stroke.n_controls = self->controls->len - stroke.first_control;
  stroke.n_samples = self->samples->len - stroke.first_sample;
  g_array_append_val (self->strokes, stroke);
}

static void
centre_controls (GArray *controls)
{
  FvControl low = { G_MAXDOUBLE, G_MAXDOUBLE };
  FvControl high = { -G_MAXDOUBLE, -G_MAXDOUBLE };
  FvControl *p = (FvControl *)controls->data;

  for (guint i = 0; i < controls->len; i++)
    {
      low.x = MIN (low.x, p[i].x);
      low.y = MIN (low.y, p[i].y);
      high.x = MAX (high.x, p[i].x);
      high.y = MAX (high.y, p[i].y);
    }
  for (guint i = 0; i < controls->len; i++)
    {
      p[i].x -= (low.x + high.x) / 2;
      p[i].y -= (low.y + high.y) / 2;
    }
}

/* "digit <tab> style <tab> weight <tab> strokes"; a letter or a sign has its name for a digit. */
static void
read_skeleton (const char *line, guint kind)
{
  g_auto (GStrv) fields = g_strsplit (line, "\t", 4);
  g_auto (GStrv) strokes = g_strsplit (fields[3], "|", -1);
  Builder self = { g_array_new (FALSE, FALSE, sizeof (FvSkeletonStroke)),
                   g_array_new (FALSE, FALSE, sizeof (FvControl)),
                   g_array_new (FALSE, FALSE, sizeof (FvSplineSample)) };
  FvSkeleton skeleton;

  for (guint i = 0; strokes[i] != NULL; i++)
    read_stroke (&self, strokes[i]);
  centre_controls (self.controls);
  g_assert (self.controls->len <= FV_SKELETON_MAX_CONTROLS && self.samples->len <= FV_SKELETON_MAX_SAMPLES);
  skeleton.digit = kind;
  skeleton.weight = g_ascii_strtod (fields[2], NULL);
  skeleton.n_strokes = self.strokes->len;
  skeleton.n_controls = self.controls->len;
  skeleton.n_samples = self.samples->len;
  skeleton.strokes = (const FvSkeletonStroke *)g_array_free (self.strokes, FALSE);
  skeleton.controls = (const FvControl *)g_array_free (self.controls, FALSE);
  skeleton.samples = (const FvSplineSample *)g_array_free (self.samples, FALSE);
  g_array_append_val (skeletons, skeleton);
  total_weight[skeleton.digit] += skeleton.weight;
}

static guint
kind_of (const char *line)
{
  return g_ascii_isdigit (*line) ? (guint)g_ascii_digit_value (*line) : FV_SKELETON_OTHER;
}

/* Those of one kind among the lines of a text. */
static void
read_kind (const char *text, guint kind)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    if (*lines[i] != '#' && *lines[i] != '\0' && kind_of (lines[i]) == kind)
      read_skeleton (lines[i], kind);
}

/* The texts are part of the program, so a fault in them is a fault of the program: asserted, not reported. */
static void
read_all (void)
{
  skeletons = g_array_new (FALSE, FALSE, sizeof (FvSkeleton));
  for (guint kind = 0; kind < N_KINDS; kind++)
    {
      first_of[kind] = skeletons->len;
      read_kind (kind == FV_SKELETON_OTHER ? fv_others_text : fv_skeletons_text, kind);
      g_assert (skeletons->len > first_of[kind]);
    }
  first_of[N_KINDS] = skeletons->len;
}

const FvSkeleton *
fv_skeleton_nth (guint nth)
{
  pthread_once (&once, read_all);
  return nth < skeletons->len ? &g_array_index (skeletons, FvSkeleton, nth) : NULL;
}

const FvSkeleton *
fv_skeleton_choose (guint digit, double fraction)
{
  double left;
  guint i;

  g_return_val_if_fail (digit < N_KINDS, NULL);
  pthread_once (&once, read_all);
  left = fraction * total_weight[digit];
  for (i = first_of[digit]; i + 1 < first_of[digit + 1]; i++)
    {
      left -= g_array_index (skeletons, FvSkeleton, i).weight;
      if (left < 0)
        break;
    }
  return &g_array_index (skeletons, FvSkeleton, i);
}
