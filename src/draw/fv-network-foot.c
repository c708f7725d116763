/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-network-paint.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-legend.h"
#include "fv-number.h"
#include "fv-text.h"
#include "fv-weight-maps.h"

#define LEGEND_GAP 30

static void
caption (const FvNetworkLayout *self, cairo_t *cr, FvAlign align, double x, double baseline, FvColor color,
         const char *text)
{
  fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, align, x, baseline, color, text);
}

static void
paint_arithmetic (const FvNetworkLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  for (guint i = 0; i < self->n_columns; i++)
    {
      const FvNetworkColumn *column = &self->columns[i];

      for (guint line = 0; line < 2; line++)
        if (column->footer[line])
          caption (self, cr, FV_ALIGN_LEFT, column->label_x, self->footer_baseline[line],
                   line == 1 && column->footer_explains ? input->style.secondary : input->style.text,
                   column->footer[line]);
    }
}

typedef struct
{
  FvLegend legends[3];
  char *titles[3];
  guint n;
} Legends;

static void
add_legend (Legends *self, FvPalette palette, char *title, double low, double high, guint decimals)
{
  self->titles[self->n] = title;
  self->legends[self->n++] = (FvLegend){ palette, title, low, high, decimals };
}

static void
add_weights (Legends *legends, const FvNetworkLayout *self, guint nth, const FvSceneInput *input)
{
  const FvNetworkColumn *column = &self->columns[nth];
  const FvLayer *layer = fv_network_layer (self->network, column->place);
  g_autofree char *name = fv_layer_short_name (layer), *unit = fv_number_subscript (input->cursor.unit + 1);
  double scale
      = fv_palette_scale_floats (fv_parameters_weights (input->parameters, column->place), layer->n_weights);
  FvWeightMaps weights;
  char *title;

  fv_weight_maps_of (layer, &weights);
  if (column->kernels_of_unit)
    title = g_strdup_printf (_ ("Θ%s of %s"), unit, name);
  else if (weights.is_shared)
    title = g_strdup_printf (_ ("Θ of %s, one for all its input maps"), name);
  else
    title = g_strdup_printf (_ ("weights of %s"), name);
  add_legend (legends, FV_PALETTE_WEIGHT, title, -scale, scale, fv_legend_decimals (scale));
}

static Legends
choose_legends (const FvNetworkLayout *self, const FvSceneInput *input)
{
  Legends legends = { .n = 0 };
  guint place = input->has_cursor ? MIN (input->cursor.layer, fv_network_depth (self->network)) : 1;
  FvNetworkLook look = fv_network_look (input, place);
  g_autofree char *name
      = place > 0 ? fv_layer_short_name (fv_network_layer (self->network, place)) : g_strdup ("X");
  guint decimals = look.high == 1 || look.high == 0 ? 0 : fv_legend_decimals (look.high);

  if (fv_network_shows_delta (input))
    add_legend (&legends, FV_PALETTE_DELTA, g_strdup_printf (_ ("δ of %s"), name), look.low, look.high,
                MAX (decimals, 2));
  else if (place == 0 || (look.high == 1 && look.low == -1))
    add_legend (&legends, FV_PALETTE_ACTIVATION, g_strdup (_ ("activation")), -1, 1, 0);
  else
    add_legend (&legends, FV_PALETTE_ACTIVATION, g_strdup_printf (_ ("activation of %s"), name), look.low,
                look.high, decimals);
  /* The cursor's first: of three that may be there, it is the one asked for. */
  for (guint pass = 0; pass < 2 && input->parameters; pass++)
    for (guint i = 1; i < self->n_columns && legends.n < G_N_ELEMENTS (legends.legends); i++)
      {
        gboolean here = input->has_cursor && input->cursor.layer == self->columns[i].place;

        if (here == (pass == 0) && self->columns[i].kernels.count > 0
            && (here || (!self->columns[i].kernels_of_unit && !fv_network_shows_delta (input))))
          add_weights (&legends, self, i, input);
      }
  return legends;
}

/* As many as fit, with the widest strip that lets all of them in. Returns the x after the last. */
static double
paint_legends (const FvNetworkLayout *self, Legends *legends, const FvSceneInput *input, cairo_t *cr,
               double end)
{
  static const guint strips[] = { 133, 101, 69 };
  double x = self->body.x;
  guint strip = strips[G_N_ELEMENTS (strips) - 1];

  for (guint s = 0; s < G_N_ELEMENTS (strips); s++)
    {
      double total = x;
      for (guint i = 0; i < legends->n; i++)
        total += fv_legend_width (&legends->legends[i], self->text_scale, strips[s]) + LEGEND_GAP;
      strip = strips[s];
      if (total <= end)
        break;
    }
  for (guint i = 0; i < legends->n; i++)
    {
      if (x + fv_legend_width (&legends->legends[i], self->text_scale, strip) > end)
        break;
      x = fv_legend_paint (&legends->legends[i], cr, &input->style, input->vectors, x, self->legend_baseline,
                           strip)
          + LEGEND_GAP;
    }
  return x;
}

