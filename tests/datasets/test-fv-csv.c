/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-csv.h"

#include "fv-error.h"
#include "idx-files.h"

#include <string.h>

static char *
put_text (const char *folder, const char *name, const char *text)
{
  return files_put (folder, name, (const guint8 *)text, strlen (text));
}

/* What a table of 2×2 pictures is read as: the first picture, and the classes of all of them. */
typedef struct
{
  const char *what;
  const char *text;
  guint8 first[4];
  guint count;
  guint8 labels[4];
  guint n_classes;
  const char *first_class;
} Row;

static const Row rows[] = {
  { "label last", "0,9,255,3,1\n0,8,30,4,0\n0,1,2,3,2\n", { 0, 9, 255, 3 }, 3, { 1, 0, 2 }, 3, "0" },
  { "label first", "1,9,255,3,0\n0,8,30,4,0\n2,1,2,3,0\n", { 9, 255, 3, 0 }, 3, { 1, 0, 2 }, 3, "0" },
  { "label first, both vary",
    "1,9,255,3,7\n0,8,30,4,0\n2,1,2,3,90\n",
    { 9, 255, 3, 7 },
    3,
    { 1, 0, 2 },
    3,
    "0" },
  { "label last, both vary",
    "7,9,255,3,1\n0,8,30,4,0\n90,1,2,3,2\n",
    { 7, 9, 255, 3 },
    3,
    { 1, 0, 2 },
    3,
    "0" },
  { "both could be: the last", "1,9,255,3,1\n0,8,30,4,0\n", { 1, 9, 255, 3 }, 2, { 1, 0 }, 2, "0" },
  { "named, in the middle",
    "a,b,label,c,d\n1,2,1,3,255\n5,6,0,7,8\n",
    { 1, 2, 3, 255 },
    2,
    { 1, 0 },
    2,
    "0" },
  { "named with quotes and case",
    "\"Class\",b,c,d,e\n0,1,2,3,255\n1,5,6,7,8\n",
    { 1, 2, 3, 255 },
    2,
    { 0, 1 },
    2,
    "0" },
  { "names that say nothing",
    "a,b,c,d,e\n40,1,2,255,0\n41,5,6,7,1\n",
    { 40, 1, 2, 255 },
    2,
    { 0, 1 },
    2,
    "0" },
  { "from 1", "0,9,255,3,1\n0,8,30,4,3\n0,1,2,3,2\n", { 0, 9, 255, 3 }, 3, { 0, 2, 1 }, 3, "1" },
  { "a gap", "0,9,255,3,3\n0,8,30,4,7\n", { 0, 9, 255, 3 }, 2, { 2, 6 }, 7, "1" },
  { "one class", "0,9,255,3,4\n0,8,30,4,4\n", { 0, 9, 255, 3 }, 2, { 3, 3 }, 4, "1" },
  { "16 levels", "0,8,16,3,1\n0,8,3,4,0\n", { 0, 128, 255, 48 }, 2, { 1, 0 }, 2, "0" },
  { "two levels", "0,1,1,0,3\n0,1,0,1,0\n", { 0, 255, 255, 0 }, 2, { 3, 0 }, 4, "0" },
  { "two levels, label first", "3,0,1,1,0\n2,0,1,0,1\n", { 0, 255, 255, 0 }, 2, { 2, 1 }, 3, "1" },
  { "fractions", "0,0.5,1,0.25,1\n0,1e-1,1,0,0\n", { 0, 128, 255, 64 }, 2, { 1, 0 }, 2, "0" },
  { "fractions later", "0,1,1,0,5\n0,0.5,1,0,0\n", { 0, 255, 255, 0 }, 2, { 5, 0 }, 6, "0" },
  { "fractions, label first", "4,0,0.5,1,0\n0,0,0.1,1,0.5\n", { 0, 128, 255, 0 }, 2, { 4, 0 }, 5, "0" },
  { "a mark of UTF-8",
    "\xef\xbb\xbf"
    "0,9,255,3,1\n0,8,30,4,0\n",
    { 0, 9, 255, 3 },
    2,
    { 1, 0 },
    2,
    "0" },
  { "lines as on Windows", "0,9,255,3,1\r\n0,8,30,4,0\r\n\r\n", { 0, 9, 255, 3 }, 2, { 1, 0 }, 2, "0" },
  { "semicolons", "0;9;255;3;1\n0;8;30;4;0\n", { 0, 9, 255, 3 }, 2, { 1, 0 }, 2, "0" },
  { "tabs, blanks, other line ends",
    "0\t 9\t255 \t3\t1\r\n\r\n  0\t8\t30\t4\t0",
    { 0, 9, 255, 3 },
    2,
    { 1, 0 },
    2,
    "0" },
  { "one line", "0,9,255,3,1\n", { 0, 9, 255, 3 }, 1, { 0 }, 2, "1" },
};

