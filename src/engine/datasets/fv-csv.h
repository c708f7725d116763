/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-dataset-types.h"

G_BEGIN_DECLS

/* A picture a line, as a table of numbers with ',', ';' or tabs between them, plain or gzip: .csv, and the .tra and
 * .tes of UCI's digits. A line has k² + 1 numbers, or 3k² + 1 of a picture in red, green and blue, one after the
 * other; one of them is the class.
 *
 * Which: the column called label, class, target or y if the first line has names. Else the last or the first: a
 * column can be that of the classes if its numbers are whole, from 0 or 1 up without a gap, at least two of them, and
 * all less than the greatest number of the pixels. The last one is it unless only the first can be (or, where neither
 * can, if it varies and the last does not).
 *
 * Pixels are whole numbers to 255, or fractions to 1; where none is above 16 they are stretched to 255 (UCI's). Any
 * thread. */
gboolean fv_csv_probe (const char *path);
/* NAME_test.csv beside NAME_train.csv, NAME.tes beside NAME.tra. */
char *fv_csv_test_path (const char *path);
FvDataset *fv_csv_open (const char *path, const FvDatasetWanted *wanted, GError **error);

G_END_DECLS
