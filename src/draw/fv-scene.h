/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <cairo.h>

#include "fv-branch.h"
#include "fv-course.h"
#include "fv-cursor.h"
#include "fv-curve-look.h"
#include "fv-curve.h"
#include "fv-dataset.h"
#include "fv-experiment-look.h"
#include "fv-explain.h"
#include "fv-frozen.h"
#include "fv-gradient-point.h"
#include "fv-hand.h"
#include "fv-judgement.h"
#include "fv-style.h"
#include "fv-summary.h"
#include "fv-trace.h"

G_BEGIN_DECLS

/* Every picture is a pure function of what is shown and where one looks; the same code draws the window, PNG, SVG
 * and PDF. A scene is a layout for one network and one size; it is asked where things are (pick) and paints. */

/* A row of the gradient check under the arithmetic of the way back. Who shows the scene computes it. A value. */
typedef struct
{
  gboolean has; /* FALSE: not computed, or there is nothing to check: the row says so */
  double analytic, numeric, relative;
  FvVerdict state;
  gboolean is_running; /* a worker computes it: per_mille of it is done */
  int per_mille;
} FvCheckRow;

/* What of the kernels is shown. */
typedef enum
{
  FV_KERNELS_BY_WAY, /* the weights; on the way back their gradient for the sample */
  FV_KERNELS_AT_START,
  FV_KERNELS_CHANGE, /* now − at the start */
  FV_KERNELS_COURSE, /* the scene "course" takes the place of "kernels"; what stands beside it is as now */
} FvKernelsShown;

typedef struct
{
  FvKernelsShown shown;
  FvParameters *start; /* of the same network; NULL: not known, as if it were now */
  gboolean own_scale;  /* each kernel up to its own largest, not the layer's */
  gboolean as_applied; /* turned by 180°, as the window meets it, not as stored */
  guint place;         /* the layer that is shown alone; 0: all convolutions and poolings with weights */
  gboolean by_norm;    /* units with large weights first, as they are when the scene is laid out */
  /* Of the scene "kernel": the weight one has chosen, as stored (clamped when it is used), or the bias. */
  guint row, col;
  gboolean on_bias;
} FvKernelsLook;

/* Where the moment shown is on its way, and the other ways training has gone. Borrowed; all 0: not known. */
typedef struct
{
  guint64 first;  /* batches done where the way begins … */
  guint64 newest; /* … and where it ends */
  guint batches_per_epoch;
  guint shown; /* id of the branch that is shown, whose curve is that of the input */
  guint n_branches;
  FvBranch *const *branches; /* [n_branches] */
  gboolean by_epoch;         /* what one step along it is: an epoch, or a batch */
} FvWay;

/* What of a data set is shown. Borrowed members. */
typedef struct
{
  FvDataset *set;           /* NULL: there is none yet */
  FvSummary *summary;       /* of set; NULL: it is not summed up yet */
  guint class_index;        /* the class that is looked at; G_MAXUINT: all of them */
  const char *const *notes; /* NULL-terminated, or NULL: what else is to be said of the set, a line each */
} FvDataLook;

/* How a digit is written that is shown step by step. A value. */
typedef struct
{
  guint digit;  /* 0…9; FV_SKELETON_OTHER: a letter or a sign */
  guint64 seed; /* of the skeleton among those of the digit, and of all chance */
  FvHandTraits traits;
} FvHandLook;

/* Overwrites out. */
void fv_hand_look_stages (const FvHandLook *look, FvHandStages *out);

