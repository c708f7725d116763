/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-kernels-card.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-number.h"
#include "fv-weight-statistics.h"

#define MARGIN      16
#define CELL_WIDTH  54
#define CELL_HEIGHT 26
#define ZOOM_MAX    24

static double
line_height (const FvKernelsCard *self)
{
  return round (16 * self->sheet.scale);
}

/* "Σ θ = −1.67 · |θ| = 0.522 · b = −0.174" is quoted with one digit fewer than the cells. */
static void
add_sums (FvKernelsCard *self)
{
  const FvStyle *style = self->sheet.style;
  FvWeightStatistics of = fv_weight_statistics_of (self->cells, fv_kernel_size (&self->kernel), 0);
  g_autofree char *sum = fv_number_short (of.sum, 3, FALSE), *norm = fv_number_short (of.norm, 3, FALSE);
  double x = self->left;

  self->y += line_height (self) + 4;
  x = fv_sheet_textf (&self->sheet, FV_TEXT_CAPTION, FV_ALIGN_LEFT, x, self->y, style->text,
                      "Σ θ = %s · ‖θ‖ = %s", sum, norm)
          ->box.width
      + self->left;
  if (self->values.n_biases > self->kernel.unit)
    {
      g_autofree char *bias = fv_number_short (self->values.biases[self->kernel.unit], 4, FALSE);
      FvThing *thing;

      fv_sheet_text (&self->sheet, FV_TEXT_CAPTION, FV_ALIGN_LEFT, x, self->y, style->text, " · ");
      x += fv_text_width (FV_TEXT_CAPTION, self->sheet.scale, " · ");
      thing = fv_sheet_textf (&self->sheet, FV_TEXT_CAPTION, FV_ALIGN_LEFT, x, self->y, style->text, "b = %s",
                              bias);
      thing->aim = (FvAim){ .kind = FV_AIM_ACTION, .action = { .kind = FV_SCENE_ACTION_BIAS } };
      self->bias = thing;
      if (self->kernel.on_bias)
        fv_sheet_ring (
            &self->sheet,
            (FvRect){ thing->box.x - 3, thing->box.y - 1, thing->box.width + 6, thing->box.height + 2 }, 2);
    }
  self->y += 8;
}

/* So many decimals that the scale's end has three places, if a cell has room for them; −1: it has not. */
static int
decimals_of (const FvKernelsCard *self, double cell)
{
  double scale = self->values.scale;
  int least = scale >= 10  ? 0
              : scale >= 1 ? 1
                           : 2,
      most = scale >= 10     ? 1
             : scale >= 1    ? 2
             : scale >= 0.05 ? 3
                             : 4;

  for (int decimals = most; decimals >= least; decimals--)
    {
      g_autofree char *text = fv_number_fixed (-scale, (guint)decimals, FALSE);

      if (fv_text_width (FV_TEXT_CAPTION, self->sheet.scale, text) + 6 <= cell)
        return decimals;
    }
  return -1;
}

static double
scale_of (const FvKernelsCard *self)
{
  return self->input->kernels.own_scale
             ? fv_palette_scale_doubles (self->cells, fv_kernel_size (&self->kernel))
             : self->values.scale;
}

static void
write_numbers (FvKernelsCard *self, int decimals)
{
  for (gsize i = 0; i < fv_kernel_size (&self->kernel); i++)
    fv_thing_take_text (self->grid, (guint)i, fv_number_fixed (self->cells[i], (guint)decimals, FALSE));
}

static void
add_grid (FvKernelsCard *self)
{
  const FvWeightMaps *maps = &self->kernel.maps;
  double room = self->right - self->left,
         width = MIN (floor (room / maps->cols), CELL_WIDTH * self->sheet.scale);
  double height = round (CELL_HEIGHT * self->sheet.scale), most = MAX (self->sheet.height * 0.45, 60);
  double legible = MAX (self->sheet.height * 0.62, most); /* numbers are worth more than what stands below */
  int decimals = decimals_of (self, width);
  FvRect cell;

  if (decimals >= 0 && maps->rows * height <= legible)
    {
      self->grid = fv_sheet_grid (&self->sheet, self->left, self->y, maps->rows, maps->cols, floor (width),
                                  height, FV_PALETTE_WEIGHT, self->cells, scale_of (self));
      write_numbers (self, decimals);
    }
  else
    self->grid = fv_sheet_map (&self->sheet, self->left, self->y, maps->rows, maps->cols, room, most,
                               ZOOM_MAX, FV_PALETTE_WEIGHT, self->cells, scale_of (self));
  self->y += self->grid->box.height;
  if (!self->kernel.on_bias
      && fv_kernels_card_cell (self, (gsize)self->kernel.row * maps->cols + self->kernel.col, &cell))
    fv_sheet_ring (&self->sheet, cell, cell.width >= 8 ? 2 : 1);
}

