/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gio/gio.h>

#include "fv-digits.h"
#include "fv-scene.h"
#include "fv-trainer.h"

G_BEGIN_DECLS

/* What a "changed" signal is about; several at once are or-ed. */
typedef enum
{
  FOVEA_CHANGE_SNAPSHOT = 1 << 0, /* weights, curve, running or not */
  FOVEA_CHANGE_CURSOR = 1 << 1,
  FOVEA_CHANGE_SAMPLE = 1 << 2,    /* the picture in the network */
  FOVEA_CHANGE_DATA = 1 << 3,      /* the sets, or how far they are made */
  FOVEA_CHANGE_NETWORK = 1 << 4,   /* another architecture */
  FOVEA_CHANGE_OPTIONS = 1 << 5,   /* playing, pace, rate, batch, momentum */
  FOVEA_CHANGE_LOOK = 1 << 6,      /* how it is looked at: steps, pin, receptive field, switches, checks */
  FOVEA_CHANGE_JUDGEMENT = 1 << 7, /* what the test set is read as, and which of its cells is open */
  FOVEA_CHANGE_UNDO = 1 << 8,      /* what can be taken back */
} FoveaChange;

/* What is in a file. */
typedef struct
{
  guint64 stamp; /* fovea_session_get_stamp() */
  guint64 batch;
  double accuracy; /* 0…1 of test samples; NaN: not known */
} FoveaSaved;

#define FOVEA_TRAIN_COUNT 60000
#define FOVEA_TEST_COUNT  2000

/* The data one chooses by name are these, which are made, and the sets of two inputs. */
#define FOVEA_DATA_DIGITS "digits"
#define FOVEA_DATA_OTHERS "digits-other" /* with examples of what is none */

#define FOVEA_TYPE_SESSION (fovea_session_get_type ())
G_DECLARE_FINAL_TYPE (FoveaSession, fovea_session, FOVEA, SESSION, GObject)

FoveaSession *fovea_session_new (GSettings *settings);
GSettings *fovea_session_get_settings (FoveaSession *self);

/* What is shown */
void fovea_session_fill (FoveaSession *self, FvSceneInput *out);
FvNetwork *fovea_session_get_network (FoveaSession *self);
FvSnapshot *fovea_session_get_snapshot (FoveaSession *self);
FvTrace *fovea_session_get_trace (FoveaSession *self);
FvParameters *fovea_session_get_parameters (FoveaSession *self);
FvDataset *fovea_session_get_train_set (FoveaSession *self);
FvDataset *fovea_session_get_test_set (FoveaSession *self);

FvCursor fovea_session_get_cursor (FoveaSession *self);
void fovea_session_set_cursor (FoveaSession *self, FvCursor cursor);

/* The pass, walked in steps of a chosen size */
FvGranularity fovea_session_get_granularity (FoveaSession *self);
void fovea_session_set_granularity (FoveaSession *self, FvGranularity granularity);
gboolean fovea_session_move (FoveaSession *self, int by);
gboolean fovea_session_get_walking (FoveaSession *self);
void fovea_session_set_walking (FoveaSession *self, gboolean walking);
double fovea_session_get_walk_pace (FoveaSession *self);
void fovea_session_set_walk_pace (FoveaSession *self, double steps_per_s);
gboolean fovea_session_get_pin (FoveaSession *self, FvCursor *out);
void fovea_session_set_pin (FoveaSession *self, const FvCursor *cursor);
FvKernelsLook fovea_session_get_kernels (FoveaSession *self);
FvCourse *fovea_session_get_course (FoveaSession *self);
void fovea_session_set_course (FoveaSession *self, FvCourse *course);
void fovea_session_set_kernels (FoveaSession *self, FvKernelsLook kernels);
gboolean fovea_session_get_shows_reach (FoveaSession *self);
void fovea_session_set_shows_reach (FoveaSession *self, gboolean shows);

/* The arithmetic of one moment, which stands still while training goes on */
void fovea_session_fill_detail (FoveaSession *self, FvSceneInput *out);
gboolean fovea_session_get_held (FoveaSession *self, guint64 *batch);
void fovea_session_take_newest (FoveaSession *self);
gboolean fovea_session_get_hides_numbers (FoveaSession *self);
void fovea_session_set_hides_numbers (FoveaSession *self, gboolean hides);
gboolean fovea_session_get_as_stored (FoveaSession *self);
void fovea_session_set_as_stored (FoveaSession *self, gboolean as_stored);
guint fovea_session_get_rules (FoveaSession *self);
void fovea_session_set_rules (FoveaSession *self, guint rules);
gboolean fovea_session_get_checking (FoveaSession *self);
void fovea_session_set_checking (FoveaSession *self, gboolean checking);

guint fovea_session_get_sample (FoveaSession *self);
void fovea_session_choose_sample (FoveaSession *self, guint sample);
void fovea_session_set_drawing (FoveaSession *self, const guint8 *pixels);
void fovea_session_set_picture (FoveaSession *self, FvShape shape, const guint8 *pixels);
void fovea_session_show_training_sample (FoveaSession *self, guint sample);
gboolean fovea_session_get_training_sample (FoveaSession *self, guint *sample);
gboolean fovea_session_has_drawing (FoveaSession *self);
gboolean fovea_session_takes_drawings (FoveaSession *self);
gboolean
fovea_session_read_picture (FoveaSession *self, const guint8 *pixels, guint *class_index, double *share);
const char *fovea_session_class_name (FoveaSession *self, guint class_index);
char *fovea_session_point_text (FoveaSession *self, const guint8 *pixels);
double fovea_session_get_test_accuracy (FoveaSession *self);
gboolean fovea_session_is_plane (FoveaSession *self);

