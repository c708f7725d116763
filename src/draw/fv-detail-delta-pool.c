/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-detail-delta.h"
#include "fv-detail-terms.h"
#include "fv-number.h"
#include "fv-pooling-layer.h"

/* Un-pooling: the δ of a block goes to its winner, or is shared out. */
typedef struct
{
  FvDetail *detail;
  FvRect area;
  const FvPoolingLayer *above;
  FvPoolingKind kind;
  guint block, row, col; /* the block the cell lies in */
  gboolean has_block;    /* FALSE: dropped at the border */
  gboolean is_winner;    /* of a max */
} Card;

/* The δ of the pool's map, and the block's in it. Returns where the next thing may begin. */
static double
write_map (Card *self, double side)
{
  FvDetail *d = self->detail;
  guint layer = d->at.layer + 1;
  FvShape shape = self->above->layer.output;
  const double *delta = fv_detail_map_values (d, fv_trace_delta (d->trace, layer), layer, d->at.unit);
  g_autofree char *name = fv_detail_name (d, layer);
  FvThing *map = fv_sheet_map (&d->sheet, self->area.x, self->area.y, shape.rows, shape.cols, side, side, 40,
                               FV_PALETTE_DELTA, delta, fv_detail_delta_scale (d, layer));

  fv_sheet_textf (&d->sheet, FV_TEXT_CAPTION, FV_ALIGN_LEFT, self->area.x, d->head, d->style->secondary,
                  _ ("δ of %s, map %u"), name, d->at.unit + 1);
  map->aim = (FvAim){
    .kind = FV_AIM_UNBLOCK, .cursor = d->at, .window_rows = self->block, .window_cols = self->block
  };
  map->aim.places_rows = d->shape.rows;
  map->aim.places_cols = d->shape.cols;
  if (self->has_block)
    fv_sheet_ring (&d->sheet, fv_thing_cells (map, (int)self->row, (int)self->col, 1, 1),
                   map->grid.cell_width < 8 ? 1 : 2);
  return self->area.x + MAX (map->box.width, fv_detail_px (d, 130)) + fv_detail_px (d, 44);
}

typedef struct
{
  const double *values; /* of the whole map */
  FvPalette palette;
  double scale;
  const char *head;
  gboolean is_forward; /* the winner is ringed */
} Block;

/* Returns where it ends. */
static double
write_block (Card *self, const Block *block, double x, double width)
{
  FvDetail *d = self->detail;
  FvShape shape = d->shape;
  guint side = self->block, top = self->row * side, left = self->col * side;
  g_autofree double *values = g_new0 (double, side *side);
  FvUnit unit
      = block->is_forward ? fv_unit_of (block->scale, d->decimals) : fv_unit_fine (block->scale, d->decimals);
  g_autofree char *note = fv_unit_note (unit);
  double room = self->area.height - fv_detail_px (d, 46);
  double cell_width = MIN (floor (width / side), fv_detail_room (d, 84));
  double cell_height = MIN (floor (room / side), fv_detail_room (d, 56));
  gboolean numbers
      = cell_width >= fv_detail_number_width (d, d->decimals) && cell_height >= fv_detail_px (d, 17);
  const gint32 *winner = fv_trace_winner (d->trace, d->at.layer + 1);
  FvShape above = self->above->layer.output;
  gint32 won = block->is_forward && winner && self->kind == FV_POOLING_MAX
                   ? winner[(d->at.unit * above.rows + self->row) * above.cols + self->col]
                   : -1;
  FvThing *grid, *head;

  if (!numbers)
    cell_width = cell_height = CLAMP (floor (MIN (width, room) / side), 1, 20);
  for (guint i = 0; i < side * side; i++)
    if (top + i / side < shape.rows && left + i % side < shape.cols)
      values[i] = block->values[(top + i / side) * shape.cols + left + i % side];
  grid = fv_sheet_grid (&d->sheet, x, self->area.y, side, side, cell_width, cell_height, block->palette,
                        values, block->scale);
  for (guint i = 0; i < side * side; i++)
    {
      guint row = top + i / side, col = left + i % side;
      FvRect cell = fv_thing_cells (grid, (int)(i / side), (int)(i % side), 1, 1);

      if (row >= shape.rows || col >= shape.cols)
        fv_thing_hatch (grid, i);
      else if (numbers)
        fv_thing_take_text (grid, i, fv_unit_text (unit, values[i], FALSE));
      self->is_winner |= won >= 0 && (guint)won == d->at.row * shape.cols + d->at.col;
      if (won >= 0 && (guint)won == row * shape.cols + col)
        fv_sheet_ring (&d->sheet, (FvRect){ cell.x + 2, cell.y + 2, cell.width - 4, cell.height - 4 }, 2)
            ->color
            = d->style->accent;
      if (row == d->at.row && col == d->at.col)
        fv_sheet_ring (&d->sheet, cell, cell_width < 8 ? 1 : 2);
    }
  grid->aim = (FvAim){ .kind = FV_AIM_CELLS, .cursor = d->at };
  grid->aim.cursor.row = top;
  grid->aim.cursor.col = left;
  grid->aim.cursor.term = 0;
  head = fv_sheet_textf (&d->sheet, FV_TEXT_CAPTION, FV_ALIGN_LEFT, x, d->head, d->style->secondary, "%s %s",
                         block->head, note ? note : "");
  return x + MAX (grid->box.width, head->box.width);
}

