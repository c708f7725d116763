/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-detail-kernel-gradient.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-convolution.h"
#include "fv-detail-trio.h"
#include "fv-number.h"

#define MAP_ZOOM 20 /* px of a cell of X, at most */

typedef struct
{
  FvDetail *detail;
  const FvConvolution *layer;
  guint rows, cols;       /* of the kernel */
  const double *gradient; /* [rows][cols] */
  double scale;           /* of it */
  FvUnit unit;
  FvShown *shown;
  FvTrioFit fit;
  double side, zoom, map_height; /* of X: its box, a cell of it, its height, px */
  double x_scale;
  double trio_x, sum_width, middle; /* px; middle is where the halves of X and the trio meet */
  double scales[3];                 /* of the trio's grids */
} Card;

static char *
subscripts (Card *self)
{
  g_autofree char *unit = fv_number_subscript (self->detail->at.unit + 1);
  g_autofree char *input = fv_number_subscript (self->detail->place.input + 1);

  if (self->layer->is_shared || self->layer->layer.input.maps == 1)
    return g_steal_pointer (&unit);
  return g_strdup_printf ("%s" FV_TEXT_LOWERED ",%s", unit, input);
}

/* X_i, or the sum of all the unit reads. */
static double *
new_input (Card *self)
{
  FvDetail *d = self->detail;
  gsize area = fv_shape_area (self->layer->layer.input);
  const double *o = fv_trace_o (d->trace, d->at.layer - 1);
  double *x = g_new0 (double, area);

  for (guint i = 0; i < self->layer->layer.input.maps; i++)
    if (self->layer->is_shared ? fv_convolution_kernel (self->layer, d->at.unit, i) >= 0
                               : i == d->place.input)
      for (gsize c = 0; c < area; c++)
        x[c] += o[i * area + c];
  return x;
}

/* What of X one sees, at most side × side px: every step-th cell, each zoom px. Then the trio beside it, and the sum. */
static void
fit_upper (Card *self, double top, double height)
{
  FvDetail *d = self->detail;
  FvShape below = self->layer->layer.input;
  guint step;

  self->side = MIN (height, floor ((d->right - d->left) * 0.2));
  self->zoom = fv_sheet_zoom (below.rows, below.cols, self->side, self->side, MAP_ZOOM, &step);
  self->map_height = (below.rows + step - 1) / step * self->zoom;
  self->trio_x = d->left + (below.cols + step - 1) / step * self->zoom + fv_detail_px (d, 36);
  self->sum_width = fv_text_width (FV_TEXT_TITLE_BOLD, d->scale, "−8.888") + fv_detail_px (d, 36);
  self->fit
      = fv_trio_fit (d, d->shape.rows, d->shape.cols, d->right - self->sum_width - self->trio_x, height);
  self->middle = top + floor (MAX (self->fit.height, self->map_height) / 2);
  self->unit = fv_unit_fine (fv_detail_sum_scale (d->explanation), fv_trio_decimals (&self->fit, d));
  self->shown = fv_shown_new (d->explanation, fv_unit_places (self->unit));
}

/* X, and on it what θ meets. Returns the ring there. */
static const FvThing *
add_map (Card *self)
{
  FvDetail *d = self->detail;
  FvShape below = self->layer->layer.input;
  g_autofree double *x = new_input (self);
  FvThing *map;

  self->x_scale = self->layer->is_shared ? fv_palette_scale_doubles (x, fv_shape_area (below))
                                         : fv_detail_look (d, d->at.layer - 1).scale;
  map = fv_sheet_map (&d->sheet, d->left, self->middle - floor (self->map_height / 2), below.rows, below.cols,
                      self->side, self->side, MAP_ZOOM, FV_PALETTE_ACTIVATION, x, self->x_scale);
  map->aim = (FvAim){ .kind = FV_AIM_MEETS, .cursor = d->at };
  map->aim.window_rows = self->rows;
  map->aim.window_cols = self->cols;
  return fv_sheet_ring (&d->sheet,
                        fv_thing_cells (map, (int)(self->rows - 1 - d->at.row),
                                        (int)(self->cols - 1 - d->at.col), d->shape.rows, d->shape.cols),
                        map->grid.cell_width < 4 ? 1 : 2);
}

/* What X has there, Δ, and their products [3][rows][cols]. Terms lie where their δ does. */
static void
spread_terms (const FvDetail *d, double *values, guint *terms)
{
  const FvExplanation *e = d->explanation;
  guint count = d->shape.rows * d->shape.cols;

  for (guint t = 0; t < e->n_terms; t++)
    {
      guint cell = (guint)e->terms[t].left_at.row * d->shape.cols + (guint)e->terms[t].left_at.col;

      terms[cell] = t;
      values[cell] = e->terms[t].right;
      values[count + cell] = e->terms[t].left;
      values[2 * count + cell] = e->terms[t].product;
    }
}

