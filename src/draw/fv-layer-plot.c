/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-layer-plot.h"

#include <math.h>

#include "fv-number.h"
#include "fv-pen.h"
#include "fv-plot-axes.h"
#include "fv-spread.h"
#include "fv-text.h"

#define WIDTH        1.5 /* px of lines */
#define CHOSEN_WIDTH 3
#define GAP          8  /* px beside the lines */
#define PITCH        15 /* px from name to name */
#define DOT          5  /* px: as long as this is what has no line */
#define REACH        10 /* px: what is as near as this is pointed at */
/* More decades than these would make every line flat. */
#define MOST_DECADES 20

double
fv_layer_plot_axis_width (double text_scale)
{
  g_autofree char *widest = fv_number_decade (-10);

  return fv_text_width (FV_TEXT_CAPTION, text_scale, widest) + GAP;
}

double
fv_layer_plot_names_width (const FvNetwork *network, double text_scale)
{
  double widest = 0;

  for (guint place = 1; place <= fv_network_depth (network); place++)
    {
      g_autofree char *name = fv_layer_short_name (fv_network_layer (network, place));

      widest = MAX (widest, fv_text_width (FV_TEXT_CAPTION_BOLD, text_scale, name));
    }
  return widest + 2 * GAP;
}

gboolean
fv_layer_is_plotted (const FvLayer *layer)
{
  return layer->weight_rank > 0 || layer->activation != NULL || fv_layer_is_pooling (layer);
}

static gboolean
is_in_sight (const FvLayerPlot *self, guint64 batch)
{
  return (double)batch >= self->plot.first_batch && (double)batch <= self->plot.last_batch;
}

void
fv_layer_plot_widen (const FvLayerPlot *self, const FvNetwork *network, const FvLayerCurve *layers,
                     double *low, double *high)
{
  for (guint i = 0; layers != NULL && i < fv_layer_curve_length (layers); i++)
    for (guint place = 1; place <= fv_layer_curve_depth (layers); place++)
      {
        double value = fv_layer_curve_value (layers, i, place, self->measure);

        if (!isfinite (value) || value <= 0 || !is_in_sight (self, fv_layer_curve_batch (layers, i))
            || !fv_layer_is_plotted (fv_network_layer (network, place)))
          continue;
        *low = MIN (*low, value);
        *high = MAX (*high, value);
      }
}

void
fv_layer_plot_set_range (FvLayerPlot *self, double low, double high)
{
  double bottom = low <= high ? floor (log10 (low)) : -4, top = low <= high ? ceil (log10 (high)) : 0;

  top = MAX (top, bottom + 1);
  bottom = MAX (bottom, top - MOST_DECADES);
  self->plot.log = TRUE;
  self->plot.low = pow (10, bottom);
  self->plot.high = pow (10, top);
}

/* --- Axes --- */

void
fv_layer_plot_paint_decades (const FvPlot *plot, const FvStyle *style, cairo_t *cr)
{
  int bottom = (int)round (log10 (plot->low)), top = (int)round (log10 (plot->high));
  double room = plot->area.height / (top - bottom);
  int step = (int)MAX (ceil (15 * style->text_scale / room), 1);

  for (int exponent = top; exponent >= bottom; exponent--)
    {
      double y = fv_plot_y (plot, pow (10, exponent));
      g_autofree char *text = fv_number_decade (exponent);

      if ((top - exponent) % step != 0)
        continue;
      fv_pen_horizontal (cr, style->hairline, plot->area.x, y, plot->area.width);
      fv_text_draw (cr, FV_TEXT_CAPTION, style->text_scale, FV_ALIGN_RIGHT, plot->area.x - GAP,
                    y + 4 * style->text_scale, style->secondary, text);
    }
}

void
fv_layer_plot_paint_axes (const FvLayerPlot *self, const FvStyle *style, cairo_t *cr)
{
  fv_layer_plot_paint_decades (&self->plot, style, cr);
  fv_plot_paint_batches (&self->plot, cr, style, self->plot.area.x + self->plot.area.width,
                         self->plot.area.y + self->plot.area.height + round (17 * self->text_scale));
}

void
fv_layer_plot_paint_band (const FvLayerPlot *self, const FvStyle *style, cairo_t *cr, double low, double high)
{
  double top = fv_plot_y (&self->plot, high), bottom = fv_plot_y (&self->plot, low);

  fv_pen_fill (cr, style->selected, self->plot.area.x, round (top), self->plot.area.width,
               MAX (round (bottom) - round (top), 1));
}

void
fv_layer_plot_paint_upright (const FvLayerPlot *self, FvColor color, cairo_t *cr, double batch)
{
  const FvPlot *plot = &self->plot;

  if (batch < plot->first_batch || batch > plot->last_batch)
    return;
  fv_pen_vertical (cr, color, MIN (fv_plot_x (plot, batch), plot->area.x + plot->area.width - 1),
                   plot->area.y, plot->area.height);
}

