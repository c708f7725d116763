/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "fv-error.h"
#include "fv-model.h"
#include "fv-safetensors.h"
#include "training-fixture.h"

static FvModel *
reload (const FvModel *model)
{
  g_autoptr (GBytes) bytes = fv_model_to_bytes (model);
  g_autoptr (GError) error = NULL;
  FvModel *loaded = fv_model_from_bytes (bytes, "memory", &error);

  g_assert_no_error (error);
  return loaded;
}

static void
assert_same_curve (const FvCurve *a, const FvCurve *b)
{
  g_assert_cmpuint (fv_curve_length (a), ==, fv_curve_length (b));
  for (guint i = 0; i < fv_curve_length (a); i++)
    {
      FvCurvePoint x = fv_curve_nth (a, i);
      FvCurvePoint y = fv_curve_nth (b, i);

      g_assert_cmpuint (x.batch, ==, y.batch);
      g_assert_cmpfloat (x.train_loss, ==, y.train_loss);
      g_assert_true (isnan (x.test_loss) ? isnan (y.test_loss) : x.test_loss == y.test_loss);
    }
}

/* Stops after first batches, goes through a file, goes on: the same bits as without a stop. */
static void
check_continuation (const char *optimizer, guint first, guint all)
{
  g_autoptr (FvTraining) straight = fixture_training (optimizer);
  g_autoptr (FvTraining) stopped = fixture_training (optimizer);
  g_autoptr (FvTraining) resumed = NULL;
  g_autoptr (FvModel) model = NULL;
  g_autoptr (FvModel) loaded = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  fixture_train (straight, all);
  fixture_train (stopped, first);
  model = fv_training_to_model (stopped);
  loaded = reload (model);
  resumed = fv_training_new_from_model (loaded, fv_training_train_set (stopped),
                                        fv_training_test_set (stopped), NULL);
  fixture_train (resumed, all - first);
  expected = fixture_sha256 (straight);
  found = fixture_sha256 (resumed);
  g_assert_cmpstr (found, ==, expected);
  g_assert_cmpuint (fv_training_batches (resumed), ==, all);
  assert_same_curve (fv_training_curve (resumed), fv_training_curve (straight));
}

