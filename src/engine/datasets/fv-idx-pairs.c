/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-idx-pairs.h"

#include "fv-error.h"
#include "fv-path.h"

#include <glib/gi18n-lib.h>
#include <string.h>

/* A file name taken apart. */
typedef struct
{
  char *file;
  char *prefix; /* "train" of "train-images-idx3-ubyte.gz"; may be empty */
  gboolean labels;
} Name;

static void
name_free (gpointer data)
{
  Name *self = data;

  g_free (self->file);
  g_free (self->prefix);
  g_free (self);
}

static gboolean
is_separator (char c)
{
  return c == '-' || c == '.' || c == '_';
}

/* NULL if file is not named like this: [PREFIX-]images-idx3-ubyte[.gz] or […]labels-idx1-ubyte[.gz]. */
static Name *
name_parse (const char *file)
{
  static const char *const endings[] = { "images-idx3-ubyte", "labels-idx1-ubyte" };
  gsize length = strlen (file);
  gsize ending = strlen (endings[0]);

  if (g_str_has_suffix (file, ".gz"))
    length -= strlen (".gz");
  if (length < ending)
    return NULL;
  for (guint kind = 0; kind < G_N_ELEMENTS (endings); kind++)
    {
      const char *at = file + length - ending;
      gsize same = 0;

      while (same < ending
             && (at[same] == endings[kind][same] || (endings[kind][same] == '-' && is_separator (at[same]))))
        same++;
      if (same == ending && (at == file || is_separator (at[-1])))
        {
          Name *self = g_new0 (Name, 1);

          self->file = g_strdup (file);
          self->prefix = g_strndup (file, at == file ? 0 : (gsize)(at - file - 1));
          self->labels = kind == 1;
          return self;
        }
    }
  return NULL;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp ((*(Name *const *)a)->file, (*(Name *const *)b)->file);
}

/* All such names of the folder, sorted; empty if it cannot be read. */
static GPtrArray *
list_names (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (name_free);
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *file;

  while (dir != NULL && (file = g_dir_read_name (dir)) != NULL)
    {
      Name *name = name_parse (file);

      if (name != NULL)
        g_ptr_array_add (names, name);
    }
  g_clear_pointer (&dir, g_dir_close);
  g_ptr_array_sort (names, compare_names);
  return names;
}

/* The first name of the other kind with the same prefix. */
static const Name *
partner (const GPtrArray *names, const Name *self)
{
  for (guint i = 0; i < names->len; i++)
    {
      const Name *other = g_ptr_array_index (names, i);

      if (other->labels != self->labels && strcmp (other->prefix, self->prefix) == 0)
        return other;
    }
  return NULL;
}

/* EMNIST puts the part last: emnist-digits-train. */
static gboolean
is_part (const char *prefix, const char *part)
{
  gsize length = strlen (prefix), part_length = strlen (part);

  if (length < part_length)
    return FALSE;
  if (strncmp (prefix, part, part_length) == 0
      && (length == part_length || is_separator (prefix[part_length])))
    return TRUE;
  return strcmp (prefix + length - part_length, part) == 0 && length > part_length
         && is_separator (prefix[length - part_length - 1]);
}

static gboolean
is_test (const Name *name)
{
  return is_part (name->prefix, "t10k") || is_part (name->prefix, "test");
}

/* How well name serves as part: the larger the better. */
static int
suits (const Name *name, FvPart part)
{
  gboolean train = is_part (name->prefix, "train");

  if (part == FV_PART_TEST)
    return is_test (name) ? 2 : train ? 0 : 1;
  return train ? 2 : is_test (name) ? 0 : 1;
}

/* Among image files with labels the one that suits best, the first of equals; NULL if there is none. */
static const Name *
choose (const GPtrArray *names, FvPart part)
{
  const Name *best = NULL;

  for (guint i = 0; i < names->len; i++)
    {
      const Name *name = g_ptr_array_index (names, i);

      if (!name->labels && partner (names, name) != NULL
          && (best == NULL || suits (name, part) > suits (best, part)))
        best = name;
    }
  return best;
}

