/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fv-digits.h"
#include "fv-plane.h"
#include "fv-trouble.h"
#include "training-fixture.h"

static FvTraining *
begin (const char *net, FvDataset *set, FvDataset *test, double rate)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FvNetwork) network = fv_network_new (net, &error);
  FvTrainingOptions options = fv_training_options ();
  FvTraining *training;

  g_assert_no_error (error);
  options.optimizer = fv_optimizer_from_name ("sgd");
  options.hyper.rate = rate;
  options.batch_size = 10;
  training = fv_training_new (network, NULL, set, test, options, &error);
  g_assert_no_error (error);
  return training;
}

/* Until it goes wrong, or so many batches are done. */
static void
watch (FvWatch *self, FvTraining *training, guint batches)
{
  FvTrainingState state = FV_TRAINING_OK;

  for (guint i = 0; i < batches && state == FV_TRAINING_OK; i++)
    {
      state = fv_training_batch (training, NULL);
      fv_watch_look (self, training, state, NULL);
    }
}

static const FvTrouble *
find (const FvWatch *self, FvTroubleKind kind, FvTrouble *out)
{
  for (guint i = 0; i < fv_watch_length (self); i++)
    if (fv_watch_nth (self, i).kind == kind)
      {
        *out = fv_watch_nth (self, i);
        return out;
      }
  return NULL;
}

static void
assert_words (FvTrouble trouble, const FvTraining *training, const char *words)
{
  g_autofree char *sentence = fv_trouble_sentence (trouble, fv_training_network (training));

  if (strstr (sentence, words) == NULL)
    g_error ("“%s” does not say “%s”", sentence, words);
}

/* What learns as it should is in no trouble. */
static void
test_none (void)
{
  static const char *const nets[]
      = { "28x28x1 conv 5x5x4 tanh; max 2x2; rasterize; dense 30 tanh; softmax 10",
          "28x28x1 conv 5x5x4 relu; max 2x2; rasterize; dense 30 relu; softmax 10",
          "28x28x1 rasterize; dense 30 sigmoid; dense 10 sigmoid; loss=squared" };
  g_autoptr (FvDataset) set = fv_digits_new (1, 0, 3000, FV_DISTORTION_MILD, NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (nets); i++)
    {
      g_autoptr (FvTraining) training = begin (nets[i], set, set, 0.1);
      g_autoptr (FvWatch) watching = fv_watch_new ();

      for (guint j = 0; j < 20; j++)
        {
          watch (watching, training, 100);
          if (fv_watch_length (watching) > 0)
            {
              g_autofree char *sentence
                  = fv_trouble_sentence (fv_watch_nth (watching, 0), fv_training_network (training));

              g_error ("%s: %s", nets[i], sentence);
            }
        }
    }
}

static void
test_non_finite (void)
{
  g_autoptr (FvTraining) training = fixture_training ("sgd");
  g_autoptr (FvWatch) watching = fv_watch_new ();
  FvTrouble trouble;

  watch (watching, training, 40);
  fv_training_edit (training)->hyper.rate = 1e300;
  watch (watching, training, 100);
  g_assert_nonnull (find (watching, FV_TROUBLE_NON_FINITE, &trouble));
  g_assert_cmpuint (trouble.since, ==, fv_training_batches (training));
  g_assert_cmpuint (trouble.good, <=, 40);
  g_assert_cmpuint (trouble.place, ==, fv_training_trouble (training));
  assert_words (trouble, training, "left the finite numbers");
  fv_training_edit (training)->hyper.rate = 0.01;
  watch (watching, training, 1);
  g_assert_null (find (watching, FV_TROUBLE_NON_FINITE, &trouble));
}

