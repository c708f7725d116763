/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-counts-layout.h"

#include "draw-fixture.h"
#include "fv-text.h"

static const double sizes[][2] = { { 640, 220 }, { 900, 380 }, { 1192, 300 }, { 1832, 933 } };
static const double scales[] = { 1, 1.25, 1.5 };

/* From the smallest place to the largest, with every size of type: lines follow one another and end inside. */
static void
lines_follow_one_another (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    for (guint t = 0; t < G_N_ELEMENTS (scales); t++)
      {
        FvCountsLayout *layout;
        double descent = fv_text_descent (FV_TEXT_CAPTION, scales[t]);
        double ascent = fv_text_ascent (FV_TEXT_CAPTION, scales[t]);

        fixture->input.style.text_scale = scales[t];
        layout = fv_counts_layout_new (&fixture->input, sizes[s][0], sizes[s][1]);
        g_assert_cmpfloat (layout->title_baseline - fv_text_ascent (FV_TEXT_TITLE, scales[t]), >=, 0);
        g_assert_cmpfloat (layout->head_baseline - ascent, >=, layout->title_baseline);
        if (layout->diagram_height > 0)
          g_assert_cmpfloat (layout->diagram_y, >=, layout->head_baseline + descent);
        g_assert_cmpfloat (layout->arithmetic_baseline - ascent, >=,
                           layout->diagram_height > 0 ? layout->diagram_y + layout->diagram_height
                                                      : layout->head_baseline + descent);
        g_assert_cmpfloat (layout->row_baseline[0] - ascent, >=,
                           layout->arithmetic_baseline + ascent + 2 * descent);
        for (guint i = 1; i < FV_COUNTS_ROWS; i++)
          g_assert_cmpfloat (layout->row_baseline[i] - layout->row_baseline[i - 1], >=, ascent + descent);
        g_assert_cmpfloat (layout->row_baseline[FV_COUNTS_ROWS - 1] + descent, <=, sizes[s][1]);
        if (layout->note_baseline > 0)
          g_assert_cmpfloat (layout->note_baseline + descent, <=, sizes[s][1]);
        fv_counts_layout_free (layout);
      }
}

static void
columns_stand_beside_each_other (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");

  for (guint s = 0; s < G_N_ELEMENTS (sizes); s++)
    for (guint t = 0; t < G_N_ELEMENTS (scales); t++)
      {
        FvCountsLayout *layout;

        fixture->input.style.text_scale = scales[t];
        layout = fv_counts_layout_new (&fixture->input, sizes[s][0], sizes[s][1]);
        g_assert_cmpfloat (layout->left + layout->names_width, <, layout->column_x[0]);
        for (guint i = 1; i < FV_COUNTS_COLUMNS; i++)
          g_assert_cmpfloat (layout->column_x[i - 1] + layout->column_width, <, layout->column_x[i]);
        g_assert_cmpfloat (layout->right, <=, sizes[s][0]);
        for (guint i = 0; i < FV_COUNTS_COLUMNS; i++)
          g_assert_cmpfloat (fv_text_width (FV_TEXT_CAPTION_BOLD, scales[t], fv_counts_column_name (i, TRUE)),
                             <=, layout->column_width);
        fv_counts_layout_free (layout);
      }
}

/* Room brings the diagram and the note; want of it takes them. */
static void
room_brings_the_diagram (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  FvCountsLayout *small, *large;

  fixture->input.style.text_scale = 1.5;
  small = fv_counts_layout_new (&fixture->input, 640, 220);
  fixture->input.style.text_scale = 1;
  large = fv_counts_layout_new (&fixture->input, 900, 380);
  g_assert_cmpfloat (small->diagram_height, ==, 0);
  g_assert_cmpfloat (large->diagram_height, >, 60);
  g_assert_cmpfloat (large->note_baseline, >, 0);
  fv_counts_layout_free (small);
  fv_counts_layout_free (large);
}

static void
arithmetic_is_broken_where_it_may_be (void)
{
  const char *text = "(16·8·8)·(6·12·12) + 16·8·8";
  double whole = fv_text_width (FV_TEXT_CAPTION, 1, text);
  char *lines[2];

  g_assert_true (fv_counts_break (text, 1, whole, lines));
  g_assert_cmpstr (lines[0], ==, text);
  g_assert_null (lines[1]);
  g_free (lines[0]);
  g_assert_true (fv_counts_break (text, 1, whole * 0.8, lines));
  g_assert_cmpstr (lines[0], ==, "(16·8·8)·(6·12·12)");
  g_assert_cmpstr (lines[1], ==, "+ 16·8·8");
  g_free (lines[0]);
  g_free (lines[1]);
  g_assert_true (fv_counts_break (text, 1, fv_text_width (FV_TEXT_CAPTION, 1, "·(6·12·12) + 16·8·8"), lines));
  g_free (lines[0]);
  g_free (lines[1]);
  g_assert_false (fv_counts_break (text, 1, 10, lines));
  g_assert_null (lines[0]);
  g_assert_true (fv_counts_break ("6·(1·5·5)+6", 1, fv_text_width (FV_TEXT_CAPTION, 1, "6·(1·5·5)+"), lines));
  g_assert_cmpstr (lines[0], ==, "6·(1·5·5)");
  g_assert_cmpstr (lines[1], ==, "+6");
  g_free (lines[0]);
  g_free (lines[1]);
}

static void
rows_are_what_they_say (void)
{
  FvCounts counts = { 1, 2, 3, 4 };

  for (guint i = 0; i < FV_COUNTS_ROWS; i++)
    g_assert_cmpuint (fv_counts_row_value (&counts, i), ==, i + 1);
  g_assert_cmpstr (fv_counts_row_name (1), ==, "biases");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/counts-layout/lines-follow-one-another", lines_follow_one_another);
  g_test_add_func ("/counts-layout/columns-stand-beside-each-other", columns_stand_beside_each_other);
  g_test_add_func ("/counts-layout/room-brings-the-diagram", room_brings_the_diagram);
  g_test_add_func ("/counts-layout/arithmetic-is-broken-where-it-may-be",
                   arithmetic_is_broken_where_it_may_be);
  g_test_add_func ("/counts-layout/rows-are-what-they-say", rows_are_what_they_say);
  return g_test_run ();
}
