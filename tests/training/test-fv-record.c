/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "fv-error.h"
#include "fv-record.h"
#include "run-fixture.h"

static void
assert_weights (const Run *run, const char *expected)
{
  g_autofree char *found = fixture_sha256 (run->training);

  g_assert_cmpstr (found, ==, expected);
}

static FvRecord *
reload (const FvRecord *record)
{
  g_autoptr (GBytes) bytes = fv_record_to_bytes (record);
  g_autoptr (GError) error = NULL;
  FvRecord *loaded = fv_record_from_bytes (bytes, "memory", &error);

  g_assert_no_error (error);
  return loaded;
}

static Run
through_a_file (const Run *run)
{
  g_autoptr (FvRecord) record = fv_record_new (run->history);
  g_autoptr (FvRecord) loaded = reload (record);
  g_autoptr (FvDataset) train = fixture_set (1, 100);
  g_autoptr (FvDataset) test = fixture_set (2, 30);
  g_autoptr (GError) error = NULL;
  Run again;

  g_assert_true (fv_record_has_history (loaded));
  again.training = fv_record_resume (loaded, train, test, &again.history, &error);
  g_assert_no_error (error);
  g_assert_true (fv_record_replays_exactly (loaded, again.training));
  return again;
}

static void
assert_same_curve (const FvCurve *a, const FvCurve *b, double epsilon)
{
  g_assert_cmpuint (fv_curve_length (a), ==, fv_curve_length (b));
  for (guint i = 0; i < fv_curve_length (a); i++)
    {
      FvCurvePoint x = fv_curve_nth (a, i), y = fv_curve_nth (b, i);

      g_assert_cmpuint (x.batch, ==, y.batch);
      g_assert_cmpfloat (fabs (x.train_loss - y.train_loss), <=, epsilon);
      g_assert_cmpint (isnan (x.test_loss) != 0, ==, isnan (y.test_loss) != 0);
      if (!isnan (x.test_loss))
        g_assert_cmpfloat (fabs (x.test_loss - y.test_loss), <=, epsilon);
    }
}

/* Saved, loaded and gone on with: the weights and the curve of a run nobody interrupted, and its past can be seen. */
static void
test_resume_equals_uninterrupted (void)
{
  for (guint i = 0; fv_optimizer_nth (i) != NULL; i++)
    {
      g_auto (Run) straight = run_new (fv_optimizer_nth (i)->name);
      g_auto (Run) first = run_new (fv_optimizer_nth (i)->name);
      g_auto (Run) again = { 0 };
      g_autofree char *expected = NULL;
      g_autofree char *past = NULL;

      go_on (&straight, 57);
      go_on (&first, 57);
      change (&straight, 0.004);
      change (&first, 0.004);
      go_on (&straight, 143);
      go_on (&first, 33);
      again = through_a_file (&first);
      go_on (&again, 110);
      expected = fixture_sha256 (straight.training);
      assert_weights (&again, expected);
      assert_same_curve (fv_training_curve (again.training), fv_training_curve (straight.training), 0);
      seek (&straight, 41);
      seek (&again, 41);
      past = fixture_sha256 (straight.training);
      assert_weights (&again, past);
      g_assert_cmpfloat (fv_training_edit (again.training)->hyper.rate, ==, 0.01);
      seek (&again, 200);
      assert_weights (&again, expected);
    }
}

/* Branches with changes of everything; every one is found in the file as it was. */
static Run
branched_run (void)
{
  Run run = run_new ("momentum");
  const float edit[] = { 0.1f, 0.2f };
  FvTrainingOptions options;

  go_on (&run, 60);
  seek (&run, 30);
  change (&run, 0.05);
  go_on (&run, 25);
  fv_history_edit (run.history, 7, 2, edit);
  go_on (&run, 25);
  options = *fv_training_edit (run.training);
  options.optimizer = fv_optimizer_from_name ("adam");
  options.schedule = (FvSchedule){ FV_SCHEDULE_STEP, 3 };
  options.hyper.rate = 0.003;
  options.frozen = fv_frozen_change (NULL, (FvFrozenRange){ 1, 0, 2 }, TRUE);
  fv_history_set_options (run.history, &options);
  go_on (&run, 30);
  fv_history_restart (run.history);
  go_on (&run, 20);
  fv_history_new_weights (run.history, 12);
  go_on (&run, 20);
  fv_history_choose (run.history, 2, 90, NULL, NULL, NULL);
  return run;
}

