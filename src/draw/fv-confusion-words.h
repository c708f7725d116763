/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-scene.h"

G_BEGIN_DECLS

/* What a confusion matrix says, in words. Translated; g_free(). */

/* "1 935 of 2 000 right = 96.75 %"; input->judgement is there. */
char *fv_confusion_sum (const FvSceneInput *input);
/* "9 read as 4: 7 pictures", of the cell that is chosen; NULL: none is. */
char *fv_confusion_cell (const FvSceneInput *input);
/* Why there is no matrix, or how far the next one is; NULL: there is nothing to say. */
char *fv_confusion_state (const FvSceneInput *input);
/* All of it for who listens. */
char *fv_confusion_speak (const FvSceneInput *input);
/* The matrix as a table for a spreadsheet; NULL: there is none. */
char *fv_confusion_table (const FvSceneInput *input);

G_END_DECLS
