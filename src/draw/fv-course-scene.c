/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-course-layout.h"
#include "fv-legend.h"
#include "fv-map.h"
#include "fv-number.h"
#include "fv-pen.h"
#include "fv-scene-types.h"
#include "fv-text.h"

/* How kernels became what they are: the one at the cursor, and those it stands among, at several moments of training side
 * by side, in the colours of one scale. One part. */

#define MARGIN 28
#define STRIP  101

static FvScene *
layout (const FvSceneInput *input, double width, double height)
{
  return g_new0 (FvScene, 1);
}

static void
free_layout (FvScene *scene)
{
  g_free (scene);
}

static const float *
weights_of (const FvCourseLayout *self, guint moment)
{
  return fv_parameters_weights (fv_course_parameters (self->course, moment), self->kernel.place);
}

/* The largest weight the layer had at any of the moments. */
static double
scale_of (const FvCourseLayout *self)
{
  gsize count = fv_network_layer (fv_course_network (self->course), self->kernel.place)->n_weights;
  double scale = 0;

  for (guint i = 0; i < self->n; i++)
    scale = MAX (scale, fv_palette_scale_floats (weights_of (self, i), count));
  return scale;
}

/* What a picture is painted with. */
typedef struct
{
  const FvCourseLayout *layout;
  const FvSceneInput *input;
  cairo_t *cr;
  double scale;
  guint32 *cells; /* of a kernel */
} Painting;

static void
paint_kernel (const Painting *self, const FvKernel *kernel, guint moment, FvRect rect, guint zoom)
{
  const FvSceneInput *input = self->input;
  gsize size = fv_kernel_size (kernel);
  const float *weights = weights_of (self->layout, moment) + kernel->first;
  double scale = input->kernels.own_scale ? fv_palette_scale_floats (weights, size) : self->scale;

  fv_palette_floats (FV_PALETTE_WEIGHT, input->style.dark, weights, size, scale, self->cells);
  if (fv_kernel_is_turned (kernel, input))
    for (gsize i = 0; i < size / 2; i++)
      {
        guint32 cell = self->cells[i];

        self->cells[i] = self->cells[size - 1 - i];
        self->cells[size - 1 - i] = cell;
      }
  fv_map_paint (self->cr, &input->style, input->vectors, rect.x, rect.y, self->cells, kernel->maps.rows,
                kernel->maps.cols, zoom, 1);
}

static double
norm_of (const FvCourseLayout *self, guint moment)
{
  const float *weights = weights_of (self, moment) + self->kernel.first;
  double squares = 0;

  for (gsize i = 0; i < fv_kernel_size (&self->kernel); i++)
    squares += (double)weights[i] * (double)weights[i];
  return sqrt (squares);
}

static void
write_label (const Painting *self, guint moment, double x, double baseline)
{
  const FvStyle *style = &self->input->style;
  g_autofree char *batch = fv_number_count (fv_course_batch (self->layout->course, moment));
  gboolean last = moment + 1 == self->layout->n;

  fv_text_draw (self->cr, last ? FV_TEXT_CAPTION_BOLD : FV_TEXT_CAPTION, style->text_scale, FV_ALIGN_CENTER,
                x, baseline, last ? style->text : style->secondary, batch);
}

static void
paint_row (const Painting *self)
{
  const FvCourseLayout *by = self->layout;
  const FvStyle *style = &self->input->style;
  double line = round (16 * style->text_scale);

  for (guint i = 0; i < by->n; i++)
    {
      FvRect rect = fv_course_layout_moment (by, i);
      g_autofree char *norm = fv_number_short (norm_of (by, i), 3, FALSE);

      paint_kernel (self, &by->kernel, i, rect, by->zoom);
      if ((by->n - 1 - i) % by->label_stride != 0)
        continue;
      write_label (self, i, rect.x + rect.width / 2, by->label_baseline);
      fv_text_draw (self->cr, FV_TEXT_CAPTION, style->text_scale, FV_ALIGN_CENTER, rect.x + rect.width / 2,
                    by->label_baseline + line, style->secondary, norm);
    }
}