static void
check_row (const Row *row, const FvDataset *set)
{
  g_test_message ("%s", row->what);
  g_assert_true (fv_shape_equal (fv_dataset_shape (set), (FvShape){ 1, 2, 2 }));
  g_assert_cmpuint (fv_dataset_count (set), ==, row->count);
  g_assert_cmpmem (fv_dataset_pixels (set, 0), 4, row->first, 4);
  for (guint i = 0; i < row->count; i++)
    g_assert_cmpuint (fv_dataset_label (set, i), ==, row->labels[i]);
  g_assert_cmpuint (fv_dataset_n_classes (set), ==, row->n_classes);
  g_assert_cmpstr (fv_dataset_class_name (set, 0), ==, row->first_class);
}

static void
test_rules (void)
{
  g_autofree char *folder = files_new ();

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    for (guint packed = 0; packed < 2; packed++)
      {
        g_autofree char *path = put_text (folder, packed ? "table.csv.gz" : "table.csv", rows[i].text);
        g_autoptr (GError) error = NULL;
        g_autoptr (FvDataset) set = fv_dataset_open (path, FV_PART_TRAIN, &error);

        g_assert_no_error (error);
        check_row (&rows[i], set);
      }
  files_remove (folder);
}

static void
test_colours (void)
{
  g_autofree char *folder = files_new ();
  g_autofree char *path
      = put_text (folder, "rgb.csv", "1,2,3,4,5,6,7,8,9,10,11,200,1\n9,9,9,9,9,9,9,9,9,9,9,9,0\n");
  g_autoptr (FvDataset) set = fv_dataset_open (path, FV_PART_TRAIN, NULL);

  g_assert_true (fv_shape_equal (fv_dataset_shape (set), (FvShape){ 3, 2, 2 }));
  g_assert_cmpuint (fv_dataset_pixels (set, 0)[11], ==, 200);
  g_assert_cmpuint (fv_dataset_label (set, 0), ==, 1);
  files_remove (folder);
}

/* Numbers and lines that lie across the chunks the file is read in. */
static void
test_long (void)
{
  g_autofree char *folder = files_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *path = NULL;
  g_autoptr (FvDataset) set = NULL;

  for (guint i = 0; i < 3000; i++)
    {
      for (guint k = 0; k < 64; k++)
        g_string_append_printf (text, "%u,", (i * 7 + k * 3) % 256);
      g_string_append_printf (text, "%u\n", i % 10);
    }
  path = put_text (folder, "long.csv", text->str);
  set = fv_dataset_open (path, FV_PART_TRAIN, NULL);
  g_assert_cmpuint (fv_dataset_count (set), ==, 3000);
  for (guint i = 0; i < 3000; i++)
    {
      g_assert_cmpuint (fv_dataset_label (set, i), ==, i % 10);
      for (guint k = 0; k < 64; k++)
        g_assert_cmpuint (fv_dataset_pixels (set, i)[k], ==, (i * 7 + k * 3) % 256);
    }
  files_remove (folder);
}

