/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "app-fixture.h"

#include "fovea-shift-reader.h"
#include "fv-digits.h"
#include "fv-pass.h"

/* The shifts are read on a thread, and the answer is that of the question asked last. */

#define AREA (FV_DIGIT_SIDE * FV_DIGIT_SIDE)
#define N    (FOVEA_SHIFT_SIDE * FOVEA_SHIFT_SIDE)

static FvParameters *
parameters_of (const char *net, guint64 seed)
{
  g_autoptr (FvNetwork) network = fv_network_new (net, NULL);

  return fv_parameters_new (network, seed);
}

static guint
read_at (FvParameters *parameters, const guint8 *pixels, int right, int down)
{
  FvNetwork *network = fv_parameters_network (parameters);
  g_autoptr (FvPass) pass = fv_pass_new (network);
  guint8 shifted[AREA];

  memcpy (shifted, pixels, AREA);
  fv_picture_shift (shifted, right, down);
  fv_pass_set_parameters (pass, fv_parameters_values (parameters));
  fv_network_scale (network, shifted, fv_pass_input (pass));
  fv_pass_output (pass);
  return fv_pass_class (pass);
}

static void
check_answer (FoveaShiftReader *reader, FvParameters *parameters, const guint8 *pixels)
{
  const guint *answer = fovea_shift_reader_get (reader);

  g_assert_nonnull (answer);
  for (int i = 0; i < N; i++)
    g_assert_cmpuint (answer[i], ==,
                      read_at (parameters, pixels, i % FOVEA_SHIFT_SIDE - FOVEA_SHIFT_FARTHEST,
                               i / FOVEA_SHIFT_SIDE - FOVEA_SHIFT_FARTHEST));
}

static void
test_answer (void)
{
  g_autoptr (FoveaShiftReader) reader = fovea_shift_reader_new ();
  g_autoptr (FvParameters) parameters = parameters_of ("lenet", 3);
  guint8 pixels[AREA];

  fv_digits_draw (1, 5, FV_DISTORTION_MILD, pixels);
  g_assert_null (fovea_shift_reader_get (reader));
  fovea_shift_reader_ask (reader, parameters, pixels);
  g_assert_null (fovea_shift_reader_get (reader));
  fixture_wait_for (!fovea_shift_reader_get_busy (reader));
  check_answer (reader, parameters, pixels);
}

/* Another drawing takes the first one's place, whose answer never comes; newer weights leave the answer there is. */
static void
test_newest (void)
{
  g_autoptr (FoveaShiftReader) reader = fovea_shift_reader_new ();
  g_autoptr (FvParameters) first = parameters_of ("wide", 1);
  g_autoptr (FvParameters) second = parameters_of ("lenet", 2);
  guint8 one[AREA], other[AREA];

  fv_digits_draw (1, 5, FV_DISTORTION_MILD, one);
  fv_digits_draw (1, 6, FV_DISTORTION_MILD, other);
  fovea_shift_reader_ask (reader, first, one);
  fovea_shift_reader_ask (reader, first, other);
  fovea_shift_reader_ask (reader, second, other);
  fixture_wait_for (fovea_shift_reader_get (reader) != NULL && !fovea_shift_reader_get_busy (reader));
  check_answer (reader, second, other);
  fovea_shift_reader_ask (reader, first, other);
  check_answer (reader, second, other);
  fixture_wait_for (!fovea_shift_reader_get_busy (reader));
  check_answer (reader, first, other);
  fovea_shift_reader_ask (reader, NULL, other);
  g_assert_null (fovea_shift_reader_get (reader));
}

/* Who asks waits for nothing, whatever the network costs; what is thrown away under way ends by itself. */
static void
test_at_once (void)
{
  FoveaShiftReader *reader = fovea_shift_reader_new ();
  g_autoptr (FvParameters) parameters = parameters_of ("wide", 1);
  guint8 pixels[AREA];
  gint64 before, asked, done;

  fv_digits_draw (1, 5, FV_DISTORTION_MILD, pixels);
  before = g_get_monotonic_time ();
  fovea_shift_reader_ask (reader, parameters, pixels);
  asked = g_get_monotonic_time () - before;
  fixture_wait_for (!fovea_shift_reader_get_busy (reader));
  done = g_get_monotonic_time () - before;
  g_test_message ("wide: asked in %.2f ms, answered after %.1f ms", asked / 1e3, done / 1e3);
  g_assert_cmpint (asked, <, 10000);
  fovea_shift_reader_ask (reader, parameters, pixels);
  g_object_unref (reader);
  fixture_spin (100);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/app/shifts/answer", test_answer);
  g_test_add_func ("/app/shifts/newest", test_newest);
  g_test_add_func ("/app/shifts/at-once", test_at_once);
  return g_test_run ();
}
