/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-history-private.h"
#include "fv-record.h"
#include "fv-safetensors.h"

G_BEGIN_DECLS

struct _FvRecord
{
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
/* FALSE with an error: something in it contradicts something else, or the model. */
gboolean fv_record_check_history (const FvRecord *self, const char *name, GError **error);

G_END_DECLS
