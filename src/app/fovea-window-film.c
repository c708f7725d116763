/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-loading.h"
#include "fovea-session-files.h"
#include "fovea-window-private.h"
#include "fovea-work.h"
#include "fv-error.h"
#include "fv-film.h"

#include <glib/gi18n.h>

/* A view as a picture that moves, made on a thread from what was shown when it was asked for. */

typedef struct
{
  FvFilm film;
  gboolean over_training;
  char *path;
  char *name; /* of the file, as people know it */
  char *caption;
  FvNetwork *network;
  FvParameters *parameters;
  FvTrace *trace;
  FvSnapshot *snapshot; /* has what the film borrows: the weights at the start */
  FvDataset *train, *test;
  FvRecord *record; /* of training */
  FoveaLoading *loading;
  FoveaWindow *owner; /* while the record is waited for */
  GError *error;
} Filming;

static void
filming_free (gpointer data)
{
  Filming *job = data;

  fovea_loading_free (job->loading);
  g_clear_pointer (&job->record, fv_record_unref);
  g_clear_pointer (&job->train, fv_dataset_unref);
  g_clear_pointer (&job->test, fv_dataset_unref);
  g_clear_pointer (&job->trace, fv_trace_unref);
  g_clear_pointer (&job->parameters, fv_parameters_unref);
  g_clear_pointer (&job->snapshot, fv_snapshot_unref);
  fv_network_unref (job->network);
  g_clear_error (&job->error);
  g_free (job->caption);
  g_free (job->path);
  g_free (job->name);
  g_free (job);
}

static gboolean
film (gpointer data, FoveaProgress *progress)
{
  Filming *job = data;

  if (job->over_training)
    return fv_film_training (&job->film, job->record, job->train, job->test, job->path, fovea_progress_tell,
                             progress, &job->error);
  return fv_film_window (&job->film, job->path, fovea_progress_tell, progress, &job->error);
}

static void
on_filmed (GtkWidget *owner, gpointer data, gboolean fine)
{
  Filming *job = data;
  g_autofree char *sentence = NULL;

  g_clear_pointer (&job->loading, fovea_loading_free);
  if (fine)
    sentence = g_strdup_printf (_ ("The animation is saved as “%s”."), job->name);
  else
    sentence = g_strdup_printf (_ ("“%s” is not saved: %s"), job->name, job->error->message);
  fovea_window_say (FOVEA_WINDOW (owner), sentence);
}

static void
begin (FoveaWindow *self, Filming *job)
{
  fovea_work_start (&self->filming, GTK_WIDGET (self), NULL, film, job, filming_free, on_filmed);
  job->loading = fovea_loading_new_for (GTK_WINDOW (self), _ ("Animation"), _ ("Making the animation…"),
                                        fovea_work_get_progress (self->filming));
}

static void
on_record (GObject *source, GAsyncResult *result, gpointer data)
{
  Filming *job = data;
  g_autoptr (FoveaWindow) self = g_steal_pointer (&job->owner);
  g_autoptr (GError) error = NULL;

  job->record = fovea_session_get_record_finish (FOVEA_SESSION (source), result, &error);
  if (job->record != NULL)
    {
      begin (self, job);
      return;
    }
  fovea_window_say (self, error->message);
  filming_free (job);
}

/* Nothing but what stays as it is, whatever the window shows meanwhile. */
static FvSceneInput
still (const FvSceneInput *input, const Filming *job)
{
  return (FvSceneInput){ .network = job->network,
                         .parameters = job->parameters,
                         .trace = job->trace,
                         .cursor = input->cursor,
                         .has_cursor = input->has_cursor,
                         .shows_reach = input->shows_reach,
                         .granularity = input->granularity,
                         .hides_numbers = input->hides_numbers,
                         .as_stored = input->as_stored,
                         .kernels = input->kernels,
                         .frozen = input->frozen,
                         .batch = input->batch,
                         .epoch = input->epoch,
                         .caption = job->caption,
                         .style = input->style };
}

static Filming *
hold (FoveaWindow *self, const FvSceneInput *input)
{
  Filming *job = g_new0 (Filming, 1);
  FvSnapshot *snapshot = fovea_session_get_snapshot (self->session);
  FvDataset *train = fovea_session_get_train_set (self->session),
            *test = fovea_session_get_test_set (self->session);

  job->network = fv_network_ref (input->network);
  job->parameters = input->parameters != NULL ? fv_parameters_ref (input->parameters) : NULL;
  job->trace = input->trace != NULL ? fv_trace_ref (input->trace) : NULL;
  job->snapshot = snapshot != NULL ? fv_snapshot_ref (snapshot) : NULL;
  job->train = train != NULL ? fv_dataset_ref (train) : NULL;
  job->test = test != NULL ? fv_dataset_ref (test) : NULL;
  return job;
}

void
fovea_window_film (FoveaWindow *self, const FvSceneType *type, const FvSceneInput *input, double width,
                   double height, gboolean over_training, const char *path)
{
  Filming *job = hold (self, input);

  job->over_training = over_training;
  job->path = g_strdup (path);
  job->name = g_path_get_basename (path);
  /* Over training each picture says itself when it is. */
  job->caption = g_strdup (over_training ? fv_network_text (input->network) : input->caption);
  job->film = (FvFilm){ .type = type,
                        .input = still (input, job),
                        .width = width,
                        .height = height,
                        .frame_ms = FV_FILM_FRAME_MS,
                        .n_frames = over_training ? FV_FILM_FRAMES : 4 * FV_FILM_FRAMES,
                        .pixels = job->trace != NULL ? fv_trace_pixels (job->trace) : NULL,
                        .target = job->trace != NULL ? fv_trace_target (job->trace) : 0 };
  if (!over_training)
    begin (self, job);
  else if (job->train == NULL)
    {
      fovea_window_say (self, _ ("Nothing was trained yet."));
      filming_free (job);
    }
  else
    {
      job->owner = g_object_ref (self);
      fovea_session_get_record_async (self->session, on_record, job);
    }
}
