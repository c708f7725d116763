/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* How loss and accuracy went. Keeps at most FV_CURVE_MAX points: when it is full every second one goes and further
 * points are taken half as often, the newest always kept. A mutable value of one owner. */
#define FV_CURVE_MAX 2000

typedef struct
{
  guint64 batch;         /* batches done when it was measured */
  double epoch;          /* batches / batches of one epoch */
  double train_loss;     /* mean over the batches since the point before */
  double train_accuracy; /* 0…1, the same */
  double test_loss;      /* NAN where it was not measured */
  double test_accuracy;
} FvCurvePoint;

typedef struct _FvCurve FvCurve;

FvCurve *fv_curve_new (void);
FvCurve *fv_curve_copy (const FvCurve *self);
void fv_curve_free (FvCurve *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvCurve, fv_curve_free)
void fv_curve_add (FvCurve *self, FvCurvePoint point);
guint fv_curve_length (const FvCurve *self);
FvCurvePoint fv_curve_nth (const FvCurve *self, guint nth);
/* The newest with a test measurement; FALSE if there is none. */
gboolean fv_curve_last_test (const FvCurve *self, FvCurvePoint *out);

G_END_DECLS
