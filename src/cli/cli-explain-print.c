/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-explain-print.h"

#include <math.h>
#include <stdio.h>

#include "fv-json.h"

/* −0 reads as 0. */
static void
append_text_number (GString *out, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, g_ascii_formatd (buffer, sizeof buffer, "%.9g", value + 0.0));
}

static gboolean
has_input (FvOperand at)
{
  return at.kind == FV_OPERAND_WEIGHT || at.kind == FV_OPERAND_GRADIENT;
}

static gboolean
is_bias (FvOperand at)
{
  return has_input (at) && at.input == FV_INPUT_BIAS;
}

/* "weight 3/4/0/2/1", "output 2/0/5/6", "filled 2/0/-1/6". */
static void
append_operand (GString *out, FvOperand at)
{
  if (at.kind == FV_OPERAND_NONE)
    return;
  g_string_append_printf (out, "; %s %u/%u", fv_operand_kind_name (at.kind), at.layer, at.unit);
  if (at.kind == FV_OPERAND_BIAS)
    return;
  if (is_bias (at))
    {
      g_string_append (out, "/bias");
      return;
    }
  if (has_input (at))
    g_string_append_printf (out, "/%u", at.input);
  g_string_append_printf (out, "/%d/%d", at.row, at.col);
}

static void
append_term (GString *out, guint nth, const FvTerm *term)
{
  g_string_append_printf (out, "term_%u: ", nth);
  append_text_number (out, term->left);
  g_string_append (out, " × ");
  append_text_number (out, term->right);
  g_string_append (out, " = ");
  append_text_number (out, term->product);
  append_operand (out, term->left_at);
  append_operand (out, term->right_at);
  g_string_append_c (out, '\n');
}

static void
append_line (GString *out, const char *key, double value)
{
  g_string_append_printf (out, "%s: ", key);
  append_text_number (out, value);
  g_string_append_c (out, '\n');
}

/* Terms, and after those of a group what they come to. */
static void
append_terms (GString *out, const FvExplanation *explanation)
{
  for (guint i = 0; i < explanation->n_terms; i++)
    {
      guint group = explanation->terms[i].group;

      append_term (out, i, &explanation->terms[i]);
      if (explanation->n_groups > 1
          && (i + 1 == explanation->n_terms || explanation->terms[i + 1].group != group))
        {
          g_autofree char *key = g_strdup_printf ("partial_%u", group);

          append_line (out, key, explanation->partial[group]);
        }
    }
}

/* A line only where the value says something. */
static void
append_unless (GString *out, const char *key, double value, double silent)
{
  if (value != silent)
    append_line (out, key, value);
}

/* From the terms to the value; "sum" is what they combine to: n, ∂E/∂o, the gradient (MATH §7). */
static void
append_result (GString *out, const FvExplanation *explanation)
{
  append_unless (out, "total", explanation->sum, explanation->net);
  append_unless (out, "divisor", explanation->divisor, 1.0);
  append_unless (out, "shift", explanation->shift, 0.0);
  append_unless (out, "taken", explanation->taken, 0.0);
  append_line (out, "sum", explanation->net);
  append_unless (out, "printed", explanation->printed, 1.0);
  append_unless (out, "factor", explanation->factor, 1.0);
}

/* "line_1: v = μ·v + g = 0.0123; μ 0.9; v 0.5; g 0.2; stored" */
static void
append_update (GString *out, const FvUpdate *update)
{
  for (guint i = 0; i < update->n_lines; i++)
    {
      const FvUpdateLine *line = &update->lines[i];

      g_string_append_printf (out, "line_%u: %s = %s = ", i, line->symbol, line->formula);
      append_text_number (out, line->value);
      for (guint k = 0; k < line->n_operands; k++)
        {
          g_string_append_printf (out, "; %s ", line->operands[k].symbol);
          append_text_number (out, line->operands[k].value);
        }
      g_string_append (out, line->is_stored ? "; stored\n" : "\n");
    }
}

static gboolean
has_winner (const FvExplanation *explanation)
{
  return explanation->winner < explanation->n_terms;
}

void
cli_explain_print_text (const CliExplained *self)
{
  const FvExplanation *explanation = self->explanation;
  FvNetwork *network = fv_trace_network (self->trace);
  g_autofree char *place = fv_place_to_text (network, self->place);
  GString *out = g_string_new (NULL);

  g_string_append_printf (out, "net: %s\ntarget: %u\nphase: %s\nplace: %s\ncombine: %s\nterms: %u\n",
                          fv_network_text (network), fv_trace_target (self->trace), self->phase, place,
                          fv_combine_name (explanation->combine), explanation->n_terms);
  append_terms (out, explanation);
  if (explanation->has_bias)
    append_line (out, "bias", explanation->bias);
  if (has_winner (explanation))
    g_string_append_printf (out, "winner: term_%u\n", explanation->winner);
  append_result (out, explanation);
  if (self->update != NULL)
    append_update (out, self->update);
  append_line (out, "value", explanation->value);
  if (self->check != NULL)
    {
      append_line (out, "numeric", self->check->numeric);
      g_string_append_printf (out, "relative_error: %.2g\nverdict: %s\n", self->check->relative_error,
                              fv_verdict_name (self->check->verdict));
    }
  fputs (out->str, stdout);
  g_string_free (out, TRUE);
}

