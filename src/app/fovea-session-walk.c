/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-session-private.h"

/* Walking through the pass, and what is kept in sight meanwhile. */

#define SLOWEST 0.2
#define FASTEST 30.0

void
fovea_session_init_walk (FoveaSession *self)
{
  self->granularity = FV_GRANULARITY_LAYER;
  self->walk_pace = 1;
}

FvGranularity
fovea_session_get_granularity (FoveaSession *self)
{
  return self->granularity;
}

/**
 * fovea_session_set_granularity:
 * @granularity: what one step of the pass is
 */
void
fovea_session_set_granularity (FoveaSession *self, FvGranularity granularity)
{
  granularity = MIN (granularity, FV_GRANULARITY_PASS);
  if (self->granularity == granularity)
    return;
  self->granularity = granularity;
  fovea_session_changed (self, FOVEA_CHANGE_LOOK);
}

/**
 * fovea_session_move:
 * @by: steps on, or back
 *
 * Returns: %FALSE if the pass ends here
 */
gboolean
fovea_session_move (FoveaSession *self, int by)
{
  int made;
  FvCursor cursor = fv_cursor_move (self->cursor, self->network, self->granularity, by, &made);

  if (made == 0)
    return FALSE;
  fovea_session_set_cursor (self, cursor);
  return TRUE;
}

static gboolean
on_walk (gpointer data)
{
  FoveaSession *self = data;

  if (fovea_session_move (self, 1))
    return G_SOURCE_CONTINUE;
  self->walk = 0;
  fovea_session_changed (self, FOVEA_CHANGE_LOOK);
  return G_SOURCE_REMOVE;
}

void
fovea_session_stop_walk (FoveaSession *self)
{
  g_clear_handle_id (&self->walk, g_source_remove);
}

static void
start_walk (FoveaSession *self)
{
  fovea_session_stop_walk (self);
  self->walk = g_timeout_add ((guint)(1000 / self->walk_pace), on_walk, self);
}

gboolean
fovea_session_get_walking (FoveaSession *self)
{
  return self->walk != 0;
}

/**
 * fovea_session_set_walking:
 * @walking: whether to go on step by step until the pass ends; from there it begins anew
 */
void
fovea_session_set_walking (FoveaSession *self, gboolean walking)
{
  if (walking == (self->walk != 0))
    return;
  if (!walking)
    fovea_session_stop_walk (self);
  else
    {
      if (!fovea_session_move (self, 1))
        fovea_session_set_cursor (self, fv_cursor_at_step (self->network, 0));
      start_walk (self);
    }
  fovea_session_changed (self, FOVEA_CHANGE_LOOK);
}

double
fovea_session_get_walk_pace (FoveaSession *self)
{
  return self->walk_pace;
}

void
fovea_session_set_walk_pace (FoveaSession *self, double steps_per_s)
{
  steps_per_s = CLAMP (steps_per_s, SLOWEST, FASTEST);
  if (self->walk_pace == steps_per_s)
    return;
  self->walk_pace = steps_per_s;
  if (self->walk != 0)
    start_walk (self);
  fovea_session_changed (self, FOVEA_CHANGE_LOOK);
}

/**
 * fovea_session_get_pin:
 * @out: (out): what is kept in sight
 *
 * Returns: %FALSE if nothing is
 */
gboolean
fovea_session_get_pin (FoveaSession *self, FvCursor *out)
{
  *out = fv_cursor_clamp (self->pin, self->network);
  return self->has_pin;
}

/**
 * fovea_session_set_pin:
 * @cursor: (nullable): what to keep in sight, or %NULL for nothing
 */
void
fovea_session_set_pin (FoveaSession *self, const FvCursor *cursor)
{
  self->has_pin = cursor != NULL;
  if (cursor != NULL)
    self->pin = *cursor;
  fovea_session_changed (self, FOVEA_CHANGE_LOOK);
}

gboolean
fovea_session_get_shows_reach (FoveaSession *self)
{
  return self->shows_reach;
}

/**
 * fovea_session_set_shows_reach:
 * @shows: whether the receptive field and the reach of the cell looked at are shown in every layer
 */
void
fovea_session_set_shows_reach (FoveaSession *self, gboolean shows)
{
  if (self->shows_reach == shows)
    return;
  self->shows_reach = shows;
  fovea_session_changed (self, FOVEA_CHANGE_LOOK);
}
