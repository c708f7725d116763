/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-samples.h"

G_BEGIN_DECLS

/* What has been read of a table of pixels, kept a byte a number, and which column is that of the classes (fv-csv.h
 * has the rule). A value of its owner, begun with fv_csv_table_init(). */
typedef struct
{
  gsize column; /* its place */
  GByteArray *values;
  gboolean whole; /* none had a fraction */
  guint8 greatest;
  guint counts[256];
} FvCsvColumn;

typedef struct
{
  FvShape shape; /* of the pictures: the other columns */
  gsize n_columns;
  gboolean named;      /* the first line said which column is that of the classes: both ends are that one */
  FvCsvColumn ends[2]; /* the last and the first */
  FvSamples rows;      /* [n_columns] each, in numbers as they came, or 255 times as large if fractions */
  gboolean fractions;  /* some number of the pixels had one */
  guint8 greatest;     /* of the pixels that no column of classes could be, if no fractions */
} FvCsvTable;

/* label: the column of the classes, or G_MAXSIZE. FALSE if no picture has so many pixels. */
gboolean fv_csv_table_init (FvCsvTable *self, gsize n_columns, gsize label);
void fv_csv_table_clear (FvCsvTable *self);
/* One more line, values [n_columns], each 0…255. FALSE: *wrong is the column of a number that does not go with the
 * others, or n_columns if there is no memory. */
gboolean fv_csv_table_add (FvCsvTable *self, const double *values, gsize *wrong);
/* The set; self is left empty. NULL if no column can be that of the classes. */
FvDataset *fv_csv_table_end (FvCsvTable *self, const char *name);

G_END_DECLS
