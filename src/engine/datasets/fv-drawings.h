/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-dataset-types.h"
#include "fv-strokes.h"

G_BEGIN_DECLS

/* Drawings with what they are said to be, kept as strokes in a text file: a first line “fovea-drawings 1”, then for each
 * a line “3: x y width x y width; x y width”, strokes parted by semicolons. A value owned by one thread. */
#define FV_DRAWINGS_OTHER     10 /* the class of what is no digit */
#define FV_DRAWINGS_SUFFIX    ".strokes"
#define FV_DRAWINGS_MINE      "my-digits" /* --data knows it: the file of the user's own */
#define FV_DRAWINGS_MAX_BYTES (64u << 20)

typedef struct _FvDrawings FvDrawings;

FvDrawings *fv_drawings_new (void);
void fv_drawings_free (FvDrawings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvDrawings, fv_drawings_free)

/* Takes strokes. label 0…10. */
void fv_drawings_add (FvDrawings *self, guint label, FvStrokes *strokes);
void fv_drawings_remove_last (FvDrawings *self);
/* Puts one before the nth, or at the end: takes strokes. Takes the nth away: its strokes are the caller's. */
void fv_drawings_insert (FvDrawings *self, guint nth, guint label, FvStrokes *strokes);
FvStrokes *fv_drawings_take (FvDrawings *self, guint nth);
guint fv_drawings_count (const FvDrawings *self);
guint fv_drawings_label (const FvDrawings *self, guint nth);
const FvStrokes *fv_drawings_strokes (const FvDrawings *self, guint nth);

/* FV_ERROR_FILE or G_FILE_ERROR, one sentence with file, line, found and wanted. */
FvDrawings *fv_drawings_load (const char *path, GError **error);
gboolean fv_drawings_save (const FvDrawings *self, const char *path, GError **error);
/* As a network sees them: 28×28, normalised; the class “other” only where there is such a drawing. */
FvDataset *fv_drawings_dataset (const FvDrawings *self, const char *name);
/* Where the user's own are; g_free(). */
char *fv_drawings_path (void);

/* The row of the table of data sets. */
gboolean fv_drawings_probe (const char *path);
char *fv_drawings_test_path (const char *path);
FvDataset *fv_drawings_open (const char *path, const FvDatasetWanted *wanted, GError **error);

G_END_DECLS
