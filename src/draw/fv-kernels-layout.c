/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-kernels-layout.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-number.h"
#include "fv-text.h"

#define ZOOM_MAX   12
#define LEGEND_MIN 230 /* px kept for the scale at the right of a title */

static void
add_section (GArray *sections, FvNetwork *network, guint place)
{
  FvKernelsSection section = { .place = place };

  if (!fv_weight_maps_of (fv_network_layer (network, place), &section.maps))
    return;
  section.inputs = section.maps.inputs;
  section.units = section.maps.units;
  section.kernel_rows = section.maps.rows;
  section.kernel_cols = section.maps.cols;
  section.row_name = section.maps.is_shared ? _ ("all maps") : NULL;
  g_array_append_val (sections, section);
}

/* The first layer of weights, if the cells it sums are the picture's. */
static void
add_dense (GArray *sections, FvNetwork *network)
{
  FvShape picture = fv_network_shape (network, 0);
  FvKernelsSection section = { .rows_of_dense = TRUE, .inputs = 1 };
  guint place = 1;

  while (place < fv_network_depth (network) && fv_network_layer (network, place)->n_weights == 0
         && fv_layer_block (fv_network_layer (network, place)) == 0)
    place++;
  if (fv_network_layer (network, place)->weight_rank != 2
      || fv_network_layer (network, place)->weight_shape[1] != fv_shape_size (picture) || picture.rows == 1
      || picture.cols == 1)
    return;
  section.place = place;
  section.inputs = picture.maps;
  section.units = fv_network_layer (network, place)->output.maps;
  section.kernel_rows = picture.rows;
  section.kernel_cols = picture.cols;
  g_array_append_val (sections, section);
}

static double
head_height (double scale, gboolean numbers)
{
  /* The legend at the right reaches one line below the title. */
  return round ((numbers ? 68 : 56) * scale);
}

/* Table size for one zoom and gap. */
static void
set_table (FvKernelsSection *self, guint zoom, guint gap, double room)
{
  guint pitch = self->kernel_cols * zoom + gap;
  guint fit = (guint)MAX ((room + gap) / pitch, 1);

  self->zoom = zoom;
  self->gap = gap;
  self->cols = self->rows_of_dense ? MIN (MAX (fit / self->inputs, 1), self->units) * self->inputs
                                   : MIN (self->units, fit);
  self->rows
      = self->rows_of_dense ? (self->units * self->inputs + self->cols - 1) / self->cols : self->inputs;
  self->width = self->cols * pitch - gap;
  self->height = self->rows * (self->kernel_rows * zoom + gap) - gap;
}

static guint
gap_for (const FvKernelsSection *self, guint zoom)
{
  guint side = self->kernel_cols * zoom;

  return side >= 40 ? 9 : side >= 20 ? 6 : side >= 10 ? 3 : 2;
}

/* The largest whole zoom no larger than most at which all units stand beside each other. */
static void
fit_width (FvKernelsSection *self, guint most, double room)
{
  guint zoom = most;

  if (!self->rows_of_dense)
    while (zoom > 1
           && self->units * (self->kernel_cols * zoom + gap_for (self, zoom)) - gap_for (self, zoom) > room)
      zoom--;
  set_table (self, zoom, gap_for (self, zoom), room);
}

static void
measure_names (const FvKernelsLayout *self, FvKernelsSection *section)
{
  double numbers = fv_text_width (FV_TEXT_CAPTION, self->text_scale, "888") + 8, name;

  section->names_width = section->rows_of_dense ? 0 : numbers;
  if (!section->row_name)
    return;
  name = fv_text_width (FV_TEXT_CAPTION, self->text_scale, section->row_name) + 8;
  if (name < self->scene.width / 4)
    section->names_width = MAX (numbers, name);
  else
    section->row_name = NULL;
}

static double
total_height (const FvKernelsLayout *self)
{
  double total = 0;

  for (guint i = 0; i < self->n_sections; i++)
    total += head_height (self->text_scale, !self->sections[i].rows_of_dense) + self->sections[i].height + 12;
  return total;
}

