/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-text.h"

#include <math.h>
#include <pango/pangocairo.h>

/* A scene has under a hundred texts; numbers that change every frame pass through, so the store is emptied when it
 * is full. */
#define KEPT_MAX 1000

/* For pixels, glyphs are moved onto them. What is looked at at any size takes them as they were drawn; lines are no
 * wider or narrower for it. */
typedef enum
{
  FOR_PIXELS,
  FOR_ANY_SIZE,
  N_USES,
} Use;

typedef struct
{
  PangoContext *contexts[N_USES];
  GHashTable *layouts; /* "use kind scale text" → PangoLayout */
} Store;

static void
store_free (gpointer data)
{
  Store *store = data;

  g_hash_table_unref (store->layouts);
  for (guint use = 0; use < N_USES; use++)
    g_object_unref (store->contexts[use]);
  g_free (store);
}

static GPrivate store_key = G_PRIVATE_INIT (store_free);

static PangoContext *
new_context (Use use)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();

  /* The same shapes and widths on a window, a picture and a page. */
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options,
                                     use == FOR_PIXELS ? CAIRO_HINT_STYLE_SLIGHT : CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (context, 96);
  return context;
}

static Store *
store_get (void)
{
  Store *store = g_private_get (&store_key);

  if (!store)
    {
      store = g_new0 (Store, 1);
      for (guint use = 0; use < N_USES; use++)
        store->contexts[use] = new_context (use);
      store->layouts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
      g_private_set (&store_key, store);
    }
  return store;
}

/* Fonts draw raised and lowered digits of different sizes or not at all; here they are the font's own digits, made
 * smaller. Returns the digit or sign that stands for c, 0 if it is neither; *rise in parts of the size. */
static gunichar
plain_digit (gunichar c, double *rise)
{
  static const gunichar raised[]
      = { 0x2070, 0xb9, 0xb2, 0xb3, 0x2074, 0x2075, 0x2076, 0x2077, 0x2078, 0x2079 };

  if (c >= 0x2080 && c <= 0x2089)
    {
      *rise = -0.2;
      return '0' + (c - 0x2080);
    }
  *rise = 0.32;
  if (c == 0x207b)
    return 0x2212;
  for (guint digit = 0; digit < G_N_ELEMENTS (raised); digit++)
    if (raised[digit] == c)
      return '0' + digit;
  return 0;
}

static void
insert (PangoAttrList *attributes, PangoAttribute *attribute, gsize start, gsize end)
{
  attribute->start_index = (guint)start;
  attribute->end_index = (guint)end;
  pango_attr_list_insert (attributes, attribute);
}

/* text with raised and lowered digits made plain and marked in attributes; g_free(). */
static char *
mark_scripts (const char *text, double size, PangoAttrList *attributes)
{
  GString *out = g_string_new (NULL);

  for (const char *c = text; *c; c = g_utf8_next_char (c))
    {
      double rise;
      gunichar plain = plain_digit (g_utf8_get_char (c), &rise);
      gsize start = out->len;

      if (*c == *FV_TEXT_LOWERED && c[1])
        {
          c++;
          plain = g_utf8_get_char (c);
          rise = -0.2;
        }
      g_string_append_unichar (out, plain ? plain : g_utf8_get_char (c));
      if (!plain)
        continue;
      insert (attributes, pango_attr_scale_new (0.72), start, out->len);
      insert (attributes, pango_attr_rise_new ((int)(rise * size * PANGO_SCALE)), start, out->len);
    }
  return g_string_free (out, FALSE);
}

static PangoLayout *
new_layout (PangoContext *context, FvTextKind kind, double text_scale, const char *text)
{
  PangoLayout *layout = pango_layout_new (context);
  PangoFontDescription *font = pango_font_description_from_string ("Cantarell, WenQuanYi Micro Hei");
  PangoAttrList *attributes = pango_attr_list_new ();
  double size = kind == FV_TEXT_TITLE || kind == FV_TEXT_TITLE_BOLD ? 15 : 12;
  g_autofree char *plain = NULL;

  pango_font_description_set_absolute_size (font, size * text_scale * PANGO_SCALE);
  if (kind == FV_TEXT_CAPTION_BOLD || kind == FV_TEXT_TITLE_BOLD)
    pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description (layout, font);
  pango_font_description_free (font);
  /* Figures of one width, so that numbers do not dance while they change. */
  pango_attr_list_insert (attributes, pango_attr_font_features_new ("tnum=1"));
  plain = mark_scripts (text, size * text_scale, attributes);
  pango_layout_set_attributes (layout, attributes);
  pango_attr_list_unref (attributes);
  pango_layout_set_text (layout, plain, -1);
  return layout;
}

