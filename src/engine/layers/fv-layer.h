/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-activation.h"
#include "fv-explanation.h"
#include "fv-options.h"
#include "fv-random.h"
#include "fv-shape.h"

G_BEGIN_DECLS

/* A layer: what kind it is, its options, its shapes. It holds no parameters and no values: those come and go as
 * arguments, so a layer is immutable once its network is made, and any thread may use it. */
typedef struct _FvLayer FvLayer;
typedef struct _FvLayerType FvLayerType;

struct _FvLayer
{
  const FvLayerType *type;
  guint place; /* the input is 0, so the first layer is 1 */
  FvShape input;
  FvShape output;
  const FvActivation *activation; /* NULL: the layer has no φ, o = n */
  guint weight_rank;              /* 0: no parameters */
  gsize weight_shape[4];          /* [out][in][rows][cols] or [out][in]; shared kernels have in = 1 */
  gsize n_weights;                /* places in the array; a connection table leaves some of them 0 for ever */
  gsize n_biases;
  gsize n_free; /* weights that are really there: n_weights less the unconnected */
  gsize fan_in; /* inputs one unit sums, for the initialiser */
  gsize fan_out;
};

/* The article as printed, where it is wrong (MATH §4): off unless asked for, to be compared with what is right. */
typedef enum
{
  FV_RULE_COPY_TO_ALL = 1 << 0, /* max pooling copies δ to all cells of the block */
  FV_RULE_O_FOR_PHI = 1 << 1,   /* δ at a pool's output, below a convolution, multiplied by O */
  FV_RULE_NO_PHI = 1 << 2,      /* φ' left out at a convolution below a pool */
  FV_RULE_NO_ROT180 = 1 << 3,   /* Δ *f Θ instead of Δ *f rot180 (Θ) */
  FV_RULE_ARTICLE = (1 << 4) - 1,
} FvRules;

typedef struct
{
  const char *name;  /* "copy-to-all" */
  const char *title; /* N_(): what it does, in words */
  FvRules rules;
} FvRuleInfo;
const FvRuleInfo *fv_rule_nth (guint nth); /* NULL past the end; "article" is all of them */

/* Everything one sample does in one layer. Pointers are borrowed. */
typedef struct
{
  const double *weights; /* [n_weights] */
  const double *biases;  /* [n_biases] */
  const double *x;       /* [input] */
  double *n;             /* [output] net input, before φ; written by output */
  gint32
      *winner; /* [output] or NULL: index into one input map of the cell that won, −1 for a filled-in zero */
  const double *delta; /* [output] ∂E/∂n; read by backpropagate */
  double *d_x;         /* [input] ∂E/∂x, overwritten; NULL if nobody wants it */
  double *d_weights;   /* [n_weights], added to */
  double *d_biases;    /* [n_biases], added to */
  double *scratch;     /* [fv_layer_scratch()] */
  guint rules;         /* FvRules that are on; 0: what is right */
} FvLayerPass;

/* What of a layer is explained. */
typedef enum
{
  FV_LAYER_NET,    /* n of an output cell */
  FV_LAYER_BELOW,  /* ∂E/∂x of an input cell */
  FV_LAYER_WEIGHT, /* ∂E/∂θ */
  FV_LAYER_BIAS,
} FvLayerPart;

/* Which one: unit, row and col of an output cell; unit (the map), row and col of an input cell; unit, input, row and col
 * of a weight; unit of a bias. */
typedef struct
{
  guint unit, input, row, col;
} FvLayerCell;

