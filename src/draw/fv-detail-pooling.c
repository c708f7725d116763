/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-detail-foot.h"
#include "fv-detail-trio.h"
#include "fv-number.h"
#include "fv-pool.h"
#include "fv-pooling-layer.h"

/* One block of the map below and what becomes of it: its largest cell, its mean, or the sum of its cells times weights.
 * Cells that were filled in at the border are hatched. */
typedef struct
{
  FvDetail *detail;
  FvPoolingKind kind;
  guint side;    /* of the window: the block, or more for the Gaussian */
  int top, left; /* of the window in the map below */
  FvUnit unit;
  FvShown *shown;
  double *values[3]; /* [side][side]: cells, weights, products */
  guint *terms;      /* [side][side] */
  guint8 *filled;    /* [side][side] */
  double scales[3];
  FvTrioFit fit; /* where cells have weights */
} Card;

/* The operand that is a cell of the map below. */
static FvOperand
cell_operand (const FvTerm *term)
{
  return term->right_at.kind == FV_OPERAND_OUTPUT || term->right_at.kind == FV_OPERAND_FILLED ? term->right_at
                                                                                              : term->left_at;
}

static void
read_values (Card *self)
{
  const FvExplanation *e = self->detail->explanation;
  gsize count = (gsize)self->side * self->side;
  gboolean weighted = self->kind == FV_POOLING_GAUSSIAN || self->kind == FV_POOLING_TRAINABLE;

  for (guint k = 0; k < 3; k++)
    self->values[k] = g_new0 (double, count);
  self->terms = g_new (guint, count);
  self->filled = g_malloc (count);
  for (gsize i = 0; i < count; i++)
    {
      self->terms[i] = FV_NO_TERM;
      self->filled[i] = 1;
    }
  for (guint t = 0; t < e->n_terms; t++)
    {
      FvOperand at = cell_operand (&e->terms[t]);
      guint row = (guint)(at.row - self->top), col = (guint)(at.col - self->left);
      gsize cell = (gsize)row * self->side + col;

      if (row >= self->side || col >= self->side)
        continue;
      self->terms[cell] = t;
      self->filled[cell] = at.kind == FV_OPERAND_FILLED;
      self->values[0][cell] = weighted ? e->terms[t].right : e->terms[t].product;
      self->values[1][cell] = e->terms[t].left;
      self->values[2][cell] = e->terms[t].product;
    }
  self->scales[0] = fv_detail_look (self->detail, self->detail->at.layer - 1).scale;
  for (guint k = 1; k < 3; k++)
    self->scales[k] = fv_palette_scale_doubles (self->values[k], count);
}

static FvRect
within (FvRect rect, FvRect box)
{
  double right = MIN (rect.x + rect.width, box.x + box.width);
  double bottom = MIN (rect.y + rect.height, box.y + box.height);

  rect.x = MAX (rect.x, box.x);
  rect.y = MAX (rect.y, box.y);
  rect.width = MAX (right - rect.x, 0);
  rect.height = MAX (bottom - rect.y, 0);
  return rect;
}

/* The map below with the block, and for the Gaussian its window. Returns the block's ring. */
static FvRect
write_map (Card *self, double width)
{
  FvDetail *d = self->detail;
  g_autofree char *name = fv_detail_name (d, d->at.layer - 1);
  guint block = fv_layer_block (d->layer);
  FvThing *map
      = fv_detail_output_map (d, d->at.layer - 1, d->at.unit, d->left, d->top, width, d->bottom - d->top, 48);
  FvRect ring = fv_thing_cells (map, (int)(d->at.row * block), (int)(d->at.col * block), block, block);
  FvRect window = fv_thing_cells (map, self->top, self->left, self->side, self->side);

  fv_sheet_textf (&d->sheet, FV_TEXT_CAPTION, FV_ALIGN_LEFT, d->left, d->head, d->style->secondary,
                  _ ("map %u of %s"), d->at.unit + 1, name);
  map->aim = (FvAim){ .kind = FV_AIM_BLOCKS, .cursor = d->at };
  map->aim.window_rows = map->aim.window_cols = block;
  map->aim.places_rows = d->shape.rows;
  map->aim.places_cols = d->shape.cols;
  ring = within (ring, map->box);
  fv_sheet_ring (&d->sheet, ring, map->grid.cell_width < 4 ? 1 : 2);
  window = within (window, map->box);
  if (self->side > block)
    fv_sheet_ring (&d->sheet, window, 1);
  return self->side > block ? window : ring;
}