static void
test_branches (void)
{
  g_auto (Run) run = branched_run ();
  g_auto (Run) again = through_a_file (&run);
  g_autofree char *shown = fixture_sha256 (run.training);

  g_assert_cmpuint (fv_history_n_branches (again.history), ==, 4);
  g_assert_cmpuint (fv_history_shown_branch (again.history), ==, 2);
  g_assert_cmpuint (fv_training_batches (again.training), ==, 90);
  g_assert_cmpuint (fv_history_newest (again.history), ==, 110);
  g_assert_cmpuint (fv_history_n_checkpoints (again.history), ==, fv_history_n_checkpoints (run.history));
  g_assert_cmpuint (fv_history_bytes (again.history), ==, fv_history_bytes (run.history));
  assert_weights (&again, shown);
  assert_same_curve (fv_training_curve (again.training), fv_training_curve (run.training), 1e-5);
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr (FvBranch) before = fv_history_nth_branch (run.history, i);
      g_autoptr (FvBranch) after = fv_history_nth_branch (again.history, i);
      g_autofree char *words_before = fv_branch_words (before);
      g_autofree char *words_after = fv_branch_words (after);

      g_assert_cmpstr (words_after, ==, words_before);
      g_assert_cmpuint (after->id, ==, before->id);
      g_assert_cmpuint (after->parent, ==, before->parent);
      g_assert_cmpuint (after->newest, ==, before->newest);
      if (before->curve != NULL)
        assert_same_curve (after->curve, before->curve, 1e-5);
      for (guint64 batch = 0; batch <= before->newest; batch += 7)
        {
          g_autofree char *hash = NULL;

          fv_history_choose (run.history, before->id, batch, NULL, NULL, NULL);
          fv_history_choose (again.history, before->id, batch, NULL, NULL, NULL);
          hash = fixture_sha256 (run.training);
          assert_weights (&again, hash);
        }
    }
}

/* Who only draws a file reads of its branches what they are called, and how they went. */
static void
test_branches_to_draw (void)
{
  static const char *const titles[] = { "Run 1", "Run 2, from batch 30", "Run 3", "Run 4" };
  g_auto (Run) run = branched_run ();
  g_autoptr (FvRecord) record = fv_record_new (run.history);
  g_autoptr (GPtrArray) branches = fv_record_branches (record), none = NULL;
  g_autoptr (FvRecord) model = fv_record_new_from_model (fv_training_to_model (run.training));

  g_assert_cmpuint (fv_record_shown_branch (record), ==, 2);
  g_assert_cmpuint (branches->len, ==, G_N_ELEMENTS (titles));
  for (guint i = 0; i < branches->len; i++)
    {
      const FvBranch *branch = g_ptr_array_index (branches, i);
      g_autofree char *title = fv_branch_title (branch);

      g_assert_cmpstr (title, ==, titles[i]);
      g_assert_nonnull (branch->curve);
      /* From batch 100 on there is a point every 20. */
      g_assert_cmpuint (fv_curve_nth (branch->curve, fv_curve_length (branch->curve) - 1).batch + 20, >,
                        branch->newest);
    }
  none = fv_record_branches (model);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (fv_record_shown_branch (model), ==, 0);
}

/* What is shown may be an earlier moment: going on from there in the file's copy is going on here. */
static void
test_shown_in_the_past (void)
{
  g_auto (Run) run = run_new ("adam");
  g_auto (Run) again = { 0 };
  g_autofree char *newest = NULL;
  g_autofree char *past = NULL;

  go_on (&run, 75);
  newest = fixture_sha256 (run.training);
  seek (&run, 22);
  past = fixture_sha256 (run.training);
  again = through_a_file (&run);
  assert_weights (&again, past);
  g_assert_cmpuint (fv_training_batches (again.training), ==, 22);
  go_on (&again, 53);
  assert_weights (&again, newest);
  g_assert_cmpuint (fv_history_n_branches (again.history), ==, 1);
}

/* Whoever reads models reads the moment that was shown. */
static void
test_is_a_model (void)
{
  g_auto (Run) run = branched_run ();
  g_autoptr (FvRecord) record = fv_record_new (run.history);
  g_autoptr (GBytes) bytes = fv_record_to_bytes (record);
  g_autoptr (FvModel) model = fv_model_from_bytes (bytes, "memory", NULL);
  g_autofree char *expected = fixture_sha256 (run.training);
  g_autofree char *found = NULL;

  g_assert_nonnull (model);
  found = fv_parameters_sha256 (model->parameters);
  g_assert_cmpstr (found, ==, expected);
  g_assert_cmpuint (fv_curve_nth (model->curve, fv_curve_length (model->curve) - 1).batch, <=, 90);
}

