/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-network-layout.h"
#include "fv-palette.h"

G_BEGIN_DECLS

/* The painters of the network scene's parts. All are pure functions of layout and input. */

/* Titles and sizes over all columns. */
void fv_network_paint_head (const FvNetworkLayout *self, const FvSceneInput *input, cairo_t *cr);
/* Maps, kernels, links and rings of one column. */
void
fv_network_paint_column (const FvNetworkLayout *self, guint column, const FvSceneInput *input, cairo_t *cr);
/* Class bars with E below; the output column's part of the above. */
void
fv_network_paint_bars (const FvNetworkLayout *self, guint column, const FvSceneInput *input, cairo_t *cr);
/* Links from the column before and the cursor's links and rings. */
void
fv_network_paint_links (const FvNetworkLayout *self, guint column, const FvSceneInput *input, cairo_t *cr);
void
fv_network_paint_rings (const FvNetworkLayout *self, guint column, const FvSceneInput *input, cairo_t *cr);
/* A cell of a column. */
typedef struct
{
  guint column, unit, row, col;
} FvNetworkSpot;

FvRect fv_network_spot_rect (const FvNetworkLayout *self, FvNetworkSpot spot);

/* Of a sum over everything, as in a dense layer, the terms that weigh most at the cursor: θ·o forward, θ·δ on the way
 * back. None elsewhere. */
#define FV_NETWORK_STRONG 5
typedef struct
{
  guint n;
  FvNetworkSpot from[FV_NETWORK_STRONG], to[FV_NETWORK_STRONG]; /* from is to the left */
  double product[FV_NETWORK_STRONG];
} FvNetworkStrong;

FvNetworkStrong fv_network_strong (const FvNetworkLayout *self, const FvSceneInput *input);

/* What the rings mean and what is pinned, in as many words as fit width; NULL where there is nothing to say. g_free(). */
char *fv_network_notes (const FvNetworkLayout *self, const FvSceneInput *input, double width);
/* rms δ of every column on one log axis, and the share of its units that pass no δ on; low and high are the decades of
 * the axis. */
void fv_network_paint_rms (const FvNetworkLayout *self, const FvSceneInput *input, cairo_t *cr, int *low,
                           int *high);
/* Share of the units of layer place that φ' stops altogether, as ReLU does below 0; −1 where φ' is never 0. */
double fv_network_dead_share (const FvTrace *trace, guint place);

/* Arithmetic or rms δ under the columns, legend, what stands at the cursor. */
void fv_network_paint_foot (const FvNetworkLayout *self, const FvSceneInput *input, cairo_t *cr);

/* What the maps of layer place show now, and the scale their colours go to. values NULL: nothing yet. */
typedef struct
{
  const double *values;
  const guint8 *pixels; /* the input, forward */
  FvPalette palette;
  double low, high; /* of the legend; colours go to the larger magnitude */
} FvNetworkLook;

FvNetworkLook fv_network_look (const FvSceneInput *input, guint place);
gboolean fv_network_shows_delta (const FvSceneInput *input);

G_END_DECLS
