/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "draw-fixture.h"
#include "fv-confusion-layout.h"
#include "fv-confusion-words.h"
#include "fv-palette.h"
#include "fv-random.h"
#include "fv-text.h"

#define WIDTH  340
#define HEIGHT 412

/* A network that tells n classes apart, badly, and a set for it. */
typedef struct
{
  FvNetwork *network;
  FvParameters *parameters;
  FvDataset *set;
  FvJudgement *judgement;
  char **names;
  FvSceneInput input;
} Fixture;

static FvDataset *
new_set (guint n, guint count, char **names)
{
  FvRandom random = fv_random_new (3, 0);
  guint8 *pixels = g_new (guint8, count * 16), *labels = g_new (guint8, count);

  for (guint i = 0; i < count * 16; i++)
    pixels[i] = (guint8)fv_random_below (&random, 256);
  for (guint i = 0; i < count; i++)
    labels[i] = (guint8)(i % n);
  return fv_dataset_new_take ("noise", (FvShape){ 1, 4, 4 }, count, pixels, labels,
                              (const char *const *)names);
}

static Fixture
new_fixture (guint n, const char *name, guint count)
{
  Fixture self = { 0 };
  g_autofree char *text = g_strdup_printf ("4x4x1 rasterize; softmax %u", n);
  g_autoptr (GError) error = NULL;

  self.names = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    self.names[i] = g_strdup_printf ("%s%u", name, i);
  self.network = fv_network_new (text, &error);
  g_assert_no_error (error);
  self.parameters = fv_parameters_new (self.network, 1);
  self.set = new_set (n, count, self.names);
  self.judgement = fv_judgement_new (self.parameters, self.set, 100, 1, NULL, NULL, &error);
  g_assert_no_error (error);
  self.input = (FvSceneInput){ .network = self.network,
                               .dataset = self.set,
                               .class_names = (const char *const *)self.names,
                               .judgement = self.judgement,
                               .style = fv_style_light () };
  return self;
}

static void
clear_fixture (Fixture *self)
{
  fv_judgement_unref (self->judgement);
  fv_dataset_unref (self->set);
  fv_parameters_unref (self->parameters);
  fv_network_unref (self->network);
  g_strfreev (self->names);
}

static double
line_height (double scale)
{
  return fv_text_ascent (FV_TEXT_CAPTION, scale) + fv_text_descent (FV_TEXT_CAPTION, scale);
}

static void
check_layout (const Fixture *fixture, guint n, double scale, double width, double height)
{
  FvConfusionLayout *layout;
  FvSceneInput input = fixture->input;
  double side;

  input.style.text_scale = scale;
  layout = fv_confusion_layout_new (&input, width, height);
  side = n * layout->cell;
  g_assert_cmpuint (layout->n, ==, n);
  g_assert_cmpfloat (layout->cell, >=, 1);
  /* All of it is in the picture, line below line. */
  g_assert_cmpfloat (layout->x + side, <=, width);
  g_assert_cmpfloat (layout->title_baseline, <=, layout->hint_baseline);
  g_assert_cmpfloat (layout->hint_baseline, <, layout->names_bottom);
  g_assert_cmpfloat (layout->names_bottom, <, layout->y);
  g_assert_cmpfloat (layout->y + side, <, layout->sum_baseline - fv_text_ascent (FV_TEXT_CAPTION, scale));
  g_assert_cmpfloat (layout->sum_baseline + line_height (scale), <=, layout->cell_baseline + 1);
  g_assert_cmpfloat (layout->cell_baseline, <=, height);
  /* No name stands on another. */
  g_assert_cmpfloat (layout->row_step * layout->cell, >=, line_height (scale));
  g_assert_cmpfloat (layout->column_step * layout->cell, >=,
                     layout->stands ? line_height (scale) : layout->names_room);
  g_assert_cmpfloat (layout->names_right, <, layout->x);
  for (guint i = 0; i < n * n; i += 1 + n / 7)
    {
      FvRect cell = fv_confusion_layout_cell (layout, i / n, i % n);
      guint target, read_as;

      g_assert_true (fv_confusion_layout_at (layout, cell.x, cell.y, &target, &read_as));
      g_assert_cmpuint (target * n + read_as, ==, i);
      g_assert_true (fv_confusion_layout_at (layout, cell.x + cell.width - 0.5, cell.y + cell.height - 0.5,
                                             &target, &read_as));
      g_assert_cmpuint (target * n + read_as, ==, i);
    }
  fv_confusion_layout_free (layout);
}

