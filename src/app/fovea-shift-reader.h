/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

#include "fovea-shift-grid.h"
#include "fv-parameters.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_SHIFT_READER (fovea_shift_reader_get_type ())
G_DECLARE_FINAL_TYPE (FoveaShiftReader, fovea_shift_reader, FOVEA, SHIFT_READER, GObject)

FoveaShiftReader *fovea_shift_reader_new (void);
void fovea_shift_reader_ask (FoveaShiftReader *self, FvParameters *parameters, const guint8 *pixels);
const guint *fovea_shift_reader_get (FoveaShiftReader *self);
gboolean fovea_shift_reader_get_busy (FoveaShiftReader *self);

G_END_DECLS
