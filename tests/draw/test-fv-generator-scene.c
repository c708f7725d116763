/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "draw-fixture.h"
#include "fv-generator-layout.h"
#include "fv-skeletons.h"

/* The steps stand beside one another, whatever the room, and show the digit that is asked for. */

static void
test_layout (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");

  for (double scale = 1; scale <= 2; scale += 0.5)
    for (double width = 500; width <= 1900; width += 200)
      for (double height = 400; height <= 1000; height += 150)
        {
          g_autofree FvGeneratorLayout *layout = NULL;

          fixture->input.style.text_scale = scale;
          layout = fv_generator_layout_new (&fixture->input, width, height);
          g_assert_cmpfloat (layout->side, ==, 28 * layout->zoom);
          for (guint i = 0; i < FV_GENERATOR_N_STEPS; i++)
            {
              FvRect at = fv_generator_layout_square (layout, i);

              g_assert_cmpfloat (at.x, >=, 0);
              g_assert_cmpfloat (at.y, >=, 0);
              g_assert_cmpfloat (at.x + at.width, <=, width);
              if (layout->zoom > 1)
                g_assert_cmpfloat (at.y + at.height, <=, height);
              g_assert_cmpfloat (fv_generator_layout_title (layout, i), <, at.y);
              g_assert_cmpfloat (fv_generator_layout_note (layout, i), >, at.y + at.height);
              if (i % layout->columns > 0)
                g_assert_cmpfloat (fv_generator_layout_square (layout, i - 1).x + at.width, <, at.x);
            }
        }
}

/* Another digit, seed or hand is another picture; the same is the same. */
static void
test_shows (void)
{
  const FvSceneType *type = fv_scene_type_from_name ("generator");
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  FvHandLook looks[] = {
    { 7, 3, fv_hand_traits (FV_DISTORTION_MILD) },
    { 8, 3, fv_hand_traits (FV_DISTORTION_MILD) },
    { 7, 4, fv_hand_traits (FV_DISTORTION_MILD) },
    { 7, 3, fv_hand_traits (FV_DISTORTION_STRONG) },
    { FV_SKELETON_OTHER, 3, fv_hand_traits (FV_DISTORTION_MILD) },
  };
  guint32 *pictures[G_N_ELEMENTS (looks)];

  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    {
      g_autofree guint32 *again = NULL;

      fixture->input.hand = &looks[i];
      pictures[i] = draw_pixels (type, &fixture->input, 900, 520);
      again = draw_pixels (type, &fixture->input, 900, 520);
      g_assert_cmpmem (pictures[i], sizeof (guint32) * 900 * 520, again, sizeof (guint32) * 900 * 520);
      for (guint j = 0; j < i; j++)
        g_assert_cmpint (memcmp (pictures[i], pictures[j], sizeof (guint32) * 900 * 520), !=, 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (looks); i++)
    g_free (pictures[i]);
}

/* The answer is the network's: others answer otherwise, and one that reads other pictures says so. */
static void
test_answer (void)
{
  static const char *const nets[] = { "lenet", "wide", "64x48x1 max 4x4; rasterize; softmax 10" };
  const FvSceneType *type = fv_scene_type_from_name ("generator");
  guint32 *pictures[G_N_ELEMENTS (nets) + 1];
  gsize size = sizeof (guint32) * 900 * 520;

  for (guint i = 0; i <= G_N_ELEMENTS (nets); i++)
    {
      g_autoptr (DrawFixture) fixture = draw_fixture_new (nets[MIN (i, G_N_ELEMENTS (nets) - 1)]);

      if (i == G_N_ELEMENTS (nets))
        fixture->input.parameters = NULL;
      pictures[i] = draw_pixels (type, &fixture->input, 900, 520);
      for (guint j = 0; j < i; j++)
        g_assert_cmpint (memcmp (pictures[i], pictures[j], size), !=, 0);
    }
  for (guint i = 0; i < G_N_ELEMENTS (pictures); i++)
    g_free (pictures[i]);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/generator-scene/layout", test_layout);
  g_test_add_func ("/generator-scene/shows", test_shows);
  g_test_add_func ("/generator-scene/answer", test_answer);
  return g_test_run ();
}
