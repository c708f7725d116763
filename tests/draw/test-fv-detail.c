/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <libintl.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "draw-fixture.h"
#include "fv-detail.h"
#include "fv-number.h"

/* Every kind of layer, every phase, both languages, the sizes windows have: nothing meets, nothing leaves. */

static const char *const nets[] = {
  "lenet",
  "article",
  "wide",
  "28x28x1 conv 5x5x6 tanh; trainable 2x2 tanh; conv 5x5x16 tanh table=lenet5; gaussian 2x2; rasterize; "
  "softmax 10 other",
  "28x28x1 conv 5x5x6 tanh; max 2x2; conv 5x5x16 tanh shared; max 3x3 keep; rasterize; dense 10 tanh; "
  "loss=squared",
  "32x32x3 conv 5x5x8 sigmoid; mean 2x2; conv 3x3x20 relu; rasterize; dense 300 sigmoid; softmax 10",
  "28x28x1 conv 3x3x4 tanh; conv 7x7x8 tanh; max 3x3 keep-real; conv 1x1x3 identity; rasterize; softmax 26",
  "64x48x1 conv 11x11x12 leaky; max 4x4; rasterize; softmax 100",
  "2x1x1 dense 2 tanh; dense 1 tanh; loss=logistic",
  "2x1x1 dense 4 tanh; softmax 3 other",
  "2x1x1 dense 1 sign",
  NULL,
};

static const struct
{
  double width, height, text_scale;
} sizes[] = {
  { 1192, 653, 1 },  { 936, 553, 1 },  { 914, 543, 1 },    { 1016, 553, 1 },
  { 930, 515, 1.3 }, { 1832, 933, 1 }, { 1832, 933, 1.5 },
};

