/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "cli-options.h"
#include "fv-error.h"
#include "fv-image.h"
#include "fv-model.h"
#include "fv-pass.h"

/* A line: path, class, probability, with tabs between them. */
static gboolean
classify (const FvModel *model, FvPass *pass, const char *path, GError **error)
{
  FvNetwork *network = fv_parameters_network (model->parameters);
  FvShape shape = fv_network_shape (network, 0);
  g_autofree guint8 *pixels = g_new (guint8, fv_shape_size (shape));
  g_autofree double *scores = g_new (double, fv_network_n_classes (network));
  guint read_as;

  if (!fv_image_load_gray (path, shape.rows, shape.cols, pixels, error))
    return FALSE;
  fv_network_scale (network, pixels, fv_pass_input (pass));
  fv_pass_output (pass);
  read_as = fv_pass_class (pass);
  fv_pass_scores (pass, scores);
  printf ("%s\t%s\t%.6f\n", path, model->classes[read_as], scores[read_as]);
  return TRUE;
}

/* One picture that cannot be read does not keep the others from being told. */
static CliExit
classify_all (const FvModel *model, char **paths, int n_paths)
{
  g_autoptr (FvPass) pass = fv_pass_new (fv_parameters_network (model->parameters));
  CliExit exit = CLI_FINE;

  fv_pass_set_parameters (pass, fv_parameters_values (model->parameters));
  for (int i = 0; i < n_paths; i++)
    {
      GError *error = NULL;

      if (!classify (model, pass, paths[i], &error))
        exit = cli_fail (error);
    }
  return exit;
}

CliExit
cli_classify (int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  GError *error = NULL;
  g_autoptr (FvModel) model = NULL;
  FvShape shape;
  CliExit exit;

  if (!cli_options_parse ("classify", entries, &argc, &argv, &exit))
    return exit;
  if (argc < 2)
    return cli_fail_missing ("classify", _ ("the model"));
  if (argc < 3)
    return cli_fail_missing ("classify", _ ("a picture"));
  model = fv_model_load (argv[1], &error);
  if (model == NULL)
    return cli_fail (error);
  shape = fv_network_shape (fv_parameters_network (model->parameters), 0);
  if (shape.maps != 1)
    return cli_fail (g_error_new (FV_ERROR, FV_ERROR_DATA,
                                  _ ("%s: takes pictures of %u maps, pictures are read as 1"), argv[1],
                                  shape.maps));
  return classify_all (model, argv + 2, argc - 2);
}
