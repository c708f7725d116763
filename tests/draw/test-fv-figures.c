/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-files.h"
#include "figure-fixture.h"
#include "fv-cells.h"
#include "fv-map.h"

#include <glib/gstdio.h>
#include <math.h>

/* Exported drawings show the cells that the screen shows: each scene in the table is exported and read back. What the
 * scene's cells are is not read off a picture but heard where maps are painted: the linker sends those calls here. */

typedef struct
{
  double x, y, width, height; /* pixels of the file as it is shown */
  guint32 color;
} Cell;

static GArray *heard; /* of Cell; NULL: nobody listens */

static void
hear (cairo_t *cr, double x, double y, double width, double height, guint32 color)
{
  double middle_x = x + width / 2, middle_y = y + height / 2;
  Cell cell = { x, y, width, height, color };

  if (heard == NULL || color == FV_PALETTE_NOT_FINITE || !cairo_in_clip (cr, middle_x, middle_y))
    return;
  cairo_user_to_device (cr, &cell.x, &cell.y);
  cairo_user_to_device_distance (cr, &cell.width, &cell.height);
  g_array_append_val (heard, cell);
}

static void
hear_map (cairo_t *cr, double x, double y, const guint32 *cells, guint rows, guint cols, double width,
          double height, guint step)
{
  for (guint row = 0; row < rows; row += step)
    for (guint col = 0; col < cols; col += step)
      hear (cr, x + col / step * width, y + row / step * height, width, height, cells[row * cols + col]);
}

void __real_fv_map_paint (cairo_t *cr, const FvStyle *style, gboolean vectors, double x, double y,
                          const guint32 *cells, guint rows, guint cols, guint zoom, guint step);
void __wrap_fv_map_paint (cairo_t *cr, const FvStyle *style, gboolean vectors, double x, double y,
                          const guint32 *cells, guint rows, guint cols, guint zoom, guint step);
void __real_fv_map_paint_units (cairo_t *cr, const FvStyle *style, gboolean vectors, double x, double y,
                                const guint32 *cells, guint count, guint rows, guint side, guint pitch);
void __wrap_fv_map_paint_units (cairo_t *cr, const FvStyle *style, gboolean vectors, double x, double y,
                                const guint32 *cells, guint count, guint rows, guint side, guint pitch);

void
__wrap_fv_map_paint (cairo_t *cr, const FvStyle *style, gboolean vectors, double x, double y,
                     const guint32 *cells, guint rows, guint cols, guint zoom, guint step)
{
  hear_map (cr, round (x), round (y), cells, rows, cols, zoom, zoom, step);
  __real_fv_map_paint (cr, style, vectors, x, y, cells, rows, cols, zoom, step);
}

void
__wrap_fv_map_paint_units (cairo_t *cr, const FvStyle *style, gboolean vectors, double x, double y,
                           const guint32 *cells, guint count, guint rows, guint side, guint pitch)
{
  for (guint i = 0; i < count; i++)
    hear (cr, round (x) + i / rows * pitch, round (y) + i % rows * pitch, side, side, cells[i]);
  __real_fv_map_paint_units (cr, style, vectors, x, y, cells, count, rows, side, pitch);
}

/* What the screen shows, scale times as large; *cells are those of the maps in it. */
static FigurePixels
screen (const FvSceneType *type, const FvSceneInput *input, double width, double height, double scale,
        GArray **cells)
{
  FigurePixels self = { (guint)lrint (width * scale), (guint)lrint (height * scale), NULL };
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int)self.width, (int)self.height);
  cairo_t *cr = cairo_create (surface);

  cairo_scale (cr, self.width / width, self.height / height);
  heard = g_array_new (FALSE, FALSE, sizeof (Cell));
  fv_scene_paint_figure (type, input, cr, width, height);
  *cells = g_steal_pointer (&heard);
  cairo_surface_flush (surface);
  self.pixels = g_new (guint32, (gsize)self.width * self.height);
  for (guint row = 0; row < self.height; row++)
    for (guint col = 0; col < self.width; col++)
      self.pixels[(gsize)row * self.width + col]
          = 0xffffff
            & *(const guint32 *)(gconstpointer)(cairo_image_surface_get_data (surface)
                                                + (gsize)row * (gsize)cairo_image_surface_get_stride (surface)
                                                + 4 * col);
  cairo_destroy (cr);
  cairo_surface_destroy (surface);
  return self;
}

