/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-scene.h"

G_BEGIN_DECLS

/* A network with parameters and one sample in it, ready to be drawn. */
typedef struct
{
  FvNetwork *network;
  FvParameters *parameters;
  FvTrace *trace;
  FvCurve *curve;
  FvDataset *dataset; /* NULL but for two inputs */
  FvSceneInput input;
} DrawFixture;

/* Nets of every build: convolutions and none, one picture map and three, few units and many, tables and pools. */
extern const char *const draw_nets[]; /* NULL-terminated */

#define DRAW_POINTS 16
/* The picture is a slanted stripe. curve has a point every ten batches up to 200. */
DrawFixture *draw_fixture_new (const char *net);
void draw_fixture_free (DrawFixture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (DrawFixture, draw_fixture_free)

/* RGB24, g_free(): the whole scene painted on a picture of width × height. */
guint32 *draw_pixels (const FvSceneType *type, const FvSceneInput *input, guint width, guint height);
/* Number of pixels that are not paper. */
guint draw_count_ink (const guint32 *pixels, gsize count, const FvStyle *style);

G_END_DECLS
