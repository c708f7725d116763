/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-hand.h"

#include <math.h>
#include <string.h>

#define AREA (FV_DIGIT_SIDE * FV_DIGIT_SIDE)

static const FvSkeleton *
with_strokes (guint least)
{
  const FvSkeleton *skeleton;

  for (guint i = 0; (skeleton = fv_skeleton_nth (i)) != NULL; i++)
    if (skeleton->n_strokes >= least && skeleton->digit != 1)
      return skeleton;
  return NULL;
}

/* Every distortion is within the ranges, and is what its name says. */
static void
test_table (void)
{
  const FvHandTrait *trait;
  FvDistortion found;

  for (guint d = 0; fv_distortion_name (d) != NULL; d++)
    {
      FvHandTraits traits = fv_hand_traits (d), copy = traits;

      g_assert_true (fv_distortion_from_name (fv_distortion_name (d), &found));
      g_assert_cmpint (found, ==, d);
      for (guint i = 0; (trait = fv_hand_trait_nth (i)) != NULL; i++)
        {
          double value = fv_hand_trait_get (trait, &traits);

          g_assert_cmpuint (trait->offset, ==, i * sizeof (double)); /* none is left out */
          g_assert_cmpfloat (value, >=, trait->low);
          g_assert_cmpfloat (value, <=, trait->high);
          fv_hand_trait_set (trait, &copy, trait->high + 1);
          g_assert_cmpfloat (fv_hand_trait_get (trait, &copy), ==, trait->high);
          fv_hand_trait_set (trait, &copy, value);
        }
      g_assert_cmpmem (&copy, sizeof copy, &traits, sizeof traits);
    }
  g_assert_false (fv_distortion_from_name ("wild", &found));
}

static void
test_stages_end_as_digits (void)
{
  const FvSkeleton *skeleton;
  guint8 pixels[AREA];
  FvHandStages stages;

  for (guint n = 0; (skeleton = fv_skeleton_nth (n)) != NULL; n++)
    {
      FvDistortion distortion = n % 4;
      FvHandTraits traits = fv_hand_traits (distortion);
      FvRandom random = fv_random_new (5, n), same = random;

      fv_hand_write (&random, skeleton, distortion, pixels);
      fv_hand_stages (&same, skeleton, &traits, &stages);
      g_assert_cmpmem (pixels, AREA, stages.pixels, AREA);
      g_assert_cmpmem (&random, sizeof random, &same, sizeof same); /* as much chance was used */
      fv_picture_centre (stages.raster);
      g_assert_cmpmem (pixels, AREA, stages.raster, AREA);
    }
}

/* A hand that strays in nothing writes the skeleton: only then is a stage what the one before was. */
static void
test_still_hand (void)
{
  const FvSkeleton *skeleton = with_strokes (2);
  FvHandTraits still = { .pen = 2.5 };
  FvHandStages stages;
  FvRandom random = fv_random_new (1, 1);

  fv_hand_stages (&random, skeleton, &still, &stages);
  for (guint i = 0; i < skeleton->n_controls; i++)
    {
      g_assert_cmpfloat (fabs (stages.jittered[i].x - skeleton->controls[i].x), <, 1e-12);
      g_assert_cmpfloat (fabs (stages.jittered[i].y - skeleton->controls[i].y), <, 1e-12);
    }
  for (guint i = 0; i < skeleton->n_samples; i++)
    {
      g_assert_cmpfloat (
          hypot (stages.smooth[i].x - stages.trembling[i].x, stages.smooth[i].y - stages.trembling[i].y), <,
          1e-12);
      g_assert_cmpfloat (hypot (stages.smooth[i].x - stages.bent[i].x, stages.smooth[i].y - stages.bent[i].y),
                         <, 1e-12);
      g_assert_cmpfloat (stages.inked[i].width, >, 2);
      g_assert_cmpfloat (fabs (stages.inked[i].width - stages.inked[0].width), <, 1e-12);
    }
}

/* Everything that can be set shows, and no earlier than where it acts. */
static void
test_traits_act (void)
{
  const FvSkeleton *skeleton = with_strokes (2);
  const FvHandTrait *trait;
  FvHandTraits usual = fv_hand_traits (FV_DISTORTION_MILD);
  FvHandStages before, after;

  for (guint i = 0; (trait = fv_hand_trait_nth (i)) != NULL; i++)
    {
      FvHandTraits other = usual;
      gboolean is_early = g_str_equal (trait->name, "jitter") || g_str_equal (trait->name, "placing");
      guint changed = 0;

      fv_hand_trait_set (trait, &other, trait->high);
      for (guint seed = 0; seed < 8; seed++)
        {
          FvRandom random = fv_random_new (seed, 3), same = random;

          fv_hand_stages (&random, skeleton, &usual, &before);
          fv_hand_stages (&same, skeleton, &other, &after);
          changed += memcmp (before.pixels, after.pixels, AREA) != 0;
          g_assert_true ((memcmp (before.trembling, after.trembling, sizeof before.trembling) != 0)
                         == is_early);
        }
      if (changed < 2) /* a scan is no coarser than ours half of the time */
        g_error ("%s changes nothing", trait->name);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/datasets/hand/table", test_table);
  g_test_add_func ("/datasets/hand/stages", test_stages_end_as_digits);
  g_test_add_func ("/datasets/hand/still", test_still_hand);
  g_test_add_func ("/datasets/hand/traits", test_traits_act);
  return g_test_run ();
}
