/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "cli-explain-print.h"
#include "cli-options.h"
#include "cli-place.h"
#include "cli-sample.h"
#include "fv-error.h"
#include "fv-image.h"

/* As they were typed. */
typedef struct
{
  char *data, *sample, *image, *target, *at, *phase, *as_printed;
  gboolean json;
} Texts;

/* A picture says nothing of what it is: without --target it is what it is read as. */
static FvTrace *
trace_picture (const FvModel *model, const Texts *texts, guint rules, GError **error)
{
  FvNetwork *network = fv_parameters_network (model->parameters);
  FvShape shape = fv_network_shape (network, 0);
  g_autofree guint8 *pixels = NULL;
  g_autoptr (FvTrace) trace = NULL;
  guint target = 0;

  if (shape.maps != 1)
    {
      g_set_error (error, FV_ERROR, FV_ERROR_DATA,
                   _ ("%s: the model takes pictures of %u maps, pictures are read as 1"), texts->image,
                   shape.maps);
      return NULL;
    }
  pixels = g_new (guint8, fv_shape_size (shape));
  if (!cli_read_count ("--target", texts->target, 0, fv_network_n_classes (network) - 1, &target, error)
      || !fv_image_load_gray (texts->image, shape.rows, shape.cols, pixels, error))
    return NULL;
  trace = fv_trace_new_with_rules (model->parameters, pixels, target, rules);
  if (texts->target != NULL || fv_trace_class (trace) == target)
    return g_steal_pointer (&trace);
  return fv_trace_new_with_rules (model->parameters, pixels, fv_trace_class (trace), rules);
}

static FvTrace *
trace_sample (const FvModel *model, const Texts *texts, guint rules, GError **error)
{
  CliSample sample = { .data = texts->data, .rules = rules };
  GError *found = NULL;
  FvTrace *trace;

  if (!cli_read_count ("--sample", texts->sample, 0, G_MAXUINT - 1, &sample.nth, error))
    return NULL;
  trace = cli_sample_trace (model, sample, NULL, &found);
  if (trace == NULL && found == NULL)
    g_set_error (error, FV_ERROR, FV_ERROR_DATA,
                 _ ("the generated digits do not fit “%s”; wanted a data set with --data"),
                 fv_network_text (fv_parameters_network (model->parameters)));
  else if (found != NULL)
    g_propagate_error (error, found);
  return trace;
}

static gboolean
explain (const FvModel *model, const Texts *texts, GError **error)
{
  FvNetwork *network = fv_parameters_network (model->parameters);
  g_autoptr (FvExplanation) explanation = NULL;
  g_autoptr (FvTrace) trace = NULL;
  FvPointCheck check;
  FvStep step = cli_step_of (model);
  FvUpdate update;
  CliExplained explained;
  guint rule = 0;
  FvPlace place;

  if (!cli_read_choice ("--as-printed", texts->as_printed, cli_rule_name, &rule, error)
      || !cli_read_place (network, texts->phase, texts->at, &place, error))
    return FALSE;
  rule = texts->as_printed != NULL ? fv_rule_nth (rule)->rules : 0;
  trace = texts->image != NULL ? trace_picture (model, texts, rule, error)
                               : trace_sample (model, texts, rule, error);
  if (trace == NULL)
    return FALSE;
  if (place.quantity == FV_QUANTITY_UPDATE)
    explanation = fv_explain_update (trace, place, &step, &update);
  else
    explanation = fv_explain (trace, place);
  explained = (CliExplained){ trace,
                              place,
                              texts->phase != NULL ? texts->phase : cli_phase_name (0),
                              explanation,
                              place.quantity == FV_QUANTITY_UPDATE ? &update : NULL,
                              NULL };
  if (place.quantity != FV_QUANTITY_OUTPUT && fv_gradient_at (trace, place, &check))
    explained.check = &check;
  if (texts->json)
    cli_explain_print_json (&explained);
  else
    cli_explain_print_text (&explained);
  return TRUE;
}

static gboolean
check_alone (const Texts *texts, GError **error)
{
  if (texts->image != NULL && (texts->data != NULL || texts->sample != NULL))
    g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("--image: is a sample of its own and goes without %s"),
                 texts->data != NULL ? "--data" : "--sample");
  else if (texts->image == NULL && texts->target != NULL)
    g_set_error (error, FV_ERROR, FV_ERROR_VALUE,
                 _ ("--target: a data set says what its samples are; wanted it with --image alone"));
  else
    return TRUE;
  return FALSE;
}

static CliExit
load_and_explain (int argc, char **argv, const Texts *texts)
{
  GError *error = NULL;
  g_autoptr (FvModel) model = NULL;

  if (argc < 2)
    return cli_fail_missing ("explain", _ ("the model"));
  if (texts->at == NULL && g_strcmp0 (texts->phase, "loss") != 0)
    return cli_fail_missing ("explain", "--at");
  if (!cli_no_more ("explain", argc - 1, argv + 1, &error) || !check_alone (texts, &error))
    return cli_fail (error);
  model = fv_model_load (argv[1], &error);
  if (model == NULL || !explain (model, texts, &error))
    return cli_fail (error);
  return CLI_FINE;
}

CliExit
cli_explain (int argc, char **argv)
{
  Texts texts = { 0 };
  const GOptionEntry entries[] = {
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &texts.data, N_ ("Where the sample comes from (digits)"),
      N_ ("FOLDER") },
    { "sample", 'k', 0, G_OPTION_ARG_STRING, &texts.sample, N_ ("Which sample, from 0 (0)"), "K" },
    { "image", 0, 0, G_OPTION_ARG_FILENAME, &texts.image, N_ ("A picture in place of a sample"),
      N_ ("FILE") },
    { "target", 0, 0, G_OPTION_ARG_STRING, &texts.target,
      N_ ("The class of the picture, from 0 (what it is read as)"), "C" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &texts.at,
      N_ ("Which number: LAYER/UNIT/ROW/COL; of a gradient LAYER/UNIT/[INPUT/]ROW/COL, LAYER/UNIT/INPUT or "
          "LAYER/UNIT/bias; all from 0, the input being layer 0"),
      N_ ("PLACE") },
    { "phase", 0, 0, G_OPTION_ARG_STRING, &texts.phase,
      N_ ("output, delta, gradient, update, share (of a softmax) or loss (output)"), N_ ("PHASE") },
    { "as-printed", 0, 0, G_OPTION_ARG_STRING, &texts.as_printed,
      N_ ("Backpropagate as the article prints it: copy-to-all, o-for-phi, no-phi, no-rot180 or article"),
      N_ ("RULE") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &texts.json, N_ ("Print a JSON object, every number in full"), NULL },
    { NULL },
  };
  CliExit exit;

  if (cli_options_parse ("explain", entries, &argc, &argv, &exit))
    exit = load_and_explain (argc, argv, &texts);
  g_free (texts.data);
  g_free (texts.sample);
  g_free (texts.image);
  g_free (texts.target);
  g_free (texts.at);
  g_free (texts.phase);
  g_free (texts.as_printed);
  return exit;
}
