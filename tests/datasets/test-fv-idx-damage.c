/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-dataset-types.h"
#include "fv-error.h"
#include "idx-files.h"

#include <string.h>

/* Damage of every kind at every place of a small pair, plain and packed: refused in one sentence, or read in full;
 * never a crash, and never bytes from beyond. */

#define N_IMAGES (16 + 5 * 9)
#define N_LABELS (8 + 5)

static void
make_pair (guint8 *images, guint8 *labels)
{
  static const guint8 image_header[] = { 0, 0, 8, 3, 0, 0, 0, 5, 0, 0, 0, 3, 0, 0, 0, 3 };
  static const guint8 label_header[] = { 0, 0, 8, 1, 0, 0, 0, 5 };

  memcpy (images, image_header, 16);
  memcpy (labels, label_header, 8);
  for (guint i = 0; i < 45; i++)
    images[16 + i] = (guint8)(i * 37 + 11);
  for (guint i = 0; i < 5; i++)
    labels[8 + i] = (guint8)(9 - i);
}

typedef struct
{
  char *folder;
  char *paths[2]; /* images, labels */
  GByteArray *contents[2];
} Pair;

static void
pair_begin (Pair *self, gboolean packed)
{
  guint8 images[N_IMAGES], labels[N_LABELS];

  make_pair (images, labels);
  self->folder = files_new ();
  self->paths[0] = g_build_filename (self->folder, "train-images-idx3-ubyte", NULL);
  self->paths[1] = g_build_filename (self->folder, "train-labels-idx1-ubyte", NULL);
  if (packed)
    {
      self->contents[0] = files_gzip (images, N_IMAGES);
      self->contents[1] = files_gzip (labels, N_LABELS);
      return;
    }
  self->contents[0] = g_byte_array_append (g_byte_array_new (), images, N_IMAGES);
  self->contents[1] = g_byte_array_append (g_byte_array_new (), labels, N_LABELS);
}

static void
pair_end (Pair *self)
{
  files_remove (self->folder);
  g_free (self->folder);
  for (guint i = 0; i < 2; i++)
    {
      g_free (self->paths[i]);
      g_byte_array_unref (self->contents[i]);
    }
}

/* Both files as they should be, but for one with other bytes[length]. */
static void
pair_write (const Pair *self, guint which, const guint8 *bytes, gsize length)
{
  guint other = 1 - which;

  files_write (self->paths[other], self->contents[other]->data, self->contents[other]->len);
  files_write (self->paths[which], bytes, length);
}

/* Opens; a refusal must name the file at fault, or both must be read. TRUE if it was read. */
static gboolean
pair_open (const Pair *self, const char *at_fault, char **message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FvDataset) set = fv_dataset_open (self->folder, FV_PART_TRAIN, &error);

  g_assert_true ((set == NULL) == (error != NULL));
  if (set != NULL)
    {
      g_assert_cmpuint (fv_dataset_count (set), ==, 5);
      return TRUE;
    }
  g_assert_true (error->domain == FV_ERROR);
  g_assert_null (strchr (error->message, '\n'));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  if (at_fault != NULL)
    g_assert_nonnull (strstr (error->message, at_fault));
  if (message != NULL)
    *message = g_strdup (error->message);
  return FALSE;
}

static void
test_truncations (gconstpointer packed)
{
  Pair pair;

  pair_begin (&pair, GPOINTER_TO_INT (packed));
  for (guint which = 0; which < 2; which++)
    {
      const GByteArray *whole = pair.contents[which];

      for (gsize length = 0; length < whole->len; length++)
        {
          pair_write (&pair, which, whole->data, length);
          g_assert_false (pair_open (&pair, pair.paths[which], NULL));
        }
      pair_write (&pair, which, whole->data, whole->len);
      g_assert_true (pair_open (&pair, NULL, NULL));
    }
  pair_end (&pair);
}

/* TRUE if the folder gives the pixels and labels of make_pair(). */
static gboolean
is_unchanged (const Pair *self)
{
  g_autoptr (FvDataset) set = fv_dataset_open (self->folder, FV_PART_TRAIN, NULL);
  guint8 images[N_IMAGES], labels[N_LABELS];
  gboolean same;

  make_pair (images, labels);
  same = memcmp (fv_dataset_pixels (set, 0), images + 16, 45) == 0;
  for (guint i = 0; i < 5; i++)
    same = same && fv_dataset_label (set, i) == labels[8 + i];
  return same;
}

/* Plain data are what they are, and every bit of a plain header counts. A gzip file may differ where nothing is
 * said (time, system, the bits between the last block and the checksum), but what is read must be the same. */
