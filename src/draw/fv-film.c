/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-film.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <stdint.h>

#include "fv-error.h"

/* What is at hand while frames are made. */
typedef struct
{
  const FvFilm *film;
  FvAnimation *animation;
  FvProgressFunc progress;
  gpointer data;
  guint n_frames;
  guint nth;
  FvParameters *start; /* of training; NULL before the first moment */
} Reel;

static gboolean
tell (const Reel *self)
{
  return self->progress == NULL || self->progress ((double)self->nth / self->n_frames, self->data);
}

static gboolean
say_stopped (GError **error)
{
  g_set_error_literal (error, FV_ERROR, FV_ERROR_CANCELLED, _ ("Stopped before the last frame"));
  return FALSE;
}

/* A frame of the film with another input. */
static gboolean
add_frame (Reel *self, const FvSceneInput *input, GError **error)
{
  const FvFilm *film = self->film;
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int)ceil (film->width), (int)ceil (film->height));
  cairo_t *cr = cairo_create (surface);
  gboolean added;

  if (cairo_status (cr) == CAIRO_STATUS_SUCCESS)
    fv_scene_paint_figure (film->type, input, cr, film->width, film->height);
  if (cairo_status (cr) != CAIRO_STATUS_SUCCESS)
    {
      g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("A picture of %.0f×%.0f cannot be drawn: %s"),
                   film->width, film->height, cairo_status_to_string (cairo_status (cr)));
      added = FALSE;
    }
  else
    added = fv_animation_add (self->animation, surface, error);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  self->nth++;
  return added;
}

static gboolean
open_reel (Reel *self, const FvFilm *film, const char *path, FvProgressFunc progress, gpointer data,
           GError **error)
{
  *self = (Reel){ .film = film, .progress = progress, .data = data, .n_frames = MAX (film->n_frames, 1) };
  self->animation
      = fv_animation_new (path, (guint)ceil (film->width), (guint)ceil (film->height), film->frame_ms, error);
  return self->animation != NULL;
}

/* TRUE if all went well until now: then what is in one file is saved. */
static gboolean
close_reel (Reel *self, gboolean done, GError **error)
{
  done = done && fv_animation_finish (self->animation, error);
  fv_animation_free (self->animation);
  return done;
}

static guint
shown_of (guint cells, guint stride)
{
  return (cells + stride - 1) / stride;
}

static gboolean
slide (Reel *self, FvShape map, guint stride, GError **error)
{
  FvSceneInput input = self->film->input;

  input.has_cursor = TRUE;
  for (guint row = 0; row < map.rows; row += stride)
    for (guint col = 0; col < map.cols; col += stride)
      {
        if (!tell (self))
          return say_stopped (error);
        input.cursor.row = row;
        input.cursor.col = col;
        if (!add_frame (self, &input, error))
          return FALSE;
      }
  return TRUE;
}

gboolean
fv_film_window (const FvFilm *self, const char *path, FvProgressFunc progress, gpointer data, GError **error)
{
  FvShape map = fv_network_shape (self->input.network, self->input.cursor.layer);
  guint stride = 1;
  Reel reel;

  if (self->input.cursor.layer == 0 || fv_shape_area (map) == 1)
    {
      g_set_error (error, FV_ERROR, FV_ERROR_VALUE,
                   _ ("No window slides over layer %u: its maps are single cells, or it is the input"),
                   self->input.cursor.layer);
      return FALSE;
    }
  while (shown_of (map.rows, stride) * shown_of (map.cols, stride) > MAX (self->n_frames, 1))
    stride++;
  if (!open_reel (&reel, self, path, progress, data, error))
    return FALSE;
  reel.n_frames = shown_of (map.rows, stride) * shown_of (map.cols, stride);
  return close_reel (&reel, slide (&reel, map, stride, error), error);
}

/* The first moment is the start. */
static gboolean
add_moment (const FvTraining *training, guint nth, gpointer data, GError **error)
{
  Reel *self = data;
  const FvFilm *film = self->film;
  FvSceneInput input = film->input;
  g_autoptr (FvParameters) parameters = fv_training_parameters (training);
  g_autoptr (FvTrace) trace
      = film->pixels != NULL ? fv_trace_new (parameters, film->pixels, film->target) : NULL;
  g_autofree char *caption = NULL;

  if (nth == 0)
    self->start = fv_parameters_ref (parameters);
  input.parameters = parameters;
  input.trace = trace;
  input.kernels.start = self->start;
  input.batch = fv_training_batches (training);
  input.epoch = fv_training_epoch (training);
  /* Translators: below a picture, what it is of, and how long it was trained then */
  caption = g_strdup_printf (_ ("%s · batch %ju"), input.caption != NULL ? input.caption : "",
                             (uintmax_t)input.batch);
  input.caption = caption;
  return add_frame (self, &input, error);
}

static gboolean
tell_reel (double fraction, gpointer data)
{
  Reel *self = data;

  return self->progress == NULL || self->progress (fraction, self->data);
}

gboolean
fv_film_training (const FvFilm *self, const FvRecord *record, FvDataset *train, FvDataset *test,
                  const char *path, FvProgressFunc progress, gpointer data, GError **error)
{
  gboolean done;
  Reel reel;

  if (!open_reel (&reel, self, path, progress, data, error))
    return FALSE;
  done = fv_course_walk (record, train, test, reel.n_frames, add_moment, tell_reel, &reel, error);
  g_clear_pointer (&reel.start, fv_parameters_unref);
  return close_reel (&reel, done, error);
}
