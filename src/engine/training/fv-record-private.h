/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-history-private.h"
#include "fv-record.h"
#include "fv-safetensors.h"

G_BEGIN_DECLS

struct _FvRecord
{
  int references; /* only through fv_record_ref() and _unref() */
  FvModel *model;
  FvHistory *history; /* without training, all lines frozen; NULL: none */
  guint shown;        /* id of its line */
  char *kernels;
  char *view;
};

#define FV_RECORD_VERSION     1
#define FV_RECORD_CURVE_COLS  7
#define FV_RECORD_MOMENT_COLS 11
#define FV_RECORD_BATCH_SHIFT 20

extern const char *const fv_record_order_names[3]; /* by FvOrderKind: "options" … */

/* What the orders of line up to the first orders of them made of its options. */
FvTrainingOptions fv_line_options (const FvLine *line, guint orders);

/* Reads "fovea-history" of file into self, whose model is there already. */
gboolean fv_record_read_history (FvRecord *self, const FvSafetensors *file, const char *text,
                                 const char *name, GError **error);
/* Batches as two floats, exactly; FALSE if they are none. */
void fv_record_put_batch (guint64 batch, float out[2]);
gboolean fv_record_take_batch (const float values[2], guint64 *out);

/* What was measured of the layers on line, if anything was; kept owns what file borrows … */
void fv_record_add_layers (FvSafetensors *file, const FvLine *line, GPtrArray *kept);
/* … and read back into curve. FALSE if what is there cannot be. */
gboolean fv_record_read_layers (const FvSafetensors *file, const FvLine *line, guint depth, guint stride,
                                guint gathered, FvCurve *curve);
/* The model has them as well, of the line that is shown. */
void fv_record_share_layers (FvRecord *self);

/* FALSE with an error: something in it contradicts something else, or the model. */
gboolean fv_record_check_history (const FvRecord *self, const char *name, GError **error);

G_END_DECLS
