/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* What was measured of a layer at one moment of training, on a few training samples (MATH §8). NAN: there is none of
 * it. rms of x₁ … xₙ is √(Σ x² / n). */
typedef enum
{
  FV_MEASURE_DELTA,    /* rms δ, over all cells and samples */
  FV_MEASURE_GRADIENT, /* rms ∂E/∂Θ of the mean loss, over the weights that are there, biases left out */
  FV_MEASURE_WEIGHT,   /* rms Θ, the same */
  FV_MEASURE_UPDATE,   /* rms of what the newest batch added to Θ */
  FV_MEASURE_FLAT, /* share of the outputs at which φ lets (next to) no δ through: saturated, or off (ReLU) */
  FV_MEASURE_STUCK, /* share of the units of which nearly all outputs are flat */
  FV_MEASURE_N_MEASURED,
  /* Follows from others: */
  FV_MEASURE_RATIO = FV_MEASURE_N_MEASURED, /* rms update / rms Θ */
  FV_N_MEASURES,
} FvLayerMeasure;

/* A unit is stuck when so large a part of its outputs is flat. */
#define FV_LAYER_STUCK_PART 0.95
/* Where updates are of use: far below, a layer hardly learns; far above, it is thrown about. */
#define FV_LAYER_RATIO_LOW  3e-4
#define FV_LAYER_RATIO_HIGH 3e-3

/* How that went over batches, for each layer of a network. Keeps at most FV_LAYER_CURVE_MAX points: when it is full
 * every second goes, and so do those added from then on; the first and the newest are always there. A mutable value
 * of one owner. */
#define FV_LAYER_CURVE_MAX 500
typedef struct _FvLayerCurve FvLayerCurve;

FvLayerCurve *fv_layer_curve_new (guint depth);
FvLayerCurve *fv_layer_curve_copy (const FvLayerCurve *self);
void fv_layer_curve_free (FvLayerCurve *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvLayerCurve, fv_layer_curve_free)
/* values [depth][FV_MEASURE_N_MEASURED]; copied. batch lies after the newest point's, or nothing happens. */
void fv_layer_curve_add (FvLayerCurve *self, guint64 batch, const float *values);
/* Forgets what was measured after so many batches. */
void fv_layer_curve_truncate (FvLayerCurve *self, guint64 batch);
guint fv_layer_curve_depth (const FvLayerCurve *self);
guint fv_layer_curve_length (const FvLayerCurve *self);
guint64 fv_layer_curve_batch (const FvLayerCurve *self, guint nth);
/* [depth][FV_MEASURE_N_MEASURED]; borrowed. */
const float *fv_layer_curve_values (const FvLayerCurve *self, guint nth);
/* place 1 … depth. */
double fv_layer_curve_value (const FvLayerCurve *self, guint nth, guint place, FvLayerMeasure measure);
/* The newest point that is not after batch; FALSE if there is none. */
gboolean fv_layer_curve_find (const FvLayerCurve *self, guint64 batch, guint *nth);
gsize fv_layer_curve_bytes (const FvLayerCurve *self);

/* What a file needs beside the points to go on thinning in step; see fv_curve_resume(). */
guint fv_layer_curve_stride (const FvLayerCurve *self);
guint fv_layer_curve_gathered (const FvLayerCurve *self);
void fv_layer_curve_resume (FvLayerCurve *self, guint stride, guint gathered);

G_END_DECLS