/* A schedule and decay go on as they were, too. */
static void
check_planned_continuation (const char *schedule)
{
  g_autoptr (FvTraining) straight = fixture_training ("adam");
  g_autoptr (FvTraining) stopped = fixture_training ("adam");
  g_autoptr (FvTraining) resumed = NULL;
  g_autoptr (FvModel) model = NULL;
  g_autoptr (FvModel) loaded = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *found = NULL;

  g_assert_true (fv_schedule_parse (schedule, &fv_training_edit (straight)->schedule, NULL));
  fv_training_edit (straight)->hyper.decay = 0.01;
  *fv_training_edit (stopped) = *fv_training_edit (straight);
  fixture_train (straight, 70);
  fixture_train (stopped, 37);
  model = fv_training_to_model (stopped);
  loaded = reload (model);
  resumed = fv_training_new_from_model (loaded, fv_training_train_set (stopped),
                                        fv_training_test_set (stopped), NULL);
  g_assert_cmpfloat (fv_training_rate (resumed), ==, fv_training_rate (stopped));
  fixture_train (resumed, 33);
  expected = fixture_sha256 (straight);
  found = fixture_sha256 (resumed);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_planned_continuation (void)
{
  check_planned_continuation ("constant");
  check_planned_continuation ("step=2");
  check_planned_continuation ("cosine=5");
}

static void
test_exact_continuation (void)
{
  for (guint i = 0; fv_optimizer_nth (i) != NULL; i++)
    {
      check_continuation (fv_optimizer_nth (i)->name, 0, 20);
      check_continuation (fv_optimizer_nth (i)->name, 15, 40); /* between two epochs */
      check_continuation (fv_optimizer_nth (i)->name, 37, 130);
      check_continuation (fv_optimizer_nth (i)->name, 130, 161);
    }
}

static void
test_everything_is_kept (void)
{
  g_autoptr (FvTraining) training = fixture_training ("momentum");
  g_autoptr (FvModel) model = NULL;
  g_autoptr (FvModel) loaded = NULL;
  gsize n = fv_network_n_parameters (fv_training_network (training));

  fv_training_edit (training)->hyper = (FvHyper){ .rate = 0.1, .momentum = 0.3, .decay = 0.001 };
  fv_training_edit (training)->schedule = (FvSchedule){ FV_SCHEDULE_COSINE, 12 };
  fv_training_edit (training)->initialiser = (FvInitialiser){ FV_INITIALISER_NORMAL, 0.25 };
  fv_training_edit (training)->seed = G_MAXUINT64;
  fixture_train (training, 33);
  model = fv_training_to_model (training);
  loaded = reload (model);
  g_assert_cmpstr (fv_network_text (fv_parameters_network (loaded->parameters)), ==,
                   fv_network_text (fv_training_network (training)));
  g_assert_cmpmem (fv_parameters_values (loaded->parameters), n * sizeof (float),
                   fv_parameters_values (model->parameters), n * sizeof (float));
  g_assert_cmpmem (loaded->slots[0], n * sizeof (float), model->slots[0], n * sizeof (float));
  g_assert_cmpstr (loaded->options.optimizer->name, ==, "momentum");
  g_assert_cmpfloat (loaded->options.hyper.rate, ==, 0.1);
  g_assert_cmpfloat (loaded->options.hyper.momentum, ==, 0.3);
  g_assert_cmpfloat (loaded->options.hyper.decay, ==, 0.001);
  g_assert_cmpint (loaded->options.schedule.kind, ==, FV_SCHEDULE_COSINE);
  g_assert_cmpuint (loaded->options.schedule.epochs, ==, 12);
  g_assert_cmpint (loaded->options.initialiser.kind, ==, FV_INITIALISER_NORMAL);
  g_assert_cmpfloat (loaded->options.initialiser.size, ==, 0.25);
  g_assert_cmpuint (loaded->options.batch_size, ==, 7);
  g_assert_cmpuint (loaded->options.seed, ==, G_MAXUINT64);
  g_assert_cmpstr (loaded->classes[2], ==, "slanting");
  g_assert_cmpstr (loaded->data, ==, "bars");
  g_assert_cmpuint (loaded->position, ==, 21);
  assert_same_curve (loaded->curve, model->curve);
}

/* A model without a run behind it: weights only. */
static void
test_weights_alone (void)
{
  for (guint i = 0; fv_preset_nth (i) != NULL; i++)
    {
      g_autoptr (FvNetwork) network = fv_network_new (fv_preset_nth (i)->name, NULL);
      g_autoptr (FvParameters) parameters = fv_parameters_new (network, 4);
      g_autoptr (FvModel) model = fv_model_new (parameters);
      g_autoptr (FvModel) loaded = reload (model);
      g_autofree char *expected = fv_parameters_sha256 (parameters);
      g_autofree char *found = fv_parameters_sha256 (loaded->parameters);

      g_assert_cmpstr (found, ==, expected);
      g_assert_null (loaded->slots[0]);
      g_assert_cmpuint (g_strv_length (loaded->classes), ==, fv_network_n_classes (network));
      g_assert_cmpstr (loaded->classes[1], ==, "1");
    }
}

static void
test_implied_class_alone (void)
{
  g_autoptr (FvNetwork) network = fv_network_new ("2x1x1 softmax 2 other", NULL);
  g_autoptr (FvParameters) parameters = fv_parameters_new (network, 4);
  g_autoptr (FvModel) model = fv_model_new (parameters);
  g_autoptr (FvModel) loaded = reload (model);

  g_assert_cmpuint (g_strv_length (loaded->classes), ==, 3);
  g_assert_cmpstr (loaded->classes[1], ==, "1");
  g_assert_cmpstr (loaded->classes[2], ==, FV_MODEL_OTHER_CLASS);
}

static FvModel *
small_model (void)
{
  g_autoptr (FvTraining) training = fixture_training ("momentum");

  fixture_train (training, 12);
  return fv_training_to_model (training);
}

static void
test_layout (void)
{
  g_autoptr (FvModel) model = small_model ();
  g_autoptr (GBytes) bytes = fv_model_to_bytes (model);
  g_autoptr (FvSafetensors) file = fv_safetensors_from_bytes (bytes, "memory", NULL);
  const FvTensorEntry *kernels = fv_safetensors_find (file, "1.weight");
  const FvTensorEntry *dense = fv_safetensors_find (file, "4.weight.momentum");

  g_assert_nonnull (kernels);
  g_assert_cmpuint (kernels->rank, ==, 4);
  g_assert_cmpuint (kernels->shape[0], ==, 2);
  g_assert_cmpuint (kernels->shape[1], ==, 1);
  g_assert_cmpuint (kernels->shape[3], ==, 3);
  g_assert_nonnull (dense);
  g_assert_cmpuint (dense->rank, ==, 2);
  g_assert_cmpuint (dense->shape[0], ==, 8);
  g_assert_cmpuint (dense->shape[1], ==, 18);
  g_assert_cmpuint (fv_safetensors_count (file), ==, 12);
  g_assert_nonnull (strstr (fv_safetensors_metadata (file, "fovea"), "\"net\":\"8x8x1 conv 3x3x2 tanh"));
}

/* The bytes of model with old, the first time it stands in the header, replaced. */
static GBytes *
patched (const FvModel *model, const char *old, const char *replacement)
{
  g_autoptr (GBytes) bytes = fv_model_to_bytes (model);
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  guint64 header_length = data[0] + 256u * data[1];
  GString *header = g_string_new_len ((const char *)data + 8, (gssize)header_length);
  GByteArray *out = g_byte_array_new ();

  g_assert_cmpuint (g_string_replace (header, old, replacement, 1), ==, 1);
  header_length = GUINT64_TO_LE ((guint64)header->len);
  g_byte_array_append (out, (const guint8 *)&header_length, 8);
  g_byte_array_append (out, (const guint8 *)header->str, (guint)header->len);
  header_length = data[0] + 256u * data[1];
  g_byte_array_append (out, data + 8 + header_length, (guint)(length - 8 - header_length));
  g_string_free (header, TRUE);
  return g_byte_array_free_to_bytes (out);
}

/* Error sentences name the file and what is wrong. */
static void
assert_refused (GBytes *bytes, const char *words)
{
  g_autoptr (GError) error = NULL;
  FvModel *model = fv_model_from_bytes (bytes, "broken.fovea", &error);

  g_assert_null (model);
  g_assert_nonnull (error);
  g_assert_true (g_str_has_prefix (error->message, "broken.fovea: "));
  if (words != NULL && strstr (error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", error->message, words);
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
    { "\"1.weight\":", "\"9.weight\":", "1.weight is missing" },
    { "\"1.bias\":", "\"1.bios\":", "1.bias is missing" },
    { "\"4.bias.momentum\"", "\"4.bias.nomentum\"", "4.bias.momentum is missing" },
    { "[2,1,3,3]", "[1,2,3,3]", "1×2×3×3" },
    { "\"fovea\"", "\"favea\"", "fovea" },
    { "dense 8 tanh", "dense 9 tanh", "4.weight: is 8×18" },
    { "dense 8 tanh", "dense 8 tonh", "tonh" },
    { "\\\"range\\\":[-1,1]", "\\\"range\\\":[-2,1]", "-2" },
    { "\\\"range\\\"", "\\\"ronge\\\"", "range" },
    { "\\\"classes\\\":[\\\"standing\\\",", "\\\"classes\\\":[            ", "2 classes" },
    { "\\\"optimizer\\\":\\\"momentum\\\"", "\\\"optimizer\\\":\\\"mamentum\\\"", "optimizer" },
    { "\\\"batch_size\\\":7", "\\\"batch_size\\\":0", "batch_size" },
    { "\\\"seed\\\":1", "\\\"seed\\\":-1", "seed" },
    { "\\\"rate\\\":0.01", "\\\"rate\\\":1e400", "rate" },
    { "\\\"decay\\\":0", "\\\"decay\\\":null", "decay" },
    { "\\\"schedule\\\":\\\"constant\\\"", "\\\"schedule\\\":\\\"cosine=0\\\"", "schedule" },
    { "\\\"schedule\\\":\\\"constant\\\"", "\\\"schedule\\\":3", "schedule" },
    { "\\\"init\\\":\\\"auto\\\"", "\\\"init\\\":\\\"outo\\\"", "init" },
    { "\\\"seed\\\":1", "\\\"seed\\\":1,\\\"frozen\\\":\\\"2\\\"", "frozen" },
    { "\\\"seed\\\":1", "\\\"seed\\\":1,\\\"frozen\\\":\\\"1/0-2\\\"", "frozen" },
    { "\\\"seed\\\":1", "\\\"seed\\\":1,\\\"frozen\\\":1", "frozen" },
    { "\\\"stride\\\":1", "\\\"stride\\\":0.5", "stride" },
    { "\\\"tally\\\":[", "\\\"tally\\\":[null,", "tally" },
    { "\\\"curve\\\":[[0,", "\\\"curve\\\":[[10,", "curve" },
    { "\\\"batch\\\":12", "\\\"batch\\\":12,\\\"batch\\\":12", "fovea" },
    { "\"1.bias\"", "\"1.weight\"", NULL },
    { "\\\"training\\\"", "\\\"troining\\\"", "training" },
    { "\\\"curve\\\"", "\\\"kurve\\\"", "curve" },
  };
  g_autoptr (FvModel) model = small_model ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GBytes) bytes = patched (model, cases[i].old, cases[i].replacement);

      assert_refused (bytes, cases[i].words);
    }
}

