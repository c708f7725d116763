/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "draw-fixture.h"

#include <math.h>
#include <string.h>

const char *const draw_nets[] = {
  "lenet",
  "article",
  "wide",
  "28x28x1 rasterize; dense 64 tanh; softmax 10",
  "28x28x1 rasterize; softmax 10",
  "2x1x1 rasterize; dense 3 sigmoid; softmax 2",
  "32x32x3 conv 5x5x8 sigmoid; mean 2x2; conv 3x3x20 relu; rasterize; dense 300 sigmoid; softmax 10",
  "28x28x1 conv 3x3x4 tanh; conv 3x3x8 tanh; max 2x2; conv 3x3x16 relu; max 2x2; rasterize; dense 40 tanh; "
  "softmax 26",
  "64x48x1 conv 5x5x100 relu; max 4x4; rasterize; softmax 100",
  "40x40x1 max 2x2; rasterize; dense 2000 tanh; softmax 3",
  "2x1x1 dense 2 tanh; dense 1 tanh; loss=logistic",
  "2x1x1 dense 1 sign",
  "2x1x1 dense 4 tanh; softmax 3 other",
  "28x28x1 conv 5x5x6 tanh; trainable 2x2 tanh; conv 5x5x16 tanh table=lenet5; gaussian 2x2; rasterize; "
  "softmax 10 other",
  "28x28x1 conv 5x5x6 tanh; max 2x2; conv 5x5x16 tanh shared; max 2x2; rasterize; dense 10 tanh; "
  "loss=squared",
  NULL,
};

static guint8 *
new_stripe (FvShape shape)
{
  guint8 *pixels = g_malloc0 (fv_shape_size (shape));

  for (guint map = 0; map < shape.maps; map++)
    for (guint row = 0; row < shape.rows; row++)
      for (guint col = 0; col < shape.cols; col++)
        if ((row + col + map) % 9 < 3)
          pixels[(map * shape.rows + row) * shape.cols + col] = (guint8)(80 * ((row + col) % 3) + 80);
  return pixels;
}

static FvCurve *
new_curve (void)
{
  FvCurve *curve = fv_curve_new ();

  for (guint batch = 0; batch <= 200; batch += 10)
    fv_curve_add (curve, (FvCurvePoint){ batch, batch / 100.0, 2.3 * exp (-0.01 * batch),
                                         1 - 0.9 * exp (-0.01 * batch),
                                         batch % 50 ? NAN : 2.4 * exp (-0.009 * batch),
                                         batch % 50 ? NAN : 1 - 0.9 * exp (-0.009 * batch) });
  return curve;
}

/* Points on a coarse grid, of two classes by turns; NULL where the picture is no point. */
static FvDataset *
new_points (FvShape shape)
{
  static const char *const names[] = { "A", "B", NULL };
  guint8 *pixels, *labels;

  if (fv_shape_size (shape) != 2)
    return NULL;
  pixels = g_malloc (2 * DRAW_POINTS);
  labels = g_malloc (DRAW_POINTS);
  for (guint i = 0; i < DRAW_POINTS; i++)
    {
      pixels[2 * i] = (guint8)(i % 4 * 85);
      pixels[2 * i + 1] = (guint8)(i / 4 * 85);
      labels[i] = i % 2;
    }
  return fv_dataset_new_take ("points", shape, DRAW_POINTS, pixels, labels, names);
}

DrawFixture *
draw_fixture_new (const char *net)
{
  DrawFixture *self = g_new0 (DrawFixture, 1);
  g_autoptr (GError) error = NULL;
  g_autofree guint8 *pixels = NULL;

  self->network = fv_network_new (net, &error);
  g_assert_no_error (error);
  pixels = new_stripe (fv_network_shape (self->network, 0));
  self->parameters = fv_parameters_new (self->network, 7);
  self->trace = fv_trace_new (self->parameters, pixels, 1);
  self->curve = new_curve ();
  self->dataset = new_points (fv_network_shape (self->network, 0));
  self->input = (FvSceneInput){ .network = self->network,
                                .parameters = self->parameters,
                                .trace = self->trace,
                                .curve = self->curve,
                                .dataset = self->dataset,
                                .has_cursor = TRUE,
                                .cursor = { .layer = MIN (1, fv_network_depth (self->network)) },
                                .batch = 150,
                                .epoch = 1.5,
                                .style = fv_style_light () };
  return self;
}

void
draw_fixture_free (DrawFixture *self)
{
  g_clear_pointer (&self->dataset, fv_dataset_unref);
  fv_curve_free (self->curve);
  fv_trace_unref (self->trace);
  fv_parameters_unref (self->parameters);
  fv_network_unref (self->network);
  g_free (self);
}

guint32 *
draw_pixels (const FvSceneType *type, const FvSceneInput *input, guint width, guint height)
{
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int)width, (int)height);
  cairo_t *cr = cairo_create (surface);
  g_autoptr (FvScene) scene = fv_scene_new (type, input, width, height);
  guint32 *pixels = g_new (guint32, (gsize)width * height);

  fv_scene_paint (scene, input, cr);
  g_assert_cmpint (cairo_status (cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_surface_flush (surface);
  for (guint row = 0; row < height; row++)
    {
      const guint32 *line
          = (const guint32 *)(gconstpointer)(cairo_image_surface_get_data (surface)
                                             + row * cairo_image_surface_get_stride (surface));
      for (guint col = 0; col < width; col++)
        pixels[(gsize)row * width + col] = line[col] & 0xffffff;
    }
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return pixels;
}

guint
draw_count_ink (const guint32 *pixels, gsize count, const FvStyle *style)
{
  guint32 paper = (guint32)lrint (255 * style->scene.red) << 16
                  | (guint32)lrint (255 * style->scene.green) << 8 | (guint32)lrint (255 * style->scene.blue);
  guint ink = 0;

  for (gsize i = 0; i < count; i++)
    ink += pixels[i] != paper;
  return ink;
}