static void
refuse (const char *folder, const Name *lonely, GError **error)
{
  g_autofree char *shown = fv_path_shown (folder);
  g_autofree char *found = lonely != NULL ? fv_path_shown (lonely->file) : NULL;
  g_autofree char *prefix = lonely != NULL ? fv_path_shown (lonely->prefix) : NULL;
  const char *ending = lonely != NULL && lonely->labels ? "images-idx3-ubyte" : "labels-idx1-ubyte";

  if (lonely == NULL)
    g_set_error (
        error, FV_ERROR, FV_ERROR_DATA,
        _ ("“%s”: found no IDX files, wanted images-idx3-ubyte and labels-idx1-ubyte, with .gz or without"),
        shown);
  else
    g_set_error (error, FV_ERROR, FV_ERROR_DATA,
                 _ ("“%s”: found “%s” alone, wanted “%s%s%s” (or .gz) beside it"), shown, found, prefix,
                 *prefix != '\0' ? "-" : "", ending);
}

void
fv_idx_pair_clear (FvIdxPair *self)
{
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->images, g_free);
  g_clear_pointer (&self->labels, g_free);
}

gboolean
fv_idx_is_name (const char *path)
{
  g_autofree char *file = g_path_get_basename (path);
  Name *name = name_parse (file);
  gboolean is = name != NULL;

  g_clear_pointer (&name, name_free);
  return is;
}

gboolean
fv_idx_folder_has_any (const char *folder)
{
  g_autoptr (GPtrArray) names = list_names (folder);

  return names->len > 0;
}

/* Names are compared exactly, so the file asked for is among those listed if it exists. */
static const Name *
find_file (const GPtrArray *names, const char *file)
{
  for (guint i = 0; i < names->len; i++)
    {
      const Name *name = g_ptr_array_index (names, i);

      if (strcmp (name->file, file) == 0)
        return name;
    }
  return NULL;
}

static void
fill (FvIdxPair *pair, const char *folder, const Name *a, const Name *b)
{
  const Name *images = a->labels ? b : a;
  const Name *labels = a->labels ? a : b;
  g_autofree char *absolute = g_canonicalize_filename (folder, NULL);
  g_autofree char *last = g_path_get_basename (absolute);
  g_autofree char *shown = fv_path_shown (last);
  g_autofree char *prefix = fv_path_shown (images->prefix);

  pair->name = *prefix != '\0' ? g_strdup_printf ("%s/%s", shown, prefix) : g_strdup (shown);
  pair->images = g_build_filename (folder, images->file, NULL);
  pair->labels = g_build_filename (folder, labels->file, NULL);
}

gboolean
fv_idx_pair_find (const char *path, FvPart part, FvIdxPair *pair, GError **error)
{
  gboolean is_folder = g_file_test (path, G_FILE_TEST_IS_DIR);
  g_autofree char *folder = is_folder ? g_strdup (path) : g_path_get_dirname (path);
  g_autofree char *file = g_path_get_basename (path);
  g_autoptr (GPtrArray) names = list_names (folder);
  const Name *one = is_folder ? choose (names, part) : find_file (names, file);
  const Name *other = one != NULL ? partner (names, one) : NULL;

  if (other == NULL)
    {
      refuse (folder,
              one != NULL                   ? one
              : is_folder && names->len > 0 ? g_ptr_array_index (names, 0)
                                            : NULL,
              error);
      return FALSE;
    }
  fill (pair, folder, one, other);
  return TRUE;
}

/* TRUE if test is called like train but for the part: emnist-letters-test, emnist-letters-train. */
static gboolean
is_named_alike (const Name *train, const Name *test)
{
  static const char *const parts[] = { "t10k", "test" };
  g_auto (GStrv) pieces = g_strsplit (train->prefix, "train", 2);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      g_autofree char *wanted = g_strjoinv (parts[i], pieces);

      if (g_str_equal (wanted, test->prefix))
        return TRUE;
    }
  return FALSE;
}

static const Name *
find_test (const GPtrArray *names, const Name *train)
{
  const Name *any = choose (names, FV_PART_TEST);

  for (guint i = 0; i < names->len; i++)
    {
      const Name *name = g_ptr_array_index (names, i);

      if (!name->labels && is_test (name) && partner (names, name) != NULL && is_named_alike (train, name))
        return name;
    }
  return any != NULL && is_test (any) ? any : NULL;
}

char *
fv_idx_pair_test_of (const char *path)
{
  gboolean is_folder = g_file_test (path, G_FILE_TEST_IS_DIR);
  g_autofree char *folder = is_folder ? g_strdup (path) : g_path_get_dirname (path);
  g_autofree char *file = g_path_get_basename (path);
  g_autoptr (GPtrArray) names = list_names (folder);
  const Name *train = is_folder ? choose (names, FV_PART_TRAIN) : find_file (names, file);
  const Name *test = train != NULL && !is_test (train) ? find_test (names, train) : NULL;

  return test != NULL ? g_build_filename (folder, test->file, NULL) : NULL;
}
