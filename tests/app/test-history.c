/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include "fovea-session-edit.h"
#include "fovea-session-private.h"

/* Training walked both ways, from a session without a window: somebody must call tick. */

typedef struct
{
  FoveaSession *session;
  GSettings *settings;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->settings = g_settings_new (APP_ID);
  g_settings_reset (fixture->settings, "network");
  g_settings_reset (fixture->settings, "stop-rules");
  fixture->session = fovea_session_new (fixture->settings);
  fixture_follow (fixture->session);
  fixture_give_digits (fixture->session, 200, 20);
  fixture_wait_for (fovea_session_get_snapshot (fixture->session) != NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->settings);
  fovea_session_close (fixture->session);
  g_assert_finalize_object (fixture->session);
}

static guint64
batch_of (Fixture *fixture)
{
  return fv_snapshot_batch (fovea_session_get_snapshot (fixture->session));
}

static guint64
newest_of (Fixture *fixture)
{
  return fv_snapshot_newest (fovea_session_get_snapshot (fixture->session));
}

static guint
branches_of (Fixture *fixture)
{
  return fv_snapshot_n_branches (fovea_session_get_snapshot (fixture->session));
}

static void
wait_for_batch (Fixture *fixture, guint64 batch)
{
  fixture_wait_for (batch_of (fixture) == batch);
}

static char *
sha256_of (Fixture *fixture)
{
  return fv_parameters_sha256 (fovea_session_get_parameters (fixture->session));
}

/* Back, and on again: the same to the bit, and the curve is as long as before. */
static void
check_back_and_on (Fixture *fixture, guint batches)
{
  g_autofree char *before = sha256_of (fixture);
  g_autofree char *back = NULL;
  g_autofree char *after = NULL;
  guint length = fv_curve_length (fv_snapshot_curve (fovea_session_get_snapshot (fixture->session)));

  fovea_session_step_back (fixture->session, batches);
  wait_for_batch (fixture, 30 - batches);
  back = sha256_of (fixture);
  g_assert_cmpstr (back, !=, before);
  g_assert_cmpuint (newest_of (fixture), ==, 30);
  fovea_session_step (fixture->session, batches);
  wait_for_batch (fixture, 30);
  after = sha256_of (fixture);
  g_assert_cmpstr (after, ==, before);
  g_assert_cmpuint (fv_curve_length (fv_snapshot_curve (fovea_session_get_snapshot (fixture->session))), ==,
                    length);
}

static void
test_back_and_on (Fixture *fixture, gconstpointer data)
{
  fovea_session_step (fixture->session, 30);
  wait_for_batch (fixture, 30);
  check_back_and_on (fixture, 1);
  check_back_and_on (fixture, 10);
  check_back_and_on (fixture, 30);
  fovea_session_seek (fixture->session, 0, 1000);
  wait_for_batch (fixture, 30);
}

/* A step is a batch, or an epoch. */
static void
test_moves (Fixture *fixture, gconstpointer data)
{
  guint epoch = fv_snapshot_batches_per_epoch (fovea_session_get_snapshot (fixture->session));

  fovea_session_move_training (fixture->session, 3);
  wait_for_batch (fixture, 3);
  fovea_session_set_steps_by_epoch (fixture->session, TRUE);
  fovea_session_move_training (fixture->session, 2);
  wait_for_batch (fixture, 3 + 2 * epoch);
  fovea_session_move_training (fixture->session, -1);
  wait_for_batch (fixture, 3 + epoch);
  fovea_session_set_steps_by_epoch (fixture->session, FALSE);
  fovea_session_move_training (fixture->session, -1);
  wait_for_batch (fixture, 2 + epoch);
}

/* Who goes elsewhere while training runs finds it standing still. */
static void
test_seek_pauses (Fixture *fixture, gconstpointer data)
{
  fovea_session_set_pace (fixture->session, 100);
  fovea_session_set_playing (fixture->session, TRUE);
  fixture_wait_for (batch_of (fixture) > 10);
  fovea_session_seek (fixture->session, 0, 5);
  g_assert_false (fovea_session_get_playing (fixture->session));
  wait_for_batch (fixture, 5);
  fixture_spin (60);
  g_assert_cmpuint (batch_of (fixture), ==, 5);
}