static int
distance (guint32 a, guint32 b)
{
  int largest = 0;

  for (guint shift = 0; shift < 24; shift += 8)
    largest = MAX (largest, ABS ((int)(a >> shift & 0xff) - (int)(b >> shift & 0xff)));
  return largest;
}

static guint32
at (const FigurePixels *self, double x, double y)
{
  return self
      ->pixels[(gsize)CLAMP (y, 0, self->height - 1) * self->width + (gsize)CLAMP (x, 0, self->width - 1)];
}

#define NEAR 3 /* of 255: colours are written with a few digits */

/* A figure as it should be and as it is. */
typedef struct
{
  const char *what;
  GArray *cells;      /* of Cell, row by row and map by map */
  FigurePixels shown; /* on the screen */
  FigurePixels file;
  guint8 *over; /* [pixels] of shown: 1 where something lies over a map: a ring, a word, a point */
} Figure;

static void
mark_over (Figure *self)
{
  gsize area = (gsize)self->shown.width * self->shown.height;
  g_autofree guint32 *maps = g_new0 (guint32, area);

  for (guint i = 0; i < self->cells->len; i++)
    {
      const Cell *cell = &g_array_index (self->cells, Cell, i);

      for (double y = ceil (cell->y - 0.5); y < cell->y + cell->height - 0.5; y++)
        for (double x = ceil (cell->x - 0.5); x < cell->x + cell->width - 0.5; x++)
          maps[(gsize)y * self->shown.width + (gsize)x] = 0xff000000 | cell->color;
    }
  self->over = g_malloc0 (area);
  for (gsize i = 0; i < area; i++)
    self->over[i] = maps[i] != 0 && (maps[i] & 0xffffff) != self->shown.pixels[i];
}

/* Whether nothing but maps is at (x, y) and around it: what lies over them is blurred a pixel wide. */
static gboolean
is_free (const Figure *self, double x, double y)
{
  for (int dy = -1; dy <= 1; dy++)
    for (int dx = -1; dx <= 1; dx++)
      if (self->over[(gsize)CLAMP (y + dy, 0, self->shown.height - 1) * self->shown.width
                     + (gsize)CLAMP (x + dx, 0, self->shown.width - 1)])
        return FALSE;
  return TRUE;
}

/* Whether the pixel at x lies wholly between left and left + width. */
static gboolean
is_covered (double x, double left, double width)
{
  return floor (x) > left - 0.01 && floor (x) + 1 < left + width + 0.01;
}

/* Near its corners, where no number stands: four places of each cell. Returns how many could be asked for. */
static guint
assert_cells (const Figure *self)
{
  guint asked = 0;

  for (guint i = 0; i < self->cells->len; i++)
    for (guint corner = 0; corner < 4; corner++)
      {
        const Cell *cell = &g_array_index (self->cells, Cell, i);
        double x = cell->x + (corner % 2 ? 0.75 : 0.25) * cell->width;
        double y = cell->y + (corner / 2 ? 0.75 : 0.25) * cell->height;

        if (!is_covered (x, cell->x, cell->width) || !is_covered (y, cell->y, cell->height)
            || !is_free (self, x, y))
          continue;
        asked++;
        if (distance (at (&self->file, x, y), cell->color) > NEAR)
          g_error ("%s: the cell at (%.1f, %.1f) is #%06x, wanted #%06x", self->what, cell->x, cell->y,
                   at (&self->file, x, y), cell->color);
      }
  return asked;
}

static gboolean
is_between (guint32 color, guint32 a, guint32 b)
{
  for (guint shift = 0; shift < 24; shift += 8)
    {
      int c = (int)(color >> shift & 0xff), one = (int)(a >> shift & 0xff), other = (int)(b >> shift & 0xff);

      if (c < MIN (one, other) - NEAR || c > MAX (one, other) + NEAR)
        return FALSE;
    }
  return TRUE;
}

