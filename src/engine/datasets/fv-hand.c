/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-hand.h"

#include "fv-elementary.h"
#include "fv-raster.h"
#include "fv-scan.h"

#include <math.h>
#include <string.h>

#define SIDE     FV_DIGIT_SIDE
#define INK_SIDE 20.0
#define THICK    0.5  /* deviation of how much thicker the pen of a 1 may be, which has no holes to close */
#define LARGEST  1.3  /* times that, so that it stays in the picture */
#define CENTRE   14.5 /* the middle of the pixel the centre of mass comes to */
#define N_WAVES  4
#define TWO_PI   6.283185307179586
#define DEGREE   0.017453292519943295

/* A digit on its way from skeleton to picture. */
typedef struct
{
  FvRandom *random;
  const FvSkeleton *skeleton;
  const FvHandTraits *traits;
  FvControl controls[FV_SKELETON_MAX_CONTROLS];
  FvPoint points[FV_SKELETON_MAX_SAMPLES]; /* the samples; the same ranges of strokes */
} Hand;

static double
normal (Hand *self, double deviation)
{
  return deviation * fv_random_normal (self->random);
}

static double
lognormal (Hand *self, double deviation)
{
  return fv_exp (normal (self, deviation));
}

/* Control points tremble; half of the variance comes from the neighbours, so that a stroke bends more than it
 * zigzags. */
static void
jitter (Hand *self)
{
  double deviation = self->traits->jitter * fv_random_between (self->random, 0.4, 1.6);
  double own[FV_SKELETON_MAX_CONTROLS + 2][2];
  guint n = self->skeleton->n_controls;

  for (guint i = 0; i < n + 2; i++)
    for (guint axis = 0; axis < 2; axis++)
      own[i][axis] = normal (self, deviation);
  for (guint i = 0; i < n; i++)
    {
      FvControl at = self->skeleton->controls[i];

      at.x += M_SQRT1_2 * own[i + 1][0] + 0.5 * (own[i][0] + own[i + 2][0]);
      at.y += M_SQRT1_2 * own[i + 1][1] + 0.5 * (own[i][1] + own[i + 2][1]);
      self->controls[i] = at;
    }
}

/* The strokes of a digit with several are never placed quite the same. */
static void
move_strokes (Hand *self)
{
  if (self->skeleton->n_strokes < 2)
    return;
  for (guint s = 0; s < self->skeleton->n_strokes; s++)
    {
      const FvSkeletonStroke *stroke = &self->skeleton->strokes[s];
      FvControl *p = self->controls + stroke->first_control;
      double placing = self->traits->placing;
      double scale_x = lognormal (self, 2 * placing), scale_y = lognormal (self, 2 * placing);
      double by_x = normal (self, placing), by_y = normal (self, placing);
      double mean_x = 0, mean_y = 0;

      for (guint i = 0; i < stroke->n_controls; i++)
        {
          mean_x += p[i].x / stroke->n_controls;
          mean_y += p[i].y / stroke->n_controls;
        }
      for (guint i = 0; i < stroke->n_controls; i++)
        {
          p[i].x = mean_x + (p[i].x - mean_x) * scale_x + by_x;
          p[i].y = mean_y + (p[i].y - mean_y) * scale_y + by_y;
        }
    }
}

/* points of all strokes, overwritten, of the splines through controls. */
static void
draw_splines (const FvSkeleton *skeleton, const FvControl *controls, FvPoint *points)
{
  for (guint s = 0; s < skeleton->n_strokes; s++)
    {
      const FvSkeletonStroke *stroke = &skeleton->strokes[s];

      for (guint i = stroke->first_sample; i < stroke->first_sample + stroke->n_samples; i++)
        {
          const FvSplineSample *sample = &skeleton->samples[i];
          FvPoint point = { 0, 0, 0 };

          for (guint k = 0; k < 4; k++)
            {
              point.x += sample->weight[k] * controls[sample->control[k]].x;
              point.y += sample->weight[k] * controls[sample->control[k]].y;
            }
          points[i] = point;
        }
    }
}

typedef struct
{
  double height, x, y, phase; /* height · sin (x·px + y·py + phase) */
} Wave;

static double
waves_at (const Wave *waves, double x, double y)
{
  double sum = 0;

  for (guint i = 0; i < N_WAVES; i++)
    sum += waves[i].height * fv_sin (waves[i].x * x + waves[i].y * y + waves[i].phase);
  return sum;
}

/* A smooth field pushes the points about: four plane waves for each axis. */
static void
elastic (Hand *self)
{
  Wave waves[2][N_WAVES];

  for (guint axis = 0; axis < 2; axis++)
    for (guint i = 0; i < N_WAVES; i++)
      {
        waves[axis][i].height = normal (self, self->traits->elastic);
        waves[axis][i].x = normal (self, 2.6);
        waves[axis][i].y = normal (self, 2.6);
        waves[axis][i].phase = fv_random_between (self->random, 0, TWO_PI);
      }
  for (guint i = 0; i < self->skeleton->n_samples; i++)
    {
      FvPoint *p = &self->points[i];
      double by_x = waves_at (waves[0], p->x, p->y);
      double by_y = waves_at (waves[1], p->x, p->y);

      p->x += by_x;
      p->y += by_y;
    }
}

