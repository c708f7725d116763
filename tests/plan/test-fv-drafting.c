/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-drafting.h"

#include <math.h>
#include <string.h>

#include "fv-pass.h"
#include "fv-plan.h"
#include "fv-random.h"

/* The editor's model refuses nothing that can be run and lets nothing through that cannot: it is edited at random, and
 * whatever it calls a network is run. Another seed: --seed, as GLib's tests have it. */

#define N_EDITS 10000

/* --- What is done to it --- */

typedef struct
{
  FvDrafting *drafting;
  FvRandom random;
} Editor;

static guint
below (Editor *self, guint n)
{
  return fv_random_below (&self->random, n);
}

static guint
n_rows (const Editor *self)
{
  return fv_draft_n_rows (fv_drafting_draft (self->drafting));
}

static const char *const words[]
    = { "conv",         "max",      "mean",   "gaussian", "trainable", "rasterize", "dense",
        "softmax",      "other",    "tanh",   "relu",     "sigmoid",   "lecun",     "leaky",
        "identity",     "sign",     "shared", "keep",     "crop",      "fill",      "keep-real",
        "5x5x6",        "3x3x4",    "2x2",    "1x1x8",    "2x2x2",     "10",        "3",
        "table=lenet5", "table=",   "loss=",  "0x3x1",    "-1",        "conv5x5",   "99999999999",
        "3x3x4096",     "1024x1x1", "×",      "شبكة",     "卷积",      "\u202e10",  "\x01" };

static const char *const layers[] = { "conv 5x5x6 tanh",
                                      "conv 3x3x4 relu shared",
                                      "conv 2x2x3 leaky",
                                      "max 2x2",
                                      "mean 3x3 keep",
                                      "gaussian 2x2",
                                      "trainable 2x2 tanh",
                                      "rasterize",
                                      "dense 9 tanh",
                                      "dense 3 sigmoid",
                                      "softmax 10",
                                      "softmax 3 other",
                                      "dense 1 sign",
                                      "max 2x2 crop",
                                      "conv 5x5x16 tanh table=lenet5",
                                      "dense 1 tanh loss=logistic" };

static const char *const inputs[]
    = { "28x28x1", "32x32x3", "2x1x1", "9x7x2", "7", "", "28x28x17", "1025x1x1", "1x1x1", "5 x 5 x 1" };

static const char *const losses[]
    = { "", "squared", "logistic", "cross-entropy", "nonsense", "squared squared" };

static const char *const texts[] = { "lenet",
                                     "",
                                     ";;;",
                                     "28x28x1",
                                     "loss=squared",
                                     "28x28x1 softmax 10 ; ; loss=squared; dense 3",
                                     "28x28x1\nconv 3x3x2 relu\n; max 2x2;\trasterize;\r\nsoftmax 10;\n",
                                     "2x1x1 dense 1 tanh loss=logistic",
                                     "2x1x1 dense 3 tanh; dense 1 sigmoid; loss=logistic;",
                                     "{\"a\": 1}",
                                     "<svg/>",
                                     "10x10x1 max 2x2; rasterize" };

/* Up to four words, which may make a layer. */
static char *
some_words (Editor *self)
{
  GString *text = g_string_new (words[below (self, 8)]);

  for (guint n = below (self, 4); n > 0; n--)
    g_string_append_printf (text, "%s%s", below (self, 20) == 0 ? ";" : " ",
                            words[below (self, G_N_ELEMENTS (words))]);
  return g_string_free (text, FALSE);
}

static char *
some_layer (Editor *self)
{
  return below (self, 3) > 0 ? g_strdup (layers[below (self, G_N_ELEMENTS (layers))]) : some_words (self);
}

/* A key pressed somewhere in a row. */
static void
type (Editor *self)
{
  static const char *const keys[]
      = { "0", "1", "2", "5", "x", " ", "k", "=", "\u00d7", "\u0664", ";", "-", "." };
  guint row = below (self, n_rows (self));
  const char *old = fv_draft_row (fv_drafting_draft (self->drafting), row).text;
  glong length = g_utf8_strlen (old, -1), at = (glong)below (self, (guint)length + 1);
  g_autofree char *before = g_utf8_substring (old, 0, at);
  const char *after = g_utf8_offset_to_pointer (old, at);
  gboolean erases = at < length && below (self, 2) == 0;
  g_autofree char *text = g_strconcat (before, erases ? "" : keys[below (self, G_N_ELEMENTS (keys))],
                                       erases ? g_utf8_next_char (after) : after, NULL);

  fv_drafting_type (self->drafting, row, text);
}

