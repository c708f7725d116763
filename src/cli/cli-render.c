/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "cli-data-look.h"
#include "cli-film.h"
#include "cli-judge.h"
#include "cli-kernels-look.h"
#include "cli-layers.h"
#include "cli-options.h"
#include "cli-place.h"
#include "cli-sample.h"
#include "fv-error.h"
#include "fv-record.h"
#include "fv-scene.h"

#define MIN_SIDE   64
#define MAX_SIDE   16384
#define MAX_FRAMES 10000
#define N_ENTRIES  16 /* with the last, which is empty */

/* As they were typed. */
typedef struct
{
  char *view, *data, *sample, *direction, *layer, *at, *phase, *as_printed, *style, *width, *height, *animate,
      *frames, *out;
  gboolean check_layer;
  CliKernelsTexts kernels;
  CliDataTexts data_look;
} Texts;

typedef struct
{
  const FvSceneType *type;
  const char *data; /* NULL or "digits": generated */
  guint sample;
  guint layer; /* place; only if has_layer */
  gboolean has_layer;
  const char *at, *phase; /* NULL, or a place and what of it */
  guint rules;            /* FvRules of the trace */
  gboolean check_layer;
  gboolean backward;
  gboolean dark;
  double width;
  double height;
  FvKernelsLook kernels;
  gboolean alone; /* the kernels of the layer looked at */
  CliDataLook data_look;
  CliFilmKind film;
  guint n_frames;
  guint n_moments; /* of the view "course" */
  const char *out;
} Wanted;

static const char *
view_name (guint i)
{
  for (guint row = 0; fv_scene_type_nth (row) != NULL; row++)
    if (fv_scene_type_nth (row)->exportable && i-- == 0)
      return fv_scene_type_nth (row)->name;
  return NULL;
}

static const char *
direction_name (guint i)
{
  static const char *const names[] = { "forward", "backward" };

  return i < G_N_ELEMENTS (names) ? names[i] : NULL;
}

static gboolean
read_size (const Texts *texts, Wanted *wanted, GError **error)
{
  guint width = (guint)wanted->type->export_width;
  guint height = (guint)wanted->type->export_height;

  if (!cli_read_count ("--width", texts->width, MIN_SIDE, MAX_SIDE, &width, error)
      || !cli_read_count ("--height", texts->height, MIN_SIDE, MAX_SIDE, &height, error))
    return FALSE;
  wanted->width = width;
  wanted->height = height;
  return TRUE;
}

static gboolean
read_film (const Texts *texts, Wanted *wanted, GError **error)
{
  wanted->n_frames = 0;
  if (!cli_film_read (texts->animate, &wanted->film, error)
      || !cli_read_count ("--frames", texts->frames, 1, MAX_FRAMES, &wanted->n_frames, error))
    return FALSE;
  wanted->n_moments
      = wanted->n_frames > 0 ? MIN (wanted->n_frames, FV_COURSE_MAX_MOMENTS) : FV_COURSE_MOMENTS;
  if (wanted->n_frames == 0)
    wanted->n_frames = wanted->film == CLI_FILM_WINDOW ? 4 * FV_FILM_FRAMES : FV_FILM_FRAMES;
  return wanted->film == CLI_FILM_NONE || fv_animation_can (texts->out, error);
}

/* The gradient of a kernel belongs to the way back. */
static gboolean
read_kernels (const Texts *texts, Wanted *wanted, guint *backward, GError **error)
{
  gboolean gradient;

  if (!cli_kernels_read (&texts->kernels, &wanted->kernels, &gradient, error))
    return FALSE;
  wanted->alone = texts->kernels.alone;
  if (gradient)
    *backward = 1;
  return TRUE;
}

static gboolean
read_wanted (const Texts *texts, Wanted *wanted, GError **error)
{
  guint view = 0;
  guint backward = 0;
  guint dark = 0;
  guint rule = 0;

  if (!cli_read_choice ("--view", texts->view, view_name, &view, error)
      || !cli_read_choice ("--direction", texts->direction, direction_name, &backward, error)
      || !cli_read_choice ("--style", texts->style, cli_style_name, &dark, error)
      || !cli_read_choice ("--as-printed", texts->as_printed, cli_rule_name, &rule, error)
      || !cli_read_count ("--sample", texts->sample, 0, G_MAXUINT - 1, &wanted->sample, error)
      || !cli_read_count ("--layer", texts->layer, 0, FV_NETWORK_MAX_LAYERS, &wanted->layer, error))
    return FALSE;
  if (!read_film (texts, wanted, error) || !read_kernels (texts, wanted, &backward, error)
      || !cli_data_look_read (&texts->data_look, &wanted->data_look, error))
    return FALSE;
  wanted->has_layer = texts->layer != NULL;
  wanted->at = texts->at;
  wanted->check_layer = texts->check_layer;
  wanted->phase = texts->phase;
  wanted->rules = texts->as_printed != NULL ? fv_rule_nth (rule)->rules : 0;
  wanted->type = fv_scene_type_from_name (view_name (view));
  wanted->backward = backward == 1;
  wanted->dark = dark == 1;
  wanted->data = texts->data;
  wanted->out = texts->out;
  return read_size (texts, wanted, error);
}

