/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-picture-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "fv-error.h"
#include "fv-path.h"
#include "fv-picture-check.h"
#include "fv-webp.h"

#define CHUNK 65536
/* JPEG's own steps of size: 1, ½, ¼ and ⅛. */
#define MAX_SHRINK 8
/* Progressive JPEGs have some ten. */
#define MAX_SCANS 64

typedef struct
{
  char *shown;
  int file;
  guint64 size; /* of the file, bytes */
  gboolean png;
  gboolean jpeg;
  guint least;
  int width; /* what the header says; 0: it has not been read */
  int height;
  gboolean too_large;
  guint64 drawn; /* pixels the loader has filled in */
} Decoding;

static gboolean G_GNUC_PRINTF (3, 4) refuse (const Decoding *self, GError **error, const char *format, ...)
{
  va_list arguments;
  g_autofree char *what = NULL;

  va_start (arguments, format);
  what = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (error, FV_ERROR, FV_ERROR_FILE, "%s: %s", self->shown, what);
  return FALSE;
}

static gboolean
open_file (Decoding *self, const char *path, GError **error)
{
  struct stat about;

  self->file = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe must not hold us up */
  if (self->file < 0 && errno == ENOENT)
    {
      g_set_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, _ ("%s: there is no such file"), self->shown);
      return FALSE;
    }
  if (self->file < 0)
    return refuse (self, error, _ ("could not be read: %s"), g_strerror (errno));
  if (fstat (self->file, &about) != 0 || !S_ISREG (about.st_mode))
    return refuse (self, error, _ ("is not a picture that can be read"));
  if (about.st_size > FV_IMAGE_MAX_BYTES)
    return refuse (self, error, _ ("is %llu bytes long, wanted a picture of at most %u"),
                   (unsigned long long)about.st_size, FV_IMAGE_MAX_BYTES);
  self->size = (guint64)about.st_size;
  return TRUE;
}

/* *got: 0 at the end. */
static gboolean
read_chunk (Decoding *self, guint8 *chunk, gsize *got, GError **error)
{
  gssize n;

  do
    n = read (self->file, chunk, CHUNK);
  while (n < 0 && errno == EINTR);
  *got = (gsize)MAX (n, 0);
  return n >= 0 || refuse (self, error, _ ("could not be read: %s"), g_strerror (errno));
}

/* The largest step that leaves enough. */
static int
shrink_of (const Decoding *self)
{
  int shorter = MIN (self->width, self->height), shrink = 1;

  while (self->jpeg && self->least > 0 && shrink < MAX_SHRINK
         && (guint)(shorter / (2 * shrink)) >= self->least)
    shrink *= 2;
  return shrink;
}

/* Called when the header has been read and nothing decoded yet. */
static void
on_size (GdkPixbufLoader *loader, int width, int height, gpointer data)
{
  Decoding *self = data;
  int shrink;

  self->width = width;
  self->height = height;
  self->too_large = (guint64)width * (guint64)height > FV_IMAGE_MAX_PIXELS;
  shrink = shrink_of (self);
  if (self->too_large)
    gdk_pixbuf_loader_set_size (loader, 0, 0); /* no picture is made of it */
  else if (shrink > 1)
    gdk_pixbuf_loader_set_size (loader, (width + shrink - 1) / shrink, (height + shrink - 1) / shrink);
}

static void
on_area (GdkPixbufLoader *loader, int x, int y, int width, int height, gpointer data)
{
  Decoding *self = data;

  self->drawn += (guint64)width * (guint64)height;
}

/* Whether a JPEG's end mark is there; other data may follow it. */
static gboolean
has_end_of_jpeg (const Decoding *self, guint8 *chunk)
{
  off_t length = lseek (self->file, 0, SEEK_END);
  gssize n = pread (self->file, chunk, CHUNK, MAX (0, length - CHUNK));

  for (gssize i = 0; i + 1 < n; i++)
    if (chunk[i] == 0xff && chunk[i + 1] == 0xd9)
      return TRUE;
  return FALSE;
}

/* Loaders that are fed piece by piece are content with a part. */
static gboolean
is_whole (const Decoding *self, GdkPixbuf *pixbuf, guint8 *chunk)
{
  guint64 area = (guint64)gdk_pixbuf_get_width (pixbuf) * (guint64)gdk_pixbuf_get_height (pixbuf);

  if (self->drawn < area)
    return FALSE;
  return self->png ? fv_png_is_whole (self->file) : !self->jpeg || has_end_of_jpeg (self, chunk);
}

static gboolean
refuse_size (const Decoding *self, GError **error)
{
  return refuse (self, error, _ ("is %d×%d pixels large, at most %u million are read"), self->width,
                 self->height, FV_IMAGE_MAX_PIXELS >> 20);
}

/* A PNG's size stands in its first bytes. Its loader would unfold what it is fed before it listens. */
static gboolean
check_png_size (Decoding *self, const guint8 *begin, gsize length, GError **error)
{
  guint32 width, height;

  if (length < 29)
    return TRUE;
  memcpy (&width, begin + 16, 4);
  memcpy (&height, begin + 20, 4);
  self->width = (int)MIN (GUINT32_FROM_BE (width), G_MAXINT);
  self->height = (int)MIN (GUINT32_FROM_BE (height), G_MAXINT);
  if ((guint64)self->width * (guint64)self->height > FV_IMAGE_MAX_PIXELS)
    return refuse_size (self, error);
  return fv_png_is_plausible (begin, self->size)
         || refuse (self, error, _ ("is a broken picture: %s"), _ ("it ends early"));
}