static void
write_links (FvDetail *d, FvRect from, FvRect to)
{
  double upper[] = { from.x + from.width + 2, from.y, to.x - 2, to.y };
  double lower[] = { from.x + from.width + 2, from.y + from.height, to.x - 2, to.y + to.height };

  fv_sheet_line (&d->sheet, d->style->frame, 1, FALSE, upper, 2);
  fv_sheet_line (&d->sheet, d->style->frame, 1, FALSE, lower, 2);
}

static char *
cell_text (Card *self, guint cell)
{
  if (self->terms[cell] == FV_NO_TERM)
    return NULL;
  return fv_detail_term_text (self->detail, self->unit, self->shown, self->terms[cell], FALSE);
}

/* The block alone: nothing is multiplied. */
static FvRect
write_block (Card *self, double x, double width)
{
  FvDetail *d = self->detail;
  double room = d->bottom - d->top - fv_detail_px (d, 50);
  gboolean numbers = self->side * self->side <= FV_TRIO_MAX_NUMBERS;
  double cell_width = MIN (floor (width / self->side), fv_detail_room (d, 110));
  double cell_height = MIN (floor (room / self->side), fv_detail_room (d, 76));
  FvThing *grid, *best = NULL;

  if (numbers && (cell_width < fv_detail_number_width (d, d->decimals) || cell_height < fv_detail_px (d, 18)))
    numbers = FALSE;
  if (!numbers)
    cell_width = cell_height = CLAMP (MIN (floor (width / self->side), floor (room / self->side)), 1, 24);
  grid = fv_sheet_grid (&d->sheet, x, d->top + fv_detail_px (d, 20), self->side, self->side, cell_width,
                        cell_height, FV_PALETTE_ACTIVATION, self->values[0], self->scales[0]);
  grid->aim = (FvAim){ .kind = FV_AIM_TERMS,
                       .cursor = d->at,
                       .terms = g_memdup2 (self->terms, self->side * self->side * sizeof (guint)) };
  for (guint i = 0; i < self->side * self->side; i++)
    {
      FvRect cell = fv_thing_cells (grid, (int)(i / self->side), (int)(i % self->side), 1, 1);

      if (self->filled[i])
        fv_thing_hatch (grid, i);
      if (numbers)
        fv_thing_take_text (grid, i, cell_text (self, i));
      if (self->terms[i] != FV_NO_TERM && self->terms[i] == d->explanation->winner
          && d->explanation->combine == FV_COMBINE_LARGEST)
        best = fv_sheet_ring (&d->sheet, (FvRect){ cell.x + 2, cell.y + 2, cell.width - 4, cell.height - 4 },
                              2);
      if (self->terms[i] == d->at.term)
        fv_sheet_ring (&d->sheet, cell, cell_width < 8 ? 1 : 2);
    }
  if (best)
    best->color = d->style->accent;
  fv_detail_caption (d, FV_ALIGN_LEFT, x, grid->box.y + grid->box.height + fv_detail_px (d, 20),
                     d->explanation->combine != FV_COMBINE_LARGEST ? _ ("every cell counts the same")
                     : best ? _ ("ringed in blue: the largest, which wins")
                            : _ ("a filled-in zero wins"));
  fv_detail_column (d, FV_ALIGN_LEFT, x, _ ("block"));
  return grid->box;
}

static FvRect
write_weighted (Card *self, double x)
{
  FvDetail *d = self->detail;
  FvTrioFit fit = self->fit;
  const char *heads[]
      = { self->kind == FV_POOLING_GAUSSIAN ? _ ("window") : _ ("block"),
          self->kind == FV_POOLING_GAUSSIAN ? _ ("weights g") : _ ("weights"), _ ("products") };
  FvPalette palettes[] = { FV_PALETTE_ACTIVATION, FV_PALETTE_WEIGHT, FV_PALETTE_ACTIVATION };
  FvThing *things[3];
  FvTrio trio
      = { .filled = self->filled, .shown = self->shown, .cursor = d->at, .term = d->at.term, .operator= "∘" };

  for (guint k = 0; k < 3; k++)
    {
      trio.grids[k] = (FvTrioGrid){ self->values[k], palettes[k], self->scales[k], self->terms };
      trio.units[k]
          = k == 2 ? self->unit : fv_unit_of (self->scales[k], k == 0 ? MIN (fit.decimals, 2) : fit.decimals);
    }
  fv_trio_add (d, &fit, &trio, x, d->top + fv_detail_px (d, 20), things);
  fv_trio_heads (d, &fit, x, heads, NULL);
  return things[0]->box;
}

