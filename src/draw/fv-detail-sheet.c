/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-detail-sheet.h"

#include <math.h>
#include <string.h>

/* Cells from here on say their sign by more than their hue. */
#define FV_SIGN_SIDE 18

static void
thing_free (gpointer data)
{
  FvThing *self = data;
  gsize cells = (gsize)self->grid.rows * self->grid.cols;

  for (gsize i = 0; self->grid.texts && i < cells; i++)
    g_free (self->grid.texts[i]);
  g_free (self->grid.texts);
  g_free (self->grid.cells);
  g_free (self->grid.hatched);
  g_free (self->grid.signs);
  g_free (self->aim.terms);
  g_free (self->points);
  g_free (self->text);
  g_free (self);
}

void
fv_sheet_init (FvSheet *self, const FvStyle *style, double width, double height)
{
  *self = (FvSheet){ .width = width,
                     .height = height,
                     .scale = style->text_scale > 0 ? style->text_scale : 1,
                     .style = style,
                     .things = g_ptr_array_new_with_free_func (thing_free) };
}

void
fv_sheet_clear (FvSheet *self)
{
  g_clear_pointer (&self->things, g_ptr_array_unref);
}

static FvThing *
add (FvSheet *self, FvThingKind kind, FvRect box, FvColor color)
{
  FvThing *thing = g_new0 (FvThing, 1);

  thing->kind = kind;
  thing->box = box;
  thing->color = color;
  thing->line = 1;
  g_ptr_array_add (self->things, thing);
  return thing;
}

/* The box of a line of text is that of its letters and digits, not of the line. */
static FvRect
text_box (const FvSheet *self, FvTextKind kind, FvAlign align, double x, double baseline, const char *text)
{
  double width = fv_text_width (kind, self->scale, text);
  double up = ceil (fv_text_ascent (kind, self->scale) * 0.85), down = fv_text_descent (kind, self->scale);

  if (align == FV_ALIGN_RIGHT)
    x -= width;
  else if (align == FV_ALIGN_CENTER)
    x -= width / 2;
  return (FvRect){ x, round (baseline) - up, width, up + down };
}

FvThing *
fv_sheet_text (FvSheet *self, FvTextKind kind, FvAlign align, double x, double baseline, FvColor color,
               const char *text)
{
  FvThing *thing = add (self, FV_THING_TEXT, text_box (self, kind, align, x, baseline, text), color);

  thing->text_kind = kind;
  thing->align = align;
  thing->x = x;
  thing->baseline = baseline;
  thing->text = g_strdup (text);
  return thing;
}

FvThing *
fv_sheet_textf (FvSheet *self, FvTextKind kind, FvAlign align, double x, double baseline, FvColor color,
                const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return fv_sheet_text (self, kind, align, x, baseline, color, text);
}

FvThing *
fv_sheet_grid (FvSheet *self, double x, double y, guint rows, guint cols, double cell_width,
               double cell_height, FvPalette palette, const double *values, double scale)
{
  FvRect box = { round (x), round (y), cols * cell_width, rows * cell_height };
  FvThing *thing = add (self, FV_THING_GRID, box, self->style->frame);
  gsize count = (gsize)rows * cols;

  thing->grid = (FvGrid){ .rows = rows,
                          .cols = cols,
                          .cell_width = cell_width,
                          .cell_height = cell_height,
                          .step = 1,
                          .cells = g_new (guint32, count) };
  if (values)
    fv_palette_doubles (palette, self->style->dark, values, count, scale, thing->grid.cells);
  if (values && palette != FV_PALETTE_PICTURE && MIN (cell_width, cell_height) >= FV_SIGN_SIDE * self->scale)
    {
      thing->grid.signs = g_new (gint8, count);
      for (gsize i = 0; i < count; i++)
        thing->grid.signs[i] = (gint8)((values[i] > 0) - (values[i] < 0));
    }
  for (gsize i = 0; !values && i < count; i++)
    thing->grid.cells[i] = fv_palette_pixel (palette, self->style->dark, 0, 1);
  return thing;
}

double
fv_sheet_zoom (guint rows, guint cols, double max_width, double max_height, double max_zoom, guint *step)
{
  double zoom = floor (MIN (max_width / cols, max_height / rows));

  *step = 1;
  if (zoom >= 1)
    return MIN (zoom, max_zoom);
  while ((cols + *step - 1) / *step > MAX (max_width, 1) || (rows + *step - 1) / *step > MAX (max_height, 1))
    (*step)++;
  return 1;
}

FvThing *
fv_sheet_map (FvSheet *self, double x, double y, guint rows, guint cols, double max_width, double max_height,
              double max_zoom, FvPalette palette, const double *values, double scale)
{
  guint step;
  double zoom = fv_sheet_zoom (rows, cols, max_width, max_height, max_zoom, &step);
  FvThing *thing = fv_sheet_grid (self, x, y, rows, cols, zoom, zoom, palette, values, scale);

  thing->grid.step = step;
  thing->box.width = (cols + step - 1) / step * zoom;
  thing->box.height = (rows + step - 1) / step * zoom;
  return thing;
}

