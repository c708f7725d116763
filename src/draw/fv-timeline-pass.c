/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-parameter-shape.h"
#include "fv-pen.h"
#include "fv-text.h"
#include "fv-timeline-layout.h"

/* The rail of the pass. A block is a step: a layer on the way on, the loss, a layer on the way back with its δ and its
 * gradients, the update. Sections of a step are as long as each other, and so are the cells of a section. */

typedef struct
{
  FvDirection direction;
  guint layer;
} Section;

static gboolean
has_parameters (const FvNetwork *network, guint layer)
{
  return layer > 0 && fv_network_layer (network, layer)->n_biases > 0;
}

/* Array of Section, in the order they are walked. */
static GArray *
sections_of (const FvNetwork *network, guint step)
{
  GArray *sections = g_array_new (FALSE, FALSE, sizeof (Section));
  FvCursor at = fv_cursor_at_step (network, step);

  if (at.direction == FV_UPDATE)
    {
      for (guint layer = 1; layer <= fv_network_depth (network); layer++)
        if (has_parameters (network, layer))
          g_array_append_vals (sections, &(Section){ FV_UPDATE, layer }, 1);
      return sections;
    }
  g_array_append_vals (sections, &(Section){ at.direction, at.layer }, 1);
  if (at.direction != FV_BACKWARD)
    return sections;
  if (has_parameters (network, at.layer))
    g_array_append_vals (sections, &(Section){ FV_GRADIENT, at.layer }, 1);
  if (at.layer == 1)
    g_array_append_vals (sections, &(Section){ FV_BACKWARD, 0 }, 1);
  return sections;
}

/* Cells of one unit and how many units there are; of parameters each unit has its bias last. */
static void
count_cells (const FvNetwork *network, Section section, guint *units, gsize *cells)
{
  FvShape shape = fv_network_shape (network, section.layer);
  FvParameterShape parameters;

  *units = section.direction == FV_LOSS ? 1 : shape.maps;
  *cells = section.direction == FV_LOSS ? 1 : fv_shape_area (shape);
  if (section.direction != FV_GRADIENT && section.direction != FV_UPDATE)
    return;
  parameters = fv_parameter_shape (fv_network_layer (network, section.layer));
  *units = parameters.units;
  *cells = (gsize)parameters.inputs * parameters.rows * parameters.cols + 1;
}

static gsize
cell_of (const FvNetwork *network, FvCursor at)
{
  FvParameterShape shape;

  if (at.direction == FV_LOSS)
    return 0;
  if (!fv_cursor_is_parameter (at))
    return (gsize)at.row * fv_network_shape (network, at.layer).cols + at.col;
  shape = fv_parameter_shape (fv_network_layer (network, at.layer));
  if (at.input == FV_INPUT_BIAS)
    return (gsize)shape.inputs * shape.rows * shape.cols;
  return ((gsize)MIN (at.input, shape.inputs - 1) * shape.rows + at.row) * shape.cols + at.col;
}

static void
put_at_cell (const FvNetwork *network, gsize cell, FvCursor *at)
{
  FvParameterShape shape;

  if (!fv_cursor_is_parameter (*at))
    {
      at->row = (guint)(cell / fv_network_shape (network, at->layer).cols);
      at->col = (guint)(cell % fv_network_shape (network, at->layer).cols);
      return;
    }
  shape = fv_parameter_shape (fv_network_layer (network, at->layer));
  at->input = cell == (gsize)shape.inputs * shape.rows * shape.cols
                  ? FV_INPUT_BIAS
                  : (guint)(cell / ((gsize)shape.rows * shape.cols));
  at->row = at->input == FV_INPUT_BIAS ? 0 : (guint)(cell / shape.cols % shape.rows);
  at->col = at->input == FV_INPUT_BIAS ? 0 : (guint)(cell % shape.cols);
}

double
fv_timeline_share (const FvNetwork *network, FvCursor cursor)
{
  FvCursor at = fv_cursor_clamp (cursor, network);
  g_autoptr (GArray) sections = sections_of (network, fv_cursor_step (at, network));
  gsize cells;
  guint units;

  for (guint i = 0; i < sections->len; i++)
    {
      Section section = g_array_index (sections, Section, i);

      if (section.direction != at.direction || section.layer != at.layer)
        continue;
      count_cells (network, section, &units, &cells);
      return (i + (at.unit + (double)cell_of (network, at) / (double)cells) / units) / sections->len;
    }
  return 0;
}

/* The cell, or with coarser steps the unit, that a share of a step leads to. */
static FvCursor
find_at_share (const FvNetwork *network, guint step, double share, gboolean cells_too)
{
  g_autoptr (GArray) sections = sections_of (network, step);
  double along = CLAMP (share, 0, 1) * sections->len;
  guint nth = MIN ((guint)along, sections->len - 1), units;
  Section section = g_array_index (sections, Section, nth);
  FvCursor at = { .direction = section.direction, .layer = section.layer };
  gsize cells;

  count_cells (network, section, &units, &cells);
  along = (along - nth) * units;
  at.unit = MIN ((guint)along, units - 1);
  if (cells_too)
    put_at_cell (network, MIN ((gsize)((along - at.unit) * (double)cells), cells - 1), &at);
  return fv_cursor_clamp (at, network);
}

