/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-layer-plot.h"

G_BEGIN_DECLS

/* Where the scene "layers" puts its plots, side by side, and below them a row for each layer. */

#define FV_LAYERS_MARGIN 28
#define FV_LAYERS_PLOTS  3
#define FV_LAYERS_VALUES 5

typedef struct
{
  FvScene scene;
  double text_scale;
  double title_baseline, note_baseline;
  FvRect plots[FV_LAYERS_PLOTS]; /* of the lines alone */
  FvRect table;                  /* all below the plots */
  double head_baseline;
  double rows_y;
  double row_height, low_row_height; /* of layers with weights, and without */
  gboolean two_lines;                /* of words in a row with weights */
  guint n_places;                    /* of layers that have a row */
  guint *places;
  gboolean *has_weights; /* [n_places] */
  guint n_rows;          /* that are in sight at once */
  double name_x;
  double value_right[FV_LAYERS_VALUES]; /* 0: there is no room for it */
  double histogram_x, histogram_width;  /* width 0: no room */
  double words_x;                       /* 0: no room */
  gboolean full_words;                  /* mean and zeros both find room */
} FvLayersLayout;

/* What the plots and the columns show. */
typedef struct
{
  FvLayerMeasure measure;
  const char *title; /* N_() */
  const char *note;  /* N_(), or NULL */
  const char *brief; /* N_(): the note where room is short; NULL: none */
} FvLayersColumn;
extern const FvLayersColumn fv_layers_plots[FV_LAYERS_PLOTS];
extern const FvLayersColumn fv_layers_values[FV_LAYERS_VALUES];

/* "2.1·10⁻³", "75 %"; NULL: there is none. g_free(). */
char *fv_layers_value_text (FvLayerMeasure measure, double value);

FvScene *fv_layers_layout_new (const FvSceneInput *input, double width, double height);
void fv_layers_layout_free (FvScene *scene);
/* Plot nth with its scales. */
FvLayerPlot fv_layers_plot (const FvLayersLayout *self, const FvSceneInput *input, guint nth);
/* The first of the places that is in sight: those around the cursor's layer are. */
guint fv_layers_first_row (const FvLayersLayout *self, FvCursor cursor);
/* The row of places[first + nth], first being the first in sight. */
FvRect fv_layers_row (const FvLayersLayout *self, guint first, guint nth);

/* What was measured of the layers, NULL if nothing was; and which point of it is said in numbers: that at the batch
 * that is read, else at the moment shown, or the newest before. FALSE: there is none. */
const FvLayerCurve *fv_layers_curve (const FvSceneInput *input);
gboolean fv_layers_point (const FvSceneInput *input, guint *nth);

/* The rows, from their head on. */
void fv_layers_paint_table (const FvLayersLayout *self, const FvSceneInput *input, cairo_t *cr);

/* "C3: rms δ 2.1·10⁻³, rms ∂E/∂Θ …, weights from −0.31 to 0.40", translated; g_free(). */
char *fv_layers_speak (const FvSceneInput *input);
/* A line a batch and layer; NULL if nothing was measured. g_free(). */
char *fv_layers_table (const FvSceneInput *input);

G_END_DECLS
