/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Reads bytes that came from a file and never past their end. Once a read failed all further ones fail. */
typedef struct
{
  const guint8 *data; /* [length], borrowed */
  gsize length;
  gsize at;
  gboolean failed;
} FvReader;

FvReader fv_reader_new (const guint8 *data, gsize length);
guint8 fv_reader_u8 (FvReader *self);
guint32 fv_reader_u32_be (FvReader *self);
guint64 fv_reader_u64_le (FvReader *self);
/* The next length bytes, borrowed; NULL if there are not that many. */
const guint8 *fv_reader_bytes (FvReader *self, gsize length);
gsize fv_reader_left (const FvReader *self);

G_END_DECLS
