/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-plan-private.h"
#include "fv-plan-team.h"

G_BEGIN_DECLS

/* Batches of more than one sample: blocks of 8 samples in lanes.
 *
 * A batch goes in chunks of so many blocks. Phase A takes each block forward and its δ back to the first stage, with no
 * barrier between stages; then all wait for one another; phase B computes each gradient over all samples of the chunk in
 * their order, whoever it is that does it, and with the last chunk the step. So nothing is ever added up in an order that
 * depends on the number of threads, and memory does not grow with the batch. */
#define FV_PLAN_CHUNK 8

/* Beyond this a gradient might overflow, and the batch goes through the layers: |x|, |δ|. */
#define FV_PLAN_MAX_SIGNAL 1e5f

/* Floats of a worker, used for one block after another, or of the chunk, kept from phase A for phase B. */
typedef struct
{
  gboolean is_kept;
  gsize at;
  gsize step; /* kept: from block to block */
} FvBuffer;

/* What a stage works with. Lanes unless it says samples. */
typedef struct
{
  FvConvolutionShape convolution;
  FvDenseShape dense;
  FvWindowShape window;
  float *window_weights; /* of a pooling without parameters */
  float *window_scales;  /* [pooled_rows + pooled_cols] */
  gboolean is_bounded;   /* φ bounds what the stage gives */
  FvBuffer x;            /* what it reads: the input, or o of the stage below */
  FvBuffer sums;         /* of a shared kernel: x summed, [inputs][rows][cols] */
  FvBuffer o;
  FvBuffer winner; /* gint32 */
  FvBuffer delta;  /* ∂E/∂n of o's shape */
  FvBuffer x_samples;
  gsize x_stride;         /* from sample to sample */
  FvBuffer delta_samples; /* dense: [units][delta_stride], of the samples of a chunk */
  gsize delta_stride;
  FvBuffer winner_samples; /* guint8 */
} FvStageWork;

typedef struct
{
  float *floats;
  float *scratch;  /* what one kernel needs for a while */
  double *numbers; /* [4][outputs of the last layer + 1], for the loss */
} FvWorker;

/* Phase B is cut into these, the same for any number of threads. */
typedef struct
{
  guint stage;
  guint first, count; /* units */
} FvGradientTask;

struct _FvPlanBatch
{
  FvTeam *team;
  FvStageWork *works; /* [n_stages] */
  FvWorker *workers;  /* [n_threads] */
  gsize worker_floats, scratch_floats;
  float *kept;
  gsize kept_floats;
  float *gradient; /* [n_floats] of the plan */
  FvGradientTask *tasks;
  guint n_tasks;
  float *task_largest; /* [n_tasks]: of the parameters a task left */
};

/* fv-plan-buffers.c: all work space there will be. */
FvPlanBatch *fv_plan_batch_new (const FvPlan *plan);
void fv_plan_batch_free (FvPlanBatch *self, const FvPlan *plan);

static inline float *
fv_buffer_floats (const FvPlanBatch *self, const FvBuffer *buffer, guint worker, guint block)
{
  return buffer->is_kept ? self->kept + buffer->at + block * buffer->step
                         : self->workers[worker].floats + buffer->at;
}

/* What phase A finds out about a block. */
typedef struct
{
  double loss;
  guint correct;
  float largest; /* |x| and |δ| anywhere in it */
  gboolean is_done;
} FvBlockSum;

/* One chunk on its way. */
typedef struct
{
  FvPlan *plan;
  const FvPlanSample *samples; /* [n] */
  guint n;
  guint n_blocks;
  float share; /* 1/size of the batch: of each sample in the mean */
  const int *stop;
  gboolean goes_back; /* δ and gradients are wanted */
  float *scores;      /* [n][n_classes] or NULL */
  double *losses;     /* [n] or NULL */
  FvBlockSum blocks[FV_PLAN_CHUNK];
  /* Phase B */
  gboolean is_first, is_last;
  const FvStep *step; /* NULL: gradients only */
} FvChunk;

/* fv-plan-forward.c, fv-plan-back.c: one block of phase A. */
void fv_chunk_forward (FvChunk *chunk, guint block, guint worker);
void fv_chunk_back (FvChunk *chunk, guint block, guint worker);
/* fv-plan-loss.c: losses, scores and δ of the last stage. */
void fv_chunk_loss (FvChunk *chunk, guint block, guint worker);
/* fv-plan-gradient.c: one task of phase B. */
void fv_chunk_gradient (FvChunk *chunk, guint task, guint worker);
/* What is left of the step: biases, by the owner. */
void fv_chunk_finish (FvChunk *chunk);

/* fv-plan-batch.c: as fv-plan.h has them. */
FvPlanState fv_plan_batch_learn (FvPlan *self, const FvPlanSample *samples, guint n, FvHyper hyper,
                                 guint64 step, const int *stop, FvPlanSum *sum, guint *trouble);
FvPlanState fv_plan_batch_gradient (FvPlan *self, const FvPlanSample *samples, guint n, const int *stop,
                                    FvPlanSum *sum, float *gradient, guint *trouble);
FvPlanState fv_plan_batch_score (FvPlan *self, const FvPlanSample *samples, guint n, const int *stop,
                                 float *scores, double *losses);

G_END_DECLS
