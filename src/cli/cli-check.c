/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <stdio.h>

#include "cli-options.h"
#include "fv-check-suite.h"
#include "fv-error.h"

/* So that every seed that is tried from there on is one. */
#define MAX_SEED (G_MAXUINT64 - FV_CHECK_SUITE_TRIES)

/* As they were typed. */
typedef struct
{
  char *net, *seed, *as_printed;
  gboolean all;
} Texts;

static const char *
rule_name (guint i)
{
  return fv_rule_nth (i) != NULL ? fv_rule_nth (i)->name : NULL;
}

static void
print_set (const char *what, const FvCheck *check)
{
  printf ("; %s checked %zu, relative_error %.2g, %s", what, check->checked, check->relative_error,
          fv_verdict_name (check->verdict));
}

static void
print_layer (const FvLayer *layer, const FvLayerCheck *result)
{
  g_autofree char *text = fv_layer_to_text (layer);

  printf ("layer_%u: %s", result->place, text);
  print_set ("parameters", &result->parameters);
  print_set ("input", &result->input);
  printf ("; %s\n", result->trusted ? "trusted" : "untrusted");
}

static CliExit
print_summary (const FvCheckSummary *summary, gboolean passed)
{
  printf ("checked: %zu\n", summary->checked);
  printf ("skipped_kinks: %zu\n", summary->skipped_kinks);
  printf ("too_small: %u\n", summary->too_small);
  printf ("untrusted: %u\n", summary->untrusted);
  printf ("max_relative_error: %.3g\n", summary->max_relative_error);
  printf ("verdict: %s\n", passed ? "pass" : "fail");
  return passed ? CLI_FINE : CLI_REFUSED;
}

/* A rule of the article is never on in silence. */
static void
say_rule (const FvRuleInfo *rule)
{
  printf ("as_printed: %s\n", rule->name);
  fflush (stdout);
  fprintf (stderr,
           _ ("fovea-cli: the gradient is the article’s, by the rule “%s”, which is wrong on purpose: %s\n"),
           rule->name, _ (rule->title));
}

static CliExit
check_network (FvNetwork *network, guint64 seed, const FvRuleInfo *rule)
{
  guint depth = fv_network_depth (network);
  FvLayerCheck results[FV_NETWORK_MAX_LAYERS];
  FvCheckSummary summary = { 0 };

  printf ("net: %s\nseed: %" PRIu64 "\n", fv_network_text (network), seed);
  if (rule != NULL)
    say_rule (rule);
  fv_check_suite_run (network, seed, rule != NULL ? rule->rules : 0, results);
  for (guint i = 0; i < depth; i++)
    print_layer (fv_network_layer (network, i + 1), &results[i]);
  fv_check_summary_add (&summary, results, depth);
  if (rule != NULL && summary.failed == 0)
    fprintf (stderr, _ ("fovea-cli: on this network the rule “%s” makes no difference that shows\n"),
             rule->name);
  return print_summary (&summary, summary.failed == 0);
}

static CliExit
check_text (const char *text, guint64 seed, const FvRuleInfo *rule)
{
  GError *error = NULL;
  g_autoptr (FvNetwork) network = fv_network_new (text, &error);

  if (network == NULL)
    {
      cli_fail (error);
      return CLI_MISUSED;
    }
  if (!fv_gradient_check_possible (network, &error))
    {
      cli_fail (error);
      return CLI_REFUSED;
    }
  return check_network (network, seed, rule);
}

/* Adds one network of the suite to the whole. FALSE, and said why, if it fails or proves nothing. */
static gboolean
check_one_of_all (const char *text, guint64 first, FvCheckSummary *whole)
{
  g_autoptr (FvNetwork) network = fv_network_new (text, NULL);
  FvLayerCheck results[FV_NETWORK_MAX_LAYERS];
  FvCheckSummary summary = { 0 };
  guint64 seed;

  g_return_val_if_fail (network != NULL, FALSE);
  seed = fv_check_suite_find (network, first, results);
  fv_check_summary_add (&summary, results, fv_network_depth (network));
  fv_check_summary_add (whole, results, fv_network_depth (network));
  if (summary.failed > 0)
    printf ("failed: %s; seed %" PRIu64 ", relative_error %.2g\n", text, seed, summary.max_relative_error);
  else if (seed == 0)
    printf ("not_judged: %s; too_small %u, untrusted %u\n", text, summary.too_small, summary.untrusted);
  return summary.failed == 0 && seed != 0;
}

static CliExit
check_all (guint64 first)
{
  g_auto (GStrv) texts = fv_check_suite_texts ();
  FvCheckSummary whole = { 0 };
  gboolean passed = TRUE;

  printf ("nets: %u\nseed: %" PRIu64 "\n", g_strv_length (texts), first);
  for (guint i = 0; texts[i] != NULL; i++)
    passed &= check_one_of_all (texts[i], first, &whole);
  return print_summary (&whole, passed);
}

static gboolean
read_rule (const char *text, const FvRuleInfo **rule, GError **error)
{
  guint choice = 0;

  if (!cli_read_choice ("--as-printed", text, rule_name, &choice, error))
    return FALSE;
  *rule = text != NULL ? fv_rule_nth (choice) : NULL;
  return TRUE;
}

/* --all has networks of its own, and they are to pass. */
static gboolean
check_alone (const Texts *texts, GError **error)
{
  if (!texts->all || (texts->net == NULL && texts->as_printed == NULL))
    return TRUE;
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE,
               _ ("--all: walks networks of its own by the right rules, so it goes without %s"),
               texts->net != NULL ? "--net" : "--as-printed");
  return FALSE;
}

static CliExit
read_and_check (int argc, char **argv, const Texts *texts)
{
  const FvRuleInfo *rule = NULL;
  GError *error = NULL;
  guint64 seed = 1;

  if (!cli_no_more ("check", argc, argv, &error) || !check_alone (texts, &error)
      || !cli_read_unsigned ("--seed", texts->seed, 1, MAX_SEED, &seed, &error)
      || !read_rule (texts->as_printed, &rule, &error))
    return cli_fail (error);
  if (texts->all)
    return check_all (seed);
  return check_text (texts->net != NULL ? texts->net : FV_CHECK_TEXT, seed, rule);
}

CliExit
cli_check (int argc, char **argv)
{
  Texts texts = { 0 };
  const GOptionEntry entries[] = {
    { "net", 0, 0, G_OPTION_ARG_STRING, &texts.net,
      N_ ("A preset or the text of an architecture (a small one with every kind of layer)"), N_ ("NET") },
    { "seed", 's', 0, G_OPTION_ARG_STRING, &texts.seed, N_ ("Of the weights and the input (1)"), "S" },
    { "all", 0, 0, G_OPTION_ARG_NONE, &texts.all,
      N_ ("Walk every kind of layer, activation, pooling, border and connection"), NULL },
    { "as-printed", 0, 0, G_OPTION_ARG_STRING, &texts.as_printed,
      N_ ("Backpropagate as the article prints it: copy-to-all, o-for-phi, no-phi, no-rot180 or article"),
      N_ ("RULE") },
    { NULL },
  };
  CliExit exit;

  if (cli_options_parse ("check", entries, &argc, &argv, &exit))
    exit = read_and_check (argc, argv, &texts);
  g_free (texts.net);
  g_free (texts.seed);
  g_free (texts.as_printed);
  return exit;
}
