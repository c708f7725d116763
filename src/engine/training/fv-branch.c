/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-branch.h"

#include <glib/gi18n-lib.h>
#include <stdint.h>

FvBranch *
fv_branch_new (void)
{
  FvBranch *self = g_new0 (FvBranch, 1);

  self->references = 1;
  return self;
}

FvBranch *
fv_branch_ref (FvBranch *self)
{
  g_atomic_int_inc (&self->references);
  return self;
}

void
fv_branch_unref (FvBranch *self)
{
  if (!g_atomic_int_dec_and_test (&self->references))
    return;
  g_free (self->data_before);
  g_free (self->data_after);
  fv_curve_free (self->curve);
  g_free (self);
}

static const char *const kind_names[] = {
  [FV_BRANCH_FIRST] = "first",     [FV_BRANCH_PLAIN] = "plain", [FV_BRANCH_OPTIONS] = "options",
  [FV_BRANCH_WEIGHTS] = "weights", [FV_BRANCH_DATA] = "data",   [FV_BRANCH_RESTART] = "restart",
  [FV_BRANCH_NEW_WEIGHTS] = "new",
};
G_STATIC_ASSERT (G_N_ELEMENTS (kind_names) == FV_BRANCH_N_KINDS);

const char *
fv_branch_kind_name (FvBranchKind kind)
{
  g_return_val_if_fail ((guint)kind < FV_BRANCH_N_KINDS, NULL);
  return kind_names[kind];
}

/* One row an option that can be changed while training runs. */
static char *
rate_text (const FvTrainingOptions *options)
{
  return g_strdup_printf ("%g", options->hyper.rate);
}

static char *
batch_text (const FvTrainingOptions *options)
{
  return g_strdup_printf ("%u", options->batch_size);
}

static char *
momentum_text (const FvTrainingOptions *options)
{
  return g_strdup_printf ("%g", options->hyper.momentum);
}

static char *
decay_text (const FvTrainingOptions *options)
{
  return g_strdup_printf ("%g", options->hyper.decay);
}

static char *
schedule_text (const FvTrainingOptions *options)
{
  return fv_schedule_to_text (options->schedule);
}

static char *
optimizer_text (const FvTrainingOptions *options)
{
  return g_strdup (options->optimizer->name);
}

static char *
seed_text (const FvTrainingOptions *options)
{
  return g_strdup_printf ("%ju", (uintmax_t)options->seed);
}

static char *
initialiser_text (const FvTrainingOptions *options)
{
  return fv_initialiser_to_text (options->initialiser);
}

static char *
frozen_text (const FvTrainingOptions *options)
{
  return g_strdup (options->frozen != NULL ? fv_frozen_text (options->frozen) : _ ("none"));
}

static const struct
{
  const char *title;
  char *(*text) (const FvTrainingOptions *options);
} rows[] = {
  { N_ ("optimizer"), optimizer_text },
  { N_ ("rate"), rate_text },
  { N_ ("batch size"), batch_text },
  { N_ ("momentum"), momentum_text },
  { N_ ("decay"), decay_text },
  { N_ ("schedule"), schedule_text },
  { N_ ("initialisation"), initialiser_text },
  { N_ ("seed"), seed_text },
  { N_ ("frozen"), frozen_text },
};

static void
append_change (GString *out, const char *title, const char *before, const char *after)
{
  if (out->len > 0)
    g_string_append (out, _ (", "));
  g_string_append_printf (out, "%s %s → %s", title, before, after);
}

static void
append_difference (GString *out, const FvTrainingOptions *before, const FvTrainingOptions *after)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *was = rows[i].text (before);
      g_autofree char *is = rows[i].text (after);

      if (!g_str_equal (was, is))
        append_change (out, _ (rows[i].title), was, is);
    }
}

char *
fv_training_options_difference (const FvTrainingOptions *before, const FvTrainingOptions *after)
{
  GString *out = g_string_new (NULL);

  append_difference (out, before, after);
  return g_string_free (out, FALSE);
}

/* What the kind says by itself; the differences say the rest. */
static const char *
kind_words (FvBranchKind kind)
{
  switch (kind)
    {
    case FV_BRANCH_WEIGHTS:
      return _ ("weights changed by hand");
    case FV_BRANCH_RESTART:
      return _ ("the same weights again");
    case FV_BRANCH_NEW_WEIGHTS:
      return _ ("new weights");
    case FV_BRANCH_FIRST:
    case FV_BRANCH_PLAIN:
    case FV_BRANCH_OPTIONS:
    case FV_BRANCH_DATA:
    default:
      return "";
    }
}

char *
fv_branch_title (const FvBranch *self)
{
  if (self->kind == FV_BRANCH_FIRST || self->left_at == 0)
    return g_strdup_printf (_ ("Run %u"), self->id);
  /* Translators: training that left an earlier one after so many batches */
  return g_strdup_printf (_ ("Run %u, from batch %ju"), self->id, (uintmax_t)self->left_at);
}

char *
fv_branch_words (const FvBranch *self)
{
  GString *out = g_string_new (kind_words (self->kind));

  if (self->kind == FV_BRANCH_FIRST)
    g_string_append (out, _ ("the first"));
  append_difference (out, &self->before, &self->after);
  if (g_strcmp0 (self->data_before, self->data_after) != 0)
    append_change (out, _ ("data"), self->data_before, self->data_after);
  else if (self->kind == FV_BRANCH_DATA)
    append_change (out, _ ("data"), self->data_before, _ ("others of that name"));
  if (out->len == 0)
    g_string_append (out, _ ("the same settings"));
  return g_string_free (out, FALSE);
}
