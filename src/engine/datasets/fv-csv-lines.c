/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-csv-lines.h"

#include "fv-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

void
fv_csv_lines_init (FvCsvLines *self, FvStream *stream)
{
  self->stream = stream;
  self->at = 0;
  self->length = 0;
  self->line = 1;
  self->field = 0;
  self->ends = FALSE;
  self->begun = FALSE;
  self->at_begin = TRUE;
  self->text_length = 0;
}

static gboolean
refuse (const FvCsvLines *self, GError **error)
{
  g_set_error (
      error, FV_ERROR, FV_ERROR_FILE,
      _ ("“%s”: found something else in line %u, wanted a table of numbers with commas between them"),
      fv_stream_shown (self->stream), self->line);
  return FALSE;
}

/* The byte at self->at, without taking it; *more: FALSE at the end. */
static gboolean
peek (FvCsvLines *self, guint8 *byte, gboolean *more, GError **error)
{
  if (self->at == self->length)
    {
      self->at = 0;
      if (!fv_stream_read (self->stream, self->chunk, sizeof self->chunk, &self->length, error))
        return FALSE;
    }
  *more = self->length > 0;
  *byte = *more ? self->chunk[self->at] : '\n';
  return TRUE;
}

/* Three bytes by which some programs say that a text is UTF-8. */
static gboolean
pass_mark (FvCsvLines *self, GError **error)
{
  static const guint8 mark[] = { 0xef, 0xbb, 0xbf };
  guint8 byte;
  gboolean more;

  if (!peek (self, &byte, &more, error))
    return FALSE;
  if (self->length >= sizeof mark && memcmp (self->chunk, mark, sizeof mark) == 0)
    self->at = sizeof mark;
  self->begun = TRUE;
  return TRUE;
}

static gboolean
is_blank (guint8 byte)
{
  return byte == ' ' || byte == '\r' || byte == '"';
}

static gboolean
is_separator (guint8 byte)
{
  return byte == ',' || byte == ';' || byte == '\t';
}

/* Passes over empty lines, and over blanks before a field. */
static gboolean
begin_field (FvCsvLines *self, gboolean *more, GError **error)
{
  guint8 byte;

  for (;;)
    {
      if (!peek (self, &byte, more, error))
        return FALSE;
      if (!*more || (byte != '\n' && !is_blank (byte)))
        return TRUE;
      if (byte == '\n' && !self->at_begin)
        return TRUE;
      self->line += byte == '\n';
      self->at++;
    }
}

/* Most of a table: a few digits and what ends them, all in the chunk. FALSE: it is something else, or lies across
 * two chunks, and nothing was taken. */
static gboolean
take_digits (FvCsvLines *self, guint8 *end)
{
  const guint8 *from = self->chunk + self->at;
  gsize most = MIN (self->length - self->at, 4);
  gsize n = 0;
  int value = 0;

  for (; n < most && from[n] >= '0' && from[n] <= '9'; n++)
    value = 10 * value + (from[n] - '0');
  if (n == most || (from[n] != '\n' && !is_separator (from[n])))
    return FALSE;
  memcpy (self->text, from, n);
  self->text[n] = '\0';
  self->text_length = (guint)n;
  self->whole = n > 0 ? value : -1;
  self->at += n;
  *end = from[n];
  return TRUE;
}

static gboolean
take_text (FvCsvLines *self, guint8 *end, gboolean *more, GError **error)
{
  self->text_length = 0;
  self->whole = -1;
  for (;;)
    {
      if (!peek (self, end, more, error))
        return FALSE;
      if (!*more || *end == '\n' || is_separator (*end))
        break;
      if ((*end < ' ' && *end != '\r') || self->text_length == sizeof self->text - 1)
        return refuse (self, error);
      self->text[self->text_length++] = (char)*end;
      self->at++;
    }
  while (self->text_length > 0 && is_blank ((guint8)self->text[self->text_length - 1]))
    self->text_length--;
  self->text[self->text_length] = '\0';
  return TRUE;
}

gboolean
fv_csv_lines_next (FvCsvLines *self, gboolean *more, GError **error)
{
  guint8 end = '\n';
  gboolean inside = TRUE;

  if (self->ends)
    {
      self->line++;
      self->field = 0;
      self->at_begin = TRUE;
    }
  else if (!self->at_begin)
    self->field++;
  if ((!self->begun && !pass_mark (self, error)) || !begin_field (self, more, error))
    return FALSE;
  if (!*more && self->at_begin)
    return TRUE;
  self->at_begin = FALSE;
  if (!take_digits (self, &end) && !take_text (self, &end, &inside, error))
    return FALSE;
  self->ends = end == '\n';
  if (inside)
    self->at++;
  *more = TRUE;
  return TRUE;
}