struct _FvLayerType
{
  const char *name;   /* its word in the text form, unless keyword chooses */
  const char *title;  /* N_("convolution") */
  const char *letter; /* "C", "S", "R", "F", "Y": C1, S2 … */
  gsize instance_size;
  const FvOption *options; /* ends with name NULL */
  /* The words that begin such a layer in the text form; NULL past the end. NULL: only name. Word i sets the option
   * marked positional. */
  const char *(*keyword) (guint nth);
  /* From self->input and the options: output, activation, weight_*, n_*, fan_*. Error FV_ERROR_NETWORK says both
   * numbers; the caller puts the layer's place in front. Allocates nothing of the size of the layer. */
  gboolean (*infer) (FvLayer *self, GError **error);
  /* Frees what infer made beside the options; may be NULL. */
  void (*clear) (FvLayer *self);
  /* NULL: after Xavier or He, as φ asks. */
  void (*initialise) (const FvLayer *self, FvRandom *random, float *weights, float *biases);
  void (*output) (const FvLayer *self, const FvLayerPass *pass);
  void (*backpropagate) (const FvLayer *self, const FvLayerPass *pass);
  /* What stands behind n of an output cell, ∂E/∂x of an input cell, or ∂E/∂θ of a weight or bias: adds its terms to
   * out, in the order output and backpropagate add them (out->combine may be set; the caller closes). pass as they
   * have it, after both; at exists. */
  void (*explain) (const FvLayer *self, const FvLayerPass *pass, FvLayerPart part, FvLayerCell at,
                   FvExplanation *out);
  /* How many terms that will be, from the shapes alone. */
  gsize (*n_terms) (const FvLayer *self, FvLayerPart part, FvLayerCell at);
  gsize (*scratch) (const FvLayer *self); /* doubles it needs in scratch; NULL: none */
  gboolean has_winner;
  gboolean is_output; /* may only stand last */
};

/* The one table of layers. */
const FvLayerType *fv_layer_type_nth (guint nth); /* NULL past the end */

/* Parses "conv 5x5x6 tanh" and infers the shapes. NULL with FV_ERROR_NETWORK. Free with fv_layer_free(). */
FvLayer *fv_layer_new_from_text (const char *text, guint place, FvShape input, GError **error);
/* The same without the shapes, whether they fit or not: to be asked for its options and fv_layer_to_text() alone. */
FvLayer *fv_layer_read_options (const char *text, guint place, FvShape input, GError **error);
/* The words that a layer's text can begin with: "conv", "max" …; NULL past the end. */
const char *fv_layer_nth_keyword (guint nth);
void fv_layer_free (FvLayer *self);
/* "conv 5x5x6 tanh"; g_free(). */
char *fv_layer_to_text (const FvLayer *self);

/* "C1", "S2", "F6", "Y"; g_free(). */
char *fv_layer_short_name (const FvLayer *self);
/* Translated: "convolution", "max", "dense"; borrowed. */
const char *fv_layer_title (const FvLayer *self);
gsize fv_layer_n_parameters (const FvLayer *self);
/* "6·(1·5·5)+6", empty for a layer without parameters; g_free(). */
char *fv_layer_arithmetic (const FvLayer *self);
gsize fv_layer_scratch (const FvLayer *self);
/* How weights begin (MATH §6); biases are 0 always. */
typedef enum
{
  FV_INITIALISER_AUTO,    /* He for ReLU, Xavier for the others; trainable pooling as the mean */
  FV_INITIALISER_XAVIER,  /* U(±gain·√(6/(fan_in+fan_out))), the gain of φ */
  FV_INITIALISER_HE,      /* N(0, 2/fan_in) */
  FV_INITIALISER_UNIFORM, /* U(±a) */
  FV_INITIALISER_NORMAL,  /* N(0, σ²) */
  FV_INITIALISER_ZEROS,
} FvInitialiserKind;

typedef struct
{
  FvInitialiserKind kind;
  double size; /* a or σ */
} FvInitialiser;

/* "xavier", "uniform=0.1", "normal=0.05" …; FV_ERROR_VALUE. */
gboolean fv_initialiser_parse (const char *text, FvInitialiser *out, GError **error);
char *fv_initialiser_to_text (FvInitialiser self); /* g_free() */
/* Fills weights[n_weights] and biases[n_biases]. */
void fv_layer_initialise (const FvLayer *self, FvInitialiser initialiser, FvRandom *random, float *weights,
                          float *biases);

gboolean fv_layer_is_pooling (const FvLayer *self);
/* Is this a convolution, and which kernel joins input map to unit? Index of its first weight, or −1 if the two are
 * not connected. Kernels are [rows][cols]. */
gboolean fv_layer_is_convolution (const FvLayer *self);
gssize fv_layer_kernel (const FvLayer *self, guint unit, guint input);
void fv_layer_kernel_size (const FvLayer *self, guint *rows, guint *cols);
/* p of a pooling layer's p×p block; 0 for others. */
guint fv_layer_block (const FvLayer *self);

G_END_DECLS
