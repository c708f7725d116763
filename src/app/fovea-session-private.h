/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fovea-session.h"
#include "fovea-undo.h"
#include "fovea-view-state.h"
#include "fv-gradient-point.h"

G_BEGIN_DECLS

#define FOVEA_DRAWING_AREA (FV_DIGIT_SIDE * FV_DIGIT_SIDE)

/* A gradient check of a whole layer, on a thread of its own. */
typedef struct
{
  FvTrace *trace;
  guint place;
  int stop;      /* atomic */
  int per_mille; /* atomic */
  gboolean finished;
  FvLayerCheck result;
} FoveaCheckJob;

/* What the Detail view shows: it may be older than what training has come to. */
typedef struct
{
  FvParameters *parameters;
  FvSnapshot *snapshot; /* NULL: before training */
  FvTrace *trace;
  guint rules; /* FvRules */
  gboolean as_stored;
  gboolean hides_numbers;
  FvStep step;
  FvTrace *checked; /* of cell; only compared */
  FvPlace checked_at;
  FvCheckRow cell;
  FoveaCheckJob *job; /* the last that was begun, perhaps done; a box */
  guint poll;
} FoveaDetail;

typedef struct _FoveaJudgeJob FoveaJudgeJob;

/* What the test set is read as, kept up to date while somebody looks. */
typedef struct
{
  FvJudgement *judgement; /* NULL: none yet, or it was of another network or set */
  FvSelection opened;     /* the cell whose pictures are looked at; FV_SELECT_MISREAD: none */
  FoveaJudgeJob *job;     /* under way; a box */
  guint poll;
  guint pause; /* the source that begins the next */
  guint n_wanted;
  gint64 ended_us; /* the last; 0: none has */
  gint64 took_us;  /* the last, of the processor's time */
} FoveaJudging;

/* The last change of weights that the trainer does not know yet. */
typedef struct
{
  gsize start, count;
  float *values;  /* [count]; NULL: there is none */
  gboolean given; /* the trainer was told; else a hand is still at it */
} FoveaEdit;

struct _FoveaSession
{
  GObject parent_instance;
  GSettings *settings;

  FvNetwork *network;
  FvParameters *parameters; /* the moment shown */
  FvSnapshot *snapshot;     /* where it came from; NULL before the trainer has said anything */
  FvTrace *trace;           /* NULL when no picture fits */
  FvCursor cursor;
  FvGranularity granularity; /* of a step of the pass */
  guint walk;                /* the source that steps through the pass by itself; 0: nothing does */
  double walk_pace;          /* steps a second */
  FvCursor pin;
  gboolean has_pin;
  gboolean shows_reach;
  FvKernelsLook kernels;
  FvCourse *course; /* or NULL: not computed */
  FoveaEdit edit;
  FoveaDetail detail;
  FoveaJudging judging;

  FvDataset *train;
  FvDataset *test;
  FvDataset *own_test;     /* what belongs to train, while test comes from elsewhere; else NULL */
  FvRecord *pending;       /* opened before there was anything to train it on */
  const char *data;        /* which sets these are, as fovea_data_nth() has it; NULL: they came from a file */
  const char *digits_name; /* which digits are made; NULL: FOVEA_DATA_DIGITS */
  FvDataset *digits[2];    /* to train and to test: made once, kept while others are looked at */
  char **classes;          /* of classes_network, from classes_set; NULL: not known */
  FvNetwork *classes_network;
  FvDataset *classes_set;
  guint sample;
  guint8 first[FOVEA_DRAWING_AREA]; /* shown until there is a test set */
  guint first_class;
  guint8 *drawing; /* [drawing_shape] or NULL: in the place of the sample */
  FvShape drawing_shape;
  gboolean has_drawing;
  guint drawing_class;   /* what it should be read as; FV_TRACE_READ: nobody knows, it was drawn */
  guint training_sample; /* the drawing is that one, if its class is known */

  FvTrainer *trainer;
  GSource *wake;
  gint64 taken_us; /* when the last snapshot was taken */
  gboolean playing;
  double pace;
  FvTrainingOptions options;
  gboolean carries_frozen; /* options.frozen is already that of the network coming, whose layers go on */
  FvStopRules stop_rules;
  gboolean steps_by_epoch; /* along the way training went */
  guint n_runs;
  FoveaUndo *undo;
  gboolean undoing; /* what is changed just now need not be remembered */

