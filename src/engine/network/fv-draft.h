/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-parameters.h"

G_BEGIN_DECLS

/* An architecture while it is being edited: rows of text that need not make sense yet, each with its shape or the
 * mistake in it. One thread owns it. */
typedef struct _FvDraft FvDraft;

typedef struct
{
  const char *text; /* "conv 5x5x6 tanh"; row 0 is the input, "28x28x1" */
  gboolean known;   /* FALSE: a mistake here or above, and shape and numbers mean nothing */
  FvShape shape;
  gsize n_parameters;
  const char *arithmetic; /* "6·(1·5·5)+6", empty without parameters; NULL if not known */
  const char *mistake;    /* in words; NULL if there is none here */
  const FvLayer *layer; /* with its options; NULL: the input, or not known. Borrowed until the next change */
} FvDraftRow;

/* From a preset's name or any text in the text form, wrong or not. */
FvDraft *fv_draft_new (const char *text);
FvDraft *fv_draft_copy (const FvDraft *self);
void fv_draft_free (FvDraft *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvDraft, fv_draft_free)

/* The text form, whether it makes sense or not; g_free(). */
char *fv_draft_to_text (const FvDraft *self);
/* Rows with the input. Borrowed until the next change. */
guint fv_draft_n_rows (const FvDraft *self);
FvDraftRow fv_draft_row (const FvDraft *self, guint row);
/* "squared", or "" for the output layer's own. */
const char *fv_draft_loss (const FvDraft *self);
/* What is wrong where every row is right (no layer at all, a loss that was chosen and does not fit); NULL: nothing. */
const char *fv_draft_mistake (const FvDraft *self);
/* The network, if there is no mistake; new reference, else NULL. */
FvNetwork *fv_draft_network (const FvDraft *self);

/* Changes. A row is one line without semicolons; a loss at its end becomes the draft's. row 1 … n_rows for a new row, that is in front of it or at the end; the input can be set, not removed. */
void fv_draft_set (FvDraft *self, guint row, const char *text);
void fv_draft_insert (FvDraft *self, guint row, const char *text);
void fv_draft_remove (FvDraft *self, guint row);
void fv_draft_move (FvDraft *self, guint row, guint to);
void fv_draft_set_loss (FvDraft *self, const char *name);

/* Parameters for network that keep what from has learned: layers of the same kind and weight shapes keep theirs, in
 * order, as many as can be; the others begin anew from seed. *kept (may be NULL): layers with weights that kept them.
 * New reference. */
FvParameters *fv_parameters_carry (const FvParameters *from, FvNetwork *network, guint64 seed, guint *kept);

G_END_DECLS