static void
speak (const char *language)
{
  const char *folder = g_getenv ("FOVEA_LOCALEDIR");

  setenv ("LANGUAGE", language, 1);
  setlocale (LC_ALL, "C.UTF-8");
  if (folder)
    bindtextdomain (GETTEXT_PACKAGE, folder);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

static const FvStep step = { NULL, { 0.02, 0.9, 0.0005 }, 3, NULL };

typedef void (*Check) (DrawFixture *fixture, const FvDetail *detail);

static const char *
name_of (const FvThing *thing)
{
  static const char *const names[]
      = { "text", "grid", "ring", "rule", "line", "legend", "hatch", "switch", "dot", "hidden" };

  return thing->text ? thing->text : names[thing->kind];
}

static gboolean
meet (FvRect a, FvRect b)
{
  return a.x + 0.5 < b.x + b.width && b.x + 0.5 < a.x + a.width && a.y + 0.5 < b.y + b.height
         && b.y + 0.5 < a.y + a.height;
}

/* Each kind of trouble is told once, with the first place it was seen at; all of them fail the test in the end. */
static GHashTable *troubles;

static void
complain (DrawFixture *fixture, const FvDetail *detail, const char *kind, const char *what)
{
  FvCursor at = detail->at;
  char *key = g_strdup_printf (
      "%u %s %s", at.direction,
      at.layer > 0 ? fv_layer_title (fv_network_layer (fixture->network, at.layer)) : "X", kind);

  for (char *c = key; *c; c++)
    if (g_ascii_isdigit (*c))
      *c = (char)35;
  if (!g_hash_table_add (troubles, key))
    return;
  g_test_message ("%s: %s, %g×%g at %g, direction %u, layer %u, unit %u, input %u, (%u, %u), term %u", what,
                  fv_network_text (fixture->network), detail->sheet.width, detail->sheet.height,
                  detail->scale, at.direction, at.layer, at.unit, at.input, at.row, at.col, at.term);
}

static void
check_layout (DrawFixture *fixture, const FvDetail *detail)
{
  const FvSheet *sheet = &detail->sheet;

  for (guint i = 0; i < sheet->things->len; i++)
    {
      const FvThing *a = g_ptr_array_index (sheet->things, i);

      if (a->loose)
        continue;
      if (a->box.x < -0.5 || a->box.y < -0.5 || a->box.x + a->box.width > sheet->width + 0.5
          || a->box.y + a->box.height > sheet->height + 0.5)
        {
          g_autofree char *what = g_strdup_printf ("“%s” leaves: (%g, %g) %g×%g", name_of (a), a->box.x,
                                                   a->box.y, a->box.width, a->box.height);
          complain (fixture, detail, name_of (a), what);
        }
      for (guint j = 0; j < i; j++)
        {
          const FvThing *b = g_ptr_array_index (sheet->things, j);

          if (b->loose || !meet (a->box, b->box))
            continue;
          {
            g_autofree char *kind = g_strdup_printf ("%s %s", name_of (a), name_of (b));
            g_autofree char *what = g_strdup_printf (
                "“%s” (%g, %g) %g×%g meets “%s” (%g, %g) %g×%g", name_of (a), a->box.x, a->box.y,
                a->box.width, a->box.height, name_of (b), b->box.x, b->box.y, b->box.width, b->box.height);
            complain (fixture, detail, kind, what);
          }
        }
    }
}

/* A number stands inside its cell; captions are set in 12 px, never smaller. */
static void
check_numbers (DrawFixture *fixture, const FvDetail *detail)
{
  for (guint i = 0; i < detail->sheet.things->len; i++)
    {
      const FvThing *thing = g_ptr_array_index (detail->sheet.things, i);
      const FvGrid *grid = &thing->grid;

      for (gsize c = 0; grid->texts && c < (gsize)grid->rows * grid->cols; c++)
        if (grid->texts[c])
          {
            if (fv_text_width (FV_TEXT_CAPTION, detail->scale, grid->texts[c]) > grid->cell_width)
              {
                g_autofree char *what
                    = g_strdup_printf ("“%s” is wider than its cell of %g", grid->texts[c], grid->cell_width);
                complain (fixture, detail, "wide", what);
              }
            g_assert_cmpfloat (grid->cell_height, >=, 14 * detail->scale);
          }
    }
}

/* Whatever is pointed at leads to a place that exists, and a grid's cell to the very term that stands there. */
static void
check_pick (DrawFixture *fixture, const FvDetail *detail)
{
  for (guint i = 0; i < detail->sheet.things->len; i++)
    {
      const FvThing *thing = g_ptr_array_index (detail->sheet.things, i);
      double x = thing->box.x + 0.51 * thing->box.width, y = thing->box.y + 0.51 * thing->box.height;
      FvSceneAction action;
      FvCursor cursor;

      if (thing->aim.kind == FV_AIM_ACTION)
        g_assert_true (fv_sheet_pick_action (&detail->sheet, x, y, &action));
      else if (thing->aim.kind != FV_AIM_NONE && fv_sheet_pick (&detail->sheet, x, y, &cursor))
        {
          g_assert_true (fv_place_exists (
              fixture->network,
              fv_place_at_cursor (fv_cursor_clamp (cursor, fixture->network), fixture->network)));
          if (thing->aim.kind == FV_AIM_TERMS)
            g_assert_cmpuint (cursor.term, <, detail->explanation->n_terms);
        }
    }
}

static void
for_cursors (DrawFixture *fixture, double width, double height, guint terms, Check check)
{
  FvNetwork *network = fixture->network;

  for (guint direction = FV_FORWARD; direction <= FV_UPDATE; direction++)
    for (guint layer = 0; layer <= fv_network_depth (network); layer++)
      for (guint variant = 0; variant < 3; variant++)
        {
          FvShape shape = fv_network_shape (network, layer);
          FvCursor at = { .direction = direction, .layer = layer };
          gsize n_terms;

          at.unit = variant * (shape.maps - 1) / 2;
          at.row = variant == 1 ? shape.rows / 2 : variant * shape.rows;
          at.col = variant == 1 ? shape.cols / 2 : variant * shape.cols;
          at.input = variant == 2 ? FV_INPUT_BIAS : variant;
          if (fv_cursor_is_parameter (at)
                  ? layer == 0 || fv_layer_n_parameters (fv_network_layer (network, layer)) == 0
                  : at.input == FV_INPUT_BIAS)
            at.input = 0;
          at = fv_cursor_clamp (at, network);
          n_terms = fv_explain_n_terms (network, fv_place_at_cursor (at, network));
          for (guint term = 0; term < terms; term++)
            {
              FvCursor there = at;

              there.term = n_terms > 0 ? (guint)(term * (n_terms - 1) / 2) : 0;
              if (direction == FV_FORWARD && layer > 0
                  && fv_layer_is_convolution (fv_network_layer (network, layer)))
                {
                  guint rows, cols;

                  fv_layer_kernel_size (fv_network_layer (network, layer), &rows, &cols);
                  there.input = there.term / (rows * cols);
                }
              fixture->input.cursor = fv_cursor_clamp (there, network);
              {
                g_autoptr (FvDetail) detail = fv_detail_new (&fixture->input, width, height);

                check (fixture, detail);
              }
            }
        }
}

static DrawFixture *
new_fixture (const char *net, guint rules)
{
  static FvStep own;
  DrawFixture *fixture = draw_fixture_new (net);
  FvTrace *trace = fv_trace_new_with_rules (fixture->parameters, fv_trace_pixels (fixture->trace), 1, rules);

  fv_trace_unref (fixture->trace);
  fixture->trace = fixture->input.trace = trace;
  own = step;
  own.optimizer = fv_optimizer_from_name ("adam");
  fixture->input.step = &own;
  fixture->input.check_cell
      = (FvCheckRow){ TRUE, -8.3196642e-4, -8.3196653e-4, 8.9e-9, FV_CHECK_PASS, FALSE, 0 };
  fixture->input.check_layer = (FvCheckRow){ TRUE, 0.41, 0.2, 0.34, FV_CHECK_FAIL, FALSE, 0 };
  return fixture;
}

static void
check_card (DrawFixture *fixture, const FvDetail *detail)
{
  check_layout (fixture, detail);
  check_numbers (fixture, detail);
  check_pick (fixture, detail);
}

static void
check_language (const char *language)
{
  speak (language);
  troubles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint n = 0; nets[n]; n++)
    for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
      {
        g_autoptr (DrawFixture) fixture = new_fixture (nets[n], s % 2 ? FV_RULE_ARTICLE : 0);

        fixture->input.as_stored = s % 2;
        fixture->input.style.text_scale = sizes[s].text_scale;
        /* Which term is looked at moves little: the first size tries them all. */
        for_cursors (fixture, sizes[s].width, sizes[s].height, s == 0 ? 3 : 1, check_card);
      }
  speak ("en");
  g_assert_cmpuint (g_hash_table_size (troubles), ==, 0);
  g_hash_table_unref (troubles);
}

