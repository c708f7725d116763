/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-plane-paint.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-glyph.h"
#include "fv-legend.h"
#include "fv-number.h"
#include "fv-pen.h"
#include "fv-plane-points.h"
#include "fv-text.h"

#define STRIP 133
#define MARK  26 /* px from the left of a mark's row to its words */

/* Rows from the top; what does not fit any more is left out. */
typedef struct
{
  const FvPlaneLayout *layout;
  const FvSceneInput *input;
  cairo_t *cr;
  double y; /* the top of the next row */
  double line;
} Side;

static gboolean
has_room (const Side *self, double rows)
{
  return self->y + rows * self->line <= self->layout->side.y + self->layout->side.height;
}

static double
baseline (const Side *self)
{
  return self->y + fv_text_ascent (FV_TEXT_CAPTION, self->layout->text_scale);
}

static void
add_words (Side *self, double indent, FvColor color, const char *words)
{
  const FvRect *side = &self->layout->side;

  self->y += fv_text_paragraph (self->cr, FV_TEXT_CAPTION, self->layout->text_scale, side->x + indent,
                                self->y, side->width - indent, color, words)
             + 4;
}

static void
add_title (Side *self)
{
  double scale = self->layout->text_scale;
  const char *title = _ ("What the network answers where");

  if (fv_text_width (FV_TEXT_TITLE_BOLD, scale, title) > self->layout->side.width)
    title = _ ("The plane");
  fv_text_draw (self->cr, FV_TEXT_TITLE_BOLD, scale, FV_ALIGN_LEFT, self->layout->side.x,
                self->y + fv_text_ascent (FV_TEXT_TITLE, scale), self->input->style.text, title);
  self->y += round (30 * scale);
}

static const char *
class_name (const Side *self, guint nth, char buffer[16])
{
  return fv_scores_class_name (self->input->network, self->input->class_names, nth, buffer);
}

/* Two classes: the difference of the scores has the colour; many: the greatest score has its grey. */
static void
add_scale (Side *self)
{
  FvScores scores = fv_scores_of (self->input);
  double scale = fv_plane_scale (&scores);
  FvLegend legend = { FV_PALETTE_ACTIVATION, "", -scale, scale, scale == 1 ? 0 : fv_legend_decimals (scale) };
  char a[16], b[16];
  g_autofree char *words = NULL;

  if (!has_room (self, 4))
    return;
  if (scores.n_classes != 2)
    {
      add_words (self, 0, self->input->style.secondary, _ ("each region: the class with the largest score"));
      self->y += self->line / 2;
      return;
    }
  words = g_strdup_printf (scores.probabilities ? _ ("colour: probability of %s − probability of %s")
                                                : _ ("colour: score of %s − score of %s"),
                           class_name (self, 1, a), class_name (self, 0, b));
  add_words (self, 0, self->input->style.secondary, words);
  self->y += 8;
  fv_legend_paint (&legend, self->cr, &self->input->style, self->input->vectors, self->layout->side.x + 2,
                   self->y + 8, STRIP);
  self->y += round (15 * self->layout->text_scale) + self->line;
}

static void
add_line (Side *self, FvColor color, double width, gboolean dashed, const char *words)
{
  static const double dashes[] = { 4, 3 };
  double x = self->layout->side.x, y = floor (self->y + self->line / 2 - 2);

  if (!has_room (self, 1))
    return;
  cairo_save (self->cr);
  fv_pen_color (self->cr, color);
  cairo_set_line_width (self->cr, width);
  if (dashed)
    cairo_set_dash (self->cr, dashes, 2, 0);
  cairo_move_to (self->cr, x, y + width / 2);
  cairo_line_to (self->cr, x + MARK - 7, y + width / 2);
  cairo_stroke (self->cr);
  cairo_restore (self->cr);
  add_words (self, MARK, self->input->style.secondary, words);
}

static void
add_lines (Side *self)
{
  guint place = fv_plane_hidden_place (self->input->network);
  g_autofree char *name = NULL, *words = NULL;

  add_line (self, self->input->style.ring, 2, FALSE, _ ("decision line: the scores are equal"));
  if (place == 0)
    return;
  name = fv_layer_short_name (fv_network_layer (self->input->network, place));
  words = g_strdup_printf (_ ("n = 0 of a unit of %s"), name);
  add_line (self, self->input->style.text, 1, TRUE, words);
}