static void
paint_table (const Painting *self, guint table)
{
  const FvCourseLayout *by = self->layout;
  FvNetwork *network = fv_course_network (by->course);
  gboolean whole = fv_course_layout_is_whole (by);
  guint first = whole ? 0 : by->kernel.unit, end = whole ? by->kernel.maps.units : first + 1;
  guint moment = fv_course_layout_moment_of (by, table);
  FvRect all = fv_course_layout_table (by, table), ring;
  FvKernel kernel;

  for (guint unit = first; unit < end; unit++)
    for (guint input = 0; input < by->kernel.maps.inputs; input++)
      if (fv_kernel_of (network, by->kernel.place, unit, input, &kernel) && kernel.first >= 0)
        paint_kernel (self, &kernel, moment, fv_course_layout_kernel (by, table, unit, input),
                      by->table_zoom);
  ring = fv_course_layout_kernel (by, table, by->kernel.unit, by->kernel.input);
  fv_pen_frame (self->cr, self->input->style.ring, ring.x - 1, ring.y - 1, ring.width + 2, ring.height + 2,
                1);
  write_label (self, moment, all.x + all.width / 2,
               all.y + all.height + round (15 * self->input->style.text_scale));
}

/* Titles with what they are of; the scale at the right. */
static void
paint_head (const Painting *self, double width)
{
  const FvCourseLayout *by = self->layout;
  const FvStyle *style = &self->input->style;
  g_autofree char *name = fv_kernel_name (&by->kernel, self->input->network);
  /* Translators: a kernel, as "C3 · unit 2 · from map 3" */
  g_autofree char *title = g_strdup_printf (_ ("%s through training"), name);
  gboolean own = self->input->kernels.own_scale;
  FvLegend legend = { .palette = FV_PALETTE_WEIGHT,
                      .title = own ? _ ("share of each kernel’s largest") : _ ("weights"),
                      .low = own ? -1 : -self->scale,
                      .high = own ? 1 : self->scale,
                      .decimals = own ? 0 : fv_legend_decimals (self->scale) };
  const char *caption = _ ("below each: batches, and ‖θ‖");
  double wide = fv_legend_width (&legend, style->text_scale, STRIP), x = MARGIN, left;

  x += fv_text_draw (self->cr, FV_TEXT_TITLE_BOLD, style->text_scale, FV_ALIGN_LEFT, x, by->title_baseline,
                     style->text, title);
  /* The scale's numbers stand a line below the title, as the caption does. */
  left = MAX (x, MARGIN + fv_text_width (FV_TEXT_CAPTION, style->text_scale, caption));
  if (left + 20 + wide <= width - MARGIN)
    fv_legend_paint (&legend, self->cr, style, self->input->vectors, width - MARGIN - wide,
                     by->title_baseline, STRIP);
  fv_text_draw (self->cr, FV_TEXT_CAPTION, style->text_scale, FV_ALIGN_LEFT, MARGIN,
                by->title_baseline + round (20 * style->text_scale), style->secondary, caption);
}

static void
paint_tables_head (const Painting *self)
{
  const FvCourseLayout *by = self->layout;
  const FvStyle *style = &self->input->style;
  g_autofree char *layer = fv_layer_short_name (fv_network_layer (self->input->network, by->kernel.place));
  g_autofree char *title = fv_course_layout_is_whole (by)
                               /* Translators: %s is a layer as "C3" */
                               ? g_strdup_printf (_ ("All of %s"), layer)
                               /* Translators: a layer as "C3", and the number of one of its units */
                               : g_strdup_printf (_ ("%s unit %u"), layer, by->kernel.unit + 1);
  double x = MARGIN;

  x += fv_text_draw (self->cr, FV_TEXT_TITLE_BOLD, style->text_scale, FV_ALIGN_LEFT, x, by->tables_baseline,
                     style->text, title);
  if (by->kernel.maps.inputs > 1)
    fv_text_draw (self->cr, FV_TEXT_CAPTION, style->text_scale, FV_ALIGN_LEFT, x + 14, by->tables_baseline,
                  style->secondary,
                  fv_course_layout_is_whole (by) ? _ ("rows: the maps below · columns: the units")
                                                 : _ ("its weights over each map below"));
}

