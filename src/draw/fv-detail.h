/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-detail-sheet.h"
#include "fv-shown.h"

G_BEGIN_DECLS

/* A card under construction: what is looked at, and the sheet it is written on. Every card is one function that writes
 * what stands behind one number (FvDetailCard); what several of them need is below. */
typedef struct
{
  const FvSceneInput *input;
  const FvStyle *style;
  FvNetwork *network;
  FvTrace *trace; /* NULL: no sample; no card is written then */
  FvCursor at;    /* in range */
  FvPlace place;
  const FvLayer *layer; /* of the cursor; NULL: the input */
  FvShape shape;
  FvExplanation *explanation;
  FvSheet sheet;
  double scale;       /* of type */
  double growth;      /* of a large scene: 1 … 1.6 */
  guint decimals;     /* where there is room */
  double left, right; /* between the margins */
  double title_right; /* where switches begin beside the title */
  double head;        /* baseline of the heads of columns */
  double top, bottom; /* between the heads and the legends or the check */
  double legend_x, legend_baseline;
  double legend_column; /* where a new line of legends begins, if there may be several */
} FvDetail;

typedef void (*FvDetailCard) (FvDetail *self);

#define FV_DETAIL_MARGIN 28

FvDetail *fv_detail_new (const FvSceneInput *input, double width, double height);
void fv_detail_free (FvDetail *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvDetail, fv_detail_free)

/* The cards, by what they explain. */
void fv_detail_input (FvDetail *self);
void fv_detail_convolution (FvDetail *self);
void fv_detail_pooling (FvDetail *self);
void fv_detail_rasterize (FvDetail *self);
void fv_detail_dense (FvDetail *self);
void fv_detail_loss (FvDetail *self);
void fv_detail_delta (FvDetail *self);
void fv_detail_gradient (FvDetail *self);
void fv_detail_update (FvDetail *self);

/* Whether the trace follows that rule (FvRules) of the article as printed at the cursor's layer. */
gboolean fv_detail_has_rule (const FvDetail *self, guint rule);
/* Lengths that grow with the type. */
double fv_detail_px (const FvDetail *self, double px);
/* The same for what may also grow with a large scene: cells and maps. */
double fv_detail_room (const FvDetail *self, double px);

/* "C3, map 4, cell (2, 5)", as people count; g_free(). */
char *fv_detail_place_text (FvDetail *self, FvPlace place);
/* "C3", "X"; g_free(). */
char *fv_detail_name (FvDetail *self, guint layer);
/* Two names at the top right, of which the one pressed holds; before the head is written. */
void
fv_detail_switch (FvDetail *self, const char *const names[2], guint pressed, const FvSceneAction actions[2]);
/* "C3, map 4, cell (2, 5)" in bold and what it is made of: beside it, or below, and then everything begins lower.
 * Written before anything else but switches. */
void fv_detail_head (FvDetail *self, const char *sentence);
/* Over a column, in grey. */
void fv_detail_column (FvDetail *self, FvAlign align, double x, const char *text);
void fv_detail_caption (FvDetail *self, FvAlign align, double x, double baseline, const char *text);
/* The next legend at the foot, if there is still room. */
void fv_detail_legend (FvDetail *self, FvPalette palette, const char *title, double low, double high);

/* The colours outputs of a layer have on the way forward: those of the network's picture. */
typedef struct
{
  FvPalette palette;
  double low, high, scale;
} FvDetailLook;
FvDetailLook fv_detail_look (FvDetail *self, guint layer);
const double *fv_detail_map_values (FvDetail *self, const double *values, guint layer, guint map);
/* Map of a layer as it is seen forward: the picture in greys, outputs in colours. */
FvThing *fv_detail_output_map (FvDetail *self, guint layer, guint map, double x, double y, double max_width,
                               double max_height, double max_zoom);
/* Largest magnitude of one δ of a layer, for its colours. */
double fv_detail_delta_scale (FvDetail *self, guint layer);

/* Numbers of one size: value = shown · 10^exponent, with so many decimals. A value. */
typedef struct
{
  int exponent;
  guint decimals;
} FvUnit;
/* So many decimals as stay telling where the largest is scale, in no more room than −8.88… with decimals takes. */
FvUnit fv_unit_of (double scale, guint decimals);
/* The same for gradients and δ, which are small: more digits of them stay. */
FvUnit fv_unit_fine (double scale, guint decimals);
char *fv_unit_text (FvUnit self, double value, gboolean plus);
/* Of FvShown, in units of the last decimal. */
char *fv_unit_shown (FvUnit self, gint64 shown, gboolean plus);
/* Decimals that FvShown needs for it. */
guint fv_unit_places (FvUnit self);
/* "×10⁻³", or NULL; g_free(). */
char *fv_unit_note (FvUnit self);
/* The same numbers as text, closing where they can: a term, a partial sum, the bias, the sum. */
char *fv_detail_term_text (FvDetail *self, FvUnit unit, const FvShown *shown, guint term, gboolean plus);
char *fv_detail_partial_text (FvDetail *self, FvUnit unit, const FvShown *shown, guint group, gboolean plus);
char *fv_detail_sum_text (FvDetail *self, FvUnit unit, const FvShown *shown, gboolean plus);
char *fv_detail_bias_text (FvDetail *self, FvUnit unit, const FvShown *shown, gboolean plus);
/* Four digits without the zeros behind them: "0.9", "−0.01581"; g_free(). */
char *fv_detail_plain (double value);
/* So many digits (≥ 3) behind the point, with zeros at the end or without, of small numbers two less and a power:
 * "−0.12385473", "−8.319664·10⁻⁴"; g_free(). */
char *fv_detail_exact (double value, guint digits, gboolean zeros);
/* Width of a cell that holds numbers with so many decimals. */
double fv_detail_number_width (const FvDetail *self, guint decimals);
/* Largest magnitude of what fv_unit_of() is to hold for all sums of the card. */
double fv_detail_sum_scale (const FvExplanation *explanation);

/* θ, x or δ with its place: "θ(1, 3)", "x(11, 6)"; people count from 1; g_free(). */
char *fv_detail_operand_text (FvDetail *self, FvOperand at);
/* The term at the cursor in full: "term 13 of 25: x(11, 6) · θ(1, 3) = −0.8165 × −0.2386 = 0.1948", as much of it as
 * fits width. */
void fv_detail_term_line (FvDetail *self, double x, double baseline, double width);

/* φ with its point at n, the tangent there, and above it o = φ(n) and φ'. guide_x, guide_baseline: where n is written;
 * a dashed line leads from there. */
void fv_detail_phi (FvDetail *self, FvRect area, const FvActivation *activation, double n, double o,
                    double guide_x, double guide_baseline);

G_END_DECLS
