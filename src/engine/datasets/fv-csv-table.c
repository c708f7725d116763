/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-csv-table.h"

#include <math.h>
#include <string.h>

#define MIN_SIDE 2
#define MAX_SIDE 256
/* UCI's pixels count the dots of 4×4. */
#define FEW_LEVELS 16

static gboolean
find_shape (gsize n_pixels, FvShape *out)
{
  for (guint maps = 1; maps <= 3; maps += 2)
    for (guint side = MIN_SIDE; side <= MAX_SIDE; side++)
      if ((gsize)maps * side * side == n_pixels)
        {
          *out = (FvShape){ maps, side, side };
          return TRUE;
        }
  return FALSE;
}

gboolean
fv_csv_table_init (FvCsvTable *self, gsize n_columns, gsize label)
{
  memset (self, 0, sizeof *self);
  if (!find_shape (n_columns - 1, &self->shape))
    return FALSE;
  self->n_columns = n_columns;
  self->named = label < n_columns;
  self->rows.size = n_columns;
  self->ends[0].column = self->named ? label : n_columns - 1;
  self->ends[1].column = self->named ? label : 0;
  for (guint i = 0; i < 2; i++)
    {
      self->ends[i].values = g_byte_array_new ();
      self->ends[i].whole = TRUE;
    }
  return TRUE;
}

void
fv_csv_table_clear (FvCsvTable *self)
{
  fv_samples_clear (&self->rows);
  for (guint i = 0; i < 2; i++)
    g_clear_pointer (&self->ends[i].values, g_byte_array_unref);
}

static gboolean
is_end (const FvCsvTable *self, gsize column)
{
  return column == self->ends[0].column || column == self->ends[1].column;
}

static gboolean
has_fraction (double value)
{
  return value != (guint)value; /* 0…255: a cast is floor() */
}

/* All that came before were whole numbers: noughts and ones, or they do not go with fractions. */
static void
turn_to_fractions (FvCsvTable *self)
{
  self->fractions = TRUE;
  for (gsize i = 0; i < self->rows.size * self->rows.count; i++)
    self->rows.pixels[i] = self->rows.pixels[i] > 0 ? 255 : 0;
}

static gboolean
check_pixel (FvCsvTable *self, gsize column, double value)
{
  if (has_fraction (value) && !self->fractions)
    {
      if (self->greatest > 1)
        return FALSE;
      turn_to_fractions (self);
    }
  if (is_end (self, column))
    return TRUE;
  if (self->fractions && value > 1)
    return FALSE;
  if (value > self->greatest)
    self->greatest = (guint8)ceil (value);
  return TRUE;
}

static void
add_to_column (FvCsvColumn *self, double value)
{
  guint8 byte = (guint8)value;

  self->whole = self->whole && !has_fraction (value);
  self->greatest = MAX (self->greatest, byte);
  self->counts[byte]++;
  g_byte_array_append (self->values, &byte, 1);
}

gboolean
fv_csv_table_add (FvCsvTable *self, const double *values, gsize *wrong)
{
  guint8 *row;

  /* Whole numbers no larger than those there were tell nothing new. */
  for (gsize column = 0; column < self->n_columns; column++)
    if ((values[column] > self->greatest || has_fraction (values[column]))
        && !check_pixel (self, column, values[column]))
      {
        *wrong = column;
        return FALSE;
      }
  row = fv_samples_next (&self->rows);
  *wrong = self->n_columns;
  if (row == NULL)
    return FALSE;
  if (self->fractions)
    for (gsize column = 0; column < self->n_columns; column++)
      row[column] = (guint8)(255 * MIN (values[column], 1) + 0.5);
  else
    for (gsize column = 0; column < self->n_columns; column++)
      row[column] = (guint8)(guint)values[column];
  for (guint i = 0; i < 2; i++)
    add_to_column (&self->ends[i], values[self->ends[i].column]);
  fv_samples_took (&self->rows, 0);
  return TRUE;
}

typedef enum
{
  CANNOT,   /* it has fractions */
  SAME,     /* it has one number alone */
  POSSIBLY, /* it has whole numbers */
  WELL,     /* without a gap, all of them less than a pixel can be */
  SURELY,   /* it can be nothing else */
} Suitable;

static Suitable
suits (const FvCsvTable *self, const FvCsvColumn *column)
{
  guint first = column->counts[0] > 0 ? 0 : 1, n = 0;

  if (!column->whole)
    return CANNOT;
  if (self->named || (self->greatest <= 1 && column->greatest > 1))
    return SURELY;
  if (column->counts[column->greatest] == column->values->len)
    return SAME;
  for (guint value = first; value <= column->greatest; value++)
    n += column->counts[value] > 0;
  if (n == column->greatest - first + 1u && (column->greatest < self->greatest || self->greatest <= 1))
    return WELL;
  return POSSIBLY;
}

/* Takes a column out of every row. */
static void
take_out (FvSamples *rows, gsize column)
{
  gsize size = rows->size;

  for (guint i = 0; i < rows->count; i++)
    {
      guint8 *from = rows->pixels + size * i, *to = rows->pixels + (size - 1) * i;

      memmove (to, from, column);
      memmove (to + column, from + column + 1, size - column - 1);
    }
  rows->size = size - 1;
}

static void
stretch (FvSamples *rows)
{
  gsize length = rows->size * rows->count;
  guint greatest = 0, levels;

  for (gsize i = 0; i < length; i++)
    greatest = MAX (greatest, rows->pixels[i]);
  if (greatest > FEW_LEVELS)
    return;
  levels = greatest > 1 ? FEW_LEVELS : 1;
  for (gsize i = 0; i < length; i++)
    rows->pixels[i] = (guint8)((255u * rows->pixels[i] + levels / 2) / levels);
}

/* Labels from 0 on, and the numbers they stood for as names. */
static char **
name_classes (const FvCsvColumn *labels, FvSamples *rows)
{
  guint first = labels->counts[0] > 0 ? 0 : 1;
  guint n = MAX (2, labels->greatest + 1u - MIN (first, labels->greatest));
  char **names = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    names[i] = g_strdup_printf ("%u", i + first);
  for (guint i = 0; i < rows->count; i++)
    rows->labels[i] = (guint8)(labels->values->data[i] - first);
  return names;
}

FvDataset *
fv_csv_table_end (FvCsvTable *self, const char *name)
{
  Suitable of_last = suits (self, &self->ends[0]), of_first = suits (self, &self->ends[1]);
  const FvCsvColumn *labels = &self->ends[of_first > of_last ? 1 : 0];
  g_auto (GStrv) names = NULL;
  FvDataset *set;

  if (MAX (of_last, of_first) == CANNOT)
    return NULL;
  take_out (&self->rows, labels->column);
  if (!self->fractions)
    stretch (&self->rows);
  names = name_classes (labels, &self->rows);
  set = fv_samples_end (&self->rows, name, self->shape, (const char *const *)names);
  fv_csv_table_clear (self);
  return set;
}
