/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-animation.h"

#include <glib/gi18n-lib.h>
#include <string.h>
#include <webp/encode.h>
#include <webp/mux.h>

#include "fv-error.h"
#include "fv-save.h"

/* Of lossless coding, 0 … 9: above 2 it takes many times as long for a few hundredths. */
#define EFFORT 2

struct _FvAnimation
{
  char *path;
  guint width, height, frame_ms;
  guint n_frames;
  WebPAnimEncoder *encoder; /* NULL: a PNG a frame */
  WebPConfig config;
};

static gboolean
ends_in (const char *path, const char *ending)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_str_has_suffix (lower, ending);
}

gboolean
fv_animation_can (const char *path, GError **error)
{
  if (ends_in (path, ".webp") || ends_in (path, ".png"))
    return TRUE;
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("“%s” should end in .webp, or in .png for a file a frame"),
               path);
  return FALSE;
}

static gboolean
open_encoder (FvAnimation *self, GError **error)
{
  WebPAnimEncoderOptions options;

  if (WebPAnimEncoderOptionsInit (&options) && WebPConfigInit (&self->config)
      && WebPConfigLosslessPreset (&self->config, EFFORT) && self->width <= WEBP_MAX_DIMENSION
      && self->height <= WEBP_MAX_DIMENSION)
    self->encoder = WebPAnimEncoderNew ((int)self->width, (int)self->height, &options);
  if (self->encoder != NULL)
    return TRUE;
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("An animation of %u×%u cannot be made: at most %u×%u can"),
               self->width, self->height, WEBP_MAX_DIMENSION, WEBP_MAX_DIMENSION);
  return FALSE;
}

FvAnimation *
fv_animation_new (const char *path, guint width, guint height, guint frame_ms, GError **error)
{
  g_autoptr (FvAnimation) self = g_new0 (FvAnimation, 1);

  self->path = g_strdup (path);
  self->width = width;
  self->height = height;
  self->frame_ms = frame_ms;
  if (!fv_animation_can (path, error) || (ends_in (path, ".webp") && !open_encoder (self, error)))
    return NULL;
  return g_steal_pointer (&self);
}

void
fv_animation_free (FvAnimation *self)
{
  if (self == NULL)
    return;
  if (self->encoder != NULL)
    WebPAnimEncoderDelete (self->encoder);
  g_free (self->path);
  g_free (self);
}

static gboolean
refuse (FvAnimation *self, const char *why, GError **error)
{
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("Frame %u of “%s” cannot be made: %s"), self->n_frames,
               self->path, why);
  return FALSE;
}

static gboolean
add_webp (FvAnimation *self, cairo_surface_t *frame, GError **error)
{
  WebPPicture picture;
  gboolean added;

  if (!WebPPictureInit (&picture))
    return refuse (self, "WebP", error);
  picture.use_argb = 1;
  picture.width = (int)self->width;
  picture.height = (int)self->height;
  added = WebPPictureImportBGRX (&picture, cairo_image_surface_get_data (frame),
                                 cairo_image_surface_get_stride (frame))
          && WebPAnimEncoderAdd (self->encoder, &picture, (int)(self->n_frames * self->frame_ms),
                                 &self->config);
  WebPPictureFree (&picture);
  return added || refuse (self, WebPAnimEncoderGetError (self->encoder), error);
}

static cairo_status_t
append (void *bytes, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

/* "film.png" → "film-0001.png" */
static char *
frame_path (const FvAnimation *self)
{
  gsize stem = strlen (self->path) - strlen (".png");

  return g_strdup_printf ("%.*s-%04u%s", (int)stem, self->path, self->n_frames + 1, self->path + stem);
}

static gboolean
add_png (FvAnimation *self, cairo_surface_t *frame, GError **error)
{
  GByteArray *array = g_byte_array_new ();
  g_autofree char *path = frame_path (self);
  cairo_status_t status = cairo_surface_write_to_png_stream (frame, append, array);
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (array);

  if (status != CAIRO_STATUS_SUCCESS)
    return refuse (self, cairo_status_to_string (status), error);
  return fv_save_bytes (path, bytes, error);
}

gboolean
fv_animation_add (FvAnimation *self, cairo_surface_t *frame, GError **error)
{
  g_return_val_if_fail (cairo_image_surface_get_format (frame) == CAIRO_FORMAT_RGB24, FALSE);
  g_return_val_if_fail (cairo_image_surface_get_width (frame) == (int)self->width, FALSE);
  g_return_val_if_fail (cairo_image_surface_get_height (frame) == (int)self->height, FALSE);

  cairo_surface_flush (frame);
  if (self->encoder != NULL ? !add_webp (self, frame, error) : !add_png (self, frame, error))
    return FALSE;
  self->n_frames++;
  return TRUE;
}

gboolean
fv_animation_finish (FvAnimation *self, GError **error)
{
  WebPData data;
  gboolean done;

  if (self->encoder == NULL)
    return TRUE;
  WebPDataInit (&data);
  /* The last frame ends when another would begin. */
  done = WebPAnimEncoderAdd (self->encoder, NULL, (int)(self->n_frames * self->frame_ms), NULL)
         && WebPAnimEncoderAssemble (self->encoder, &data);
  if (!done)
    refuse (self, WebPAnimEncoderGetError (self->encoder), error);
  else
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (data.bytes, data.size);

      done = fv_save_bytes (self->path, bytes, error);
    }
  WebPDataClear (&data);
  return done;
}