static const char *
sentence_of (Card *self)
{
  gboolean copied = (fv_trace_rules (self->detail->trace) & FV_RULE_COPY_TO_ALL) != 0;

  if (!self->has_block)
    return _ ("This cell was dropped at the border: nothing depends on it.");
  switch (self->kind)
    {
    case FV_POOLING_MAX:
      if (copied)
        return _ ("As printed: every cell of the block gets its δ, whether it won or not.");
      return self->is_winner ? _ ("This cell won its block: it gets the whole δ.")
                             : _ ("Another cell won this block: nothing depends on this one.");
    case FV_POOLING_MEAN:
      return _ ("Every cell counted the same: each gets an equal part of δ.");
    case FV_POOLING_GAUSSIAN:
      return _ ("Every window this cell lay in gives its δ times the weight it had there.");
    case FV_POOLING_TRAINABLE:
    default:
      return _ ("The cell gets δ times the weight it was multiplied with.");
    }
}

static void
write_sum (Card *self, double x)
{
  FvDetail *d = self->detail;
  const FvExplanation *e = d->explanation;
  FvUnit unit = fv_unit_fine (fv_detail_sum_scale (e), d->decimals);
  g_autoptr (FvShown) shown = fv_shown_new (e, fv_unit_places (unit));
  g_autofree char *sum = fv_detail_sum_text (d, unit, shown, FALSE);
  double line = fv_detail_px (d, 20), width = MIN (d->right - x, fv_detail_px (d, 380));
  double baseline = self->area.y + self->area.height - fv_detail_px (d, 20);
  FvTermTable table = { .unit = unit,
                        .shown = shown,
                        .left = FV_PALETTE_DELTA,
                        .right = FV_PALETTE_WEIGHT,
                        .product = FV_PALETTE_DELTA,
                        .product_head = "",
                        .is_plain = self->kind == FV_POOLING_MAX };

  for (guint i = 0; i < e->n_terms; i++)
    {
      table.left_scale = MAX (table.left_scale, fabs (e->terms[i].left));
      table.right_scale = MAX (table.right_scale, fabs (e->terms[i].right));
      table.product_scale = MAX (table.product_scale, fabs (e->terms[i].product));
    }
  if (e->n_terms > 0)
    {
      gboolean weight_left = e->terms[0].right_at.kind == FV_OPERAND_DELTA;

      table.left = weight_left ? FV_PALETTE_WEIGHT : FV_PALETTE_DELTA;
      table.right = weight_left ? FV_PALETTE_DELTA : FV_PALETTE_WEIGHT;
      table.left_head = weight_left ? _ ("weight") : "δ";
      table.right_head = weight_left ? "δ" : _ ("weight");
    }
  table.area = (FvRect){ x, self->area.y, width, baseline - self->area.y - line };
  baseline = fv_term_table_write (d, &table) + fv_detail_px (d, 22);
  if (table.is_plain)
    fv_detail_column (d, FV_ALIGN_LEFT, x, _ ("what this cell gets"));
  fv_sheet_rule (&d->sheet, d->style->text, x, baseline - fv_detail_px (d, 16), width, 1);
  fv_sheet_text (&d->sheet, FV_TEXT_TITLE, FV_ALIGN_LEFT, x, baseline, d->style->secondary, "∂E/∂o =");
  fv_sheet_text (&d->sheet, FV_TEXT_TITLE_BOLD, FV_ALIGN_RIGHT, x + width, baseline, d->style->text, sum);
}

void
fv_detail_delta_pool (FvDetail *detail, FvRect area)
{
  Card self = { .detail = detail,
                .area = area,
                .above = (const FvPoolingLayer *)fv_network_layer (detail->network, detail->at.layer + 1) };
  double side = MIN (area.height - fv_detail_px (detail, 40), floor (area.width * 0.24)), x, width;
  FvDetailLook look = fv_detail_look (detail, detail->at.layer);
  double scale;
  Block blocks[2];

  self.kind = self.above->kind;
  self.block = fv_layer_block (&self.above->layer);
  self.row = detail->at.row / self.block;
  self.col = detail->at.col / self.block;
  self.has_block = self.row < self.above->layer.output.rows && self.col < self.above->layer.output.cols;
  x = write_map (&self, side);
  width = floor (area.width * 0.17);
  scale = fv_palette_scale_doubles (fv_trace_d_o (detail->trace, detail->at.layer),
                                    fv_shape_size (detail->shape));
  blocks[0] = (Block){ fv_detail_map_values (detail, fv_trace_o (detail->trace, detail->at.layer),
                                             detail->at.layer, detail->at.unit),
                       FV_PALETTE_ACTIVATION, look.scale, _ ("its block, forward"), TRUE };
  blocks[1] = (Block){ fv_detail_map_values (detail, fv_trace_d_o (detail->trace, detail->at.layer),
                                             detail->at.layer, detail->at.unit),
                       FV_PALETTE_DELTA, scale, _ ("∂E/∂o, in the block"), FALSE };
  for (guint i = 0; i < 2 && self.has_block; i++)
    x = write_block (&self, &blocks[i], x, width) + fv_detail_px (detail, 30);
  write_sum (&self, x);
  fv_sheet_text (&detail->sheet, FV_TEXT_TITLE, FV_ALIGN_LEFT, area.x,
                 area.y + area.height - fv_detail_px (detail, 8), detail->style->text, sentence_of (&self));
  fv_detail_legend (detail, FV_PALETTE_DELTA, "δ", -scale, scale);
  fv_detail_legend (detail, look.palette, _ ("activation"), look.low, look.high);
}
