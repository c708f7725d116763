/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-options.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "fv-error.h"

static guint *
number_at (const FvOption *option, gconstpointer self)
{
  return (guint *)((char *)self + option->offset);
}

static char **
word_at (const FvOption *option, gconstpointer self)
{
  return (char **)((char *)self + option->offset);
}

void
fv_options_reset (const FvOption *table, gpointer self)
{
  for (; table->name != NULL; table++)
    if (table->kind != FV_OPTION_WORD)
      *number_at (table, self) = table->standard;
}

void
fv_options_clear (const FvOption *table, gpointer self)
{
  for (; table->name != NULL; table++)
    if (table->kind == FV_OPTION_WORD)
      g_clear_pointer (word_at (table, self), g_free);
}

/* "5x5x6" fills the COUNT options in the order of the table. */
static gboolean
parse_counts (const FvOption *table, gpointer self, const char *word, GError **error)
{
  g_auto (GStrv) numbers = g_strsplit (word, "x", -1);
  guint nth = 0;

  for (; table->name != NULL; table++)
    {
      guint64 value;

      if (table->kind != FV_OPTION_COUNT)
        continue;
      if (numbers[nth] == NULL)
        break;
      if (!g_ascii_string_to_unsigned (numbers[nth], 10, 0, G_MAXUINT32, &value, NULL)
          || value < table->minimum || value > table->maximum)
        {
          g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("“%s” for %s; wanted a number from %u to %u"),
                       numbers[nth], _ (table->title), table->minimum, table->maximum);
          return FALSE;
        }
      *number_at (table, self) = (guint)value;
      nth++;
    }
  if (numbers[nth] == NULL)
    return TRUE;
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("“%s” has more numbers than the %u that belong here"),
               word, nth);
  return FALSE;
}

/* TRUE if word is one of option's choices; then it is set. */
static gboolean
take_choice (const FvOption *option, gpointer self, const char *word)
{
  for (guint i = 0; option->choice (i) != NULL; i++)
    if (g_str_equal (option->choice (i), word))
      {
        *number_at (option, self) = i;
        return TRUE;
      }
  return FALSE;
}

/* TRUE if word is "name=word" for option; then it is set. */
static gboolean
take_word (const FvOption *option, gpointer self, const char *word)
{
  gsize length = strlen (option->name);

  if (!g_str_has_prefix (word, option->name) || word[length] != '=' || word[length + 1] == '\0')
    return FALSE;
  g_free (*word_at (option, self));
  *word_at (option, self) = g_strdup (word + length + 1);
  return TRUE;
}

static gboolean
take (const FvOption *option, gpointer self, const char *word)
{
  switch (option->kind)
    {
    case FV_OPTION_CHOICE:
      return !option->positional && take_choice (option, self, word);
    case FV_OPTION_FLAG:
      if (!g_str_equal (option->name, word))
        return FALSE;
      *number_at (option, self) = TRUE;
      return TRUE;
    case FV_OPTION_WORD:
      return take_word (option, self, word);
    case FV_OPTION_COUNT:
    default:
      return FALSE;
    }
}

/* What could stand where an unknown word was found: "sigmoid, tanh, relu, identity, table=…". */
static char *
list_possible (const FvOption *table)
{
  GString *list = g_string_new (NULL);

  for (; table->name != NULL; table++)
    {
      if (table->kind == FV_OPTION_CHOICE && !table->positional)
        for (guint i = 0; table->choice (i) != NULL; i++)
          g_string_append_printf (list, "%s%s", list->len > 0 ? ", " : "", table->choice (i));
      if (table->kind == FV_OPTION_FLAG || table->kind == FV_OPTION_WORD)
        g_string_append_printf (list, "%s%s%s", list->len > 0 ? ", " : "", table->name,
                                table->kind == FV_OPTION_WORD ? "=…" : "");
    }
  return g_string_free (list, FALSE);
}

static gboolean
parse_word (const FvOption *table, gpointer self, const char *word, GError **error)
{
  g_autofree char *possible = NULL;

  for (const FvOption *option = table; option->name != NULL; option++)
    if (take (option, self, word))
      return TRUE;
  possible = list_possible (table);
  if (*possible == '\0')
    g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("“%s” is not understood here; nothing more was wanted"),
                 word);
  else
    g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("“%s” is not understood here; wanted one of: %s"), word,
                 possible);
  return FALSE;
}

static gboolean
check_counts_said (const FvOption *table, gconstpointer self, GError **error)
{
  for (; table->name != NULL; table++)
    if (table->kind == FV_OPTION_COUNT && *number_at (table, self) < table->minimum)
      {
        g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("%s is not said; wanted a number from %u to %u"),
                     _ (table->title), table->minimum, table->maximum);
        return FALSE;
      }
  return TRUE;
}

gboolean
fv_options_parse (const FvOption *table, gpointer self, const char *const *words, guint n_words,
                  GError **error)
{
  gboolean counted = FALSE;

  for (guint i = 0; i < n_words; i++)
    {
      gboolean is_count = g_ascii_isdigit (words[i][0]) || words[i][0] == '-';

      if (is_count && !counted ? !parse_counts (table, self, words[i], error)
                               : !parse_word (table, self, words[i], error))
        return FALSE;
      counted |= is_count;
    }
  return check_counts_said (table, self, error);
}

void
fv_options_append (const FvOption *table, gconstpointer self, GString *out)
{
  char before = ' ';

  for (const FvOption *option = table; option->name != NULL; option++)
    if (option->kind == FV_OPTION_COUNT)
      {
        g_string_append_printf (out, "%c%u", before, *number_at (option, self));
        before = 'x';
      }
  for (const FvOption *option = table; option->name != NULL; option++)
    {
      if (option->kind == FV_OPTION_CHOICE && !option->positional
          && *number_at (option, self) != option->standard)
        g_string_append_printf (out, " %s", option->choice (*number_at (option, self)));
      if (option->kind == FV_OPTION_FLAG && *number_at (option, self) != 0)
        g_string_append_printf (out, " %s", option->name);
      if (option->kind == FV_OPTION_WORD && *word_at (option, self) != NULL)
        g_string_append_printf (out, " %s=%s", option->name, *word_at (option, self));
    }
}
