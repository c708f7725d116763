/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-plane-paint.h"

#include <math.h>

#include "fv-glyph.h"
#include "fv-map.h"
#include "fv-number.h"
#include "fv-pen.h"
#include "fv-plane-field.h"
#include "fv-plane-points.h"
#include "fv-text.h"

#define MAX_LINES   8   /* hidden units whose lines are still told apart */
#define MANY_POINTS 100 /* more of them are drawn smaller */

double
fv_plane_scale (const FvScores *scores)
{
  return scores->high - scores->low;
}

static guint32
mixed (double from, double to, double t)
{
  return (guint32)lrint (255 * (from + t * (to - from)));
}

guint32
fv_plane_grey (const FvStyle *style, guint class_index, guint n_classes)
{
  double t = 0.4 * class_index / MAX (n_classes - 1, 1);

  return mixed (style->scene.red, style->bar.red, t) << 16
         | mixed (style->scene.green, style->bar.green, t) << 8
         | mixed (style->scene.blue, style->bar.blue, t);
}

guint
fv_plane_hidden_place (const FvNetwork *network)
{
  for (guint place = 1; place < fv_network_depth (network); place++)
    {
      const FvLayer *layer = fv_network_layer (network, place);

      if (layer->weight_rank == 2)
        return layer->weight_shape[1] == 2 && layer->output.maps <= MAX_LINES ? place : 0;
      if (layer->n_weights > 0 || fv_layer_block (layer) > 0)
        return 0; /* the lines would not be in the inputs */
    }
  return 0;
}

static void
paint_field (const FvPlaneLayout *self, const FvPlaneField *field, const FvSceneInput *input, cairo_t *cr)
{
  gsize area = (gsize)field->side * field->side;
  g_autofree guint32 *cells = g_new (guint32, area);
  FvScores scores = fv_scores_of (input);

  for (gsize i = 0; i < area; i++)
    {
      guint row = (guint)(i / field->side), col = (guint)(i % field->side);
      const double *at = fv_plane_field_scores (field, row, col);

      cells[i]
          = field->n_classes == 2
                ? fv_palette_pixel (FV_PALETTE_ACTIVATION, input->style.dark, at[1] - at[0],
                                    fv_plane_scale (&scores))
                : fv_plane_grey (&input->style, fv_plane_field_winner (field, row, col), field->n_classes);
    }
  fv_map_paint (cr, &input->style, input->vectors, self->square.x, self->square.y, cells, field->side,
                field->side, self->zoom, 1);
}

/* A line w·x + b = 0 across the square, which the caller has clipped to. */
static void
trace_line (const FvPlaneLayout *self, cairo_t *cr, const float *w, double b)
{
  double length = (double)w[0] * w[0] + (double)w[1] * w[1], span = self->high - self->low, reach;
  double x1, x2, middle = (self->low + self->high) / 2;

  if (!(length > 0) || !isfinite (length) || !isfinite (b))
    return;
  /* The point of the line nearest to the middle of the square, then both ways. */
  b += w[0] * middle + w[1] * middle;
  x1 = middle - b * w[0] / length;
  x2 = middle - b * w[1] / length;
  reach = span / sqrt (length);
  if (fabs (b) / sqrt (length) > span)
    return; /* it passes far outside */
  cairo_move_to (cr, fv_plane_layout_x (self, x1 - reach * w[1]),
                 fv_plane_layout_y (self, x2 + reach * w[0]));
  cairo_line_to (cr, fv_plane_layout_x (self, x1 + reach * w[1]),
                 fv_plane_layout_y (self, x2 - reach * w[0]));
}

static void
paint_hidden_lines (const FvPlaneLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  static const double dashes[] = { 4, 3 };
  guint place = fv_plane_hidden_place (input->network);
  guint n = place > 0 ? fv_network_layer (input->network, place)->output.maps : 0;

  cairo_set_dash (cr, dashes, 2, 0);
  fv_pen_color (cr, input->style.text);
  for (guint unit = 0; unit < n; unit++)
    {
      gboolean here = input->has_cursor && input->cursor.layer == place && input->cursor.unit == unit;

      trace_line (self, cr, fv_parameters_weights (input->parameters, place) + 2 * unit,
                  fv_parameters_biases (input->parameters, place)[unit]);
      cairo_set_line_width (cr, here ? 2 : 1);
      cairo_stroke (cr);
    }
  cairo_set_dash (cr, NULL, 0, 0);
}