static void
cards_are_in_order_in_english (void)
{
  check_language ("en");
}

static void
cards_are_in_order_in_chinese (void)
{
  check_language ("zh_CN");
}

/* The numbers that stand under each other with their right ends at x, from top to bottom; in units of 10⁻⁶. */
static GArray *
read_column (const FvDetail *detail, double x)
{
  GArray *numbers = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; i < detail->sheet.things->len; i++)
    {
      const FvThing *thing = g_ptr_array_index (detail->sheet.things, i);
      g_autofree char *plain = NULL;
      gint64 units;
      char *end;

      if (thing->kind != FV_THING_TEXT || thing->align != FV_ALIGN_RIGHT || thing->x != x
          || thing->text_kind < FV_TEXT_TITLE)
        continue;
      plain = g_strdup (g_str_has_prefix (thing->text, "−") ? thing->text + strlen ("−") : thing->text);
      units = (gint64)llround (1e6 * g_ascii_strtod (plain, &end));
      g_assert_cmpstr (end, ==, "");
      units = plain[0] == thing->text[0] || thing->text[0] == '+' ? units : -units;
      g_array_append_val (numbers, units);
    }
  return numbers;
}

/* The bold number that is lowest: the total. */
static double
find_total (const FvDetail *detail)
{
  const FvThing *found = NULL;

  for (guint i = 0; i < detail->sheet.things->len; i++)
    {
      const FvThing *thing = g_ptr_array_index (detail->sheet.things, i);

      if (thing->kind == FV_THING_TEXT && thing->align == FV_ALIGN_RIGHT
          && thing->text_kind == FV_TEXT_TITLE_BOLD && (!found || thing->baseline > found->baseline))
        found = thing;
    }
  return found ? found->x : NAN;
}

