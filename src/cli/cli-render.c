/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "cli-data.h"
#include "cli-options.h"
#include "fv-error.h"
#include "fv-evaluation.h"
#include "fv-model.h"
#include "fv-scene.h"

#define MIN_SIDE 64
#define MAX_SIDE 16384
/* Whose digits are shown where no data set is named: clear ones. */
#define SHOWN_SEED       1
#define SHOWN_DISTORTION FV_DISTORTION_MILD

/* As they were typed. */
typedef struct
{
  char *view, *data, *sample, *direction, *layer, *style, *width, *height, *out;
} Texts;

typedef struct
{
  const FvSceneType *type;
  const char *data; /* NULL or "digits": generated */
  guint sample;
  guint layer; /* place; only if has_layer */
  gboolean has_layer;
  gboolean backward;
  gboolean dark;
  double width;
  double height;
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

static const char *
style_name (guint i)
{
  static const char *const names[] = { "light", "dark" };

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
read_wanted (const Texts *texts, Wanted *wanted, GError **error)
{
  guint view = 0;
  guint backward = 0;
  guint dark = 0;

  if (!cli_read_choice ("--view", texts->view, view_name, &view, error)
      || !cli_read_choice ("--direction", texts->direction, direction_name, &backward, error)
      || !cli_read_choice ("--style", texts->style, style_name, &dark, error)
      || !cli_read_count ("--sample", texts->sample, 0, G_MAXUINT - 1, &wanted->sample, error)
      || !cli_read_count ("--layer", texts->layer, 0, FV_NETWORK_MAX_LAYERS, &wanted->layer, error))
    return FALSE;
  wanted->has_layer = texts->layer != NULL;
  wanted->type = fv_scene_type_from_name (view_name (view));
  wanted->backward = backward == 1;
  wanted->dark = dark == 1;
  wanted->data = texts->data;
  wanted->out = texts->out;
  return read_size (texts, wanted, error);
}

static FvTrace *
trace_digit (const FvModel *model, const Wanted *wanted)
{
  const FvNetwork *network = fv_parameters_network (model->parameters);
  FvShape digit = { 1, FV_DIGIT_SIDE, FV_DIGIT_SIDE };
  guint wanted_classes = fv_network_loss (network)->has_other ? 11 : 10;
  guint8 pixels[FV_DIGIT_SIDE * FV_DIGIT_SIDE];
  guint label;

  if (!fv_shape_equal (fv_network_shape (network, 0), digit)
      || fv_network_n_classes (network) != wanted_classes)
    return NULL;
  label = fv_digits_draw (SHOWN_SEED, wanted->sample, SHOWN_DISTORTION, pixels);
  return fv_trace_new (model->parameters, pixels, label);
}

/* The set of --data; NULL without an error where the digits are meant. */
static FvDataset *
open_shown (const FvModel *model, const Wanted *wanted, GError **error)
{
  g_autoptr (FvDataset) set = NULL;

  if (wanted->data == NULL || g_str_equal (wanted->data, "digits"))
    return NULL;
  set = cli_data_open_part (wanted->data, FV_PART_TEST,
                            fv_network_shape (fv_parameters_network (model->parameters), 0),
                            cli_stop_catch (), error);
  if (set == NULL || !fv_evaluation_fits (fv_parameters_network (model->parameters), set, error))
    return NULL;
  if (wanted->sample < fv_dataset_count (set))
    return g_steal_pointer (&set);
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("--sample: found “%u”, %s has %u samples, from 0"),
               wanted->sample, fv_dataset_name (set), fv_dataset_count (set));
  return NULL;
}

static FvTrace *
trace_sample (const FvModel *model, FvDataset *set, guint sample)
{
  return fv_trace_new (model->parameters, fv_dataset_pixels (set, sample), fv_dataset_label (set, sample));
}

/* Without a layer named, one way is looked at from its end, where everything has been computed. */
static FvCursor
cursor_of (const FvNetwork *network, const Wanted *wanted)
{
  guint last = wanted->backward ? fv_cursor_n_steps (network) - 1 : fv_network_depth (network);

  if (!wanted->has_layer)
    return fv_cursor_at_step (network, last);
  return fv_cursor_clamp (
      (FvCursor){ .direction = wanted->backward ? FV_BACKWARD : FV_FORWARD, .layer = wanted->layer },
      network);
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

static gboolean
render (const FvModel *model, FvDataset *set, const Wanted *wanted, GError **error)
{
  FvNetwork *network = fv_parameters_network (model->parameters);
  guint length = fv_curve_length (model->curve);
  g_autoptr (FvTrace) trace
      = set != NULL ? trace_sample (model, set, wanted->sample) : trace_digit (model, wanted);
  g_autofree char *caption
      = g_strdup_printf (_ ("%s · %ju batches"), fv_network_text (network), (uintmax_t)model->batch);
  FvSceneInput input = {
    .network = network,
    .parameters = model->parameters,
    .trace = trace,
    .dataset = set,
    .curve = model->curve,
    .class_names = (const char *const *)model->classes,
    .cursor = cursor_of (network, wanted),
    .has_cursor = wanted->has_layer,
    .batch = model->batch,
    .epoch = length > 0 ? fv_curve_nth (model->curve, length - 1).epoch : (double)model->epoch,
    .caption = caption,
    .style = wanted->dark ? fv_style_dark () : fv_style_light (),
    .vectors = TRUE,
  };

  return fv_scene_export (wanted->type, &input, wanted->width, wanted->height, wanted->out, error);
}

static CliExit
load_and_render (const char *path, const Wanted *wanted)
{
  GError *error = NULL;
  g_autoptr (FvModel) model = fv_model_load (path, &error);
  g_autoptr (FvDataset) set = NULL;

  if (model == NULL)
    return cli_fail (error);
  if (check_layer (fv_parameters_network (model->parameters), wanted, &error))
    set = open_shown (model, wanted, &error);
  if (error != NULL || !render (model, set, wanted, &error))
    return cli_fail (error);
  printf ("view: %s\n", wanted->type->name);
  printf ("width: %g\n", wanted->width);
  printf ("height: %g\n", wanted->height);
  printf ("file: %s\n", wanted->out);
  return CLI_FINE;
}

static CliExit
check_and_render (int argc, char **argv, const Texts *texts)
{
  Wanted wanted = { 0 };
  GError *error = NULL;

  if (argc < 2)
    return cli_fail_missing ("render", _ ("the model"));
  if (texts->view == NULL)
    return cli_fail_missing ("render", "--view");
  if (texts->out == NULL)
    return cli_fail_missing ("render", "--out");
  if (!cli_no_more ("render", argc - 1, argv + 1, &error) || !read_wanted (texts, &wanted, &error))
    return cli_fail (error);
  return load_and_render (argv[1], &wanted);
}

CliExit
cli_render (int argc, char **argv)
{
  Texts texts = { 0 };
  const GOptionEntry entries[] = {
    { "view", 'v', 0, G_OPTION_ARG_STRING, &texts.view,
      N_ ("What to draw: network, kernels, curve, plane or counts"), N_ ("VIEW") },
    { "data", 'd', 0, G_OPTION_ARG_FILENAME, &texts.data, N_ ("Where the sample comes from (digits)"),
      N_ ("FOLDER") },
    { "sample", 'k', 0, G_OPTION_ARG_STRING, &texts.sample, N_ ("Which sample, from 0 (0)"), "K" },
    { "direction", 0, 0, G_OPTION_ARG_STRING, &texts.direction, N_ ("forward or backward (forward)"), "D" },
    { "layer", 'l', 0, G_OPTION_ARG_STRING, &texts.layer,
      N_ ("Which layer is looked at, the input being 0 (the end of the pass)"), "N" },
    { "style", 0, 0, G_OPTION_ARG_STRING, &texts.style, N_ ("light or dark (light)"), "S" },
    { "width", 'W', 0, G_OPTION_ARG_STRING, &texts.width, N_ ("Pixels across"), "W" },
    { "height", 'H', 0, G_OPTION_ARG_STRING, &texts.height, N_ ("Pixels down"), "H" },
    { "out", 'o', 0, G_OPTION_ARG_FILENAME, &texts.out, N_ ("A file ending in .png, .svg or .pdf"),
      N_ ("FILE") },
    { NULL },
  };
  CliExit exit;

  if (cli_options_parse ("render", entries, &argc, &argv, &exit))
    exit = check_and_render (argc, argv, &texts);
  g_free (texts.view);
  g_free (texts.data);
  g_free (texts.sample);
  g_free (texts.direction);
  g_free (texts.layer);
  g_free (texts.style);
  g_free (texts.width);
  g_free (texts.height);
  g_free (texts.out);
  return exit;
}
