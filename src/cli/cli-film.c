/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-film.h"

#include <glib/gi18n-lib.h>

#include "cli-progress.h"
#include "cli-resume.h"
#include "cli-stop.h"
#include "fv-error.h"

static const char *
film_name (guint i)
{
  static const char *const names[] = { "training", "window" };

  return i < G_N_ELEMENTS (names) ? names[i] : NULL;
}

gboolean
cli_film_read (const char *text, CliFilmKind *out, GError **error)
{
  guint nth = 0;

  *out = CLI_FILM_NONE;
  if (text == NULL)
    return TRUE;
  if (!cli_read_choice ("--animate", text, film_name, &nth, error))
    return FALSE;
  *out = nth == 0 ? CLI_FILM_TRAINING : CLI_FILM_WINDOW;
  return TRUE;
}

typedef struct
{
  CliProgress progress;
  const int *stop;
} Telling;

static const char *
no_text (gpointer data)
{
  return "";
}

static gboolean
tell (double fraction, gpointer data)
{
  Telling *telling = data;

  cli_progress_show (&telling->progress, fraction, 1, no_text, NULL);
  return !g_atomic_int_get (telling->stop);
}

/* The data that training went with, to go with it again. */
static gboolean
open_data (const FvRecord *record, const char *file, const int *stop, FvDataset **train, FvDataset **test,
           GError **error)
{
  CliDataWanted data;

  if (!fv_record_has_history (record))
    {
      g_set_error (error, FV_ERROR, FV_ERROR_FILE, _ ("%s: holds no history; “train --history” saves one"),
                   file);
      return FALSE;
    }
  return cli_source_to_wanted (&fv_record_model (record)->source, file, &data, error)
         && cli_resume_open_data (record, file, &data, FALSE, stop, train, test, error);
}

static gboolean
film_training (const FvFilm *film, const FvRecord *record, const char *file, const char *out,
               Telling *telling, GError **error)
{
  g_autoptr (FvDataset) train = NULL;
  g_autoptr (FvDataset) test = NULL;

  return open_data (record, file, telling->stop, &train, &test, error)
         && fv_film_training (film, record, train, test, out, tell, telling, error);
}

FvCourse *
cli_film_course (const FvRecord *record, const char *file, guint n, GError **error)
{
  Telling telling = { .stop = cli_stop_catch () };
  g_autoptr (FvDataset) train = NULL;
  g_autoptr (FvDataset) test = NULL;
  FvCourse *course = NULL;

  if (open_data (record, file, telling.stop, &train, &test, error))
    course = fv_course_new (record, train, test, n, tell, &telling, error);
  cli_progress_end (&telling.progress);
  return course;
}

gboolean
cli_film_make (CliFilmKind kind, const FvFilm *film, const FvRecord *record, const char *file,
               const char *out, GError **error)
{
  Telling telling = { .stop = cli_stop_catch () };
  gboolean done = kind == CLI_FILM_TRAINING ? film_training (film, record, file, out, &telling, error)
                                            : fv_film_window (film, out, tell, &telling, error);

  cli_progress_end (&telling.progress);
  return done;
}