FvRect
fv_thing_cells (const FvThing *grid, int row, int col, guint rows, guint cols)
{
  double step = grid->grid.step, zoom_x = grid->grid.cell_width, zoom_y = grid->grid.cell_height;
  double left = floor (col / step) * zoom_x, top = floor (row / step) * zoom_y;
  double right = ceil ((col + (int)cols) / step) * zoom_x, bottom = ceil ((row + (int)rows) / step) * zoom_y;

  return (FvRect){ grid->box.x + left, grid->box.y + top, right - left, bottom - top };
}

void
fv_thing_hatch (FvThing *grid, guint cell)
{
  if (!grid->grid.hatched)
    grid->grid.hatched = g_malloc0 ((gsize)grid->grid.rows * grid->grid.cols);
  grid->grid.hatched[cell] = 1;
}

void
fv_thing_take_text (FvThing *grid, guint cell, char *text)
{
  if (!grid->grid.texts)
    grid->grid.texts = g_new0 (char *, (gsize)grid->grid.rows * grid->grid.cols);
  g_free (grid->grid.texts[cell]);
  grid->grid.texts[cell] = text;
}

FvThing *
fv_sheet_ring (FvSheet *self, FvRect around, double line)
{
  FvThing *thing = add (self, FV_THING_RING, around, self->style->ring);

  thing->line = line;
  thing->loose = TRUE;
  return thing;
}

FvThing *
fv_sheet_rule (FvSheet *self, FvColor color, double x, double y, double width, double height)
{
  FvThing *thing = add (self, FV_THING_RULE, (FvRect){ round (x), floor (y), round (width), height }, color);

  thing->loose = TRUE;
  return thing;
}

FvThing *
fv_sheet_hatch (FvSheet *self, FvRect box)
{
  return add (self, FV_THING_HATCH, box, self->style->frame);
}

FvThing *
fv_sheet_line (FvSheet *self, FvColor color, double line, gboolean dashed, const double *points,
               guint n_points)
{
  double left = INFINITY, top = INFINITY, right = -INFINITY, bottom = -INFINITY;
  FvThing *thing;

  for (guint i = 0; i < n_points; i++)
    {
      left = MIN (left, points[2 * i]);
      right = MAX (right, points[2 * i]);
      top = MIN (top, points[2 * i + 1]);
      bottom = MAX (bottom, points[2 * i + 1]);
    }
  thing = add (self, FV_THING_LINE, (FvRect){ left, top, right - left, bottom - top }, color);
  thing->loose = TRUE;
  thing->line = line;
  thing->dashed = dashed;
  thing->n_points = n_points;
  thing->points = g_memdup2 (points, 2 * n_points * sizeof *points);
  return thing;
}

FvThing *
fv_sheet_dot (FvSheet *self, FvColor color, double x, double y, double radius)
{
  FvThing *thing
      = add (self, FV_THING_DOT, (FvRect){ x - radius, y - radius, 2 * radius, 2 * radius }, color);

  thing->loose = TRUE;
  return thing;
}

FvThing *
fv_sheet_hidden (FvSheet *self, FvRect box, FvAim aim)
{
  FvThing *thing = add (self, FV_THING_HIDDEN, box, self->style->scene);

  thing->loose = TRUE;
  thing->aim = aim;
  return thing;
}

FvThing *
fv_sheet_legend (FvSheet *self, FvPalette palette, const char *title, double low, double high, double x,
                 double baseline, guint strip)
{
  FvLegend legend = { palette, NULL, low, high, fv_legend_decimals (MAX (fabs (low), fabs (high))) };
  double up = fv_text_ascent (FV_TEXT_CAPTION, self->scale);
  FvThing *thing = add (self, FV_THING_LEGEND, (FvRect){ x, baseline - up, 0, 0 }, self->style->text);

  thing->text = g_strdup (title);
  legend.title = thing->text;
  thing->legend = legend;
  thing->strip = strip;
  thing->x = x;
  thing->baseline = baseline;
  thing->box.width = fv_legend_width (&thing->legend, self->scale, strip);
  thing->box.height = up + round (15 * self->scale) + fv_text_descent (FV_TEXT_CAPTION, self->scale);
  return thing;
}

#define SWITCH_PAD 10

double
fv_sheet_switch_width (const FvSheet *self, const char *text)
{
  return fv_text_width (FV_TEXT_CAPTION_BOLD, self->scale, text) + 2 * SWITCH_PAD;
}

FvThing *
fv_sheet_switch (FvSheet *self, double x, double baseline, gboolean pressed, FvSceneAction action,
                 const char *text)
{
  double up = fv_text_ascent (FV_TEXT_CAPTION, self->scale) + 5;
  FvRect box = { round (x), round (baseline - up), fv_sheet_switch_width (self, text),
                 up + fv_text_descent (FV_TEXT_CAPTION, self->scale) + 4 };
  FvThing *thing = add (self, FV_THING_SWITCH, box, pressed ? self->style->text : self->style->secondary);

  thing->text_kind = pressed ? FV_TEXT_CAPTION_BOLD : FV_TEXT_CAPTION;
  thing->align = FV_ALIGN_CENTER;
  thing->x = box.x + box.width / 2;
  thing->baseline = baseline;
  thing->text = g_strdup (text);
  thing->pressed = pressed;
  thing->aim = (FvAim){ .kind = FV_AIM_ACTION, .action = action };
  return thing;
}

