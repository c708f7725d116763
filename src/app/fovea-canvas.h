/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"

G_BEGIN_DECLS

#define FOVEA_TYPE_CANVAS (fovea_canvas_get_type ())
G_DECLARE_FINAL_TYPE (FoveaCanvas, fovea_canvas, FOVEA, CANVAS, GtkWidget)

/* Adds to what is shown what the session does not know. */
typedef void (*FoveaCanvasFill) (FvSceneInput *input, gpointer data);

GtkWidget *fovea_canvas_new (FoveaSession *session, const char *scene);
void fovea_canvas_set_session (FoveaCanvas *self, FoveaSession *session);
FoveaSession *fovea_canvas_get_session (FoveaCanvas *self);
const char *fovea_canvas_get_scene (FoveaCanvas *self);
gboolean fovea_canvas_pick (FoveaCanvas *self, double x, double y, FvCursor *out);
gboolean fovea_canvas_pick_sample (FoveaCanvas *self, double x, double y, guint *sample);
gboolean fovea_canvas_pick_action (FoveaCanvas *self, double x, double y, FvSceneAction *out);
gboolean fovea_canvas_locate (FoveaCanvas *self, FvCursor cursor, FvRect *out);
FvCursor fovea_canvas_get_looked_at (FoveaCanvas *self);
void fovea_canvas_set_blank (FoveaCanvas *self, gboolean blank);
void fovea_canvas_redraw (FoveaCanvas *self);
void fovea_canvas_describe (FoveaCanvas *self);
const FvScene *fovea_canvas_get_shown (FoveaCanvas *self, FvSceneInput *input, double *x);
void fovea_canvas_set_fill (FoveaCanvas *self, FoveaCanvasFill fill, gpointer data);
void fovea_canvas_fill_in (FoveaCanvas *self, FvSceneInput *input);

/* fovea-canvas-input.c */
void fovea_canvas_add_keys (GtkWidgetClass *klass);
void fovea_canvas_add_pointer (FoveaCanvas *self, gboolean draggable, gboolean hovers);
void fovea_canvas_add_shift (FoveaCanvas *self);
void fovea_canvas_ask (FoveaCanvas *self, FvSceneAction action);
void fovea_canvas_set_hover (FoveaCanvas *self, const FvCursor *cursor);
void fovea_canvas_set_holds_shift (FoveaCanvas *self, gboolean holds);

/* fovea-canvas-kernels.c */
void fovea_canvas_move_kernel (FoveaCanvas *self, int rows, int cols);
void fovea_canvas_choose_weight (FoveaCanvas *self, FvSceneAction action);

G_END_DECLS
