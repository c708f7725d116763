/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fovea-canvas.h"

G_BEGIN_DECLS

/* A node that touches the window's edge costs several times more. Above and below a canvas something else stands. */
#define MARGIN 4
struct _FoveaCanvas
{
  GtkWidget parent_instance;
  FoveaSession *session;
  const FvSceneType *type;
  char *scene_name;
  gboolean bare;  /* no paper of its own */
  gboolean blank; /* as if no sample were in the network */

  FoveaCanvasFill fill; /* or NULL */
  gpointer fill_data;

  FvScene *scene;      /* NULL: to be laid out */
  double zoom;         /* 1: the scene is as large as the widget */
  double pan_x, pan_y; /* how much of a larger scene is out of sight at the left and the top */
  GskRenderNode **nodes;
  guint n_nodes;
  FvStyle style;

  FvCursor hover;
  gboolean has_hover;
  gboolean holds_shift; /* then all that is seen and reached is shown, as R does for good */
  gint64 described_us;
};

/* fovea-canvas.c */
void fovea_canvas_forget_scene (FoveaCanvas *self);
const FvScene *fovea_canvas_peek (FoveaCanvas *self, FvSceneInput *out);
/* fovea-canvas-zoom.c */
double fovea_canvas_scene_width (FoveaCanvas *self);
double fovea_canvas_scene_height (FoveaCanvas *self);
void fovea_canvas_pan (FoveaCanvas *self, double x, double y);
void fovea_canvas_follow (FoveaCanvas *self, FvRect rect);
void fovea_canvas_add_zoom_keys (GtkWidgetClass *klass);
void fovea_canvas_add_zoom (FoveaCanvas *self);
void fovea_canvas_keep_zoom (FoveaCanvas *self);

G_END_DECLS
