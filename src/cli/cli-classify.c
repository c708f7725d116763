/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "cli-options.h"
#include "fv-error.h"
#include "fv-evaluation.h"
#include "fv-image.h"
#include "fv-model.h"

/* Pictures that are answered together. */
#define GROUP 64

typedef struct
{
  const FvModel *model; /* borrowed */
  FvPlan *plan;         /* holds its parameters */
  FvShape shape;
  guint n_classes;
  guint8 *pixels; /* [GROUP][shape] */
  float *scores;  /* [GROUP][n_classes] */
  FvPlanSample samples[GROUP];
  const char *paths[GROUP]; /* of those in samples */
  guint n;
} Classifier;

static void
classifier_clear (Classifier *self)
{
  fv_plan_free (self->plan);
  g_free (self->pixels);
  g_free (self->scores);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Classifier, classifier_clear)

static gboolean
classifier_init (Classifier *self, const FvModel *model, guint n_threads, GError **error)
{
  FvNetwork *network = fv_parameters_network (model->parameters);

  self->plan = fv_plan_new (network, NULL, (FvPlanOptions){ .n_threads = n_threads }, error);
  if (self->plan == NULL)
    return FALSE;
  fv_plan_write (self->plan, fv_parameters_values (model->parameters), NULL);
  self->model = model;
  self->shape = fv_network_shape (network, 0);
  self->n_classes = fv_network_n_classes (network);
  self->pixels = g_new (guint8, GROUP * fv_shape_size (self->shape));
  self->scores = g_new (float, GROUP *(gsize)self->n_classes);
  return TRUE;
}

/* A line: path, class, probability, with tabs between them. */
static void
print_answer (const Classifier *self, guint nth)
{
  const float *scores = self->scores + (gsize)nth * self->n_classes;
  guint read_as = fv_evaluation_class (scores, self->n_classes);

  printf ("%s\t%s\t%.6f\n", self->paths[nth], self->model->classes[read_as], (double)scores[read_as]);
}

static void
answer (Classifier *self)
{
  if (self->n > 0)
    fv_plan_score (self->plan, self->samples, self->n, NULL, self->scores, NULL);
  for (guint i = 0; i < self->n; i++)
    print_answer (self, i);
  self->n = 0;
}

static gboolean
add (Classifier *self, const char *path, GError **error)
{
  guint8 *pixels = self->pixels + self->n * fv_shape_size (self->shape);

  if (!fv_image_load (path, self->shape, pixels, error))
    return FALSE;
  self->samples[self->n] = (FvPlanSample){ pixels, 0 };
  self->paths[self->n++] = path;
  if (self->n == GROUP)
    answer (self);
  return TRUE;
}

/* One picture that cannot be read does not keep the others from being told. */
static CliExit
classify_all (const FvModel *model, char **paths, int n_paths, guint n_threads)
{
  g_auto (Classifier) classifier = { 0 };
  GError *error = NULL;
  CliExit exit = CLI_FINE;

  if (!classifier_init (&classifier, model, n_threads, &error))
    return cli_fail (error);
  for (int i = 0; i < n_paths; i++)
    if (!add (&classifier, paths[i], &error))
      {
        exit = cli_fail (error);
        error = NULL;
      }
  answer (&classifier);
  return exit;
}

CliExit
cli_classify (int argc, char **argv)
{
  g_autofree char *threads_text = NULL;
  const GOptionEntry entries[] = {
    { "threads", 0, 0, G_OPTION_ARG_STRING, &threads_text,
      N_ ("Threads that compute; they change no number (one core fewer than there are)"), "N" },
    { NULL },
  };
  guint n_threads = 0;
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
  if (!cli_read_threads (threads_text, &n_threads, &error))
    return cli_fail (error);
  model = fv_model_load (argv[1], &error);
  if (model == NULL)
    return cli_fail (error);
  shape = fv_network_shape (fv_parameters_network (model->parameters), 0);
  if (shape.maps != 1 && shape.maps != 3)
    return cli_fail (g_error_new (FV_ERROR, FV_ERROR_DATA,
                                  _ ("%s: takes pictures of %u maps, pictures have 1 or 3"), argv[1],
                                  shape.maps));
  return classify_all (model, argv + 2, argc - 2, n_threads);
}
