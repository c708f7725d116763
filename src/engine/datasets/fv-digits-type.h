/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-dataset-types.h"

G_BEGIN_DECLS

/* The row of generated digits in the table of data sets: "digits", and "digits-other" with examples of what is none. */
#define FV_DIGITS_TRAIN 60000 /* when nothing is said */
#define FV_DIGITS_TEST  2000

gboolean fv_digits_probe (const char *path);
char *fv_digits_test_path (const char *path);
/* Digits to test with come from a seed of their own, far from any that is asked for. */
FvDataset *fv_digits_open (const char *path, const FvDatasetWanted *wanted, GError **error);

G_END_DECLS