static void
test_refusals (void)
{
  static const struct
  {
    const char *text;
    const char *words;
  } cases[] = {
    { "", "empty file" },
    { "\n\n \n", "empty file" },
    { "a,b,c,d,label\n", "names alone" },
    { "1,2,3\n", "found 3 numbers in the first line" },
    { "1\n", "found 1 numbers in the first line" },
    { "1,2,3,4,0\n1,2,3,4\n", "found 4 numbers in line 2, wanted 5" },
    { "1,2,3,4,0\n\n1,2,3,4,0,7\n", "found 6 numbers in line 3, wanted 5" },
    { "1,2,3,4,0\n1,x,3,4,0\n", "found “x” in line 2, column 2" },
    { "1,2,3,4,0\n1,,3,4,0\n", "found “” in line 2, column 2" },
    { "1,2,3,4,0\n1,256,3,4,0\n", "found “256” in line 2, column 2" },
    { "1,2,3,4,0\n1,-1,3,4,0\n", "found “-1” in line 2, column 2" },
    { "1,2,3,4,0\n1,nan,3,4,0\n", "found “nan” in line 2, column 2" },
    { "1,2,3,4,0\n1,1e999,3,4,0\n", "found “1e999” in line 2, column 2" },
    { "1,200,3,4,0\n1,0.5,3,4,0\n", "both fractions and numbers beyond 1 by line 2" },
    { "0,0.5,0,0,0\n1,7,0,0,0\n", "both fractions and numbers beyond 1 by line 2" },
    { "0.5,0.5,0,0,0.5\n0.1,0.7,0,0,0.1\n", "fractions where the classes would be" },
    { "1,2,3,4,0\n1,0000000000000000000000000000000000000000000,3,4,0\n", "something else in line 2" },
    { "1,2,3,4,0\n1,\1,3,4,0\n", "something else in line 2" },
    { "1,2,3,4,0\n1,<b>,3,4,0\n", "found “<b>” in line 2" },
    { "1,2,3,4,0\n1,\xff\xfe,3,4,0\n", "in line 2" },
  };
  g_autofree char *folder = files_new ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = put_text (folder, "bad.csv", cases[i].text);
      g_autoptr (GError) error = NULL;

      g_assert_null (fv_dataset_open (path, FV_PART_TRAIN, &error));
      g_assert_error (error, FV_ERROR, FV_ERROR_FILE);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      if (strstr (error->message, path) == NULL || strstr (error->message, cases[i].words) == NULL)
        g_error ("“%s” does not say “%s”", error->message, cases[i].words);
    }
  files_remove (folder);
}

static void
test_test_path (void)
{
  static const char *const pairs[][2] = { { "mnist_train.csv", "mnist_test.csv" },
                                          { "optdigits.tra", "optdigits.tes" },
                                          { "train.csv.gz", "test.csv.gz" } };
  g_autofree char *folder = files_new ();
  g_autofree char *lone = put_text (folder, "untrained.csv", rows[0].text);

  for (guint i = 0; i < G_N_ELEMENTS (pairs); i++)
    {
      g_autofree char *train = put_text (folder, pairs[i][0], rows[0].text);
      g_autofree char *test = put_text (folder, pairs[i][1], rows[0].text);
      g_autofree char *found = fv_csv_test_path (train);
      g_autofree char *none = fv_csv_test_path (test);

      g_assert_cmpstr (found, ==, test);
      g_assert_cmpstr (none, ==, NULL);
    }
  g_assert_false (fv_dataset_has_test_part (lone));
  files_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv/rules", test_rules);
  g_test_add_func ("/csv/colours", test_colours);
  g_test_add_func ("/csv/long", test_long);
  g_test_add_func ("/csv/refusals", test_refusals);
  g_test_add_func ("/csv/test-path", test_test_path);
  return g_test_run ();
}
