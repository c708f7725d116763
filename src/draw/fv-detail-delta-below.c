/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-convolution.h"
#include "fv-detail-delta.h"
#include "fv-detail-trio.h"
#include "fv-number.h"

/* ∂E/∂X_i = Σ_j Δ_j *f rot180 Θ_ji: Δ_j in a frame of zeros, and the kernel over it. Convolution turns its operand, here
 * rot180 Θ, once more, so what lies over Δ_j is Θ as stored; both are shown, the overlapping cells numbered alike. */
typedef struct
{
  FvDetail *detail;
  const FvConvolution *above;
  FvRect area;
  guint rows, cols;     /* of the kernel */
  guint open, n_groups; /* units above that the cell went into */
  guint unit_above;
  FvTrioFit fit;
  double trio_x, sum_width;
  gboolean frame_below; /* what has numbers needs all the width: Δ in its frame stands below it */
  FvUnit unit;
  FvShown *shown;
  double *values[3]; /* [rows][cols] of the open unit: window of Δ, kernel as applied, products */
  double *operand;   /* [rows][cols] */
  guint *terms;
  guint8 *filled;
  double delta_scale, weight_scale, product_scale;
  gboolean is_rotated; /* what is right; else as printed */
} Card;

static guint
unit_of_group (const Card *self, guint group)
{
  return self->detail->explanation->terms[group * self->rows * self->cols].right_at.unit;
}

static void
read_values (Card *self)
{
  const FvExplanation *e = self->detail->explanation;
  guint area = self->rows * self->cols;

  for (guint k = 0; k < 3; k++)
    self->values[k] = g_new0 (double, area);
  self->operand = g_new0 (double, area);
  self->terms = g_new0 (guint, area);
  self->filled = g_malloc0 (area);
  for (guint i = 0; i < area; i++)
    {
      guint at = area - 1 - i, term = self->open * area + i;

      self->terms[at] = term;
      self->filled[at] = e->terms[term].right_at.kind == FV_OPERAND_FILLED;
      self->values[0][at] = e->terms[term].right;
      self->values[1][at] = e->terms[term].left;
      self->values[2][at] = e->terms[term].product;
      self->operand[i] = e->terms[term].left;
    }
  self->delta_scale = fv_detail_delta_scale (self->detail, self->detail->at.layer + 1);
  self->weight_scale = fv_palette_scale_doubles (self->values[1], area);
  for (guint t = 0; t < e->n_terms; t++)
    self->product_scale = MAX (self->product_scale, fabs (e->terms[t].product));
}

static FvCursor
cursor_at (const Card *self, guint group, guint offset)
{
  FvCursor at = self->detail->at;

  at.input = unit_of_group (self, group);
  at.term = group * self->rows * self->cols + offset;
  return at;
}

/* Δ_j in its frame, with the kernel's place. Returns the ring, and the frame's box. */
static FvRect
write_frame (Card *self, double side, double middle, FvRect *box)
{
  FvDetail *d = self->detail;
  FvShape above = self->above->layer.output;
  guint rows = above.rows + 2 * (self->rows - 1), cols = above.cols + 2 * (self->cols - 1), step;
  double zoom = fv_sheet_zoom (rows, cols, side, side, 18, &step);
  const double *delta = fv_detail_map_values (d, fv_trace_delta (d->trace, d->at.layer + 1), d->at.layer + 1,
                                              self->unit_above);
  double x = self->area.x, width = (cols + step - 1) / step * zoom, height = (rows + step - 1) / step * zoom;
  double y = middle - floor (height / 2);
  FvThing *map, *hatch, *frame;
  FvRect ring;

  hatch = fv_sheet_hatch (&d->sheet, (FvRect){ x, y, width, height });
  hatch->loose = TRUE;
  frame = fv_sheet_ring (&d->sheet, hatch->box, 1);
  frame->color = d->style->frame;
  map = fv_sheet_map (&d->sheet, x + floor ((self->cols - 1) / (double)step) * zoom,
                      y + floor ((self->rows - 1) / (double)step) * zoom, above.rows, above.cols,
                      (above.cols + step - 1) / step * zoom, (above.rows + step - 1) / step * zoom, zoom,
                      FV_PALETTE_DELTA, delta, self->delta_scale);
  map->aim = (FvAim){ .kind = FV_AIM_FRAME, .cursor = cursor_at (self, self->open, 0) };
  map->aim.window_rows = self->rows;
  map->aim.window_cols = self->cols;
  map->aim.places_rows = d->shape.rows;
  map->aim.places_cols = d->shape.cols;
  ring = fv_thing_cells (map, (int)d->at.row - (int)(self->rows - 1), (int)d->at.col - (int)(self->cols - 1),
                         self->rows, self->cols);
  fv_sheet_ring (&d->sheet, ring, zoom < 4 ? 1 : 2);
  *box = (FvRect){ x, y, width, height };
  return ring;
}