static void
test_flips (gconstpointer packed)
{
  gboolean is_packed = GPOINTER_TO_INT (packed);
  Pair pair;

  pair_begin (&pair, GPOINTER_TO_INT (packed));
  for (guint which = 0; which < 2; which++)
    {
      const GByteArray *whole = pair.contents[which];

      for (gsize at = 0; at < whole->len; at++)
        for (guint bit = 0; bit < 8; bit++)
          {
            g_autofree guint8 *flipped = g_memdup2 (whole->data, whole->len);
            gboolean opened;

            flipped[at] ^= (guint8)(1u << bit);
            pair_write (&pair, which, flipped, whole->len);
            opened = pair_open (&pair, NULL, NULL);
            if (is_packed)
              g_assert_true (!opened || is_unchanged (&pair));
            else
              g_assert_true (opened == (at >= (which == 0 ? 16 : 8)));
          }
    }
  pair_end (&pair);
}

static void
test_bad_checksum (void)
{
  g_autofree char *message = NULL;
  g_autofree guint8 *bad = NULL;
  Pair pair;
  gsize length;

  pair_begin (&pair, TRUE);
  length = pair.contents[0]->len;
  bad = g_memdup2 (pair.contents[0]->data, length);
  bad[length - 8] ^= 1;
  pair_write (&pair, 0, bad, length);
  g_assert_false (pair_open (&pair, pair.paths[0], &message));
  g_assert_nonnull (strstr (message, "damaged gzip"));
  pair_end (&pair);
}

static void
test_further_member (void)
{
  g_autofree char *message = NULL;
  g_autoptr (GByteArray) two = g_byte_array_new ();
  Pair pair;

  pair_begin (&pair, TRUE);
  g_byte_array_append (two, pair.contents[0]->data, pair.contents[0]->len);
  g_byte_array_append (two, pair.contents[0]->data, pair.contents[0]->len);
  pair_write (&pair, 0, two->data, two->len);
  g_assert_false (pair_open (&pair, pair.paths[0], &message));
  g_assert_nonnull (strstr (message, "first gzip member"));
  pair_end (&pair);
}

/* 64 MiB of zeros in 64 kB, behind a header that promises 45 bytes: refused after the 46th. */
static void
test_bomb (void)
{
  g_autofree guint8 *zeros = g_malloc0 (64 << 20);
  g_autoptr (GByteArray) bomb = NULL;
  g_autofree char *message = NULL;
  Pair pair;
  gint64 start;

  pair_begin (&pair, FALSE);
  memcpy (zeros, pair.contents[0]->data, 16);
  bomb = files_gzip (zeros, 64 << 20);
  pair_write (&pair, 0, bomb->data, bomb->len);
  start = g_get_monotonic_time ();
  g_assert_false (pair_open (&pair, pair.paths[0], &message));
  g_assert_nonnull (strstr (message, "after its data"));
  g_assert_cmpint (g_get_monotonic_time () - start, <, G_USEC_PER_SEC / 4);
  pair_end (&pair);
}

/* A small file that promises two gibibytes: known to lie before anything is allocated. */
static void
test_promise (void)
{
  static const guint8 header[] = { 0, 0, 8, 3, 0x7f, 0xff, 0xff, 0xff, 0, 0, 0, 1, 0, 0, 0, 1 };
  g_autoptr (GByteArray) packed = files_gzip (header, sizeof header);
  g_autofree char *message = NULL;
  Pair pair;

  pair_begin (&pair, FALSE);
  pair_write (&pair, 0, packed->data, packed->len);
  g_assert_false (pair_open (&pair, pair.paths[0], &message));
  g_assert_nonnull (strstr (message, "2147483647"));
  pair_end (&pair);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/idx-damage/truncations-plain", GINT_TO_POINTER (FALSE), test_truncations);
  g_test_add_data_func ("/idx-damage/truncations-gzip", GINT_TO_POINTER (TRUE), test_truncations);
  g_test_add_data_func ("/idx-damage/flips-plain", GINT_TO_POINTER (FALSE), test_flips);
  g_test_add_data_func ("/idx-damage/flips-gzip", GINT_TO_POINTER (TRUE), test_flips);
  g_test_add_func ("/idx-damage/bad-checksum", test_bad_checksum);
  g_test_add_func ("/idx-damage/further-member", test_further_member);
  g_test_add_func ("/idx-damage/bomb", test_bomb);
  g_test_add_func ("/idx-damage/promise", test_promise);
  return g_test_run ();
}
