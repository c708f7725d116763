/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-network-layout.h"

G_BEGIN_DECLS

/* The words over and under a column. Where they do not fit they are shortened by rule, never cut: "C3 convolution"
 * becomes "C3", "16·(6·5·5)+16 = 2 416" becomes "2 416". */
typedef enum
{
  FV_NETWORK_WORDS_NONE,
  FV_NETWORK_WORDS_TITLE,      /* C3 */
  FV_NETWORK_WORDS_SIZE,       /* and 16@8×8, 2 416 */
  FV_NETWORK_WORDS_ARITHMETIC, /* and 16·(6·5·5)+16 */
  FV_NETWORK_WORDS_ALL,        /* C3 convolution */
} FvNetworkWords;

/* Width the labels of a column want for this much wording, px. */
double fv_network_label_width (const FvNetworkLayout *self, guint column, FvNetworkWords words);
/* Writes titles, sizes and footers into the columns, as much as their places allow. */
void fv_network_label (FvNetworkLayout *self);

G_END_DECLS
