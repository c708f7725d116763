/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-generator-layout.h"
#include "fv-generator-steps.h"
#include "fv-number.h"
#include "fv-pen.h"
#include "fv-scene-types.h"
#include "fv-scores.h"
#include "fv-text.h"

/* How a generated digit comes about, step by step, and what the network takes it for. One part. */

static const char *const titles[] = {
  [FV_GENERATOR_SKELETON] = N_ ("Skeleton"), [FV_GENERATOR_SPLINE] = N_ ("Spline"),
  [FV_GENERATOR_JITTER] = N_ ("Jitter"),     [FV_GENERATOR_BENT] = N_ ("Bent"),
  [FV_GENERATOR_PEN] = N_ ("Pen"),           [FV_GENERATOR_RASTER] = N_ ("Raster"),
  [FV_GENERATOR_CENTRED] = N_ ("Centred"),   [FV_GENERATOR_ANSWER] = N_ ("Read"),
};

static FvScene *
layout (const FvSceneInput *input, double width, double height)
{
  return &fv_generator_layout_new (input, width, height)->scene;
}

static void
free_layout (FvScene *scene)
{
  g_free (scene);
}

static guint
n_parts (const FvScene *scene)
{
  return 1;
}

static FvRect
part (const FvScene *scene, guint nth)
{
  return (FvRect){ 0, 0, scene->width, scene->height };
}

/* One that nobody chose: a 3. */
static FvHandLook
look_of (const FvSceneInput *input)
{
  if (input->hand != NULL)
    return *input->hand;
  return (FvHandLook){ .digit = 3, .seed = 1, .traits = fv_hand_traits (FV_DISTORTION_MILD) };
}

void
fv_hand_look_stages (const FvHandLook *look, FvHandStages *out)
{
  FvRandom random = fv_random_new (look->seed, look->digit);

  fv_hand_stages (&random, fv_skeleton_choose (look->digit, fv_random_uniform (&random)), &look->traits, out);
}

static double
mean_width (const FvHandStages *stages)
{
  double sum = 0;

  for (guint i = 0; i < stages->skeleton->n_samples; i++)
    sum += stages->inked[i].width;
  return sum / MAX (stages->skeleton->n_samples, 1);
}

/* g_free() */
static char *
note_of (const FvHandStages *stages, guint step)
{
  g_autofree char *width = NULL;

  switch (step)
    {
    case FV_GENERATOR_SKELETON:
      return g_strdup_printf (_ ("control points: %u, strokes: %u"), stages->skeleton->n_controls,
                              stages->skeleton->n_strokes);
    case FV_GENERATOR_SPLINE:
      return g_strdup (_ ("a smooth curve through all points"));
    case FV_GENERATOR_JITTER:
      return g_strdup (_ ("every point strays a little"));
    case FV_GENERATOR_BENT:
      return g_strdup (_ ("by waves, perspective, slant, rotation"));
    case FV_GENERATOR_PEN:
      width = fv_number_fixed (mean_width (stages), 1, FALSE);
      /* Translators: %s is a width in pixels. */
      return g_strdup_printf (_ ("%s pixels wide on average"), width);
    case FV_GENERATOR_RASTER:
      return g_strdup (stages->scanned ? _ ("what the pen covers, as a scanner sees it")
                                       : _ ("how much of each pixel the pen covers"));
    case FV_GENERATOR_CENTRED:
    default:
      return g_strdup (_ ("the centre of mass comes to the middle"));
    }
}

/* "3 Jitter" */
static void
paint_words (const FvGeneratorLayout *self, const FvSceneInput *input, cairo_t *cr, guint step,
             const char *note)
{
  FvRect at = fv_generator_layout_square (self, step);
  g_autofree char *title = g_strdup_printf ("%u  %s", step + 1, _ (titles[step]));
  double width = MIN (self->pitch_x - 8, at.width + 32);

  fv_text_draw (cr, FV_TEXT_CAPTION_BOLD, self->text_scale, FV_ALIGN_LEFT, at.x,
                fv_generator_layout_title (self, step), input->style.text, title);
  if (fv_text_paragraph (NULL, FV_TEXT_CAPTION, self->text_scale, 0, 0, width, input->style.secondary, note)
      <= fv_generator_layout_note_height (self))
    fv_text_paragraph (cr, FV_TEXT_CAPTION, self->text_scale, at.x, fv_generator_layout_note (self, step),
                       width, input->style.secondary, note);
}

/* NULL: the network takes no such pictures, or there is none. */
static FvTrace *
read_digit (const FvSceneInput *input, const FvHandStages *stages)
{
  FvShape digit = { 1, FV_DIGIT_SIDE, FV_DIGIT_SIDE };

  if (input->parameters == NULL || !fv_shape_equal (fv_network_shape (input->network, 0), digit))
    return NULL;
  return fv_trace_new (input->parameters, stages->pixels, FV_TRACE_READ);
}

static void
paint_answer (const FvGeneratorLayout *self, const FvSceneInput *input, const FvHandStages *stages,
              cairo_t *cr)
{
  g_autoptr (FvTrace) trace = read_digit (input, stages);
  FvRect at = fv_generator_layout_square (self, FV_GENERATOR_ANSWER);
  g_autoptr (FvScene) bars = NULL;
  g_autofree char *note = NULL;
  FvSceneInput own = *input;
  char buffer[16];

  if (trace == NULL)
    note = g_strdup (input->parameters == NULL ? _ ("no network is here to read it")
                                               : _ ("this network does not read pictures of 28×28"));
  else
    /* Translators: %s is a class, as "3". */
    note = g_strdup_printf (
        _ ("read as %s by the network"),
        fv_scores_class_name (input->network, input->class_names, fv_trace_class (trace), buffer));
  paint_words (self, input, cr, FV_GENERATOR_ANSWER, note);
  fv_pen_frame (cr, input->style.frame, at.x, at.y, at.width, at.height, 1);
  if (trace == NULL)
    {
      fv_pen_dash (cr, input->style.secondary, at.x, at.y, at.width, at.height);
      return;
    }
  own.trace = trace;
  bars = fv_scene_new (&fv_bars_scene, &own, at.width - 8, at.height - 8);
  cairo_save (cr);
  cairo_translate (cr, at.x + 4, at.y + 4);
  fv_scene_paint_part (bars, 0, &own, cr);
  cairo_restore (cr);
}

static void
paint_part (const FvScene *scene, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  const FvGeneratorLayout *self = (const FvGeneratorLayout *)scene;
  FvHandLook look = look_of (input);
  FvHandStages stages;

  fv_hand_look_stages (&look, &stages);
  for (guint step = 0; step < FV_GENERATOR_ANSWER; step++)
    {
      g_autofree char *note = note_of (&stages, step);

      paint_words (self, input, cr, step, note);
      fv_generator_step_paint (cr, &input->style, input->vectors, fv_generator_layout_square (self, step),
                               self->zoom, &stages, step);
    }
  paint_answer (self, input, &stages, cr);
}

const FvSceneType fv_generator_scene = {
  .name = "generator",
  .title = N_ ("How Digits Are Made"),
  .exportable = TRUE,
  .export_width = 900,
  .export_height = 520,
  .layout = layout,
  .free = free_layout,
  .n_parts = n_parts,
  .part = part,
  .paint_part = paint_part,
};