/* A model file is a record without a past; going on from it begins one. */
static void
test_model_as_record (void)
{
  g_autoptr (FvTraining) training = fixture_training ("momentum");
  g_autoptr (FvRecord) record = NULL;
  g_autoptr (FvRecord) loaded = NULL;
  g_auto (Run) again = { 0 };
  g_autofree char *expected = NULL;

  fixture_train (training, 20);
  record = fv_record_new_from_model (fv_training_to_model (training));
  loaded = reload (record);
  g_assert_false (fv_record_has_history (loaded));
  again.training = fv_record_resume (loaded, fv_training_train_set (training),
                                     fv_training_test_set (training), &again.history, NULL);
  go_on (&again, 20);
  fixture_train (training, 20);
  expected = fixture_sha256 (training);
  assert_weights (&again, expected);
  g_assert_cmpuint (fv_history_first (again.history), ==, 20);
}

static void
test_source (void)
{
  g_autoptr (FvTraining) training = fixture_training ("momentum");
  FvSource source = { .data = (char *)"digits",
                      .test = (char *)"/a/“b”",
                      .samples = 77,
                      .seed = G_MAXUINT64,
                      .distortion = FV_DISTORTION_STRONG };
  g_autoptr (FvRecord) record = NULL;
  g_autoptr (FvRecord) loaded = NULL;
  const FvModel *model;

  fv_training_set_source (training, &source);
  fv_training_mark (training);
  record = fv_record_new_from_model (fv_training_to_model (training));
  fv_record_set_view (record, "{\"own\": 1}\n");
  loaded = reload (record);
  model = fv_record_model (loaded);
  g_assert_cmpstr (model->source.data, ==, "digits");
  g_assert_cmpstr (model->source.test, ==, "/a/“b”");
  g_assert_cmpuint (model->source.samples, ==, 77);
  g_assert_cmpuint (model->source.seed, ==, G_MAXUINT64);
  g_assert_cmpint (model->source.distortion, ==, FV_DISTORTION_STRONG);
  g_assert_cmpuint (model->mark, ==, fv_source_mark (fv_training_train_set (training)));
  g_assert_cmpstr (fv_record_view (loaded), ==, "{\"own\": 1}\n");
}

/* Data that carry their source bring it into the file by themselves, each of a past with several. */
static void
test_carried_source (void)
{
  g_auto (Run) run = run_new ("momentum");
  g_autoptr (FvDataset) others = fixture_set (9, 60);
  g_autoptr (FvRecord) record = NULL;
  g_autoptr (FvRecord) loaded = NULL;
  g_autoptr (FvRecord) again = NULL;
  FvSource source;
  guint64 mark;

  fv_source_init (&source, "digits", NULL);
  source.samples = 60;
  fv_dataset_set_source (others, &source);
  go_on (&run, 5);
  g_assert_true (fv_history_set_data (run.history, others, NULL, NULL));
  go_on (&run, 5);
  record = fv_record_new (run.history);
  loaded = reload (record);
  g_assert_true (fv_source_equal (&fv_record_model (loaded)->source, &source));
  g_assert_cmpuint (fv_record_n_data (loaded), ==, 2);
  g_assert_true (fv_source_equal (fv_record_nth_data (loaded, 1, &mark), &source));
  g_assert_cmpuint (mark, ==, fv_source_mark (others));
  g_assert_null (fv_record_nth_data (loaded, 0, &mark)->data);
  seek (&run, 2);
  again = fv_record_new (run.history);
  g_assert_null (fv_record_model (again)->source.data);
  fv_source_clear (&source);
}

/* Marks tell sets apart: any pixel, any label, the order of samples, the shape. */
static void
test_marks (void)
{
  g_autoptr (FvDataset) set = fixture_set (1, 5);
  g_autoptr (FvDataset) same = fixture_set (1, 5);
  g_autoptr (FvDataset) less = fixture_set (1, 4);
  guint64 mark = fv_source_mark (set);

  g_assert_cmpuint (fv_source_mark (same), ==, mark);
  g_assert_cmpuint (fv_source_mark (less), !=, mark);
  for (guint i = 0; i < 5 * 64; i++)
    {
      g_autoptr (FvDataset) other = NULL;
      guint8 *pixels = g_malloc (5 * 64);
      guint8 labels[5];

      for (guint j = 0; j < 5; j++)
        {
          memcpy (pixels + j * 64, fv_dataset_pixels (set, j), 64);
          labels[j] = (guint8)fv_dataset_label (set, j);
        }
      pixels[i] ^= 1;
      other = fv_dataset_new_take ("other", fv_dataset_shape (set), 5, pixels, g_memdup2 (labels, 5),
                                   fv_dataset_class_names (set));
      g_assert_cmpuint (fv_source_mark (other), !=, mark);
    }
}

