/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-plane.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-random.h"

#define CORNERS 4
/* How far into the square, of 255, a corner's sample may lie. */
#define JITTER 32
/* The clouds of points: where they lie, how wide they are, and where they are cut off so that a line parts them. */
#define CENTRE_X  0.32
#define CENTRE_Y  0.62
#define DEVIATION 0.06
#define CUT       2.5

typedef struct
{
  FvPlaneSet set;
  const char *class_names[3];
  guint8 corners[CORNERS]; /* class of the corner x + 2y */
  gboolean is_clouds;
} Row;

static const Row rows[] = {
  { { "xor", N_ ("exclusive or"), "xor" }, { "0", "1" }, { 0, 1, 1, 0 }, FALSE },
  { { "and", N_ ("and"), "logistic" }, { "0", "1" }, { 0, 0, 0, 1 }, FALSE },
  { { "or", N_ ("or"), "logistic" }, { "0", "1" }, { 0, 1, 1, 1 }, FALSE },
  { { "points", N_ ("two clouds of points"), "logistic" }, { "A", "B" }, { 0 }, TRUE },
};

const FvPlaneSet *
fv_plane_nth (guint nth)
{
  return nth < G_N_ELEMENTS (rows) ? &rows[nth].set : NULL;
}

const FvPlaneSet *
fv_plane_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    if (g_str_equal (rows[i].set.name, name))
      return &rows[i].set;
  return NULL;
}

static guint8
near_end (FvRandom *random, gboolean high)
{
  guint8 inward = (guint8)fv_random_below (random, JITTER + 1);

  return high ? 255 - inward : inward;
}

static guint8
draw_corner (const Row *row, FvRandom *random, guint corner, guint8 *pixels)
{
  pixels[0] = near_end (random, corner & 1);
  pixels[1] = near_end (random, corner & 2);
  return row->corners[corner];
}

static guint8
cloud_at (FvRandom *random, double centre)
{
  double away = fv_random_normal (random);

  return (guint8)floor (255.0 * (centre + DEVIATION * CLAMP (away, -CUT, CUT)) + 0.5);
}

/* The second cloud is the first, turned about the middle of the square. */
static guint8
draw_point (FvRandom *random, guint cloud, guint8 *pixels)
{
  pixels[0] = cloud_at (random, cloud == 0 ? CENTRE_X : 1.0 - CENTRE_X);
  pixels[1] = cloud_at (random, cloud == 0 ? CENTRE_Y : 1.0 - CENTRE_Y);
  return (guint8)cloud;
}

FvDataset *
fv_plane_new (const FvPlaneSet *set, guint64 seed, guint count)
{
  const Row *row = (const Row *)set; /* its first member */
  guint8 *pixels = g_malloc_n (MAX (count, 1), 2);
  guint8 *labels = g_malloc (MAX (count, 1));

  for (guint i = 0; i < count; i++)
    {
      FvRandom random = fv_random_new (seed, i);

      labels[i] = row->is_clouds ? draw_point (&random, i % 2, pixels + 2 * (gsize)i)
                                 : draw_corner (row, &random, i % CORNERS, pixels + 2 * (gsize)i);
    }
  return fv_dataset_new_take (_ (set->title), (FvShape){ 1, 2, 1 }, count, pixels, labels, row->class_names);
}

gboolean
fv_plane_probe (const char *path)
{
  return fv_plane_from_name (path) != NULL;
}

char *
fv_plane_test_path (const char *path)
{
  return g_strdup (path);
}

FvDataset *
fv_plane_open (const char *path, const FvDatasetWanted *wanted, GError **error)
{
  return fv_plane_new (fv_plane_from_name (path), wanted->part == FV_PART_TEST ? ~wanted->seed : wanted->seed,
                       wanted->count > 0 ? wanted->count : FV_PLANE_SAMPLES);
}
