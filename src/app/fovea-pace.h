/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

G_BEGIN_DECLS

/* The paces offered, as a list of sentences. */
GListModel *fovea_pace_list (void);
guint fovea_pace_to_index (double batches_per_s);
double fovea_pace_from_index (guint index);

G_END_DECLS