/* Other options at an earlier moment begin a branch; the moments before have those of their time. */
static void
test_options_of_the_time (Fixture *fixture, gconstpointer data)
{
  FvTrainingOptions options = fovea_session_get_options (fixture->session);
  double rate = options.hyper.rate;
  const FvBranch *old;

  fovea_session_step (fixture->session, 20);
  wait_for_batch (fixture, 20);
  fovea_session_seek (fixture->session, 0, 10);
  wait_for_batch (fixture, 10);
  options.hyper.rate = rate / 2;
  fovea_session_set_training_options (fixture->session, &options);
  fovea_session_step (fixture->session, 5);
  wait_for_batch (fixture, 15);
  g_assert_cmpuint (branches_of (fixture), ==, 2);
  old = fv_snapshot_nth_branch (fovea_session_get_snapshot (fixture->session), 0);
  g_assert_cmpuint (old->newest, ==, 20);
  g_assert_cmpuint (fv_curve_length (old->curve), ==, 3); /* at 0, 10 and 20 */
  fovea_session_seek (fixture->session, old->id, 20);
  wait_for_batch (fixture, 20);
  g_assert_cmpfloat (fovea_session_get_options (fixture->session).hyper.rate, ==, rate);
  options.hyper.rate = rate;
  fovea_session_set_training_options (fixture->session, &options);
}

static void
test_branch (Fixture *fixture, gconstpointer data)
{
  fovea_session_step (fixture->session, 12);
  wait_for_batch (fixture, 12);
  fovea_session_step_back (fixture->session, 4);
  wait_for_batch (fixture, 8);
  fovea_session_branch (fixture->session);
  fixture_wait_for (branches_of (fixture) == 2);
  g_assert_cmpuint (newest_of (fixture), ==, 8);
}

/* The first weights are those of the branch that is shown. */
static void
test_weights (Fixture *fixture, gconstpointer data)
{
  g_autofree char *first = sha256_of (fixture);
  g_autofree char *again = NULL;
  g_autofree char *others = NULL;
  FvParameters *start;

  fovea_session_step (fixture->session, 3);
  wait_for_batch (fixture, 3);
  fovea_session_restart (fixture->session);
  wait_for_batch (fixture, 0);
  again = sha256_of (fixture);
  g_assert_cmpstr (again, ==, first);
  g_assert_cmpuint (branches_of (fixture), ==, 2);
  fovea_session_new_weights (fixture->session);
  fixture_wait_for (branches_of (fixture) == 3);
  others = sha256_of (fixture);
  g_assert_cmpstr (others, !=, first);
  start = fovea_session_get_kernels (fixture->session).start;
  again = (g_free (again), fv_parameters_sha256 (start));
  g_assert_cmpstr (again, ==, others);
  /* Of a seed that was there before: the same weights. */
  fovea_session_draw_weights (fixture->session, 1);
  fixture_wait_for (branches_of (fixture) == 4);
  again = (g_free (again), sha256_of (fixture));
  g_assert_cmpstr (again, ==, first);
}

/* A rule ends training, and the session notices. */
static void
test_stop_rules (Fixture *fixture, gconstpointer data)
{
  FvStopRules rules = { .limits = { [FV_STOP_EPOCHS] = 2 } };

  fovea_session_set_stop_rules (fixture->session, rules);
  fovea_session_set_pace (fixture->session, 0);
  fovea_session_set_playing (fixture->session, TRUE);
  fixture_wait_for (!fovea_session_get_playing (fixture->session));
  g_assert_cmpfloat (fv_snapshot_epoch (fovea_session_get_snapshot (fixture->session)), >=, 2);
  g_assert_cmpint (fv_snapshot_stopped_by (fovea_session_get_snapshot (fixture->session)), ==,
                   FV_STOP_EPOCHS);
  fovea_session_set_stop_rules (fixture->session, (FvStopRules){ 0 });
}

/* Takes back, or does again, what there is. */
static void
undo (Fixture *fixture, gboolean redo)
{
  g_autofree char *title = NULL;

  g_assert_true (fovea_session_can_undo (fixture->session, redo));
  title = fovea_session_undo (fixture->session, redo);
  g_assert_nonnull (title);
  g_assert_cmpuint (strlen (title), >, 0);
}