static void
paint_decision (const FvPlaneLayout *self, const FvPlaneField *field, const FvSceneInput *input, cairo_t *cr)
{
  cairo_set_line_width (cr, 2);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  fv_pen_color (cr, input->style.ring);
  for (guint line = 0; line < field->n_lines; line++)
    {
      GArray *segments = fv_plane_field_contour (field, line);

      for (guint i = 0; i + 3 < segments->len; i += 4)
        {
          const double *s = &g_array_index (segments, double, i);
          cairo_move_to (cr, self->square.x + s[0] * self->zoom, self->square.y + s[1] * self->zoom);
          cairo_line_to (cr, self->square.x + s[2] * self->zoom, self->square.y + s[3] * self->zoom);
        }
      cairo_stroke (cr);
      g_array_unref (segments);
    }
}

static void
paint_points (const FvPlaneLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  g_autoptr (GArray) points = fv_plane_points_new (input);
  double x, y, radius = points->len > MANY_POINTS ? FV_PLANE_GLYPH - 1 : FV_PLANE_GLYPH;

  for (guint i = 0; i < points->len; i++)
    {
      const FvPlanePoint *point = &g_array_index (points, FvPlanePoint, i);

      x = fv_plane_layout_x (self, point->x1);
      y = fv_plane_layout_y (self, point->x2);
      if (point->is_wrong)
        fv_glyph_ring (cr, &input->style, input->style.wrong, x, y, radius + 3, 2);
      fv_glyph_paint (cr, &input->style, point->label, x, y, radius);
    }
  if (!input->trace)
    return;
  x = fv_plane_layout_x (self, fv_trace_o (input->trace, 0)[0]);
  y = fv_plane_layout_y (self, fv_trace_o (input->trace, 0)[1]);
  fv_glyph_ring (cr, &input->style, input->style.ring, x, y, FV_PLANE_GLYPH + 6, 2);
  fv_glyph_paint (cr, &input->style, fv_trace_target (input->trace), x, y, FV_PLANE_GLYPH);
}

static void
paint_tick (const FvPlaneLayout *self, const FvSceneInput *input, cairo_t *cr, double value)
{
  double x = floor (fv_plane_layout_x (self, value)), y = floor (fv_plane_layout_y (self, value));
  double right = self->square.x - 2, below = self->square.y + self->square.height + 2;
  g_autofree char *text = fv_number_fixed (value, value == floor (value) ? 0 : 1, FALSE);

  fv_pen_vertical (cr, input->style.frame, x, below, 4);
  fv_pen_horizontal (cr, input->style.frame, right - 4, y, 4);
  fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_CENTER, x,
                below + 5 + fv_text_ascent (FV_TEXT_CAPTION, self->text_scale), input->style.secondary, text);
  fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_RIGHT, right - 7,
                y + round (4 * self->text_scale), input->style.secondary, text);
}

static void
paint_axes (const FvPlaneLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  double low = self->range_low, high = self->range_high, name = low + 0.75 * (high - low);
  double below = self->square.y + self->square.height + 7;

  paint_tick (self, input, cr, low);
  paint_tick (self, input, cr, (low + high) / 2);
  paint_tick (self, input, cr, high);
  fv_text_draw (cr, FV_TEXT_CAPTION_BOLD, self->text_scale, FV_ALIGN_CENTER, fv_plane_layout_x (self, name),
                below + fv_text_ascent (FV_TEXT_CAPTION, self->text_scale), input->style.text, "x₁");
  fv_text_draw (cr, FV_TEXT_CAPTION_BOLD, self->text_scale, FV_ALIGN_RIGHT, self->square.x - 9,
                fv_plane_layout_y (self, name) + round (4 * self->text_scale), input->style.text, "x₂");
}

void
fv_plane_paint_square (const FvPlaneLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  const FvRect *square = &self->square;

  fv_pen_frame (cr, input->style.frame, square->x, square->y, square->width, square->height, 1);
  paint_axes (self, input, cr);
  if (input->parameters)
    {
      g_autoptr (FvPlaneField) field
          = fv_plane_field_new (input->parameters, self->cells, self->low, self->high);

      paint_field (self, field, input, cr);
      cairo_save (cr);
      cairo_rectangle (cr, square->x, square->y, square->width, square->height);
      cairo_clip (cr);
      paint_hidden_lines (self, input, cr);
      paint_decision (self, field, input, cr);
      fv_plane_name_regions (self, field, input, cr);
      cairo_restore (cr);
    }
  paint_points (self, input, cr);
}