/* Without a layer or a place named, one way is looked at from its end, where everything has been computed. */
static gboolean
read_cursor (const FvNetwork *network, const Wanted *wanted, FvCursor *out, GError **error)
{
  FvCursor cursor = { .direction = wanted->backward ? FV_BACKWARD : FV_FORWARD, .layer = wanted->layer };
  FvPlace place;

  if (!wanted->has_layer)
    cursor.layer = wanted->backward ? 1 : fv_network_depth (network);
  *out = fv_cursor_clamp (cursor, network);
  if (wanted->at == NULL && wanted->phase == NULL)
    return TRUE;
  if (!cli_read_place (network, wanted->phase, wanted->at, &place, error))
    return FALSE;
  *out = fv_cursor_at_place (place, network);
  return TRUE;
}

/* --at says layer and direction itself. */
static gboolean
check_alone (const Texts *texts, GError **error)
{
  gboolean has_place = texts->at != NULL || texts->phase != NULL;

  if (!has_place || (texts->layer == NULL && texts->direction == NULL))
    return TRUE;
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE,
               _ ("--at: says with --phase where to look, and goes without %s"),
               texts->layer != NULL ? "--layer" : "--direction");
  return FALSE;
}

static gboolean
check_layer (const FvNetwork *network, const Wanted *wanted, GError **error)
{
  if (!wanted->has_layer || wanted->layer <= fv_network_depth (network))
    return TRUE;
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("--layer: found “%u”, the network has layers 0 to %u"),
               wanted->layer, fv_network_depth (network));
  return FALSE;
}

/* The rows of the gradient check that a picture of the way back has: the element, and if asked for the layer. */
static void
check_cell (FvSceneInput *input)
{
  FvPlace place = fv_place_at_cursor (input->cursor, input->network);
  FvPointCheck point;

  if (!fv_cursor_is_backward (input->cursor) || !fv_gradient_at (input->trace, place, &point))
    return;
  input->check_cell = (FvCheckRow){ .has = TRUE,
                                    .analytic = point.analytic,
                                    .numeric = point.numeric,
                                    .relative = point.relative_error,
                                    .state = point.verdict };
}

/* What δ of a layer is made from are the inputs of the layer above; the output layer's comes from the loss. */
static void
check_whole_layer (FvSceneInput *input)
{
  gboolean is_parameter = fv_cursor_is_parameter (input->cursor);
  guint place = is_parameter ? input->cursor.layer : input->cursor.layer + 1;
  FvLayerCheck layer;
  FvCheck *check = is_parameter ? &layer.parameters : &layer.input;

  if (!input->check_cell.has || place > fv_network_depth (input->network))
    return;
  fv_gradient_check_layer (input->trace, place, NULL, NULL, &layer);
  input->check_layer = (FvCheckRow){ .has = TRUE,
                                     .analytic = check->analytic_norm,
                                     .numeric = check->numeric_norm,
                                     .relative = check->relative_error,
                                     .state = check->verdict };
}

/* As one picture, or as many. */
static gboolean export(const FvRecord *record, const char *file, const Wanted *wanted,
                       const FvSceneInput *input, GError **error)
{
  FvFilm film = { .type = wanted->type,
                  .input = *input,
                  .width = wanted->width,
                  .height = wanted->height,
                  .frame_ms = FV_FILM_FRAME_MS,
                  .n_frames = wanted->n_frames,
                  .pixels = input->trace != NULL ? fv_trace_pixels (input->trace) : NULL,
                  .target = input->trace != NULL ? fv_trace_target (input->trace) : 0 };

  if (wanted->film == CLI_FILM_NONE)
    return fv_scene_export (wanted->type, input, wanted->width, wanted->height, wanted->out, error);
  film.input.vectors = FALSE;
  if (wanted->film == CLI_FILM_TRAINING)
    film.input.caption = fv_network_text (input->network); /* each moment says itself when it is */
  return cli_film_make (wanted->film, &film, record, file, wanted->out, error);
}

static void
set_kernels (FvSceneInput *input, const Wanted *wanted, FvParameters *start)
{
  input->kernels = wanted->kernels;
  input->kernels.start = start;
  input->kernels.place = wanted->alone ? input->cursor.layer : 0;
}