/* sgd keeps nothing, so momentum's tensors have no place in its file. */
static void
test_extra_tensors (void)
{
  g_autoptr (FvModel) model = small_model ();
  g_autoptr (GBytes) bytes
      = patched (model, "\\\"optimizer\\\":\\\"momentum\\\"", "\\\"optimizer\\\":\\\"sgd\\\"     ");

  assert_refused (bytes, "no place");
}

static void
test_non_finite (void)
{
  g_autoptr (FvModel) model = small_model ();
  g_autoptr (GBytes) bytes = NULL;

  model->slots[0][3] = INFINITY;
  bytes = fv_model_to_bytes (model);
  assert_refused (bytes, "1.weight.momentum");
}

static void
test_every_truncation (void)
{
  g_autoptr (FvModel) model = small_model ();
  g_autoptr (GBytes) bytes = fv_model_to_bytes (model);

  for (gsize length = 0; length < g_bytes_get_size (bytes); length++)
    {
      g_autoptr (GBytes) part = g_bytes_new_from_bytes (bytes, 0, length);

      assert_refused (part, NULL);
    }
}

/* Whatever one changed byte makes of the header: a sentence or a model that is sound. */
static void
test_header_flips (void)
{
  g_autoptr (FvModel) model = small_model ();
  g_autoptr (GBytes) bytes = fv_model_to_bytes (model);
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);
  gsize header = 8 + data[0] + 256u * data[1];
  g_autofree guint8 *copy = g_memdup2 (data, length);
  guint refused = 0;

  for (gsize i = 0; i < header; i++)
    for (guint bit = 0; bit < 8; bit++)
      {
        g_autoptr (GBytes) broken = NULL;
        g_autoptr (GError) error = NULL;
        g_autoptr (FvModel) loaded = NULL;

        copy[i] ^= 1 << bit;
        broken = g_bytes_new_static (copy, length);
        loaded = fv_model_from_bytes (broken, "flipped", &error);
        g_assert_true ((loaded == NULL) == (error != NULL));
        refused += loaded == NULL;
        copy[i] ^= 1 << bit;
      }
  g_assert_cmpuint (refused, >, header * 8 / 2);
}