/* Where two cells meet, in the middle of their edge: the pixel has their colours and no third. */
static guint
assert_joined (const Figure *self, const Cell *a, const Cell *b, double x, double y)
{
  guint32 color = at (&self->file, x, y);

  if (!is_free (self, x, y))
    return 0;
  if (!is_between (color, a->color, b->color))
    g_error ("%s: a seam at (%.1f, %.1f): #%06x between #%06x and #%06x", self->what, x, y, color, a->color,
             b->color);
  return 1;
}

static gboolean
begins_at (const Cell *cell, double x, double y)
{
  return fabs (cell->x - x) < 0.01 && fabs (cell->y - y) < 0.01;
}

/* Returns how many edges were looked at. */
static guint
assert_no_seams (const Figure *self)
{
  const Cell *end = &g_array_index (self->cells, Cell, self->cells->len);
  guint asked = 0;

  for (guint i = 0; i + 1 < self->cells->len; i++)
    {
      const Cell *cell = &g_array_index (self->cells, Cell, i), *next = cell + 1;
      double right = cell->x + cell->width, bottom = cell->y + cell->height;

      if (MIN (cell->width, cell->height) < 4)
        continue; /* their corners are everywhere */
      if (begins_at (next, right, cell->y))
        asked += assert_joined (self, cell, next, right, cell->y + cell->height / 2);
      while (next < end && next->y < bottom + 0.01 && !begins_at (next, cell->x, bottom))
        next++;
      if (next < end && begins_at (next, cell->x, bottom))
        asked += assert_joined (self, cell, next, cell->x + cell->width / 2, bottom);
    }
  return asked;
}

/* Words are drawn by others, so their edges differ; nothing is missing, though, and nothing is cut off. */
static void
assert_alike (const Figure *self)
{
  const FigurePixels *shown = &self->shown, *file = &self->file;
  gsize area = (gsize)shown->width * shown->height, different = 0;

  g_assert_cmpuint (file->width, ==, shown->width);
  g_assert_cmpuint (file->height, ==, shown->height);
  for (gsize i = 0; i < area; i++)
    different += distance (shown->pixels[i], file->pixels[i]) > 96;
  if (different * 70 > area)
    g_error ("%s: %.2f %% of it is not what the screen shows", self->what,
             100.0 * (double)different / (double)area);
}

typedef FigurePixels (*Read) (const char *path, double width, double height, double scale);

static const struct
{
  const char *ending;
  Read read;
} kinds[] = { { "svg", figure_read_svg }, { "pdf", figure_read_pdf } };

