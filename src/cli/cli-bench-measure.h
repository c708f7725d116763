/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-plan.h"

G_BEGIN_DECLS

typedef enum
{
  CLI_CLOCK_WALL,
  CLI_CLOCK_CPU, /* of all threads together: for one of them on a machine that others use too */
} CliClock;

/* What is to be measured. */
typedef struct
{
  FvNetwork *network; /* borrowed */
  guint batch_size;
  guint n_threads; /* 0: one core fewer than there are */
  double seconds;  /* of training */
  CliClock clock;
  const int *stop;
} CliBench;

/* What was. */
typedef struct
{
  double samples_per_s_best;
  double samples_per_s_median;
  double loss_first;
  double loss_last;
  double latency_us_median;
  double latency_us_p99;
  char kernels[32];
  guint n_threads;
  /* Processor time of one sample by layer; place 0 is the packing of the input. */
  double seconds[FV_NETWORK_MAX_LAYERS + 1][FV_PLAN_N_PHASES];
} CliBenchResult;

/* Trains on data that can be learned (ten random pictures under noise) in eleven slices, of which the first does not
 * count; then answers single images; then trains on with a watch on every layer. FV_ERROR_DATA: such pictures need
 * too much memory; FV_ERROR_CANCELLED; FV_ERROR_VALUE as fv_plan_new(). */
gboolean cli_bench_measure (const CliBench *self, CliBenchResult *out, GError **error);

G_END_DECLS
