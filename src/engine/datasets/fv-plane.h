/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-dataset-types.h"

G_BEGIN_DECLS

/* Generated sets of two inputs and two classes, to be drawn as points of a plane: pictures of two rows and one column,
 * x above y, 0…255. A logic set is its four corners over and over with a little jitter, sample k standing at corner
 * k mod 4; points are two clouds that one line parts. Sample k of a seed is the same everywhere. */
typedef struct
{
  const char *name;  /* "xor", as --data has it */
  const char *title; /* N_() */
  const char *net;   /* the preset that learns it */
} FvPlaneSet;

#define FV_PLANE_SAMPLES 200 /* when nothing is said */

const FvPlaneSet *fv_plane_nth (guint nth);              /* NULL past the end */
const FvPlaneSet *fv_plane_from_name (const char *name); /* NULL if there is none */
/* Samples 0 … count − 1 of seed; a new reference. */
FvDataset *fv_plane_new (const FvPlaneSet *set, guint64 seed, guint count);

/* The row of the table of data sets: such a name is a set that can be opened, the test part from another seed. */
gboolean fv_plane_probe (const char *path);
char *fv_plane_test_path (const char *path);
FvDataset *fv_plane_open (const char *path, const FvDatasetWanted *wanted, GError **error);

G_END_DECLS
