/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fixture-reading.h"

#include "fv-evaluation.h"
#include "fv-hand.h"
#include "fv-model.h"
#include "fv-training.h"

#define AREA (FV_DIGIT_SIDE * FV_DIGIT_SIDE)

static FvPlan *
new_reader (FvNetwork **network)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "data", "digits.safetensors", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (FvModel) model = fv_model_load (path, &error);
  FvPlan *plan;

  g_assert_no_error (error);
  *network = fv_network_ref (fv_parameters_network (model->parameters));
  plan = fv_plan_new (*network, NULL, (FvPlanOptions){ 1, NULL }, &error);
  g_assert_no_error (error);
  fv_plan_write (plan, fv_parameters_values (model->parameters), NULL);
  return plan;
}

guint
fixture_count_right (const guint8 *pixels, const guint8 *labels, guint n)
{
  g_autoptr (FvNetwork) network = NULL;
  g_autoptr (FvPlan) plan = new_reader (&network);
  guint classes = fv_network_n_classes (network), right = 0;
  g_autofree FvPlanSample *samples = g_new (FvPlanSample, n);
  g_autofree float *scores = g_new (float, n *classes);

  for (guint i = 0; i < n; i++)
    samples[i] = (FvPlanSample){ pixels + (gsize)i * AREA, labels[i] };
  g_assert_cmpint (fv_plan_score (plan, samples, n, NULL, scores, NULL), ==, FV_PLAN_OK);
  for (guint i = 0; i < n; i++)
    right += fv_evaluation_class (scores + (gsize)i * classes, classes) == labels[i];
  return right;
}

FixtureBox
fixture_measure (const FvStrokes *strokes)
{
  FixtureBox box = { G_MAXDOUBLE, -G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE };
  guint n;

  for (guint s = 0; s < fv_strokes_count (strokes); s++)
    for (guint i = 0; i < (fv_strokes_nth (strokes, s, &n), n); i++)
      {
        FvPoint p = fv_strokes_nth (strokes, s, &n)[i];

        box.left = MIN (box.left, p.x);
        box.right = MAX (box.right, p.x);
        box.top = MIN (box.top, p.y);
        box.bottom = MAX (box.bottom, p.y);
      }
  return box;
}

FvStrokes *
fixture_digit (guint64 seed, guint nth, guint digit)
{
  FvRandom random = fv_random_new (seed, nth);
  const FvSkeleton *skeleton = fv_skeleton_choose (digit, fv_random_uniform (&random));

  return fv_hand_strokes (&random, skeleton, FV_DISTORTION_MILD);
}

GdkPixbuf *
fixture_pixbuf (const guint8 *levels, guint rows, guint cols)
{
  GdkPixbuf *pixbuf = gdk_pixbuf_new (GDK_COLORSPACE_RGB, FALSE, 8, (int)cols, (int)rows);
  guint8 *bytes = gdk_pixbuf_get_pixels (pixbuf);
  gsize stride = (gsize)gdk_pixbuf_get_rowstride (pixbuf);

  for (guint row = 0; row < rows; row++)
    for (guint i = 0; i < 3 * cols; i++)
      bytes[row * stride + i] = levels[row * cols + i / 3];
  return pixbuf;
}
