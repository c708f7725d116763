/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-stream.h"

G_BEGIN_DECLS

/* A table of text, field by field. Owned by one thread. */
typedef struct
{
  FvStream *stream; /* borrowed */
  guint8 chunk[65536];
  gsize at;
  gsize length;
  guint line;        /* of the field read last, from 1 */
  guint field;       /* its place in the line, from 0 */
  gboolean ends;     /* it is the last of its line */
  gboolean begun;    /* something was read: a mark in front of all is past */
  gboolean at_begin; /* of a line */
  char text[40];     /* it, without spaces and quotes around it */
  guint text_length;
  int whole; /* its value if it is one to three digits, as most are; else −1 */
} FvCsvLines;

void fv_csv_lines_init (FvCsvLines *self, FvStream *stream);
/* The next field; empty lines are passed over. *more: FALSE at the end. FALSE and a sentence: the file cannot be
 * read, or holds what is no table: fields of more than 39 bytes, a byte that is no text. */
gboolean fv_csv_lines_next (FvCsvLines *self, gboolean *more, GError **error);

G_END_DECLS
