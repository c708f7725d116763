/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-detail-trio.h"

#include <math.h>

#define MAX_CELL_WIDTH  58
#define MAX_CELL_HEIGHT 40
#define MAX_ZOOM        24

double
fv_trio_width (const FvTrioFit *self, guint nth)
{
  gboolean numbers = self->kind == FV_TRIO_NUMBERS || (self->kind == FV_TRIO_PRODUCTS && nth == 2);

  return self->cols * (numbers ? self->cell_width : self->zoom);
}

double
fv_trio_x (const FvTrioFit *self, guint nth)
{
  double x = 0;

  for (guint i = 0; i < nth; i++)
    x += fv_trio_width (self, i) + self->gap;
  return x;
}

static double
grid_height (const FvTrioFit *self, guint nth)
{
  gboolean numbers = self->kind == FV_TRIO_NUMBERS || (self->kind == FV_TRIO_PRODUCTS && nth == 2);

  return self->rows * (numbers ? self->cell_height : self->zoom);
}

static void
measure (FvTrioFit *self)
{
  self->width = fv_trio_x (self, 2) + fv_trio_width (self, 2) + self->sums_width;
  self->height = MAX (grid_height (self, 0), grid_height (self, 2));
}

static gboolean
try_numbers (FvTrioFit *self, const FvDetail *detail, FvTrioKind kind, double max_width, double max_height)
{
  double line = fv_detail_px (detail, 18), others;

  self->kind = kind;
  self->cell_height = floor (MIN (max_height / self->rows, fv_detail_room (detail, MAX_CELL_HEIGHT)));
  if (self->cell_height < line)
    return FALSE;
  self->zoom = MIN (MIN (self->cell_height, MAX_ZOOM), floor (max_width / 5 / self->cols));
  others = kind == FV_TRIO_NUMBERS ? 0 : 2 * self->zoom * self->cols;
  self->cell_width
      = floor ((max_width - 2 * self->gap - others) / self->cols / (kind == FV_TRIO_NUMBERS ? 3 : 1));
  self->cell_width = MIN (self->cell_width, fv_detail_room (detail, MAX_CELL_WIDTH));
  for (self->decimals = detail->decimals; self->decimals >= 2; self->decimals--)
    if (self->cell_width >= fv_detail_number_width (detail, self->decimals))
      {
        measure (self);
        return TRUE;
      }
  return FALSE;
}

static void
fit_pictures (FvTrioFit *self, const FvDetail *detail, double max_width, double max_height)
{
  double line = fv_detail_px (detail, 16);

  self->kind = FV_TRIO_PICTURES;
  self->decimals = detail->decimals;
  self->sums_width = fv_detail_number_width (detail, self->decimals) + fv_detail_px (detail, 14);
  self->zoom = floor (
      MIN ((max_width - 2 * self->gap - self->sums_width) / 3 / self->cols, max_height / self->rows));
  self->zoom = CLAMP (self->zoom, 1, MAX_ZOOM);
  if (self->zoom < line)
    {
      self->sums_width = 0;
      self->zoom = floor (MIN ((max_width - 2 * self->gap) / 3 / self->cols, max_height / self->rows));
      self->zoom = CLAMP (self->zoom, 1, MAX_ZOOM);
    }
  self->cell_width = self->cell_height = self->zoom;
  measure (self);
}

FvTrioFit
fv_trio_fit (const FvDetail *detail, guint rows, guint cols, double max_width, double max_height)
{
  FvTrioFit fit = { .rows = rows, .cols = cols, .gap = fv_detail_px (detail, 16) };

  if (rows * cols <= FV_TRIO_MAX_NUMBERS
      && (try_numbers (&fit, detail, FV_TRIO_NUMBERS, max_width, max_height)
          || try_numbers (&fit, detail, FV_TRIO_PRODUCTS, max_width, max_height)))
    return fit;
  fit_pictures (&fit, detail, max_width, max_height);
  return fit;
}

static void
write_numbers (FvDetail *detail, const FvTrio *trio, guint nth, FvThing *thing)
{
  gsize count = (gsize)thing->grid.rows * thing->grid.cols;
  const FvTrioGrid *grid = &trio->grids[nth];

  for (guint i = 0; i < count; i++)
    if (nth < 2)
      fv_thing_take_text (thing, i, fv_unit_text (trio->units[nth], grid->values[i], FALSE));
    else if (grid->terms[i] != FV_NO_TERM)
      fv_thing_take_text (thing, i,
                          fv_detail_term_text (detail, trio->units[2], trio->shown, grid->terms[i], FALSE));
}

