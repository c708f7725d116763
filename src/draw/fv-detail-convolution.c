/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-convolution.h"
#include "fv-detail-foot.h"
#include "fv-detail-trio.h"
#include "fv-number.h"

#define SUB FV_TEXT_LOWERED

/* n = Σ_i X_i *v Θ_i + b as an addition on paper: a line an input map, of which the cursor's is open; the sums stand
 * below each other. Where there are more lines than room, those far from the open one are two lines: the ones before and
 * the ones after. */
typedef struct
{
  FvDetail *detail;
  const FvConvolution *layer;
  guint rows, cols; /* of the kernel */
  guint n_groups, open;
  guint first, last; /* groups with a line of their own: first … last − 1 */
  double pitch;      /* of a closed line */
  double picture;    /* zoom of closed windows; 0: only numbers */
  FvTrioFit fit;
  double label_x, map_x, map_side, trio_x, sigma_x, sum_x;
  double right_x, right_width;
  FvUnit unit;
  FvShown *shown;
  double *values[3]; /* [n_groups][rows × cols] in the window's order: window, kernel, products */
  guint *terms;      /* [rows × cols] within a group */
  guint *stored;     /* the same in the kernel's own order */
  double scales[3];
  double below; /* under the lines */
} Card;

static guint
area_of (const Card *self)
{
  return self->rows * self->cols;
}

static guint
input_of_group (const Card *self, guint group)
{
  const FvTerm *term = &self->detail->explanation->terms[group * area_of (self)];

  return self->layer->is_shared ? group : term->right_at.unit;
}

static guint
group_of_term (const Card *self, guint term)
{
  return MIN (term / area_of (self), self->n_groups - 1);
}

/* Terms come in the order of the stored kernel; the window shows them turned by 180°. */
static void
read_values (Card *self)
{
  guint area = area_of (self);
  const FvExplanation *e = self->detail->explanation;

  for (guint k = 0; k < 3; k++)
    self->values[k] = g_new0 (double, (gsize)self->n_groups *area);
  self->terms = g_new (guint, area);
  self->stored = g_new (guint, area);
  for (guint i = 0; i < area; i++)
    {
      self->terms[i] = area - 1 - i;
      self->stored[i] = i;
    }
  for (guint t = 0; t < e->n_terms; t++)
    {
      gsize at = (gsize)t / area * area + self->terms[t % area];

      self->values[0][at] = e->terms[t].right;
      self->values[1][self->detail->input->as_stored ? t : at] = e->terms[t].left;
      self->values[2][at] = e->terms[t].product;
    }
  for (guint k = 0; k < 3; k++)
    self->scales[k] = fv_palette_scale_doubles (self->values[k], e->n_terms);
  if (!self->layer->is_shared)
    self->scales[0] = fv_detail_look (self->detail, self->detail->at.layer - 1).scale;
}

/* A trio behind a map no larger than that. */
static void
try_map (Card *self, double side, double open_height)
{
  FvDetail *d = self->detail;
  FvShape below = self->layer->layer.input;
  guint step;
  double zoom = fv_sheet_zoom (below.rows, below.cols, side, open_height, 18, &step);

  self->map_side = (below.cols + step - 1) / step * zoom;
  self->trio_x = self->map_x + self->map_side + fv_detail_px (d, 16);
  self->fit = fv_trio_fit (d, self->rows, self->cols, self->sigma_x - fv_detail_px (d, 14) - self->trio_x,
                           open_height);
}

