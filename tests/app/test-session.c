/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include "fovea-session-private.h"

#include <glib/gstdio.h>

/* A session without a window: somebody must call tick. */

typedef struct
{
  FoveaSession *session;
  GSettings *settings;
  char *folder;
  guint changes; /* all that were said */
} Fixture;

static void
on_changed (FoveaSession *session, guint changes, gpointer data)
{
  ((Fixture *)data)->changes |= changes;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->settings = g_settings_new (APP_ID);
  g_settings_reset (fixture->settings, "network");
  fixture->session = fovea_session_new (fixture->settings);
  fixture->folder = g_dir_make_tmp ("fovea-XXXXXX", NULL);
  g_signal_connect (fixture->session, "changed", G_CALLBACK (on_changed), fixture);
  fixture_follow (fixture->session);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (fixture->folder, name, NULL);

      g_remove (path);
    }
  g_rmdir (fixture->folder);
  g_free (fixture->folder);
  g_object_unref (fixture->settings);
  fovea_session_close (fixture->session);
  g_assert_finalize_object (fixture->session);
}

/* There is something to look at before anything was made. */
static void
test_shows_at_once (Fixture *fixture, gconstpointer data)
{
  FvSceneInput input;

  fovea_session_fill (fixture->session, &input);
  g_assert_nonnull (input.network);
  g_assert_nonnull (input.parameters);
  g_assert_nonnull (input.trace);
  g_assert_false (fovea_session_can_train (fixture->session));
}

static void
test_steps_and_pauses (Fixture *fixture, gconstpointer data)
{
  fixture_give_digits (fixture->session, 200, 20);
  fovea_session_step (fixture->session, 3);
  fixture_wait_for (fovea_session_get_snapshot (fixture->session) != NULL
                    && fv_snapshot_batch (fovea_session_get_snapshot (fixture->session)) == 3);
  g_assert_false (fovea_session_get_playing (fixture->session));
  g_assert_cmpuint (fixture->changes & FOVEA_CHANGE_SNAPSHOT, !=, 0);
}

static void
test_drawing (Fixture *fixture, gconstpointer data)
{
  guint8 pixels[FOVEA_DRAWING_AREA] = { 0 };
  FvTrace *trace;

  pixels[400] = 255;
  fovea_session_set_drawing (fixture->session, pixels);
  trace = fovea_session_get_trace (fixture->session);
  g_assert_cmpuint (fv_trace_pixels (trace)[400], ==, 255);
  g_assert_cmpuint (fv_trace_target (trace), ==, fv_trace_class (trace));
  fovea_session_set_drawing (fixture->session, NULL);
  g_assert_cmpmem (fv_trace_pixels (fovea_session_get_trace (fixture->session)), FOVEA_DRAWING_AREA,
                   fixture->session->first, FOVEA_DRAWING_AREA);
}

static void
on_ready (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **)data = g_object_ref (result);
}

static char *
open_path (FoveaSession *session, const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  fovea_session_open_async (session, file, on_ready, &result);
  fixture_wait_for (result != NULL);
  return fovea_session_open_finish (session, result, error);
}

static char *
save (Fixture *fixture)
{
  char *path = g_build_filename (fixture->folder, "a.safetensors", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fovea_session_step (fixture->session, 4);
  fixture_wait_for (fovea_session_get_snapshot (fixture->session) != NULL
                    && fv_snapshot_batch (fovea_session_get_snapshot (fixture->session)) == 4);
  fovea_session_save_async (fixture->session, file, FALSE, on_ready, &result);
  fixture_wait_for (result != NULL);
  g_assert_true (fovea_session_save_finish (fixture->session, result, NULL, &error));
  g_assert_no_error (error);
  return path;
}

static char *
save_trained (Fixture *fixture)
{
  fixture_give_digits (fixture->session, 200, 20);
  return save (fixture);
}

static void
test_saves_and_opens (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = save_trained (fixture);
  g_autofree char *before = fv_parameters_sha256 (fovea_session_get_parameters (fixture->session));
  g_autofree char *after = NULL;
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;

  fovea_session_new_weights (fixture->session);
  said = open_path (fixture->session, path, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (said, "a.safetensors"));
  after = fv_parameters_sha256 (fovea_session_get_parameters (fixture->session));
  g_assert_cmpstr (before, ==, after);
}

/* One that comes while the digits are still being made does not wait for them. */
static void
test_two_inputs_before_digits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FvNetwork) network = fv_network_new ("xor", NULL);
  g_autoptr (FvParameters) parameters = fv_parameters_new (network, 1);
  g_autoptr (FvModel) model = fv_model_new (parameters);
  g_autofree char *path = g_build_filename (fixture->folder, "xor.safetensors", NULL);
  g_autofree char *said = NULL;

  g_assert_true (fv_model_save (model, path, &error));
  g_assert_null (fixture->session->train);
  said = open_path (fixture->session, path, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fovea_session_get_data (fixture->session), ==, "xor");
  g_assert_true (fovea_session_can_train (fixture->session));
  g_assert_cmpuint (fv_dataset_n_classes (fixture->session->test), ==, 2);
}

