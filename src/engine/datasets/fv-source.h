/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-dataset-types.h"
#include "fv-digits.h"

G_BEGIN_DECLS

/* Where data come from: enough to find or to make them again. Owned texts; {0} is nothing. A set carries the one it
 * was opened from, fv_dataset_source(). */
struct _FvSource
{
  char *data;    /* "digits", a set of the plane ("xor" …), an offer or an absolute path; NULL: not known */
  char *test;    /* the same, or NULL: what goes with data */
  guint samples; /* 0: all there are, or the usual number of what is generated */
  guint64 seed;  /* of what is generated */
  FvDistortion distortion;
  double test_share; /* what is set aside for testing of a set without a test part */
  guint64 split_seed;
};

/* Of data nobody says more of; texts are copied, paths made absolute. test may be NULL. */
void fv_source_init (FvSource *self, const char *data, const char *test);
void fv_source_copy (const FvSource *self, FvSource *out);
void fv_source_clear (FvSource *self);
gboolean fv_source_equal (const FvSource *a, const FvSource *b);

/* Samples to learn from and others to test with: new references; *train carries self. Without a test path, what is
 * generated is tested with more of the same kind, a set that has a test part with that, any other with the share of it
 * that test_share says. Of how, shape, progress and data count. Errors as the readers have them; FV_ERROR_CANCELLED. */
gboolean fv_source_open (const FvSource *self, const FvDatasetWanted *how, FvDataset **train,
                         FvDataset **test, GError **error);

/* A number that two different sets of samples do not share but by chance (1 in 2^64): of shape, pixels and labels.
 * Never 0. */
guint64 fv_source_mark (const FvDataset *set);

G_END_DECLS
