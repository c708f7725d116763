/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>
#include <webp/demux.h>

#include "draw-fixture.h"
#include "fv-digits.h"
#include "fv-error.h"
#include "fv-film.h"

#define WIDTH  320
#define HEIGHT 400
#define NET    "28x28x1 conv 5x5x3 tanh; max 2x2; rasterize; softmax 10"

static char *
path_of (const char *name)
{
  return g_build_filename (g_get_tmp_dir (), name, NULL);
}

/* Every frame, decoded: [n][WIDTH × HEIGHT] of 0x00RRGGBB. */
static guint32 *
decode (const char *path, guint *n, guint *duration_ms)
{
  g_autofree char *bytes = NULL;
  gsize size;
  WebPData data = { 0 };
  WebPAnimDecoderOptions options;
  WebPAnimDecoder *decoder;
  WebPAnimInfo info;
  guint32 *out;
  guint8 *frame;
  int time = 0;

  g_assert_true (g_file_get_contents (path, &bytes, &size, NULL));
  data.bytes = (const guint8 *)bytes;
  data.size = size;
  g_assert_true (WebPAnimDecoderOptionsInit (&options));
  options.color_mode = MODE_BGRA;
  decoder = WebPAnimDecoderNew (&data, &options);
  g_assert_nonnull (decoder);
  g_assert_true (WebPAnimDecoderGetInfo (decoder, &info));
  g_assert_cmpuint (info.canvas_width, ==, WIDTH);
  g_assert_cmpuint (info.canvas_height, ==, HEIGHT);
  g_assert_cmpuint (info.loop_count, ==, 0);
  *n = info.frame_count;
  out = g_new (guint32, (gsize)*n * WIDTH * HEIGHT);
  for (guint i = 0; WebPAnimDecoderHasMoreFrames (decoder); i++)
    {
      g_assert_true (WebPAnimDecoderGetNext (decoder, &frame, &time));
      memcpy (out + (gsize)i * WIDTH * HEIGHT, frame, WIDTH * HEIGHT * 4);
    }
  *duration_ms = (guint)time;
  for (gsize i = 0; i < (gsize)*n * WIDTH * HEIGHT; i++)
    out[i] &= 0xffffff;
  WebPAnimDecoderDelete (decoder);
  return out;
}

static void
assert_frame (const guint32 *frames, guint nth, const FvSceneInput *input)
{
  g_autofree guint32 *pixels = draw_pixels (fv_scene_type_from_name ("kernel"), input, WIDTH, HEIGHT);

  for (gsize i = 0; i < WIDTH * HEIGHT; i++)
    g_assert_cmphex (frames[(gsize)nth * WIDTH * HEIGHT + i], ==, pixels[i] & 0xffffff);
}

static FvFilm
film_of (const DrawFixture *fixture, guint n_frames)
{
  FvFilm film = { .type = fv_scene_type_from_name ("kernel"),
                  .input = fixture->input,
                  .width = WIDTH,
                  .height = HEIGHT,
                  .frame_ms = 50,
                  .n_frames = n_frames,
                  .pixels = fv_trace_pixels (fixture->trace),
                  .target = fv_trace_target (fixture->trace) };

  film.input.caption = NULL;
  film.input.has_cursor = TRUE;
  film.input.cursor = (FvCursor){ .layer = 1, .unit = 1 };
  return film;
}

/* Over 24×24 cells in at most 40 frames: every fourth, 6×6; each to the pixel what the scene paints. */
static void
window (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new (NET);
  g_autofree char *path = path_of ("fovea-window.webp");
  g_autofree guint32 *frames = NULL;
  FvFilm film = film_of (fixture, 40);
  GError *error = NULL;
  guint n, ms;

  fv_film_window (&film, path, NULL, NULL, &error);
  g_assert_no_error (error);
  frames = decode (path, &n, &ms);
  g_assert_cmpuint (n, ==, 36);
  g_assert_cmpuint (ms, ==, 36 * 50);
  film.input.cursor.row = 4;
  film.input.cursor.col = 8;
  assert_frame (frames, 8, &film.input);
  g_unlink (path);
}

