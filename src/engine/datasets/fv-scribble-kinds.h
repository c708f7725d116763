/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-scribbler.h"

G_BEGIN_DECLS

/* A kind of scribble and how often it comes. */
typedef struct
{
  void (*draw) (FvScribbler *self);
  double share;
} FvScribbleKind;

/* Both end with a kind that draws NULL: lines that go anywhere, and figures that somebody meant. */
extern const FvScribbleKind fv_scribble_lines[];
extern const FvScribbleKind fv_scribble_figures[];

G_END_DECLS
