/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fv-course.h"
#include "fv-error.h"
#include "run-fixture.h"

#define N_BATCHES 60

/* What the weights were after each batch, written down while they were learned. */
typedef struct
{
  Run run;
  FvParameters *seen[N_BATCHES + 1];
  FvRecord *record;
  FvDataset *train, *test;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->run = run_new ("adam");
  for (guint i = 0; i <= N_BATCHES; i++)
    {
      if (i == 20)
        change (&fixture->run, 0.05);
      fixture->seen[i] = fv_training_parameters (fixture->run.training);
      if (i < N_BATCHES)
        go_on (&fixture->run, 1);
    }
  fixture->record = fv_record_new (fixture->run.history);
  fixture->train = fv_training_train_set (fixture->run.training);
  fixture->test = fv_training_test_set (fixture->run.training);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  for (guint i = 0; i <= N_BATCHES; i++)
    fv_parameters_unref (fixture->seen[i]);
  fv_record_unref (fixture->record);
  run_clear (&fixture->run);
}

static void
assert_seen (const Fixture *fixture, const FvCourse *course, guint nth)
{
  guint64 batch = fv_course_batch (course, nth);
  const FvParameters *then = fixture->seen[batch];
  gsize bytes = fv_network_n_parameters (fv_parameters_network (then)) * sizeof (float);

  g_assert_cmpmem (fv_parameters_values (fv_course_parameters (course, nth)), bytes,
                   fv_parameters_values (then), bytes);
}

/* Every moment to the bit, from the start to the newest, ever later; of as many as there are, all. */
static void
test_moments (Fixture *fixture, gconstpointer data)
{
  for (guint n = 1; n <= FV_COURSE_MAX_MOMENTS; n++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (FvCourse) course
          = fv_course_new (fixture->record, fixture->train, fixture->test, n, NULL, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (fv_course_length (course), ==, n);
      g_assert_cmpuint (fv_course_batch (course, n - 1), ==, N_BATCHES);
      g_assert_cmpuint (fv_course_batch (course, 0), ==, n > 1 ? 0 : N_BATCHES);
      g_assert_cmpuint (fv_course_branch (course), ==, fv_record_shown_branch (fixture->record));
      for (guint i = 0; i < n; i++)
        assert_seen (fixture, course, i);
      for (guint i = 2; i < n; i++)
        g_assert_cmpuint (fv_course_batch (course, i) - fv_course_batch (course, i - 1) + 1, >=,
                          fv_course_batch (course, i - 1) - fv_course_batch (course, i - 2));
    }
}

static void
test_few_batches (Fixture *fixture, gconstpointer data)
{
  g_auto (Run) run = run_new ("sgd");
  g_autoptr (FvRecord) record = NULL;
  g_autoptr (FvCourse) course = NULL;

  go_on (&run, 3);
  record = fv_record_new (run.history);
  course = fv_course_new (record, fixture->train, fixture->test, 10, NULL, NULL, NULL);
  g_assert_cmpuint (fv_course_length (course), ==, 4);
  for (guint i = 0; i < 4; i++)
    g_assert_cmpuint (fv_course_batch (course, i), ==, i);
}

/* The run it was made of stands where it stood. */
static void
test_leaves_alone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = fixture_sha256 (fixture->run.training), *after = NULL;
  g_autoptr (FvCourse) course
      = fv_course_new (fixture->record, fixture->train, fixture->test, 10, NULL, NULL, NULL);

  after = fixture_sha256 (fixture->run.training);
  g_assert_cmpstr (after, ==, before);
}

typedef struct
{
  guint calls, allowed;
  double last;
} Telling;

static gboolean
tell (double fraction, gpointer data)
{
  Telling *telling = data;

  g_assert_cmpfloat (fraction, >=, telling->last);
  g_assert_cmpfloat (fraction, <=, 1);
  telling->last = fraction;
  return ++telling->calls <= telling->allowed;
}

/* However early it is stopped. */
static void
test_progress (Fixture *fixture, gconstpointer data)
{
  Telling all = { .allowed = G_MAXUINT };
  g_autoptr (FvCourse) course
      = fv_course_new (fixture->record, fixture->train, fixture->test, 7, tell, &all, NULL);

  g_assert_nonnull (course);
  g_assert_cmpuint (all.calls, >=, 7);
  for (guint allowed = 0; allowed < all.calls; allowed++)
    {
      Telling some = { .allowed = allowed };
      g_autoptr (GError) error = NULL;

      g_assert_null (fv_course_new (fixture->record, fixture->train, fixture->test, 7, tell, &some, &error));
      g_assert_error (error, FV_ERROR, FV_ERROR_CANCELLED);
      g_assert_cmpuint (some.calls, <=, allowed + 2);
    }
}

static void
test_without_history (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FvRecord) record = fv_record_new_from_model (fv_training_to_model (fixture->run.training));
  g_autoptr (GError) error = NULL;

  g_assert_null (fv_course_new (record, fixture->train, fixture->test, 7, NULL, NULL, &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_DATA);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/training/course/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("moments", test_moments);
  ADD ("few-batches", test_few_batches);
  ADD ("leaves-alone", test_leaves_alone);
  ADD ("progress", test_progress);
  ADD ("without-history", test_without_history);
  return g_test_run ();
}