/* From left to right: label, map, the trio, Σ, the sums; at the right the output. The map gives way before numbers do. */
static void
divide_width (Card *self, double open_height)
{
  static const double sides[] = { 120, 84, 60, 48, 120 };
  FvDetail *d = self->detail;
  double sum = fv_text_width (FV_TEXT_TITLE_BOLD, d->scale, d->decimals > 2 ? "−88.888" : "−88.88"), room;

  self->right_width
      = CLAMP (round ((d->right - d->left) * 0.155), fv_detail_px (d, 112), fv_detail_room (d, 230));
  self->right_x = d->right - self->right_width;
  self->sum_x = self->right_x - fv_detail_px (d, 26);
  self->sigma_x = self->sum_x - sum - fv_detail_px (d, 8);
  self->label_x = d->left;
  self->map_x = d->left;
  if (self->layer->layer.input.maps > 1 && !self->layer->is_shared)
    self->map_x += fv_detail_px (d, self->n_groups >= 10 ? 22 : 16);
  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    {
      try_map (self, fv_detail_room (d, sides[i]), open_height);
      /* A map too small to see the window in would say nothing. */
      if ((self->fit.kind == FV_TRIO_NUMBERS && self->map_side >= fv_detail_px (d, 40))
          || self->rows * self->cols > FV_TRIO_MAX_NUMBERS)
        break;
    }
  /* What is left widens the gaps. */
  room = self->sigma_x - fv_detail_px (d, 14) - self->trio_x - self->fit.width;
  room = MIN (floor (room / 4), fv_detail_room (d, 30));
  self->trio_x += room;
  self->fit.gap += room;
  self->fit.width += 2 * room;
}

/* As many closed lines as have room for pictures; all of them if they are few. */
static void
divide_height (Card *self)
{
  FvDetail *d = self->detail;
  double body = d->bottom - d->top, open, least = fv_detail_px (d, 34);
  guint others = self->n_groups - 1, fit;

  open = MIN (body * (others > 0 ? 0.5 : 0.75), fv_detail_room (d, others > 0 ? 30 : 40) * self->rows + 4);
  divide_width (self, open);
  open = MAX (self->fit.height, self->map_side) + fv_detail_px (d, 14);
  self->pitch = others > 0 ? floor ((body - open) / others) : 0;
  self->first = 0;
  self->last = self->n_groups;
  if (others > 0 && self->pitch < least)
    {
      self->pitch = least;
      /* Two lines are for those before and after. */
      fit = (guint)MAX (floor ((body - open) / least) - 2, 0);
      self->first = self->open - MIN (fit / 2, self->open);
      self->last = MIN (self->first + fit + 1, self->n_groups);
      self->first = self->last - MIN (fit + 1, self->last);
    }
  self->pitch = MIN (self->pitch, fv_detail_room (d, 60));
  self->picture = floor ((self->pitch - 6) / MAX (self->rows, self->cols));
}

static double
group_height (const Card *self, guint group)
{
  return group == self->open ? MAX (self->fit.height, self->map_side) + fv_detail_px (self->detail, 14)
                             : self->pitch;
}

static FvCursor
cursor_at (const Card *self, guint group, guint term)
{
  FvCursor at = self->detail->at;

  at.input = self->layer->is_shared ? 0 : input_of_group (self, group);
  at.term = group * area_of (self) + term;
  return at;
}

static void
write_sum (Card *self, guint group, double middle, gboolean open)
{
  FvDetail *d = self->detail;
  g_autofree char *text = fv_detail_partial_text (d, self->unit, self->shown, group, TRUE);
  double baseline = middle + fv_detail_px (d, 5);
  FvThing *thing;

  fv_sheet_text (&d->sheet, FV_TEXT_CAPTION, FV_ALIGN_LEFT, self->sigma_x, baseline, d->style->secondary,
                 "Σ");
  thing = fv_sheet_text (&d->sheet, open ? FV_TEXT_TITLE_BOLD : FV_TEXT_TITLE, FV_ALIGN_RIGHT, self->sum_x,
                         baseline, d->style->text, text);
  thing->aim
      = (FvAim){ .kind = FV_AIM_CURSOR, .cursor = cursor_at (self, group, d->at.term % area_of (self)) };
}

static void
write_label (Card *self, guint group, double middle, gboolean open)
{
  FvDetail *d = self->detail;

  if (!self->layer->is_shared && self->layer->layer.input.maps > 1)
    fv_sheet_textf (&d->sheet, open ? FV_TEXT_CAPTION_BOLD : FV_TEXT_CAPTION, FV_ALIGN_LEFT, self->label_x,
                    middle + fv_detail_px (d, 4), open ? d->style->text : d->style->secondary, "%u",
                    input_of_group (self, group) + 1);
}

