/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-activation.h"
#include "fv-legend.h"
#include "fv-scene.h"
#include "fv-text.h"

G_BEGIN_DECLS

/* A card as a list of things, each with its place: painted, pointed at and tested from the one list. A value with one
 * owner; px. Things are added from the back to the front. */

/* What pointing at a thing means. */
typedef enum
{
  FV_AIM_NONE,
  FV_AIM_CURSOR, /* goes to cursor */
  FV_AIM_TERMS,  /* cell nth of a grid: cursor with term terms[nth], if it has one */
  FV_AIM_CELLS,  /* cell (r, c) of a grid: cursor with row + r, col + c */
  FV_AIM_WINDOW, /* cell (r, c) of a map below: its term if it lies in the window, else the window is brought there */
  FV_AIM_FRAME, /* cell (r, c) of a map above: its term if the kernel lies over it, else the kernel is brought there */
  FV_AIM_MEETS,   /* cell (r, c) of a map below: the weight whose window begins there */
  FV_AIM_BLOCKS,  /* cell (r, c) of a map below: the block it lies in, window_rows × window_cols cells */
  FV_AIM_UNBLOCK, /* cell (r, c) of a map above: the same corner of the block that it stands for */
  FV_AIM_INPUTS,  /* cell nth of a grid: cursor with input + nth */
  FV_AIM_UNITS,   /* cell nth of a grid: cursor with unit + nth */
  FV_AIM_ACTION,
} FvAimKind;

#define FV_NO_TERM G_MAXUINT

typedef struct
{
  FvAimKind kind;
  FvCursor cursor;
  FvSceneAction action;
  guint *terms;      /* [cells], of TERMS; owned by the thing */
  guint window_rows; /* of WINDOW, whose terms begin at cursor.term in the kernel's order */
  guint window_cols;
  guint places_rows; /* of WINDOW: cells of the map above */
  guint places_cols;
} FvAim;

typedef enum
{
  FV_THING_TEXT,
  FV_THING_GRID,
  FV_THING_RING,
  FV_THING_RULE, /* filled box */
  FV_THING_LINE, /* through points */
  FV_THING_LEGEND,
  FV_THING_HATCH,
  FV_THING_SWITCH, /* text in a rounded box */
  FV_THING_DOT,
  FV_THING_HIDDEN, /* only to be pointed at */
} FvThingKind;

/* Cells with colours, and numbers where there is room. */
typedef struct
{
  guint rows, cols;
  double cell_width, cell_height; /* whole px */
  guint step;                     /* every step-th cell of rows × cols is shown */
  guint32 *cells;                 /* [rows][cols] as fv_palette_…() gives them */
  char **texts;                   /* [rows × cols] of strings or NULL; NULL: none */
  guint8 *hatched;                /* [rows][cols] of 0 or 1: filled in; NULL: none */
  gint8 *signs;                   /* [rows][cols] of −1, 0, 1, of large cells; NULL: none */
  gboolean separate;              /* neighbours mean nothing to each other: gaps between them */
} FvGrid;

typedef struct
{
  FvThingKind kind;
  FvRect box;
  gboolean loose; /* may lie over others: rings, links, guides */
  FvAim aim;
  FvColor color;
  double line;
  gboolean dashed, pressed;
  FvTextKind text_kind; /* text and switch */
  FvAlign align;
  double x, baseline;
  char *text;
  FvGrid grid;
  FvLegend legend;
  guint strip;
  guint n_points;
  double *points; /* [n_points][2] */
} FvThing;

typedef struct
{
  double width, height, scale;
  const FvStyle *style;   /* borrowed */
  GPtrArray *things;      /* of FvThing */
  gboolean hides_numbers; /* in cells */
} FvSheet;

void fv_sheet_init (FvSheet *self, const FvStyle *style, double width, double height);
void fv_sheet_clear (FvSheet *self);
void fv_sheet_paint (const FvSheet *self, cairo_t *cr, gboolean vectors);
/* The topmost thing at (x, y) that has an aim other than an action. */
gboolean fv_sheet_pick (const FvSheet *self, double x, double y, FvCursor *out);
gboolean fv_sheet_pick_action (const FvSheet *self, double x, double y, FvSceneAction *out);

/* Each adds a thing, which the sheet owns, and returns it. */
FvThing *fv_sheet_text (FvSheet *self, FvTextKind kind, FvAlign align, double x, double baseline,
                        FvColor color, const char *text);
FvThing *fv_sheet_textf (FvSheet *self, FvTextKind kind, FvAlign align, double x, double baseline,
                         FvColor color, const char *format, ...) G_GNUC_PRINTF (7, 8);
/* values [rows][cols] may be NULL: paper. Coloured at ±scale. */
FvThing *fv_sheet_grid (FvSheet *self, double x, double y, guint rows, guint cols, double cell_width,
                        double cell_height, FvPalette palette, const double *values, double scale);
/* The largest whole magnification that fits, every step-th cell where not even that does. */
FvThing *
fv_sheet_map (FvSheet *self, double x, double y, guint rows, guint cols, double max_width, double max_height,
              double max_zoom, FvPalette palette, const double *values, double scale);
/* The side of a cell that fv_sheet_map() would take; *step as above. */
double
fv_sheet_zoom (guint rows, guint cols, double max_width, double max_height, double max_zoom, guint *step);
/* Cells (row, col) … of a grid, in px; may reach beyond it. */
FvRect fv_thing_cells (const FvThing *grid, int row, int col, guint rows, guint cols);
void fv_thing_hatch (FvThing *grid, guint cell);
/* Takes the text. */
void fv_thing_take_text (FvThing *grid, guint cell, char *text);
FvThing *fv_sheet_ring (FvSheet *self, FvRect around, double line);
FvThing *fv_sheet_rule (FvSheet *self, FvColor color, double x, double y, double width, double height);
FvThing *fv_sheet_hatch (FvSheet *self, FvRect box);
/* points are copied. */
FvThing *fv_sheet_line (FvSheet *self, FvColor color, double line, gboolean dashed, const double *points,
                        guint n_points);
FvThing *fv_sheet_dot (FvSheet *self, FvColor color, double x, double y, double radius);
FvThing *fv_sheet_hidden (FvSheet *self, FvRect box, FvAim aim);
FvThing *fv_sheet_legend (FvSheet *self, FvPalette palette, const char *title, double low, double high,
                          double x, double baseline, guint strip);
double fv_sheet_switch_width (const FvSheet *self, const char *text);
FvThing *fv_sheet_switch (FvSheet *self, double x, double baseline, gboolean pressed, FvSceneAction action,
                          const char *text);

G_END_DECLS
