/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fovea-session.h"

G_BEGIN_DECLS

/* Which pictures the strip shows. A value. */
typedef enum
{
  FOVEA_FILTER_ALL,
  FOVEA_FILTER_MISREAD,
  FOVEA_FILTER_CELL, /* of the confusion matrix, the one that is open; if none is, all that is misread */
  FOVEA_FILTER_CLASS,
  FOVEA_FILTER_MINE, /* one's own drawings */
} FoveaFilterKind;

typedef struct
{
  FoveaFilterKind kind;
  guint class_index;
} FoveaFilter;

/* "class:3", as an action has it; what is not known is all. */
FoveaFilter fovea_filter_parse (const char *text);
char *fovea_filter_to_text (FoveaFilter self);
gboolean fovea_filter_equal (FoveaFilter self, FoveaFilter other);
/* Whether the set must have been read to know which they are. */
gboolean fovea_filter_needs_judgement (FoveaFilter self);
/* Of the test set; a class that is none shows all. */
FvSelection fovea_filter_selection (FoveaFilter self, FoveaSession *session);
/* "Misread", "9 → 4"; g_free(). */
char *fovea_filter_title (FoveaFilter self, FoveaSession *session);
/* Why there is nothing to show; borrowed. */
const char *fovea_filter_empty_text (FoveaFilter self, FoveaSession *session);
/* What there is to choose from now, for an action that takes a text. */
GMenuModel *fovea_filter_menu (FoveaSession *session, const char *action);

G_END_DECLS
