/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-kernels-layout.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-kernels-values.h"
#include "fv-number.h"
#include "fv-text.h"
#include "fv-weight-statistics.h"

#define ZOOM_MAX   48  /* px of a cell: its value has room in it */
#define LEGEND_MIN 230 /* px kept for the scale at the right of a title */

static void
add_section (GArray *sections, FvNetwork *network, guint place, gboolean with_dense)
{
  FvKernelsSection section = { .place = place };

  if (!fv_weight_maps_of (fv_network_layer (network, place), &section.maps))
    {
      section.rows_of_dense = with_dense && fv_weight_maps_of_rows (network, place, &section.maps);
      if (!section.rows_of_dense)
        return;
    }
  section.inputs = section.maps.inputs;
  section.units = section.maps.units;
  section.kernel_rows = section.maps.rows;
  section.kernel_cols = section.maps.cols;
  section.row_name = section.maps.is_shared ? _ ("all maps") : NULL;
  g_array_append_val (sections, section);
}

/* Nothing but rasterization stands between its rows and the picture. */
static gboolean
is_over_picture (FvNetwork *network, guint place)
{
  FvShape picture = fv_network_shape (network, 0);

  for (guint below = 1; below < place; below++)
    if (fv_network_layer (network, below)->n_weights > 0
        || fv_layer_block (fv_network_layer (network, below)) > 0)
      return FALSE;
  return fv_network_layer (network, place)->weight_rank == 2 && picture.rows > 1 && picture.cols > 1;
}

static void
add_sections (GArray *sections, const FvSceneInput *input)
{
  guint depth = fv_network_depth (input->network), alone = input->kernels.place;

  if (alone > 0 && alone <= depth)
    add_section (sections, input->network, alone, TRUE);
  else
    for (guint place = 1; place <= depth; place++)
      add_section (sections, input->network, place, FALSE);
  for (guint place = 1; place <= depth && sections->len == 0; place++)
    if (is_over_picture (input->network, place))
      add_section (sections, input->network, place, TRUE);
}

/* Large weights first, equal ones as stored. */
static int
compare_norms (gconstpointer a, gconstpointer b, gpointer data)
{
  const double *norms = data;
  guint left = *(const guint *)a, right = *(const guint *)b;

  if (norms[left] != norms[right])
    return norms[left] > norms[right] ? -1 : 1;
  return left < right ? -1 : left > right;
}

static void
order_by_norm (FvKernelsSection *self, const FvSceneInput *input)
{
  FvKernelsValues values = fv_kernels_values (input, self->place);
  g_autofree double *norms = g_new0 (double, self->units);
  gsize each = values.n_weights / self->units;

  if (values.weights)
    {
      self->order = g_new (guint, self->units);
      self->position = g_new (guint, self->units);
      for (guint unit = 0; unit < self->units; unit++)
        {
          self->order[unit] = unit;
          norms[unit] = fv_weight_statistics_of (values.weights + unit * each, each, 0).norm;
        }
      g_qsort_with_data (self->order, (int)self->units, sizeof *self->order, compare_norms, norms);
      for (guint nth = 0; nth < self->units; nth++)
        self->position[self->order[nth]] = nth;
    }
  fv_kernels_values_clear (&values);
}