typedef struct
{
  char *folder;
  guint n_figures;
  guint n_asked; /* places of cells */
  guint n_edges;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("fovea-figures-XXXXXX", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_test_message ("%u figures, %u places of cells, %u edges", self->n_figures, self->n_asked, self->n_edges);
  g_rmdir (self->folder);
  g_free (self->folder);
}

static char *
write_file (const Fixture *self, const FvSceneType *type, const FvSceneInput *input, guint kind)
{
  char *path = g_strdup_printf ("%s/%s.%s", self->folder, type->name, kinds[kind].ending);
  g_autoptr (GError) error = NULL;

  fv_scene_export (type, input, type->export_width, type->export_height, path, &error);
  g_assert_no_error (error);
  figure_assert_vectors (path);
  return path;
}

static void
check (Fixture *self, const FvSceneType *type, const FvSceneInput *input, guint kind, double scale)
{
  g_autofree char *path = write_file (self, type, input, kind);
  g_autofree char *what = g_strdup_printf ("%s.%s of %s, step %u, ×%.3g", type->name, kinds[kind].ending,
                                           fv_network_text (input->network),
                                           fv_cursor_step (input->cursor, input->network), scale);
  double width = type->export_width, height = type->export_height;
  Figure figure = { .what = what };

  figure.shown = screen (type, input, width, height, scale, &figure.cells);
  figure.file = kinds[kind].read (path, width, height, scale);
  mark_over (&figure);
  assert_alike (&figure);
  self->n_asked += assert_cells (&figure);
  self->n_edges += assert_no_seams (&figure);
  self->n_figures++;
  figure_pixels_clear (&figure.shown);
  figure_pixels_clear (&figure.file);
  g_array_unref (figure.cells);
  g_free (figure.over);
  g_remove (path);
}

static const char *const nets[] = {
  "lenet",
  "2x1x1 dense 2 tanh; dense 1 tanh; loss=logistic",
  "2x1x1 dense 4 tanh; softmax 3 other",
  "32x32x3 conv 5x5x8 sigmoid; mean 2x2; conv 3x3x20 relu; rasterize; dense 300 sigmoid; softmax 10",
  "28x28x1 conv 5x5x6 tanh; trainable 2x2 tanh; conv 5x5x16 tanh table=lenet5; gaussian 2x2; rasterize; "
  "softmax 10 other",
};

/* Every scene in the table with all of the nets, each time of another size: as seen, larger, and where no edge falls
 * on whole pixels. */
static void
test_scenes (Fixture *self, gconstpointer data)
{
  static const double scales[] = { 1, 1.3, 2, 1.7 };
  const FvSceneType *type;
  guint nth = 0;

  for (guint n = 0; n < G_N_ELEMENTS (nets); n++)
    {
      g_autoptr (FigureFixture) fixture = figure_fixture_new (nets[n]);

      for (guint t = 0; (type = fv_scene_type_nth (t)) != NULL; t++)
        for (guint kind = 0; kind < (n == 0 ? G_N_ELEMENTS (kinds) : 1); kind++)
          {
            fixture->input.cursor.direction = n % 2 == 0 ? FV_FORWARD : FV_BACKWARD;
            check (self, type, &fixture->input, kind, scales[nth++ % G_N_ELEMENTS (scales)]);
          }
    }
  g_assert_cmpuint (self->n_asked, >, 100000);
  g_assert_cmpuint (self->n_edges, >, 20000);
}

/* Each card of the pass, there and back. */
static void
test_cards (Fixture *self, gconstpointer data)
{
  g_autoptr (FigureFixture) fixture = figure_fixture_new (nets[0]);

  for (guint step = 0; step < fv_cursor_n_steps (fixture->input.network); step++)
    {
      fixture->input.cursor = fv_cursor_at_step (fixture->input.network, step);
      check (self, fv_scene_type_from_name ("detail"), &fixture->input, 0, 1.3);
      check (self, fv_scene_type_from_name ("kernel"), &fixture->input, 0, 1.3);
    }
}

/* As on a poster: cells stay cells. */
static void
test_poster (Fixture *self, gconstpointer data)
{
  g_autoptr (FigureFixture) fixture = figure_fixture_new (nets[0]);

  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    check (self, fv_scene_type_from_name ("network"), &fixture->input, kind, 5.3);
}

/* What is written stays small enough to send: a line for a cell, in a network of 68,000 of them. */
static void
test_length (Fixture *self, gconstpointer data)
{
  g_autoptr (FigureFixture) fixture = figure_fixture_new ("wide");
  const FvSceneType *type;

  for (guint t = 0; (type = fv_scene_type_nth (t)) != NULL; t++)
    for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
      {
        g_autofree char *path = write_file (self, type, &fixture->input, kind);
        GStatBuf status;

        g_assert_cmpint (g_stat (path, &status), ==, 0);
        g_test_message ("%s.%s: %" G_GINT64_FORMAT, type->name, kinds[kind].ending, (gint64)status.st_size);
        g_assert_cmpint (status.st_size, <, 10 << 20);
        g_remove (path);
      }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/figures/" path, Fixture, NULL, set_up, func, tear_down)
  ADD ("scenes", test_scenes);
  ADD ("cards", test_cards);
  ADD ("poster", test_poster);
  ADD ("length", test_length);
  return g_test_run ();
}
