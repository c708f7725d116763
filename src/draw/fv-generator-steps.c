/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-generator-steps.h"

#include <math.h>

#include "fv-generator-layout.h"
#include "fv-pen.h"
#include "fv-sample-picture.h"

#define SIDE   FV_DIGIT_SIDE
#define INSET  12.0
#define LINE   2.0
#define RADIUS 3.0

/* From heights of the digit to px, the same for all steps before the pen, so that they can be compared. */
typedef struct
{
  double x, y, scale; /* px of the origin */
} Frame;

typedef struct
{
  double left, right, top, bottom;
} Box;

static void
grow (Box *box, double x, double y)
{
  box->left = MIN (box->left, x);
  box->right = MAX (box->right, x);
  box->top = MIN (box->top, y);
  box->bottom = MAX (box->bottom, y);
}

static Frame
frame_of (const FvHandStages *stages, FvRect square)
{
  Box box = { -0.3, 0.3, -0.3, 0.3 };
  double scale;

  for (guint i = 0; i < stages->skeleton->n_controls; i++)
    {
      grow (&box, stages->skeleton->controls[i].x, stages->skeleton->controls[i].y);
      grow (&box, stages->jittered[i].x, stages->jittered[i].y);
    }
  for (guint i = 0; i < stages->skeleton->n_samples; i++)
    {
      grow (&box, stages->smooth[i].x, stages->smooth[i].y);
      grow (&box, stages->trembling[i].x, stages->trembling[i].y);
      grow (&box, stages->bent[i].x, stages->bent[i].y);
    }
  scale = (square.width - 2 * INSET) / MAX (box.right - box.left, box.bottom - box.top);
  return (Frame){ square.x + square.width / 2 - scale * (box.left + box.right) / 2,
                  square.y + square.height / 2 - scale * (box.top + box.bottom) / 2, scale };
}

static void
stroke (cairo_t *cr, FvColor color, double width)
{
  fv_pen_color (cr, color);
  cairo_set_line_width (cr, width);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_stroke (cr);
}

/* The lines through points, a line a stroke. */
static void
paint_path (cairo_t *cr, const FvSkeleton *skeleton, Frame frame, const FvPoint *points, FvColor color,
            double width)
{
  for (guint s = 0; s < skeleton->n_strokes; s++)
    {
      const FvSkeletonStroke *part = &skeleton->strokes[s];

      for (guint i = part->first_sample; i < part->first_sample + part->n_samples; i++)
        cairo_line_to (cr, frame.x + frame.scale * points[i].x, frame.y + frame.scale * points[i].y);
      stroke (cr, color, width);
    }
}

static void
paint_controls (cairo_t *cr, const FvStyle *style, const FvSkeleton *skeleton, Frame frame,
                const FvControl *controls, FvColor color)
{
  for (guint i = 0; i < skeleton->n_controls; i++)
    {
      double x = frame.x + frame.scale * controls[i].x, y = frame.y + frame.scale * controls[i].y;

      fv_pen_color (cr, style->scene);
      cairo_arc (cr, x, y, RADIUS + 1, 0, 2 * G_PI);
      cairo_fill (cr);
      fv_pen_color (cr, color);
      cairo_arc (cr, x, y, RADIUS, 0, 2 * G_PI);
      cairo_fill (cr);
    }
}

/* Points with straight lines between them, in the order they are written. */
static void
paint_skeleton (cairo_t *cr, const FvStyle *style, const FvSkeleton *skeleton, Frame frame)
{
  for (guint s = 0; s < skeleton->n_strokes; s++)
    {
      const FvSkeletonStroke *part = &skeleton->strokes[s];

      for (guint i = part->first_control; i < part->first_control + part->n_controls; i++)
        cairo_line_to (cr, frame.x + frame.scale * skeleton->controls[i].x,
                       frame.y + frame.scale * skeleton->controls[i].y);
      stroke (cr, style->frame, 1);
    }
  paint_controls (cr, style, skeleton, frame, skeleton->controls, style->text);
}

/* Which way each point strayed. */
static void
paint_strays (cairo_t *cr, const FvStyle *style, const FvHandStages *stages, Frame frame)
{
  for (guint i = 0; i < stages->skeleton->n_controls; i++)
    {
      FvControl from = stages->skeleton->controls[i], to = stages->jittered[i];

      cairo_move_to (cr, frame.x + frame.scale * from.x, frame.y + frame.scale * from.y);
      cairo_line_to (cr, frame.x + frame.scale * to.x, frame.y + frame.scale * to.y);
      stroke (cr, style->secondary, 1);
    }
}

static void
paint_grid (cairo_t *cr, const FvStyle *style, FvRect square, guint zoom)
{
  for (guint i = 1; zoom > 2 && i < SIDE; i++)
    {
      fv_pen_horizontal (cr, style->hairline, square.x, square.y + i * zoom, square.width);
      fv_pen_vertical (cr, style->hairline, square.x + i * zoom, square.y, square.height);
    }
}

