/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-training.h"

G_BEGIN_DECLS

/* What goes wrong in training, as data: for a banner that says it and a button that goes back. */
typedef enum
{
  FV_TROUBLE_NON_FINITE,   /* a loss or a parameter is not a number; the step was not taken */
  FV_TROUBLE_EXPLODED,     /* the loss is far above where it began */
  FV_TROUBLE_STANDS_STILL, /* the loss no longer falls, though little is read right */
  FV_TROUBLE_DEAD,         /* units that give 0 for every sample looked at */
  FV_TROUBLE_SATURATED,    /* units at the ends of their φ, where φ' is next to 0 */
  FV_TROUBLE_ONE_CLASS,    /* all samples to learn from are of one class */
  FV_TROUBLE_SHUFFLED,     /* labels that have nothing to do with their pictures */
} FvTroubleKind;
#define FV_TROUBLE_N_KINDS (FV_TROUBLE_SHUFFLED + 1)

typedef struct
{
  FvTroubleKind kind;
  guint64 since; /* batches done when it was first seen */
  guint64 good;  /* batches done at the last good moment: where to go back to */
  guint place;   /* the layer; 0: none in particular */
  guint units;   /* DEAD, SATURATED: how many … */
  guint of;      /* … of how many */
} FvTrouble;

const char *fv_trouble_name (FvTroubleKind kind);  /* "dead" */
const char *fv_trouble_title (FvTroubleKind kind); /* N_("Dead units") */
/* What, which layer, since when and what helps, translated; g_free(). */
char *fv_trouble_sentence (FvTrouble self, const FvNetwork *network);

/* Watches one run. Belongs to the thread of the training. */
typedef struct _FvWatch FvWatch;

FvWatch *fv_watch_new (void);
void fv_watch_free (FvWatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvWatch, fv_watch_free)
/* After each batch and, with its state, after one that was not taken. Looks at the curve when it has a new point and
 * into the network now and then, by the number of batches alone; most calls cost nothing. A look cut short by stop
 * (may be NULL) is made up for after the next batch. */
void fv_watch_look (FvWatch *self, const FvTraining *training, FvTrainingState state, const int *stop);
/* Another moment is shown, or other things are trained: what was seen is forgotten. */
void fv_watch_reset (FvWatch *self);
guint fv_watch_length (const FvWatch *self);
/* In the order of their kinds, then layers. */
FvTrouble fv_watch_nth (const FvWatch *self, guint nth);

G_END_DECLS
