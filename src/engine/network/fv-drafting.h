/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-draft.h"

G_BEGIN_DECLS

/* A draft with the way back: every change can be undone and done again. One thread owns it. */
typedef struct _FvDrafting FvDrafting;

/* As fv_draft_new(). */
FvDrafting *fv_drafting_new (const char *text);
void fv_drafting_free (FvDrafting *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvDrafting, fv_drafting_free)

/* As it is now; borrowed until the next change. */
const FvDraft *fv_drafting_draft (const FvDrafting *self);

/* A row's text while one types: one change as long as it is the same row's, and nothing else comes between. */
void fv_drafting_type (FvDrafting *self, guint row, const char *text);
/* A row's text in one go. */
void fv_drafting_set (FvDrafting *self, guint row, const char *text);
void fv_drafting_set_loss (FvDrafting *self, const char *name);
/* In front of row 1 … n_rows, that is at the end. */
void fv_drafting_insert (FvDrafting *self, guint row, const char *text);
/* FALSE, and nothing changes, where there is no such row or it is the input, which stays the first. */
gboolean fv_drafting_remove (FvDrafting *self, guint row);
gboolean fv_drafting_move (FvDrafting *self, guint row, guint to);
/* All of it, from a preset's name or a text, which may make no sense. FV_ERROR_NETWORK, and nothing changes, for texts
 * too long to be one. */
gboolean fv_drafting_replace (FvDrafting *self, const char *text, GError **error);

/* FALSE: there is nothing to undo or to do again. */
gboolean fv_drafting_undo (FvDrafting *self);
gboolean fv_drafting_redo (FvDrafting *self);
gboolean fv_drafting_can_undo (const FvDrafting *self);
gboolean fv_drafting_can_redo (const FvDrafting *self);

G_END_DECLS