static FvThing *
add_map (Card *self, guint group, double x, double y, double max_side, double max_zoom)
{
  FvDetail *d = self->detail;
  FvShape below = self->layer->layer.input;
  FvThing *map, *ring;

  if (self->layer->is_shared)
    {
      g_autofree double *sum = g_new0 (double, fv_shape_area (below));
      const double *o = fv_trace_o (d->trace, d->at.layer - 1);

      for (guint i = 0; i < below.maps; i++)
        for (gsize c = 0;
             fv_convolution_kernel (self->layer, d->at.unit, i) >= 0 && c < fv_shape_area (below); c++)
          sum[c] += o[i * fv_shape_area (below) + c];
      map = fv_sheet_map (&d->sheet, x, y, below.rows, below.cols, max_side, max_side, max_zoom,
                          FV_PALETTE_ACTIVATION, sum, fv_palette_scale_doubles (sum, fv_shape_area (below)));
    }
  else
    map = fv_detail_output_map (d, d->at.layer - 1, input_of_group (self, group), x, y, max_side, max_side,
                                max_zoom);
  map->aim = (FvAim){ .kind = FV_AIM_WINDOW,
                      .cursor = cursor_at (self, group, 0),
                      .window_rows = self->rows,
                      .window_cols = self->cols,
                      .places_rows = d->shape.rows,
                      .places_cols = d->shape.cols };
  ring = fv_sheet_ring (&d->sheet,
                        fv_thing_cells (map, (int)d->at.row, (int)d->at.col, self->rows, self->cols),
                        map->grid.cell_width < 4 ? 1 : 2);
  return ring;
}

static void
write_open (Card *self, double top, double height)
{
  FvDetail *d = self->detail;
  guint area = area_of (self), offset = self->open * area;
  double middle = top + floor (height / 2), y = middle - floor (self->fit.height / 2);
  g_autofree guint *terms = g_new (guint, area);
  g_autofree guint *stored = g_new (guint, area);
  FvThing *things[3], *ring;
  FvTrio trio = { .shown = self->shown,
                  .cursor = cursor_at (self, self->open, 0),
                  .term = d->at.term,
                  .operator= d->input->as_stored ? "∗" : "∘" };
  FvPalette palettes[3] = { FV_PALETTE_ACTIVATION, FV_PALETTE_WEIGHT, FV_PALETTE_ACTIVATION };

  for (guint i = 0; i < area; i++)
    {
      terms[i] = offset + self->terms[i];
      stored[i] = offset + self->stored[i];
    }
  for (guint k = 0; k < 3; k++)
    trio.grids[k] = (FvTrioGrid){ self->values[k] + offset, palettes[k], self->scales[k],
                                  k == 1 && d->input->as_stored ? stored : terms };
  trio.units[0] = fv_unit_of (self->scales[0], MIN (self->fit.decimals, 2));
  trio.units[1] = fv_unit_of (self->scales[1], self->fit.decimals);
  trio.units[2] = self->unit;
  write_label (self, self->open, middle, TRUE);
  ring = add_map (self, self->open, self->map_x, middle - floor (MIN (self->map_side, height) / 2),
                  self->map_side, 18);
  fv_trio_add (d, &self->fit, &trio, self->trio_x, y, things);
  {
    double upper[]
        = { ring->box.x + ring->box.width + 2, ring->box.y, things[0]->box.x - 2, things[0]->box.y };
    double lower[] = { ring->box.x + ring->box.width + 2, ring->box.y + ring->box.height,
                       things[0]->box.x - 2, things[0]->box.y + things[0]->box.height };

    fv_sheet_line (&d->sheet, d->style->frame, 1, FALSE, upper, 2);
    fv_sheet_line (&d->sheet, d->style->frame, 1, FALSE, lower, 2);
  }
  write_sum (self, self->open, middle, TRUE);
}

