/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-history.h"
#include "fv-training-private.h"

G_BEGIN_DECLS

typedef enum
{
  FV_ORDER_OPTIONS,
  FV_ORDER_WEIGHTS,
  FV_ORDER_DATA,
} FvOrderKind;

/* What was asked for between two batches. */
typedef struct
{
  FvOrderKind kind;
  guint64 batch;             /* batches done before it took effect */
  FvTrainingOptions options; /* OPTIONS: all of them, from then on */
  gsize start;               /* WEIGHTS */
  gsize count;
  float *values; /* WEIGHTS: [count], owned */
  guint data;    /* DATA: index into the history's data */
} FvOrder;

typedef struct
{
  FvMoment *moment;
  guint orders; /* how many of its line's orders had been followed */
  guint data;   /* index of what was learned from */
  gboolean pinned;
} FvCheckpoint;

/* Sets that were learned from. Those of the past are let go of when they would take too much. */
typedef struct
{
  FvDataset *train; /* NULL: gone */
  FvDataset *test;  /* or NULL */
  char *name;       /* of train */
  guint64 mark;     /* fv_source_mark() of train; 0: nobody has asked yet */
  FvSource source;  /* of train, as far as it says; owned */
} FvHistoryData;

/* A branch from the inside. Its batches are those after left_at; the ones before are its parent's. */
typedef struct _FvLine FvLine;
struct _FvLine
{
  guint id;
  FvLine *parent; /* borrowed; NULL: begins with a pinned checkpoint */
  guint parent_id;
  FvBranchKind kind;
  guint64 left_at;
  guint left_orders;        /* how many of the parent's orders had been followed */
  FvTrainingOptions before; /* on the way that was left */
  FvTrainingOptions start;  /* its own, before any order */
  guint data_before;
  guint64 newest;
  GArray *orders;      /* FvOrder, by batch */
  GArray *checkpoints; /* FvCheckpoint, by batch, then orders */
  FvBranch *frozen;    /* as it was left, with its curve; NULL: it is shown, and training has the curve */
};

/* A piece of the way from the start to the newest batch shown. */
typedef struct
{
  FvLine *line;
  guint64 until; /* where the next piece begins; G_MAXUINT64 for the last */
  guint limit;   /* how many of the line's orders are followed on this way; G_MAXUINT: all */
} FvLeg;

struct _FvHistory
{
  FvTraining *training; /* borrowed */
  gsize budget;
  GPtrArray *lines; /* FvLine, by id */
  guint next_id;
  GArray *data; /* FvHistoryData */
  guint data_now;
  GArray *path;  /* FvLeg */
  guint leg;     /* where on the path training stands … */
  guint applied; /* … and how many of that line's orders it has followed */
  guint n_checkpoints;
  gsize checkpoint_bytes;
  gsize edit_bytes;
  double multiplies; /* of one sample, forward */
};

/* Without lines and data; training may be NULL, then it is only looked at. */
FvHistory *fv_history_new_empty (FvTraining *training);
/* Of one sample, forward; at least 1. */
double fv_history_count_multiplies (const FvNetwork *network);
/* Even if they are what training has already. They must fit. */
void fv_history_change_data (FvHistory *self, FvDataset *train, FvDataset *test);

/* Lines */
/* Added to the lines, with no orders and no checkpoints. */
FvLine *fv_line_new_empty (FvHistory *self, guint id);
/* parent NULL: begins by itself, where training stands. Not yet the one shown. */
FvLine *fv_line_new (FvHistory *self, FvBranchKind kind, FvLine *parent, guint64 left_at, guint left_orders);
void fv_line_free (FvLine *line);
/* As others see it; curve is taken over, or NULL. */
FvBranch *fv_line_describe (const FvHistory *self, const FvLine *line, FvCurve *curve);
/* Drops the oldest line that is not shown: its orders and checkpoints go to the one that left it, if there is one. */
gboolean fv_history_forget_line (FvHistory *self);
void fv_order_clear (FvOrder *order);
void fv_checkpoint_clear (FvCheckpoint *checkpoint);
FvOrder *fv_line_order (const FvLine *line, guint nth);
FvCheckpoint *fv_line_checkpoint (const FvLine *line, guint nth);
FvLeg *fv_history_leg (const FvHistory *self, guint nth);
FvLine *fv_history_line (const FvHistory *self); /* the one shown */
FvLine *fv_history_find_line (const FvHistory *self, guint id);
FvHistoryData *fv_history_data (const FvHistory *self, guint nth);
/* The index of the two sets, which are added if they are new. */
guint fv_history_keep_data (FvHistory *self, FvDataset *train, FvDataset *test);

/* Checkpoints */
/* Takes over the reference. Thins if there are too many. */
void fv_history_insert (FvHistory *self, FvLine *line, FvMoment *moment, guint orders, guint data,
                        gboolean pinned);
/* Where training stands. */
void fv_history_keep (FvHistory *self, gboolean pinned);
/* The same, if the last one before is at least so many batches away. */
void fv_history_keep_if_due (FvHistory *self, guint gap);
/* How many batches there are from one checkpoint to the next, where they are densest. */
guint fv_history_gap (const FvHistory *self);
/* The newest of the line, not after batch, with not more orders, whose data are there; NULL if there is none. */
FvCheckpoint *fv_history_nearest (const FvHistory *self, const FvLine *line, guint64 batch, guint orders);
void fv_history_thin (FvHistory *self);

/* Ways */
/* [FvLeg] from the start to the end of line; g_array_unref(). */
GArray *fv_history_path_to (const FvHistory *self, FvLine *line);
/* How many threads compute is no part of the past. */
void fv_history_go_on_with (FvHistory *self, const FvTrainingOptions *options);
/* Before training is put somewhere else: the newest moment is worth remembering, one comes back to it. Lines may be
 * forgotten. */
void fv_history_leave (FvHistory *self);
/* Follows the orders of this batch. */
void fv_history_settle (FvHistory *self);

G_END_DECLS