static void
check_sum (DrawFixture *fixture, const FvDetail *detail)
{
  g_autoptr (GArray) numbers = NULL;
  gint64 sum = 0;

  /* Where numbers are picked or divided, nothing adds up. */
  if (!detail->layer || detail->explanation->combine != FV_COMBINE_SUM || !detail->explanation->has_bias
      || detail->place.quantity != FV_QUANTITY_OUTPUT || fv_layer_is_pooling (detail->layer))
    return;
  numbers = read_column (detail, find_total (detail));
  g_assert_cmpuint (numbers->len, >=, 3);
  /* The bias and the total are written last but one and last of the foot. */
  for (guint i = 0; i < numbers->len; i++)
    sum += g_array_index (numbers, gint64, i);
  for (guint i = 0; i < numbers->len; i++)
    if (sum == 2 * g_array_index (numbers, gint64, i))
      return;
  complain (fixture, detail, "sum", "the shown terms do not add up to the shown sum");
}

/* The products of the open window add up to its partial sum. */
static void
check_window (DrawFixture *fixture, const FvDetail *detail)
{
  for (guint i = 0; i < detail->sheet.things->len; i++)
    {
      const FvThing *thing = g_ptr_array_index (detail->sheet.things, i);

      if (thing->kind == FV_THING_GRID && thing->grid.texts && thing->aim.kind == FV_AIM_TERMS)
        for (gsize c = 0; c < (gsize)thing->grid.rows * thing->grid.cols; c++)
          if (thing->aim.terms[c] != FV_NO_TERM && !thing->grid.texts[c])
            complain (fixture, detail, "window", "a term has no number");
    }
}

static void
check_sums (DrawFixture *fixture, const FvDetail *detail)
{
  check_sum (fixture, detail);
  check_window (fixture, detail);
}

static void
shown_sums_close (void)
{
  troubles = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint n = 0; nets[n]; n++)
    for (guint s = 0; s < 2; s++)
      {
        g_autoptr (DrawFixture) fixture = new_fixture (nets[n], 0);

        for_cursors (fixture, sizes[s].width, sizes[s].height, 3, check_sums);
      }
  g_assert_cmpuint (g_hash_table_size (troubles), ==, 0);
  g_hash_table_unref (troubles);
}

static void
check_twice (DrawFixture *fixture, const FvDetail *detail)
{
  const FvSceneType *type = fv_scene_type_from_name ("detail");
  g_autofree guint32 *first = NULL, *second = NULL;

  if (detail->at.term != 0 || detail->at.unit != 0)
    return;
  first = draw_pixels (type, &fixture->input, 936, 553);
  second = draw_pixels (type, &fixture->input, 936, 553);
  g_assert_cmpmem (first, 936 * 553 * sizeof *first, second, 936 * 553 * sizeof *second);
  g_assert_cmpuint (draw_count_ink (first, 936 * 553, &fixture->input.style), >, 1000);
}

static void
every_card_is_drawn_alike_twice (void)
{
  for (guint n = 0; nets[n]; n++)
    {
      g_autoptr (DrawFixture) fixture = new_fixture (nets[n], n % 2 ? FV_RULE_ARTICLE : 0);

      fixture->input.style = n % 2 ? fv_style_dark () : fv_style_light ();
      for_cursors (fixture, 936, 553, 1, check_twice);
    }
}

