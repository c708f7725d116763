/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* The safetensors container: an 8-byte little-endian header length, a JSON header, then the bytes of the tensors
 * without holes or overlaps. Only F32 is read and written. Files are untrusted: everything is checked against the
 * bytes that are there before anything is allocated on their word. */
#define FV_SAFETENSORS_MAX_HEADER (4u << 20)
#define FV_SAFETENSORS_MAX_RANK   4

typedef struct
{
  char *name;
  guint rank;
  gsize shape[FV_SAFETENSORS_MAX_RANK];
  gsize count;         /* product of shape */
  const float *values; /* [count]; owned by the container when read, borrowed when written */
} FvTensorEntry;

typedef struct _FvSafetensors FvSafetensors;

FvSafetensors *fv_safetensors_new (void);
void fv_safetensors_free (FvSafetensors *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvSafetensors, fv_safetensors_free)

/* values [product of shape] is borrowed until written. */
void fv_safetensors_add (FvSafetensors *self, const char *name, guint rank, const gsize *shape,
                         const float *values);
void fv_safetensors_set_metadata (FvSafetensors *self, const char *key, const char *value);
/* NULL if there is none. */
const char *fv_safetensors_metadata (const FvSafetensors *self, const char *key);
const FvTensorEntry *fv_safetensors_find (const FvSafetensors *self, const char *name);
guint fv_safetensors_count (const FvSafetensors *self);
const FvTensorEntry *fv_safetensors_nth (const FvSafetensors *self, guint nth);

/* The whole file as bytes; new reference. */
GBytes *fv_safetensors_to_bytes (const FvSafetensors *self);
/* name: what error sentences call the file. */
FvSafetensors *fv_safetensors_from_bytes (GBytes *bytes, const char *name, GError **error);

G_END_DECLS
