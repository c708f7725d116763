/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-path.h"

static void
test_shown (void)
{
  static const struct
  {
    const char *path;
    const char *shown;
  } rows[] = {
    { "/a b/c.png", "/a b/c.png" },
    { "数字/七.png", "数字/七.png" },
    { "a\nb\tc\x7f", "a\xef\xbf\xbd"
                     "b\xef\xbf\xbd"
                     "c\xef\xbf\xbd" },
    { "<b>&amp;</b>", "<b>&amp;</b>" }, /* markup is for those who use it to escape */
    { "a\xffz", "a\xef\xbf\xbdz" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *shown = fv_path_shown (rows[i].path);

      g_assert_cmpstr (shown, ==, rows[i].shown);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/path/shown", test_shown);
  return g_test_run ();
}
