/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-dataset.h"
#include "fv-network.h"

G_BEGIN_DECLS

/* A network that reads the pictures of set and tells its classes apart, as like as can be to the one given: the same
 * layers for another input and other classes, else LeNet's, else fewer, down to a softmax over the pixels. like itself if it fits. New reference; NULL and FV_ERROR_NETWORK where nothing fits (pictures beyond all bounds). */
FvNetwork *fv_network_fit (FvNetwork *like, const FvDataset *set, GError **error);

G_END_DECLS
