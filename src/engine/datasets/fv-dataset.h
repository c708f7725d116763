/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-shape.h"

G_BEGIN_DECLS

/* Pictures with their classes. Immutable and counted; any thread. */
typedef struct _FvDataset FvDataset;

/* pixels [count][maps][rows][cols], 0…255, ink or light = 255; labels [count] below the number of class names.
 * Takes both arrays (g_free). name: shown to people ("generated digits, mild"). Returns a new reference. */
FvDataset *fv_dataset_new_take (const char *name, FvShape shape, guint count, guint8 *pixels, guint8 *labels,
                                const char *const *class_names);
FvDataset *fv_dataset_ref (FvDataset *self);
void fv_dataset_unref (FvDataset *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvDataset, fv_dataset_unref)

const char *fv_dataset_name (const FvDataset *self);
FvShape fv_dataset_shape (const FvDataset *self);
guint fv_dataset_count (const FvDataset *self);
guint fv_dataset_n_classes (const FvDataset *self);
const char *fv_dataset_class_name (const FvDataset *self, guint class_index);
/* NULL-terminated, borrowed. */
const char *const *fv_dataset_class_names (const FvDataset *self);
/* [maps][rows][cols], borrowed. */
const guint8 *fv_dataset_pixels (const FvDataset *self, guint sample);
guint fv_dataset_label (const FvDataset *self, guint sample);

/* A new set of the samples first … first + count − 1 (copies). */
FvDataset *fv_dataset_slice (const FvDataset *self, guint first, guint count);
/* Splits off about fraction of the samples, chosen by seed, for testing: *train and *test are new references. */
void
fv_dataset_split (const FvDataset *self, double fraction, guint64 seed, FvDataset **train, FvDataset **test);

/* Which half of a folder that has two (train-… and t10k-…). */
typedef enum
{
  FV_PART_TRAIN,
  FV_PART_TEST,
} FvPart;

/* The table of what can be opened. One row a kind; --data, the open dialog and drops all walk it. */
typedef struct
{
  const char *name;  /* "idx" */
  const char *title; /* N_("MNIST-like IDX files") */
  /* TRUE if path (a file, a folder, or the name of what is generated) looks like this kind; cheap, reads names only. */
  gboolean (*probe) (const char *path);
  /* NULL with an error naming file, found and wanted. A folder without the asked part gives what it has. */
  FvDataset *(*open) (const char *path, FvPart part, GError **error);
} FvDatasetType;

const FvDatasetType *fv_dataset_type_nth (guint nth); /* NULL past the end */
/* Opens path by the first type whose probe says yes; FV_ERROR_DATA names the path and what would have been read. */
FvDataset *fv_dataset_open (const char *path, FvPart part, GError **error);
/* TRUE if path holds a test part of its own. */
gboolean fv_dataset_has_test_part (const char *path);

G_END_DECLS
