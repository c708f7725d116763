/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-pictures.h"

#include "fv-error.h"
#include "fv-path.h"
#include "fv-folder.h"
#include "fv-samples.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_CLASSES 256
#define MAX_SIDE    64 /* of pictures that are taken as they are */
#define LOOK_EVERY  64

/* A picture and its class. */
typedef struct
{
  char *path;
  guint8 label;
} Entry;

typedef struct
{
  GPtrArray *folders; /* of the classes, in their order */
  GArray *entries;    /* of Entry */
  GPtrArray *names;   /* of classes, NULL last */
} Listing;

static const FvPictureReader *the_reader;

void
fv_pictures_set_reader (const FvPictureReader *reader)
{
  g_atomic_pointer_set (&the_reader, reader);
}

static gboolean
is_picture (const char *name)
{
  static const char *const endings[] = { ".png", ".jpg", ".jpeg" };
  gsize length = strlen (name);

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      gsize n = strlen (endings[i]);

      if (length > n && g_ascii_strcasecmp (name + length - n, endings[i]) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_pictures (const char *folder)
{
  GDir *dir = g_dir_open (folder, 0, NULL);
  const char *name;
  gboolean found = FALSE;

  while (dir != NULL && !found && (name = g_dir_read_name (dir)) != NULL)
    found = *name != '.' && is_picture (name);
  g_clear_pointer (&dir, g_dir_close);
  return found;
}

static gboolean
has_classes (const char *folder)
{
  g_autoptr (GPtrArray) folders = fv_folder_list_folders (folder);

  for (guint i = 0; i < folders->len; i++)
    if (has_pictures (g_ptr_array_index (folders, i)))
      return TRUE;
  return FALSE;
}

/* The folder that holds the part; NULL if path has none of its own. */
static char *
part_folder (const char *path, FvPart part)
{
  static const char *const names[2][5]
      = { { "train", "training" }, { "test", "testing", "val", "valid", "validation" } };

  for (guint i = 0; i < 5 && names[part][i] != NULL; i++)
    {
      g_autofree char *folder = g_build_filename (path, names[part][i], NULL);

      if (has_classes (folder))
        return g_steal_pointer (&folder);
    }
  return NULL;
}

/* "2" before "10", any number before any word. */
static int
compare_classes (gconstpointer a, gconstpointer b)
{
  g_autofree char *one = g_path_get_basename (*(const char *const *)a);
  g_autofree char *other = g_path_get_basename (*(const char *const *)b);
  guint64 one_number, other_number;
  gboolean one_is = g_ascii_string_to_unsigned (one, 10, 0, G_MAXUINT64, &one_number, NULL);
  gboolean other_is = g_ascii_string_to_unsigned (other, 10, 0, G_MAXUINT64, &other_number, NULL);

  if (one_is != other_is)
    return one_is ? -1 : 1;
  if (one_is && one_number != other_number)
    return one_number < other_number ? -1 : 1;
  return strcmp (one, other);
}

static void
entry_clear (gpointer data)
{
  g_free (((Entry *)data)->path);
}

static void
listing_clear (Listing *self)
{
  g_clear_pointer (&self->folders, g_ptr_array_unref);
  g_clear_pointer (&self->entries, g_array_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
}

/* The pictures of one class, folder/NAME. */
static void
list_class (Listing *self, const char *folder, guint label)
{
  g_autofree char *name = g_path_get_basename (g_ptr_array_index (self->folders, label));
  g_autofree char *place = g_build_filename (folder, name, NULL);
  g_autoptr (GPtrArray) files = fv_folder_list (place, is_picture);

  for (guint i = 0; i < files->len; i++)
    {
      Entry entry = { g_strdup (g_ptr_array_index (files, i)), (guint8)label };

      g_array_append_val (self->entries, entry);
    }
  g_ptr_array_add (self->names, fv_folder_last_name (place));
}

/* The folders of folder that have pictures, in the order of their classes. */
static GPtrArray *
list_class_folders (const char *folder)
{
  GPtrArray *folders = fv_folder_list_folders (folder);

  for (guint i = folders->len; i-- > 0;)
    if (!has_pictures (g_ptr_array_index (folders, i)))
      g_ptr_array_remove_index (folders, i);
  g_ptr_array_sort (folders, compare_classes);
  return folders;
}

static gboolean
refuse_class (const char *folder, const char *like, GError **error)
{
  g_autofree char *shown = fv_path_shown (folder);
  g_autofree char *wanted = fv_path_shown (like);

  g_set_error (error, FV_ERROR, FV_ERROR_DATA,
               _ ("“%s”: found a class that “%s” does not have, wanted the same"), shown, wanted);
  return FALSE;
}

/* A class only one of the two parts has would give the others another number. */
static gboolean
check_same_classes (const Listing *self, const char *folder, const char *like, GError **error)
{
  g_autoptr (GPtrArray) own = list_class_folders (folder);

  for (guint i = 0; i < own->len; i++)
    {
      g_autofree char *name = g_path_get_basename (g_ptr_array_index (own, i));
      g_autofree char *place = g_build_filename (like, name, NULL);
      guint found = 0;

      while (found < self->folders->len && strcmp (g_ptr_array_index (self->folders, found), place) != 0)
        found++;
      if (found == self->folders->len)
        return refuse_class (g_ptr_array_index (own, i), like, error);
    }
  return TRUE;
}

/* folder's pictures, in the classes that like has: folder itself, or the part one learns from. */
static gboolean
list_all (Listing *self, const char *folder, const char *like, GError **error)
{
  self->folders = list_class_folders (like);
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->names = g_ptr_array_new_with_free_func (g_free);
  g_array_set_clear_func (self->entries, entry_clear);
  if (self->folders->len > MAX_CLASSES)
    {
      g_autofree char *shown = fv_path_shown (like);

      g_set_error (error, FV_ERROR, FV_ERROR_DATA,
                   _ ("“%s”: found %u folders of pictures, wanted one for each of at most %d classes"), shown,
                   self->folders->len, MAX_CLASSES);
      return FALSE;
    }
  for (guint i = 0; i < self->folders->len; i++)
    list_class (self, folder, i);
  g_ptr_array_add (self->names, NULL);
  return check_same_classes (self, folder, like, error);
}

/* From the first picture of each class. out: of the size it is, if that is known. */
static gboolean
find_shape (const Listing *listing, const FvPictureReader *reader, FvShape *out, GError **error)
{
  gboolean coloured = FALSE;
  FvShape first = { 0 };

  for (guint i = 0; i < listing->entries->len; i++)
    {
      const Entry *entry = &g_array_index (listing->entries, Entry, i);
      FvShape shape;

      if (i > 0 && entry->label == g_array_index (listing->entries, Entry, i - 1).label)
        continue;
      if (!reader->measure (entry->path, &shape, error))
        return FALSE;
      if (i == 0)
        first = shape;
      coloured = coloured || shape.maps == 3;
    }
  if (first.rows > MAX_SIDE || first.cols > MAX_SIDE)
    first.rows = first.cols = coloured ? 32 : 28;
  out->maps = coloured ? 3 : 1;
  if (fv_shape_area (*out) == 0)
    *out = (FvShape){ out->maps, first.rows, first.cols };
  return TRUE;
}

static gboolean
read_all (const Listing *listing, const FvPictureReader *reader, FvShape shape, const FvDatasetWanted *wanted,
          FvSamples *samples, GError **error)
{
  for (guint i = 0; i < listing->entries->len; i++)
    {
      const Entry *entry = &g_array_index (listing->entries, Entry, i);
      guint8 *pixels = fv_samples_next (samples);

      if (pixels == NULL)
        {
          g_autofree char *shown = fv_path_shown (entry->path);

          g_set_error (error, FV_ERROR, FV_ERROR_DATA,
                       _ ("“%s”: found more pictures than there is memory for, wanted fewer"), shown);
          return FALSE;
        }
      if ((i % LOOK_EVERY == 0 && !fv_dataset_wanted_tell (wanted, (double)i / listing->entries->len, error))
          || !reader->read (entry->path, shape, pixels, error))
        return FALSE;
      fv_samples_took (samples, entry->label);
    }
  return TRUE;
}

static FvDataset *
open_listing (const Listing *listing, const char *name, const FvDatasetWanted *wanted, GError **error)
{
  const FvPictureReader *reader = g_atomic_pointer_get (&the_reader);
  FvShape shape = wanted->shape;
  FvSamples samples;

  g_return_val_if_fail (reader != NULL, NULL);
  if (fv_shape_size (shape) == 0 && !find_shape (listing, reader, &shape, error))
    return NULL;
  samples = (FvSamples){ .size = fv_shape_size (shape) };
  if (read_all (listing, reader, shape, wanted, &samples, error))
    return fv_samples_end (&samples, name, shape, (const char *const *)listing->names->pdata);
  fv_samples_clear (&samples);
  return NULL;
}

gboolean
fv_pictures_probe (const char *path)
{
  g_autofree char *train = part_folder (path, FV_PART_TRAIN);

  return g_atomic_pointer_get (&the_reader) != NULL && (train != NULL || has_classes (path));
}

char *
fv_pictures_test_path (const char *path)
{
  g_autofree char *train = part_folder (path, FV_PART_TRAIN);
  g_autofree char *test = part_folder (path, FV_PART_TEST);

  return train != NULL && test != NULL ? g_strdup (path) : NULL;
}

FvDataset *
fv_pictures_open (const char *path, const FvDatasetWanted *wanted, GError **error)
{
  g_autofree char *train = part_folder (path, FV_PART_TRAIN);
  g_autofree char *test = part_folder (path, FV_PART_TEST);
  const char *like = train != NULL ? train : path;
  const char *folder = wanted->part == FV_PART_TEST && test != NULL ? test : like;
  g_autofree char *last = fv_folder_last_name (folder);
  g_autofree char *whole = fv_folder_last_name (path);
  g_autofree char *name = folder == path ? g_strdup (whole) : g_strdup_printf ("%s/%s", whole, last);
  Listing listing = { NULL, NULL, NULL };
  FvDataset *set = NULL;

  if (list_all (&listing, folder, train == NULL ? folder : like, error))
    set = open_listing (&listing, name, wanted, error);
  listing_clear (&listing);
  return set;
}
