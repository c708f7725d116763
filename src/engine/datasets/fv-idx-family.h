/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-idx-file.h"

G_BEGIN_DECLS

/* Published sets of IDX files, and what their files do not say themselves. */
typedef struct
{
  const char *name;    /* "EMNIST letters", as people know it */
  const char *word;    /* in the name of its folder or file, in lower case: "emnist-letters" */
  const char *classes; /* their names, with a space between each two; '_' stands for a space in a name */
  guint first_label;   /* of the first class */
  gboolean transposed; /* rows and columns stand in each other's place */
} FvIdxFamily;

/* One of its files was looked at: its contents, unpacked, have this SHA-256. */
typedef struct
{
  const FvIdxFamily *family;
  const char *part; /* N_("training"), N_("test") */
  const char *images;
  const char *labels;
} FvIdxPublished;

/* By the name of the file, else of its folder; NULL if neither says anything. */
const FvIdxFamily *fv_idx_family_by_name (const char *path);
/* By contents; NULL if they are not, to the bit, those of a pair that was looked at. */
const FvIdxPublished *fv_idx_published (const FvIdxFile *images, const FvIdxFile *labels);
/* g_strfreev() */
char **fv_idx_family_class_names (const FvIdxFamily *self);

G_END_DECLS
