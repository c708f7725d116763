/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "cli-options.h"
#include "fv-record.h"
#include "fv-scene.h"

G_BEGIN_DECLS

/* How a picture of kernels is asked for. */
typedef struct
{
  char *shown, *sort; /* as typed */
  gboolean own_scale, as_applied, alone;
} CliKernelsTexts;

/* The options, for the group of a verb: CLI_KERNELS_N_ENTRIES of them, written to out. */
#define CLI_KERNELS_N_ENTRIES 5
void cli_kernels_entries (CliKernelsTexts *texts, GOptionEntry *out);
void cli_kernels_texts_clear (CliKernelsTexts *texts);

/* gradient: whether that was asked for, which belongs to the way back. FV_ERROR_VALUE. */
gboolean
cli_kernels_read (const CliKernelsTexts *texts, FvKernelsLook *out, gboolean *gradient, GError **error);
/* TRUE if the weights at the start are needed for it. */
gboolean cli_kernels_need_start (FvKernelsLook look);

G_END_DECLS
