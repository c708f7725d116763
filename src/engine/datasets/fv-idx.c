/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-idx.h"

#include "fv-error.h"
#include "fv-idx-pairs.h"
#include "fv-reader.h"
#include "fv-stream.h"

#include <glib/gi18n-lib.h>

#define TYPE_UBYTE 0x08
#define MAX_SIDE   65535
#define FIRST_STEP                                                                                           \
  ((gsize)1 << 20) /* a gzip file's word is believed a mebibyte at first, then twice what came */

typedef struct
{
  guint n_sizes;
  guint32 sizes[3];
  guint64 total; /* bytes of data */
} Header;

static gboolean G_GNUC_PRINTF (3, 4) refuse (const FvStream *file, GError **error, const char *format, ...)
{
  va_list arguments;
  g_autofree char *what = NULL;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, FV_ERROR, FV_ERROR_FILE, _ ("“%s”: %s"), fv_stream_shown (file), what);
  return FALSE;
}

static const char *
type_name (guint8 type)
{
  switch (type)
    {
    case 0x09:
      return _ ("signed bytes");
    case 0x0B:
      return _ ("16-bit integers");
    case 0x0C:
      return _ ("32-bit integers");
    case 0x0D:
      return _ ("32-bit floating-point numbers");
    case 0x0E:
      return _ ("64-bit floating-point numbers");
    default:
      return NULL;
    }
}

static const char *
content_name (guint n_sizes)
{
  return n_sizes == 3 ? _ ("images (3 sizes: count, rows, columns)") : _ ("labels (1 size: count)");
}

/* The four bytes every IDX file begins with. */
static gboolean
check_magic (const FvStream *file, const guint8 *magic, guint wanted_sizes, GError **error)
{
  if (magic[0] != 0 || magic[1] != 0)
    return refuse (file, error,
                   _ ("found the first bytes %02x %02x %02x %02x, wanted 00 00 08 %02x of an IDX file"),
                   magic[0], magic[1], magic[2], magic[3], wanted_sizes);
  if (magic[2] != TYPE_UBYTE && type_name (magic[2]) != NULL)
    return refuse (file, error, _ ("found %s, wanted unsigned bytes"), type_name (magic[2]));
  if (magic[2] != TYPE_UBYTE)
    return refuse (file, error, _ ("found the unknown element type 0x%02x, wanted 0x08, unsigned bytes"),
                   magic[2]);
  if (magic[3] == wanted_sizes)
    return TRUE;
  if (magic[3] == 1 || magic[3] == 3)
    return refuse (file, error, _ ("found %s, wanted %s"), content_name (magic[3]),
                   content_name (wanted_sizes));
  return refuse (file, error, _ ("found data with %u sizes, wanted %s"), magic[3],
                 content_name (wanted_sizes));
}

static gboolean
check_sizes (const FvStream *file, Header *header, GError **error)
{
  header->total = header->sizes[0];
  if (header->sizes[0] == 0)
    return refuse (file, error,
                   _ ("found a header that promises nothing, wanted one image or label at least"));
  if (header->n_sizes == 3)
    {
      guint32 rows = header->sizes[1], cols = header->sizes[2];

      if (rows == 0 || cols == 0 || rows > MAX_SIDE || cols > MAX_SIDE)
        return refuse (file, error, _ ("found images of %u×%u, wanted sides of 1 to %d"), rows, cols,
                       MAX_SIDE);
      /* Three factors below 2^32, 2^16 and 2^16: no wrap. */
      header->total *= (guint64)rows * cols;
    }
  if (header->total > FV_IDX_MAX_BYTES)
    return refuse (file, error, _ ("found a header that promises %llu bytes, wanted at most %llu"),
                   (unsigned long long)header->total, (unsigned long long)FV_IDX_MAX_BYTES);
  return TRUE;
}

static gboolean
read_header (FvStream *file, guint wanted_sizes, Header *header, GError **error)
{
  guint8 bytes[16];
  gsize length = 4 + 4 * wanted_sizes, got = 0;
  FvReader reader;

  if (!fv_stream_read (file, bytes, 4, &got, error))
    return FALSE;
  if (got == 0)
    return refuse (file, error, _ ("found an empty file, wanted %s"), content_name (wanted_sizes));
  if (got == 4)
    {
      if (!check_magic (file, bytes, wanted_sizes, error)
          || !fv_stream_read (file, bytes + 4, length - 4, &got, error))
        return FALSE;
      got += 4;
    }
  if (got < length)
    return refuse (file, error, _ ("found only %zu bytes, wanted a header of %zu"), got, length);
  reader = fv_reader_new (bytes + 4, length - 4);
  header->n_sizes = wanted_sizes;
  for (guint i = 0; i < wanted_sizes; i++)
    header->sizes[i] = fv_reader_u32_be (&reader);
  return check_sizes (file, header, error);
}