static void
append_json_number (GString *out, double value)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (out, isfinite (value) ? g_ascii_formatd (buffer, sizeof buffer, "%.17g", value) : "null");
}

static void
append_json_member (GString *out, const char *name, double value)
{
  g_string_append_printf (out, ",\"%s\":", name);
  append_json_number (out, value);
}

static void
append_json_operand (GString *out, const char *name, FvOperand at)
{
  g_string_append_printf (out, "\"%s\":", name);
  if (at.kind == FV_OPERAND_NONE)
    {
      g_string_append (out, "null");
      return;
    }
  g_string_append_printf (out, "{\"kind\":\"%s\",\"layer\":%u,\"unit\":%u", fv_operand_kind_name (at.kind),
                          at.layer, at.unit);
  if (is_bias (at))
    g_string_append (out, ",\"input\":\"bias\"");
  else if (has_input (at))
    g_string_append_printf (out, ",\"input\":%u", at.input);
  if (at.kind != FV_OPERAND_BIAS && !is_bias (at))
    g_string_append_printf (out, ",\"row\":%d,\"col\":%d", at.row, at.col);
  g_string_append_c (out, '}');
}

static void
append_json_term (GString *out, const FvTerm *term)
{
  g_string_append (out, "{\"left\":");
  append_json_number (out, term->left);
  append_json_member (out, "right", term->right);
  append_json_member (out, "product", term->product);
  g_string_append (out, ",\"place\":{");
  append_json_operand (out, "left", term->left_at);
  g_string_append_c (out, ',');
  append_json_operand (out, "right", term->right_at);
  g_string_append_printf (out, "},\"group\":%u}", term->group);
}

static void
append_json_head (GString *out, const CliExplained *self)
{
  FvNetwork *network = fv_trace_network (self->trace);
  g_autofree char *place = fv_place_to_text (network, self->place);

  g_string_append (out, "{\"net\":");
  fv_json_append_string (out, fv_network_text (network));
  g_string_append_printf (out, ",\"target\":%u,\"phase\":\"%s\",\"at\":\"%s\",\"combine\":\"%s\"",
                          fv_trace_target (self->trace), self->phase, place,
                          fv_combine_name (self->explanation->combine));
}

static void
append_json_update_line (GString *out, const FvUpdateLine *line)
{
  g_string_append (out, "{\"symbol\":");
  fv_json_append_string (out, line->symbol);
  g_string_append (out, ",\"formula\":");
  fv_json_append_string (out, line->formula);
  g_string_append (out, ",\"operands\":[");
  for (guint k = 0; k < line->n_operands; k++)
    {
      g_string_append (out, k > 0 ? ",{\"symbol\":" : "{\"symbol\":");
      fv_json_append_string (out, line->operands[k].symbol);
      append_json_member (out, "value", line->operands[k].value);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
  append_json_member (out, "value", line->value);
  g_string_append_printf (out, ",\"stored\":%s}", line->is_stored ? "true" : "false");
}

static void
append_json_update (GString *out, const FvUpdate *update)
{
  g_string_append (out, ",\"lines\":[");
  for (guint i = 0; i < update->n_lines; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_json_update_line (out, &update->lines[i]);
    }
  g_string_append_c (out, ']');
}

static void
append_json_check (GString *out, const FvPointCheck *check)
{
  append_json_member (out, "numeric", check->numeric);
  append_json_member (out, "relative_error", check->relative_error);
  g_string_append_printf (out, ",\"verdict\":\"%s\"", fv_verdict_name (check->verdict));
}

void
cli_explain_print_json (const CliExplained *self)
{
  const FvExplanation *explanation = self->explanation;
  GString *out = g_string_new (NULL);

  append_json_head (out, self);
  g_string_append (out, ",\"terms\":[");
  for (guint i = 0; i < explanation->n_terms; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      append_json_term (out, &explanation->terms[i]);
    }
  g_string_append (out, "],\"partial\":[");
  for (guint group = 0; group < explanation->n_groups; group++)
    {
      if (group > 0)
        g_string_append_c (out, ',');
      append_json_number (out, explanation->partial[group]);
    }
  g_string_append_printf (out, "],\"has_bias\":%s", explanation->has_bias ? "true" : "false");
  append_json_member (out, "bias", explanation->bias);
  append_json_member (out, "total", explanation->sum);
  if (has_winner (explanation))
    g_string_append_printf (out, ",\"winner\":%u", explanation->winner);
  append_json_member (out, "divisor", explanation->divisor);
  append_json_member (out, "shift", explanation->shift);
  append_json_member (out, "taken", explanation->taken);
  append_json_member (out, "sum", explanation->net);
  append_json_member (out, "printed", explanation->printed);
  append_json_member (out, "factor", explanation->factor);
  append_json_member (out, "value", explanation->value);
  if (self->update != NULL)
    append_json_update (out, self->update);
  if (self->check != NULL)
    append_json_check (out, self->check);
  g_string_append (out, "}\n");
  fputs (out->str, stdout);
  g_string_free (out, TRUE);
}
