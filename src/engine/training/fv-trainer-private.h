/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-gate.h"
#include "fv-trainer.h"

G_BEGIN_DECLS

/* What is done between batches, one after the other. */
typedef enum
{
  FV_COMMAND_HYPER,
  FV_COMMAND_OPTIONS,
  FV_COMMAND_EDIT,
  FV_COMMAND_DATA,
  FV_COMMAND_BRANCH,
  FV_COMMAND_RESTART,
  FV_COMMAND_NEW_WEIGHTS,
  FV_COMMAND_SEEK,
  FV_COMMAND_BACK,
  FV_COMMAND_BUDGET,
  FV_COMMAND_RULES,
  FV_COMMAND_RECORD,
} FvCommandKind;

typedef struct
{
  FvCommandKind kind;
  FvTrainingOptions options; /* OPTIONS; HYPER: hyper and batch_size of it */
  gsize start;               /* EDIT */
  gsize count;               /* EDIT, BACK; BUDGET: bytes */
  float *values;             /* EDIT: [count], owned */
  FvDataset *train;          /* DATA, owned */
  FvDataset *test;
  guint64 number;   /* SEEK: batch; NEW_WEIGHTS: seed */
  guint branch;     /* SEEK: id, 0: the one that is shown */
  guint64 replayed; /* SEEK: batches done before other orders came between */
  guint64 given;    /* as FvOrders has it, when this was given */
  FvStopRules rules;
} FvCommand;

/* What the main thread asks for; behind the gate. */
typedef struct
{
  gboolean running;
  guint steps; /* how many batches more, then pause; 0: until told */
  double pace;
  gboolean quit;
  gboolean cancel; /* a replay that is not done */
  guint
      serial; /* of the last run, pause or step: tells the thread that its own count of steps is out of date */
  guint64 given; /* how many orders there were that a snapshot shows */
} FvOrders;

/* The thread's own. */
typedef struct
{
  FvOrders orders;  /* as last taken */
  GQueue commands;  /* FvCommand, taken and not done */
  guint64 followed; /* how many of those given */
  FvParameters
      *start; /* at batch start_batch of branch start_branch, the first of it; NULL: not yet looked at */
  guint start_branch;
  guint64 start_batch;
  gint64 due;        /* when the next batch may start, monotonic µs */
  gint64 counted_at; /* since when samples are counted */
  guint64 counted;   /* samples */
  double samples_per_s;
  gint64 trained_us; /* all told */
  FvStopRules rules;
  guint ignored;         /* rules that were met when training was told to run, a bit each */
  int stopped_by;        /* FvStopKind or −1 */
  guint64 replay_before; /* of the same order, in earlier goes */
  guint64 replay_done;
  guint64 replay_total; /* 0: nothing is replayed */
  gboolean lost;
} FvWork;

struct _FvTrainer
{
  FvGate *gate;
  FvOrders orders; /* under the gate */
  GQueue commands; /* FvCommand, under the gate */
  int stop;        /* atomic: orders have changed, leave the batch */
  int want;        /* atomic: somebody waits for a snapshot */
  FvMailbox mailbox;
  FvMailbox records; /* FvRecord */
  FvTrainerNotify notify;
  gpointer data;
  FvNetwork *network;
  FvTraining *training; /* the thread's, from start to join, and so are the history and the watch */
  FvHistory *history;
  FvWatch *watch;
  FvWork work; /* the thread's */
  FvThread *thread;
};

/* Makes a snapshot and puts it into the mailbox. */
void fv_trainer_post (FvTrainer *self);
/* Tells the thread that the orders, just changed, have changed; call locked. */
void fv_trainer_give_orders (FvTrainer *self);
/* Follows what is in work.commands, until it is empty or *stop is seen. */
void fv_trainer_follow_commands (FvTrainer *self);
/* Drops what would go elsewhere. */
void fv_commands_cancel_seeks (GQueue *commands);
void fv_commands_clear (GQueue *commands);

G_END_DECLS