typedef struct
{
  double left, right, top, bottom;
} Box;

static Box
measure (const Hand *self)
{
  Box box = { G_MAXDOUBLE, -G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE };

  for (guint i = 0; i < self->skeleton->n_samples; i++)
    {
      box.left = MIN (box.left, self->points[i].x);
      box.right = MAX (box.right, self->points[i].x);
      box.top = MIN (box.top, self->points[i].y);
      box.bottom = MAX (box.bottom, self->points[i].y);
    }
  return box;
}

/* Perspective, aspect, slant and rotation, in that order. */
static void
project (Hand *self)
{
  double g = normal (self, self->traits->perspective);
  double h = normal (self, self->traits->perspective);
  double aspect = lognormal (self, self->traits->aspect);
  double slant = self->traits->slant + normal (self, self->traits->slant_spread);
  double angle = normal (self, self->traits->rotation * DEGREE);
  double sine = fv_sin (angle), cosine = fv_cos (angle);

  for (guint i = 0; i < self->skeleton->n_samples; i++)
    {
      FvPoint *p = &self->points[i];
      double x = p->x * (1 + 2 * g * p->y) * aspect;
      double y = p->y + h * (p->y * p->y - 0.25);

      x -= slant * y; /* y grows downwards: a positive slant leans to the right */
      p->x = cosine * x - sine * y;
      p->y = sine * x + cosine * y;
    }
}

/* Only a 1 may be a line. */
static void
widen (Hand *self)
{
  Box box = measure (self);
  double wanted = 0.3 * (box.bottom - box.top);
  double found = box.right - box.left;

  if (self->skeleton->digit == 1 || found >= wanted || found <= 0)
    return;
  for (guint i = 0; i < self->skeleton->n_samples; i++)
    self->points[i].x *= wanted / found;
}

/* The point at fractional place at among points[n]. */
static FvPoint
point_between (const FvPoint *points, guint n, double at)
{
  guint i = MIN ((guint)at, n - 2);
  double t = at - i;
  FvPoint point = { points[i].x + t * (points[i + 1].x - points[i].x),
                    points[i].y + t * (points[i + 1].y - points[i].y), 0 };

  return point;
}

/* Begins a stroke late and ends it early. Points past the ends gather at the ends: none is lost. */
static void
trim (Hand *self)
{
  for (guint s = 0; s < self->skeleton->n_strokes; s++)
    {
      const FvSkeletonStroke *stroke = &self->skeleton->strokes[s];
      FvPoint *points = self->points + stroke->first_sample;
      guint n = stroke->n_samples;
      double from = fabs (normal (self, self->traits->trim)) * 0.6 * (n - 1);
      double to = (n - 1) - fabs (normal (self, self->traits->trim)) * 0.6 * (n - 1);
      FvPoint first, last;

      if (n < 2 || from >= to)
        continue;
      first = point_between (points, n, from);
      last = point_between (points, n, to);
      for (guint i = 0; i < n; i++)
        if (i < from)
          points[i] = first;
        else if (i > to)
          points[i] = last;
    }
}

static double
draw_pen (FvRandom *random, double median, double spread)
{
  return CLAMP (median * fv_exp (spread * fv_random_normal (random)), 1.2, 5);
}

double
fv_hand_pen (FvRandom *random)
{
  FvHandTraits usual = fv_hand_traits (FV_DISTORTION_MILD);

  return draw_pen (random, usual.pen, usual.pen_spread);
}

/* A pen may close the holes of a narrow digit, but only nearly. */
static double
choose_pen (Hand *self, Box box)
{
  double width = box.right - box.left, height = box.bottom - box.top;
  double pen = draw_pen (self->random, self->traits->pen, self->traits->pen_spread);

  if (self->skeleton->digit == 1)
    return MIN (pen * 1.1 * MAX (lognormal (self, THICK), 1), 8.5);
  return MIN (pen, 0.34 * INK_SIDE * MIN (width, height) / MAX (width, height));
}

/* From heights to pixels; the pen's pressure rises and falls along each stroke, and its edge is ragged. */
static void
ink (Hand *self)
{
  Box box = measure (self);
  double pen = choose_pen (self, box);
  double scale = (INK_SIDE - pen) / MAX (box.right - box.left, box.bottom - box.top);
  double pressure = normal (self, self->traits->pressure);
  double turns = fv_random_between (self->random, 0.3, 1.6);
  double start = fv_random_uniform (self->random);
  double ragged = fv_random_between (self->random, 0, self->traits->ragged)
                  * 1.7320508075688772; /* its deviation, as a half-width */

  for (guint s = 0; s < self->skeleton->n_strokes; s++)
    {
      const FvSkeletonStroke *stroke = &self->skeleton->strokes[s];

      for (guint i = 0; i < stroke->n_samples; i++)
        {
          FvPoint *p = &self->points[stroke->first_sample + i];
          double t = (double)i / MAX (stroke->n_samples - 1, 1);
          double force = 1 + pressure * fv_sin (TWO_PI * (turns * t + start));

          p->x = CENTRE + scale * (p->x - (box.left + box.right) / 2);
          p->y = CENTRE + scale * (p->y - (box.top + box.bottom) / 2);
          p->x += fv_random_between (self->random, -ragged, ragged);
          p->y += fv_random_between (self->random, -ragged, ragged);
          p->width = pen * CLAMP (force, 0.45, 1.8);
        }
    }
}