/* As wide as it is, and the way its middle went. */
static void
paint_pen (cairo_t *cr, const FvStyle *style, FvRect square, guint zoom, const FvHandStages *stages)
{
  Frame frame = { square.x, square.y, zoom };
  const FvSkeleton *skeleton = stages->skeleton;

  paint_grid (cr, style, square, zoom);
  for (guint s = 0; s < skeleton->n_strokes; s++)
    {
      const FvSkeletonStroke *part = &skeleton->strokes[s];
      const FvPoint *points = stages->inked + part->first_sample;

      for (guint i = 1; i < part->n_samples; i++)
        {
          cairo_move_to (cr, frame.x + zoom * points[i - 1].x, frame.y + zoom * points[i - 1].y);
          cairo_line_to (cr, frame.x + zoom * points[i].x, frame.y + zoom * points[i].y);
          stroke (cr, style->secondary, zoom * (points[i - 1].width + points[i].width) / 2);
        }
    }
  paint_path (cr, skeleton, frame, stages->inked, style->scene, 1.5);
}

/* A cross where the ink has its weight; the middle of the picture is dashed. */
static void
paint_centre (cairo_t *cr, const FvStyle *style, FvRect square, guint zoom, const guint8 *pixels)
{
  static const double dashes[] = { 3, 3 };
  double sum = 0, x = 0, y = 0;

  for (guint i = 0; i < SIDE * SIDE; i++)
    {
      sum += pixels[i];
      x += pixels[i] * (i % SIDE + 0.5);
      y += pixels[i] * (i / SIDE + 0.5);
    }
  cairo_set_dash (cr, dashes, 2, 0);
  cairo_move_to (cr, square.x + (SIDE / 2 + 0.5) * zoom, square.y);
  cairo_rel_line_to (cr, 0, square.height);
  cairo_move_to (cr, square.x, square.y + (SIDE / 2 + 0.5) * zoom);
  cairo_rel_line_to (cr, square.width, 0);
  stroke (cr, style->accent, 1);
  cairo_set_dash (cr, NULL, 0, 0);
  if (sum <= 0)
    return;
  x = square.x + zoom * x / sum;
  y = square.y + zoom * y / sum;
  for (guint pass = 0; pass < 2; pass++)
    {
      cairo_move_to (cr, x - 6, y);
      cairo_line_to (cr, x + 6, y);
      cairo_move_to (cr, x, y - 6);
      cairo_line_to (cr, x, y + 6);
      stroke (cr, pass == 0 ? style->scene : style->accent, pass == 0 ? 5 : 2);
    }
}

static void
paint_picture (cairo_t *cr, const FvStyle *style, gboolean vectors, FvRect square, guint zoom,
               const guint8 *pixels)
{
  fv_sample_picture_paint (cr, style, vectors, square.x, square.y, square.width, (FvShape){ 1, SIDE, SIDE },
                           pixels);
  paint_centre (cr, style, square, zoom, pixels);
}

/* What there was before stays behind it in grey. */
static void
paint_lines (cairo_t *cr, const FvStyle *style, FvRect square, const FvHandStages *stages, guint step)
{
  const FvSkeleton *skeleton = stages->skeleton;
  Frame frame = frame_of (stages, square);

  switch (step)
    {
    case FV_GENERATOR_SKELETON:
      paint_skeleton (cr, style, skeleton, frame);
      break;
    case FV_GENERATOR_SPLINE:
      paint_path (cr, skeleton, frame, stages->smooth, style->text, LINE);
      paint_controls (cr, style, skeleton, frame, skeleton->controls, style->secondary);
      break;
    case FV_GENERATOR_JITTER:
      paint_path (cr, skeleton, frame, stages->smooth, style->frame, LINE);
      paint_path (cr, skeleton, frame, stages->trembling, style->text, LINE);
      paint_strays (cr, style, stages, frame);
      paint_controls (cr, style, skeleton, frame, stages->jittered, style->secondary);
      break;
    case FV_GENERATOR_BENT:
    default:
      paint_path (cr, skeleton, frame, stages->trembling, style->frame, LINE);
      paint_path (cr, skeleton, frame, stages->bent, style->text, LINE);
      break;
    }
}

void
fv_generator_step_paint (cairo_t *cr, const FvStyle *style, gboolean vectors, FvRect square, guint zoom,
                         const FvHandStages *stages, guint step)
{
  cairo_new_path (cr);
  if (step == FV_GENERATOR_RASTER || step == FV_GENERATOR_CENTRED)
    {
      paint_picture (cr, style, vectors, square, zoom,
                     step == FV_GENERATOR_RASTER ? stages->raster : stages->pixels);
      return;
    }
  cairo_save (cr);
  cairo_rectangle (cr, square.x, square.y, square.width, square.height);
  cairo_clip (cr);
  if (step == FV_GENERATOR_PEN)
    paint_pen (cr, style, square, zoom, stages);
  else
    paint_lines (cr, style, square, stages, step);
  cairo_restore (cr);
  fv_pen_frame (cr, style->frame, square.x, square.y, square.width, square.height, 1);
}
