/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-draft.h"

#include <string.h>

#include "fv-random.h"

static void
test_rows (void)
{
  g_autoptr (FvDraft) draft = fv_draft_new ("lenet");
  g_autoptr (FvNetwork) network = fv_draft_network (draft);
  g_autofree char *text = fv_draft_to_text (draft);

  g_assert_cmpstr (text, ==, fv_network_text (network));
  g_assert_cmpuint (fv_draft_n_rows (draft), ==, fv_network_depth (network) + 1);
  for (guint row = 0; row < fv_draft_n_rows (draft); row++)
    {
      FvDraftRow at = fv_draft_row (draft, row);

      g_assert_true (at.known);
      g_assert_null (at.mistake);
      g_assert_true (fv_shape_equal (at.shape, fv_network_shape (network, row)));
    }
  g_assert_cmpstr (fv_draft_row (draft, 1).arithmetic, ==, "6·(1·5·5)+6");
  g_assert_cmpuint (fv_draft_row (draft, 1).n_parameters, ==, 156);
}

/* A mistake stands in its row; what is below is known, what is above is not. */
static void
test_mistakes (void)
{
  g_autoptr (FvDraft) draft = fv_draft_new ("lenet");

  fv_draft_set (draft, 3, "conv 50x50x16 tanh");
  g_assert_true (fv_draft_row (draft, 2).known);
  g_assert_false (fv_draft_row (draft, 3).known);
  g_assert_nonnull (strstr (fv_draft_row (draft, 3).mistake, "50"));
  g_assert_false (fv_draft_row (draft, 4).known);
  g_assert_null (fv_draft_row (draft, 4).mistake);
  g_assert_null (fv_draft_network (draft));
  fv_draft_set (draft, 3, "conv 5x5x16 tanh");
  g_assert_true (fv_draft_row (draft, 4).known);
  fv_draft_remove (draft, fv_draft_n_rows (draft) - 1);
  /* No output layer: what is the last one now cannot be it. */
  g_assert_null (fv_draft_mistake (draft));
  g_assert_nonnull (fv_draft_row (draft, fv_draft_n_rows (draft) - 1).mistake);
  fv_draft_set_loss (draft, "squared");
  g_assert_null (fv_draft_mistake (draft));
  g_assert_null (fv_draft_row (draft, fv_draft_n_rows (draft) - 1).mistake);
  fv_draft_insert (draft, 3, "softmax 10"); /* in the middle */
  g_assert_nonnull (fv_draft_row (draft, 3).mistake);
  fv_draft_remove (draft, 3);
  fv_draft_set_loss (draft, "logistic"); /* of a tanh layer of many units */
  g_assert_nonnull (fv_draft_mistake (draft));
  fv_draft_set (draft, 0, "0x28x1");
  g_assert_nonnull (fv_draft_row (draft, 0).mistake);
}

static void
test_moves (void)
{
  g_autoptr (FvDraft) draft = fv_draft_new ("28x28x1 conv 3x3x2 relu; max 2x2; rasterize; softmax 10");
  g_autofree char *moved = NULL;
  g_autofree char *inserted = NULL;

  fv_draft_move (draft, 2, 1);
  moved = fv_draft_to_text (draft);
  g_assert_cmpstr (moved, ==, "28x28x1 max 2x2; conv 3x3x2 relu; rasterize; softmax 10");
  fv_draft_insert (draft, 4, "dense 7 tanh; dense 8"); /* one row stays one row */
  inserted = fv_draft_to_text (draft);
  g_assert_cmpstr (inserted, ==,
                   "28x28x1 max 2x2; conv 3x3x2 relu; rasterize; dense 7 tanh  dense 8; softmax 10");
  g_assert_nonnull (fv_draft_row (draft, 4).mistake);
}

static const char *
random_part (FvRandom *random)
{
  static const char *const parts[] = { "conv 5x5x6 tanh", "conv 3x3x4 relu shared",
                                       "conv 0x3x1",      "max 2x2",
                                       "mean 3x3 keep",   "gaussian 2x2",
                                       "trainable 2x2",   "rasterize",
                                       "dense 9 tanh",    "dense x",
                                       "softmax 10",      "softmax 3 other",
                                       "dense 4 sign",    "",
                                       "rubbish",         "conv 5x5x99999 tanh",
                                       "max 99x99" };

  return parts[fv_random_below (random, G_N_ELEMENTS (parts))];
}

