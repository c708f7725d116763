/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Option tables: one row says how an option is written in the text form, how an editor shows it, and where it lives
 * in a struct. Layers bring such a table; the text form, model files and editors all read it. */
typedef enum
{
  FV_OPTION_COUNT,  /* guint; positional: "5x5x6" fills the next three */
  FV_OPTION_CHOICE, /* guint, an index into names; written as the bare name: "tanh" */
  FV_OPTION_FLAG,   /* gboolean; written as the bare option name: "shared" */
  FV_OPTION_WORD,   /* char *, owned by the struct; written "name=word" */
} FvOptionKind;

typedef struct
{
  const char *name;  /* stable, never translated */
  const char *title; /* N_(), for people */
  FvOptionKind kind;
  gsize offset;   /* of the field in the struct */
  guint minimum;  /* COUNT */
  guint maximum;  /* COUNT */
  guint standard; /* the value when nothing is said; COUNT: minimum 1 and standard 0 means it must be said */
  /* CHOICE: the names, NULL past the end. A choice equal to standard is not written out. */
  const char *(*choice) (guint nth);
  gboolean positional; /* CHOICE: the keyword of the layer itself chooses it */
} FvOption;

/* Sets all fields of self to the standards of table (ends with a row whose name is NULL). */
void fv_options_reset (const FvOption *table, gpointer self);
/* Frees the words. */
void fv_options_clear (const FvOption *table, gpointer self);
/* Reads words[n_words] into self. Error FV_ERROR_VALUE: the word found and what could stand there. */
gboolean fv_options_parse (const FvOption *table, gpointer self, const char *const *words, guint n_words,
                           GError **error);
/* Appends " 5x5x6 tanh": what fv_options_parse() reads back to the same values. */
void fv_options_append (const FvOption *table, gconstpointer self, GString *out);

G_END_DECLS