static Use
use_of (cairo_t *cr)
{
  switch (cairo_surface_get_type (cairo_get_target (cr)))
    {
    case CAIRO_SURFACE_TYPE_SVG:
    case CAIRO_SURFACE_TYPE_PDF:
      return FOR_ANY_SIZE;
    default:
      return FOR_PIXELS;
    }
}

/* Borrowed, until the next call. */
static PangoLayout *
get_layout (Use use, FvTextKind kind, double text_scale, const char *text)
{
  Store *store = store_get ();
  char key[256];
  g_autofree char *long_key = NULL;
  char *name = key;
  PangoLayout *layout;

  if (g_snprintf (key, sizeof key, "%u %u %.3f %s", use, kind, text_scale, text) >= (int)sizeof key)
    name = long_key = g_strdup_printf ("%u %u %.3f %s", use, kind, text_scale, text);
  layout = g_hash_table_lookup (store->layouts, name);
  if (layout)
    return layout;
  if (g_hash_table_size (store->layouts) >= KEPT_MAX)
    g_hash_table_remove_all (store->layouts);
  layout = new_layout (store->contexts[use], kind, text_scale, text);
  g_hash_table_insert (store->layouts, g_strdup (name), layout);
  return layout;
}

double
fv_text_width (FvTextKind kind, double text_scale, const char *text)
{
  PangoRectangle extents;

  pango_layout_get_extents (get_layout (FOR_PIXELS, kind, text_scale, text), NULL, &extents);
  return ceil (extents.width / (double)PANGO_SCALE);
}

/* A line's height does not depend on its words here: Chinese falls to another font with other metrics, and lines
 * must not move with the language. 1.0 and 0.3 of the size hold both fonts. */
static double
em (FvTextKind kind, double text_scale)
{
  return (kind == FV_TEXT_TITLE || kind == FV_TEXT_TITLE_BOLD ? 15 : 12) * text_scale;
}

double
fv_text_ascent (FvTextKind kind, double text_scale)
{
  return ceil (em (kind, text_scale));
}

double
fv_text_descent (FvTextKind kind, double text_scale)
{
  return ceil (0.3 * em (kind, text_scale));
}

double
fv_text_draw (cairo_t *cr, FvTextKind kind, double text_scale, FvAlign align, double x, double baseline,
              FvColor color, const char *text)
{
  PangoLayout *layout = get_layout (use_of (cr), kind, text_scale, text);
  PangoRectangle extents;
  double width;

  pango_layout_get_extents (layout, NULL, &extents);
  width = ceil (extents.width / (double)PANGO_SCALE);
  if (align == FV_ALIGN_RIGHT)
    x -= width;
  else if (align == FV_ALIGN_CENTER)
    x -= width / 2;
  cairo_set_source_rgb (cr, color.red, color.green, color.blue);
  cairo_move_to (cr, round (x), round (baseline) - pango_layout_get_baseline (layout) / (double)PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);
  return width;
}

double
fv_text_paragraph (cairo_t *cr, FvTextKind kind, double text_scale, double x, double top, double width,
                   FvColor color, const char *text)
{
  PangoContext *context = store_get ()->contexts[cr ? use_of (cr) : FOR_PIXELS];
  g_autoptr (GObject) owner = G_OBJECT (new_layout (context, kind, text_scale, text));
  PangoLayout *layout = PANGO_LAYOUT (owner);
  int height;

  pango_layout_set_width (layout, (int)(width * PANGO_SCALE));
  pango_layout_set_wrap (layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_get_pixel_size (layout, NULL, &height);
  if (cr)
    {
      cairo_set_source_rgb (cr, color.red, color.green, color.blue);
      cairo_move_to (cr, round (x), round (top));
      pango_cairo_show_layout (cr, layout);
    }
  return height;
}
