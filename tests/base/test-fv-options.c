/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-error.h"
#include "fv-options.h"

typedef struct
{
  guint rows, cols, kind, shade;
  gboolean is_bold;
  char *name;
} Thing;

static const char *
shade_choice (guint nth)
{
  static const char *const shades[] = { "plain", "light", "dark" };

  return nth < G_N_ELEMENTS (shades) ? shades[nth] : NULL;
}

#define FIELD(field) .offset = G_STRUCT_OFFSET (Thing, field)

static const FvOption table[] = {
  { .name = "kind",
    .title = "kind",
    .kind = FV_OPTION_CHOICE,
    FIELD (kind),
    .choice = shade_choice,
    .positional = TRUE },
  { .name = "rows", .title = "rows", .kind = FV_OPTION_COUNT, FIELD (rows), .minimum = 1, .maximum = 9 },
  { .name = "cols",
    .title = "cols",
    .kind = FV_OPTION_COUNT,
    FIELD (cols),
    .minimum = 1,
    .maximum = 9,
    .standard = 2 },
  { .name = "shade", .title = "shade", .kind = FV_OPTION_CHOICE, FIELD (shade), .choice = shade_choice },
  { .name = "bold", .title = "bold", .kind = FV_OPTION_FLAG, FIELD (is_bold) },
  { .name = "name", .title = "name", .kind = FV_OPTION_WORD, FIELD (name) },
  { NULL },
};

static gboolean
parse (Thing *thing, const char *text, GError **error)
{
  g_auto (GStrv) words = g_strsplit (text, " ", -1);

  *thing = (Thing){ 0 };
  fv_options_reset (table, thing);
  return fv_options_parse (table, thing, (const char *const *)words, g_strv_length (words), error);
}

static void
test_read (void)
{
  g_autoptr (GError) error = NULL;
  Thing thing;

  g_assert_true (parse (&thing, "3x4 dark bold name=x", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (thing.rows, ==, 3);
  g_assert_cmpuint (thing.cols, ==, 4);
  g_assert_cmpuint (thing.shade, ==, 2);
  g_assert_true (thing.is_bold);
  g_assert_cmpstr (thing.name, ==, "x");
  fv_options_clear (table, &thing);
  g_assert_null (thing.name);
}

/* What is not said stands at its standard; words may come in any order; the last of two wins. */
static void
test_standards (void)
{
  Thing thing;

  g_assert_true (parse (&thing, "bold 5", NULL));
  g_assert_cmpuint (thing.cols, ==, 2);
  g_assert_cmpuint (thing.shade, ==, 0);
  g_assert_true (parse (&thing, "5 light name=a dark name=b", NULL));
  g_assert_cmpuint (thing.shade, ==, 2);
  g_assert_cmpstr (thing.name, ==, "b");
  fv_options_clear (table, &thing);
}

static void
test_written_as_read (void)
{
  const char *const texts[] = { "3x4 dark bold name=x", "1x2", "9x9 light", "5x2 bold" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      GString *written = g_string_new (NULL);
      Thing thing;

      g_assert_true (parse (&thing, texts[i], NULL));
      fv_options_append (table, &thing, written);
      g_assert_cmpstr (written->str + 1, ==, texts[i]);
      fv_options_clear (table, &thing);
      g_string_free (written, TRUE);
    }
}

static void
test_refused (void)
{
  const struct
  {
    const char *text, *found, *wanted;
  } cases[] = {
    { "bold", "rows", "1 to 9" },       { "0x2", "0", "1 to 9" },         { "10", "10", "1 to 9" },
    { "3x4x5", "3x4x5", "2" },          { "3x", "", "1 to 9" },           { "3 4", "4", "plain" },
    { "3 darkish", "darkish", "dark" }, { "3 name=", "name=", "name=…" }, { "3 bold=1", "bold=1", "bold" },
    { "-3", "-3", "1 to 9" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      Thing thing;

      g_assert_false (parse (&thing, cases[i].text, &error));
      g_assert_error (error, FV_ERROR, FV_ERROR_VALUE);
      g_assert_nonnull (g_strstr_len (error->message, -1, cases[i].found));
      g_assert_nonnull (g_strstr_len (error->message, -1, cases[i].wanted));
      fv_options_clear (table, &thing);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/options/read", test_read);
  g_test_add_func ("/options/standards", test_standards);
  g_test_add_func ("/options/written-as-read", test_written_as_read);
  g_test_add_func ("/options/refused", test_refused);
  return g_test_run ();
}