/* Below a cell a pixel nothing more gives way: the table ends where the scene does. */
static void
clip_rows (FvKernelsSection *self, double room)
{
  guint pitch = self->kernel_rows * self->zoom + self->gap;

  self->rows = (guint)CLAMP ((room + self->gap) / pitch, 1, self->rows);
  self->height = self->rows * pitch - self->gap;
}

static guint
stride_for (double pitch, double needed)
{
  static const guint strides[] = { 1, 2, 5, 10, 20, 50, 100 };

  for (guint i = 0; i < G_N_ELEMENTS (strides); i++)
    if (strides[i] * pitch >= needed)
      return strides[i];
  return 0;
}

static gsize
count_connected (const FvLayer *layer, const FvKernelsSection *section)
{
  gsize count = 0;

  for (guint unit = 0; unit < section->units; unit++)
    for (guint input = 0; input < section->inputs; input++)
      count += fv_weight_maps_first (layer, unit, input) >= 0;
  return count;
}

static void
name_kernels (const FvLayer *layer, FvKernelsSection *section, const char *name, const char *below)
{
  gsize connected = count_connected (layer, section);
  g_autofree char *count = fv_number_count (connected);

  /* Translators: "C3 · 96 kernels of 5×5" */
  section->title = g_strdup_printf (_ ("%s · %s kernels of %u×%u"), name, count, section->kernel_rows,
                                    section->kernel_cols);
  if (section->maps.is_shared)
    section->note = g_strdup_printf (_ ("one for each of the %u units, the same for all its input maps"),
                                     section->units);
  else if (section->inputs == 1)
    section->note = g_strdup_printf (_ ("one for each of the %u units"), section->units);
  else if (connected < (gsize)section->inputs * section->units)
    section->note
        = g_strdup_printf (_ ("rows: the %u maps of %s · columns: the %u units · dash: not connected"),
                           section->inputs, below, section->units);
  else
    section->note = g_strdup_printf (_ ("rows: the %u maps of %s · columns: the %u units"), section->inputs,
                                     below, section->units);
}

static void
name_section (const FvKernelsLayout *self, FvKernelsSection *section)
{
  const FvLayer *layer = fv_network_layer (self->network, section->place);
  g_autofree char *name = fv_layer_short_name (layer), *below = NULL;

  below = section->place > 1 ? fv_layer_short_name (fv_network_layer (self->network, section->place - 1))
                             : g_strdup ("X");
  if (section->rows_of_dense)
    {
      section->title = g_strdup_printf (_ ("%s · weights of %u units"), name, section->units);
      section->note = g_strdup (_ ("each over the picture it sums"));
    }
  else if (section->maps.is_pool)
    {
      /* Translators: "S2 · pooling weights of 2×2" */
      section->title = g_strdup_printf (_ ("%s · pooling weights of %u×%u"), name, section->kernel_rows,
                                        section->kernel_cols);
      section->note = g_strdup_printf (_ ("one block for each of the %u maps"), section->units);
    }
  else
    name_kernels (layer, section, name, below);
}

static void
write_words (FvKernelsLayout *self, FvKernelsSection *section)
{
  double room = self->scene.width - 2 * FV_KERNELS_MARGIN - LEGEND_MIN * self->text_scale;

  name_section (self, section);
  if (fv_text_width (FV_TEXT_TITLE_BOLD, self->text_scale, section->title)
          + fv_text_width (FV_TEXT_CAPTION, self->text_scale, section->note) + 14
      > room)
    g_clear_pointer (&section->note, g_free);
}

