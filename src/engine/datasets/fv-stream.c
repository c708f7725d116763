/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-stream.h"

#include "fv-error.h"
#include "fv-path.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n-lib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#define CHUNK 65536
/* Pictures pack ten times or so; deflate can make a thousand bytes of one, to fill memory with. Small files may. */
#define MAX_RATIO  100
#define FREE_BYTES (1u << 20)
#define TRAILER    4 /* bytes at a gzip file's end that tell its length, modulo 2³² */

struct _FvStream
{
  char *shown;
  int file;
  guint64 size;
  guint64 most;
  guint64 taken;    /* bytes read of the file */
  guint64 unfolded; /* bytes that came out of z */
  gboolean gzip;
  gboolean inflating; /* z wants inflateEnd() */
  gboolean ended;     /* the gzip trailer has been read and was right */
  z_stream z;
  guint8 chunk[CHUNK]; /* what was read of the file; z.next_in points into it */
};

static gboolean
fail_system (const FvStream *self, GError **error)
{
  g_set_error (error, FV_ERROR, FV_ERROR_FILE, _ ("“%s”: could not be read: %s"), self->shown,
               g_strerror (errno));
  return FALSE;
}

static gboolean
fail_damaged (const FvStream *self, const char *found, GError **error)
{
  g_set_error (error, FV_ERROR, FV_ERROR_FILE,
               _ ("“%s”: found damaged gzip data (%s), wanted a whole gzip file"), self->shown, found);
  return FALSE;
}

static gboolean
fail_bomb (const FvStream *self, GError **error)
{
  g_set_error (
      error, FV_ERROR, FV_ERROR_FILE,
      _ ("“%s”: found gzip data that unfold to more than %d times their size, wanted those of pictures"),
      self->shown, MAX_RATIO);
  return FALSE;
}

/* Fills the chunk from where z.avail_in bytes of it are still unread: none. */
static gboolean
refill (FvStream *self, GError **error)
{
  gssize n;

  do
    n = read (self->file, self->chunk, CHUNK);
  while (n < 0 && errno == EINTR);
  if (n < 0)
    return fail_system (self, error);
  self->taken += (guint64)n;
  self->z.next_in = self->chunk;
  self->z.avail_in = (uInt)n;
  return TRUE;
}

static guint64
worth_unfolding (guint64 packed)
{
  return FREE_BYTES + packed * MAX_RATIO;
}

static void
find_most (FvStream *self)
{
  guint8 tail[TRAILER];

  self->most = self->gzip ? worth_unfolding (self->size) : self->size;
  if (self->gzip && self->size > TRAILER
      && pread (self->file, tail, TRAILER, (off_t)(self->size - TRAILER)) == TRAILER)
    {
      guint32 said
          = (guint32)tail[0] | (guint32)tail[1] << 8 | (guint32)tail[2] << 16 | (guint32)tail[3] << 24;

      self->most = MIN (self->most, said);
    }
}

static gboolean
look_at_file (FvStream *self, GError **error)
{
  struct stat about;

  if (fstat (self->file, &about) != 0)
    return fail_system (self, error);
  if (!S_ISREG (about.st_mode))
    {
      g_set_error (error, FV_ERROR, FV_ERROR_FILE, _ ("“%s”: found a folder or a device, wanted a file"),
                   self->shown);
      return FALSE;
    }
  self->size = (guint64)about.st_size;
  if (!refill (self, error))
    return FALSE;
  self->gzip = self->z.avail_in >= 2 && self->chunk[0] == 0x1f && self->chunk[1] == 0x8b;
  if (self->gzip && inflateInit2 (&self->z, 15 + 16) != Z_OK)
    return fail_damaged (self, "zlib", error);
  self->inflating = self->gzip;
  find_most (self);
  return TRUE;
}

