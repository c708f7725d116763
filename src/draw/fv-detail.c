/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-detail.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-network-paint.h"
#include "fv-pass.h"
#include "fv-sample-picture.h"

double
fv_detail_px (const FvDetail *self, double px)
{
  return round (px * self->scale);
}

gboolean
fv_detail_has_rule (const FvDetail *self, guint rule)
{
  return self->at.layer > 0
         && fv_pass_rule_applies (self->network, fv_trace_rules (self->trace), rule, self->at.layer);
}

char *
fv_detail_name (FvDetail *self, guint layer)
{
  return layer > 0 ? fv_layer_short_name (fv_network_layer (self->network, layer)) : g_strdup ("X");
}

double
fv_detail_room (const FvDetail *self, double px)
{
  return round (px * self->scale * self->growth);
}

/* Baselines from the top and from the foot; what is between belongs to the card. */
static void
divide (FvDetail *self, double width, double height)
{
  self->left = FV_DETAIL_MARGIN;
  self->right = self->title_right = width - FV_DETAIL_MARGIN;
  self->head = fv_detail_px (self, 60);
  self->top = fv_detail_px (self, 72);
  self->legend_x = self->left;
  self->legend_baseline = height - fv_detail_px (self, 24);
  self->bottom = self->legend_baseline - fv_detail_px (self, 20);
}

static FvDetailCard
card_of (const FvDetail *self)
{
  switch (self->place.quantity)
    {
    case FV_QUANTITY_LOSS:
      return fv_detail_loss;
    case FV_QUANTITY_DELTA:
      return fv_detail_delta;
    case FV_QUANTITY_GRADIENT:
      return fv_detail_gradient;
    case FV_QUANTITY_UPDATE:
      return fv_detail_update;
    case FV_QUANTITY_OUTPUT:
    case FV_QUANTITY_SHARE:
    default:
      break;
    }
  if (!self->layer)
    return fv_detail_input;
  if (fv_layer_is_convolution (self->layer))
    return fv_detail_convolution;
  if (fv_layer_is_pooling (self->layer))
    return fv_detail_pooling;
  return g_str_equal (self->layer->type->name, "rasterize") ? fv_detail_rasterize : fv_detail_dense;
}

static void
write_nothing (FvDetail *self)
{
  fv_sheet_text (&self->sheet, FV_TEXT_TITLE, FV_ALIGN_LEFT, self->left, fv_detail_px (self, 60),
                 self->style->secondary, _ ("Choose a sample: its arithmetic is shown here."));
}

FvDetail *
fv_detail_new (const FvSceneInput *input, double width, double height)
{
  FvDetail *self = g_new0 (FvDetail, 1);

  self->input = input;
  self->style = &input->style;
  self->network = input->network;
  self->trace = input->trace;
  self->at = fv_cursor_clamp (input->cursor, input->network);
  self->place = fv_place_at_cursor (self->at, input->network);
  self->layer = self->at.layer > 0 ? fv_network_layer (input->network, self->at.layer) : NULL;
  self->shape = fv_network_shape (input->network, self->at.layer);
  fv_sheet_init (&self->sheet, self->style, width, height);
  self->sheet.hides_numbers = input->hides_numbers;
  self->scale = self->sheet.scale;
  self->growth = CLAMP (MIN (width / 1192, height / 653) / self->scale, 1, 1.6);
  self->decimals = width >= 1100 * self->scale ? 3 : 2;
  divide (self, width, height);
  if (self->trace && self->place.quantity != FV_QUANTITY_UPDATE)
    self->explanation = fv_explain (self->trace, self->place);
  if (self->trace)
    card_of (self) (self);
  else
    write_nothing (self);
  return self;
}

void
fv_detail_free (FvDetail *self)
{
  g_clear_pointer (&self->explanation, fv_explanation_free);
  fv_sheet_clear (&self->sheet);
  g_free (self);
}

void
fv_detail_column (FvDetail *self, FvAlign align, double x, const char *text)
{
  fv_sheet_text (&self->sheet, FV_TEXT_CAPTION, align, x, self->head, self->style->secondary, text);
}

void
fv_detail_caption (FvDetail *self, FvAlign align, double x, double baseline, const char *text)
{
  fv_sheet_text (&self->sheet, FV_TEXT_CAPTION, align, x, baseline, self->style->secondary, text);
}