static void
test_exploded (void)
{
  g_autoptr (FvDataset) set = fixture_set (1, 100);
  g_autoptr (FvTraining) training = begin ("8x8x1 rasterize; dense 8 relu; softmax 3", set, NULL, 0.05);
  g_autoptr (FvWatch) watching = fv_watch_new ();
  FvTrouble trouble;

  watch (watching, training, 60);
  g_assert_cmpuint (fv_watch_length (watching), ==, 0);
  fv_training_edit (training)->hyper.rate = 60;
  watch (watching, training, 40);
  g_assert_nonnull (find (watching, FV_TROUBLE_EXPLODED, &trouble));
  g_assert_cmpuint (trouble.since, >, 60);
  g_assert_cmpuint (trouble.good, <=, 60);
  g_assert_cmpuint (trouble.good, >=, 30);
  assert_words (trouble, training, "far above");
}

/* One line does not learn “xor”, and its labels are not shuffled. */
static void
test_stands_still (void)
{
  g_autoptr (FvDataset) set = fv_plane_new (fv_plane_from_name ("xor"), 1, 200);
  g_autoptr (FvTraining) training = begin ("logistic", set, set, 0.1);
  g_autoptr (FvWatch) watching = fv_watch_new ();
  FvTrouble trouble;

  watch (watching, training, 1500);
  g_assert_nonnull (find (watching, FV_TROUBLE_STANDS_STILL, &trouble));
  assert_words (trouble, training, "no longer falls");
  g_assert_null (find (watching, FV_TROUBLE_SHUFFLED, &trouble));
}

/* All of layer place far into one end of φ. */
static void
push (FvTraining *training, guint place, float bias)
{
  const FvNetwork *network = fv_training_network (training);
  gsize n = fv_network_layer (network, place)->n_biases;
  g_autofree float *biases = g_new (float, n);

  for (gsize i = 0; i < n; i++)
    biases[i] = bias;
  fv_training_edit_values (training, fv_network_bias_offset (network, place), n, biases);
}

static void
test_dead_and_saturated (void)
{
  static const struct
  {
    const char *net;
    FvTroubleKind kind;
    const char *words;
  } cases[] = {
    { "8x8x1 conv 3x3x2 relu; rasterize; dense 8 tanh; softmax 3", FV_TROUBLE_DEAD,
      "2 of 2 units of layer C1" },
    { "8x8x1 conv 3x3x2 tanh; rasterize; dense 8 tanh; softmax 3", FV_TROUBLE_SATURATED,
      "2 of 2 units of layer C1" },
    { "8x8x1 conv 3x3x2 sigmoid; rasterize; dense 8 tanh; softmax 3", FV_TROUBLE_SATURATED,
      "2 of 2 units of layer C1" },
  };
  g_autoptr (FvDataset) set = fixture_set (1, 100);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (FvTraining) training = begin (cases[i].net, set, NULL, 0.001);
      g_autoptr (FvWatch) watching = fv_watch_new ();
      FvTrouble trouble;

      push (training, 1, -30);
      watch (watching, training, 49);
      g_assert_null (find (watching, cases[i].kind, &trouble));
      watch (watching, training, 1);
      g_assert_nonnull (find (watching, cases[i].kind, &trouble));
      g_assert_cmpuint (trouble.place, ==, 1);
      g_assert_cmpuint (trouble.since, ==, 50);
      assert_words (trouble, training, cases[i].words);
      push (training, 1, 0);
      watch (watching, training, 450);
      g_assert_null (find (watching, cases[i].kind, &trouble));
    }
}

/* The pictures of fixture_set(), with labels of their own. */
static FvDataset *
relabelled (guint count, guint (*label) (guint sample, FvRandom *random))
{
  g_autoptr (FvDataset) set = fixture_set (1, count);
  guint8 *pixels = g_malloc ((gsize)count * 64), *labels = g_malloc (count);
  FvRandom random = fv_random_new (5, 0);

  for (guint i = 0; i < count; i++)
    {
      memcpy (pixels + (gsize)i * 64, fv_dataset_pixels (set, i), 64);
      labels[i] = (guint8)label (i, &random);
    }
  return fv_dataset_new_take ("relabelled", fv_dataset_shape (set), count, pixels, labels,
                              fv_dataset_class_names (set));
}

static guint
always_one (guint sample, FvRandom *random)
{
  return 1;
}