/* Other data than those of the file are a change of data: what was before them cannot be replayed. */
static void
test_other_data (void)
{
  g_auto (Run) run = run_new ("momentum");
  g_autoptr (FvRecord) record = NULL;
  g_autoptr (FvDataset) others = fixture_set (9, 60);
  g_auto (Run) again = { 0 };
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  go_on (&run, 40);
  before = fixture_sha256 (run.training);
  record = fv_record_new (run.history);
  again.training = fv_record_resume (record, others, NULL, &again.history, NULL);
  assert_weights (&again, before);
  g_assert_cmpint (fv_history_seek (again.history, 20, NULL, NULL, NULL), ==, FV_SEEK_LOST);
  go_on (&again, 40);
  after = fixture_sha256 (again.training);
  seek (&again, 40);
  assert_weights (&again, before);
  seek (&again, 80);
  assert_weights (&again, after);
}

/* --- Damage --- */

static GBytes *
damaged_base (void)
{
  g_auto (Run) run = branched_run ();
  g_autoptr (FvRecord) record = NULL;

  fv_history_set_budget (run.history, 12000);
  record = fv_record_new (run.history);
  return fv_record_to_bytes (record);
}

static void
test_every_truncation (void)
{
  g_autoptr (GBytes) bytes = damaged_base ();

  for (gsize length = 0; length < g_bytes_get_size (bytes); length++)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (bytes, 0, length);
      g_autoptr (GError) error = NULL;

      g_assert_null (fv_record_from_bytes (part, "cut.safetensors", &error));
      g_assert_true (g_str_has_prefix (error->message, "cut.safetensors: "));
    }
}

/* What is read is sound enough to be used: walked through from end to end. */
static void
use (const FvRecord *record)
{
  g_autoptr (FvDataset) train = fixture_set (1, 100);
  g_autoptr (FvDataset) test = fixture_set (2, 30);
  int stop = 0;
  Run run = { 0 };

  run.training = fv_record_resume (record, train, test, &run.history, NULL);
  if (run.training == NULL)
    return;
  for (guint i = 0; i < fv_history_n_branches (run.history) && fv_training_batches (run.training) < 200; i++)
    {
      g_autoptr (FvBranch) branch = fv_history_nth_branch (run.history, i);
      g_autofree char *words = fv_branch_words (branch);

      if (branch->newest < 1000)
        fv_history_choose (run.history, branch->id, branch->left_at, &stop, NULL, NULL);
    }
  run_clear (&run);
}

static void
test_flips (void)
{
  g_autoptr (GBytes) bytes = damaged_base ();
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  g_autofree guint8 *copy = g_memdup2 (data, length);
  FvRandom random = fv_random_new (1, 1);
  guint read = 0, refused = 0;
  const char *history = g_strstr_len ((const char *)data, (gssize)length, "fovea-history");
  gsize from = (gsize)(history - (const char *)data);

  for (gsize i = 8; i < length; i += 1 + (i < from ? 5 : 0) + (fv_random_below (&random, 3)))
    {
      guint bit = fv_random_below (&random, 8);
      g_autoptr (GBytes) broken = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (FvRecord) record = NULL;

      copy[i] ^= 1 << bit;
      broken = g_bytes_new_static (copy, length);
      record = fv_record_from_bytes (broken, "flipped", &error);
      g_assert_true ((record == NULL) == (error != NULL));
      if (record != NULL && read++ % 10 == 0)
        use (record);
      refused += record == NULL;
      copy[i] ^= 1 << bit;
    }
  g_test_message ("%u refused, %u read", refused, read);
  g_assert_cmpuint (refused, >, 500);
}