static gboolean
refuse_length (const FvStream *file, guint64 found, guint64 wanted, GError **error)
{
  return refuse (file, error, _ ("found %llu bytes of data, wanted the %llu its header promises"),
                 (unsigned long long)found, (unsigned long long)wanted);
}

/* What can be known before anything is allocated. */
static gboolean
check_promise (const FvStream *file, const Header *header, GError **error)
{
  guint64 present = fv_stream_most (file) - (4 + 4 * header->n_sizes); /* the header has been read: no wrap */

  if (fv_stream_is_plain (file) && present != header->total)
    return refuse_length (file, present, header->total, error);
  if (present < header->total)
    return refuse (
        file, error,
        _ ("found a gzip file too small for the %llu bytes of data its header promises, wanted a whole one"),
        (unsigned long long)header->total);
  return TRUE;
}

/* Reads in steps that double, so memory follows what really comes. NULL and an error, or [total], g_free(). */
static guint8 *
read_body (FvStream *file, guint64 total, GError **error)
{
  guint8 *data = NULL;
  gsize length = 0;

  while (length < total)
    {
      gsize room = (gsize)MIN (total, MAX (FIRST_STEP, (guint64)length * 2));
      guint8 *larger = g_try_realloc (data, room);
      gsize got = 0;

      if (larger == NULL)
        {
          refuse (file, error, _ ("found %llu bytes of data, wanted no more than there is memory for"),
                  (unsigned long long)total);
          break;
        }
      data = larger;
      if (!fv_stream_read (file, data + length, room - length, &got, error))
        break;
      length += got;
      if (length < room)
        {
          refuse_length (file, length, total, error);
          break;
        }
    }
  if (length < total || !fv_stream_finish (file, error))
    g_clear_pointer (&data, g_free);
  return data;
}

/* NULL and an error, or the data [sizes…] with *header filled. */
static guint8 *
read_file (const char *path, guint wanted_sizes, Header *header, GError **error)
{
  g_autoptr (FvStream) file = fv_stream_open (path, error);

  if (file == NULL || !read_header (file, wanted_sizes, header, error)
      || !check_promise (file, header, error))
    return NULL;
  return read_body (file, header->total, error);
}

/* "0", "1", … for labels[count]: ten of them at least. */
static char **
make_class_names (const guint8 *labels, guint count)
{
  guint n_classes = 10;
  char **names;

  for (guint i = 0; i < count; i++)
    n_classes = MAX (n_classes, labels[i] + 1u);
  names = g_new0 (char *, n_classes + 1);
  for (guint i = 0; i < n_classes; i++)
    names[i] = g_strdup_printf ("%u", i);
  return names;
}

static FvDataset *
open_pair (const FvIdxPair *pair, GError **error)
{
  Header of_images, of_labels;
  g_autofree guint8 *labels = read_file (pair->labels, 1, &of_labels, error);
  g_autofree guint8 *images = labels != NULL ? read_file (pair->images, 3, &of_images, error) : NULL;
  g_auto (GStrv) names = NULL;
  FvShape shape = { 1, 0, 0 };

  if (images == NULL)
    return NULL;
  if (of_images.sizes[0] != of_labels.sizes[0])
    {
      g_autofree char *shown = g_filename_display_name (pair->labels);

      g_set_error (error, FV_ERROR, FV_ERROR_DATA,
                   _ ("“%s”: found %u labels, wanted one for each of the %u images"), shown,
                   of_labels.sizes[0], of_images.sizes[0]);
      return NULL;
    }
  shape.rows = of_images.sizes[1];
  shape.cols = of_images.sizes[2];
  names = make_class_names (labels, of_labels.sizes[0]);
  return fv_dataset_new_take (pair->name, shape, of_images.sizes[0], g_steal_pointer (&images),
                              g_steal_pointer (&labels), (const char *const *)names);
}

gboolean
fv_idx_probe (const char *path)
{
  return g_file_test (path, G_FILE_TEST_IS_DIR)
             ? fv_idx_folder_has_any (path)
             : fv_idx_is_name (path) && g_file_test (path, G_FILE_TEST_EXISTS);
}

FvDataset *
fv_idx_open (const char *path, FvPart part, GError **error)
{
  FvIdxPair pair = { NULL, NULL, NULL };
  FvDataset *dataset = NULL;

  if (fv_idx_pair_find (path, part, &pair, error))
    dataset = open_pair (&pair, error);
  fv_idx_pair_clear (&pair);
  return dataset;
}

gboolean
fv_idx_has_test_part (const char *path)
{
  return g_file_test (path, G_FILE_TEST_IS_DIR) && fv_idx_folder_has_test_pair (path);
}
