/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-scene.h"
#include "fv-stop-rule.h"
#include "fv-strokes.h"

G_BEGIN_DECLS

/* How close one looks at a scene. A value. */
typedef struct
{
  double zoom;        /* 1: all of it */
  double left, above; /* shares of the scene that are out of sight there */
} FoveaZoom;

#define FOVEA_MOST_HIDDEN 64

/* How somebody looks at a session, as a value: what a session file says beside the training itself. */
typedef struct
{
  char *view; /* "kernels", owned; NULL: not known */
  FvCursor cursor;
  FvGranularity granularity;
  gboolean by_epoch; /* steps along the way training went */
  gboolean has_pin;
  FvCursor pin;
  gboolean shows_reach;
  guint sample;          /* of the test set */
  FvKernelsLook kernels; /* its start is not taken */
  guint rules;           /* of the Detail view: FvRules */
  gboolean as_stored;
  gboolean hides_numbers;
  double pace; /* batches a second */
  FvStopRules stop_rules;
  FoveaZoom zoom_network, zoom_detail;
  double first, last; /* batches at the edges of the curves; both 0: all there are */
  guint hidden[FOVEA_MOST_HIDDEN];
  guint n_hidden; /* ids of branches whose curves are put away */
  gboolean strip_visible;
  gboolean pad_visible;
  gboolean normalised;
  int right, down;    /* how far the drawing is shifted */
  FvStrokes *strokes; /* owned; NULL: nothing is drawn */
} FoveaViewState;

void fovea_view_state_clear (FoveaViewState *self);
/* JSON of at most FV_RECORD_MAX_VIEW bytes: a drawing that would make it longer is left out. g_free(). */
char *fovea_view_state_to_text (const FoveaViewState *self);
/* What text says is overwritten, all else stays. FALSE if it is not what fovea_view_state_to_text() writes, or of a
 * later version. Numbers may still be beyond what the network has. */
gboolean fovea_view_state_read (FoveaViewState *self, const char *text);

G_END_DECLS
