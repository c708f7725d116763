/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-dataset-types.h"

G_BEGIN_DECLS

/* CIFAR-10's binary files: records of a label 0…9 and 3@32×32 bytes (red, green, blue), nothing before or between
 * them, plain or gzip. A folder holds data_batch_1.bin … to learn from, taken together in the order of their names,
 * and test_batch.bin; any other name that ends in .bin (or .bin.gz) is a set by itself. Any thread. */
#define FV_CIFAR_SIDE 32

gboolean fv_cifar_probe (const char *path);
/* The test_batch beside what path has to train on. */
char *fv_cifar_test_path (const char *path);
FvDataset *fv_cifar_open (const char *path, const FvDatasetWanted *wanted, GError **error);

G_END_DECLS
