/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* How the scene "curve" is looked at. A value but for hidden. */
typedef struct
{
  double first, last; /* batches at the edges; both 0: all there are */
  gboolean linear;    /* the loss on a straight scale, not a logarithmic one */
  gboolean reads;     /* a second line stands at batch reading, and what was measured there is said */
  guint64 reading;
  const guint *hidden; /* [n_hidden] ids of branches that are not laid over; borrowed */
  guint n_hidden;
} FvCurveLook;

G_END_DECLS