  GQueue saves;  /* GTask: they wait for a record from the trainer */
  guint64 saved; /* fovea_session_get_stamp() of what is in a file; 0: nothing is */

  GCancellable *job; /* digits being made */
  guint job_poll;
  int job_permille; /* atomic: the worker writes, the main thread reads */
};

void fovea_session_changed (FoveaSession *self, guint changes);
void fovea_session_retrace (FoveaSession *self);
void fovea_session_keep_edit (FoveaSession *self);
void fovea_session_forget_edit (FoveaSession *self);
void fovea_session_init_walk (FoveaSession *self);
void fovea_session_stop_walk (FoveaSession *self);
FvTrace *fovea_session_trace_with (FoveaSession *self, FvParameters *parameters, guint rules);
gboolean fovea_session_shows (FoveaSession *self, FvTrace *trace);
void fovea_session_forget_detail (FoveaSession *self);
void fovea_session_forget_check (FoveaSession *self);
void fovea_session_init_judging (FoveaSession *self);
void fovea_session_stop_judging (FoveaSession *self);
void fovea_session_fill_judgement (FoveaSession *self, FvSceneInput *out);
void fovea_session_fill_checks (FoveaSession *self, FvSceneInput *out);
void fovea_session_show_untrained (FoveaSession *self, FvParameters *parameters);
void fovea_session_draw_first (FoveaSession *self);
void fovea_session_forget_classes (FoveaSession *self);
const char *const *fovea_session_class_names (FoveaSession *self);
void fovea_session_read_options (FoveaSession *self);
void fovea_session_take_up_data (FoveaSession *self);
gboolean fovea_session_adopt (FoveaSession *self, FvParameters *parameters, FvDataset *train, FvDataset *test,
                              GError **error);
void fovea_session_start_wake (FoveaSession *self);
void fovea_session_watch_budget (FoveaSession *self);
void fovea_session_prepare_trainer (FoveaSession *self);
/* fovea-session-undo.c */
void fovea_session_remember_moment (FoveaSession *self, const char *title);
void fovea_session_remember_options (FoveaSession *self, const FvTrainingOptions *wanted);
void fovea_session_remember_rules (FoveaSession *self);
void fovea_session_remember_values (FoveaSession *self, gsize start, gsize count);
gboolean fovea_session_change_data (FoveaSession *self, FvDataset *train, FvDataset *test, GError **error);
void fovea_session_use_sets (FoveaSession *self, FvDataset *train, FvDataset *test, const char *data);
void fovea_session_put_away (FoveaSession *self);
const char *fovea_session_name_data (FoveaSession *self, FvDataset *train);
guint fovea_session_follow_trainer (FoveaSession *self);
void fovea_session_fill_way (FoveaSession *self, FvWay *out);
gboolean fovea_session_train_with (FoveaSession *self, FvParameters *parameters, FvDataset *train,
                                   FvDataset *test, GError **error);
void fovea_session_take_training (FoveaSession *self, FvTraining *training);
/* The same, with the past it had; history may be NULL. Takes both over. */
void fovea_session_take_history (FoveaSession *self, FvTraining *training, FvHistory *history);
void fovea_session_use_test (FoveaSession *self, FvDataset *test);
void fovea_session_use_train (FoveaSession *self, FvDataset *train);
void fovea_session_cancel_job (FoveaSession *self);
void fovea_session_digits_source (FoveaSession *self, FvSource *out);
void fovea_session_remember_digits (FoveaSession *self, const FvSource *source);
void fovea_session_keep_digits (FoveaSession *self);
/* Where record stopped, with its past, on two sets; nothing changes if they do not fit. */
gboolean fovea_session_resume (FoveaSession *self, const FvRecord *record, FvDataset *train, FvDataset *test,
                               GError **error);
void fovea_session_wait_for_data (FoveaSession *self, FvRecord *record);
/* fovea-session-record.c */
void fovea_session_take_record (FoveaSession *self);
FvRecord *fovea_session_finish_trainer (FoveaSession *self);
void fovea_session_end_trainer (FoveaSession *self);
void fovea_session_look_again (FoveaSession *self, const char *text);
/* Whoever shows the session says how it looks at it, and is told how it did. */
void fovea_session_ask_view (FoveaSession *self, FoveaViewState *out);
void fovea_session_tell_view (FoveaSession *self, const FoveaViewState *state);

G_END_DECLS
