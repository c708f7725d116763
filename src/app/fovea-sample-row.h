/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_SAMPLE_ROW (fovea_sample_row_get_type ())
G_DECLARE_FINAL_TYPE (FoveaSampleRow, fovea_sample_row, FOVEA, SAMPLE_ROW, GtkWidget)

GtkWidget *fovea_sample_row_new (void);
void fovea_sample_row_bind (FoveaSampleRow *self, FoveaSession *session, FvDataset *set, guint sample);
/* FALSE if what it was read as was known already for these weights. */
gboolean fovea_sample_row_read (FoveaSampleRow *self, FoveaSession *session);

G_END_DECLS
