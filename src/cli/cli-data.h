/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "cli-stop.h"
#include "fv-dataset-types.h"
#include "fv-digits.h"
#include "fv-plane.h"

G_BEGIN_DECLS

/* What --data, --samples, --test, --test-share, --split-seed and --distortion ask for. */
typedef struct
{
  const char *data; /* "digits", "digits-other", a set of the plane ("xor" …) or a path */
  const char *test; /* a path, or NULL */
  guint samples;    /* 0: all there are, or the usual number of what is generated */
  guint64 seed;
  FvDistortion distortion;
  FvShape shape;     /* what pictures of any size are brought to; all 0: what suits them */
  double test_share; /* of a set without a test part of its own */
  guint64 split_seed;
} CliDataWanted;

#define CLI_DATA_TEST_SHARE 0.1
#define CLI_DATA_SPLIT_SEED 1

/* One part of a set, told on stderr how far it is. *stop is looked at meanwhile. */
FvDataset *cli_data_open_part (const char *path, FvPart part, FvShape shape, const int *stop, GError **error);
/* Samples to learn from and others to test with: *train and *test are new references. Without a test path, what
 * is generated is tested with more of the same kind, a set that has a test part with that, any other with the share of it
 * that test_share says. *stop is looked at meanwhile. Errors as the readers have them; FV_ERROR_CANCELLED. */
gboolean cli_data_open (const CliDataWanted *wanted, const int *stop, FvDataset **train, FvDataset **test,
                        GError **error);

G_END_DECLS
