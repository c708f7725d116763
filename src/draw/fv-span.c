/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-span.h"

/* Of the length in sight, around what is followed. */
#define AROUND 0.05

static double
length_of (FvSpan self)
{
  return self.last - self.first;
}

FvSpan
fv_span_shift (FvSpan self, FvSpan all, double by)
{
  double length = MIN (length_of (self), length_of (all));
  double first = CLAMP (self.first + by, all.first, all.last - length);

  return (FvSpan){ first, first + length };
}

FvSpan
fv_span_zoom (FvSpan self, FvSpan all, double about, double factor, double shortest)
{
  double length = CLAMP (length_of (self) * factor, MIN (shortest, length_of (all)), length_of (all));
  double at = CLAMP (about, self.first, self.last);
  double share = (at - self.first) / length_of (self);

  return fv_span_shift ((FvSpan){ at - share * length, at + (1 - share) * length }, all, 0);
}

FvSpan
fv_span_follow (FvSpan self, FvSpan all, double at)
{
  double room = AROUND * length_of (self);

  if (at - room < self.first)
    return fv_span_shift (self, all, at - room - self.first);
  if (at + room > self.last)
    return fv_span_shift (self, all, at + room - self.last);
  return fv_span_shift (self, all, 0);
}

gboolean
fv_span_covers (FvSpan self, FvSpan all)
{
  return self.first <= all.first && self.last >= all.last;
}