/* --- Lines --- */

static double
mix (double from, double to, double t)
{
  return from + (to - from) * t;
}

FvColor
fv_layer_plot_color (const FvStyle *style, double share)
{
  FvColor first = style->text, last = style->kept;

  return (FvColor){ mix (first.red, last.red, share), mix (first.green, last.green, share),
                    mix (first.blue, last.blue, share) };
}

static gboolean
has_value (const FvLayerPlot *self, const FvLayerCurve *layers, guint place, gint64 nth)
{
  return nth >= 0 && nth < fv_layer_curve_length (layers)
         && isfinite (fv_layer_curve_value (layers, (guint)nth, place, self->measure));
}

/* A value that is 0 lies on the bottom edge; where there is none the line has a gap, and between two a dot. */
static void
trace_line (const FvLayerPlot *self, cairo_t *cr, const FvLayerCurve *layers, guint place)
{
  for (guint i = 0; i < fv_layer_curve_length (layers); i++)
    {
      double x = fv_plot_x (&self->plot, (double)fv_layer_curve_batch (layers, i));
      double y = fv_plot_y (&self->plot, fv_layer_curve_value (layers, i, place, self->measure));
      gboolean goes_on = has_value (self, layers, place, (gint64)i - 1);

      if (!has_value (self, layers, place, i))
        continue;
      if (goes_on)
        cairo_line_to (cr, x, y);
      else
        cairo_move_to (cr, x, y);
      if (!goes_on && !has_value (self, layers, place, (gint64)i + 1))
        cairo_line_to (cr, x + DOT, y);
    }
}

