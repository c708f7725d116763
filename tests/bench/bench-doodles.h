/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-random.h"
#include "fv-strokes.h"

G_BEGIN_DECLS

/* Drawings that are no digits, made for measuring alone: the network that comes with the program never learns from these
 * drawers. Of some kinds it learns from other drawers (familiar); of the others it never saw any. On a paper of side
 * 280. */
typedef struct
{
  FvRandom random;
  FvStrokes *strokes; /* borrowed */
  double pen;
} Doodler;

typedef struct
{
  const char *name;
  gboolean familiar;
  void (*draw) (Doodler *self);
} DoodleKind;

extern const DoodleKind doodle_kinds[]; /* ends with a name of NULL */

double doodler_between (Doodler *self, double low, double high);
guint doodler_some (Doodler *self, guint low, guint high); /* both may come */
void doodler_put (Doodler *self, double x, double y);
/* Strokes of their own. */
void doodler_line (Doodler *self, double x1, double y1, double x2, double y2); /* not quite straight */
void doodler_arc (Doodler *self, double x, double y, double radius, double from, double to);

/* The kinds, in three files. */
void doodle_spiral (Doodler *self);
void doodle_hatching (Doodler *self);
void doodle_grid (Doodler *self);
void doodle_dots (Doodler *self);
void doodle_arrow (Doodler *self);
void doodle_star (Doodler *self);
void doodle_asterisk (Doodler *self);
void doodle_face (Doodler *self);
void doodle_waves (Doodler *self);
void doodle_zigzag (Doodler *self);
void doodle_tangle (Doodler *self);
void doodle_knot (Doodler *self);
void doodle_flower (Doodler *self);
void doodle_lissajous (Doodler *self);
void doodle_target (Doodler *self);
void doodle_cube (Doodler *self);
void doodle_person (Doodler *self);
void doodle_tree (Doodler *self);
void doodle_cloud (Doodler *self);
void doodle_boat (Doodler *self);
void doodle_ladder (Doodler *self);
void doodle_sun (Doodler *self);
void doodle_fish (Doodler *self);
void doodle_butterfly (Doodler *self);
void doodle_key (Doodler *self);
void doodle_web (Doodler *self);

G_END_DECLS
