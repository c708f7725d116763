/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-json.h"

G_BEGIN_DECLS

struct _FvJson
{
  FvJsonKind kind;
  gboolean truth;  /* BOOLEAN */
  gboolean finite; /* NUMBER: number is its value */
  gboolean whole;  /* NUMBER: exact is its value */
  double number;
  guint64 exact;
  char *text;          /* STRING, owned */
  char *name;          /* of a member of an object, owned */
  GPtrArray *children; /* ARRAY, OBJECT: FvJson, freed by fv_json_free() */
  GHashTable *names;   /* OBJECT: name (the child's) → child */
};

G_END_DECLS
