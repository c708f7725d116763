/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-strokes.h"

#include <gdk-pixbuf/gdk-pixbuf.h>

/* How many of n pictures [n][28][28] the network that comes with the program reads as their labels say. */
guint fixture_count_right (const guint8 *pixels, const guint8 *labels, guint n);
/* The box all points lie in, without their pens. There is one point at least. */
typedef struct
{
  double left, right, top, bottom;
} FixtureBox;
FixtureBox fixture_measure (const FvStrokes *strokes);
/* A generated digit nobody trains on, as the pen went. The caller owns it. */
FvStrokes *fixture_digit (guint64 seed, guint nth, guint digit);
/* levels [rows][cols] as a picture in colours. */
GdkPixbuf *fixture_pixbuf (const guint8 *levels, guint rows, guint cols);