/* Brings the ink, pen and all, to INK_SIDE along its longer side, as a drawing is when it is looked at; or nearly, as
 * others may who look. */
static void
fit (Hand *self)
{
  Box box = { G_MAXDOUBLE, -G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE };
  double scale;

  for (guint i = 0; i < self->skeleton->n_samples; i++)
    {
      FvPoint p = self->points[i];

      box.left = MIN (box.left, p.x - p.width / 2);
      box.right = MAX (box.right, p.x + p.width / 2);
      box.top = MIN (box.top, p.y - p.width / 2);
      box.bottom = MAX (box.bottom, p.y + p.width / 2);
    }
  scale = INK_SIDE / MAX (box.right - box.left, box.bottom - box.top);
  if (self->traits->size > 0)
    scale *= MIN (lognormal (self, self->traits->size), LARGEST);
  for (guint i = 0; i < self->skeleton->n_samples; i++)
    {
      FvPoint *p = &self->points[i];

      p->x = CENTRE + scale * (p->x - (box.left + box.right) / 2);
      p->y = CENTRE + scale * (p->y - (box.top + box.bottom) / 2);
      p->width *= scale;
    }
}

/* pixels are not centred yet. */
static void
paint (const Hand *self, guint8 *pixels)
{
  float cover[SIDE * SIDE] = { 0 };
  FvRaster raster = { SIDE, SIDE, cover };

  for (guint s = 0; s < self->skeleton->n_strokes; s++)
    {
      const FvSkeletonStroke *stroke = &self->skeleton->strokes[s];
      const FvPoint *points = self->points + stroke->first_sample;

      for (guint i = 1; i < stroke->n_samples; i++)
        fv_raster_segment (&raster, points[i - 1], points[i]);
    }
  fv_raster_finish (&raster, pixels);
}

static void
tremble (Hand *self)
{
  jitter (self);
  move_strokes (self);
  draw_splines (self->skeleton, self->controls, self->points);
}

static void
bend (Hand *self)
{
  elastic (self);
  project (self);
  widen (self);
  trim (self);
}

static void
write_down (Hand *self)
{
  tremble (self);
  bend (self);
  ink (self);
  fit (self);
}

void
fv_hand_write (FvRandom *random, const FvSkeleton *skeleton, FvDistortion distortion, guint8 *pixels)
{
  FvHandTraits traits = fv_hand_traits (distortion);
  Hand self = { .random = random, .skeleton = skeleton, .traits = &traits };

  write_down (&self);
  paint (&self, pixels);
  fv_scan (random, &traits, pixels);
  fv_picture_centre (pixels);
}

void
fv_hand_stages (FvRandom *random, const FvSkeleton *skeleton, const FvHandTraits *traits, FvHandStages *out)
{
  Hand self = { .random = random, .skeleton = skeleton, .traits = traits };
  gsize points = sizeof (FvPoint) * skeleton->n_samples;

  *out = (FvHandStages){ .skeleton = skeleton };
  draw_splines (skeleton, skeleton->controls, out->smooth);
  tremble (&self);
  memcpy (out->jittered, self.controls, sizeof (FvControl) * skeleton->n_controls);
  memcpy (out->trembling, self.points, points);
  bend (&self);
  memcpy (out->bent, self.points, points);
  ink (&self);
  fit (&self);
  memcpy (out->inked, self.points, points);
  paint (&self, out->raster);
  out->scanned = fv_scan (random, traits, out->raster);
  memcpy (out->pixels, out->raster, sizeof out->pixels);
  fv_picture_centre (out->pixels);
}

FvStrokes *
fv_hand_strokes (FvRandom *random, const FvSkeleton *skeleton, FvDistortion distortion)
{
  FvHandTraits traits = fv_hand_traits (distortion);
  Hand self = { .random = random, .skeleton = skeleton, .traits = &traits };
  FvStrokes *strokes = fv_strokes_new ();

  write_down (&self);
  for (guint s = 0; s < skeleton->n_strokes; s++)
    {
      const FvSkeletonStroke *stroke = &skeleton->strokes[s];

      fv_strokes_begin (strokes);
      for (guint i = 0; i < stroke->n_samples; i++)
        fv_strokes_add (strokes, self.points[stroke->first_sample + i]);
    }
  return strokes;
}