/* So many decimals that a scale of the usual size has telling ones, if the cells have room. */
static void
find_decimals (FvKernelsSection *self, double text_scale)
{
  self->decimals = G_MAXUINT;
  for (guint decimals = 2; decimals <= 3; decimals++)
    {
      g_autofree char *text = fv_number_fixed (-8.888, decimals, FALSE);

      if (fv_text_width (FV_TEXT_CAPTION, text_scale, text) + 4 <= self->zoom)
        self->decimals = decimals;
    }
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
  guint block = self->rows_of_dense ? self->inputs : 1; /* kernels that stay beside each other */
  guint fit;

  self->zoom = zoom;
  self->gap = gap;
  self->apart = block > 1 ? 3 * gap : 0;
  fit = (guint)MAX ((room + gap + self->apart) / (block * pitch + self->apart), 1);
  self->cols = MIN (self->units, fit) * block;
  if (self->rows_of_dense && self->cols * pitch > room + gap + (self->cols / block) * self->apart)
    {
      /* Not even the maps of one unit stand beside each other. */
      block = 1;
      self->apart = 0;
      self->cols = (guint)MAX ((room + gap) / pitch, 1);
    }
  self->rows
      = self->rows_of_dense ? (self->units * self->inputs + self->cols - 1) / self->cols : self->inputs;
  self->width = self->cols * pitch - gap + (self->cols / block - 1) * self->apart;
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
  while (zoom > 1 && self->kernel_cols * zoom > room)
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
      section->note
          = g_strdup (is_over_picture (self->network, section->place) ? _ ("each over the picture it sums")
                      : section->maps.inputs > 1                      ? _ ("each over the maps it sums")
                      : section->maps.rows > 1 ? _ ("each the numbers it sums, line by line")
                                               : _ ("each a line of the numbers it sums"));
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
  add_sections (sections, input);
  self->n_sections = sections->len;
  self->sections = (FvKernelsSection *)(gpointer)g_array_free (sections, FALSE);
  for (guint i = 0; i < self->n_sections; i++)
    measure_names (self, &self->sections[i]);
  for (guint i = 0; i < self->n_sections && input->kernels.by_norm; i++)
    order_by_norm (&self->sections[i], input);
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
      find_decimals (section, self->text_scale);
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
      g_free (self->sections[i].order);
      g_free (self->sections[i].position);
    }
  g_free (self->sections);
  fv_network_unref (self->network);
  g_free (self);
}

guint
fv_kernels_layout_unit (const FvKernelsSection *self, guint nth)
{
  return self->order && nth < self->units ? self->order[nth] : nth;
}

gboolean
fv_kernels_layout_kernel (const FvKernelsSection *self, guint unit, guint input, FvRect *out)
{
  guint stands = self->position && unit < self->units ? self->position[unit] : unit;
  guint nth = stands * self->inputs + input;
  guint row = self->rows_of_dense ? nth / self->cols : input;
  guint col = self->rows_of_dense ? nth % self->cols : stands;

  if (unit >= self->units || input >= self->inputs || row >= self->rows || col >= self->cols)
    return FALSE;
  out->width = self->kernel_cols * self->zoom;
  out->height = self->kernel_rows * self->zoom;
  out->x = self->x + col * (out->width + self->gap) + col / self->inputs * self->apart;
  out->y = self->y + row * (out->height + self->gap);
  return TRUE;
}

static guint
column_at (const FvKernelsSection *self, double x)
{
  guint pitch = self->kernel_cols * self->zoom + self->gap;
  guint block = self->inputs * pitch + self->apart;

  if (self->apart == 0)
    return (guint)(x / pitch);
  return (guint)(x / block) * self->inputs + MIN ((guint)(fmod (x, block) / pitch), self->inputs - 1);
}

gboolean
fv_kernels_layout_pick (const FvKernelsSection *self, double x, double y, guint *unit, guint *input)
{
  double pitch_y = self->kernel_rows * self->zoom + self->gap;
  guint row, col;
  FvRect rect;

  if (x < self->x || y < self->y)
    return FALSE;
  col = column_at (self, x - self->x);
  row = (guint)((y - self->y) / pitch_y);
  if (col >= self->cols || row >= self->rows)
    return FALSE;
  *unit = fv_kernels_layout_unit (self, self->rows_of_dense ? (row * self->cols + col) / self->inputs : col);
  *input = self->rows_of_dense ? (row * self->cols + col) % self->inputs : row;
  return fv_kernels_layout_kernel (self, *unit, *input, &rect) && x < rect.x + rect.width
         && y < rect.y + rect.height;
}
