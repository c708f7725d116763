/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-drawings.h"

#include "fv-digits.h"
#include "fv-error.h"
#include "fv-path.h"
#include "fv-save.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define HEAD     "fovea-drawings 1"
#define SIDE     FV_DIGIT_SIDE
#define SEEN_PEN 2.5
#define FARTHEST 1e6

typedef struct
{
  guint label;
  FvStrokes *strokes;
} Drawing;

struct _FvDrawings
{
  GArray *drawings; /* Drawing */
};

static void
drawing_clear (gpointer data)
{
  fv_strokes_free (((Drawing *)data)->strokes);
}

FvDrawings *
fv_drawings_new (void)
{
  FvDrawings *self = g_new0 (FvDrawings, 1);

  self->drawings = g_array_new (FALSE, FALSE, sizeof (Drawing));
  g_array_set_clear_func (self->drawings, drawing_clear);
  return self;
}

void
fv_drawings_free (FvDrawings *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->drawings);
  g_free (self);
}

void
fv_drawings_add (FvDrawings *self, guint label, FvStrokes *strokes)
{
  Drawing drawing = { label, strokes };

  g_return_if_fail (label <= FV_DRAWINGS_OTHER);
  g_array_append_val (self->drawings, drawing);
}

void
fv_drawings_insert (FvDrawings *self, guint nth, guint label, FvStrokes *strokes)
{
  Drawing drawing = { label, strokes };

  g_return_if_fail (label <= FV_DRAWINGS_OTHER);
  g_array_insert_val (self->drawings, MIN (nth, self->drawings->len), drawing);
}

FvStrokes *
fv_drawings_take (FvDrawings *self, guint nth)
{
  FvStrokes *strokes;

  g_return_val_if_fail (nth < self->drawings->len, NULL);
  strokes = g_steal_pointer (&g_array_index (self->drawings, Drawing, nth).strokes);
  g_array_remove_index (self->drawings, nth); /* its clear function is given none */
  return strokes;
}

void
fv_drawings_remove_last (FvDrawings *self)
{
  if (self->drawings->len > 0)
    g_array_set_size (self->drawings, self->drawings->len - 1);
}

guint
fv_drawings_count (const FvDrawings *self)
{
  return self->drawings->len;
}

guint
fv_drawings_label (const FvDrawings *self, guint nth)
{
  return g_array_index (self->drawings, Drawing, nth).label;
}

const FvStrokes *
fv_drawings_strokes (const FvDrawings *self, guint nth)
{
  return g_array_index (self->drawings, Drawing, nth).strokes;
}

static gboolean
read_number (const char **at, double *number)
{
  char *end;

  while (**at == ' ')
    (*at)++;
  *number = g_ascii_strtod (*at, &end);
  if (end == *at || !(fabs (*number) <= FARTHEST))
    return FALSE;
  *at = end;
  return TRUE;
}

/* “3: x y width …; …”: FALSE if it is anything else. */
static gboolean
read_line (FvDrawings *self, const char *line)
{
  g_autoptr (FvStrokes) strokes = fv_strokes_new ();
  FvPoint point;
  char *end;
  guint64 label = g_ascii_isdigit (line[0]) ? g_ascii_strtoull (line, &end, 10) : G_MAXUINT64;
  const char *at = label <= FV_DRAWINGS_OTHER ? end : NULL;

  if (at == NULL || *at++ != ':')
    return FALSE;
  do
    {
      fv_strokes_begin (strokes);
      do
        {
          if (!read_number (&at, &point.x) || !read_number (&at, &point.y) || !read_number (&at, &point.width)
              || point.width < 0)
            return FALSE;
          fv_strokes_add (strokes, point);
        }
      while (*at == ' ');
    }
  while (*at++ == ';');
  if (at[-1] != '\0')
    return FALSE;
  fv_drawings_add (self, (guint)label, g_steal_pointer (&strokes));
  return TRUE;
}

static char *
read_text (const char *path, gsize *length, GError **error)
{
  g_autofree char *shown = fv_path_shown (path);
  char *text = NULL;
  GStatBuf info;

  if (g_stat (path, &info) == 0 && info.st_size > FV_DRAWINGS_MAX_BYTES)
    {
      g_set_error (error, FV_ERROR, FV_ERROR_FILE,
                   _ ("“%s”: found %.0f bytes, wanted at most %u of drawings"), shown, (double)info.st_size,
                   FV_DRAWINGS_MAX_BYTES);
      return NULL;
    }
  g_file_get_contents (path, &text, length, error);
  return text;
}

static gboolean
refuse (const char *path, guint line, const char *found, const char *wanted, GError **error)
{
  g_autofree char *shown = fv_path_shown (path);
  g_autofree char *valid = g_utf8_make_valid (found, (gssize)strnlen (found, 40));

  g_set_error (error, FV_ERROR, FV_ERROR_FILE, _ ("“%s”, line %u: found “%s”, wanted %s"), shown, line, valid,
               wanted);
  return FALSE;
}