/* Beside the window that is cut out of it. */
static void
write_frame_beside (Card *self, double side, double middle, const FvThing *window)
{
  FvDetail *d = self->detail;
  FvRect box, ring = write_frame (self, side, middle, &box);
  double upper[] = { ring.x + ring.width + 2, ring.y, window->box.x - 2, window->box.y };
  double lower[] = { ring.x + ring.width + 2, ring.y + ring.height, window->box.x - 2,
                     window->box.y + window->box.height };
  g_autofree char *name = fv_detail_name (d, d->at.layer + 1);
  g_autofree char *title = g_strdup_printf (_ ("Δ of %s, map %u, framed"), name, self->unit_above + 1);
  gboolean fits = self->area.x + fv_text_width (FV_TEXT_CAPTION, d->scale, title) + fv_detail_px (d, 20)
                  <= self->trio_x;

  fv_sheet_line (&d->sheet, d->style->frame, 1, FALSE, upper, 2);
  fv_sheet_line (&d->sheet, d->style->frame, 1, FALSE, lower, 2);
  fv_detail_column (d, FV_ALIGN_LEFT, self->area.x, fits ? title : _ ("Δ, framed"));
}

static void
write_upper (Card *self, double height)
{
  FvDetail *d = self->detail;
  FvTrioFit fit = self->fit;
  double side = MIN (height, floor (self->area.width * 0.2)), trio_x = self->trio_x,
         sum_width = self->sum_width;
  double middle = self->area.y + floor (height / 2), x;
  g_autofree char *note = fv_unit_note (self->unit);
  g_autofree char *sum = fv_detail_partial_text (d, self->unit, self->shown, self->open, TRUE);
  FvPalette palettes[] = { FV_PALETTE_DELTA, FV_PALETTE_WEIGHT, FV_PALETTE_DELTA };
  double scales[] = { self->delta_scale, self->weight_scale, self->product_scale };
  FvUnit delta_unit = fv_unit_fine (self->delta_scale, fit.decimals);
  g_autofree char *delta_note = fv_unit_note (delta_unit);
  g_autofree char *heads[] = { g_strdup_printf ("%s %s", _ ("window"), delta_note ? delta_note : ""),
                               g_strdup (self->is_rotated ? _ ("kernel as applied: Θ as stored")
                                                          : _ ("kernel as applied: Θ turned")),
                               g_strdup_printf ("%s %s", _ ("products"), note ? note : "") };
  const char *brief[] = { _ ("window"), self->is_rotated ? _ ("Θ as stored") : _ ("Θ turned"), note };
  FvTrio trio = { .filled = self->filled,
                  .shown = self->shown,
                  .cursor = cursor_at (self, self->open, 0),
                  .term = d->at.term,
                  .operator= "∘" };
  FvThing *things[3];

  for (guint k = 0; k < 3; k++)
    {
      trio.grids[k] = (FvTrioGrid){ self->values[k], palettes[k], scales[k], self->terms };
      trio.units[k] = k == 0 ? delta_unit : k == 1 ? fv_unit_of (scales[1], fit.decimals) : self->unit;
    }
  fv_trio_add (d, &fit, &trio, trio_x, middle - floor (fit.height / 2), things);
  if (!self->frame_below)
    write_frame_beside (self, side, middle, things[0]);
  fv_trio_heads (d, &fit, trio_x, (const char *const *)heads, brief);
  x = trio_x + fit.width + fv_detail_px (d, 16);
  fv_sheet_text (&d->sheet, FV_TEXT_TITLE, FV_ALIGN_LEFT, x, middle + fv_detail_px (d, 5), d->style->text,
                 "Σ =");
  fv_sheet_text (&d->sheet, FV_TEXT_TITLE_BOLD, FV_ALIGN_RIGHT, x + sum_width - fv_detail_px (d, 16),
                 middle + fv_detail_px (d, 5), d->style->text, sum);
}