static void
add_swatch (Side *self, guint nth, guint n_classes)
{
  FvColor color = fv_palette_color (fv_plane_grey (&self->input->style, nth, n_classes));
  double x = self->layout->side.x + self->layout->side.width - 24, y = self->y + 1;

  fv_pen_fill (self->cr, color, x, y, 20, 12);
  fv_pen_frame (self->cr, self->input->style.frame, x, y, 20, 12, 1);
}

static void
add_classes (Side *self)
{
  FvScores scores = fv_scores_of (self->input);
  double middle = fv_text_ascent (FV_TEXT_CAPTION, self->layout->text_scale) / 2 + 2;
  char buffer[16];

  for (guint i = 0; i < scores.n_classes && has_room (self, 1); i++)
    {
      g_autofree char *words = g_strdup_printf (_ ("class %s"), class_name (self, i, buffer));
      fv_glyph_paint (self->cr, &self->input->style, i, self->layout->side.x + 9, floor (self->y + middle),
                      FV_PLANE_GLYPH);
      fv_text_draw (self->cr, FV_TEXT_CAPTION, self->layout->text_scale, FV_ALIGN_LEFT,
                    self->layout->side.x + MARK, baseline (self), self->input->style.text, words);
      if (scores.n_classes > 2)
        add_swatch (self, i, scores.n_classes);
      self->y += self->line;
    }
}

static void
add_wrong (Side *self)
{
  g_autoptr (GArray) points = fv_plane_points_new (self->input);
  double middle = fv_text_ascent (FV_TEXT_CAPTION, self->layout->text_scale) / 2 + 2;
  g_autofree char *words = NULL;
  guint wrong = 0;

  if (points->len == 0 || !self->input->parameters || !has_room (self, 1))
    return;
  for (guint i = 0; i < points->len; i++)
    wrong += g_array_index (points, FvPlanePoint, i).is_wrong;
  fv_glyph_ring (self->cr, &self->input->style, self->input->style.wrong, self->layout->side.x + 9,
                 floor (self->y + middle), FV_PLANE_GLYPH + 2, 2);
  words = g_strdup_printf (_ ("read wrongly: %u of %u"), wrong, points->len);
  fv_text_draw (self->cr, FV_TEXT_CAPTION, self->layout->text_scale, FV_ALIGN_LEFT,
                self->layout->side.x + MARK, baseline (self), self->input->style.text, words);
  self->y += self->line;
}

/* Where the chosen sample lies and how it was read. */
static void
add_sample (Side *self)
{
  FvTrace *trace = self->input->trace;
  g_autofree char *x1 = NULL, *x2 = NULL, *place = NULL, *words = NULL;
  double middle = fv_text_ascent (FV_TEXT_CAPTION, self->layout->text_scale) / 2 + 2;
  char a[16], b[16];

  if (!trace || !has_room (self, 2.5))
    return;
  self->y += self->line / 2;
  x1 = fv_number_fixed (fv_trace_o (trace, 0)[0], 2, FALSE);
  x2 = fv_number_fixed (fv_trace_o (trace, 0)[1], 2, FALSE);
  place = g_strdup_printf ("x = (%s, %s)", x1, x2);
  words = g_strdup_printf (_ ("target %s · read as %s"), class_name (self, fv_trace_target (trace), a),
                           class_name (self, fv_trace_class (trace), b));
  fv_glyph_ring (self->cr, &self->input->style, self->input->style.ring, self->layout->side.x + 9,
                 floor (self->y + middle), FV_PLANE_GLYPH + 2, 2);
  add_words (self, MARK, self->input->style.text, place);
  add_words (self, MARK,
             fv_trace_target (trace) == fv_trace_class (trace) ? self->input->style.secondary
                                                               : self->input->style.wrong,
             words);
}

void
fv_plane_paint_side (const FvPlaneLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  Side side = { .layout = self, .input = input, .cr = cr, .y = self->side.y };

  if (self->side.width == 0)
    return;
  side.line = fv_text_ascent (FV_TEXT_CAPTION, self->text_scale)
              + fv_text_descent (FV_TEXT_CAPTION, self->text_scale) + 6;
  add_title (&side);
  add_scale (&side);
  add_classes (&side);
  add_wrong (&side);
  side.y += side.line / 2;
  add_lines (&side);
  add_sample (&side);
}
