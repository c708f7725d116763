/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "draw-fixture.h"
#include "fv-kernels-layout.h"
#include "fv-palette.h"

#define WIDTH  1192
#define HEIGHT 653

/* What of the kernels is shown: read from the middle of every cell of C3. */

typedef struct
{
  guint n;
  guint32 cells[16 * 6 * 25]; /* [unit][input][row][col] */
} Shot;

static Shot *
shoot (const DrawFixture *fixture, FvParameters *parameters, FvKernelsLook look, gboolean backward)
{
  Shot *shot = g_new0 (Shot, 1);
  FvSceneInput input = fixture->input;
  FvKernelsLayout *layout;
  g_autofree guint32 *pixels = NULL;

  input.parameters = parameters;
  input.kernels = look;
  input.has_cursor = FALSE;
  input.cursor.direction = backward ? FV_BACKWARD : FV_FORWARD;
  layout = fv_kernels_layout_new (&input, WIDTH, HEIGHT);
  pixels = draw_pixels (fv_scene_type_from_name ("kernels"), &input, WIDTH, HEIGHT);
  for (guint unit = 0; unit < 16; unit++)
    for (guint map = 0; map < 6; map++)
      for (guint cell = 0; cell < 25; cell++)
        {
          double zoom = layout->sections[1].zoom;
          FvRect rect;

          g_assert_true (fv_kernels_layout_kernel (&layout->sections[1], unit, map, &rect));
          shot->cells[shot->n++] = pixels[(guint)(rect.y + (cell / 5 + 0.5) * zoom) * WIDTH
                                          + (guint)(rect.x + (cell % 5 + 0.5) * zoom)]
                                   & 0xffffff;
        }
  fv_kernels_layout_free (layout);
  return shot;
}

static guint32
colour_of (double value)
{
  return fv_palette_pixel (FV_PALETTE_WEIGHT, FALSE, value, 1) & 0xffffff;
}

/* At the start is what was then; the change is nothing where nothing changed. */
static void
start_and_change (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  g_autoptr (FvParameters) other = fv_parameters_new (fixture->network, 77);
  g_autofree Shot *now = shoot (fixture, fixture->parameters, (FvKernelsLook){ 0 }, FALSE);
  g_autofree Shot *then = shoot (fixture, other, (FvKernelsLook){ 0 }, FALSE);
  g_autofree Shot *at_start = shoot (fixture, fixture->parameters,
                                     (FvKernelsLook){ FV_KERNELS_AT_START, other, FALSE, FALSE }, FALSE);
  g_autofree Shot *change = shoot (fixture, fixture->parameters,
                                   (FvKernelsLook){ FV_KERNELS_CHANGE, other, FALSE, FALSE }, FALSE);
  g_autofree Shot *none
      = shoot (fixture, other, (FvKernelsLook){ FV_KERNELS_CHANGE, other, FALSE, FALSE }, FALSE);
  g_autofree Shot *unknown
      = shoot (fixture, other, (FvKernelsLook){ FV_KERNELS_CHANGE, NULL, FALSE, FALSE }, FALSE);

  g_assert_cmpmem (at_start->cells, sizeof at_start->cells, then->cells, sizeof then->cells);
  g_assert_cmpint (memcmp (now->cells, then->cells, sizeof now->cells), !=, 0);
  g_assert_cmpint (memcmp (now->cells, change->cells, sizeof now->cells), !=, 0);
  for (guint i = 0; i < none->n; i++)
    {
      g_assert_cmphex (none->cells[i], ==, colour_of (0));
      g_assert_cmphex (unknown->cells[i], ==, colour_of (0));
    }
}

/* The gradient is that of the way back, whatever the weights were. */
static void
gradient (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  g_autofree Shot *weights = shoot (fixture, fixture->parameters, (FvKernelsLook){ 0 }, FALSE);
  g_autofree Shot *back = shoot (fixture, fixture->parameters, (FvKernelsLook){ 0 }, TRUE);

  g_assert_cmpint (memcmp (weights->cells, back->cells, sizeof back->cells), !=, 0);
}

/* As applied, each is turned by 180°. */
static void
as_applied (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  g_autofree Shot *stored = shoot (fixture, fixture->parameters, (FvKernelsLook){ 0 }, FALSE);
  g_autofree Shot *applied
      = shoot (fixture, fixture->parameters, (FvKernelsLook){ .as_applied = TRUE }, FALSE);

  for (guint i = 0; i < stored->n; i++)
    g_assert_cmphex (applied->cells[i], ==, stored->cells[i / 25 * 25 + 24 - i % 25]);
}

/* On its own scale, every kernel has a cell at an end of it. */
static void
own_scale (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  g_autofree Shot *common = shoot (fixture, fixture->parameters, (FvKernelsLook){ 0 }, FALSE);
  g_autofree Shot *own = shoot (fixture, fixture->parameters, (FvKernelsLook){ .own_scale = TRUE }, FALSE);
  guint ends[2] = { 0 };

  for (guint kernel = 0; kernel < 96; kernel++)
    for (guint k = 0; k < 2; k++)
      {
        const guint32 *cells = (k == 0 ? common : own)->cells + kernel * 25;
        gboolean has = FALSE;

        for (guint i = 0; i < 25; i++)
          has = has || cells[i] == colour_of (1) || cells[i] == colour_of (-1);
        ends[k] += has;
      }
  g_assert_cmpuint (ends[0], <, 48);
  g_assert_cmpuint (ends[1], ==, 96);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/kernels-scene/start-and-change", start_and_change);
  g_test_add_func ("/kernels-scene/gradient", gradient);
  g_test_add_func ("/kernels-scene/as-applied", as_applied);
  g_test_add_func ("/kernels-scene/own-scale", own_scale);
  return g_test_run ();
}
