/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <cairo-pdf.h>
#include <cairo-svg.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "fv-error.h"
#include "fv-save.h"
#include "fv-scene.h"
#include "fv-text.h"

typedef cairo_surface_t *(*OpenSurface) (cairo_write_func_t write, void *bytes, double width, double height);

static cairo_status_t
append (void *bytes, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (bytes, data, length);
  return CAIRO_STATUS_SUCCESS;
}

static cairo_surface_t *
open_svg (cairo_write_func_t write, void *bytes, double width, double height)
{
  cairo_surface_t *surface = cairo_svg_surface_create_for_stream (write, bytes, width, height);

  cairo_svg_surface_set_document_unit (surface, CAIRO_SVG_UNIT_PX);
  return surface;
}

static cairo_surface_t *
open_pdf (cairo_write_func_t write, void *bytes, double width, double height)
{
  return cairo_pdf_surface_create_for_stream (write, bytes, width, height);
}

static cairo_surface_t *
open_png (cairo_write_func_t write, void *bytes, double width, double height)
{
  return cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int)ceil (width), (int)ceil (height));
}

static const struct
{
  const char *ending;
  OpenSurface open;
  gboolean vectors;
} kinds[] = {
  { ".png", open_png, FALSE },
  { ".svg", open_svg, TRUE },
  { ".pdf", open_pdf, TRUE },
};

static gssize
kind_of (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_has_suffix (lower, kinds[i].ending))
      return (gssize)i;
  return -1;
}

#define MARGIN 28

/* The scene, and below it the caption if there is one, on as many lines as it takes. */
void
fv_scene_paint_figure (const FvSceneType *type, const FvSceneInput *input, cairo_t *cr, double width,
                       double height)
{
  double scale = input->style.text_scale;
  double room = MAX (width - 2 * MARGIN, 40);
  double lines = input->caption && *input->caption ? fv_text_paragraph (
                     NULL, FV_TEXT_CAPTION, scale, 0, 0, room, input->style.secondary, input->caption)
                                                   : 0;
  double foot = lines > 0 ? lines + round (12 * scale) : 0;
  g_autoptr (FvScene) scene = fv_scene_new (type, input, width, height - foot);

  cairo_set_source_rgb (cr, input->style.scene.red, input->style.scene.green, input->style.scene.blue);
  cairo_rectangle (cr, 0, 0, width, height);
  cairo_fill (cr);
  fv_scene_paint (scene, input, cr);
  if (foot > 0)
    fv_text_paragraph (cr, FV_TEXT_CAPTION, scale, MARGIN, height - lines - round (6 * scale), room,
                       input->style.secondary, input->caption);
}

static GByteArray *
render (const FvSceneType *type, const FvSceneInput *input, gsize kind, double width, double height,
        GError **error)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface = kinds[kind].open (append, bytes, width, height);
  cairo_t *cr = cairo_create (surface);
  cairo_status_t status;

  /* A surface that could not be made takes no painting. */
  status = cairo_status (cr);
  if (status == CAIRO_STATUS_SUCCESS)
    {
      fv_scene_paint_figure (type, input, cr, width, height);
      status = cairo_status (cr);
    }
  cairo_destroy (cr);
  if (status == CAIRO_STATUS_SUCCESS && kinds[kind].open == open_png)
    status = cairo_surface_write_to_png_stream (surface, append, bytes);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    return bytes;
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("A picture of %.0f×%.0f cannot be drawn: %s"), width,
               height, cairo_status_to_string (status));
  g_byte_array_unref (bytes);
  return NULL;
}

gboolean
fv_scene_can_export (const char *path, GError **error)
{
  if (kind_of (path) >= 0)
    return TRUE;
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("“%s” should end in .png, .svg or .pdf"), path);
  return FALSE;
}

static gboolean
is_table (const char *path)
{
  g_autofree char *lower = g_ascii_strdown (path, -1);

  return g_str_has_suffix (lower, ".csv");
}

static gboolean
export_table (const FvSceneType *type, const FvSceneInput *input, const char *path, GError **error)
{
  g_autofree char *table = type->table (input);
  g_autoptr (GBytes) bytes = NULL;

  if (!table)
    {
      g_set_error_literal (error, FV_ERROR, FV_ERROR_DATA, _ ("There is nothing to put into a table yet"));
      return FALSE;
    }
  bytes = g_bytes_new (table, strlen (table));
  return fv_save_bytes (path, bytes, error);
}

gboolean
fv_scene_export (const FvSceneType *type, const FvSceneInput *input, double width, double height,
                 const char *path, GError **error)
{
  gssize kind = kind_of (path);
  FvSceneInput copy = *input;
  g_autoptr (GByteArray) bytes = NULL;

  if (type->table && is_table (path))
    return export_table (type, input, path, error);
  if (!fv_scene_can_export (path, error))
    return FALSE;
  copy.vectors = kinds[kind].vectors;
  bytes = render (type, &copy, (gsize)kind, width, height, error);
  return bytes
         && g_file_set_contents_full (path, (const char *)bytes->data, bytes->len,
                                      G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0666,
                                      error);
}
