/* SPDX-License-Identifier: GPL-3.0-or-later */
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
  { 1192, 653, 1 }, { 936, 553, 1 }, { 1016, 553, 1 }, { 1832, 933, 1 }, { 1832, 933, 1.5 },
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
for_cursors (DrawFixture *fixture, double width, double height, Check check)
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
          for (guint term = 0; term < 3; term++)
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
      = (FvCheckRow){ TRUE, -0.12385473, -0.12385474, 2.4e-11, FV_CHECK_PASS, FALSE, 0 };
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
        for_cursors (fixture, sizes[s].width, sizes[s].height, check_card);
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

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/detail/cards-are-in-order-in-english", cards_are_in_order_in_english);
  g_test_add_func ("/detail/cards-are-in-order-in-chinese", cards_are_in_order_in_chinese);
  return g_test_run ();
}
