/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-detail-delta.h"
#include "fv-detail-vectors.h"
#include "fv-number.h"
#include "fv-pass.h"

typedef struct
{
  const double *values; /* [rows][cols], of which count are real */
  FvPalette palette;
  double scale;
  char *caption;
} Picture;

/* A map as it is; a vector wrapped. */
typedef struct
{
  guint rows, cols, count, here;
  gsize first;
  gboolean is_vector;
} Sheet;

static Sheet
sheet_of (FvDetail *self)
{
  Sheet sheet = { self->shape.rows,
                  self->shape.cols,
                  (guint)fv_shape_area (self->shape),
                  self->at.row * self->shape.cols + self->at.col,
                  self->at.unit * fv_shape_area (self->shape),
                  FALSE };

  if (!fv_shape_is_vector (self->shape))
    return sheet;
  sheet.is_vector = TRUE;
  sheet.count = (guint)fv_shape_size (self->shape);
  sheet.here += (guint)sheet.first;
  sheet.first = 0;
  sheet.cols = MAX (fv_detail_vector_cols (self, self->at.layer, sheet.count), 1);
  sheet.rows = (sheet.count + sheet.cols - 1) / sheet.cols;
  return sheet;
}

static double *
new_values (const Sheet *sheet, const double *values)
{
  double *out = g_new0 (double, (gsize)sheet->rows * sheet->cols);

  for (guint i = 0; i < sheet->count; i++)
    out[i] = values[sheet->first + i];
  return out;
}

/* φ′ of every cell, or what the article as printed has in its place: O, or nothing, which is 1. */
static double *
new_factors (FvDetail *self, const Sheet *sheet)
{
  double *out = g_new0 (double, (gsize)sheet->rows * sheet->cols);
  guint layer = self->at.layer;
  const FvActivation *activation = self->layer ? self->layer->activation : NULL;
  const double *n = fv_trace_n (self->trace, layer), *o = fv_trace_o (self->trace, layer);

  for (guint i = 0; i < sheet->count; i++)
    {
      out[i] = 1;
      if (fv_detail_has_rule (self, FV_RULE_O_FOR_PHI))
        out[i] = o[sheet->first + i];
      if (activation && !activation->flat && !fv_detail_has_rule (self, FV_RULE_NO_PHI))
        out[i] *= fv_activation_slope (activation, n[sheet->first + i], o[sheet->first + i]);
    }
  return out;
}

static char *
factor_caption (FvDetail *self, double scale)
{
  g_autofree char *largest = fv_number_short (scale, 2, FALSE);

  if (fv_detail_has_rule (self, FV_RULE_O_FOR_PHI))
    return g_strdup (_ ("O, as printed"));
  if (fv_detail_has_rule (self, FV_RULE_NO_PHI))
    return g_strdup (_ ("no φ′, as printed"));
  /* Translators: φ′ and its formula; white is 0 and black is its largest value here */
  return g_strdup_printf (_ ("φ′ = %s, 0 … %s"), self->layer->activation->derivative_formula, largest);
}

static void
write_arithmetic (FvDetail *self, double x, double baseline)
{
  const FvExplanation *e = self->explanation;
  g_autofree char *arriving = fv_number_short (e->net, 4, FALSE),
                  *delta = fv_number_short (e->value, 4, FALSE);
  g_autofree char *factor = fv_number_short (e->printed * e->factor, 4, FALSE);
  g_autofree char *text = g_strdup_printf ("%s × %s = %s", arriving, factor, delta);

  if (x + fv_text_width (FV_TEXT_TITLE_BOLD, self->scale, text) > self->right)
    {
      fv_sheet_textf (&self->sheet, FV_TEXT_TITLE_BOLD, FV_ALIGN_LEFT, x, baseline, self->style->text,
                      "δ = %s", delta);
      return;
    }
  fv_detail_caption (self, FV_ALIGN_LEFT, x, baseline - fv_detail_px (self, 22), _ ("∂E/∂o × φ′ = δ, here"));
  fv_sheet_text (&self->sheet, FV_TEXT_TITLE_BOLD, FV_ALIGN_LEFT, x, baseline, self->style->text, text);
}

void
fv_detail_phi_prime (FvDetail *self, FvRect area)
{
  Sheet sheet = sheet_of (self);
  g_autofree double *arriving = new_values (&sheet, fv_trace_d_o (self->trace, self->at.layer));
  g_autofree double *delta = new_values (&sheet, fv_trace_delta (self->trace, self->at.layer));
  g_autofree double *factors = new_factors (self, &sheet);
  gsize count = (gsize)sheet.rows * sheet.cols;
  double scale = fv_palette_scale_doubles (arriving, count), x = area.x, zoom, gap, caption, middle;
  gboolean signed_factor = fv_detail_has_rule (self, FV_RULE_O_FOR_PHI);
  Picture pictures[] = {
    { arriving, FV_PALETTE_DELTA, scale, g_strdup (_ ("∂E/∂o, arriving")) },
    { factors, signed_factor ? FV_PALETTE_ACTIVATION : FV_PALETTE_PICTURE,
      fv_palette_scale_doubles (factors, count),
      factor_caption (self, fv_palette_scale_doubles (factors, count)) },
    { delta, FV_PALETTE_DELTA, fv_palette_scale_doubles (delta, count), g_strdup ("δ") },
  };
  guint step;

  caption = fv_detail_px (self, 20);
  gap = fv_detail_px (self, 54);
  zoom = fv_sheet_zoom (sheet.rows, sheet.cols, (area.width - 2 * gap - fv_detail_px (self, 240)) / 3,
                        area.height - caption - fv_detail_px (self, 14), 18, &step);
  middle = area.y + fv_detail_px (self, 10) + floor ((sheet.rows + step - 1) / step * zoom / 2);
  for (guint k = 0; k < G_N_ELEMENTS (pictures); k++)
    {
      double width = MAX ((sheet.cols + step - 1) / step * zoom,
                          fv_text_width (FV_TEXT_CAPTION, self->scale, pictures[k].caption));
      FvThing *map = fv_sheet_map (&self->sheet, x, area.y + fv_detail_px (self, 10), sheet.rows, sheet.cols,
                                   (area.width - 2 * gap - fv_detail_px (self, 240)) / 3,
                                   area.height - caption - fv_detail_px (self, 14), 18, pictures[k].palette,
                                   pictures[k].values, pictures[k].scale);

      for (guint i = sheet.count; i < count; i++)
        fv_thing_hatch (map, i);
      map->aim = (FvAim){ .kind = sheet.is_vector ? FV_AIM_UNITS : FV_AIM_CELLS, .cursor = self->at };
      map->aim.cursor.row = map->aim.cursor.col = map->aim.cursor.term = 0;
      if (sheet.is_vector)
        map->aim.cursor.unit = 0;
      fv_sheet_ring (
          &self->sheet,
          fv_thing_cells (map, (int)(sheet.here / sheet.cols), (int)(sheet.here % sheet.cols), 1, 1),
          zoom < 8 ? 1 : 2);
      fv_detail_caption (self, FV_ALIGN_LEFT, x, map->box.y + map->box.height + fv_detail_px (self, 17),
                         pictures[k].caption);
      x += width + (k < 2 ? gap : fv_detail_px (self, 40));
      if (k < 2)
        fv_sheet_text (&self->sheet, FV_TEXT_TITLE, FV_ALIGN_CENTER, x - gap / 2,
                       middle + fv_detail_px (self, 5), self->style->text, k == 0 ? "∘" : "=");
      g_free (pictures[k].caption);
    }
  write_arithmetic (self, x, middle + fv_detail_px (self, 8));
}