static void
cards_go_to_files (void)
{
  static const char *const endings[] = { "svg", "pdf", "png" };
  g_autoptr (DrawFixture) fixture = new_fixture ("lenet", 0);
  const FvSceneType *type = fv_scene_type_from_name ("detail");

  for (guint direction = FV_FORWARD; direction <= FV_UPDATE; direction++)
    for (guint e = 0; e < G_N_ELEMENTS (endings); e++)
      {
        g_autofree char *name = g_strdup_printf ("card-%u.%s", direction, endings[e]);
        g_autofree char *path = g_build_filename (g_get_tmp_dir (), name, NULL);
        g_autofree char *bytes = NULL;
        GError *error = NULL;
        gsize length;

        fixture->input.cursor
            = fv_cursor_clamp ((FvCursor){ .direction = direction, .layer = 3 }, fixture->network);
        g_assert_true (fv_scene_export (type, &fixture->input, 1192, 653, path, &error));
        g_assert_no_error (error);
        g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
        g_assert_cmpuint (length, >, 4000);
        g_assert_cmpint (g_remove (path), ==, 0);
      }
}

/* Any two cells of one window lead to each other, and what lies beside it brings the window there. */
static void
a_click_moves_the_window (void)
{
  g_autoptr (DrawFixture) fixture = new_fixture ("lenet", 0);
  const FvSceneType *type = fv_scene_type_from_name ("detail");
  g_autoptr (FvScene) scene = NULL;
  FvCursor at;

  fixture->input.cursor = fv_cursor_clamp (
      (FvCursor){ .layer = 3, .unit = 1, .row = 2, .col = 3, .input = 2 }, fixture->network);
  scene = fv_scene_new (type, &fixture->input, 1192, 653);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (FvDetail) detail = fv_detail_new (&fixture->input, 1192, 653);
      guint found = 0;

      for (guint t = 0; t < detail->sheet.things->len; t++)
        {
          const FvThing *thing = g_ptr_array_index (detail->sheet.things, t);
          FvRect cell;

          if (thing->aim.kind != FV_AIM_WINDOW || thing->aim.cursor.input != 2)
            continue;
          found++;
          cell = fv_thing_cells (thing, 2, 3, 1, 1);
          g_assert_true (fv_scene_pick (scene, &fixture->input, cell.x + 1, cell.y + 1, &at));
          /* The window's first cell is the kernel's last weight. */
          g_assert_cmpuint (at.term, ==, 2 * 25 + 24);
          g_assert_cmpuint (at.input, ==, 2);
          cell = fv_thing_cells (thing, 11, 11, 1, 1);
          g_assert_true (fv_scene_pick (scene, &fixture->input, cell.x + 1, cell.y + 1, &at));
          g_assert_cmpuint (at.row, ==, 7);
          g_assert_cmpuint (at.col, ==, 7);
        }
      g_assert_cmpuint (found, ==, 1);
    }
}

static gboolean
press (DrawFixture *fixture, const char *text, FvSceneAction *action)
{
  const FvSceneType *type = fv_scene_type_from_name ("detail");
  g_autoptr (FvScene) scene = fv_scene_new (type, &fixture->input, 1192, 653);
  g_autoptr (FvDetail) detail = fv_detail_new (&fixture->input, 1192, 653);

  for (guint i = 0; i < detail->sheet.things->len; i++)
    {
      const FvThing *thing = g_ptr_array_index (detail->sheet.things, i);

      if (thing->kind == FV_THING_SWITCH && g_str_equal (thing->text, text))
        return fv_scene_pick_action (scene, &fixture->input, thing->box.x + 3, thing->box.y + 3, action);
    }
  return FALSE;
}