static void
take_cells (FvKernelsCard *self)
{
  gsize size = fv_kernel_size (&self->kernel);

  if (!self->values.weights || self->kernel.first < 0)
    return;
  self->cells = g_new (double, size);
  for (gsize i = 0; i < size; i++)
    self->cells[i]
        = self->values
              .weights[self->kernel.first
                       + (gssize)(fv_kernel_is_turned (&self->kernel, self->input) ? size - 1 - i : i)];
}

/* "weights, as stored · frozen"; g_free(). */
static char *
what_is_shown (const FvKernelsCard *self)
{
  const char *title = _ (self->values.title);
  g_autofree char *shown = self->kernel.is_dense || self->kernel.maps.is_pool ? g_strdup (title)
                           : self->input->kernels.as_applied
                               /* Translators: %s is what a kernel shows, as "weights" */
                               ? g_strdup_printf (_ ("%s, as applied (turned by 180°)"), title)
                               : g_strdup_printf (_ ("%s, as stored"), title);

  if (!fv_frozen_has (self->input->frozen, self->kernel.place, self->kernel.unit))
    return g_steal_pointer (&shown);
  /* Translators: %s is what a kernel shows, as "weights, as stored"; its unit does not learn */
  return g_strdup_printf (_ ("%s · frozen"), shown);
}

static void
add_title (FvKernelsCard *self)
{
  g_autofree char *name = fv_kernel_name (&self->kernel, self->input->network);
  g_autofree char *shown = what_is_shown (self);
  const FvStyle *style = self->sheet.style;

  self->y = round (28 * self->sheet.scale);
  fv_sheet_text (&self->sheet, FV_TEXT_TITLE_BOLD, FV_ALIGN_LEFT, self->left, self->y, style->text, name);
  self->y += line_height (self);
  fv_sheet_text (&self->sheet, FV_TEXT_CAPTION, FV_ALIGN_LEFT, self->left, self->y, style->secondary, shown);
  self->y += 10;
}

static gboolean
say_nothing (FvKernelsCard *self, const char *sentence)
{
  fv_sheet_text (&self->sheet, FV_TEXT_CAPTION, FV_ALIGN_LEFT, self->left, self->y + line_height (self),
                 self->sheet.style->secondary, sentence);
  return FALSE;
}

gboolean
fv_kernels_card_init (FvKernelsCard *self, const FvSceneInput *input, double width, double height)
{
  *self = (FvKernelsCard){ .input = input, .left = MARGIN, .right = width - MARGIN, .y = 12 };
  fv_sheet_init (&self->sheet, &input->style, width, height);
  if (!fv_kernel_at (input, &self->kernel))
    return say_nothing (self, _ ("No layer has weights."));
  self->values = fv_kernels_values (input, self->kernel.place);
  take_cells (self);
  add_title (self);
  if (!self->cells)
    return say_nothing (self, _ ("These two are not connected."));
  add_grid (self);
  add_sums (self);
  fv_kernels_card_add_response (self);
  fv_kernels_card_add_statistics (self);
  fv_kernels_card_add_histogram (self);
  return TRUE;
}

void
fv_kernels_card_clear (FvKernelsCard *self)
{
  fv_sheet_clear (&self->sheet);
  fv_kernels_values_clear (&self->values);
  g_clear_pointer (&self->cells, g_free);
}

gboolean
fv_kernels_card_cell (const FvKernelsCard *self, gsize nth, FvRect *out)
{
  gsize size = fv_kernel_size (&self->kernel);

  if (!self->grid || nth >= size)
    return FALSE;
  if (fv_kernel_is_turned (&self->kernel, self->input))
    nth = size - 1 - nth;
  *out = fv_thing_cells (self->grid, (int)(nth / self->kernel.maps.cols), (int)(nth % self->kernel.maps.cols),
                         1, 1);
  return TRUE;
}

gboolean
fv_kernels_card_chosen (const FvKernelsCard *self, FvRect *out)
{
  if (!self->kernel.on_bias)
    return fv_kernels_card_cell (self, (gsize)self->kernel.row * self->kernel.maps.cols + self->kernel.col,
                                 out);
  if (self->bias)
    *out = self->bias->box;
  return self->bias != NULL;
}
