/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-dataset.h"
#include "fv-digits.h"

G_BEGIN_DECLS

/* Where the data of a run come from: enough to find or to make them again. Owned texts; {0} is nothing. */
typedef struct
{
  char *data;    /* "digits", a set of the plane ("xor" …) or an absolute path; NULL: not known */
  char *test;    /* an absolute path, or NULL: what goes with data */
  guint samples; /* 0: all there are, or the usual number of what is generated */
  guint64 seed;  /* of what is generated */
  FvDistortion distortion;
  double test_share; /* what is set aside for testing of a set without a test part */
  guint64 split_seed;
} FvSource;

void fv_source_copy (const FvSource *self, FvSource *out);
void fv_source_clear (FvSource *self);

/* A number that two different sets of samples do not share but by chance (1 in 2^64): of shape, pixels and labels.
 * Never 0. */
guint64 fv_source_mark (const FvDataset *set);

G_END_DECLS
