/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-keeper.h"

/* What began by itself a moment ago and was not touched begins again in the same way. */
#define WORTH_BATCHES 100

/**
 * FoveaKeeper:
 *
 * Keeps what nobody has saved: on the shelf (fv-shelf.h), every minute in which something changed, and at the end.
 */
struct _FoveaKeeper
{
  GObject parent_instance;
  FoveaSession *session;
  char *folder;
  guint timer;
  FvKept *kept;  /* our place on the shelf; NULL: nothing was worth one yet */
  guint64 stamp; /* fovea_session_get_stamp() of what lies there; 0: nothing */
  gboolean writing;
  gboolean failed; /* which was said */
  GTask *aside;    /* who waits until all is put aside; NULL: nobody */
};

G_DEFINE_FINAL_TYPE (FoveaKeeper, fovea_keeper, G_TYPE_OBJECT)

enum
{
  SIGNAL_FAILED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static gboolean
is_worth_keeping (FoveaKeeper *self)
{
  FvSnapshot *snapshot = fovea_session_get_snapshot (self->session);

  if (fovea_session_get_saved (self->session))
    return FALSE;
  return fovea_session_has_drawing (self->session)
         || (snapshot != NULL
             && (!fovea_session_get_playing (self->session) || fv_snapshot_n_branches (snapshot) > 1
                 || fv_snapshot_newest (snapshot) >= WORTH_BATCHES));
}

static void
describe (FoveaKeeper *self, const FoveaSaved *saved, gboolean closed)
{
  FvKeptAbout about = { .saved_at = g_get_real_time () / G_USEC_PER_SEC,
                        .network = (char *)fv_network_text (fovea_session_get_network (self->session)),
                        .batch = saved->batch,
                        .accuracy = saved->accuracy,
                        .closed = closed };

  fv_kept_describe (self->kept, &about);
}

static void
forget (FoveaKeeper *self)
{
  if (self->kept != NULL)
    fv_kept_discard (self->kept);
  g_clear_pointer (&self->kept, fv_kept_free);
  self->stamp = 0;
}

static void
say_failed (FoveaKeeper *self, const char *sentence)
{
  if (!self->failed)
    g_signal_emit (self, signals[SIGNAL_FAILED], 0, sentence);
  self->failed = TRUE;
}

/* Takes error. */
static void
end_aside (FoveaKeeper *self, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->aside);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_pointer (&self->kept, fv_kept_free);
  self->stamp = 0;
  g_task_return_boolean (task, TRUE);
}

static gboolean
finish_writing (FoveaKeeper *self, GAsyncResult *result, gboolean closed, GError **error)
{
  FoveaSaved saved;

  self->writing = FALSE;
  if (!fovea_session_save_finish (self->session, result, &saved, error))
    return FALSE;
  self->failed = FALSE;
  self->stamp = saved.stamp;
  describe (self, &saved, closed);
  return TRUE;
}

static void
on_aside_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoveaKeeper) self = data;
  GError *error = NULL;

  finish_writing (self, result, TRUE, &error);
  end_aside (self, error);
}

/* An older file stays until the new one is whole. */
static gboolean
write_down (FoveaKeeper *self, GAsyncReadyCallback callback, GError **error)
{
  g_autoptr (GFile) file = NULL;

  if (self->kept == NULL)
    self->kept = fv_kept_new (self->folder, error);
  if (self->kept == NULL)
    return FALSE;
  file = g_file_new_for_path (fv_kept_path (self->kept));
  self->writing = TRUE;
  fovea_session_save_async (self->session, file, FALSE, callback, g_object_ref (self));
  return TRUE;
}

static void
put_aside (FoveaKeeper *self)
{
  GError *error = NULL;

  if (!is_worth_keeping (self))
    {
      forget (self);
      end_aside (self, NULL);
    }
  else if (!write_down (self, on_aside_written, &error))
    end_aside (self, error);
}

static void
on_written (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoveaKeeper) self = data;
  g_autoptr (GError) error = NULL;

  if (!finish_writing (self, result, FALSE, &error) && self->aside == NULL)
    say_failed (self, error->message);
  if (self->aside != NULL) /* somebody waited for that */
    put_aside (self);
}

static gboolean
on_time (gpointer data)
{
  FoveaKeeper *self = data;
  g_autoptr (GError) error = NULL;

  if (self->writing || self->aside != NULL)
    return G_SOURCE_CONTINUE;
  if (fovea_session_get_saved (self->session))
    forget (self);
  else if (is_worth_keeping (self) && fovea_session_get_stamp (self->session) != self->stamp
           && !write_down (self, on_written, &error))
    say_failed (self, error->message);
  return G_SOURCE_CONTINUE;
}

/**
 * fovea_keeper_take_over:
 * @kept: (transfer full): where the session that is shown now comes from
 *
 * It lies there from now on. What was kept before must have been put aside.
 */
void
fovea_keeper_take_over (FoveaKeeper *self, FvKept *kept)
{
  fv_kept_free (self->kept);
  self->kept = kept;
  self->stamp = fovea_session_get_stamp (self->session);
}

/**
 * fovea_keeper_put_aside_async:
 *
 * Leaves on the shelf what the session has now, if nobody saved it, to be offered at the next start. After that another
 * may be shown.
 */
void
fovea_keeper_put_aside_async (FoveaKeeper *self, GAsyncReadyCallback callback, gpointer data)
{
  GTask *task = g_task_new (self, NULL, callback, data);

  if (self->aside != NULL)
    {
      g_task_return_boolean (task, FALSE);
      g_object_unref (task);
      return;
    }
  self->aside = task;
  if (!self->writing)
    put_aside (self);
}

/**
 * fovea_keeper_put_aside_finish:
 *
 * Returns: %FALSE, without an error too if it is being put aside already
 */
gboolean
fovea_keeper_put_aside_finish (FoveaKeeper *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
fovea_keeper_dispose (GObject *object)
{
  FoveaKeeper *self = FOVEA_KEEPER (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_pointer (&self->kept, fv_kept_free);
  g_clear_pointer (&self->folder, g_free);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_keeper_parent_class)->dispose (object);
}

static void
fovea_keeper_class_init (FoveaKeeperClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fovea_keeper_dispose;
  /**
   * FoveaKeeper::failed:
   * @sentence: why nothing could be kept; said once until it goes well again
   */
  signals[SIGNAL_FAILED] = g_signal_new ("failed", FOVEA_TYPE_KEEPER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
fovea_keeper_init (FoveaKeeper *self)
{
}

/**
 * fovea_keeper_new:
 * @folder: the shelf
 * @seconds: how often; 0 is only at the end
 *
 * Returns: (transfer full): a keeper of the session
 */
FoveaKeeper *
fovea_keeper_new (FoveaSession *session, const char *folder, guint seconds)
{
  FoveaKeeper *self = g_object_new (FOVEA_TYPE_KEEPER, NULL);

  self->session = g_object_ref (session);
  self->folder = g_strdup (folder);
  if (seconds > 0)
    self->timer = g_timeout_add_seconds (seconds, on_time, self);
  return self;
}