static gboolean
any_dead (const FvSceneInput *input)
{
  for (guint place = 1; input->trace && place <= fv_network_depth (input->network); place++)
    if (fv_network_dead_share (input->trace, place) >= 0)
      return TRUE;
  return FALSE;
}

/* What the rms bars mean, at the right; the longest that fits. */
static char *
explain_rms (const FvNetworkLayout *self, const FvSceneInput *input, int low, int high)
{
  g_autofree char *from = fv_number_decade (low), *to = fv_number_decade (high);
  double limit = 0;

  for (guint place = 1; place <= fv_network_depth (self->network); place++)
    {
      const FvActivation *activation = fv_network_layer (self->network, place)->activation;
      if (activation && activation->saturation > 0 && activation->low == -activation->high)
        limit = activation->saturation;
    }
  if (limit > 0)
    {
      g_autofree char *number = fv_number_fixed (limit, 2, FALSE);
      return g_strdup_printf (_ ("bars: rms δ, log scale, from %s to %s · sat.: units with |o| > %s"), from,
                              to, number);
    }
  if (any_dead (input))
    return g_strdup_printf (_ ("bars: rms δ, log scale, from %s to %s · dead: units that pass no δ on"), from,
                            to);
  return g_strdup_printf (_ ("bars: rms δ, log scale, from %s to %s"), from, to);
}

/* From the right end of a line to the left, if it does not meet what ends at x. Where the next may end. */
static double
put_right (const FvNetworkLayout *self, cairo_t *cr, double x, double end, double baseline, FvColor color,
           const char *text)
{
  double width = text ? fv_text_width (FV_TEXT_CAPTION, self->text_scale, text) : 0;

  if (!text || x + width > end)
    return end;
  caption (self, cr, FV_ALIGN_RIGHT, end, baseline, color, text);
  return end - width - LEGEND_GAP;
}

/* What the bars mean; below it what is looked at, and left of that what is pinned or ringed. */
static void
paint_backward_notes (const FvNetworkLayout *self, const FvSceneInput *input, cairo_t *cr, int low, int high,
                      double x)
{
  double end = self->body.x + self->body.width, left;
  double below = self->legend_baseline + round (15 * self->text_scale);
  g_autofree char *where = input->has_cursor ? fv_scene_describe (input) : NULL;
  g_autofree char *bars = explain_rms (self, input, low, high), *notes = NULL;
  const char *scale = _ ("each layer at its own scale");

  left = put_right (self, cr, x, end, below, input->style.text, where);
  notes = fv_network_notes (self, input, left - x);
  put_right (self, cr, x, left, below, input->style.secondary, notes);
  end = put_right (self, cr, x, end, self->legend_baseline, input->style.secondary, bars);
  if (x + fv_text_width (FV_TEXT_CAPTION, self->text_scale, scale) <= end)
    caption (self, cr, FV_ALIGN_LEFT, x, self->legend_baseline, input->style.secondary, scale);
}

/* What is looked at; below it what is pinned or ringed. */
static void
paint_forward_notes (const FvNetworkLayout *self, const FvSceneInput *input, cairo_t *cr, double x)
{
  double end = self->body.x + self->body.width;
  double below = self->legend_baseline + round (15 * self->text_scale);
  g_autofree char *where = input->has_cursor ? fv_scene_describe (input) : NULL;
  g_autofree char *notes = fv_network_notes (self, input, end - x);

  put_right (self, cr, x, end, self->legend_baseline, input->style.text, where);
  put_right (self, cr, x, end, below, input->style.secondary, notes);
}

void
fv_network_paint_foot (const FvNetworkLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  Legends legends = choose_legends (self, input);
  double end = self->body.x + self->body.width, x;
  g_autofree char *where = input->has_cursor ? fv_scene_describe (input) : NULL;

  if (fv_network_shows_delta (input))
    {
      int low, high;
      fv_network_paint_rms (self, input, cr, &low, &high);
      x = paint_legends (self, &legends, input, cr, end);
      paint_backward_notes (self, input, cr, low, high, x);
    }
  else
    {
      double width = where ? fv_text_width (FV_TEXT_CAPTION, self->text_scale, where) : 0;
      g_autofree char *notes = fv_network_notes (self, input, self->body.width / 2);

      if (notes)
        width = MAX (width, fv_text_width (FV_TEXT_CAPTION, self->text_scale, notes));
      paint_arithmetic (self, input, cr);
      x = paint_legends (self, &legends, input, cr, end - width);
      paint_forward_notes (self, input, cr, x);
    }
  for (guint i = 0; i < legends.n; i++)
    g_free (legends.titles[i]);
}
