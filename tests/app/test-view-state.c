/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-view-state.h"

#include "fv-record.h"

static FoveaViewState
some_state (void)
{
  FoveaViewState state = {
    .view = g_strdup ("a “b” \\ \n"),
    .cursor = { FV_GRADIENT, 3, 4, FV_INPUT_BIAS, 5, 6, 7, { 0 } },
    .granularity = FV_GRANULARITY_MAP,
    .by_epoch = TRUE,
    .has_pin = TRUE,
    .pin = { FV_BACKWARD, 1, 2, 3, 4, 5, 6, { 0 } },
    .shows_reach = TRUE,
    .sample = 123,
    .kernels = { .shown = FV_KERNELS_CHANGE, .own_scale = TRUE, .as_applied = TRUE },
    .rules = 5,
    .as_stored = TRUE,
    .hides_numbers = TRUE,
    .pace = 2.5,
    .zoom_network = { 1.5, 0.25, 0.125 },
    .zoom_detail = { .zoom = 1 },
    .first = 100,
    .last = 250.5,
    .hidden = { 2, 5 },
    .n_hidden = 2,
    .strip_visible = TRUE,
    .pad_visible = TRUE,
    .normalised = TRUE,
    .right = -3,
    .down = 28,
    .strokes = fv_strokes_new (),
  };

  g_assert_true (fv_stop_rules_parse ("epochs=10 accuracy=0.98", &state.stop_rules, NULL));
  for (guint i = 0; i < 3; i++)
    {
      fv_strokes_begin (state.strokes);
      for (guint k = 0; k <= i; k++)
        fv_strokes_add (state.strokes, (FvPoint){ i + 0.1, -7.5 * k, 20 });
    }
  return state;
}

static void
assert_same_strokes (const FvStrokes *a, const FvStrokes *b)
{
  g_assert_cmpuint (fv_strokes_count (a), ==, fv_strokes_count (b));
  for (guint i = 0; i < fv_strokes_count (a); i++)
    {
      guint n, m;
      const FvPoint *p = fv_strokes_nth (a, i, &n), *q = fv_strokes_nth (b, i, &m);

      g_assert_cmpuint (n, ==, m);
      for (guint k = 0; k < n; k++)
        g_assert_true (p[k].x == q[k].x && p[k].y == q[k].y && p[k].width == q[k].width);
    }
}

/* Written and read, nothing is lost: the same text comes of it. */
static void
test_round_trip (void)
{
  FoveaViewState state = some_state ();
  FoveaViewState read = { 0 };
  g_autofree char *text = fovea_view_state_to_text (&state);
  g_autofree char *again = NULL;

  g_assert_true (fovea_view_state_read (&read, text));
  g_assert_cmpstr (read.view, ==, state.view);
  g_assert_true (fv_cursor_equal (read.cursor, state.cursor) && fv_cursor_equal (read.pin, state.pin));
  g_assert_cmpfloat (read.stop_rules.limits[FV_STOP_ACCURACY], ==, 0.98);
  g_assert_cmpint (read.right, ==, -3);
  g_assert_cmpuint (read.sample, ==, 123);
  g_assert_cmpfloat (read.zoom_network.zoom, ==, 1.5);
  g_assert_cmpfloat (read.zoom_network.above, ==, 0.125);
  g_assert_cmpfloat (read.zoom_detail.zoom, ==, 1);
  g_assert_cmpfloat (read.last, ==, 250.5);
  g_assert_cmpuint (read.n_hidden, ==, 2);
  g_assert_cmpuint (read.hidden[1], ==, 5);
  assert_same_strokes (read.strokes, state.strokes);
  again = fovea_view_state_to_text (&read);
  g_assert_cmpstr (again, ==, text);
  fovea_view_state_clear (&state);
  fovea_view_state_clear (&read);
}

/* What a later version says besides is passed over; what this one says not stays as it was. */
static void
test_other_versions (void)
{
  FoveaViewState state = some_state ();

  g_assert_true (fovea_view_state_read (&state, "{\"version\":1,\"new\":{\"x\":[1]},\"sample\":7}"));
  g_assert_cmpuint (state.sample, ==, 7);
  g_assert_cmpint (state.granularity, ==, FV_GRANULARITY_MAP);
  g_assert_cmpfloat (state.pace, ==, 2.5);
  g_assert_true (state.pad_visible);
  g_assert_false (state.has_pin); /* says by saying nothing that there is none */
  g_assert_null (state.strokes);
  g_assert_false (fovea_view_state_read (&state, "{\"version\":2,\"sample\":9}"));
  g_assert_false (fovea_view_state_read (&state, "{\"sample\":9}"));
  g_assert_cmpuint (state.sample, ==, 7);
  fovea_view_state_clear (&state);
}