static gboolean
has_start (FvParameters *start, const char *file, const Wanted *wanted, GError **error)
{
  if (start != NULL || !cli_kernels_need_start (wanted->kernels))
    return TRUE;
  g_set_error (error, FV_ERROR, FV_ERROR_FILE, _ ("%s: holds no history; “train --history” saves one"), file);
  return FALSE;
}

static gboolean
render (const FvRecord *record, const char *file, Wanted *wanted, FvCursor cursor, GError **error)
{
  const FvModel *model = fv_record_model (record);
  FvNetwork *network = fv_parameters_network (model->parameters);
  CliSample sample = { .data = wanted->data, .nth = wanted->sample, .rules = wanted->rules };
  FvStep step = cli_step_of (model);
  guint length = fv_curve_length (model->curve);
  g_autoptr (FvDataset) set = NULL;
  g_autoptr (FvJudgement) judgement = NULL;
  g_autoptr (FvParameters) start = fv_record_start (record);
  g_autoptr (GPtrArray) branches = fv_record_branches (record);
  g_autoptr (FvCurve) layers = NULL;
  g_autoptr (FvCourse) course = NULL;
  GError *refused = NULL;
  g_autoptr (FvTrace) trace = cli_sample_trace (model, sample, &set, &refused);
  g_autofree char *caption
      = g_strdup_printf (_ ("%s · %ju batches"), fv_network_text (network), (uintmax_t)model->batch);
  FvSceneInput input = {
    .network = network,
    .parameters = model->parameters,
    .trace = trace,
    .dataset = set,
    .curve = model->curve,
    .way = { .shown = fv_record_shown_branch (record),
             .n_branches = branches->len,
             .branches = (FvBranch *const *)branches->pdata },
    .class_names = (const char *const *)model->classes,
    .cursor = cursor,
    .has_cursor = wanted->has_layer || wanted->at != NULL || wanted->phase != NULL,
    .step = &step,
    .frozen = model->options.frozen,
    .batch = model->batch,
    .epoch = length > 0 ? fv_curve_nth (model->curve, length - 1).epoch : (double)model->epoch,
    .caption = caption,
    .style = wanted->dark ? fv_style_dark () : fv_style_light (),
    .vectors = TRUE,
  };

  if (trace != NULL && input.has_cursor)
    check_cell (&input);
  if (wanted->check_layer)
    check_whole_layer (&input);
  if (refused == NULL && g_str_equal (wanted->type->name, "confusion"))
    judgement = cli_judge (model, wanted->data, 0, &refused);
  input.judgement = judgement;
  set_kernels (&input, wanted, start);
  if (g_str_equal (wanted->type->name, "layers"))
    input.curve = layers = cli_layers_curve (model, set);
  if (refused == NULL && g_str_equal (wanted->type->name, "course"))
    input.course = course = cli_film_course (record, file, wanted->n_moments, &refused);
  if (refused != NULL)
    {
      g_propagate_error (error, refused);
      return FALSE;
    }
  return has_start (start, file, wanted, error)
         && cli_data_look_fill (&wanted->data_look, wanted->type, wanted->data, &input, error)
         && export(record, file, wanted, &input, error);
}

static CliExit
say_done (const Wanted *wanted)
{
  printf ("view: %s\n", wanted->type->name);
  printf ("width: %g\n", wanted->width);
  printf ("height: %g\n", wanted->height);
  printf ("file: %s\n", wanted->out);
  return CLI_FINE;
}

/* Data, and how they are made, are there without a model. */
static CliExit
render_alone (Wanted *wanted)
{
  GError *error = NULL;
  gboolean drawn = cli_data_look_render (&wanted->data_look, wanted->type, wanted->data,
                                         wanted->dark ? fv_style_dark () : fv_style_light (), wanted->width,
                                         wanted->height, wanted->out, &error);

  cli_data_look_clear (&wanted->data_look);
  return drawn ? say_done (wanted) : cli_fail (error);
}

static CliExit
load_and_render (const char *path, Wanted *wanted)
{
  GError *error = NULL;
  g_autoptr (FvRecord) record = fv_record_load (path, &error);
  const FvModel *model = record != NULL ? fv_record_model (record) : NULL;
  FvCursor cursor;

  if (model == NULL || !check_layer (fv_parameters_network (model->parameters), wanted, &error)
      || !read_cursor (fv_parameters_network (model->parameters), wanted, &cursor, &error)
      || !render (record, path, wanted, cursor, &error))
    return cli_fail (error);
  cli_data_look_clear (&wanted->data_look);
  return say_done (wanted);
}

static gboolean
needs_no_model (const char *view)
{
  const FvSceneType *type = view != NULL ? fv_scene_type_from_name (view) : NULL;

  return type != NULL && cli_data_look_is (type);
}