static const char *
sentence_of (Card *self)
{
  switch (self->kind)
    {
    case FV_POOLING_MAX:
      return _ ("the largest cell of its block");
    case FV_POOLING_MEAN:
      return _ ("the mean of the cells of its block");
    case FV_POOLING_GAUSSIAN:
      return _ ("the cells around its block, weighted by a Gaussian and added up");
    case FV_POOLING_TRAINABLE:
    default:
      return _ ("the cells of its block times its map's weights, added up; plus the bias, through φ");
    }
}

static void
write_formula (Card *self, FvFoot *foot)
{
  FvDetail *d = self->detail;
  const FvExplanation *e = d->explanation;

  if (self->kind == FV_POOLING_TRAINABLE)
    {
      foot->formula = g_strdup ("n = Σ" FV_TEXT_LOWERED "i w" FV_TEXT_LOWERED "i x" FV_TEXT_LOWERED "i + b");
      return;
    }
  foot->lower = fv_unit_text (self->unit, e->value, FALSE);
  if (self->kind == FV_POOLING_MEAN)
    {
      foot->formula = g_strdup_printf ("o = Σ x ÷ %g", e->divisor);
      foot->upper_label = g_strdup ("Σ x");
      foot->upper = fv_detail_sum_text (d, self->unit, self->shown, FALSE);
      foot->lower_label = g_strdup_printf ("÷ %g = o", e->divisor);
    }
  else
    {
      foot->formula = g_strdup (self->kind == FV_POOLING_MAX ? "o = max x" : "o = Σ g x");
      foot->lower_label = g_strdup (self->kind == FV_POOLING_MAX ? "max = o" : "Σ = o");
    }
}

void
fv_detail_pooling (FvDetail *detail)
{
  guint block = fv_layer_block (detail->layer), reach = fv_pool_reach (detail->layer);
  Card self = { .detail = detail,
                .kind = ((const FvPoolingLayer *)detail->layer)->kind,
                .side = block + 2 * reach,
                .top = (int)(detail->at.row * block) - (int)reach,
                .left = (int)(detail->at.col * block) - (int)reach };
  FvFoot foot = { .shown = NULL };
  double room = detail->right - detail->left, x, width;
  FvDetailLook look = fv_detail_look (detail, detail->at.layer - 1);
  FvRect ring, box;
  gboolean weighted = self.kind == FV_POOLING_GAUSSIAN || self.kind == FV_POOLING_TRAINABLE;

  fv_detail_head (detail, sentence_of (&self));
  read_values (&self);
  fv_foot_reserve (detail, &foot);
  foot.right_width = CLAMP (round (room * 0.2), fv_detail_px (detail, 130), fv_detail_room (detail, 260));
  foot.right_x = detail->right - foot.right_width;
  foot.sum_x = foot.right_x - fv_detail_px (detail, 26);
  ring = write_map (&self, floor (room * (weighted ? 0.26 : 0.36)));
  x = detail->left + floor (room * (weighted ? 0.26 : 0.36)) + fv_detail_px (detail, 40);
  width = foot.sum_x - x;
  self.fit = fv_trio_fit (detail, self.side, self.side, width,
                          detail->bottom - detail->top - fv_detail_px (detail, 20));
  self.unit = fv_unit_of (fv_detail_sum_scale (detail->explanation),
                          weighted ? fv_trio_decimals (&self.fit, detail) : detail->decimals);
  foot.unit = self.unit;
  foot.shown = self.shown = fv_shown_new (detail->explanation, fv_unit_places (self.unit));
  box = weighted ? write_weighted (&self, x) : write_block (&self, x, width);
  write_links (detail, ring, box);
  write_formula (&self, &foot);
  fv_foot_write (detail, &foot);
  fv_foot_clear (&foot);
  fv_detail_legend (detail, look.palette, _ ("activation"), look.low, look.high);
  if (weighted)
    fv_detail_legend (detail, FV_PALETTE_WEIGHT, _ ("weights"), -self.scales[1], self.scales[1]);
  for (guint k = 0; k < 3; k++)
    g_free (self.values[k]);
  g_free (self.terms);
  g_free (self.filled);
  fv_shown_free (self.shown);
}