static void
aim (const FvTrio *trio, guint nth, FvThing *thing)
{
  gsize count = (gsize)thing->grid.rows * thing->grid.cols;

  thing->aim = (FvAim){ .kind = FV_AIM_TERMS,
                        .cursor = trio->cursor,
                        .terms = g_memdup2 (trio->grids[nth].terms, count * sizeof (guint)) };
}

static void
ring (FvDetail *detail, const FvTrio *trio, guint nth, const FvThing *thing)
{
  guint cols = thing->grid.cols;

  for (guint i = 0; i < thing->grid.rows * cols; i++)
    if (trio->grids[nth].terms[i] == trio->term)
      fv_sheet_ring (&detail->sheet, fv_thing_cells (thing, (int)(i / cols), (int)(i % cols), 1, 1),
                     thing->grid.cell_width < 8 ? 1 : 2);
}

/* Each row's products added up, in units that add up to the trio's sum. */
static void
write_row_sums (FvDetail *detail, const FvTrioFit *fit, const FvTrio *trio, double x, double y)
{
  const guint *terms = trio->grids[2].terms;

  for (guint row = 0; row < fit->rows; row++)
    {
      g_autofree char *text = NULL;
      gint64 shown = 0;
      double sum = 0;

      for (guint col = 0; col < fit->cols; col++)
        {
          guint term = terms[row * fit->cols + col];

          if (term == FV_NO_TERM)
            continue;
          sum += detail->explanation->terms[term].product;
          shown += trio->shown ? trio->shown->terms[term] : 0;
        }
      text = trio->shown && trio->shown->closes ? fv_unit_shown (trio->units[2], shown, TRUE)
                                                : fv_unit_text (trio->units[2], sum, TRUE);
      fv_sheet_text (&detail->sheet, FV_TEXT_CAPTION, FV_ALIGN_RIGHT, x + fit->sums_width,
                     y + row * fit->zoom + floor (fit->zoom / 2) + fv_detail_px (detail, 4),
                     detail->style->text, text);
    }
}

static void
write_operator (FvDetail *detail, const FvTrioFit *fit, guint after, double x, double y, const char *sign)
{
  fv_sheet_text (&detail->sheet, FV_TEXT_TITLE, FV_ALIGN_CENTER,
                 x + fv_trio_x (fit, after) + fv_trio_width (fit, after) + fit->gap / 2,
                 y + floor (fit->height / 2) + fv_detail_px (detail, 5), detail->style->text, sign);
}

void
fv_trio_add (FvDetail *detail, const FvTrioFit *fit, const FvTrio *trio, double x, double y,
             FvThing *things[3])
{
  for (guint nth = 0; nth < 3; nth++)
    {
      const FvTrioGrid *grid = &trio->grids[nth];
      gboolean numbers = fit->kind == FV_TRIO_NUMBERS || (fit->kind == FV_TRIO_PRODUCTS && nth == 2);
      double below = floor ((fit->height - grid_height (fit, nth)) / 2);

      things[nth]
          = fv_sheet_grid (&detail->sheet, x + fv_trio_x (fit, nth), y + below, fit->rows, fit->cols,
                           numbers ? fit->cell_width : fit->zoom, numbers ? fit->cell_height : fit->zoom,
                           grid->palette, grid->values, grid->scale);
      for (guint i = 0; nth == 0 && trio->filled && i < fit->rows * fit->cols; i++)
        if (trio->filled[i])
          fv_thing_hatch (things[0], i);
      if (numbers)
        write_numbers (detail, trio, nth, things[nth]);
      aim (trio, nth, things[nth]);
    }
  for (guint nth = 0; nth < 3; nth++)
    ring (detail, trio, nth, things[nth]);
  write_operator (detail, fit, 0, x, y, trio->operator);
  write_operator (detail, fit, 1, x, y, "=");
  if (fit->sums_width > 0)
    write_row_sums (detail, fit, trio, x + fv_trio_x (fit, 2) + fv_trio_width (fit, 2), y);
}

void
fv_trio_heads (FvDetail *detail, const FvTrioFit *fit, double x, const char *const heads[3],
               const char *const brief[3])
{
  for (guint nth = 0; nth < 3; nth++)
    {
      const char *forms[] = { heads[nth], brief ? brief[nth] : NULL };
      double width = fv_trio_width (fit, nth), middle = x + fv_trio_x (fit, nth) + floor (width / 2);
      double room = width + fit->gap - 4;

      for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
        if (forms[i] && fv_text_width (FV_TEXT_CAPTION, detail->scale, forms[i]) <= room)
          {
            fv_detail_column (detail, FV_ALIGN_CENTER, middle, forms[i]);
            break;
          }
    }
}

guint
fv_trio_decimals (const FvTrioFit *fit, const FvDetail *detail)
{
  return fit->kind == FV_TRIO_PICTURES ? detail->decimals : MIN (fit->decimals, detail->decimals);
}