static void
test_files (void)
{
  g_autoptr (FvModel) model = small_model ();
  g_autoptr (FvModel) loaded = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("fovea-model-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.safetensors", NULL);
  g_autofree char *nowhere = g_build_filename (folder, "no", "where", NULL);

  g_assert_true (fv_model_save (model, path, &error));
  g_assert_no_error (error);
  loaded = fv_model_load (path, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (loaded->batch, ==, 12);
  g_assert_false (fv_model_save (model, nowhere, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (fv_model_load (nowhere, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_nonnull (strstr (error->message, nowhere));
  g_clear_error (&error);
  g_assert_null (fv_model_load (folder, &error));
  g_assert_nonnull (strstr (error->message, folder));
  g_clear_error (&error);
  g_assert_null (fv_model_load ("/dev/zero", &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_FILE);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/model/exact-continuation", test_exact_continuation);
  g_test_add_func ("/model/planned-continuation", test_planned_continuation);
  g_test_add_func ("/model/everything-is-kept", test_everything_is_kept);
  g_test_add_func ("/model/weights-alone", test_weights_alone);
  g_test_add_func ("/model/implied-class-alone", test_implied_class_alone);
  g_test_add_func ("/model/layout", test_layout);
  g_test_add_func ("/model/refusals", test_refusals);
  g_test_add_func ("/model/extra-tensors", test_extra_tensors);
  g_test_add_func ("/model/non-finite", test_non_finite);
  g_test_add_func ("/model/every-truncation", test_every_truncation);
  g_test_add_func ("/model/header-flips", test_header_flips);
  g_test_add_func ("/model/files", test_files);
  return g_test_run ();
}