/* Lies change nothing, or what they say is within bounds. */
static void
test_hostile (void)
{
  static const char *const texts[] = {
    "",
    "null",
    "[]",
    "\"version\"",
    "[[[[[[[[[[[[[[[[[[[[",
    "{\"version\":1,\"version\":1}",
    "{\"version\":1,\"cursor\":[9,1,1,1,1,1,1],\"pin\":[1,2,3],\"granularity\":99,\"sample\":-1}",
    "{\"version\":1,\"cursor\":{\"a\":1},\"pin\":\"x\",\"granularity\":1e400,\"sample\":4294967296}",
    "{\"version\":1,\"pace\":-1,\"stop\":\"epochs=-3 nonsense\",\"kernels\":[1],\"detail\":7,\"view\":3}",
    "{\"version\":1,\"pace\":1e300,\"kernels\":{\"shown\":9},\"detail\":{\"rules\":4096},\"view\":null}",
    "{\"version\":1,\"pad\":{\"right\":1e9,\"down\":-29,\"strokes\":[[1,2,3],[1,2]]}}",
    "{\"version\":1,\"pad\":{\"strokes\":[[1e300,2,3]]}}",
    "{\"version\":1,\"pad\":{\"strokes\":[[1,2,-3]],\"right\":\"x\"}}",
    "{\"version\":1,\"pad\":{\"strokes\":[{\"a\":1}]}}",
    "{\"version\":1,\"pad\":{\"strokes\":[[[1,2,3]]]}}",
    "{\"version\":1,\"pad\":{\"strokes\":[[],1,\"x\"]}}",
    "{\"version\":1,\"pad\":[]}",
    "{\"version\":1,\"zoom_network\":[1e9,0,0],\"zoom_detail\":[2,-1,0.5],\"curves\":{\"first\":9,\"last\":1}"
    "}",
    "{\"version\":1,\"zoom_network\":[2],\"zoom_detail\":7,\"curves\":{\"hidden\":[1,\"x\",-1,{}]}}",
    "{\"version\":1,\"zoom_network\":{},\"curves\":[1,2]}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      FoveaViewState state = some_state ();

      fovea_view_state_read (&state, texts[i]);
      g_assert_cmpint (state.cursor.direction, ==, FV_GRADIENT);
      g_assert_cmpint (state.granularity, ==, FV_GRANULARITY_MAP);
      g_assert_cmpuint (state.sample, ==, 123);
      g_assert_cmpint (state.kernels.shown, ==, FV_KERNELS_CHANGE);
      g_assert_cmpuint (state.rules, ==, 5);
      g_assert_cmpfloat (state.pace, ==, 2.5);
      g_assert_cmpint (state.right, ==, -3);
      g_assert_cmpint (state.down, ==, 28);
      g_assert_true (state.strokes == NULL || fv_strokes_count (state.strokes) == 3);
      g_assert_true (state.zoom_network.zoom >= 1 && state.zoom_network.zoom <= 100);
      g_assert_true (state.zoom_detail.zoom >= 1 && state.zoom_detail.left >= 0);
      g_assert_true (state.first <= state.last);
      g_assert_cmpuint (state.n_hidden, <=, FOVEA_MOST_HIDDEN);
      g_assert_nonnull (state.view);
      fovea_view_state_clear (&state);
    }
}

/* Cut off anywhere, it is no text of ours. */
static void
test_truncated (void)
{
  FoveaViewState state = some_state ();
  g_autofree char *text = fovea_view_state_to_text (&state);

  for (gsize length = 0; length < strlen (text); length++)
    {
      g_autofree char *cut = g_strndup (text, length);

      g_assert_false (fovea_view_state_read (&state, cut));
    }
  fovea_view_state_clear (&state);
}

/* Somebody who scribbles for an hour still has a file. */
static void
test_too_long (void)
{
  FoveaViewState state = some_state ();
  FoveaViewState read = { 0 };
  g_autofree char *text = NULL;

  for (guint i = 0; i < 30000; i++)
    fv_strokes_add (state.strokes, (FvPoint){ 100.1 + i % 100, 200.2, 20 });
  text = fovea_view_state_to_text (&state);
  g_assert_cmpuint (strlen (text), <=, FV_RECORD_MAX_VIEW);
  g_assert_true (fovea_view_state_read (&read, text));
  g_assert_null (read.strokes);
  g_assert_cmpuint (read.sample, ==, 123);
  fovea_view_state_clear (&state);
  fovea_view_state_clear (&read);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/view-state/round-trip", test_round_trip);
  g_test_add_func ("/view-state/other-versions", test_other_versions);
  g_test_add_func ("/view-state/hostile", test_hostile);
  g_test_add_func ("/view-state/truncated", test_truncated);
  g_test_add_func ("/view-state/too-long", test_too_long);
  return g_test_run ();
}
