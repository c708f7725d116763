/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "draw-fixture.h"

G_BEGIN_DECLS

/* What every scene in the table shows, with something in it. */
typedef struct
{
  DrawFixture *draw;
  FvSummary *summary;
  FvDataset *set;
  FvDataLook data;
  FvHandLook hand;
  FvExperimentReport *report;
  FvSceneInput input;
} FigureFixture;

FigureFixture *figure_fixture_new (const char *net);
void figure_fixture_free (FigureFixture *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FigureFixture, figure_fixture_free)

G_END_DECLS
