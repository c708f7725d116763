/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-csv.h"

#include "fv-csv-lines.h"
#include "fv-csv-table.h"
#include "fv-error.h"
#include "fv-folder.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* 3@256×256 and the class. */
#define MAX_COLUMNS (3 * 256 * 256 + 1)
/* Lines between two looks at whether they are still wanted. */
#define LOOK_EVERY 64

typedef struct
{
  FvStream *stream;
  FvCsvLines lines;
  double *values; /* [room]: the line being read */
  gsize n_values;
  gsize room;
  gboolean header; /* the first line has names */
  gsize label;     /* the column they call that of the classes, or G_MAXSIZE */
} Reading;

static gboolean G_GNUC_PRINTF (3, 4) refuse (const Reading *self, GError **error, const char *format, ...)
{
  va_list arguments;
  g_autofree char *what = NULL;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, FV_ERROR, FV_ERROR_FILE, _ ("“%s”: %s"), fv_stream_shown (self->stream), what);
  return FALSE;
}

static gboolean
read_number (const FvCsvLines *lines, double *value)
{
  char *end;

  *value = lines->whole;
  if (lines->whole >= 0)
    return TRUE;
  *value = g_ascii_strtod (lines->text, &end);
  return *end == '\0' && end != lines->text;
}

static gboolean
refuse_text (const Reading *self, GError **error)
{
  g_autofree char *shown = g_utf8_make_valid (self->lines.text, -1);

  return refuse (self, error, _ ("found “%s” in line %u, column %u, wanted a number from 0 to 255"), shown,
                 self->lines.line, self->lines.field + 1);
}

static gboolean
is_label_name (const char *text)
{
  static const char *const names[] = { "label", "labels", "class", "target", "y" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (text, names[i]) == 0)
      return TRUE;
  return FALSE;
}

/* A first line has names, or is one like any other. */
static gboolean
take_name (Reading *self, gboolean first, GError **error)
{
  if (!first)
    return refuse_text (self, error);
  self->header = TRUE;
  if (is_label_name (self->lines.text))
    self->label = self->lines.field;
  return TRUE;
}

static gboolean
make_room (Reading *self, GError **error)
{
  if (self->n_values == MAX_COLUMNS)
    return refuse (self, error, _ ("found a line of more than %d numbers, wanted a picture in each"),
                   MAX_COLUMNS);
  self->room = MIN (MAX (2 * self->room, 64), MAX_COLUMNS);
  self->values = g_renew (double, self->values, self->room);
  return TRUE;
}

/* Takes the field just read into the line. */
static gboolean
take_field (Reading *self, gboolean first, GError **error)
{
  double value;

  if (self->n_values == self->room && !make_room (self, error))
    return FALSE;
  if (!read_number (&self->lines, &value))
    {
      if (!take_name (self, first, error))
        return FALSE;
    }
  else if (!(value >= 0 && value <= 255) && !(first && self->header))
    return refuse_text (self, error);
  self->values[self->n_values++] = value;
  return TRUE;
}

/* *more: FALSE if there was none. */
static gboolean
read_line (Reading *self, gboolean first, gboolean *more, GError **error)
{
  self->n_values = 0;
  do
    if (!fv_csv_lines_next (&self->lines, more, error) || (*more && !take_field (self, first, error)))
      return FALSE;
  while (*more && !self->lines.ends);
  return TRUE;
}

static gboolean
add_line (Reading *self, FvCsvTable *table, GError **error)
{
  gsize wrong;

  if (self->n_values != table->n_columns)
    return refuse (self, error, _ ("found %zu numbers in line %u, wanted %zu as in the first one"),
                   self->n_values, self->lines.line, table->n_columns);
  if (fv_csv_table_add (table, self->values, &wrong))
    return TRUE;
  if (wrong == table->n_columns)
    return refuse (self, error, _ ("found more pictures than there is memory for, wanted fewer"));
  return refuse (self, error,
                 _ ("found both fractions and numbers beyond 1 by line %u, column %zu, wanted all pixels to "
                    "255 or all to 1"),
                 self->lines.line, wrong + 1);
}

static gboolean
read_first (Reading *self, FvCsvTable *table, GError **error)
{
  gboolean more;

  if (!read_line (self, TRUE, &more, error))
    return FALSE;
  if (self->n_values == 0)
    return refuse (self, error, _ ("found an empty file, wanted a table of numbers"));
  if (!fv_csv_table_init (table, self->n_values, self->label))
    return refuse (self, error,
                   _ ("found %zu numbers in the first line, wanted one for the class and those of a square "
                      "picture, grey or in three colours"),
                   self->n_values);
  return self->header || add_line (self, table, error);
}

static gboolean
read_table (Reading *self, FvCsvTable *table, const FvDatasetWanted *wanted, GError **error)
{
  gboolean more = TRUE;

  if (!read_first (self, table, error))
    return FALSE;
  for (guint i = 0; more; i++)
    {
      if (i % LOOK_EVERY == 0 && !fv_dataset_wanted_tell (wanted, fv_stream_fraction (self->stream), error))
        return FALSE;
      if (!read_line (self, FALSE, &more, error) || (more && !add_line (self, table, error)))
        return FALSE;
    }
  if (table->rows.count == 0)
    return refuse (self, error, _ ("found names alone, wanted lines of numbers under them"));
  return fv_stream_finish (self->stream, error);
}

static gboolean
has_ending (const char *path, const char *ending)
{
  g_autofree char *packed = g_strconcat (ending, ".gz", NULL);

  return g_str_has_suffix (path, ending) || g_str_has_suffix (path, packed);
}

gboolean
fv_csv_probe (const char *path)
{
  return (has_ending (path, ".csv") || has_ending (path, ".tra") || has_ending (path, ".tes"))
         && g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_DIR);
}

char *
fv_csv_test_path (const char *path)
{
  static const char *const pairs[][2]
      = { { "train", "test" }, { "Train", "Test" }, { "TRAIN", "TEST" }, { ".tra", ".tes" } };
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *file = g_path_get_basename (path);

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_auto (GStrv) pieces = i < 3 || has_ending (file, ".tra") ? g_strsplit (file, pairs[i][0], 2) : NULL;
      g_autofree char *name = pieces != NULL ? g_strjoinv (pairs[i][1], pieces) : NULL;
      g_autofree char *other = name != NULL ? g_build_filename (folder, name, NULL) : NULL;

      if (other != NULL && !g_str_equal (name, file) && g_file_test (other, G_FILE_TEST_EXISTS))
        return g_steal_pointer (&other);
    }
  return NULL;
}

FvDataset *
fv_csv_open (const char *path, const FvDatasetWanted *wanted, GError **error)
{
  g_autoptr (FvStream) stream = fv_stream_open (path, error);
  g_autofree char *name = fv_folder_last_name (path);
  g_autofree Reading *self = g_new0 (Reading, 1);
  FvCsvTable table = { 0 };
  FvDataset *set = NULL;

  if (stream == NULL)
    return NULL;
  self->stream = stream;
  self->label = G_MAXSIZE;
  fv_csv_lines_init (&self->lines, stream);
  if (read_table (self, &table, wanted, error))
    {
      set = fv_csv_table_end (&table, name);
      if (set == NULL)
        refuse (
            self, error,
            _ ("found fractions where the classes would be, in the last column or the first, wanted whole "
               "numbers there"));
    }
  fv_csv_table_clear (&table);
  g_free (self->values);
  return set;
}
