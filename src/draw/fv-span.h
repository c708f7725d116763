/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* The stretch of a longer line that is in sight, as of all batches those one looks at closely. A value. */
typedef struct
{
  double first, last; /* first < last */
} FvSpan;

/* What grows by factor (of the length in sight: below 1 it is closer) around a place that stays where it is. It stays
 * inside all, and is never shorter than shortest. */
FvSpan fv_span_zoom (FvSpan self, FvSpan all, double about, double factor, double shortest);
/* Shifted, as far as it goes. */
FvSpan fv_span_shift (FvSpan self, FvSpan all, double by);
/* Shifted no farther than is needed for at to be in sight, with a little room around it. */
FvSpan fv_span_follow (FvSpan self, FvSpan all, double at);
gboolean fv_span_covers (FvSpan self, FvSpan all);

G_END_DECLS