static GBytes *
patched (GBytes *bytes, const char *old, const char *replacement)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  guint64 header_length = data[0] + 256u * data[1] + 65536u * data[2];
  GString *header = g_string_new_len ((const char *)data + 8, (gssize)header_length);
  GByteArray *out = g_byte_array_new ();
  guint64 written;

  if (g_string_replace (header, old, replacement, 1) != 1)
    g_error ("there is no %s", old);
  written = GUINT64_TO_LE ((guint64)header->len);
  g_byte_array_append (out, (const guint8 *)&written, 8);
  g_byte_array_append (out, (const guint8 *)header->str, (guint)header->len);
  g_byte_array_append (out, data + 8 + header_length, (guint)(length - 8 - header_length));
  g_string_free (header, TRUE);
  return g_byte_array_free_to_bytes (out);
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *old;
    const char *replacement;
    const char *words;
  } cases[] = {
    { "\\\"version\\\":1", "\\\"version\\\":2", "version" },
    { "\\\"shown\\\":2", "\\\"shown\\\":9", "does not go through" },
    { "\\\"next\\\":5", "\\\"next\\\":4", "branch 4" },
    { "\\\"now\\\":0", "\\\"now\\\":7", "does not go through" },
    { "{\\\"id\\\":2,", "{\\\"id\\\":1,", "id" },
    { "\\\"parent\\\":1", "\\\"parent\\\":3", "parent" },
    { "\\\"parent\\\":1", "\\\"parent\\\":2", "parent" },
    { "\\\"parent\\\":1", "\\\"parent\\\":0", "branch 2" },
    { "\\\"left_at\\\":30", "\\\"left_at\\\":61", "branch 2" },
    { "\\\"newest\\\":110", "\\\"newest\\\":29", "branch 2" },
    { "\\\"kind\\\":\\\"first\\\"", "\\\"kind\\\":\\\"fist\\\"", "lines" },
    { "\\\"before\\\":{\\\"optimizer\\\":\\\"momentum\\\"", "\\\"before\\\":{\\\"optimizer\\\":\\\"m\\\"",
      "optimizer" },
    { "history.curve.1", "history.curve.9", "history.curve.1" },
    { "history.edit.1", "history.edit.7", "history.edit.1" },
    { "\\\"start\\\":7}", "\\\"start\\\":999999}", "history.edit.1" },
    { "history.moment.0", "history.moment.9999", "moments" },
    { "\\\"kernels\\\"", "\\\"kernel\\\"", "kernels" },
    { "\\\"budget\\\":12000", "\\\"budget\\\":-1", "budget" },
    { "\\\"moments\\\":[[1,0,0,", "\\\"moments\\\":[[1,0,1,", "branch 1" },
  };
  g_autoptr (GBytes) bytes = damaged_base ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) broken = patched (bytes, cases[i].old, cases[i].replacement);
      g_autoptr (GError) error = NULL;
      g_autoptr (FvRecord) record = fv_record_from_bytes (broken, "broken", &error);

      g_assert_null (record);
      if (!g_str_has_prefix (error->message, "broken: ") || strstr (error->message, cases[i].words) == NULL)
        g_error ("“%s” does not say “%s”", error->message, cases[i].words);
    }
}

/* A past that fits no header is left out; the model is not. */
static void
test_too_long (void)
{
  g_auto (Run) run = run_new ("sgd");
  g_autoptr (FvRecord) record = NULL;
  g_autoptr (FvRecord) loaded = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  for (guint i = 0; i < 14000; i++)
    {
      change (&run, 0.00001 + 0.00001 * (i % 2));
      go_on (&run, 1);
    }
  record = fv_record_new (run.history);
  loaded = reload (record);
  g_assert_false (fv_record_has_history (loaded));
  expected = fixture_sha256 (run.training);
  found = fv_parameters_sha256 (fv_record_model (loaded)->parameters);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_files (void)
{
  g_auto (Run) run = branched_run ();
  g_autoptr (FvRecord) record = fv_record_new (run.history);
  g_autoptr (FvRecord) loaded = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("fovea-record-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.safetensors", NULL);

  g_assert_true (fv_record_save (record, path, &error));
  loaded = fv_record_load (path, &error);
  g_assert_no_error (error);
  g_assert_true (fv_record_has_history (loaded));
  g_assert_null (fv_record_load (folder, &error));
  g_assert_nonnull (strstr (error->message, folder));
  g_unlink (path);
  g_rmdir (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record/resume-equals-uninterrupted", test_resume_equals_uninterrupted);
  g_test_add_func ("/record/branches", test_branches);
  g_test_add_func ("/record/branches-to-draw", test_branches_to_draw);
  g_test_add_func ("/record/shown-in-the-past", test_shown_in_the_past);
  g_test_add_func ("/record/is-a-model", test_is_a_model);
  g_test_add_func ("/record/model-as-record", test_model_as_record);
  g_test_add_func ("/record/source", test_source);
  g_test_add_func ("/record/carried-source", test_carried_source);
  g_test_add_func ("/record/marks", test_marks);
  g_test_add_func ("/record/other-data", test_other_data);
  g_test_add_func ("/record/every-truncation", test_every_truncation);
  g_test_add_func ("/record/flips", test_flips);
  g_test_add_func ("/record/refusals", test_refusals);
  g_test_add_func ("/record/too-long", test_too_long);
  g_test_add_func ("/record/files", test_files);
  return g_test_run ();
}
