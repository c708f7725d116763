/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-number.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define MINUS "\342\210\222" /* U+2212 */
#define THIN  "\342\200\211" /* U+2009 */

static char *
not_finite (double value)
{
  if (isnan (value))
    return g_strdup (_ ("not a number"));
  return g_strdup (value > 0 ? "+∞" : MINUS "∞");
}

/* TRUE if only zeros and the point are left of it. */
static gboolean
reads_as_zero (const char *text)
{
  return text[strspn (text, "0.")] == '\0';
}

char *
fv_number_fixed (double value, guint decimals, gboolean plus)
{
  char format[16], digits[400];

  if (!isfinite (value))
    return not_finite (value);
  g_snprintf (format, sizeof format, "%%.%uf", MIN (decimals, 17u));
  g_ascii_formatd (digits, sizeof digits, format, fabs (value));
  if (reads_as_zero (digits))
    return g_strdup (digits);
  return g_strconcat (value < 0 ? MINUS : plus ? "+" : "", digits, NULL);
}

char *
fv_number_count (guint64 value)
{
  g_autofree char *plain = g_strdup_printf ("%" G_GUINT64_FORMAT, value);
  gsize length = strlen (plain);
  GString *out = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append (out, THIN);
      g_string_append_c (out, plain[i]);
    }
  return g_string_free (out, FALSE);
}

static void
append_superscript (GString *out, int value)
{
  static const char *const digits[] = { "⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹" };
  g_autofree char *plain = g_strdup_printf ("%d", ABS (value));

  if (value < 0)
    g_string_append (out, "⁻");
  for (const char *c = plain; *c; c++)
    g_string_append (out, digits[*c - '0']);
}

char *
fv_number_decade (int exponent)
{
  GString *out = g_string_new ("10");

  append_superscript (out, exponent);
  return g_string_free (out, FALSE);
}

char *
fv_number_power (double value)
{
  char digits[32];
  char *e;
  GString *out;

  if (!isfinite (value))
    return not_finite (value);
  if (value == 0)
    return g_strdup ("0");
  /* printf rounds and carries: 9.96 is 1.0·10¹. */
  g_ascii_formatd (digits, sizeof digits, "%.1e", fabs (value));
  e = strchr (digits, 'e');
  *e = '\0';
  out = g_string_new (value < 0 ? MINUS : "");
  g_string_append_printf (out, "%s·10", digits);
  append_superscript (out, atoi (e + 1));
  return g_string_free (out, FALSE);
}

char *
fv_number_percent (double fraction, guint decimals)
{
  g_autofree char *number = NULL;

  if (!isfinite (fraction))
    return not_finite (fraction);
  number = fv_number_fixed (100 * fraction, decimals, FALSE);
  /* Translators: a percentage, with a space that does not break */
  return g_strdup_printf (_ ("%s %%"), number);
}

char *
fv_number_short (double value, guint digits, gboolean plus)
{
  double size = fabs (value);
  int whole;

  if (!isfinite (value))
    return not_finite (value);
  if (size != 0 && (size < 0.001 || size >= 9999.5))
    return fv_number_power (value);
  if (size == 0)
    return g_strdup ("0");
  whole = size >= 1 ? (int)floor (log10 (size)) + 1 : 1;
  if (size < 0.1)
    digits += size < 0.01 ? 2 : 1;
  return fv_number_fixed (value, (int)digits > whole ? digits - whole : 0, plus);
}

char *
fv_number_subscript (guint value)
{
  static const char *const digits[] = { "₀", "₁", "₂", "₃", "₄", "₅", "₆", "₇", "₈", "₉" };
  g_autofree char *plain = g_strdup_printf ("%u", value);
  GString *out = g_string_new (NULL);

  for (const char *c = plain; *c; c++)
    g_string_append (out, digits[*c - '0']);
  return g_string_free (out, FALSE);
}