static void
write_closed (Card *self, guint group, double top)
{
  FvDetail *d = self->detail;
  FvShape below = self->layer->layer.input;
  guint area = area_of (self), step;
  double middle = top + floor (self->pitch / 2), side = self->pitch - 6;
  double zoom = fv_sheet_zoom (below.rows, below.cols, self->map_side, side, 12, &step);
  double width = (below.cols + step - 1) / step * zoom, height = (below.rows + step - 1) / step * zoom;
  FvPalette palettes[3] = { FV_PALETTE_ACTIVATION, FV_PALETTE_WEIGHT, FV_PALETTE_ACTIVATION };

  write_label (self, group, middle, FALSE);
  add_map (self, group, self->map_x + floor ((self->map_side - width) / 2), middle - floor (height / 2),
           MIN (self->map_side, side), 12);
  for (guint k = 0; k < 3 && self->picture >= 1; k++)
    {
      double zoomed = MIN (self->picture, floor (fv_trio_width (&self->fit, k) / self->cols));
      double x = self->trio_x + fv_trio_x (&self->fit, k)
                 + floor ((fv_trio_width (&self->fit, k) - self->cols * zoomed) / 2);
      FvThing *thing = fv_sheet_grid (&d->sheet, x, middle - floor (self->rows * zoomed / 2), self->rows,
                                      self->cols, zoomed, zoomed, palettes[k],
                                      self->values[k] + (gsize)group * area, self->scales[k]);

      thing->aim = (FvAim){ .kind = FV_AIM_CURSOR, .cursor = cursor_at (self, group, d->at.term % area) };
    }
  for (guint k = 0; k < 2; k++)
    fv_detail_caption (d, FV_ALIGN_CENTER,
                       self->trio_x + fv_trio_x (&self->fit, k) + fv_trio_width (&self->fit, k)
                           + self->fit.gap / 2,
                       middle + fv_detail_px (d, 4), k == 0 ? (d->input->as_stored ? "∗" : "∘") : "=");
  write_sum (self, group, middle, FALSE);
}

/* Lines that found no room, as one: their partial sums added up as shown. */
static void
write_folded (Card *self, guint first, guint last, double top)
{
  FvDetail *d = self->detail;
  double baseline = top + floor (self->pitch / 2) + fv_detail_px (d, 5), sum = 0;
  g_autofree char *text = NULL, *label = NULL;
  gint64 shown = 0;
  FvThing *thing;
  guint next = first == 0 ? last - 1 : first;

  for (guint group = first; group < last; group++)
    {
      shown += self->shown->partial[group];
      sum += d->explanation->partial[group];
    }
  text = self->shown->closes ? fv_unit_shown (self->unit, shown, TRUE) : fv_unit_text (self->unit, sum, TRUE);
  /* Translators: input maps that have no line of their own, and how many */
  label = last - first == 1
              ? g_strdup_printf (_ ("%u: one more input map"), input_of_group (self, first) + 1)
              : g_strdup_printf (_ ("%u … %u: %u more input maps"), input_of_group (self, first) + 1,
                                 input_of_group (self, last - 1) + 1, last - first);
  thing = fv_sheet_text (&d->sheet, FV_TEXT_CAPTION, FV_ALIGN_LEFT, self->label_x, baseline,
                         d->style->secondary, label);
  thing->aim
      = (FvAim){ .kind = FV_AIM_CURSOR, .cursor = cursor_at (self, next, d->at.term % area_of (self)) };
  fv_sheet_text (&d->sheet, FV_TEXT_CAPTION, FV_ALIGN_LEFT, self->sigma_x, baseline, d->style->secondary,
                 "Σ");
  thing
      = fv_sheet_text (&d->sheet, FV_TEXT_TITLE, FV_ALIGN_RIGHT, self->sum_x, baseline, d->style->text, text);
  thing->aim
      = (FvAim){ .kind = FV_AIM_CURSOR, .cursor = cursor_at (self, next, d->at.term % area_of (self)) };
}

static void
write_lines (Card *self)
{
  double top = self->detail->top;

  if (self->first > 0)
    {
      write_folded (self, 0, self->first, top);
      top += self->pitch;
    }
  for (guint group = self->first; group < self->last; group++)
    {
      if (group == self->open)
        write_open (self, top, group_height (self, group));
      else
        write_closed (self, group, top);
      top += group_height (self, group);
    }
  if (self->last < self->n_groups)
    {
      write_folded (self, self->last, self->n_groups, top);
      top += self->pitch;
    }
  self->below = top;
}

