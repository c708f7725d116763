/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "cli-stop.h"
#include "fv-digits.h"
#include "fv-plane.h"

G_BEGIN_DECLS

/* What --data, --samples, --test and --distortion ask for. */
typedef struct
{
  const char *data; /* "digits", "digits-other", a set of the plane ("xor" …) or a path */
  const char *test; /* a path, or NULL */
  guint samples;    /* 0: all there are, or the usual number of what is generated */
  guint64 seed;
  FvDistortion distortion;
} CliDataWanted;

/* Samples to learn from and others to test with: *train and *test are new references. Without a test path, what
 * is generated is tested with more of the same kind, a folder with its test part, any other set with a tenth of it.
 * *stop is looked at while digits are drawn. Errors as the readers have them; FV_ERROR_CANCELLED. */
gboolean cli_data_open (const CliDataWanted *wanted, const int *stop, FvDataset **train, FvDataset **test,
                        GError **error);

G_END_DECLS
