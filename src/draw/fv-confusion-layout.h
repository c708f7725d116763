/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-scene.h"

G_BEGIN_DECLS

/* A square of cells, rows the classes as they are, columns what they are read as, its names at the left and above. Of
 * many classes only every so manieth name has room, and cells that are too small for numbers have their colours alone. */
typedef struct
{
  FvScene scene;
  double text_scale;
  guint n; /* classes */
  double margin;
  double title_baseline;
  double hint_baseline; /* of what rows and columns are; the title's if it has room beside it */
  double names_right;   /* of the rows' names */
  double names_bottom;  /* of the columns' names */
  double names_room;    /* for the longest of the rows' */
  double heads_room;    /* for the longest of the columns' */
  gboolean stands;      /* columns' names are written upwards */
  guint row_step;       /* every so manieth row has its name … */
  guint column_step;    /* … and column */
  double x, y;          /* of the cells */
  double cell;          /* px, whole */
  double sum_baseline;
  double cell_baseline; /* of the words on the chosen cell */
} FvConfusionLayout;

FvConfusionLayout *fv_confusion_layout_new (const FvSceneInput *input, double width, double height);
void fv_confusion_layout_free (FvConfusionLayout *self);

/* What it is called in this scene, translated. */
const char *fv_confusion_hint (void);
FvRect fv_confusion_layout_cell (const FvConfusionLayout *self, guint target, guint read_as);
/* FALSE: (x, y) is on no cell. */
gboolean
fv_confusion_layout_at (const FvConfusionLayout *self, double x, double y, guint *target, guint *read_as);
/* As much of a name from its beginning as fits into width px; g_free(). */
char *fv_confusion_shorten (const char *name, double text_scale, double width);

G_END_DECLS
