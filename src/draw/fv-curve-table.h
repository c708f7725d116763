/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-scene.h"

G_BEGIN_DECLS

/* "run,batch,epoch,training loss,training accuracy,test loss,test accuracy" and a line a point: the run shown, then those
 * that are kept, each from where it parted. Empty where nothing was measured; NULL: there is no point. g_free(). */
char *fv_curve_table (const FvSceneInput *input);

G_END_DECLS