static double
rate_of (Fixture *fixture)
{
  return fovea_session_get_options (fixture->session).hyper.rate;
}

static void
set_rate (Fixture *fixture, double rate)
{
  FvTrainingOptions options = fovea_session_get_options (fixture->session);

  options.hyper.rate = rate;
  fovea_session_set_training_options (fixture->session, &options);
}

/* At the newest moment options are values: training is where it was. */
static void
test_undo_options (Fixture *fixture, gconstpointer data)
{
  double before = rate_of (fixture);

  g_assert_false (fovea_session_can_undo (fixture->session, FALSE));
  fovea_session_step (fixture->session, 5);
  wait_for_batch (fixture, 5);
  set_rate (fixture, before / 2);
  set_rate (fixture, before / 4); /* still the same drag */
  undo (fixture, FALSE);
  g_assert_cmpfloat (rate_of (fixture), ==, before);
  g_assert_false (fovea_session_can_undo (fixture->session, FALSE));
  undo (fixture, TRUE);
  g_assert_cmpfloat (rate_of (fixture), ==, before / 4);
  undo (fixture, FALSE);
  fixture_wait_for (fovea_session_get_settled (fixture->session));
  g_assert_cmpfloat (rate_of (fixture), ==, before);
  g_assert_cmpuint (batch_of (fixture), ==, 5);
  g_assert_cmpuint (branches_of (fixture), ==, 1);
}

/* At an earlier one they began a branch: the way that was left is shown again. */
static void
test_undo_branch (Fixture *fixture, gconstpointer data)
{
  double before = rate_of (fixture);

  fovea_session_step (fixture->session, 20);
  wait_for_batch (fixture, 20);
  fovea_session_step_back (fixture->session, 10);
  wait_for_batch (fixture, 10);
  set_rate (fixture, before / 2);
  fovea_session_step (fixture->session, 3);
  wait_for_batch (fixture, 13);
  undo (fixture, FALSE);
  wait_for_batch (fixture, 10);
  g_assert_cmpuint (newest_of (fixture), ==, 20);
  g_assert_cmpfloat (rate_of (fixture), ==, before);
  undo (fixture, TRUE);
  wait_for_batch (fixture, 13);
  g_assert_cmpuint (newest_of (fixture), ==, 13);
  g_assert_cmpfloat (rate_of (fixture), ==, before / 2);
  set_rate (fixture, before);
}

static void
check_takes_back (Fixture *fixture, void (*edit) (FoveaSession *session))
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  guint n;

  fixture_wait_for (fovea_session_get_settled (fixture->session));
  before = sha256_of (fixture);
  n = branches_of (fixture);
  edit (fixture->session);
  fixture_wait_for (branches_of (fixture) == n + 1);
  g_assert_cmpuint (batch_of (fixture), ==, 0);
  undo (fixture, FALSE);
  wait_for_batch (fixture, 7);
  after = sha256_of (fixture);
  g_assert_cmpstr (after, ==, before);
  undo (fixture, TRUE);
  wait_for_batch (fixture, 0);
  undo (fixture, FALSE);
  wait_for_batch (fixture, 7);
}

static void
test_undo_weights (Fixture *fixture, gconstpointer data)
{
  fovea_session_step (fixture->session, 7);
  wait_for_batch (fixture, 7);
  check_takes_back (fixture, fovea_session_new_weights);
  check_takes_back (fixture, fovea_session_restart);
}

static void
test_undo_rules (Fixture *fixture, gconstpointer data)
{
  FvStopRules rules = { .limits = { [FV_STOP_EPOCHS] = 2 } };

  fovea_session_set_stop_rules (fixture->session, rules);
  undo (fixture, FALSE);
  g_assert_cmpfloat (fovea_session_get_stop_rules (fixture->session).limits[FV_STOP_EPOCHS], ==, 0);
  undo (fixture, TRUE);
  g_assert_cmpfloat (fovea_session_get_stop_rules (fixture->session).limits[FV_STOP_EPOCHS], ==, 2);
}

