/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-model.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <stdio.h>
#include <sys/stat.h>

#include "fv-error.h"
#include "fv-history.h"
#include "fv-model-private.h"

/* The largest network with all its optimiser keeps, its past, and room for the header. */
#define MAX_FILE                                                                                             \
  ((goffset)FV_NETWORK_MAX_PARAMETERS * (1 + FV_OPTIMIZER_MAX_SLOTS) * (goffset)sizeof (float)               \
   + (goffset)FV_HISTORY_MAX_BUDGET + FV_SAFETENSORS_MAX_HEADER + 8)

/* Digits call their classes by number, and so does a network that was told no names. */
static char **
numbered_classes (const FvNetwork *network)
{
  guint n = fv_network_n_classes (network);
  char **names = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    names[i] = fv_network_loss (network)->has_other && i == n - 1 ? g_strdup (FV_MODEL_OTHER_CLASS)
                                                                  : g_strdup_printf ("%u", i);
  return names;
}

FvModel *
fv_model_new (FvParameters *parameters)
{
  FvModel *self = g_new0 (FvModel, 1);

  self->parameters = fv_parameters_ref (parameters);
  self->classes = numbered_classes (fv_parameters_network (parameters));
  self->curve = fv_curve_new ();
  self->options = fv_training_options ();
  return self;
}

void
fv_model_free (FvModel *self)
{
  if (self == NULL)
    return;
  fv_parameters_unref (self->parameters);
  g_strfreev (self->classes);
  fv_curve_free (self->curve);
  for (guint i = 0; i < G_N_ELEMENTS (self->slots); i++)
    g_free (self->slots[i]);
  g_free (self->data);
  fv_source_clear (&self->source);
  g_free (self);
}

/* A regular file of at most the cap; g_free(). */
static char *
read_bounded (const char *path, gsize *length, GError **error)
{
  g_autofree char *data = NULL;
  struct stat status;
  FILE *stream = fopen (path, "re");
  int failure = errno;

  if (stream == NULL)
    {
      g_set_error (error, G_FILE_ERROR, g_file_error_from_errno (failure), "%s: %s", path,
                   g_strerror (failure));
      return NULL;
    }
  if (fstat (fileno (stream), &status) != 0 || !S_ISREG (status.st_mode) || status.st_size > MAX_FILE)
    g_set_error (error, FV_ERROR, FV_ERROR_FILE, _ ("%s: is not a file of at most %d MB, as models are"),
                 path, (int)(MAX_FILE >> 20));
  else if ((data = g_try_malloc ((gsize)status.st_size + 1)) == NULL)
    g_set_error (error, FV_ERROR, FV_ERROR_FILE, _ ("%s: there is not enough memory to read it"), path);
  else
    *length = fread (data, 1, (gsize)status.st_size, stream);
  fclose (stream);
  return g_steal_pointer (&data);
}

GBytes *
fv_model_read_file (const char *path, GError **error)
{
  gsize length;
  char *data = read_bounded (path, &length, error);

  return data != NULL ? g_bytes_new_take (data, length) : NULL;
}

FvModel *
fv_model_load (const char *path, GError **error)
{
  g_autoptr (GBytes) bytes = fv_model_read_file (path, error);

  return bytes != NULL ? fv_model_from_bytes (bytes, path, error) : NULL;
}