/* Returns the thing of the first grid. */
static const FvThing *
add_trio (Card *self)
{
  static const FvPalette palettes[] = { FV_PALETTE_ACTIVATION, FV_PALETTE_DELTA, FV_PALETTE_DELTA };
  FvDetail *d = self->detail;
  guint count = d->shape.rows * d->shape.cols;
  g_autofree double *values = g_new0 (double, 3 * (gsize)count);
  g_autofree guint *terms = g_new (guint, count);
  FvTrio trio = { .cursor = d->at, .term = d->at.term, .operator= "∘", .shown = self->shown };
  FvThing *things[3];

  spread_terms (d, values, terms);
  for (guint k = 0; k < 3; k++)
    {
      double scale = k == 0 ? self->x_scale : fv_palette_scale_doubles (values + k * count, count);

      self->scales[k] = scale;
      trio.grids[k] = (FvTrioGrid){ values + k * count, palettes[k], scale, terms };
      trio.units[k] = k == 2 ? self->unit
                             : fv_unit_of (scale, k == 0 ? MIN (self->fit.decimals, 2) : self->fit.decimals);
    }
  fv_trio_add (d, &self->fit, &trio, self->trio_x, self->middle - floor (self->fit.height / 2), things);
  return things[0];
}

/* From the ring on the map to the window beside it, above and below. */
static void
join (FvDetail *d, FvRect ring, FvRect window)
{
  double from = ring.x + ring.width + 2, to = window.x - 2;
  double upper[] = { from, ring.y, to, window.y };
  double lower[] = { from, ring.y + ring.height, to, window.y + window.height };

  fv_sheet_line (&d->sheet, d->style->frame, 1, FALSE, upper, 2);
  fv_sheet_line (&d->sheet, d->style->frame, 1, FALSE, lower, 2);
}

static void
write_heads (Card *self)
{
  FvDetail *d = self->detail;
  guint count = d->shape.rows * d->shape.cols;
  g_autofree char *products
      = g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u product", "%u products", count), count);
  const char *heads[3] = { NULL, "Δ", products };

  fv_sheet_textf (&d->sheet, FV_TEXT_CAPTION, FV_ALIGN_LEFT, d->left, d->head, d->style->secondary,
                  _ ("X, and what θ(%u, %u) meets"), d->at.row + 1, d->at.col + 1);
  fv_trio_heads (d, &self->fit, self->trio_x, heads, NULL);
}

static void
write_sum (Card *self)
{
  FvDetail *d = self->detail;
  g_autofree char *sum = fv_detail_sum_text (d, self->unit, self->shown, FALSE);
  g_autofree char *note = fv_unit_note (self->unit);
  double left = self->trio_x + self->fit.width + fv_detail_px (d, 12), right = left + self->sum_width;
  double baseline = self->middle + fv_detail_px (d, 5);

  fv_sheet_text (&d->sheet, FV_TEXT_TITLE, FV_ALIGN_LEFT, left, baseline, d->style->text, "Σ =");
  fv_sheet_text (&d->sheet, FV_TEXT_TITLE_BOLD, FV_ALIGN_RIGHT, right, baseline, d->style->text, sum);
  if (note != NULL)
    fv_detail_caption (d, FV_ALIGN_RIGHT, right, self->middle + fv_detail_px (d, 23), note);
}

static void
write_upper (Card *self, double top, double height)
{
  FvDetail *d = self->detail;
  const FvThing *ring, *window;

  fit_upper (self, top, height);
  ring = add_map (self);
  window = add_trio (self);
  join (d, ring->box, window->box);
  write_heads (self);
  write_sum (self);
  fv_detail_legend (d, FV_PALETTE_ACTIVATION, _ ("activation"), -self->x_scale, self->x_scale);
  fv_detail_legend (d, FV_PALETTE_WEIGHT, "∂E/∂Θ", -self->scale, self->scale);
  fv_detail_legend (d, FV_PALETTE_DELTA, "Δ", -self->scales[1], self->scales[1]);
  fv_detail_legend (d, FV_PALETTE_DELTA, _ ("products"), -self->scales[2], self->scales[2]);
}

static FvThing *
add_kernel (Card *self, double x, double y, double zoom_x, double zoom_y, gboolean turned)
{
  FvDetail *d = self->detail;
  guint area = self->rows * self->cols;
  g_autofree double *values = g_new (double, area);
  guint at = d->at.row * self->cols + d->at.col;
  FvThing *grid;

  for (guint i = 0; i < area; i++)
    values[turned ? area - 1 - i : i] = self->gradient[i];
  grid = fv_sheet_grid (&d->sheet, x, y, self->rows, self->cols, zoom_x, zoom_y, FV_PALETTE_WEIGHT, values,
                        self->scale);
  if (!turned)
    {
      grid->aim = (FvAim){ .kind = FV_AIM_CELLS, .cursor = d->at };
      grid->aim.cursor.row = grid->aim.cursor.col = grid->aim.cursor.term = 0;
    }
  at = turned ? area - 1 - at : at;
  fv_sheet_ring (&d->sheet, fv_thing_cells (grid, (int)(at / self->cols), (int)(at % self->cols), 1, 1),
                 zoom_x < 8 ? 1 : 2);
  return grid;
}