/* The cells that overlap, numbered from 1 in the window's order; kernel cells carry the number of the cell they meet. */
static double
write_numbered (Card *self, double x, double y, double zoom, const double *values, FvPalette palette,
                double scale, gboolean turned, gboolean is_window, const char *caption)
{
  FvDetail *d = self->detail;
  guint area = self->rows * self->cols, number = 0;
  FvThing *grid = fv_sheet_grid (&d->sheet, x, y, self->rows, self->cols, zoom, zoom, palette, values, scale);

  for (guint i = 0; i < area; i++)
    {
      guint at = turned ? area - 1 - i : i;

      if (is_window && self->filled[i])
        fv_thing_hatch (grid, i);
      if (!self->filled[i])
        number++;
      if (!self->filled[i] && zoom >= fv_detail_px (d, area > 99 ? 22 : 16))
        fv_thing_take_text (grid, at, g_strdup_printf ("%u", number));
      if (self->terms[i] == d->at.term)
        fv_sheet_ring (&d->sheet, fv_thing_cells (grid, (int)(at / self->cols), (int)(at % self->cols), 1, 1),
                       zoom < 8 ? 1 : 2);
    }
  fv_detail_caption (d, FV_ALIGN_LEFT, x, y + self->rows * zoom + fv_detail_px (d, 16), caption);
  return x + MAX (self->cols * zoom, fv_text_width (FV_TEXT_CAPTION, d->scale, caption));
}

static double
write_frame_below (Card *self, double top, double side)
{
  FvDetail *d = self->detail;
  const char *caption = _ ("Δ, framed");
  FvRect box;

  write_frame (self, side, top + floor (side / 2), &box);
  fv_detail_caption (d, FV_ALIGN_LEFT, box.x, box.y + box.height + fv_detail_px (d, 16), caption);
  return box.x + MAX (box.width, fv_text_width (FV_TEXT_CAPTION, d->scale, caption));
}

static double
write_triple (Card *self, double top, double height)
{
  FvDetail *d = self->detail;
  double zoom = CLAMP (floor ((height - fv_detail_px (d, 22)) / self->rows), 1, fv_detail_px (d, 24)),
         x = self->area.x;
  double middle = top + floor (self->rows * zoom / 2) + fv_detail_px (d, 5);

  if (self->frame_below)
    x = write_frame_below (self, top, height - fv_detail_px (d, 22));
  else
    x = write_numbered (self, x, top, zoom, self->values[0], FV_PALETTE_DELTA, self->delta_scale, FALSE, TRUE,
                        _ ("window of Δ"));
  x += fv_detail_px (d, 24);
  x = write_numbered (self, x, top, zoom, self->operand, FV_PALETTE_WEIGHT, self->weight_scale, TRUE, FALSE,
                      self->is_rotated ? _ ("operand: rot180 Θ") : _ ("operand: Θ, as printed"));
  x += fv_detail_px (d, 18);
  fv_sheet_text (&d->sheet, FV_TEXT_TITLE, FV_ALIGN_CENTER, x, middle, d->style->text, "→");
  x += fv_detail_px (d, 18);
  return write_numbered (self, x, top, zoom, self->values[1], FV_PALETTE_WEIGHT, self->weight_scale, FALSE,
                         FALSE,
                         self->is_rotated ? _ ("∗ turns it: Θ as stored") : _ ("∗ turns it: rot180 Θ"));
}