/* A few bytes can ask for the pixels to be gone over again and again. */
static gboolean
check_jpeg_scans (const Decoding *self, GError **error)
{
  guint n_scans = fv_jpeg_count_scans (self->file);

  return n_scans <= MAX_SCANS
         || refuse (self, error, _ ("goes over its pixels %u times, at most %u are wanted"), n_scans,
                    MAX_SCANS);
}

static GdkPixbufLoader *
new_loader (Decoding *self, FvPictureKinds kinds, const guint8 *begin, gsize length, GError **error)
{
  static const guint8 png[] = { 0x89, 'P', 'N', 'G' }, jpeg[] = { 0xff, 0xd8, 0xff };

  self->png = length >= sizeof png && memcmp (begin, png, sizeof png) == 0;
  self->jpeg = length >= sizeof jpeg && memcmp (begin, jpeg, sizeof jpeg) == 0;
  if ((self->png && !check_png_size (self, begin, length, error))
      || (self->jpeg && !check_jpeg_scans (self, error)))
    return NULL;
  if (self->png || self->jpeg)
    return gdk_pixbuf_loader_new_with_type (self->png ? "png" : "jpeg", error);
  if (kinds == FV_PICTURE_ANY && length > 0)
    return gdk_pixbuf_loader_new ();
  refuse (self, error,
          kinds == FV_PICTURE_ANY ? _ ("is not a picture that can be read") : _ ("is neither PNG nor JPEG"));
  return NULL;
}

/* What gdk-pixbuf found, in our words. */
static void
say_broken (const Decoding *self, const GError *cause, GError **error)
{
  if (self->too_large)
    refuse_size (self, error);
  else if (self->width == 0)
    refuse (self, error, _ ("is not a picture that can be read"));
  else
    refuse (self, error, _ ("is a broken picture: %s"), cause != NULL ? cause->message : _ ("it ends early"));
}

/* Feeds chunk[got] and the rest of the file. */
static gboolean
feed (Decoding *self, GdkPixbufLoader *loader, guint8 *chunk, gsize got, GError **error)
{
  g_autoptr (GError) cause = NULL;

  while (got > 0)
    {
      if (!gdk_pixbuf_loader_write (loader, chunk, got, &cause) || self->too_large)
        {
          say_broken (self, cause, error);
          return FALSE;
        }
      if (!read_chunk (self, chunk, &got, error))
        return FALSE;
    }
  return TRUE;
}

/* The whole picture, or what is wrong with it. The loader is closed in any case. */
static GdkPixbuf *
finish (Decoding *self, GdkPixbufLoader *loader, gboolean fed, guint8 *chunk, GError **error)
{
  g_autoptr (GError) cause = NULL;
  gboolean closed = gdk_pixbuf_loader_close (loader, &cause);
  GdkPixbuf *pixbuf = gdk_pixbuf_loader_get_pixbuf (loader);

  if (!fed)
    return NULL;
  if (closed && pixbuf != NULL && !self->too_large && is_whole (self, pixbuf, chunk))
    return gdk_pixbuf_apply_embedded_orientation (pixbuf); /* telephones write down how they were held */
  say_broken (self, cause, error);
  return NULL;
}

/* All of a WebP, of which chunk[got] has been read: its decoder is not fed piece by piece. */
static GdkPixbuf *
decode_webp (Decoding *self, guint8 *chunk, gsize got, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  GdkPixbuf *pixbuf;

  while (got > 0)
    {
      g_byte_array_append (bytes, chunk, (guint)got);
      if (self->width == 0 && fv_webp_size (bytes->data, bytes->len, &self->width, &self->height)
          && (guint64)self->width * (guint64)self->height > FV_IMAGE_MAX_PIXELS)
        {
          refuse_size (self, error);
          return NULL;
        }
      if (!read_chunk (self, chunk, &got, error))
        return NULL;
    }
  pixbuf = fv_webp_decode (bytes->data, bytes->len);
  if (pixbuf == NULL)
    say_broken (self, NULL, error);
  return pixbuf;
}

static GdkPixbuf *
decode (Decoding *self, FvPictureKinds kinds, GError **error)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK);
  g_autoptr (GdkPixbufLoader) loader = NULL;
  gsize got;

  if (!read_chunk (self, chunk, &got, error))
    return NULL;
  if (kinds == FV_PICTURE_ANY && fv_webp_probe (chunk, got))
    return decode_webp (self, chunk, got, error);
  loader = new_loader (self, kinds, chunk, got, error);
  if (loader == NULL)
    return NULL;
  g_signal_connect (loader, "size-prepared", G_CALLBACK (on_size), self);
  g_signal_connect (loader, "area-updated", G_CALLBACK (on_area), self);
  return finish (self, loader, feed (self, loader, chunk, got, error), chunk, error);
}

GdkPixbuf *
fv_picture_file_decode (const char *path, FvPictureKinds kinds, guint least, GError **error)
{
  Decoding self = { .shown = fv_path_shown (path), .file = -1, .least = least };
  GdkPixbuf *pixbuf = open_file (&self, path, error) ? decode (&self, kinds, error) : NULL;

  if (self.file >= 0)
    close (self.file);
  g_free (self.shown);
  return pixbuf;
}
