/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "cli-options.h"
#include "fv-film.h"

G_BEGIN_DECLS

typedef enum
{
  CLI_FILM_NONE,
  CLI_FILM_TRAINING,
  CLI_FILM_WINDOW,
} CliFilmKind;

/* "training", "window"; text NULL: none. FV_ERROR_VALUE. */
gboolean cli_film_read (const char *text, CliFilmKind *out, GError **error);
/* Makes it, telling how far it is; file: what record came from. Stopped by the usual signals. */
gboolean cli_film_make (CliFilmKind kind, const FvFilm *film, const FvRecord *record, const char *file,
                        const char *out, GError **error);

/* The weights at n moments of training, which is gone through again in the same way. New reference. */
FvCourse *cli_film_course (const FvRecord *record, const char *file, guint n, GError **error);

G_END_DECLS