/* A bar a unit above, and their sum. */
static void
write_bars (Card *self, double x, double top, double height)
{
  FvDetail *d = self->detail;
  const FvExplanation *e = d->explanation;
  double sum_width = fv_text_width (FV_TEXT_TITLE_BOLD, d->scale, "= −888.88") + fv_detail_px (d, 20),
         scale = 0, pitch;
  double right = self->area.x + self->area.width - sum_width, y = top + fv_detail_px (d, 24), zero;
  double room = height - fv_detail_px (d, 44);
  g_autofree char *sum = fv_detail_sum_text (d, self->unit, self->shown, FALSE),
                  *note = fv_unit_note (self->unit);

  for (guint i = 0; i < e->n_groups; i++)
    scale = MAX (scale, fabs (e->partial[i]));
  scale = scale > 0 && isfinite (scale) ? scale : 1;
  pitch = MIN (floor ((right - x) / MAX (self->n_groups, 1)), fv_detail_room (d, 34));
  zero = y + floor (room / 2);
  fv_sheet_textf (
      &d->sheet, FV_TEXT_CAPTION, FV_ALIGN_LEFT, x, top + fv_detail_px (d, 10), d->style->secondary,
      g_dngettext (GETTEXT_PACKAGE, "Σ over %u unit", "Σ over the %u units", self->n_groups), self->n_groups);
  if (pitch >= 2)
    {
      fv_sheet_rule (&d->sheet, d->style->frame, x, zero, pitch * self->n_groups, 1);
      for (guint i = 0; i < self->n_groups; i++)
        {
          double length = isfinite (e->partial[i]) ? round (e->partial[i] / scale * (room / 2 - 2)) : 0;
          double width = pitch >= 4 ? pitch - 2 : pitch;
          FvRect column = { x + i * pitch, y, pitch, room };

          fv_sheet_rule (
              &d->sheet,
              fv_palette_color (fv_palette_pixel (FV_PALETTE_DELTA, d->style->dark, length < 0 ? -1 : 1, 1)),
              column.x + 1, length < 0 ? zero + 1 : zero - length, width, MAX (fabs (length), 1));
          if (i == self->open)
            fv_sheet_ring (&d->sheet, (FvRect){ column.x, y, pitch, room }, 1);
          fv_sheet_hidden (&d->sheet, column,
                           (FvAim){ .kind = FV_AIM_CURSOR,
                                    .cursor = cursor_at (self, i, d->at.term % (self->rows * self->cols)) });
        }
      fv_sheet_textf (&d->sheet, FV_TEXT_CAPTION_BOLD, FV_ALIGN_CENTER, x + (self->open + 0.5) * pitch,
                      y + room + fv_detail_px (d, 16), d->style->text, "%u", self->unit_above + 1);
    }
  right = MIN (right, x + pitch * self->n_groups) + sum_width;
  fv_sheet_textf (&d->sheet, FV_TEXT_TITLE_BOLD, FV_ALIGN_RIGHT, right, zero + fv_detail_px (d, 5),
                  d->style->text, "= %s", sum);
  if (note)
    fv_detail_caption (d, FV_ALIGN_RIGHT, right, zero + fv_detail_px (d, 23), note);
}

/* Where the bars have no room: their sum. */
static void
write_total (Card *self, double baseline)
{
  FvDetail *d = self->detail;
  g_autofree char *sum = fv_detail_sum_text (d, self->unit, self->shown, FALSE),
                  *note = fv_unit_note (self->unit);
  g_autofree char *units = g_strdup_printf (
      g_dngettext (GETTEXT_PACKAGE, "Σ over %u unit", "Σ over the %u units", self->n_groups), self->n_groups);

  fv_sheet_textf (&d->sheet, FV_TEXT_TITLE_BOLD, FV_ALIGN_RIGHT, self->area.x + self->area.width, baseline,
                  d->style->text, "%s = %s %s", units, sum, note ? note : "");
}