static void
place_section (FvKernelsLayout *self, FvKernelsSection *section, double top)
{
  double scale = self->text_scale;
  double pitch_x = section->kernel_cols * section->zoom + section->gap;
  double pitch_y = section->kernel_rows * section->zoom + section->gap;

  section->title_baseline = top + round (28 * scale);
  section->y = top + head_height (scale, !section->rows_of_dense);
  section->x = FV_KERNELS_MARGIN + section->names_width;
  if (!section->rows_of_dense)
    {
      section->numbers_baseline = section->y - 7;
      section->col_stride = stride_for (pitch_x, fv_text_width (FV_TEXT_CAPTION, scale, "88") + 6);
      section->row_stride = stride_for (pitch_y, fv_text_ascent (FV_TEXT_CAPTION, scale) + 3);
    }
  section->strip = (FvRect){ 0, top, self->scene.width, section->y + section->height + 6 - top };
  write_words (self, section);
}

FvKernelsLayout *
fv_kernels_layout_new (const FvSceneInput *input, double width, double height)
{
  FvKernelsLayout *self = g_new0 (FvKernelsLayout, 1);
  GArray *sections = g_array_new (FALSE, TRUE, sizeof (FvKernelsSection));
  double room = width - 2 * FV_KERNELS_MARGIN, top = 0;

  self->scene.width = width;
  self->scene.height = height;
  self->network = fv_network_ref (input->network);
  self->text_scale = input->style.text_scale > 0 ? input->style.text_scale : 1;
  for (guint place = 1; place <= fv_network_depth (self->network); place++)
    add_section (sections, self->network, place);
  if (sections->len == 0)
    add_dense (sections, self->network);
  self->n_sections = sections->len;
  self->sections = (FvKernelsSection *)(gpointer)g_array_free (sections, FALSE);
  for (guint i = 0; i < self->n_sections; i++)
    measure_names (self, &self->sections[i]);
  for (guint most = ZOOM_MAX; most >= 1; most--)
    {
      for (guint i = 0; i < self->n_sections; i++)
        fit_width (&self->sections[i], most, room - self->sections[i].names_width);
      if (total_height (self) <= height - 8)
        break;
    }
  for (guint i = 0; i < self->n_sections; i++)
    {
      FvKernelsSection *section = &self->sections[i];

      clip_rows (section, height - top - head_height (self->text_scale, !section->rows_of_dense) - 8);
      place_section (self, section, top);
      top += section->strip.height + 6;
    }
  return self;
}

void
fv_kernels_layout_free (FvKernelsLayout *self)
{
  for (guint i = 0; i < self->n_sections; i++)
    {
      g_free (self->sections[i].title);
      g_free (self->sections[i].note);
    }
  g_free (self->sections);
  fv_network_unref (self->network);
  g_free (self);
}

gboolean
fv_kernels_layout_kernel (const FvKernelsSection *self, guint unit, guint input, FvRect *out)
{
  guint nth = unit * self->inputs + input;
  guint row = self->rows_of_dense ? nth / self->cols : input;
  guint col = self->rows_of_dense ? nth % self->cols : unit;

  if (unit >= self->units || input >= self->inputs || row >= self->rows || col >= self->cols)
    return FALSE;
  out->width = self->kernel_cols * self->zoom;
  out->height = self->kernel_rows * self->zoom;
  out->x = self->x + col * (out->width + self->gap);
  out->y = self->y + row * (out->height + self->gap);
  return TRUE;
}

gboolean
fv_kernels_layout_pick (const FvKernelsSection *self, double x, double y, guint *unit, guint *input)
{
  double pitch_x = self->kernel_cols * self->zoom + self->gap,
         pitch_y = self->kernel_rows * self->zoom + self->gap;
  guint row, col;
  FvRect rect;

  if (x < self->x || y < self->y)
    return FALSE;
  col = (guint)((x - self->x) / pitch_x);
  row = (guint)((y - self->y) / pitch_y);
  if (col >= self->cols || row >= self->rows)
    return FALSE;
  *unit = self->rows_of_dense ? (row * self->cols + col) / self->inputs : col;
  *input = self->rows_of_dense ? (row * self->cols + col) % self->inputs : row;
  return fv_kernels_layout_kernel (self, *unit, *input, &rect) && x < rect.x + rect.width
         && y < rect.y + rect.height;
}