/* An option of a layer that there is: a number, or a word more or less. */
static void
change_option (Editor *self)
{
  guint row = below (self, n_rows (self));
  g_auto (GStrv) parts = g_strsplit (fv_draft_row (fv_drafting_draft (self->drafting), row).text, " ", -1);
  guint n = g_strv_length (parts), at = n > 0 ? below (self, n) : 0;
  g_autofree char *text = NULL;

  if (n == 0)
    return;
  g_free (parts[at]);
  parts[at] = g_strdup (words[below (self, G_N_ELEMENTS (words))]);
  text = g_strjoinv (" ", parts);
  fv_drafting_set (self->drafting, row, text);
}

static void
set_row (Editor *self)
{
  guint row = below (self, n_rows (self));
  g_autofree char *text
      = row == 0 ? g_strdup (inputs[below (self, G_N_ELEMENTS (inputs))]) : some_layer (self);

  fv_drafting_set (self->drafting, row, text);
}

static void
insert (Editor *self)
{
  g_autofree char *text = some_layer (self);

  if (n_rows (self) < 80)
    fv_drafting_insert (self->drafting, 1 + below (self, n_rows (self)), text);
}

static void
remove_row (Editor *self)
{
  fv_drafting_remove (self->drafting, below (self, n_rows (self) + 1));
}

static void
move (Editor *self)
{
  fv_drafting_move (self->drafting, below (self, n_rows (self) + 1), below (self, n_rows (self) + 1));
}

static void
set_loss (Editor *self)
{
  fv_drafting_set_loss (self->drafting, losses[below (self, G_N_ELEMENTS (losses))]);
}

static void
paste (Editor *self)
{
  fv_drafting_replace (self->drafting, texts[below (self, G_N_ELEMENTS (texts))], NULL);
}

static void
preset (Editor *self)
{
  guint n = 0;

  while (fv_preset_nth (n) != NULL)
    n++;
  g_assert_true (fv_drafting_replace (self->drafting, fv_preset_nth (below (self, n))->text, NULL));
}

/* There and back is where one was. */
static void
undo (Editor *self)
{
  g_autofree char *text = fv_draft_to_text (fv_drafting_draft (self->drafting));
  guint rows = n_rows (self), n = 0, steps = 1 + below (self, 5);

  while (n < steps && fv_drafting_undo (self->drafting))
    n++;
  if (below (self, 2) == 0)
    return;
  for (; n > 0; n--)
    g_assert_true (fv_drafting_redo (self->drafting));
  g_assert_cmpuint (n_rows (self), ==, rows);
  {
    g_autofree char *again = fv_draft_to_text (fv_drafting_draft (self->drafting));
    g_assert_cmpstr (again, ==, text);
  }
}

static gboolean
is_right (const Editor *self)
{
  g_autoptr (FvNetwork) network = fv_draft_network (fv_drafting_draft (self->drafting));

  return network != NULL;
}

static void
go_back (Editor *self)
{
  while (!is_right (self) && fv_drafting_undo (self->drafting))
    ;
}

static const struct
{
  void (*edit) (Editor *self);
  guint often;
} edits[] = { { type, 6 }, { change_option, 4 }, { set_row, 3 }, { insert, 4 }, { remove_row, 4 },
              { move, 3 }, { set_loss, 1 },      { paste, 1 },   { preset, 3 }, { undo, 4 } };

static void
edit (Editor *self)
{
  guint sum = 0, drawn;

  for (guint i = 0; i < G_N_ELEMENTS (edits); i++)
    sum += edits[i].often;
  drawn = below (self, sum);
  for (guint i = 0; i < G_N_ELEMENTS (edits); drawn -= edits[i++].often)
    if (drawn < edits[i].often)
      {
        edits[i].edit (self);
        return;
      }
}

/* --- What has to hold --- */

static guint8 *
new_pixels (const FvNetwork *network)
{
  gsize size = fv_shape_size (fv_network_shape (network, 0));
  guint8 *pixels = g_malloc (size);

  for (gsize i = 0; i < size; i++)
    pixels[i] = (guint8)(i * 37 % 256);
  return pixels;
}

static void
assert_finite (const double *values, gsize count, const FvNetwork *network)
{
  for (gsize i = 0; i < count; i++)
    if (!isfinite (values[i]))
      g_error ("%s: a number is not finite", fv_network_text (network));
}

/* A sample through the layers themselves, there and back. */
static void
pass (FvNetwork *network, FvParameters *parameters, const guint8 *pixels, guint target)
{
  g_autoptr (FvPass) work = fv_pass_new (network);
  double loss;

  fv_pass_set_parameters (work, fv_parameters_values (parameters));
  fv_network_scale (network, pixels, fv_pass_input (work));
  fv_pass_output (work);
  loss = fv_pass_loss (work, target);
  assert_finite (&loss, 1, network);
  fv_pass_backpropagate (work, target, TRUE);
  assert_finite (fv_pass_gradient (work), fv_network_n_parameters (network), network);
}

