/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-trainer.h"

G_BEGIN_DECLS

/* What can be taken back, as values: each entry says how things were before an edit. Who takes one back puts its
 * opposite, how they were until then, on the other side. */
typedef enum
{
  FOVEA_UNDO_MOVE,    /* another moment was shown: a branch began, or a run */
  FOVEA_UNDO_OPTIONS, /* of training, at the newest moment */
  FOVEA_UNDO_RULES,   /* when training stops */
  FOVEA_UNDO_VALUES,  /* weights, at the newest moment */
  FOVEA_UNDO_DATA,    /* what is learned from, at the newest moment */
  FOVEA_UNDO_WORLD,   /* a whole run with its past: another network came, or a file */
} FoveaUndoKind;

typedef struct
{
  FoveaUndoKind kind;
  char *title;  /* what is taken back, translated; owned */
  guint branch; /* MOVE */
  guint64 batch;
  FvTrainingOptions options; /* OPTIONS */
  FvStopRules rules;
  gsize start; /* VALUES */
  gsize count;
  float *values;    /* [count], owned */
  FvDataset *train; /* DATA, WORLD: owned, or NULL */
  FvDataset *test;
  const char *data; /* what the choice calls them; interned, or NULL */
  FvRecord *record; /* WORLD: owned */
  guint group;      /* those of one group are taken back together */
  gint64 time_us;   /* when the edit was last gone on with */
} FoveaUndoEntry;

void fovea_undo_entry_clear (FoveaUndoEntry *entry);

typedef struct _FoveaUndo FoveaUndo;

FoveaUndo *fovea_undo_new (void);
void fovea_undo_free (FoveaUndo *self);
/* Takes over what entry owns; what was taken back before cannot be done again after it. */
void fovea_undo_push (FoveaUndo *self, FoveaUndoEntry entry);
/* The newest; NULL if there is none. Borrowed. */
FoveaUndoEntry *fovea_undo_peek (FoveaUndo *self);
/* What pushes between these belongs together. */
void fovea_undo_begin_group (FoveaUndo *self);
void fovea_undo_end_group (FoveaUndo *self);

gboolean fovea_undo_can (const FoveaUndo *self, gboolean redo);
/* The next to take back, or to do again. FALSE if there is none; group tells which belong to it. The caller owns it. */
gboolean fovea_undo_take (FoveaUndo *self, gboolean redo, guint *group, FoveaUndoEntry *out);
/* The opposite of what was taken: for the other way. Takes over what entry owns. */
void fovea_undo_give (FoveaUndo *self, gboolean redo, FoveaUndoEntry entry);

G_END_DECLS
