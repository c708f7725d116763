/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-kernels-values.h"

G_BEGIN_DECLS

/* Tables (CSV) to copy and save; g_free(). Of all kernels that are shown a line each, with their statistics … */
char *fv_kernels_table (const FvSceneInput *input);
/* … and of the one at the cursor its numbers, as they stand in the picture; NULL: there is none. */
char *fv_kernels_card_table (const FvSceneInput *input);

/* What is said of it to who listens; g_free(). */
char *fv_kernels_speak (const FvSceneInput *input);
char *fv_kernels_card_speak (const FvSceneInput *input);

G_END_DECLS
