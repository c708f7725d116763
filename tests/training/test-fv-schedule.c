/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-schedule.h"

#include <string.h>

#include "fv-error.h"

static FvSchedule
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  FvSchedule schedule;

  g_assert_true (fv_schedule_parse (text, &schedule, &error));
  g_assert_no_error (error);
  return schedule;
}

static void
test_constant (void)
{
  for (guint64 done = 0; done < 5000; done += 37)
    g_assert_cmpfloat (fv_schedule_rate (parse ("constant"), 0.3, done, 100), ==, 0.3);
  g_assert_cmpfloat (fv_schedule_rate ((FvSchedule){ 0 }, 0.3, G_MAXUINT64, 1), ==, 0.3);
}

/* A tenth from the first sample of epochs 3, 6, 9 …, counted from 0. */
static void
test_step (void)
{
  FvSchedule schedule = parse ("step=3");

  g_assert_cmpfloat (fv_schedule_rate (schedule, 0.5, 0, 10), ==, 0.5);
  g_assert_cmpfloat (fv_schedule_rate (schedule, 0.5, 29, 10), ==, 0.5);
  g_assert_cmpfloat (fv_schedule_rate (schedule, 0.5, 30, 10), ==, 0.05);
  g_assert_cmpfloat (fv_schedule_rate (schedule, 0.5, 59, 10), ==, 0.05);
  g_assert_cmpfloat_with_epsilon (fv_schedule_rate (schedule, 0.5, 60, 10), 0.005, 1e-17);
  g_assert_cmpfloat (fv_schedule_rate (schedule, 0.5, G_MAXUINT64, 1), <, 1e-290);
}

/* ½(1 + cos πt): 1, ¾ after a third, ½ half-way, ¼ after two thirds, 0 at the end and beyond. */
static void
test_cosine (void)
{
  FvSchedule schedule = parse ("cosine=6");
  double before = 2;

  g_assert_cmpfloat (fv_schedule_rate (schedule, 1, 0, 10), ==, 1);
  g_assert_cmpfloat_with_epsilon (fv_schedule_rate (schedule, 1, 20, 10), 0.75, 1e-15);
  g_assert_cmpfloat_with_epsilon (fv_schedule_rate (schedule, 1, 30, 10), 0.5, 1e-15);
  g_assert_cmpfloat_with_epsilon (fv_schedule_rate (schedule, 1, 40, 10), 0.25, 1e-15);
  g_assert_cmpfloat (fv_schedule_rate (schedule, 1, 60, 10), ==, 0);
  g_assert_cmpfloat (fv_schedule_rate (schedule, 1, 61, 10), ==, 0);
  for (guint64 done = 0; done < 60; done++)
    {
      double rate = fv_schedule_rate (schedule, 1, done, 10);

      g_assert_cmpfloat (rate, <, before);
      g_assert_cmpfloat (rate, >, 0);
      before = rate;
    }
}

static void
test_text (void)
{
  static const char *const texts[] = { "constant", "step=1", "step=30", "cosine=4", "cosine=1000000" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *text = fv_schedule_to_text (parse (texts[i]));

      g_assert_cmpstr (text, ==, texts[i]);
    }
  for (guint i = 0; fv_schedule_name (i) != NULL; i++)
    g_assert_nonnull (fv_schedule_title (i));
}

static void
test_refusals (void)
{
  static const char *const texts[]
      = { "",        "constants", "constant=3", "step",     "step=",       "step=0",
          "step=-1", "step=1.5",  "cosine",     "cosine=x", "cosine= 4",   "Step=3",
          "linear",  "step=3 ",   "cosine=1e3", "step=0x3", "step=1000001" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      FvSchedule schedule = { FV_SCHEDULE_STEP, 7 };

      g_assert_false (fv_schedule_parse (texts[i], &schedule, &error));
      g_assert_error (error, FV_ERROR, FV_ERROR_VALUE);
      g_assert_nonnull (strstr (error->message, "cosine=EPOCHS"));
      g_assert_cmpuint (schedule.epochs, ==, 7);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/schedule/constant", test_constant);
  g_test_add_func ("/schedule/step", test_step);
  g_test_add_func ("/schedule/cosine", test_cosine);
  g_test_add_func ("/schedule/text", test_text);
  g_test_add_func ("/schedule/refusals", test_refusals);
  return g_test_run ();
}
