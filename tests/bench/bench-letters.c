/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bench-letters.h"

#include "fv-hand.h"

#include <pango/pangocairo.h>
#include <string.h>

#define SIDE     FV_DIGIT_SIDE
#define INK_SIDE 20.0
#define LETTERS  "AEFHKMNRTWXaefhkmnrtwx"

/* FALSE if there is no ink. */
static gboolean
paint (PangoLayout *layout, guint8 *pixels)
{
  PangoRectangle ink;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_A8, SIDE, SIDE);
  cairo_t *cr = cairo_create (surface);
  double scale;

  pango_layout_get_extents (layout, &ink, NULL);
  if (ink.width > 0 && ink.height > 0)
    {
      scale = INK_SIDE * PANGO_SCALE / MAX (ink.width, ink.height);
      cairo_translate (cr, SIDE / 2, SIDE / 2);
      cairo_scale (cr, scale, scale);
      cairo_translate (cr, -(ink.x + ink.width / 2.0) / PANGO_SCALE,
                       -(ink.y + ink.height / 2.0) / PANGO_SCALE);
      pango_cairo_layout_path (cr, layout);
      cairo_fill (cr);
    }
  cairo_surface_flush (surface);
  for (int row = 0; row < SIDE; row++)
    memcpy (pixels + row * SIDE,
            cairo_image_surface_get_data (surface) + row * cairo_image_surface_get_stride (surface), SIDE);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  fv_picture_centre (pixels);
  return ink.width > 0 && ink.height > 0;
}

static void
paint_face (PangoContext *context, PangoFontFace *face, LetterFunc func, gpointer data)
{
  g_autoptr (PangoLayout) layout = pango_layout_new (context);
  PangoFontDescription *description = pango_font_face_describe (face);
  g_autofree char *name = pango_font_description_to_string (description);

  pango_font_description_set_size (description, 100 * PANGO_SCALE);
  pango_layout_set_font_description (layout, description);
  for (const char *letter = LETTERS; *letter != '\0'; letter++)
    {
      guint8 pixels[SIDE * SIDE];

      pango_layout_set_text (layout, letter, 1);
      if (pango_layout_get_unknown_glyphs_count (layout) == 0 && paint (layout, pixels))
        func (name, (gunichar)*letter, pixels, data);
    }
  pango_font_description_free (description);
}

void
bench_letters (LetterFunc func, gpointer data)
{
  PangoFontMap *map = pango_cairo_font_map_get_default ();
  PangoContext *context = pango_font_map_create_context (map);
  g_autofree PangoFontFamily **families = NULL;
  int n_families;

  pango_font_map_list_families (map, &families, &n_families);
  for (int i = 0; i < n_families; i++)
    {
      g_autofree PangoFontFace **faces = NULL;
      int n_faces;

      pango_font_family_list_faces (families[i], &faces, &n_faces);
      for (int k = 0; k < n_faces; k++)
        if (!pango_font_face_is_synthesized (faces[k]))
          paint_face (context, faces[k], func, data);
    }
  g_object_unref (context);
}