/* What is shown. Borrowed members; NULL where there is none. */
typedef struct
{
  FvNetwork *network;       /* never NULL */
  FvParameters *parameters; /* the moment shown; may be NULL before there is one */
  FvTrace *trace;           /* of the chosen sample with these parameters */
  const FvCurve *curve;     /* up to the newest moment, which may be after the one shown */
  FvWay way;
  FvDataset *dataset; /* whose samples the plane of two inputs shows as points; others need none */
  const char *const *class_names; /* NULL-terminated */
  FvCursor cursor;
  gboolean has_cursor; /* FALSE: no ring, no links */
  FvCursor pin;        /* a cell that is kept in sight while one looks at others */
  gboolean has_pin;
  gboolean
      shows_reach; /* what the cursor's cell sees and reaches is ringed in every layer, not the next alone */
  FvGranularity granularity; /* what one step of the pass is; the timeline says it */
  /* Of the scene "detail" alone. */
  const FvStep *step;    /* the optimiser of the update card; NULL: there is none, and it says so */
  FvCheckRow check_cell; /* of the element at the cursor: fv_gradient_at() of its place */
  /* Norms: all parameters of the cursor's layer (gradient, update), all inputs of the layer above it (δ). */
  FvCheckRow check_layer;
  gboolean hides_numbers;      /* cells carry their colours alone */
  gboolean as_stored;          /* kernels are shown as stored, not as applied (turned by 180°) */
  FvKernelsLook kernels;       /* of the scenes "kernels" and "kernel" alone */
  FvCourse *course;            /* of the scene "course" alone; NULL: not computed */
  const FvFrozen *frozen;      /* units that do not learn, which those two mark; NULL: all do */
  FvCurveLook curves;          /* of the scene "curve" alone */
  FvExperimentLook experiment; /* of the scene "experiments" alone */
  const FvDataLook *data;      /* of the scene "data" alone */
  const FvHandLook *hand;      /* of the scene "generator" alone */
  /* Of the scene "confusion" alone. */
  const FvJudgement *judgement; /* of the whole of dataset; NULL: not read yet */
  FvSelection opened;           /* its cell that is chosen; another kind: none is */
  int judging;                  /* per mille of another judgement under way, which takes its time; 0: none */
  guint64 batch;
  double epoch;
  const char *caption; /* a line at the foot of exported pictures; NULL in the window */
  FvStyle style;
  gboolean vectors; /* cells as vector rectangles (export), not as small images (window) */
} FvSceneInput;

typedef struct
{
  double x, y, width, height;
} FvRect;

/* What a switch or button drawn in a scene asks of who shows it. A value. */
typedef enum
{
  FV_SCENE_ACTION_AS_STORED,   /* as_stored is to be value */
  FV_SCENE_ACTION_RULES,       /* the trace is to follow the FvRules in value */
  FV_SCENE_ACTION_CHECK_LAYER, /* check_layer is to be computed (value TRUE), or stopped */
  FV_SCENE_ACTION_CLASS,       /* the class in value is to be looked at; G_MAXUINT: all of them */
  FV_SCENE_ACTION_WEIGHT,      /* weight number value of the kernel at the cursor is chosen */
  FV_SCENE_ACTION_BIAS,        /* its unit's bias is */
  FV_SCENE_ACTION_CELL,        /* the confusion matrix's cell value = target · classes + read as is chosen */
  FV_SCENE_ACTION_TRIAL,       /* run number value of an experiment, from 1, is chosen */
} FvSceneActionKind;

typedef struct
{
  FvSceneActionKind kind;
  guint value;
} FvSceneAction;

typedef struct _FvScene FvScene;
typedef struct _FvSceneType FvSceneType;

/* Each type allocates a struct that begins with this. */
struct _FvScene
{
  const FvSceneType *type;
  double width, height; /* px */
  guint key;            /* fv_scene_key() when it was laid out */
};