static void
write_columns (Card *self)
{
  FvDetail *d = self->detail;
  const char *names[]
      = { d->at.layer == 1 ? _ ("window, as scaled") : _ ("window"),
          d->input->as_stored ? _ ("kernel as stored") : _ ("kernel as applied"), _ ("products") };
  const char *brief[] = { _ ("window"), "Θ", NULL };
  g_autofree char *name = fv_detail_name (d, d->at.layer - 1);
  g_autofree char *map = self->layer->is_shared ? g_strdup_printf (_ ("sum of the maps of %s"), name)
                                                : g_strdup_printf (_ ("map of %s"), name);
  double middle = self->map_x + self->map_side / 2, width = fv_text_width (FV_TEXT_CAPTION, d->scale, map);

  fv_detail_column (d, FV_ALIGN_LEFT, MAX (middle - floor (width / 2), self->label_x), map);
  fv_trio_heads (d, &self->fit, self->trio_x, names, brief);
  fv_detail_column (d, FV_ALIGN_RIGHT, self->sum_x, _ ("partial sum"));
}

static void
write_legends (Card *self)
{
  FvDetail *d = self->detail;
  FvDetailLook look = fv_detail_look (d, d->at.layer - 1);

  if (self->layer->is_shared)
    fv_detail_legend (d, FV_PALETTE_ACTIVATION, _ ("sum of activations"), -self->scales[0], self->scales[0]);
  else
    fv_detail_legend (d, look.palette, d->at.layer == 1 ? _ ("input") : _ ("activation"), look.low,
                      look.high);
  fv_detail_legend (d, FV_PALETTE_WEIGHT, _ ("weights"), -self->scales[1], self->scales[1]);
  fv_detail_legend (d, FV_PALETTE_ACTIVATION, _ ("products"), -self->scales[2], self->scales[2]);
}

static void
card_clear (Card *self)
{
  for (guint k = 0; k < 3; k++)
    g_free (self->values[k]);
  g_free (self->terms);
  g_free (self->stored);
  fv_shown_free (self->shown);
}

static void
write_switch (FvDetail *d)
{
  static const FvSceneAction actions[2]
      = { { FV_SCENE_ACTION_AS_STORED, FALSE }, { FV_SCENE_ACTION_AS_STORED, TRUE } };
  /* Translators: how a kernel is shown: turned by 180° as convolution lays it on, or as it is */
  const char *names[2] = { _ ("as applied"), _ ("as stored") };

  fv_detail_switch (d, names, d->input->as_stored ? 1 : 0, actions);
}

static void
write_formula (Card *self, FvFoot *foot)
{
  g_autofree char *unit = fv_number_subscript (self->detail->at.unit + 1);

  foot->formula = self->layer->is_shared
                      ? g_strdup_printf ("n%s = (Σ" SUB "i X" SUB "i) ∗" SUB "v Θ%s + b%s", unit, unit, unit)
                      : g_strdup_printf ("n%s = Σ" SUB "i X" SUB "i ∗" SUB "v Θ%s" SUB "," SUB "i + b%s",
                                         unit, unit, unit);
}

void
fv_detail_convolution (FvDetail *detail)
{
  Card self = { .detail = detail, .layer = (const FvConvolution *)detail->layer };
  FvFoot foot = { .shown = NULL };

  self.rows = self.layer->kernel_rows;
  self.cols = self.layer->kernel_cols;
  self.n_groups = detail->explanation->n_groups;
  self.open = group_of_term (&self, detail->at.term);
  write_switch (detail);
  fv_detail_head (
      detail, self.layer->is_shared
                  ? _ ("the windows of all input maps, added up, times one kernel; plus the bias, through φ")
                  : _ ("each input map's window times its kernel, all added up; plus the bias, through φ"));
  read_values (&self);
  fv_foot_reserve (detail, &foot);
  divide_height (&self);
  self.unit = fv_unit_of (fv_detail_sum_scale (detail->explanation), fv_trio_decimals (&self.fit, detail));
  self.shown = fv_shown_new (detail->explanation, fv_unit_places (self.unit));
  write_columns (&self);
  write_lines (&self);
  foot.shown = self.shown;
  foot.unit = self.unit;
  foot.sum_x = self.sum_x;
  foot.right_x = self.right_x;
  foot.right_width = self.right_width;
  write_formula (&self, &foot);
  fv_foot_write (detail, &foot);
  fv_foot_clear (&foot);
  write_legends (&self);
  card_clear (&self);
}