/* A trained run with its past. */
static FvRecord *
train (const FvNetwork *network, FvDataset *set, FvDataset *test)
{
  FvTrainingOptions options = fv_training_options ();
  g_autoptr (FvNetwork) own = fv_network_new (fv_network_text (network), NULL);
  g_autoptr (FvTraining) training = NULL;
  FvHistory *history;
  FvRecord *record;

  options.batch_size = 8;
  training = fv_training_new (own, NULL, set, test, options, NULL);
  history = fv_history_new (training, FV_HISTORY_BUDGET);
  for (guint i = 0; i < 20; i++)
    g_assert_cmpint (fv_history_batch (history, NULL), ==, FV_TRAINING_OK);
  record = fv_record_new (history);
  fv_history_free (history);
  return record;
}

/* The last frame is of the weights there are, the first of those there were. */
static void
training (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new (NET);
  g_autoptr (FvDataset) set = fv_digits_new (1, 0, 64, FV_DISTORTION_MILD, NULL, NULL);
  g_autoptr (FvDataset) test = fv_digits_new (1, 64, 16, FV_DISTORTION_MILD, NULL, NULL);
  g_autoptr (FvRecord) record = train (fixture->network, set, test);
  g_autofree char *path = path_of ("fovea-training.webp");
  g_autofree guint32 *frames = NULL;
  g_autoptr (FvParameters) start = fv_record_start (record);
  FvParameters *moments[] = { start, fv_record_model (record)->parameters };
  FvFilm film = film_of (fixture, 5);
  GError *error = NULL;
  guint n, ms;

  fv_film_training (&film, record, set, test, path, NULL, NULL, &error);
  g_assert_no_error (error);
  frames = decode (path, &n, &ms);
  g_assert_cmpuint (n, ==, 5);
  g_unlink (path);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (FvTrace) trace = fv_trace_new (moments[i], film.pixels, film.target);
      g_autofree guint32 *pixels = NULL;
      FvSceneInput input = film.input;
      guint same = 0, count = 0;

      input.parameters = moments[i];
      input.trace = trace;
      pixels = draw_pixels (film.type, &input, WIDTH, HEIGHT);
      /* Above the caption. */
      for (gsize k = 0; k < WIDTH * 200; k++, count++)
        same += frames[(gsize)(i == 0 ? 0 : n - 1) * WIDTH * HEIGHT + k] == (pixels[k] & 0xffffff);
      g_assert_cmpuint (same, ==, count);
    }
}

/* A PNG for every frame. */
static void
files (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new (NET);
  g_autofree char *path = path_of ("fovea-frames.png");
  FvFilm film = film_of (fixture, 4);

  g_assert_true (fv_film_window (&film, path, NULL, NULL, NULL));
  for (guint i = 1; i <= 5; i++)
    {
      g_autofree char *name = g_strdup_printf ("fovea-frames-%04u.png", i), *frame = path_of (name);

      g_assert_cmpint (g_unlink (frame), ==, i <= 4 ? 0 : -1);
    }
}

static gboolean
stop_at_third (double fraction, gpointer data)
{
  return fraction < 0.5;
}

static void
refused (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new (NET);
  g_autofree char *path = path_of ("fovea-refused.webp");
  FvFilm film = film_of (fixture, 16);
  FvFilm flat = film;
  g_autoptr (GError) error = NULL;

  g_assert_false (fv_film_window (&film, "x.gif", NULL, NULL, &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_VALUE);
  g_clear_error (&error);
  flat.input.cursor.layer = 4;
  g_assert_false (fv_film_window (&flat, path, NULL, NULL, &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_VALUE);
  g_clear_error (&error);
  g_assert_false (fv_film_window (&film, path, stop_at_third, NULL, &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_CANCELLED);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/film/window", window);
  g_test_add_func ("/film/training", training);
  g_test_add_func ("/film/files", files);
  g_test_add_func ("/film/refused", refused);
  return g_test_run ();
}