/* All θ of the kernel, and beside them the same as one convolution. */
static void
write_lower (Card *self, double top, double height)
{
  FvDetail *d = self->detail;
  guint area = self->rows * self->cols;
  g_autofree char *theta = subscripts (self);
  guint decimals = d->decimals;
  FvUnit unit;
  g_autofree char *note = NULL, *formula = NULL;
  double y = top + fv_detail_px (d, 26), room = height - fv_detail_px (d, 26), x, zoom, baseline;
  double cell_width = MIN (floor ((d->right - d->left) * 0.4 / self->cols), fv_detail_room (d, 58));
  double cell_height = MIN (floor (room / self->rows), fv_detail_room (d, 32));
  gboolean numbers = area <= FV_TRIO_MAX_NUMBERS && cell_height >= fv_detail_px (d, 16);
  FvThing *grid, *head;

  while (numbers && decimals > 1 && cell_width < fv_detail_number_width (d, decimals))
    decimals--;
  unit = fv_unit_fine (self->scale, decimals);
  note = fv_unit_note (unit);
  if (!numbers)
    cell_width = cell_height
        = CLAMP (floor (MIN ((d->right - d->left) * 0.4 / self->cols, room / self->rows)), 1, 20);
  head = fv_sheet_textf (&d->sheet, FV_TEXT_CAPTION, FV_ALIGN_LEFT, d->left, top + fv_detail_px (d, 12),
                         d->style->secondary, _ ("the %u sums: ∂E/∂Θ%s %s"), area, theta, note ? note : "");
  grid = add_kernel (self, d->left, y, cell_width, cell_height, FALSE);
  for (guint i = 0; numbers && i < area; i++)
    fv_thing_take_text (grid, i, fv_unit_text (unit, self->gradient[i], FALSE));
  x = d->left + MAX (grid->box.width + fv_detail_px (d, 70), head->box.width + fv_detail_px (d, 30));
  fv_detail_caption (d, FV_ALIGN_LEFT, x, top + fv_detail_px (d, 12), _ ("the same as one convolution"));
  zoom = CLAMP (
      floor (MIN ((room - fv_detail_px (d, 20)) / self->rows, fv_detail_room (d, 110) / self->cols)), 1, 24);
  grid = add_kernel (self, x, y, zoom, zoom, TRUE);
  baseline = y + self->rows * zoom + fv_detail_px (d, 17);
  fv_detail_caption (d, FV_ALIGN_LEFT, x, baseline, "X ∗" FV_TEXT_LOWERED "v rot180 Δ");
  x += MAX (grid->box.width, fv_text_width (FV_TEXT_CAPTION, d->scale, "X ∗v rot180 Δ"))
       + fv_detail_px (d, 18);
  fv_sheet_text (&d->sheet, FV_TEXT_TITLE, FV_ALIGN_LEFT, x,
                 y + floor (self->rows * zoom / 2) + fv_detail_px (d, 5), d->style->text, "→");
  x += fv_detail_px (d, 34);
  add_kernel (self, x, y, zoom, zoom, FALSE);
  fv_detail_caption (d, FV_ALIGN_LEFT, x, baseline, _ ("rot180 of it"));
  x += MAX (grid->box.width, fv_text_width (FV_TEXT_CAPTION, d->scale, _ ("rot180 of it")))
       + fv_detail_px (d, 40);
  formula = g_strdup_printf ("∂E/∂Θ%s = rot180(X ∗" FV_TEXT_LOWERED "v rot180 Δ)", theta);
  if (x + fv_text_width (FV_TEXT_TITLE, d->scale, formula) <= d->right)
    fv_sheet_text (&d->sheet, FV_TEXT_TITLE, FV_ALIGN_LEFT, x, y + fv_detail_px (d, 14), d->style->secondary,
                   formula);
}

void
fv_detail_kernel_gradient (FvDetail *detail)
{
  Card self = { .detail = detail, .layer = (const FvConvolution *)detail->layer };
  gssize first = fv_convolution_kernel (self.layer, detail->at.unit, detail->place.input);
  double body = detail->bottom - detail->top, term, upper;

  self.rows = self.layer->kernel_rows;
  self.cols = self.layer->kernel_cols;
  if (self.layer->is_shared)
    first = (gssize)((gsize)detail->at.unit * self.rows * self.cols);
  self.gradient = fv_trace_weight_gradient (detail->trace, detail->at.layer) + MAX (first, 0);
  self.scale = fv_palette_scale_doubles (self.gradient, (gsize)self.rows * self.cols);
  term = fv_detail_px (detail, 34);
  upper = floor ((body - term) * 0.52);
  write_upper (&self, detail->top, upper);
  fv_detail_term_line (detail, detail->left, detail->top + upper + fv_detail_px (detail, 22),
                       detail->right - detail->left);
  write_lower (&self, detail->top + upper + term, body - upper - term);
  fv_shown_free (self.shown);
}
