/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-idx-writer.h"

#include "fv-error.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <zlib.h>

#define GZIP_OS_UNKNOWN 255

/* One file on its way: a gzip member that grows as it is fed. */
typedef struct
{
  z_stream z;
  GByteArray *out;
} Packer;

/* Deflates bytes[length], at most 4 GiB − 1, onto out. */
static void
pack (Packer *self, const guint8 *bytes, gsize length, int flush)
{
  guint8 chunk[65536];
  int result;

  self->z.next_in = (Bytef *)bytes; /* zlib reads it only */
  self->z.avail_in = (uInt)length;
  do
    {
      self->z.next_out = chunk;
      self->z.avail_out = sizeof chunk;
      result = deflate (&self->z, flush);
      g_assert (result != Z_STREAM_ERROR);
      g_byte_array_append (self->out, chunk, (guint)(sizeof chunk - self->z.avail_out));
    }
  while (self->z.avail_out == 0);
}

/* The header of sizes[n_sizes]. */
static void
pack_header (Packer *self, const guint32 *sizes, guint n_sizes)
{
  guint8 bytes[16] = { 0, 0, 0x08, (guint8)n_sizes };

  for (guint i = 0; i < n_sizes; i++)
    {
      guint32 big = GUINT32_TO_BE (sizes[i]);

      memcpy (bytes + 4 + 4 * i, &big, 4);
    }
  pack (self, bytes, 4 + 4 * n_sizes, Z_NO_FLUSH);
}

static void
packer_begin (Packer *self, gz_header *header)
{
  memset (self, 0, sizeof *self);
  memset (header, 0, sizeof *header);
  header->os = GZIP_OS_UNKNOWN;
  if (deflateInit2 (&self->z, 6, Z_DEFLATED, 15 + 16, 9, Z_DEFAULT_STRATEGY) != Z_OK)
    g_error ("zlib could not begin to deflate");
  deflateSetHeader (&self->z, header);
  self->out = g_byte_array_new ();
}

static GByteArray *
packer_end (Packer *self)
{
  pack (self, NULL, 0, Z_FINISH);
  deflateEnd (&self->z);
  return self->out;
}

static GByteArray *
pack_images (const FvDataset *dataset)
{
  FvShape shape = fv_dataset_shape (dataset);
  guint32 sizes[] = { fv_dataset_count (dataset), shape.rows, shape.cols };
  gz_header header;
  Packer packer;

  packer_begin (&packer, &header);
  pack_header (&packer, sizes, G_N_ELEMENTS (sizes));
  for (guint i = 0; i < sizes[0]; i++)
    pack (&packer, fv_dataset_pixels (dataset, i), fv_shape_size (shape), Z_NO_FLUSH);
  return packer_end (&packer);
}

static GByteArray *
pack_labels (const FvDataset *dataset)
{
  guint32 count = fv_dataset_count (dataset);
  gz_header header;
  Packer packer;

  packer_begin (&packer, &header);
  pack_header (&packer, &count, 1);
  for (guint i = 0; i < count; i++)
    {
      guint8 label = (guint8)fv_dataset_label (dataset, i);

      pack (&packer, &label, 1, Z_NO_FLUSH);
    }
  return packer_end (&packer);
}

static gboolean
save (const char *folder, const char *prefix, const char *ending, const GByteArray *bytes, GError **error)
{
  g_autofree char *file = g_strdup_printf ("%s-%s.gz", prefix, ending);
  g_autofree char *path = g_build_filename (folder, file, NULL);
  g_autofree char *shown = g_filename_display_name (path);
  g_autoptr (GError) trouble = NULL;

  if (g_file_set_contents_full (path, (const char *)bytes->data, bytes->len,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0644, &trouble))
    return TRUE;
  g_set_error (error, FV_ERROR, FV_ERROR_FILE, _ ("“%s”: could not be written: %s"), shown, trouble->message);
  return FALSE;
}

gboolean
fv_idx_write_pair (const FvDataset *dataset, const char *folder, const char *prefix, GError **error)
{
  g_autofree char *shown = g_filename_display_name (folder);
  g_autoptr (GByteArray) images = NULL;
  g_autoptr (GByteArray) labels = NULL;

  if (fv_dataset_shape (dataset).maps != 1)
    {
      g_set_error (error, FV_ERROR, FV_ERROR_DATA,
                   _ ("“%s”: found pictures of %u maps, wanted one map for an IDX file"),
                   fv_dataset_name (dataset), fv_dataset_shape (dataset).maps);
      return FALSE;
    }
  if (g_mkdir_with_parents (folder, 0755) != 0)
    {
      g_set_error (error, FV_ERROR, FV_ERROR_FILE, _ ("“%s”: the folder could not be made: %s"), shown,
                   g_strerror (errno));
      return FALSE;
    }
  /* Both are packed before the first is saved: less can go wrong between the two. */
  images = pack_images (dataset);
  labels = pack_labels (dataset);
  return save (folder, prefix, "images-idx3-ubyte", images, error)
         && save (folder, prefix, "labels-idx1-ubyte", labels, error);
}
