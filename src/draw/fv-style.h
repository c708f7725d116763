/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  double red, green, blue; /* 0…1 */
} FvColor;

/* The colours of everything that is not data, and the size of type. A value. */
typedef struct
{
  gboolean dark;
  double text_scale; /* 1: titles 15 px, captions 12 px */
  FvColor scene;     /* the paper: also the colour of zero */
  FvColor text;
  FvColor secondary; /* explanations, at least 5.2:1 on the paper */
  FvColor hairline;
  FvColor frame;    /* of maps, and links */
  FvColor ring;     /* the cursor */
  FvColor accent;   /* caret, guides; never in data */
  FvColor selected; /* background of the chosen block */
  FvColor wrong;
  FvColor check; /* right, proved */
  FvColor curve;
  FvColor kept; /* curves of other runs, at least 3:1 on the paper */
  FvColor bar;  /* neutral bars */
} FvStyle;

FvStyle fv_style_light (void);
FvStyle fv_style_dark (void);

G_END_DECLS