/* A batch of two learned by the plan. */
static void
learn (FvNetwork *network, FvParameters *parameters, const guint8 *pixels, guint target)
{
  const FvOptimizer *optimizer = fv_optimizer_from_name ("sgd");
  FvHyper hyper = { .rate = 1e-3 };
  FvPlanSample samples[] = { { pixels, target }, { pixels, 0 } };
  g_autoptr (GError) error = NULL;
  g_autoptr (FvPlan) plan = fv_plan_new (network, optimizer, (FvPlanOptions){ .n_threads = 1 }, &error);
  FvPlanSum sum;
  guint trouble = 0;

  g_assert_no_error (error);
  fv_plan_write (plan, fv_parameters_values (parameters), NULL);
  g_assert_cmpint (fv_plan_learn (plan, samples, 2, hyper, 1, NULL, &sum, &trouble), ==, FV_PLAN_OK);
}

/* Larger ones would run as well, for longer than a test may. */
static gboolean
is_small (const FvNetwork *network)
{
  gsize cells = 0;

  for (guint place = 0; place <= fv_network_depth (network); place++)
    cells += fv_shape_size (fv_network_shape (network, place));
  return cells < 60000 && fv_network_n_parameters (network) < 300000;
}

static void
run (FvNetwork *network)
{
  g_autoptr (FvParameters) parameters = fv_parameters_new (network, 5);
  g_autofree guint8 *pixels = new_pixels (network);
  guint target = fv_network_n_classes (network) - 1;

  pass (network, parameters, pixels, target);
  learn (network, parameters, pixels, target);
}

static guint
count_mistakes (const FvDraft *draft)
{
  const char *whole = fv_draft_mistake (draft);
  guint n = whole != NULL;

  g_assert_true (whole == NULL || (*whole != '\0' && g_utf8_validate (whole, -1, NULL)));
  for (guint row = 0; row < fv_draft_n_rows (draft); row++)
    {
      const char *mistake = fv_draft_row (draft, row).mistake;

      n += mistake != NULL;
      g_assert_true (mistake == NULL || (*mistake != '\0' && g_utf8_validate (mistake, -1, NULL)));
    }
  return n;
}

/* Where the text says less than the rows: it forgives a semicolon at the end, where an editor has an empty row; a
 * preset's name is a text, but no size of an input, and what stands behind that size there, where a layer begins. */
static gboolean
is_plain (const FvDraft *draft)
{
  const char *input = fv_draft_row (draft, 0).text;

  for (guint i = 0; fv_preset_nth (i) != NULL; i++)
    if (g_str_equal (fv_preset_nth (i)->name, input))
      return FALSE;
  return *input != '\0' && strchr (input, ' ') == NULL
         && *fv_draft_row (draft, fv_draft_n_rows (draft) - 1).text != '\0';
}

static void
assert_rows (const FvDraft *draft, const FvNetwork *network)
{
  gsize n_parameters = 0;

  g_assert_cmpuint (fv_draft_n_rows (draft), ==, fv_network_depth (network) + 1);
  for (guint row = 0; row < fv_draft_n_rows (draft); row++)
    {
      FvDraftRow shown = fv_draft_row (draft, row);

      g_assert_true (shown.known);
      g_assert_true (fv_shape_equal (shown.shape, fv_network_shape (network, row)));
      n_parameters += shown.n_parameters;
    }
  /* The array has places for what a connection table leaves out. */
  g_assert_cmpuint (n_parameters, <=, fv_network_n_parameters (network));
}

typedef struct
{
  guint networks, refused, ran, large;
} Counts;

static void
check (const FvDraft *draft, GHashTable *seen, Counts *counts)
{
  g_autofree char *text = fv_draft_to_text (draft);
  g_autoptr (FvNetwork) network = fv_draft_network (draft);
  g_autoptr (FvNetwork) same = fv_network_new (text, NULL);

  g_assert_cmpuint (count_mistakes (draft), ==, network != NULL ? 0 : 1);
  if (is_plain (draft) && (same != NULL) != (network != NULL))
    g_error ("“%s”: the editor %s it, the engine does not", text, network != NULL ? "takes" : "refuses");
  counts->networks += network != NULL;
  counts->refused += network == NULL;
  if (network == NULL)
    return;
  assert_rows (draft, network);
  if (!g_hash_table_add (seen, g_strdup (fv_network_text (network))))
    return;
  if (!is_small (network))
    {
      counts->large++;
      return;
    }
  run (network);
  counts->ran++;
}

