/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gstdio.h>
#include <string.h>

#include "draw-fixture.h"
#include "fv-error.h"

static char *
path_for (const char *directory, const FvSceneType *type, const char *ending)
{
  return g_strdup_printf ("%s/%s.%s", directory, type->name, ending);
}

static void
export_all (void)
{
  static const char *const endings[] = { "png", "svg", "pdf", "PNG" };
  static const char *const marks[] = { "\211PNG", "<?xml", "%PDF", "\211PNG" };
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  g_autofree char *directory = g_dir_make_tmp ("fovea-draw-XXXXXX", NULL);
  const FvSceneType *type;

  fixture->input.caption = "lenet · batch 640";
  for (guint t = 0; (type = fv_scene_type_nth (t)); t++)
    for (guint e = 0; e < G_N_ELEMENTS (endings); e++)
      {
        g_autofree char *path = path_for (directory, type, endings[e]), *bytes = NULL;
        g_autoptr (GError) error = NULL;
        gsize length;

        fv_scene_export (type, &fixture->input, type->export_width, type->export_height, path, &error);
        g_assert_no_error (error);
        g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
        g_assert_cmpmem (bytes, strlen (marks[e]), marks[e], strlen (marks[e]));
        g_assert_cmpuint (length, >, 500);
        /* Cells as shapes: a small picture enlarged is blurred by viewers. */
        if (g_str_equal (endings[e], "svg"))
          g_assert_null (g_strstr_len (bytes, (gssize)length, "<image"));
        if (g_str_equal (endings[e], "pdf"))
          g_assert_null (g_strstr_len (bytes, (gssize)length, "/Subtype /Image"));
        g_remove (path);
      }
  g_rmdir (directory);
}

static void
other_endings_are_refused (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  g_autoptr (GError) error = NULL;

  g_assert_false (
      fv_scene_export (fv_scene_type_nth (0), &fixture->input, 100, 100, "/nowhere/picture.gif", &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_VALUE);
  g_assert_nonnull (strstr (error->message, "picture.gif"));
}

static void
missing_folder_is_an_error (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  g_autoptr (GError) error = NULL;

  g_assert_false (fv_scene_export (fv_scene_type_nth (0), &fixture->input, 200, 100,
                                   "/nonexistent/folder/a.png", &error));
  g_assert_cmpuint (error->domain, ==, G_FILE_ERROR);
}

static void
too_large_is_an_error (void)
{
  g_autoptr (DrawFixture) fixture = draw_fixture_new ("lenet");
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "fovea-too-large.png", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (fv_scene_export (fv_scene_type_nth (0), &fixture->input, 100000, 100, path, &error));
  g_assert_error (error, FV_ERROR, FV_ERROR_VALUE);
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/export/all-scenes-and-kinds", export_all);
  g_test_add_func ("/export/other-endings-are-refused", other_endings_are_refused);
  g_test_add_func ("/export/missing-folder-is-an-error", missing_folder_is_an_error);
  g_test_add_func ("/export/too-large-is-an-error", too_large_is_an_error);
  return g_test_run ();
}