/* A unit's weights and its bias are one edit. */
static void
test_undo_values (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *changed = NULL;
  g_autofree char *after = NULL;

  fovea_session_step (fixture->session, 5);
  wait_for_batch (fixture, 5);
  before = sha256_of (fixture);
  fovea_session_zero_unit (fixture->session, 1, 0);
  fixture_wait_for (fovea_session_get_settled (fixture->session));
  changed = sha256_of (fixture);
  g_assert_cmpstr (changed, !=, before);
  undo (fixture, FALSE);
  fixture_wait_for (fovea_session_get_settled (fixture->session));
  after = sha256_of (fixture);
  g_assert_cmpstr (after, ==, before);
  undo (fixture, TRUE);
  fixture_wait_for (fovea_session_get_settled (fixture->session));
  after = (g_free (after), sha256_of (fixture));
  g_assert_cmpstr (after, ==, changed);
}

/* The network that comes back has its past. */
static void
test_undo_network (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FvNetwork) small = fv_network_new ("28x28x1 max 2x2; rasterize; softmax 10", NULL);
  g_autoptr (FvNetwork) before = fv_network_ref (fovea_session_get_network (fixture->session));
  g_autoptr (GError) error = NULL;

  fovea_session_step (fixture->session, 12);
  wait_for_batch (fixture, 12);
  g_assert_true (fovea_session_set_network (fixture->session, small, &error));
  fovea_session_step (fixture->session, 3);
  fixture_wait_for (fovea_session_get_snapshot (fixture->session) != NULL && batch_of (fixture) == 3);
  undo (fixture, FALSE);
  g_assert_cmpstr (fv_network_text (fovea_session_get_network (fixture->session)), ==,
                   fv_network_text (before));
  fixture_wait_for (fovea_session_get_snapshot (fixture->session) != NULL && batch_of (fixture) == 12);
  fovea_session_step_back (fixture->session, 4);
  wait_for_batch (fixture, 8);
  undo (fixture, TRUE);
  g_assert_true (fovea_session_get_network (fixture->session) == small);
  fixture_wait_for (fovea_session_get_snapshot (fixture->session) != NULL && batch_of (fixture) == 3);
}

/* Other data are a step on the same way: the moments before have theirs. */
static void
test_undo_data (Fixture *fixture, gconstpointer data)
{
  FoveaSession *session = fixture->session;
  FvDataset *before = fovea_session_get_train_set (session);
  g_autoptr (FvDataset) train = fv_digits_new (5, 0, 100, FV_DISTORTION_STRONG, NULL, NULL);
  g_autoptr (FvDataset) test = fv_digits_new (6, 0, 20, FV_DISTORTION_STRONG, NULL, NULL);
  g_autoptr (GError) error = NULL;

  fovea_session_step (session, 9);
  wait_for_batch (fixture, 9);
  g_assert_true (fovea_session_adopt (session, fovea_session_get_parameters (session), train, test, &error));
  fovea_session_step (session, 3);
  wait_for_batch (fixture, 12);
  g_assert_true (fovea_session_get_train_set (session) == train);
  fovea_session_step_back (session, 6);
  wait_for_batch (fixture, 6);
  g_assert_true (fovea_session_get_train_set (session) == before);
  fovea_session_seek (session, 0, 12);
  wait_for_batch (fixture, 12);
  g_assert_true (fovea_session_get_train_set (session) == train);
  undo (fixture, FALSE);
  fixture_wait_for (fovea_session_get_settled (session));
  g_assert_true (fovea_session_get_train_set (session) == before);
  undo (fixture, TRUE);
  fixture_wait_for (fovea_session_get_settled (session));
  g_assert_true (fovea_session_get_train_set (session) == train);
  g_assert_true (fovea_session_get_test_set (session) == test);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/app/history/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("back-and-on", test_back_and_on);
  ADD ("moves", test_moves);
  ADD ("seek-pauses", test_seek_pauses);
  ADD ("options-of-the-time", test_options_of_the_time);
  ADD ("branch", test_branch);
  ADD ("weights", test_weights);
  ADD ("stop-rules", test_stop_rules);
  ADD ("undo-options", test_undo_options);
  ADD ("undo-branch", test_undo_branch);
  ADD ("undo-weights", test_undo_weights);
  ADD ("undo-rules", test_undo_rules);
  ADD ("undo-values", test_undo_values);
  ADD ("undo-network", test_undo_network);
  ADD ("undo-data", test_undo_data);
  return g_test_run ();
}