static void
edit_at_random (FvRandom *random, FvDraft *draft)
{
  static const char *const inputs[] = { "28x28x1", "32x32x3", "2x1x1", "7", "" };
  static const char *const losses[] = { "", "squared", "logistic", "nonsense" };
  guint n = fv_draft_n_rows (draft), row = 1 + fv_random_below (random, MAX (n - 1, 1));

  switch (fv_random_below (random, 6))
    {
    case 0:
      if (n > 1)
        fv_draft_set (draft, row, random_part (random));
      break;
    case 1:
      if (n < 12)
        fv_draft_insert (draft, 1 + fv_random_below (random, n), random_part (random));
      break;
    case 2:
      if (n > 1)
        fv_draft_remove (draft, row);
      break;
    case 3:
      if (n > 1)
        fv_draft_move (draft, row, 1 + fv_random_below (random, n - 1));
      break;
    case 4:
      fv_draft_set (draft, 0, inputs[fv_random_below (random, G_N_ELEMENTS (inputs))]);
      break;
    default:
      fv_draft_set_loss (draft, losses[fv_random_below (random, G_N_ELEMENTS (losses))]);
    }
}

static guint
count_mistakes (const FvDraft *draft)
{
  guint n = fv_draft_mistake (draft) != NULL;

  for (guint row = 0; row < fv_draft_n_rows (draft); row++)
    n += fv_draft_row (draft, row).mistake != NULL;
  return n;
}

/* After every one of 10,000 edits there is a network that the engine takes, or one mistake in words; and the engine
 * takes the text exactly when the draft says so. */
static void
test_random_edits (void)
{
  FvRandom random = fv_random_new (11, 0);
  g_autoptr (FvDraft) draft = fv_draft_new ("lenet");
  guint right = 0;

  for (guint i = 0; i < 10000; i++)
    {
      g_autofree char *text = NULL;
      g_autoptr (FvNetwork) network = NULL;
      g_autoptr (FvNetwork) same = NULL;

      if (i % 8 == 0)
        {
          fv_draft_free (g_steal_pointer (&draft));
          draft = fv_draft_new (fv_preset_nth (fv_random_below (&random, 8))->name);
        }
      edit_at_random (&random, draft);
      text = fv_draft_to_text (draft);
      network = fv_draft_network (draft);
      if (fv_draft_n_rows (draft) > 1 && *fv_draft_row (draft, fv_draft_n_rows (draft) - 1).text == '\0')
        continue; /* the text form forgives a semicolon at the end, an editor an empty row nowhere */
      same = fv_network_new (text, NULL);
      g_assert_cmpint (network != NULL, ==, same != NULL);
      g_assert_cmpuint (count_mistakes (draft), ==, network != NULL ? 0 : 1);
      right += network != NULL;
    }
  g_assert_cmpuint (right, >, 400);
  g_assert_cmpuint (right, <, 9500);
}

static void
test_carry (void)
{
  g_autoptr (FvNetwork) old = fv_network_new ("lenet", NULL);
  g_autoptr (FvNetwork) next = fv_network_new ("28x28x1 conv 5x5x6 relu; mean 2x2; conv 3x3x16 tanh; max "
                                               "2x2; rasterize; dense 120 tanh; dense 84 tanh; softmax 10",
                                               NULL);
  g_autoptr (FvParameters) from = fv_parameters_new (old, 1);
  g_autoptr (FvParameters) to = NULL;
  g_autoptr (FvParameters) fresh = fv_parameters_new (next, 9);
  guint kept;

  to = fv_parameters_carry (from, next, 9, &kept);
  g_assert_cmpuint (kept, ==, 3); /* C1, F7, the output; not the 3×3 convolution and not F6 above it */
  g_assert_cmpmem (fv_parameters_weights (to, 1), 156 * 4, fv_parameters_weights (from, 1), 156 * 4);
  g_assert_cmpmem (fv_parameters_weights (to, 8), 850 * 4, fv_parameters_weights (from, 8), 850 * 4);
  g_assert_cmpmem (fv_parameters_weights (to, 3), 500, fv_parameters_weights (fresh, 3), 500);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draft/rows", test_rows);
  g_test_add_func ("/draft/mistakes", test_mistakes);
  g_test_add_func ("/draft/moves", test_moves);
  g_test_add_func ("/draft/random-edits", test_random_edits);
  g_test_add_func ("/draft/carry", test_carry);
  return g_test_run ();
}