FvRect
fv_timeline_block (const FvTimelineLayout *self, guint step)
{
  guint half = fv_network_depth (self->network) + 2; /* X, the layers, E */
  double x = self->training.x + step * self->pitch + (step >= half ? self->gap : 0)
             + (step + 1 == self->n_steps ? self->gap : 0);
  double left = round (x), right = round (x + self->pitch) - 3;

  return (FvRect){ left, self->pass_top, MAX (right - left, 1), self->pass_height };
}

static char *
step_name (const FvTimelineLayout *self, guint step)
{
  FvCursor at = fv_cursor_at_step (self->network, step);

  if (at.direction == FV_LOSS)
    return g_strdup ("E");
  if (at.direction == FV_UPDATE)
    return g_strdup ("θ");
  if (at.layer == 0)
    return g_strdup ("X");
  return fv_layer_short_name (fv_network_layer (self->network, at.layer));
}

static gboolean
name_fits (const FvTimelineLayout *self, guint step, guint now)
{
  g_autofree char *name = step_name (self, step);

  return fv_text_width (step == now ? FV_TEXT_CAPTION_BOLD : FV_TEXT_CAPTION, self->text_scale, name)
         <= fv_timeline_block (self, step).width + 2;
}

/* Where one is is said in any case; neighbours give way to it. */
static gboolean
shows_name (const FvTimelineLayout *self, guint step, guint now)
{
  if (step == now)
    return TRUE;
  return name_fits (self, step, now)
         && (step + 1 < now || step > now + 1 || now >= self->n_steps || name_fits (self, now, now));
}

static void
paint_block (const FvTimelineLayout *self, guint step, guint now, const FvSceneInput *input, cairo_t *cr)
{
  FvRect rect = fv_timeline_block (self, step);
  const FvStyle *style = &input->style;
  g_autofree char *name = step_name (self, step);
  FvTextKind kind = step == now ? FV_TEXT_CAPTION_BOLD : FV_TEXT_CAPTION;
  double baseline = rect.y + round (rect.height / 2 + 3 * self->text_scale);

  if (step == now)
    fv_pen_fill (cr, style->selected, rect.x, rect.y, rect.width, rect.height - 1);
  fv_pen_fill (cr,
               step == now  ? style->accent
               : step < now ? style->secondary
                            : style->hairline,
               rect.x, rect.y + rect.height - (step == now ? 3 : 2), rect.width, step == now ? 3 : 1);
  if (shows_name (self, step, now))
    fv_text_draw (cr, kind, self->text_scale, FV_ALIGN_CENTER, rect.x + rect.width / 2, baseline,
                  step <= now ? style->text : style->secondary, name);
}

static gboolean
is_fine (const FvSceneInput *input)
{
  return input->granularity < FV_GRANULARITY_LAYER;
}

/* Where in its block the cursor is, where steps are finer than blocks. */
static void
paint_caret (const FvTimelineLayout *self, guint now, const FvSceneInput *input, cairo_t *cr)
{
  FvRect rect = fv_timeline_block (self, now);
  double x = rect.x + round (fv_timeline_share (self->network, input->cursor) * (rect.width - 1)) + 0.5;

  fv_pen_color (cr, input->style.accent);
  cairo_arc (cr, x, rect.y + rect.height - 1.5, 4, 0, 2 * G_PI);
  cairo_fill (cr);
}

void
fv_timeline_paint_pass (const FvTimelineLayout *self, const FvSceneInput *input, cairo_t *cr)
{
  guint now = input->has_cursor ? fv_cursor_step (input->cursor, self->network) : self->n_steps;
  g_autofree char *text = NULL;

  for (guint step = 0; step < self->n_steps; step++)
    paint_block (self, step, now, input, cr);
  if (!input->has_cursor)
    return;
  if (is_fine (input))
    paint_caret (self, now, input, cr);
  text = g_strdup_printf (_ ("step %u of %u"), now + 1, self->n_steps);
  fv_timeline_words (self, cr, self->pass_top + round (self->pass_height / 2 + 3 * self->text_scale),
                     input->style.secondary, text);
}

gboolean
fv_timeline_pick_pass (const FvTimelineLayout *self, const FvSceneInput *input, double x, double y,
                       FvCursor *out)
{
  for (guint step = 0; step < self->n_steps; step++)
    {
      FvRect rect = fv_timeline_block (self, step);
      FvCursor at;

      if (x < rect.x || x >= rect.x + rect.width + 3 || y < rect.y - 3 || y >= rect.y + rect.height + 3)
        continue;
      if (is_fine (input))
        {
          *out = find_at_share (self->network, step, (x - rect.x) / rect.width,
                                input->granularity < FV_GRANULARITY_MAP);
          return TRUE;
        }
      at = fv_cursor_at_step (self->network, step);
      if (input->has_cursor && !fv_cursor_is_parameter (input->cursor) && !fv_cursor_is_parameter (at))
        {
          FvDirection direction = at.direction;
          guint layer = at.layer;

          at = input->cursor;
          at.direction = direction;
          at.layer = layer;
        }
      *out = fv_cursor_clamp (at, self->network);
      return TRUE;
    }
  return FALSE;
}