static void
any_number_of_classes_fits (void)
{
  static const guint counts[] = { 2, 3, 10, 11, 26, 47, 62 };
  static const char *const names[] = { "", "automobile ", "完全连接" };
  static const double sizes[][2]
      = { { WIDTH, HEIGHT }, { 300, 330 }, { 520, 580 }, { 900, 900 }, { 700, 400 } };

  for (guint c = 0; c < G_N_ELEMENTS (counts); c++)
    for (guint k = 0; k < G_N_ELEMENTS (names); k++)
      {
        Fixture fixture = new_fixture (counts[c], names[k], 8);

        for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
          {
            check_layout (&fixture, counts[c], 1, sizes[s][0], sizes[s][1]);
            check_layout (&fixture, counts[c], 1.25, 1.25 * sizes[s][0], 1.25 * sizes[s][1]);
          }
        clear_fixture (&fixture);
      }
}

static void
long_names_are_cut (void)
{
  static const char *const names[] = { "automobile", "Flugzeugträger", "完全连接层", "a", "" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    for (double width = 1; width < 120; width += 7)
      {
        g_autofree char *cut = fv_confusion_shorten (names[i], 1, width);

        g_assert_true (g_utf8_validate (cut, -1, NULL));
        g_assert_true (g_str_has_prefix (names[i], cut));
        if (g_utf8_strlen (cut, -1) > 1)
          g_assert_cmpfloat (fv_text_width (FV_TEXT_CAPTION_BOLD, 1, cut), <=, width);
      }
}

/* The commonest colour of a cell's middle is its ground: numbers are thin. */
static guint32
ground_of (const Fixture *fixture, const guint32 *pixels, guint target, guint read_as)
{
  FvConfusionLayout *layout = fv_confusion_layout_new (&fixture->input, WIDTH, HEIGHT);
  FvRect cell = fv_confusion_layout_cell (layout, target, read_as);
  guint32 ground = pixels[((guint)cell.y + 2) * WIDTH + (guint)cell.x + 2];

  fv_confusion_layout_free (layout);
  return ground;
}

/* What is right has no tint, however much of it there is; of mistakes more are darker. */
static void
check_tints (gboolean dark)
{
  Fixture fixture = new_fixture (5, "", 400);
  g_autofree guint32 *pixels = NULL;
  guint32 paper = fv_palette_table (FV_PALETTE_ACTIVATION, dark)[FV_PALETTE_HALF], first;
  guint tinted = 0;

  fixture.input.style = dark ? fv_style_dark () : fv_style_light ();
  pixels = draw_pixels (fv_scene_type_from_name ("confusion"), &fixture.input, WIDTH, HEIGHT);
  first = ground_of (&fixture, pixels, 0, 1);
  for (guint target = 0; target < 5; target++)
    for (guint read_as = 0; read_as < 5; read_as++)
      {
        guint count = fv_judgement_cell (fixture.judgement, target, read_as);
        guint other = fv_judgement_cell (fixture.judgement, 0, 1);
        guint32 ground = ground_of (&fixture, pixels, target, read_as);
        double more = fv_palette_lightness (ground) - fv_palette_lightness (first);

        if (target == read_as || count == 0)
          {
            g_assert_cmpuint (ground, ==, paper);
            continue;
          }
        g_assert_cmpuint (ground, !=, paper);
        tinted++;
        if (count > other)
          g_assert_cmpfloat (dark ? more : -more, >, 0);
      }
  g_assert_cmpuint (tinted, >, 4);
  clear_fixture (&fixture);
}

static void
only_mistakes_are_tinted (void)
{
  check_tints (FALSE);
  check_tints (TRUE);
}

/* Numbers can be read on any tint: where white and near black are equally good, they have a little more than 4:1. */
static double
luminance (FvColor color)
{
  double parts[] = { color.red, color.green, color.blue }, weights[] = { 0.2126, 0.7152, 0.0722 }, sum = 0;

  for (guint i = 0; i < 3; i++)
    sum += weights[i] * (parts[i] <= 0.04045 ? parts[i] / 12.92 : pow ((parts[i] + 0.055) / 1.055, 2.4));
  return sum;
}

static void
numbers_have_contrast (void)
{
  for (guint dark = 0; dark < 2; dark++)
    for (guint i = 0; i <= FV_PALETTE_HALF; i++)
      {
        guint32 pixel = fv_palette_table (FV_PALETTE_ACTIVATION, dark)[FV_PALETTE_HALF + i];
        double ground = luminance (fv_palette_color (pixel)),
               ink = luminance (fv_palette_number_color (pixel));

        g_assert_cmpfloat ((MAX (ground, ink) + 0.05) / (MIN (ground, ink) + 0.05), >=, 4);
      }
}

static void
the_opened_cell_is_ringed (void)
{
  Fixture fixture = new_fixture (10, "", 400);
  const FvSceneType *type = fv_scene_type_from_name ("confusion");
  g_autofree guint32 *before = draw_pixels (type, &fixture.input, WIDTH, HEIGHT), *after = NULL;
  FvConfusionLayout *layout = fv_confusion_layout_new (&fixture.input, WIDTH, HEIGHT);
  FvRect cell = fv_confusion_layout_cell (layout, 9, 4);
  gsize above = ((gsize)cell.y - 1) * WIDTH + (gsize)cell.x + (gsize)cell.width / 2;

  fixture.input.opened = (FvSelection){ FV_SELECT_CELL, 9, 4 };
  after = draw_pixels (type, &fixture.input, WIDTH, HEIGHT);
  g_assert_cmpuint (after[above], ==, 0x1a1a1a);
  g_assert_cmpuint (before[above], !=, after[above]);
  /* No other row of cells has changed. */
  g_assert_cmpmem (before + (gsize)layout->y * WIDTH + (gsize)layout->x, 8 * WIDTH * 4,
                   after + (gsize)layout->y * WIDTH + (gsize)layout->x, 8 * WIDTH * 4);
  fv_confusion_layout_free (layout);
  clear_fixture (&fixture);
}

static void
cells_can_be_chosen (void)
{
  Fixture fixture = new_fixture (10, "", 40);
  const FvSceneType *type = fv_scene_type_from_name ("confusion");
  g_autoptr (FvScene) scene = fv_scene_new (type, &fixture.input, WIDTH, HEIGHT);
  FvConfusionLayout *layout = fv_confusion_layout_new (&fixture.input, WIDTH, HEIGHT);
  FvRect cell = fv_confusion_layout_cell (layout, 9, 4);
  FvSceneAction action;

  g_assert_true (fv_scene_pick_action (scene, &fixture.input, cell.x + 5, cell.y + 5, &action));
  g_assert_cmpint (action.kind, ==, FV_SCENE_ACTION_CELL);
  g_assert_cmpuint (action.value, ==, 94);
  g_assert_false (fv_scene_pick_action (scene, &fixture.input, layout->x - 2, cell.y, &action));
  g_assert_false (
      fv_scene_pick_action (scene, &fixture.input, cell.x, layout->y + 10 * layout->cell, &action));
  fixture.input.judgement = NULL;
  g_assert_false (fv_scene_pick_action (scene, &fixture.input, cell.x + 5, cell.y + 5, &action));
  fv_confusion_layout_free (layout);
  clear_fixture (&fixture);
}

static void
words_say_it (void)
{
  Fixture fixture = new_fixture (3, "class ", 1935);
  g_autofree char *none = fv_confusion_cell (&fixture.input), *cell = NULL, *spoken = NULL, *sum = NULL;
  g_autofree char *wanted = NULL;
  FvReading first = fv_judgement_nth (fixture.judgement, 0);

  g_assert_null (none);
  fixture.input.opened = (FvSelection){ FV_SELECT_CELL, first.target, first.read_as };
  cell = fv_confusion_cell (&fixture.input);
  wanted = g_strdup_printf ("class %u read as class %u: ", first.target, first.read_as);
  g_assert_true (g_str_has_prefix (cell, wanted));
  g_assert_true (g_str_has_suffix (cell, " pictures"));
  sum = fv_confusion_sum (&fixture.input);
  g_assert_nonnull (strstr (sum, " of 1\xe2\x80\x89"
                                 "935 right = "));
  spoken = fv_confusion_speak (&fixture.input);
  g_assert_true (g_str_has_prefix (spoken, cell));
  g_assert_nonnull (strstr (spoken, sum));
  clear_fixture (&fixture);
}

static void
one_is_one (void)
{
  Fixture fixture = new_fixture (2, "", 1);
  FvReading only = fv_judgement_nth (fixture.judgement, 0);
  g_autofree char *cell = NULL;

  fixture.input.opened = (FvSelection){ FV_SELECT_CELL, only.target, only.read_as };
  cell = fv_confusion_cell (&fixture.input);
  g_assert_true (g_str_has_suffix (cell, ": 1 picture"));
  clear_fixture (&fixture);
}

/* Before anything was read, and where there is nothing to read, it says so. */
static void
nothing_is_said (void)
{
  Fixture fixture = new_fixture (3, "", 9);
  g_autofree char *fine = fv_confusion_state (&fixture.input), *table = NULL, *states[3] = { NULL };

  g_assert_null (fine);
  fixture.input.judgement = NULL;
  states[0] = fv_confusion_state (&fixture.input);
  fixture.input.judging = 400;
  states[1] = fv_confusion_state (&fixture.input);
  g_assert_nonnull (strstr (states[1], "40"));
  fixture.input.judging = 0;
  fixture.input.dataset = NULL;
  states[2] = fv_confusion_speak (&fixture.input);
  g_assert_cmpstr (states[0], !=, states[2]);
  table = fv_confusion_table (&fixture.input);
  g_assert_null (table);
  g_free (states[1]);
  g_free (states[2]);
  clear_fixture (&fixture);
}

/* What is copied is the table; of a scene that has none, the number at the cursor. */
static void
a_table_is_copied (void)
{
  Fixture fixture = new_fixture (3, "class ", 9);
  g_autofree char *text = fv_scene_copy_text (fv_scene_type_from_name ("confusion"), &fixture.input);
  g_autoptr (DrawFixture) other = draw_fixture_new ("lenet");
  g_autofree char *number = fv_scene_copy_text (fv_scene_type_from_name ("network"), &other->input);
  g_autofree char *described = fv_scene_describe (&other->input);

  g_assert_true (g_str_has_prefix (text, "target\\read as,class 0,class 1,class 2\nclass 0,"));
  g_assert_cmpstr (number, ==, described);
  clear_fixture (&fixture);
}

/* A judgement of a network with other classes is not drawn as if it were of this one. */
static void
another_networks_judgement (void)
{
  Fixture fixture = new_fixture (3, "", 9), other = new_fixture (4, "", 9);
  const FvSceneType *type = fv_scene_type_from_name ("confusion");
  g_autoptr (FvScene) scene = NULL;
  g_autofree guint32 *pixels = NULL;
  FvSceneAction action;

  fixture.input.judgement = other.judgement;
  scene = fv_scene_new (type, &fixture.input, WIDTH, HEIGHT);
  pixels = draw_pixels (type, &fixture.input, WIDTH, HEIGHT);
  for (double y = 0; y < HEIGHT; y += 9)
    g_assert_false (fv_scene_pick_action (scene, &fixture.input, WIDTH / 2, y, &action));
  clear_fixture (&fixture);
  clear_fixture (&other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/confusion/any-number-of-classes-fits", any_number_of_classes_fits);
  g_test_add_func ("/confusion/long-names-are-cut", long_names_are_cut);
  g_test_add_func ("/confusion/only-mistakes-are-tinted", only_mistakes_are_tinted);
  g_test_add_func ("/confusion/numbers-have-contrast", numbers_have_contrast);
  g_test_add_func ("/confusion/the-opened-cell-is-ringed", the_opened_cell_is_ringed);
  g_test_add_func ("/confusion/cells-can-be-chosen", cells_can_be_chosen);
  g_test_add_func ("/confusion/words-say-it", words_say_it);
  g_test_add_func ("/confusion/one-is-one", one_is_one);
  g_test_add_func ("/confusion/nothing-is-said", nothing_is_said);
  g_test_add_func ("/confusion/a-table-is-copied", a_table_is_copied);
  g_test_add_func ("/confusion/another-networks-judgement", another_networks_judgement);
  return g_test_run ();
}