static CliExit
check_and_render (int argc, char **argv, const Texts *texts)
{
  Wanted wanted = { 0 };
  GError *error = NULL;

  if (argc < 2 && !needs_no_model (texts->view))
    return cli_fail_missing ("render", _ ("the model"));
  if (texts->view == NULL)
    return cli_fail_missing ("render", "--view");
  if (texts->out == NULL)
    return cli_fail_missing ("render", "--out");
  if (texts->at == NULL && texts->phase != NULL && !g_str_equal (texts->phase, "loss"))
    return cli_fail_missing ("render", "--at");
  if (!check_alone (texts, &error))
    return cli_fail (error);
  if (!cli_no_more ("render", MAX (argc - 1, 1), argc > 1 ? argv + 1 : argv, &error)
      || !read_wanted (texts, &wanted, &error))
    return cli_fail (error);
  if (argc < 2)
    return render_alone (&wanted);
  return load_and_render (argv[1], &wanted);
}

CliExit
cli_render (int argc, char **argv)
{
  Texts texts = { 0 };
  GOptionEntry entries[N_ENTRIES + CLI_KERNELS_N_ENTRIES + CLI_DATA_LOOK_N_ENTRIES] = {
    { "view", 'v', 0, G_OPTION_ARG_STRING, &texts.view,
      N_ ("What to draw: network, detail, kernels, course, curve, layers, confusion, plane, counts, "
          "data or generator"),
      N_ ("VIEW") },
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &texts.data, N_ ("Where the sample comes from (digits)"),
      N_ ("FOLDER") },
    { "sample", 'k', 0, G_OPTION_ARG_STRING, &texts.sample, N_ ("Which sample, from 0 (0)"), "K" },
    { "direction", 0, 0, G_OPTION_ARG_STRING, &texts.direction, N_ ("forward or backward (forward)"), "D" },
    { "layer", 'l', 0, G_OPTION_ARG_STRING, &texts.layer,
      N_ ("Which layer is looked at, the input being 0 (the end of the pass)"), "N" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &texts.at,
      N_ ("Which number: LAYER/UNIT/ROW/COL; of a gradient LAYER/UNIT/[INPUT/]ROW/COL, LAYER/UNIT/INPUT or "
          "LAYER/UNIT/bias; all from 0, the input being layer 0"),
      N_ ("PLACE") },
    { "phase", 0, 0, G_OPTION_ARG_STRING, &texts.phase,
      N_ ("output, delta, gradient, update, share (of a softmax) or loss (output)"), N_ ("PHASE") },
    { "check-layer", 0, 0, G_OPTION_ARG_NONE, &texts.check_layer,
      N_ ("Check the gradients of the whole layer, too"), NULL },
    { "as-printed", 0, 0, G_OPTION_ARG_STRING, &texts.as_printed,
      N_ ("Backpropagate as the article prints it: copy-to-all, o-for-phi, no-phi, no-rot180 or article"),
      N_ ("RULE") },
    { "style", 0, 0, G_OPTION_ARG_STRING, &texts.style, N_ ("light or dark (light)"), "S" },
    { "width", 'W', 0, G_OPTION_ARG_STRING, &texts.width, N_ ("Pixels across"), "W" },
    { "height", 'H', 0, G_OPTION_ARG_STRING, &texts.height, N_ ("Pixels down"), "H" },
    { "animate", 0, 0, G_OPTION_ARG_STRING, &texts.animate,
      N_ ("Many pictures: over training, or the window going over the map looked at (training or window)"),
      N_ ("WHAT") },
    { "frames", 0, 0, G_OPTION_ARG_STRING, &texts.frames,
      N_ ("How many pictures, at most (48; of a window 192; moments of a course 10, at most 24)"), "N" },
    { "out", 'o', 0, G_OPTION_ARG_FILENAME, &texts.out,
      N_ ("A file ending in .png, .svg or .pdf; of an animation .webp, or .png for a file each; of a "
          "table .csv"),
      N_ ("FILE") },
    { NULL },
  };
  CliExit exit;

  cli_kernels_entries (&texts.kernels, entries + N_ENTRIES - 1);
  cli_data_look_entries (&texts.data_look, entries + N_ENTRIES - 1 + CLI_KERNELS_N_ENTRIES);
  if (cli_options_parse ("render", entries, &argc, &argv, &exit))
    exit = check_and_render (argc, argv, &texts);
  g_free (texts.view);
  g_free (texts.data);
  g_free (texts.sample);
  g_free (texts.direction);
  g_free (texts.layer);
  g_free (texts.at);
  g_free (texts.phase);
  g_free (texts.as_printed);
  g_free (texts.style);
  g_free (texts.width);
  g_free (texts.height);
  g_free (texts.animate);
  g_free (texts.frames);
  g_free (texts.out);
  cli_kernels_texts_clear (&texts.kernels);
  cli_data_look_texts_clear (&texts.data_look);
  return exit;
}
