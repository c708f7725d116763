/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-network-layout.h"

G_BEGIN_DECLS

/* Chooses arrangements for all columns so that together they fit the body's width, the widest giving way first, and
 * sets x and y of everything in them. class_names may be NULL. */
void fv_network_layout_fit (FvNetworkLayout *self, const char *const *class_names);
/* Room between a column's content and the next one's. */
#define FV_NETWORK_GAP 14

G_END_DECLS