/* What the whole test set is read as, kept up to date while somebody looks */
void fovea_session_want_judgement (FoveaSession *self, gboolean wanted);
FvJudgement *fovea_session_get_judgement (FoveaSession *self);
int fovea_session_get_judging (FoveaSession *self);
FvSelection fovea_session_get_opened (FoveaSession *self);
void fovea_session_open_cell (FoveaSession *self, guint target, guint read_as);
void fovea_session_close_cell (FoveaSession *self);

/* Training */
gboolean fovea_session_tick (FoveaSession *self, gint64 now_us);
gboolean fovea_session_get_playing (FoveaSession *self);
void fovea_session_set_playing (FoveaSession *self, gboolean playing);
gboolean fovea_session_can_train (FoveaSession *self);
double fovea_session_get_pace (FoveaSession *self);
void fovea_session_set_pace (FoveaSession *self, double batches_per_s);
FvTrainingOptions fovea_session_get_options (FoveaSession *self);
void fovea_session_freeze (FoveaSession *self, guint layer, guint first, guint count, gboolean frozen);
const FvFrozen *fovea_session_get_frozen (FoveaSession *self);
void fovea_session_set_options (FoveaSession *self, FvHyper hyper, guint batch_size);
void fovea_session_set_initialiser (FoveaSession *self, FvInitialiser initialiser);
void fovea_session_set_schedule (FoveaSession *self, FvSchedule schedule);
void fovea_session_set_optimizer (FoveaSession *self, const FvOptimizer *optimizer);
void fovea_session_set_training_options (FoveaSession *self, const FvTrainingOptions *options);
gboolean
fovea_session_use (FoveaSession *self, const FvTrainingOptions *options, FvNetwork *network, GError **error);
FvStopRules fovea_session_get_stop_rules (FoveaSession *self);
void fovea_session_set_stop_rules (FoveaSession *self, FvStopRules rules);
gboolean fovea_session_set_network (FoveaSession *self, FvNetwork *network, GError **error);
void fovea_session_stop (FoveaSession *self);

/* Training, walked both ways; the snapshot tells which branches there are and where the moment shown is on its own */
gboolean fovea_session_get_settled (FoveaSession *self);
void fovea_session_seek (FoveaSession *self, guint branch, guint64 batch);
void fovea_session_step (FoveaSession *self, guint batches);
void fovea_session_step_back (FoveaSession *self, guint batches);
gboolean fovea_session_get_steps_by_epoch (FoveaSession *self);
void fovea_session_set_steps_by_epoch (FoveaSession *self, gboolean by_epoch);
void fovea_session_move_training (FoveaSession *self, int by);
void fovea_session_branch (FoveaSession *self);
void fovea_session_go_back_to (FoveaSession *self, guint64 batch);
void fovea_session_restart (FoveaSession *self);
void fovea_session_new_weights (FoveaSession *self);
guint64 fovea_session_get_fresh_seed (FoveaSession *self);
void fovea_session_draw_weights (FoveaSession *self, guint64 seed);
gboolean fovea_session_get_replay (FoveaSession *self, double *share);
void fovea_session_cancel_replay (FoveaSession *self);
char *fovea_session_undo (FoveaSession *self, gboolean redo);
guint fovea_session_get_run (FoveaSession *self);
gboolean fovea_session_can_undo (FoveaSession *self, gboolean redo);
void fovea_session_close (FoveaSession *self);

/* Data and files */
const char *fovea_data_nth (guint nth);
const char *fovea_data_title (const char *name);
const char *fovea_data_preset (const char *name);
const char *fovea_data_for (FvNetwork *network);
const char *fovea_session_get_data (FoveaSession *self);
gboolean fovea_session_choose_network (FoveaSession *self, FvNetwork *network, GError **error);
gboolean fovea_session_change_network (FoveaSession *self, FvNetwork *network, guint *kept, GError **error);
gboolean fovea_session_choose_data (FoveaSession *self, const char *name, GError **error);
gboolean fovea_session_choose (FoveaSession *self, FvNetwork *network, const char *data, GError **error);
void fovea_session_generate (FoveaSession *self);
double fovea_session_get_progress (FoveaSession *self);
gboolean fovea_session_get_generated (FoveaSession *self);
FvDistortion fovea_session_get_distortion (FoveaSession *self);
void fovea_session_set_distortion (FoveaSession *self, FvDistortion distortion);
void fovea_session_open_async (FoveaSession *self, GFile *file, GAsyncReadyCallback callback, gpointer data);
char *fovea_session_open_finish (FoveaSession *self, GAsyncResult *result, GError **error);
void fovea_session_save_async (FoveaSession *self, GFile *file, gboolean weights_only,
                               GAsyncReadyCallback callback, gpointer data);
gboolean
fovea_session_save_finish (FoveaSession *self, GAsyncResult *result, FoveaSaved *saved, GError **error);
gboolean fovea_session_can_save (FoveaSession *self);
guint64 fovea_session_get_stamp (FoveaSession *self);
gboolean fovea_session_get_saved (FoveaSession *self);
void fovea_session_mark_saved (FoveaSession *self, guint64 stamp);

G_END_DECLS