static void
test_random_edits (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Editor editor = { fv_drafting_new ("lenet"), fv_random_new ((guint64)g_test_rand_int (), 0) };
  Counts counts = { 0 };
  guint wrong = 0;

  for (guint i = 0; i < N_EDITS; i++)
    {
      /* Who has made some mistakes goes back, or begins anew. */
      if (wrong > below (&editor, 8))
        (below (&editor, 4) > 0 ? go_back : preset) (&editor);
      else
        edit (&editor);
      check (fv_drafting_draft (editor.drafting), seen, &counts);
      wrong = is_right (&editor) ? 0 : wrong + 1;
    }
  g_test_message ("%u networks, %u explained mistakes; %u different networks ran, %u are large",
                  counts.networks, counts.refused, counts.ran, counts.large);
  g_assert_cmpuint (counts.networks, >, N_EDITS / 4);
  g_assert_cmpuint (counts.refused, >, N_EDITS / 4);
  g_assert_cmpuint (counts.ran, >, 100);
  fv_drafting_free (editor.drafting);
}

/* --- What is particular --- */

/* Typing in one row is one step; anything else between makes two of it. */
static void
test_typing (void)
{
  g_autoptr (FvDrafting) self = fv_drafting_new ("28x28x1 rasterize; dense 3 tanh; softmax 10");

  fv_drafting_type (self, 2, "dense 31 tanh");
  fv_drafting_type (self, 2, "dense 312 tanh");
  fv_drafting_type (self, 3, "softmax 1");
  fv_drafting_type (self, 2, "dense 3124 tanh");
  g_assert_true (fv_drafting_undo (self));
  g_assert_cmpstr (fv_draft_row (fv_drafting_draft (self), 2).text, ==, "dense 312 tanh");
  g_assert_true (fv_drafting_undo (self));
  g_assert_true (fv_drafting_undo (self));
  g_assert_cmpstr (fv_draft_row (fv_drafting_draft (self), 2).text, ==, "dense 3 tanh");
  g_assert_false (fv_drafting_can_undo (self));
  g_assert_true (fv_drafting_can_redo (self));
}

/* What was undone is as it was, with rows that are empty. */
static void
test_empty_rows (void)
{
  g_autoptr (FvDrafting) self = fv_drafting_new ("28x28x1 rasterize; softmax 10");

  fv_drafting_insert (self, 2, "");
  fv_drafting_set (self, 0, "");
  fv_drafting_set_loss (self, "squared");
  g_assert_true (fv_drafting_undo (self));
  g_assert_cmpuint (fv_draft_n_rows (fv_drafting_draft (self)), ==, 4);
  g_assert_cmpstr (fv_draft_row (fv_drafting_draft (self), 0).text, ==, "");
  g_assert_cmpstr (fv_draft_row (fv_drafting_draft (self), 1).text, ==, "rasterize");
  g_assert_cmpstr (fv_draft_row (fv_drafting_draft (self), 2).text, ==, "");
}

/* What no one can have meant is refused before anything is made of it. */
static void
test_too_long (void)
{
  g_autoptr (FvDrafting) self = fv_drafting_new ("lenet");
  g_autofree char *megabytes = g_strnfill (10 << 20, ';'), *thousand = NULL;
  g_autoptr (GError) error = NULL;
  GString *rows = g_string_new ("28x28x1 conv 1x1x1");

  for (guint i = 0; i < 1000; i++)
    g_string_append (rows, ";max 2x2");
  thousand = g_string_free (rows, FALSE);
  g_assert_false (fv_drafting_replace (self, megabytes, &error));
  g_assert_nonnull (strstr (error->message, "10485760"));
  g_clear_error (&error);
  g_assert_false (fv_drafting_replace (self, thousand, &error));
  g_assert_nonnull (strstr (error->message, "1001"));
  g_assert_cmpuint (fv_draft_n_rows (fv_drafting_draft (self)), ==, 9);
  g_assert_false (fv_drafting_can_undo (self));
}

/* One layer more than there can be is said at that layer. */
static void
test_most_layers (void)
{
  g_autoptr (FvDrafting) self = fv_drafting_new ("28x28x1 rasterize; softmax 10");

  for (guint i = 2; i < FV_NETWORK_MAX_LAYERS; i++)
    fv_drafting_insert (self, 2, "dense 3 tanh");
  g_assert_null (fv_draft_row (fv_drafting_draft (self), FV_NETWORK_MAX_LAYERS).mistake);
  g_assert_null (fv_draft_mistake (fv_drafting_draft (self)));
  fv_drafting_insert (self, 2, "dense 3 tanh");
  g_assert_nonnull (fv_draft_row (fv_drafting_draft (self), FV_NETWORK_MAX_LAYERS + 1).mistake);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/drafting/random-edits", test_random_edits);
  g_test_add_func ("/drafting/typing", test_typing);
  g_test_add_func ("/drafting/empty-rows", test_empty_rows);
  g_test_add_func ("/drafting/too-long", test_too_long);
  g_test_add_func ("/drafting/most-layers", test_most_layers);
  return g_test_run ();
}