static void
paint_line (const FvLayerPlot *self, FvColor color, double width, cairo_t *cr, const FvLayerCurve *layers,
            guint place)
{
  cairo_save (cr);
  cairo_rectangle (cr, self->plot.area.x - 4, self->plot.area.y - 4, self->plot.area.width + 8,
                   self->plot.area.height + 8);
  cairo_clip (cr);
  fv_pen_color (cr, color);
  cairo_set_line_width (cr, width);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  trace_line (self, cr, layers, place);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/* The last value in sight; FALSE if there is none. */
static gboolean
find_end (const FvLayerPlot *self, const FvLayerCurve *layers, guint place, double *y)
{
  for (guint i = fv_layer_curve_length (layers); i > 0; i--)
    {
      double value = fv_layer_curve_value (layers, i - 1, place, self->measure);

      if (!isfinite (value) || !is_in_sight (self, fv_layer_curve_batch (layers, i - 1)))
        continue;
      *y = fv_plot_y (&self->plot, value);
      return TRUE;
    }
  return FALSE;
}

static int
by_end (gconstpointer a, gconstpointer b)
{
  const FvLayerName *one = a, *other = b;

  if (one->end != other->end)
    return one->end > other->end ? 1 : -1;
  return (int)one->place - (int)other->place;
}

/* Of the layers that have a value in sight, from the highest line to the lowest. n: layers that have a line. */
static GArray *
list_names (const FvLayerPlot *self, const FvNetwork *network, const FvLayerCurve *layers, guint *n)
{
  GArray *names = g_array_new (FALSE, FALSE, sizeof (FvLayerName));

  *n = 0;
  for (guint place = 1; place <= fv_layer_curve_depth (layers); place++)
    {
      FvLayerName name = { .place = place, .nth = *n };

      if (!fv_layer_is_plotted (fv_network_layer (network, place)))
        continue;
      (*n)++;
      if (find_end (self, layers, place, &name.end))
        g_array_append_val (names, name);
    }
  g_array_sort (names, by_end);
  return names;
}

/* The first layer with a value in sight, the last and the chosen one keep their names. */
static gboolean
is_kept (GArray *names, guint nth, guint chosen)
{
  guint place = g_array_index (names, FvLayerName, nth).place, least = place, most = place;

  for (guint i = 0; i < names->len; i++)
    {
      least = MIN (least, g_array_index (names, FvLayerName, i).place);
      most = MAX (most, g_array_index (names, FvLayerName, i).place);
    }
  return place == least || place == most || place == chosen;
}

/* What there is no room for is left out, every second first. */
static void
thin_out (GArray *names, guint most, guint chosen)
{
  for (guint round = 0; names->len > most && round < 8; round++)
    for (guint i = names->len; i-- > 0 && names->len > most;)
      if ((i + round) % 2 == 1 && !is_kept (names, i, chosen))
        g_array_remove_index (names, i);
}

GArray *
fv_layer_plot_names (const FvLayerPlot *self, const FvNetwork *network, const FvLayerCurve *layers,
                     guint chosen)
{
  const FvRect *area = &self->plot.area;
  double pitch = PITCH * self->text_scale;
  guint n;
  GArray *names = list_names (self, network, layers, &n);
  g_autofree double *tops = NULL, *heights = NULL;

  thin_out (names, (guint)MAX (floor (area->height / pitch) + 1, 2), chosen);
  tops = g_new (double, MAX (names->len, 1));
  heights = g_new (double, MAX (names->len, 1));
  for (guint i = 0; i < names->len; i++)
    {
      tops[i] = g_array_index (names, FvLayerName, i).end - pitch / 2;
      heights[i] = pitch;
    }
  fv_spread (tops, heights, names->len, 0, area->y - pitch / 2, area->y + area->height + pitch / 2);
  for (guint i = 0; i < names->len; i++)
    {
      FvLayerName *name = &g_array_index (names, FvLayerName, i);

      name->box = (FvRect){ area->x + area->width + GAP + 2, tops[i], 0, pitch };
      name->share = n > 1 ? (double)name->nth / (n - 1) : 0;
    }
  return names;
}

static void
paint_names (const FvLayerPlot *self, const FvStyle *style, cairo_t *cr, const FvNetwork *network,
             GArray *names, guint chosen)
{
  double right = self->plot.area.x + self->plot.area.width;

  for (guint i = 0; i < names->len; i++)
    {
      const FvLayerName *name = &g_array_index (names, FvLayerName, i);
      double y = name->box.y + name->box.height / 2;
      gboolean bold = name->place == chosen;
      g_autofree char *text = fv_layer_short_name (fv_network_layer (network, name->place));

      fv_pen_link (cr, style->frame, right + 1, name->end, right + GAP - 1, y);
      fv_text_draw (cr, bold ? FV_TEXT_CAPTION_BOLD : FV_TEXT_CAPTION, self->text_scale, FV_ALIGN_LEFT,
                    name->box.x, y + 4 * self->text_scale,
                    bold ? style->text : fv_layer_plot_color (style, name->share), text);
    }
}

/* The first layer's line lies over the others. */
void
fv_layer_plot_paint_lines (const FvLayerPlot *self, const FvStyle *style, cairo_t *cr,
                           const FvNetwork *network, const FvLayerCurve *layers, guint chosen)
{
  g_autoptr (GArray) names = fv_layer_plot_names (self, network, layers, chosen);
  guint depth = fv_network_depth (network), n = 0, nth = 0;

  for (guint place = 1; place <= depth; place++)
    n += fv_layer_is_plotted (fv_network_layer (network, place));
  for (guint place = depth; place > 0; place--)
    if (fv_layer_is_plotted (fv_network_layer (network, place)))
      {
        double share = n > 1 ? (double)(n - 1 - nth++) / (n - 1) : 0;

        paint_line (self, fv_layer_plot_color (style, share), place == chosen ? CHOSEN_WIDTH : WIDTH, cr,
                    layers, place);
      }
  paint_names (self, style, cr, network, names, chosen);
}

/* --- Pointing --- */

/* How far y is from the layer's line at x; INFINITY where it has none. */
static double
distance (const FvLayerPlot *self, const FvLayerCurve *layers, guint place, double x, double y)
{
  double before_x = 0, before_y = 0;
  gboolean has_before = FALSE;

  for (guint i = 0; i < fv_layer_curve_length (layers); i++)
    {
      double value = fv_layer_curve_value (layers, i, place, self->measure);
      double px = fv_plot_x (&self->plot, (double)fv_layer_curve_batch (layers, i));
      double py = fv_plot_y (&self->plot, value);

      if (!isfinite (value))
        {
          has_before = FALSE;
          continue;
        }
      if (fabs (px - x) < 2)
        return fabs (py - y);
      if (has_before && before_x <= x && x <= px)
        return fabs (before_y + (py - before_y) * (x - before_x) / (px - before_x) - y);
      before_x = px;
      before_y = py;
      has_before = TRUE;
    }
  return INFINITY;
}

gboolean
fv_layer_plot_pick (const FvLayerPlot *self, const FvNetwork *network, const FvLayerCurve *layers, double x,
                    double y, guint *place)
{
  const FvRect *area = &self->plot.area;
  double least = REACH;

  if (layers == NULL || x < area->x - REACH || x > area->x + area->width + REACH)
    return FALSE;
  for (guint i = 1; i <= fv_layer_curve_depth (layers); i++)
    {
      double there = INFINITY;

      if (fv_layer_is_plotted (fv_network_layer (network, i)))
        there = distance (self, layers, i, x, y);
      if (there >= least)
        continue;
      least = there;
      *place = i;
    }
  return least < REACH;
}