static guint
any (guint sample, FvRandom *random)
{
  return fv_random_below (random, 3);
}

static void
test_one_class (void)
{
  g_autoptr (FvDataset) set = relabelled (50, always_one);
  g_autoptr (FvTraining) training = begin ("8x8x1 rasterize; softmax 3", set, NULL, 0.1);
  g_autoptr (FvWatch) watching = fv_watch_new ();
  FvTrouble trouble;

  watch (watching, training, 1);
  g_assert_nonnull (find (watching, FV_TROUBLE_ONE_CLASS, &trouble));
  assert_words (trouble, training, "one class");
}

static void
test_shuffled (void)
{
  g_autoptr (FvDataset) set = relabelled (300, any);
  g_autoptr (FvDataset) test = fixture_set (2, 300);
  g_autoptr (FvTraining) training = begin ("8x8x1 rasterize; dense 8 tanh; softmax 3", set, test, 0.1);
  g_autoptr (FvTraining) sound = begin ("8x8x1 rasterize; dense 8 tanh; softmax 3", test, test, 1e-9);
  g_autoptr (FvWatch) watching = fv_watch_new ();
  g_autoptr (FvWatch) other = fv_watch_new ();
  FvTrouble trouble;
  guint seen = 0;

  for (guint i = 0; i < 10; i++)
    {
      watch (watching, training, 100);
      seen += find (watching, FV_TROUBLE_SHUFFLED, &trouble) != NULL;
    }
  g_assert_cmpuint (seen, >, 0);
  g_assert_cmpuint (trouble.since, >=, 200);
  assert_words (trouble, training, "shuffled?");
  watch (other, sound, 600); /* learns nothing, but its labels are right */
  g_assert_null (find (other, FV_TROUBLE_SHUFFLED, &trouble));
}

/* A look cut short is made up for. */
static void
test_stop (void)
{
  g_autoptr (FvDataset) set = fixture_set (1, 100);
  g_autoptr (FvTraining) training = begin ("8x8x1 conv 3x3x2 relu; rasterize; softmax 3", set, NULL, 0.001);
  g_autoptr (FvWatch) watching = fv_watch_new ();
  FvTrouble trouble;
  int stop = 1;

  push (training, 1, -30);
  fixture_train (training, 50);
  fv_watch_look (watching, training, FV_TRAINING_OK, &stop);
  g_assert_null (find (watching, FV_TROUBLE_DEAD, &trouble));
  fv_watch_look (watching, training, FV_TRAINING_STOPPED, NULL);
  g_assert_null (find (watching, FV_TROUBLE_DEAD, &trouble));
  fixture_train (training, 1);
  fv_watch_look (watching, training, FV_TRAINING_OK, NULL);
  g_assert_nonnull (find (watching, FV_TROUBLE_DEAD, &trouble));
  fv_watch_reset (watching);
  g_assert_cmpuint (fv_watch_length (watching), ==, 0);
}

static void
test_table (void)
{
  g_autoptr (FvNetwork) network = fixture_network ();

  for (guint i = 0; i < FV_TROUBLE_N_KINDS; i++)
    {
      FvTrouble trouble = { .kind = i, .place = 1, .units = 1, .of = 2, .since = 7 };
      g_autofree char *sentence = fv_trouble_sentence (trouble, network);

      g_assert_cmpuint (strlen (sentence), >, 20);
      g_assert_nonnull (fv_trouble_name (i));
      g_assert_nonnull (fv_trouble_title (i));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/trouble/none", test_none);
  g_test_add_func ("/trouble/non-finite", test_non_finite);
  g_test_add_func ("/trouble/exploded", test_exploded);
  g_test_add_func ("/trouble/stands-still", test_stands_still);
  g_test_add_func ("/trouble/dead-and-saturated", test_dead_and_saturated);
  g_test_add_func ("/trouble/one-class", test_one_class);
  g_test_add_func ("/trouble/shuffled", test_shuffled);
  g_test_add_func ("/trouble/stop", test_stop);
  g_test_add_func ("/trouble/table", test_table);
  return g_test_run ();
}
