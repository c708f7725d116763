/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-scene.h"

G_BEGIN_DECLS

/* What was measured along curves: by that moment, at its nearest neighbours, and said aloud. Any thread. */

/* The newest training loss, or measurement with test samples, by then; FALSE if there is none. */
gboolean fv_curve_trained_by (const FvCurve *curve, guint64 batch, FvCurvePoint *out);
gboolean fv_curve_tested_by (const FvCurve *curve, guint64 batch, FvCurvePoint *out);
/* The batch of the point nearest to it; batch 0 if there is none. */
guint64 fv_curve_nearest (const FvCurve *curve, double batch);
/* The batch of the point that is by steps after it (before it: by < 0), at most the ends. */
guint64 fv_curve_step (const FvCurve *curve, guint64 batch, int by);

/* "batch 500: training loss 0.081, test loss 0.099, test accuracy 96.75 %", translated; of the batch that is read, or
 * of the moment shown. g_free(). */
char *fv_curve_speak (const FvSceneInput *input);

/* "0.099", however small; "96.75 %": as they are written at curves. g_free(). */
char *fv_curve_loss_text (double loss);
char *fv_curve_accuracy_text (double accuracy);

G_END_DECLS
