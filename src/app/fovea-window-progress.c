/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-window-private.h"

#include <glib/gi18n.h>
#include <math.h>

/* How far training is: a thin bar below the header, and words in the title for whoever sees that alone. */

/* How often the title may change. */
#define TITLE_US G_USEC_PER_SEC

/* Of the epoch, or of all epochs there are to be. */
static double
share_of (FoveaWindow *self, FvSnapshot *snapshot)
{
  double epoch = fv_snapshot_epoch (snapshot);
  double limit = fovea_session_get_stop_rules (self->session).limits[FV_STOP_EPOCHS];

  return epoch < limit ? epoch / limit : epoch - floor (epoch);
}

static char *
training_words (FoveaWindow *self, FvSnapshot *snapshot)
{
  double epoch = fv_snapshot_epoch (snapshot);
  double limit = fovea_session_get_stop_rules (self->session).limits[FV_STOP_EPOCHS];

  if (epoch < limit)
    /* Translators: in the title of a window: "Epoch 2.5 of 10". */
    return g_strdup_printf (_ ("Epoch %.1f of %g"), epoch, limit);
  /* Translators: in the title of a window: "Epoch 3, 52 %". */
  return g_strdup_printf (_ ("Epoch %.0f, %.0f %%"), floor (epoch) + 1,
                          floor (100 * (epoch - floor (epoch))));
}

/* What there is to know of training; NULL: nothing. */
static char *
status_words (FoveaWindow *self)
{
  FvSnapshot *snapshot = fovea_session_get_snapshot (self->session);

  if (self->busy != NULL)
    return g_strdup (self->busy);
  if (snapshot == NULL)
    return NULL;
  if (fv_snapshot_trouble (snapshot) > 0)
    return g_strdup (_ ("Training Is in Trouble"));
  if (fovea_session_get_playing (self->session))
    return training_words (self, snapshot);
  return fv_snapshot_stopped_by (snapshot) >= 0 ? g_strdup (_ ("Training Has Ended")) : NULL;
}

static void
update_title (FoveaWindow *self)
{
  g_autofree char *status = status_words (self), *name = NULL;
  GString *title = g_string_new (NULL);
  const char *parts[] = { status, NULL, _ ("Fovea") };

  parts[1] = name = self->file != NULL ? fovea_window_name_file (self->file) : NULL;
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (parts[i] != NULL)
      g_string_append_printf (title, "%s%s", title->len > 0 ? " – " : "", parts[i]);
  if (g_strcmp0 (gtk_window_get_title (GTK_WINDOW (self)), title->str) != 0)
    gtk_window_set_title (GTK_WINDOW (self), title->str);
  g_string_free (title, TRUE);
  self->titled_us = g_get_monotonic_time ();
}

/* now: the title is not to wait until it may change again. */
void
fovea_window_update_progress (FoveaWindow *self, gboolean now)
{
  FvSnapshot *snapshot = fovea_session_get_snapshot (self->session);
  gboolean playing = snapshot != NULL && fovea_session_get_playing (self->session);

  gtk_progress_bar_set_fraction (self->progress, self->busy != NULL ? self->busy_share
                                                 : playing          ? share_of (self, snapshot)
                                                                    : 0);
  if (now || (!playing && self->busy == NULL) || g_get_monotonic_time () - self->titled_us > TITLE_US)
    update_title (self);
}

/* Work beside training comes before it, for one waits for it: words, and how far it is; empty words: it has ended. */
void
fovea_window_set_busy (FoveaWindow *self, const char *words, double share)
{
  gboolean turns = (self->busy != NULL) != (*words != '\0');

  g_clear_pointer (&self->busy, g_free);
  self->busy = *words != '\0' ? g_strdup (words) : NULL;
  self->busy_share = share;
  fovea_window_update_progress (self, turns);
}