static gboolean
holds (const FvThing *thing, double x, double y)
{
  return x >= thing->box.x && y >= thing->box.y && x < thing->box.x + thing->box.width
         && y < thing->box.y + thing->box.height;
}

/* The window's cell (row, col) is the kernel's turned by 180°. */
static FvCursor
aim_window (const FvAim *aim, guint row, guint col)
{
  FvCursor at = aim->cursor;

  if (row >= at.row && col >= at.col && row < at.row + aim->window_rows && col < at.col + aim->window_cols)
    {
      at.term += (aim->window_rows - 1 - (row - at.row)) * aim->window_cols + aim->window_cols - 1
                 - (col - at.col);
      return at;
    }
  at.row = MIN (row - MIN (row, aim->window_rows / 2), aim->places_rows - 1);
  at.col = MIN (col - MIN (col, aim->window_cols / 2), aim->places_cols - 1);
  return at;
}

/* Term (u, v) is of the cell u above and v before the cursor's. */
static FvCursor
aim_frame (const FvAim *aim, guint row, guint col)
{
  FvCursor at = aim->cursor;

  if (row <= at.row && col <= at.col && at.row - row < aim->window_rows && at.col - col < aim->window_cols)
    {
      at.term += (at.row - row) * aim->window_cols + at.col - col;
      return at;
    }
  at.row = MIN (row + aim->window_rows / 2, aim->places_rows - 1);
  at.col = MIN (col + aim->window_cols / 2, aim->places_cols - 1);
  return at;
}

static gboolean
aim_of (const FvThing *thing, double x, double y, FvCursor *out)
{
  guint row = 0, col = 0;

  *out = thing->aim.cursor;
  if (thing->kind == FV_THING_GRID)
    {
      row = (guint)((y - thing->box.y) / thing->grid.cell_height) * thing->grid.step;
      col = (guint)((x - thing->box.x) / thing->grid.cell_width) * thing->grid.step;
    }
  switch (thing->aim.kind)
    {
    case FV_AIM_CURSOR:
      return TRUE;
    case FV_AIM_TERMS:
      out->term = thing->aim.terms[row * thing->grid.cols + col];
      return out->term != FV_NO_TERM;
    case FV_AIM_CELLS:
      out->row += row;
      out->col += col;
      return TRUE;
    case FV_AIM_INPUTS:
      out->input += row * thing->grid.cols + col;
      return TRUE;
    case FV_AIM_UNITS:
      out->unit += row * thing->grid.cols + col;
      return TRUE;
    case FV_AIM_FRAME:
      *out = aim_frame (&thing->aim, row, col);
      return TRUE;
    case FV_AIM_MEETS:
      /* A window that begins in the corner is met by the kernel's last weight. */
      out->row = thing->aim.window_rows - 1 - MIN (row, thing->aim.window_rows - 1);
      out->col = thing->aim.window_cols - 1 - MIN (col, thing->aim.window_cols - 1);
      out->term = 0;
      return TRUE;
    case FV_AIM_UNBLOCK:
      out->row = MIN (row * thing->aim.window_rows + out->row % thing->aim.window_rows,
                      thing->aim.places_rows - 1);
      out->col = MIN (col * thing->aim.window_cols + out->col % thing->aim.window_cols,
                      thing->aim.places_cols - 1);
      return TRUE;
    case FV_AIM_BLOCKS:
      out->row = MIN (row / thing->aim.window_rows, thing->aim.places_rows - 1);
      out->col = MIN (col / thing->aim.window_cols, thing->aim.places_cols - 1);
      return TRUE;
    case FV_AIM_WINDOW:
      *out = aim_window (&thing->aim, row, col);
      return TRUE;
    case FV_AIM_NONE:
    case FV_AIM_ACTION:
    default:
      return FALSE;
    }
}

gboolean
fv_sheet_pick (const FvSheet *self, double x, double y, FvCursor *out)
{
  for (guint i = self->things->len; i-- > 0;)
    {
      const FvThing *thing = g_ptr_array_index (self->things, i);
      FvCursor found;

      if (thing->aim.kind != FV_AIM_NONE && holds (thing, x, y) && aim_of (thing, x, y, &found))
        {
          *out = found;
          return TRUE;
        }
    }
  return FALSE;
}

gboolean
fv_sheet_pick_action (const FvSheet *self, double x, double y, FvSceneAction *out)
{
  for (guint i = self->things->len; i-- > 0;)
    {
      const FvThing *thing = g_ptr_array_index (self->things, i);

      if (thing->aim.kind == FV_AIM_ACTION && holds (thing, x, y))
        {
          *out = thing->aim.action;
          return TRUE;
        }
    }
  return FALSE;
}