static void
switches_say_what_they_want (void)
{
  g_autoptr (DrawFixture) fixture = new_fixture ("lenet", 0);
  FvSceneAction action;

  fixture->input.cursor = (FvCursor){ .direction = FV_BACKWARD, .layer = 2 };
  g_assert_true (press (fixture, "as the article prints it", &action));
  g_assert_cmpint (action.kind, ==, FV_SCENE_ACTION_RULES);
  g_assert_cmpuint (action.value, ==, FV_RULE_ARTICLE);
  g_assert_true (press (fixture, "exact rule", &action));
  g_assert_cmpuint (action.value, ==, 0);
  g_assert_false (press (fixture, "Check the layer", &action));
  fixture->input.check_layer.has = FALSE;
  g_assert_true (press (fixture, "Check the layer", &action));
  g_assert_cmpint (action.kind, ==, FV_SCENE_ACTION_CHECK_LAYER);
  g_assert_cmpuint (action.value, ==, TRUE);
  fixture->input.check_layer.is_running = TRUE;
  g_assert_true (press (fixture, "Stop", &action));
  g_assert_cmpuint (action.value, ==, FALSE);
  fixture->input.cursor = (FvCursor){ .layer = 3 };
  g_assert_true (press (fixture, "as stored", &action));
  g_assert_cmpint (action.kind, ==, FV_SCENE_ACTION_AS_STORED);
  g_assert_cmpuint (action.value, ==, TRUE);
}

/* δ below, in a small window with large letters: the window, the kernel and the products all keep their numbers. */
static void
numbers_stay_in_large_type (void)
{
  g_autoptr (DrawFixture) fixture = new_fixture (nets[0], 0);
  g_autoptr (FvDetail) detail = NULL;
  guint n_numbered = 0;

  fixture->input.cursor = (FvCursor){ .direction = FV_BACKWARD, .layer = 2, .row = 3, .col = 2 };
  fixture->input.style.text_scale = 1.3;
  detail = fv_detail_new (&fixture->input, 900, 515);
  for (guint i = 0; i < detail->sheet.things->len; i++)
    {
      const FvThing *thing = g_ptr_array_index (detail->sheet.things, i);

      n_numbered += thing->kind == FV_THING_GRID && thing->grid.texts != NULL && thing->grid.texts[0] != NULL;
    }
  g_assert_cmpuint (n_numbered, ==, 3);
}

static void
units_keep_digits (void)
{
  static const struct
  {
    double scale;
    guint decimals;
    int exponent;
    guint kept;
    double value;
    const char *text;
  } rows[] = {
    { 0.6, 3, 0, 3, -0.1234, "−0.123" },     { 12, 3, 0, 2, 3.14159, "3.14" }, { 123, 2, 0, 0, 123, "123" },
    { 0.002, 3, -3, 3, 0.0012346, "1.235" }, { 0, 2, 0, 2, 0, "0.00" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      FvUnit unit = fv_unit_of (rows[i].scale, rows[i].decimals);
      g_autofree char *text = fv_unit_text (unit, rows[i].value, FALSE);

      g_assert_cmpint (unit.exponent, ==, rows[i].exponent);
      g_assert_cmpuint (unit.decimals, ==, rows[i].kept);
      g_assert_cmpstr (text, ==, rows[i].text);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/detail/cards-are-in-order-in-english", cards_are_in_order_in_english);
  g_test_add_func ("/detail/cards-are-in-order-in-chinese", cards_are_in_order_in_chinese);
  g_test_add_func ("/detail/shown-sums-close", shown_sums_close);
  g_test_add_func ("/detail/every-card-is-drawn-alike-twice", every_card_is_drawn_alike_twice);
  g_test_add_func ("/detail/cards-go-to-files", cards_go_to_files);
  g_test_add_func ("/detail/a-click-moves-the-window", a_click_moves_the_window);
  g_test_add_func ("/detail/switches-say-what-they-want", switches_say_what_they_want);
  g_test_add_func ("/detail/numbers-stay-in-large-type", numbers_stay_in_large_type);
  g_test_add_func ("/detail/units-keep-digits", units_keep_digits);
  return g_test_run ();
}
