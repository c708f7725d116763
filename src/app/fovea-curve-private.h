/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fovea-canvas.h"
#include "fovea-curve.h"
#include "fv-span.h"

G_BEGIN_DECLS

struct _FoveaCurve
{
  GtkWidget parent_instance;
  FoveaCanvas *canvas;
  FoveaSession *session;
  FvCurveLook look; /* but for hidden */
  GArray *hidden;   /* guint: ids of branches */
  double newest;    /* the last batch there was when it was drawn */
  guint newest_run; /* id */
  gboolean hovers;  /* the pointer reads, and takes its reading away with it */
  double x, y;      /* of the pointer, px */
  FvSpan dragged;   /* what was in sight when dragging began */
  gboolean held, drags, scrubs;
  guint double_click; /* the source that waits for one; 0: none */
  guint64 clicked;
  guint clicked_branch;
};

/* fovea-curve.c */
/* The scene, and what it shows; x (may be NULL) becomes the scene's. NULL: it has no size yet. */
const FvScene *fovea_curve_look (FoveaCurve *self, FvSceneInput *input, double *x);
void fovea_curve_set_span (FoveaCurve *self, FvSpan span);
void fovea_curve_read (FoveaCurve *self, guint64 batch);
void fovea_curve_stop_reading (FoveaCurve *self);
void fovea_curve_zoom_about (FoveaCurve *self, double batch, double closer);
/* fovea-curve-input.c */
void fovea_curve_add_input (FoveaCurve *self);

G_END_DECLS