static gboolean
parse (FvDrawings *self, char *text, gsize length, const char *path, GError **error)
{
  char *line = text;
  guint number = 1;

  if (memchr (text, '\0', length) != NULL)
    return refuse (path, 1, "\\0", _ ("text"), error);
  for (char *next; line != NULL && *line != '\0'; line = next, number++)
    {
      next = strchr (line, '\n');
      if (next != NULL)
        *next++ = '\0';
      if (number == 1 && !g_str_equal (line, HEAD))
        return refuse (path, 1, line, HEAD, error);
      if (number > 1 && !read_line (self, line))
        return refuse (path, number, line, _ ("a class 0…10, a colon and points “x y width”"), error);
    }
  return number > 1 || refuse (path, 1, "", HEAD, error);
}

FvDrawings *
fv_drawings_load (const char *path, GError **error)
{
  g_autoptr (FvDrawings) self = fv_drawings_new ();
  gsize length;
  g_autofree char *text = read_text (path, &length, error);

  if (text == NULL || !parse (self, text, length, path, error))
    return NULL;
  return g_steal_pointer (&self);
}

static void
append_stroke (GString *text, const FvPoint *points, guint n)
{
  for (guint i = 0; i < n; i++)
    {
      double numbers[] = { points[i].x, points[i].y, points[i].width };

      for (guint k = 0; k < 3; k++)
        {
          char buffer[G_ASCII_DTOSTR_BUF_SIZE];

          g_string_append_c (text, ' ');
          g_string_append (text, g_ascii_formatd (buffer, sizeof buffer, "%.4f", numbers[k]));
        }
    }
}

gboolean
fv_drawings_save (const FvDrawings *self, const char *path, GError **error)
{
  GString *text = g_string_new (HEAD "\n");
  g_autoptr (GBytes) bytes = NULL;

  for (guint i = 0; i < fv_drawings_count (self); i++)
    {
      const FvStrokes *strokes = fv_drawings_strokes (self, i);
      gboolean first = TRUE;
      guint n;

      g_string_append_printf (text, "%u:", fv_drawings_label (self, i));
      for (guint s = 0; s < fv_strokes_count (strokes); s++)
        {
          const FvPoint *points = fv_strokes_nth (strokes, s, &n);

          if (n > 0 && !first)
            g_string_append_c (text, ';');
          append_stroke (text, points, n);
          first = first && n == 0;
        }
      g_string_append_c (text, '\n');
    }
  bytes = g_string_free_to_bytes (text);
  return fv_save_bytes (path, bytes, error);
}

FvDataset *
fv_drawings_dataset (const FvDrawings *self, const char *name)
{
  static const char *const digits[] = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", NULL };
  static const char *const all[] = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "other", NULL };
  guint n = fv_drawings_count (self);
  guint8 *pixels = g_malloc ((gsize)MAX (n, 1) * SIDE * SIDE), *labels = g_malloc (MAX (n, 1));
  gboolean other = FALSE;

  for (guint i = 0; i < n; i++)
    {
      fv_strokes_normalise (fv_drawings_strokes (self, i), SEEN_PEN, pixels + (gsize)i * SIDE * SIDE);
      labels[i] = (guint8)fv_drawings_label (self, i);
      other = other || labels[i] == FV_DRAWINGS_OTHER;
    }
  return fv_dataset_new_take (name, (FvShape){ 1, SIDE, SIDE }, n, pixels, labels, other ? all : digits);
}

char *
fv_drawings_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "fovea", FV_DRAWINGS_MINE FV_DRAWINGS_SUFFIX, NULL);
}

/* The user's own file is known by its name too. */
static gboolean
is_mine (const char *path)
{
  g_autofree char *own = fv_drawings_path ();

  return g_str_equal (path, own) || g_str_equal (path, FV_DRAWINGS_MINE);
}

gboolean
fv_drawings_probe (const char *path)
{
  return g_str_equal (path, FV_DRAWINGS_MINE) || g_str_has_suffix (path, FV_DRAWINGS_SUFFIX);
}

char *
fv_drawings_test_path (const char *path)
{
  return NULL;
}

FvDataset *
fv_drawings_open (const char *path, const FvDatasetWanted *wanted, GError **error)
{
  g_autofree char *file = is_mine (path) ? fv_drawings_path () : g_strdup (path);
  g_autoptr (FvDrawings) drawings = fv_drawings_load (file, error);
  g_autofree char *shown = fv_path_shown (path);

  if (drawings == NULL)
    return NULL;
  if (fv_drawings_count (drawings) == 0)
    {
      g_set_error (error, FV_ERROR, FV_ERROR_DATA, _ ("“%s”: found no drawing, wanted one at least"), shown);
      return NULL;
    }
  return fv_drawings_dataset (drawings, is_mine (path) ? _ ("my digits") : shown);
}
