/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-digits.h"

#include <glib/gi18n-lib.h>

#include "fv-others.h"

#define SIDE       FV_DIGIT_SIDE
#define N_CLASSES  10
#define CLASS_SALT 0x636c617373657321u /* the order of the classes has streams of its own, */
#define PLACE_SALT 0x706c616365732121u /* and so have the places of what is no digit */
#define EVERY      14

/* Ten samples in a row have all ten classes, each ten in an order of its own. */
static guint
class_of (guint64 seed, guint64 index)
{
  FvRandom random = fv_random_new (seed ^ CLASS_SALT, index / N_CLASSES);
  guint32 order[N_CLASSES];

  for (guint i = 0; i < N_CLASSES; i++)
    order[i] = i;
  fv_random_shuffle (&random, order, N_CLASSES);
  return order[index % N_CLASSES];
}

guint
fv_digits_draw (guint64 seed, guint64 index, FvDistortion distortion, guint8 *pixels)
{
  guint digit = class_of (seed, index);
  FvRandom random = fv_random_new (seed, index);

  fv_hand_write (&random, fv_skeleton_choose (digit, fv_random_uniform (&random)), distortion, pixels);
  return digit;
}

/* One sample of every fourteen is no digit, in a place of its own each time. */
static guint
draw_digit_or_other (guint64 seed, guint64 index, FvDistortion distortion, guint8 *pixels)
{
  guint64 block = index / EVERY;
  guint place = index % EVERY;
  FvRandom random = fv_random_new (seed ^ PLACE_SALT, block);
  guint other = (guint)(fv_random_uniform (&random) * EVERY);

  if (place != other)
    return fv_digits_draw (seed, block * (EVERY - 1) + place - (place > other), distortion, pixels);
  fv_others_draw (seed, block, distortion, pixels);
  return FV_SKELETON_OTHER;
}

typedef struct
{
  guint (*draw) (guint64 seed, guint64 index, FvDistortion distortion, guint8 *pixels);
  const char *titles[4];
  const char *class_names[12];
} Kind;

static const Kind digits = {
  fv_digits_draw,
  { N_ ("generated digits, mild"), N_ ("generated digits, medium"), N_ ("generated digits, strong"),
    N_ ("generated digits, scanned") },
  { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9" },
};

static const Kind digits_and_others = {
  draw_digit_or_other,
  { N_ ("generated digits and others, mild"), N_ ("generated digits and others, medium"),
    N_ ("generated digits and others, strong"), N_ ("generated digits and others, scanned") },
  { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "other" },
};

static FvDataset *
draw_set (const Kind *kind, guint64 seed, guint64 first, guint count, FvDistortion distortion,
          FvProgressFunc progress, gpointer data)
{
  FvShape shape = { 1, SIDE, SIDE };
  guint8 *pixels = g_try_malloc_n (MAX (count, 1), SIDE * SIDE);
  guint8 *labels = g_try_malloc (MAX (count, 1));
  gboolean go_on = pixels != NULL && labels != NULL;

  for (guint i = 0; i < count && go_on; i++)
    {
      labels[i] = (guint8)kind->draw (seed, first + i, distortion, pixels + (gsize)i * SIDE * SIDE);
      if (progress != NULL && i % 256 == 255)
        go_on = progress ((i + 1.0) / count, data);
    }
  if (!go_on)
    {
      g_free (pixels);
      g_free (labels);
      return NULL;
    }
  return fv_dataset_new_take (_ (kind->titles[distortion]), shape, count, pixels, labels, kind->class_names);
}

FvDataset *
fv_digits_new (guint64 seed, guint64 first, guint count, FvDistortion distortion, FvProgressFunc progress,
               gpointer data)
{
  return draw_set (&digits, seed, first, count, distortion, progress, data);
}

FvDataset *
fv_digits_new_with_others (guint64 seed, guint64 first, guint count, FvDistortion distortion,
                           FvProgressFunc progress, gpointer data)
{
  return draw_set (&digits_and_others, seed, first, count, distortion, progress, data);
}
