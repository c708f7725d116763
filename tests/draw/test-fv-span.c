/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-span.h"

static const FvSpan all = { 0, 1000 };

static void
assert_span (FvSpan span, double first, double last)
{
  g_assert_cmpfloat_with_epsilon (span.first, first, 1e-9);
  g_assert_cmpfloat_with_epsilon (span.last, last, 1e-9);
}

/* What one points at stays under the pointer, closer and farther. */
static void
zoom_about (void)
{
  FvSpan closer = fv_span_zoom (all, all, 250, 0.5, 1);

  assert_span (closer, 125, 625);
  assert_span (fv_span_zoom (closer, all, 250, 2, 1), 0, 1000);
  assert_span (fv_span_zoom (closer, all, 600, 0.5, 1), 362.5, 612.5);
}

static void
zoom_ends (void)
{
  FvSpan closer = fv_span_zoom ((FvSpan){ 0, 100 }, all, 100, 0.1, 20);

  assert_span (closer, 80, 100);
  assert_span (fv_span_zoom ((FvSpan){ 900, 1000 }, all, 1000, 5, 1), 500, 1000);
  assert_span (fv_span_zoom ((FvSpan){ 900, 1000 }, all, 1000, 500, 1), 0, 1000);
  /* About a place that is out of sight: its nearest edge. */
  assert_span (fv_span_zoom ((FvSpan){ 200, 400 }, all, 900, 0.5, 1), 300, 400);
  /* There may be less than the shortest. */
  assert_span (fv_span_zoom ((FvSpan){ 0, 5 }, (FvSpan){ 0, 5 }, 2, 0.5, 10), 0, 5);
}

static void
shift (void)
{
  assert_span (fv_span_shift ((FvSpan){ 200, 400 }, all, 50), 250, 450);
  assert_span (fv_span_shift ((FvSpan){ 200, 400 }, all, -500), 0, 200);
  assert_span (fv_span_shift ((FvSpan){ 200, 400 }, all, 5000), 800, 1000);
  assert_span (fv_span_shift (all, all, 10), 0, 1000);
}

static void
follow (void)
{
  assert_span (fv_span_follow ((FvSpan){ 200, 400 }, all, 300), 200, 400);
  assert_span (fv_span_follow ((FvSpan){ 200, 400 }, all, 500), 310, 510);
  assert_span (fv_span_follow ((FvSpan){ 200, 400 }, all, 0), 0, 200);
  assert_span (fv_span_follow ((FvSpan){ 200, 400 }, all, 1000), 800, 1000);
  g_assert_true (fv_span_covers (all, all));
  g_assert_false (fv_span_covers ((FvSpan){ 0, 999 }, all));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/span/zoom-about", zoom_about);
  g_test_add_func ("/span/zoom-ends", zoom_ends);
  g_test_add_func ("/span/shift", shift);
  g_test_add_func ("/span/follow", follow);
  return g_test_run ();
}
