/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-layer-curve.h"

G_BEGIN_DECLS

/* How loss and accuracy went. Keeps at most FV_CURVE_MAX points: when it is full, pairs of neighbours become one point
 * (it stands where the newer was, training values averaged, the newest test measurement kept), and so do those added
 * from then on; the newest is always there. A mutable value of one owner. */
#define FV_CURVE_MAX 2000

typedef struct
{
  guint64 batch;     /* batches done when it was measured */
  double epoch;      /* 2.56 */
  double train_loss; /* mean over the batches since the point before; at batch 0 of some training samples */
  double train_accuracy; /* 0…1, the same */
  double test_loss;      /* NAN where it was not measured */
  double test_accuracy;
} FvCurvePoint;

typedef struct _FvCurve FvCurve;

FvCurve *fv_curve_new (void);
FvCurve *fv_curve_copy (const FvCurve *self);
void fv_curve_free (FvCurve *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvCurve, fv_curve_free)
/* A point of the same batch as the newest completes that one: its test values are taken over. */
void fv_curve_add (FvCurve *self, FvCurvePoint point);
/* Forgets what was measured after so many batches. */
void fv_curve_truncate (FvCurve *self, guint64 batch);
guint fv_curve_length (const FvCurve *self);
FvCurvePoint fv_curve_nth (const FvCurve *self, guint nth);
/* The newest with a test measurement; FALSE if there is none. */
gboolean fv_curve_last_test (const FvCurve *self, FvCurvePoint *out);
/* Means of the training values since epoch, each point weighed by the batches it stands for; NAN if there are none. */
void fv_curve_mean_train (const FvCurve *self, double epoch, double *loss, double *accuracy);

/* What a model file needs beside the points to go on thinning in step: how many added points one stands for, and
 * how many the newest does so far. fv_curve_resume() comes after the points were added. */
guint fv_curve_stride (const FvCurve *self);
guint fv_curve_gathered (const FvCurve *self);
void fv_curve_resume (FvCurve *self, guint stride, guint gathered);

/* What was measured of the layers meanwhile: goes the way of the curve, copied, truncated and freed with it. NULL:
 * nothing yet. */
const FvLayerCurve *fv_curve_layers (const FvCurve *self);
/* Takes layers over, in the place of what was there. */
void fv_curve_take_layers (FvCurve *self, FvLayerCurve *layers);
/* values [depth][FV_MEASURE_N_MEASURED] as fv_layer_curve_add() has them. */
void fv_curve_add_layers (FvCurve *self, guint depth, guint64 batch, const float *values);

G_END_DECLS
