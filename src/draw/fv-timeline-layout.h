/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-scene.h"

G_BEGIN_DECLS

/* Two rails. Above: training, which is the loss curve itself, with the caret at now. Below: the pass, a block a step,
 * forward and backward, with its caret. Parts: training, pass. */
typedef struct
{
  FvScene scene;
  FvNetwork *network;
  double text_scale;
  FvRect training; /* the curve's area */
  double words_x;  /* at the right of the rails */
  double pass_top, pass_height;
  guint n_steps;
  double pitch, gap; /* of the blocks; gap stands between forward and backward, and before the update */
} FvTimelineLayout;

/* At the right of the rails, if there is room. */
void fv_timeline_words (const FvTimelineLayout *self, cairo_t *cr, double baseline, FvColor color,
                        const char *text);
/* fv-timeline-training.c */
void fv_timeline_paint_training (const FvTimelineLayout *self, const FvSceneInput *input, cairo_t *cr);
/* fv-timeline-pass.c */
FvRect fv_timeline_block (const FvTimelineLayout *self, guint step);
void fv_timeline_paint_pass (const FvTimelineLayout *self, const FvSceneInput *input, cairo_t *cr);
/* Where in the pass x lies. Steps of layers: unit and cell stay where they are; finer ones: the cell or unit there. */
gboolean fv_timeline_pick_pass (const FvTimelineLayout *self, const FvSceneInput *input, double x, double y,
                                FvCursor *out);
/* How far the cursor has come within its step, 0 … 1: what lies before it of all there is, terms left aside. */
double fv_timeline_share (const FvNetwork *network, FvCursor cursor);

G_END_DECLS