static void
paint_part (const FvScene *scene, guint nth, const FvSceneInput *input, cairo_t *cr)
{
  FvCourseLayout by;
  Painting painting = { &by, input, cr, 0, NULL };
  double scale = input->style.text_scale;

  if (!fv_course_layout (input, scene->width, scene->height, &by) || by.kernel.first < 0)
    {
      fv_text_paragraph (cr, FV_TEXT_TITLE, scale, MARGIN, MARGIN, MAX (scene->width - 2 * MARGIN, 40),
                         input->style.secondary,
                         by.n > 0
                             ? _ ("These two are not connected.")
                             : _ ("Here stand the weights at several moments from the start of training to "
                                  "now, side by side, once they are computed."));
      return;
    }
  painting.scale = scale_of (&by);
  painting.cells = g_new (guint32, fv_kernel_size (&by.kernel));
  paint_head (&painting, scene->width);
  paint_row (&painting);
  if (by.n_tables > 0)
    paint_tables_head (&painting);
  for (guint table = 0; table < by.n_tables; table++)
    paint_table (&painting, table);
  g_free (painting.cells);
}

static gboolean
pick (const FvScene *scene, const FvSceneInput *input, double x, double y, FvCursor *out)
{
  FvCourseLayout by;
  FvKernel kernel;
  guint unit, map;

  if (!fv_course_layout (input, scene->width, scene->height, &by)
      || !fv_course_layout_pick (&by, x, y, &unit, &map)
      || !fv_kernel_of (input->network, by.kernel.place, unit, map, &kernel))
    return FALSE;
  *out = fv_kernel_cursor (&kernel, input->cursor);
  return TRUE;
}

/* "…: ‖θ‖ from 0.31 at batch 0 to 2.05 at batch 764". */
static char *
speak (const FvSceneInput *input)
{
  FvCourseLayout by;
  g_autofree char *name = NULL, *then = NULL, *now = NULL, *first = NULL, *newest = NULL;

  if (!fv_course_layout (input, 640, 480, &by) || by.kernel.first < 0)
    return g_strdup (_ ("The weights through training are not computed yet."));
  name = fv_kernel_name (&by.kernel, input->network);
  then = fv_number_short (norm_of (&by, 0), 3, FALSE);
  now = fv_number_short (norm_of (&by, by.n - 1), 3, FALSE);
  first = fv_number_count (fv_course_batch (by.course, 0));
  newest = fv_number_count (fv_course_batch (by.course, by.n - 1));
  /* Translators: a kernel, as "C3 · unit 2 · from map 3", and how large its weights were after so many batches */
  return g_strdup_printf (_ ("%s through training: ‖θ‖ = %s after %s batches, %s after %s"), name, then,
                          first, now, newest);
}

/* A line for each moment: when, how large, and all weights as stored. For spreadsheets: a point before decimals. */
static char *
table (const FvSceneInput *input)
{
  FvCourseLayout by;
  GString *out;

  if (!fv_course_layout (input, 640, 480, &by) || by.kernel.first < 0)
    return NULL;
  out = g_string_new ("batch,epoch,norm");
  for (gsize k = 0; k < fv_kernel_size (&by.kernel); k++)
    g_string_append_printf (out, ",w%zu", k + 1);
  for (guint i = 0; i < by.n; i++)
    {
      const float *weights = weights_of (&by, i) + by.kernel.first;
      char text[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (out, "\n%" G_GUINT64_FORMAT, fv_course_batch (by.course, i));
      g_string_append_printf (out, ",%s",
                              g_ascii_formatd (text, sizeof text, "%.6g", fv_course_epoch (by.course, i)));
      g_string_append_printf (out, ",%s", g_ascii_formatd (text, sizeof text, "%.9g", norm_of (&by, i)));
      for (gsize k = 0; k < fv_kernel_size (&by.kernel); k++)
        g_string_append_printf (out, ",%s", g_ascii_formatd (text, sizeof text, "%.9g", (double)weights[k]));
    }
  g_string_append_c (out, '\n');
  return g_string_free (out, FALSE);
}

const FvSceneType fv_course_scene = {
  .name = "course",
  .title = N_ ("Kernels through Training"),
  .exportable = TRUE,
  .export_width = 1280,
  .export_height = 640,
  .layout = layout,
  .free = free_layout,
  .paint_part = paint_part,
  .pick = pick,
  .speak = speak,
  .table = table,
};