FvStream *
fv_stream_open (const char *path, GError **error)
{
  FvStream *self = g_new0 (FvStream, 1);

  self->shown = fv_path_shown (path);
  self->file
      = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe must not hold us up before it is refused */
  if (self->file < 0)
    fail_system (self, error);
  else if (look_at_file (self, error))
    return self;
  fv_stream_free (self);
  return NULL;
}

void
fv_stream_free (FvStream *self)
{
  if (self == NULL)
    return;
  if (self->inflating)
    inflateEnd (&self->z);
  if (self->file >= 0)
    close (self->file);
  g_free (self->shown);
  g_free (self);
}

const char *
fv_stream_shown (const FvStream *self)
{
  return self->shown;
}

guint64
fv_stream_most (const FvStream *self)
{
  return self->most;
}

double
fv_stream_fraction (const FvStream *self)
{
  return self->size > 0 ? MIN (1, (double)self->taken / (double)self->size) : 1;
}

gboolean
fv_stream_is_plain (const FvStream *self)
{
  return !self->gzip;
}

/* Unfolds into z.next_out until it is full, the member ends or the file does. */
static gboolean
inflate_some (FvStream *self, GError **error)
{
  while (self->z.avail_out > 0 && !self->ended)
    {
      uInt room;
      int result;

      if (self->z.avail_in == 0 && !refill (self, error))
        return FALSE;
      if (self->z.avail_in == 0)
        return fail_damaged (self, _ ("it ends early"), error);
      room = self->z.avail_out;
      result = inflate (&self->z, Z_NO_FLUSH);
      self->unfolded += room - self->z.avail_out;
      /* As it goes: a bomb is known by its first bytes. */
      if (self->unfolded > worth_unfolding (self->taken - self->z.avail_in))
        return fail_bomb (self, error);
      if (result == Z_STREAM_END)
        self->ended = TRUE;
      else if (result != Z_OK)
        return fail_damaged (self, self->z.msg != NULL ? self->z.msg : "zlib", error);
    }
  return TRUE;
}

static gboolean
copy_some (FvStream *self, GError **error)
{
  while (self->z.avail_out > 0)
    {
      uInt n;

      if (self->z.avail_in == 0 && !refill (self, error))
        return FALSE;
      if (self->z.avail_in == 0)
        return TRUE;
      n = MIN (self->z.avail_in, self->z.avail_out);
      memcpy (self->z.next_out, self->z.next_in, n);
      self->z.next_in += n;
      self->z.avail_in -= n;
      self->z.next_out += n;
      self->z.avail_out -= n;
    }
  return TRUE;
}

gboolean
fv_stream_read (FvStream *self, guint8 *buffer, gsize length, gsize *got, GError **error)
{
  *got = 0;
  while (*got < length)
    {
      uInt part = (uInt)MIN (length - *got, 1u << 30); /* zlib counts in unsigned ints */

      self->z.next_out = buffer + *got;
      self->z.avail_out = part;
      if (!(self->gzip ? inflate_some (self, error) : copy_some (self, error)))
        return FALSE;
      *got += part - self->z.avail_out;
      if (self->z.avail_out > 0)
        break;
    }
  return TRUE;
}

gboolean
fv_stream_finish (FvStream *self, GError **error)
{
  guint8 further;
  gsize got;

  if (!fv_stream_read (self, &further, 1, &got, error))
    return FALSE;
  if (got > 0)
    {
      g_set_error (error, FV_ERROR, FV_ERROR_FILE,
                   _ ("“%s”: found bytes after its data, wanted its end there"), self->shown);
      return FALSE;
    }
  if (self->gzip && self->z.avail_in == 0 && !refill (self, error))
    return FALSE;
  if (self->gzip && self->z.avail_in > 0)
    {
      g_set_error (error, FV_ERROR, FV_ERROR_FILE,
                   _ ("“%s”: found bytes after the first gzip member, wanted a file of one member"),
                   self->shown);
      return FALSE;
    }
  return TRUE;
}