void
fv_detail_switch (FvDetail *self, const char *const names[2], guint pressed, const FvSceneAction actions[2])
{
  double x = self->right;

  for (guint i = 2; i-- > 0;)
    {
      x -= fv_sheet_switch_width (&self->sheet, names[i]);
      fv_sheet_switch (&self->sheet, x, fv_detail_px (self, 30), i == pressed, actions[i], names[i]);
      x -= 2;
    }
  self->title_right = x - fv_detail_px (self, 12);
}

void
fv_detail_head (FvDetail *self, const char *sentence)
{
  g_autofree char *place = fv_detail_place_text (self, self->place);
  double baseline = fv_detail_px (self, 30), x = self->left, room, lower = fv_detail_px (self, 20);
  FvThing *title = fv_sheet_text (&self->sheet, FV_TEXT_TITLE_BOLD, FV_ALIGN_LEFT, x, baseline,
                                  self->style->text, place);

  x += title->box.width + fv_detail_px (self, 12);
  room = self->title_right - x;
  if (fv_text_width (FV_TEXT_TITLE, self->scale, sentence) <= room)
    fv_sheet_text (&self->sheet, FV_TEXT_TITLE, FV_ALIGN_LEFT, x, baseline, self->style->secondary, sentence);
  else if (fv_text_width (FV_TEXT_CAPTION, self->scale, sentence) <= room)
    fv_detail_caption (self, FV_ALIGN_LEFT, x, baseline, sentence);
  else
    {
      fv_detail_caption (self, FV_ALIGN_LEFT, self->left, baseline + lower, sentence);
      self->head += lower;
      self->top += lower;
    }
}

static gboolean
try_legend (FvDetail *self, FvPalette palette, const char *title, double low, double high)
{
  static const guint strips[] = { 134, 100, 70 };
  double end = self->right + FV_DETAIL_MARGIN / 2.0;
  FvLegend probe = { palette, title, low, high, fv_legend_decimals (MAX (fabs (low), fabs (high))) };

  for (guint i = 0; i < G_N_ELEMENTS (strips); i++)
    {
      double width = fv_legend_width (&probe, self->scale, strips[i]);

      if (self->legend_x + width > end)
        continue;
      fv_sheet_legend (&self->sheet, palette, title, low, high, self->legend_x, self->legend_baseline,
                       strips[i]);
      self->legend_x += width + fv_detail_px (self, 28);
      return TRUE;
    }
  return FALSE;
}

void
fv_detail_legend (FvDetail *self, FvPalette palette, const char *title, double low, double high)
{
  double next = self->legend_baseline + fv_detail_px (self, 36);

  if (try_legend (self, palette, title, low, high) || self->legend_column == 0
      || self->legend_x == self->legend_column || next + fv_detail_px (self, 20) > self->sheet.height)
    return;
  self->legend_x = self->legend_column;
  self->legend_baseline = next;
  try_legend (self, palette, title, low, high);
}

FvDetailLook
fv_detail_look (FvDetail *self, guint layer)
{
  FvSceneInput forward = *self->input;
  FvNetworkLook look;

  forward.cursor.direction = FV_FORWARD;
  look = fv_network_look (&forward, layer);
  return (FvDetailLook){ FV_PALETTE_ACTIVATION, look.low, look.high,
                         MAX (fabs (look.low), fabs (look.high)) };
}

const double *
fv_detail_map_values (FvDetail *self, const double *values, guint layer, guint map)
{
  return values + map * fv_shape_area (fv_network_shape (self->network, layer));
}

FvThing *
fv_detail_output_map (FvDetail *self, guint layer, guint map, double x, double y, double max_width,
                      double max_height, double max_zoom)
{
  FvShape shape = fv_network_shape (self->network, layer);
  const double *o = fv_detail_map_values (self, fv_trace_o (self->trace, layer), layer, map);
  FvDetailLook look = fv_detail_look (self, layer);
  FvThing *thing = fv_sheet_map (&self->sheet, x, y, shape.rows, shape.cols, max_width, max_height, max_zoom,
                                 look.palette, o, look.scale);

  if (layer == 0)
    g_clear_pointer (&thing->grid.signs, g_free);
  if (layer == 0)
    fv_sample_picture_map (self->style, shape.maps, map,
                           fv_trace_pixels (self->trace) + map * fv_shape_area (shape), fv_shape_area (shape),
                           thing->grid.cells);
  return thing;
}

double
fv_detail_delta_scale (FvDetail *self, guint layer)
{
  return fv_palette_scale_doubles (fv_trace_delta (self->trace, layer),
                                   fv_shape_size (fv_network_shape (self->network, layer)));
}