struct _FvSceneType
{
  const char *
      name; /* "network", "detail", "kernels", "kernel", "curve", "plane", "counts", "data", "generator": render --view walks these; also "timeline", "bars" */
  const char *title;                  /* N_() */
  gboolean exportable;                /* offered by render --view */
  double export_width, export_height; /* px, the usual size */
  /* Layout depends on input's network, class names, style.text_scale and key only: values may change without a new one. */
  FvScene *(*layout) (const FvSceneInput *input, double width, double height);
  void (*free) (FvScene *self); /* NULL: there is nothing in it to free */
  /* What else of the input the layout depends on, as one number: another one, another layout. May be NULL. */
  guint (*key) (const FvSceneInput *input);
  /* Parts are painted one by one, each within its bounds, so that a window can redraw only what changed. NULL: one
   * part, which is all. */
  guint (*n_parts) (const FvScene *self);
  FvRect (*part) (const FvScene *self, guint nth);
  void (*paint_part) (const FvScene *self, guint nth, const FvSceneInput *input, cairo_t *cr);
  /* Where (x, y) lies as a cursor (direction taken from input); FALSE if on nothing. May be NULL. */
  gboolean (*pick) (const FvScene *self, const FvSceneInput *input, double x, double y, FvCursor *out);
  /* Which switch or button lies at (x, y); FALSE if none. May be NULL. */
  gboolean (*pick_action) (const FvScene *self, const FvSceneInput *input, double x, double y,
                           FvSceneAction *out);
  /* Rectangle of the cursor's cell or unit, for focus, tests and scrolling; FALSE if not shown. May be NULL. */
  gboolean (*locate) (const FvScene *self, FvCursor cursor, FvRect *out);
  /* What it says to who listens; g_free(). NULL: what stands at the cursor says it. */
  char *(*speak) (const FvSceneInput *input);
  /* Its numbers as comma-separated values, NULL where there are none; g_free(). May be NULL. */
  char *(*table) (const FvSceneInput *input);
};

const FvSceneType *fv_scene_type_nth (guint nth); /* NULL past the end */
const FvSceneType *fv_scene_type_from_name (const char *name);

FvScene *fv_scene_new (const FvSceneType *type, const FvSceneInput *input, double width, double height);
void fv_scene_free (FvScene *self);
guint fv_scene_key (const FvSceneType *type, const FvSceneInput *input);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvScene, fv_scene_free)
guint fv_scene_n_parts (const FvScene *self);
FvRect fv_scene_part (const FvScene *self, guint nth);
void fv_scene_paint_part (const FvScene *self, guint nth, const FvSceneInput *input, cairo_t *cr);
/* Background and all parts. */
void fv_scene_paint (const FvScene *self, const FvSceneInput *input, cairo_t *cr);
gboolean fv_scene_pick (const FvScene *self, const FvSceneInput *input, double x, double y, FvCursor *out);
gboolean
fv_scene_pick_action (const FvScene *self, const FvSceneInput *input, double x, double y, FvSceneAction *out);
gboolean fv_scene_locate (const FvScene *self, FvCursor cursor, FvRect *out);

/* The scene on paper, with its caption below. */
void fv_scene_paint_figure (const FvSceneType *type, const FvSceneInput *input, cairo_t *cr, double width,
                            double height);
/* Paints to a file chosen by its ending: .png, .svg or .pdf. Errors: FV_ERROR_VALUE for another ending, G_FILE_ERROR.
 * Saved safely: the picture is made in memory first. */
gboolean fv_scene_export (const FvSceneType *type, const FvSceneInput *input, double width, double height,
                          const char *path, GError **error);

/* Whether path has an ending that can be painted to; if not, FV_ERROR_VALUE: better to know before the work. */
gboolean fv_scene_can_export (const char *path, GError **error);

/* "C3 · unit 2 · cell (6, 2) = 0.630", translated: what stands at the cursor, for captions and accessible names;
 * g_free(). */
char *fv_scene_describe (const FvSceneInput *input);
/* "pinned: C3 · unit 13 · cell (6, 2) = −0.406", of the half one looks at; NULL: nothing is pinned. g_free(). */
char *fv_scene_describe_pin (const FvSceneInput *input);
/* The same as it is spoken, for people who listen: "C3 map 2, row 6, column 2: 0.630"; g_free(). */
char *fv_scene_speak (const FvSceneInput *input);
/* What is copied beside the picture: the scene's table if it has one, else what stands at the cursor; g_free(). */
char *fv_scene_copy_text (const FvSceneType *type, const FvSceneInput *input);

G_END_DECLS
