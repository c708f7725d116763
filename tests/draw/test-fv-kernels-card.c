/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "draw-fixture.h"
#include "fv-kernels-card.h"

/* The kernel beside the table: what can be pointed at is what is chosen, whatever the net and the cursor. */

static FvSceneInput
at (const DrawFixture *fixture, FvCursor cursor)
{
  FvSceneInput input = fixture->input;

  input.cursor = cursor;
  input.has_cursor = TRUE;
  return input;
}

static void
every_weight_is_found (void)
{
  for (guint net = 0; draw_nets[net]; net++)
    {
      g_autoptr (DrawFixture) fixture = draw_fixture_new (draw_nets[net]);

      for (guint step = 0; step < fv_cursor_n_steps (fixture->network); step++)
        for (guint turned = 0; turned < 2; turned++)
          {
            FvSceneInput input = at (fixture, fv_cursor_at_step (fixture->network, step));
            const FvSceneType *type = fv_scene_type_from_name ("kernel");
            g_autoptr (FvScene) scene = fv_scene_new (type, &input, 320, 560);
            FvKernelsCard card;
            gsize stride;

            input.kernels.as_applied = turned == 1;
            g_assert_true (fv_kernels_card_init (&card, &input, 320, 560));
            /* Each question lays the card out anew: some weights of each kernel, others of the next. */
            stride = MAX (fv_kernel_size (&card.kernel) / 4, 1);
            for (gsize i = step % stride; i < fv_kernel_size (&card.kernel); i += stride)
              {
                FvSceneAction action;
                FvRect rect;

                g_assert_true (fv_kernels_card_cell (&card, i, &rect));
                g_assert_cmpfloat (rect.x + rect.width, <=, 320);
                if (card.grid->grid.step > 1)
                  continue;
                g_assert_true (fv_scene_pick_action (scene, &input, rect.x + rect.width / 2,
                                                     rect.y + rect.height / 2, &action));
                g_assert_cmpint (action.kind, ==, FV_SCENE_ACTION_WEIGHT);
                g_assert_cmpuint (action.value, ==, i);
              }
            fv_kernels_card_clear (&card);
          }
    }
}

/* Nothing that is written lies over something else, at any usual size. */
static void
nothing_overlaps (void)
{
  static const struct
  {
    double width, height, scale;
  } sizes[] = { { 292, 560, 1 }, { 292, 380, 1 }, { 292, 900, 1 }, { 438, 560, 1.5 } };

  for (guint net = 0; draw_nets[net]; net++)
    {
      g_autoptr (DrawFixture) fixture = draw_fixture_new (draw_nets[net]);

      for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
        for (guint step = 0; step < fv_cursor_n_steps (fixture->network); step++)
          {
            FvSceneInput input = at (fixture, fv_cursor_at_step (fixture->network, step));
            FvKernelsCard card;

            input.style.text_scale = sizes[s].scale;
            fv_kernels_card_init (&card, &input, sizes[s].width, sizes[s].height);
            for (guint i = 0; i < card.sheet.things->len; i++)
              for (guint k = 0; k < i; k++)
                {
                  const FvThing *a = g_ptr_array_index (card.sheet.things, i);
                  const FvThing *b = g_ptr_array_index (card.sheet.things, k);
                  double across
                      = MIN (a->box.x + a->box.width, b->box.x + b->box.width) - MAX (a->box.x, b->box.x);
                  double down
                      = MIN (a->box.y + a->box.height, b->box.y + b->box.height) - MAX (a->box.y, b->box.y);

                  if (a->loose || b->loose)
                    continue;
                  if (across > 3 && down > 5)
                    g_error ("%s, %.0f×%.0f, step %u: “%s” lies over “%s” by %.0f×%.0f", draw_nets[net],
                             sizes[s].width, sizes[s].height, step, a->text ? a->text : "a grid",
                             b->text ? b->text : "a grid", across, down);
                }
            fv_kernels_card_clear (&card);
          }
    }
}

/* Where a dense unit's weights lie over maps, the cursor's term tells which. */
static void
dense_rows (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  FvSceneInput input = at (fixture, (FvCursor){ .layer = 6, .unit = 7, .term = 5 * 16 + 3 });
  FvKernel kernel;
  FvCursor back;

  g_assert_true (fv_kernel_at (&input, &kernel));
  g_assert_true (kernel.is_dense);
  g_assert_cmpuint (kernel.input, ==, 5);
  g_assert_cmpuint (kernel.maps.rows, ==, 4);
  g_assert_cmpint (kernel.first, ==, (7 * 16 + 5) * 16);
  back = fv_kernel_cursor (&kernel, input.cursor);
  g_assert_cmpuint (back.term, ==, 5 * 16);
  g_assert_cmpuint (fv_kernel_offset (&kernel, fixture->network, 2), ==,
                    fv_network_weight_offset (fixture->network, 6) + (7 * 16 + 5) * 16 + 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kernels-card/every-weight-is-found", every_weight_is_found);
  g_test_add_func ("/kernels-card/nothing-overlaps", nothing_overlaps);
  g_test_add_func ("/kernels-card/dense-rows", dense_rows);
  return g_test_run ();
}