/* A network of two inputs brings data that fit it along, also where there were digits. */
static void
test_opens_two_inputs (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FvNetwork) digits = fv_network_ref (fovea_session_get_network (fixture->session));
  g_autofree char *path = NULL;
  g_autofree char *said = NULL;

  fixture_give_digits (fixture->session, 100, 20);
  g_assert_true (fovea_session_choose_data (fixture->session, "xor", &error));
  fixture->session->digits[0] = fv_digits_new (1, 0, 100, FV_DISTORTION_MILD, NULL, NULL);
  fixture->session->digits[1] = fv_digits_new (1, 100, 20, FV_DISTORTION_MILD, NULL, NULL);
  path = save (fixture);
  g_assert_true (fovea_session_choose_network (fixture->session, digits, &error));
  g_assert_cmpstr (fovea_session_get_data (fixture->session), ==, FOVEA_DATA_DIGITS);
  said = open_path (fixture->session, path, &error);
  g_assert_no_error (error);
  g_assert_true (fovea_session_is_plane (fixture->session));
  g_assert_cmpstr (fovea_session_get_data (fixture->session), ==, "xor");
  g_settings_reset (fixture->settings, "data");
}

/* As when a file is named on the command line: it is there before the digits are. */
static void
test_opens_before_data (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = save_trained (fixture);
  g_autofree char *before = fv_parameters_sha256 (fovea_session_get_parameters (fixture->session));
  g_autofree char *after = NULL;
  g_autofree char *said = NULL;
  g_autoptr (GError) error = NULL;
  FoveaSession *other = fovea_session_new (fixture->settings);

  said = open_path (other, path, &error);
  g_assert_no_error (error);
  after = fv_parameters_sha256 (fovea_session_get_parameters (other));
  g_assert_cmpstr (before, ==, after);
  fovea_session_close (other);
  fixture_wait_for (G_OBJECT (other)->ref_count == 1); /* digits were being made */
  g_assert_finalize_object (other);
}

/* One sentence, and nothing is lost. */
static void
test_refuses (Fixture *fixture, gconstpointer data)
{
  static const char *const contents[] = { "", "nonsense", "\377\377\377\377\377\377\377\177{}" };
  FvParameters *before;

  fixture_give_digits (fixture->session, 100, 20);
  fixture_wait_for (fovea_session_get_snapshot (fixture->session) != NULL);
  before = fv_parameters_ref (fovea_session_get_parameters (fixture->session));
  for (guint i = 0; i < 2 * G_N_ELEMENTS (contents); i++)
    {
      g_autofree char *path = g_build_filename (
          fixture->folder, i % 2 ? "broken.safetensors" : "train-images-idx3-ubyte", NULL);
      g_autofree char *said = NULL;
      g_autoptr (GError) error = NULL;

      g_file_set_contents (path, contents[i / 2], -1, NULL);
      said = open_path (fixture->session, path, &error);
      g_assert_null (said);
      g_assert_nonnull (error);
      g_test_message ("%s", error->message);
      g_assert_true (fovea_session_can_train (fixture->session));
      g_assert_true (fovea_session_get_parameters (fixture->session) == before);
    }
  fv_parameters_unref (before);
}

static void
test_network (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FvNetwork) small = fv_network_new ("28x28x1 max 2x2; rasterize; softmax 10", &error);
  g_autoptr (FvNetwork) other = fv_network_new ("8x8x1 rasterize; softmax 10", NULL);

  g_assert_no_error (error);
  fixture_give_digits (fixture->session, 100, 20);
  g_assert_true (fovea_session_set_network (fixture->session, small, &error));
  g_assert_true (fovea_session_get_network (fixture->session) == small);
  /* The digits do not fit this one. */
  g_assert_false (fovea_session_set_network (fixture->session, other, &error));
  g_assert_nonnull (error);
  g_assert_true (fovea_session_get_network (fixture->session) == small);
}

/* Numbers that grew beyond all bounds stop training; new weights make it possible again. */
static void
test_trouble (Fixture *fixture, gconstpointer data)
{
  g_autoptr (FvNetwork) network
      = fv_network_new ("28x28x1 rasterize; dense 30 relu; dense 20 relu; softmax 10", NULL);
  FvTrainingOptions options = fovea_session_get_options (fixture->session);
  g_autoptr (GError) error = NULL;

  fixture_give_digits (fixture->session, 200, 20);
  g_assert_true (fovea_session_set_network (fixture->session, network, &error));
  fovea_session_set_options (fixture->session, (FvHyper){ 1e20, 0.9 }, options.batch_size);
  fovea_session_set_pace (fixture->session, 0);
  fovea_session_set_playing (fixture->session, TRUE);
  fixture_wait_for (!fovea_session_get_playing (fixture->session));
  g_assert_cmpuint (fv_snapshot_trouble (fovea_session_get_snapshot (fixture->session)), >, 0);
  fovea_session_new_weights (fixture->session);
  fixture_wait_for (fv_snapshot_trouble (fovea_session_get_snapshot (fixture->session)) == 0);
  fovea_session_set_options (fixture->session, options.hyper, options.batch_size);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/app/session/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("shows-at-once", test_shows_at_once);
  ADD ("steps-and-pauses", test_steps_and_pauses);
  ADD ("drawing", test_drawing);
  ADD ("saves-and-opens", test_saves_and_opens);
  ADD ("opens-two-inputs", test_opens_two_inputs);
  ADD ("two-inputs-before-digits", test_two_inputs_before_digits);
  ADD ("opens-before-data", test_opens_before_data);
  ADD ("refuses", test_refuses);
  ADD ("network", test_network);
  ADD ("trouble", test_trouble);
  return g_test_run ();
}
