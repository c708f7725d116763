/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* A bounded reader for JSON nobody vouches for (model headers, sessions): at most FV_JSON_DEPTH brackets deep,
 * equal keys in one object refused, UTF-8 checked, \u escapes decoded once. Immutable; any thread. */
#define FV_JSON_DEPTH 4

typedef struct _FvJson FvJson;
typedef enum
{
  FV_JSON_NULL,
  FV_JSON_BOOLEAN,
  FV_JSON_NUMBER,
  FV_JSON_STRING,
  FV_JSON_ARRAY,
  FV_JSON_OBJECT,
} FvJsonKind;

/* text[length] need not end in NUL; longer than max_length is refused unread. Error: FV_ERROR_FILE, the byte and
 * what was wanted there. */
FvJson *fv_json_parse (const char *text, gsize length, gsize max_length, GError **error);
void fv_json_free (FvJson *self);

FvJsonKind fv_json_kind (const FvJson *self);
/* Members of an object or items of an array, in the order of the file; 0 for others. */
guint fv_json_length (const FvJson *self);
const FvJson *fv_json_nth (const FvJson *self, guint nth);
const char *fv_json_nth_name (const FvJson *self, guint nth);
/* NULL if this is no object or has no such member. */
const FvJson *fv_json_member (const FvJson *self, const char *name);
/* NULL, or the fallback, if this is NULL or of another kind, or a number beyond the doubles (1e400). */
const char *fv_json_string (const FvJson *self);
double fv_json_number (const FvJson *self, double fallback);
gboolean fv_json_boolean (const FvJson *self, gboolean fallback);
/* A whole number in [0, max]; FALSE for anything else (fractions, 1e400, negative). Exact up to 2^64−1. */
gboolean fv_json_unsigned (const FvJson *self, guint64 max, guint64 *out);

/* Writing: appends to a string. Whole numbers below 1e15 are written in full, others as
 * the shortest text that reads back as the same double (NaN and infinities, which JSON has not, as null). */
void fv_json_append_string (GString *out, const char *text);
void fv_json_append_number (GString *out, double value);

G_END_DECLS