/* With Δ in its frame at its left, or below it where that is what leaves room for numbers. */
static void
fit_trio (Card *self, double height, gboolean is_low)
{
  FvDetail *d = self->detail;
  double width = self->area.width - self->sum_width;
  double left = MIN (height, floor (self->area.width * 0.2)) + fv_detail_px (d, 40);
  FvTrioFit all;

  self->trio_x = self->area.x + left;
  self->fit = fv_trio_fit (d, self->rows, self->cols, width - left, height);
  if (self->fit.kind == FV_TRIO_NUMBERS || is_low)
    return;
  all = fv_trio_fit (d, self->rows, self->cols, width, height);
  if (all.kind != FV_TRIO_NUMBERS)
    return;
  self->frame_below = TRUE;
  self->trio_x = self->area.x;
  self->fit = all;
}

void
fv_detail_delta_below (FvDetail *detail, FvRect area)
{
  const FvExplanation *e = detail->explanation;
  Card self = { .detail = detail,
                .above = (const FvConvolution *)fv_network_layer (detail->network, detail->at.layer + 1),
                .area = area,
                .n_groups = e->n_groups,
                .is_rotated = (fv_trace_rules (detail->trace) & FV_RULE_NO_ROT180) == 0 };
  double term = fv_detail_px (detail, 36), upper = floor ((area.height - term) * 0.54), x;
  gboolean is_low = area.height - term - upper < fv_detail_px (detail, 74);

  if (is_low)
    upper = area.height - term;
  self.rows = self.above->kernel_rows;
  self.cols = self.above->kernel_cols;
  if (e->n_terms == 0)
    {
      fv_sheet_text (&detail->sheet, FV_TEXT_TITLE, FV_ALIGN_LEFT, area.x, area.y + fv_detail_px (detail, 20),
                     detail->style->text, _ ("No unit above reads this map: δ = 0."));
      return;
    }
  self.open = MIN (detail->at.term / (self.rows * self.cols), e->n_groups - 1);
  self.unit_above = unit_of_group (&self, self.open);
  self.sum_width = fv_text_width (FV_TEXT_TITLE_BOLD, detail->scale, "−8.888") + fv_detail_px (detail, 52);
  fit_trio (&self, upper, is_low);
  self.unit = fv_unit_fine (fv_detail_sum_scale (e), fv_trio_decimals (&self.fit, detail));
  self.shown = fv_shown_new (e, fv_unit_places (self.unit));
  read_values (&self);
  write_upper (&self, upper);
  fv_detail_term_line (detail, area.x, area.y + upper + fv_detail_px (detail, 22),
                       is_low ? floor (area.width * 0.6) : area.width);
  if (is_low)
    write_total (&self, area.y + upper + fv_detail_px (detail, 22));
  else
    {
      x = write_triple (&self, area.y + upper + term, area.height - upper - term);
      write_bars (&self, x + fv_detail_px (detail, 50), area.y + upper + term - fv_detail_px (detail, 6),
                  area.height - upper - term + fv_detail_px (detail, 6));
    }
  fv_detail_legend (detail, FV_PALETTE_DELTA, "Δ", -self.delta_scale, self.delta_scale);
  fv_detail_legend (detail, FV_PALETTE_WEIGHT, _ ("weights"), -self.weight_scale, self.weight_scale);
  fv_detail_legend (detail, FV_PALETTE_DELTA, _ ("products"), -self.product_scale, self.product_scale);
  for (guint k = 0; k < 3; k++)
    g_free (self.values[k]);
  g_free (self.operand);
  g_free (self.terms);
  g_free (self.filled);
  fv_shown_free (self.shown);
}
