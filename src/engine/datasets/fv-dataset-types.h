/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-dataset.h"

G_BEGIN_DECLS

/* What can be opened as a data set, and how. Any thread. */

/* Which half of a set that has two (train-… and t10k-…). */
typedef enum
{
  FV_PART_TRAIN,
  FV_PART_TEST,
} FvPart;

/* Told now and then how far work has come, 0…1; stops it by returning FALSE. */
typedef gboolean (*FvProgressFunc) (double fraction, gpointer data);

/* What is asked of an opening. fv_dataset_wanted() gives the usual. */
typedef struct
{
  FvPart part;
  FvShape shape;    /* what pictures of any size are brought to; all 0: what suits the first ones, no maps: in
                              colours if they have some */
  guint count;      /* samples of what is generated; 0: as many as its kind makes */
  guint64 seed;     /* of what is generated */
  guint distortion; /* of generated digits: an FvDistortion */
  FvProgressFunc progress; /* or NULL; called by the thread that opens */
  gpointer data;           /* progress's */
} FvDatasetWanted;

FvDatasetWanted fv_dataset_wanted (FvPart part);
/* For those who write a row of the table. FALSE: somebody wants no more, and error says so. */
gboolean fv_dataset_wanted_tell (const FvDatasetWanted *self, double fraction, GError **error);

/* One row a kind; --data, the open dialog and drops all walk the table. */
typedef struct
{
  const char *name;  /* "idx" */
  const char *title; /* N_("MNIST-like IDX files") */
  /* TRUE if path (a file, a folder, or the name of what is generated) looks like this kind; cheap, reads names only. */
  gboolean (*probe) (const char *path);
  /* Where the samples are that go with those of path to test with (path itself: its other part); NULL if there are
   * none. g_free(). Reads names only. */
  char *(*test_path) (const char *path);
  /* NULL with one sentence (FV_ERROR_FILE, FV_ERROR_DATA) naming file, found and wanted, or FV_ERROR_CANCELLED. A
   * folder without the asked part gives what it has. */
  FvDataset *(*open) (const char *path, const FvDatasetWanted *wanted, GError **error);
} FvDatasetType;

const FvDatasetType *fv_dataset_type_nth (guint nth); /* NULL past the end */
/* The first row whose probe knows path; NULL and FV_ERROR_DATA, which names the path and what would have been read. */
const FvDatasetType *fv_dataset_type_of (const char *path, GError **error);

/* Opens path by the row that knows it. */
FvDataset *fv_dataset_open (const char *path, FvPart part, GError **error);
FvDataset *fv_dataset_open_wanted (const char *path, const FvDatasetWanted *wanted, GError **error);
/* TRUE if there are samples to test with beside those of path. */
gboolean fv_dataset_has_test_part (const char *path);
/* What to learn from and what to test with, new references: path's own test part where there is one, else
 * test_share of its samples, chosen by split_seed. wanted->part is of no account. */
gboolean fv_dataset_open_halves (const char *path, const FvDatasetWanted *wanted, double test_share,
                                 guint64 split_seed, FvDataset **train, FvDataset **test, GError **error);

/* Published sets that are on this computer, and the user's own digits, offered by name: --data knows the name. */
typedef struct
{
  const char *name;  /* "fashion-mnist" */
  const char *title; /* "Fashion-MNIST" */
  const char *path;
} FvDatasetOffer;

const FvDatasetOffer *fv_dataset_offer_nth (guint nth); /* those there are; NULL past the end */

G_END_DECLS
