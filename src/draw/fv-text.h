/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <cairo.h>

#include "fv-style.h"

G_BEGIN_DECLS

/* The two sizes of type: titles 15 px, captions 12 px, times the style's text scale. Laid out texts are kept per
 * thread, for the same words come back every frame. */
typedef enum
{
  FV_TEXT_CAPTION,
  FV_TEXT_CAPTION_BOLD,
  FV_TEXT_TITLE,
  FV_TEXT_TITLE_BOLD,
} FvTextKind;

typedef enum
{
  FV_ALIGN_LEFT,
  FV_ALIGN_CENTER,
  FV_ALIGN_RIGHT,
} FvAlign;

/* In any text: the character after it stands lowered, as an index. Lowered digits come without it. */
#define FV_TEXT_LOWERED "\x1f"

/* Whole pixels, rounded up. */
double fv_text_width (FvTextKind kind, double text_scale, const char *text);
/* From the line's top to its baseline, and from there to its bottom: room for every script of the desktop's fonts. */
double fv_text_ascent (FvTextKind kind, double text_scale);
double fv_text_descent (FvTextKind kind, double text_scale);
/* One line, standing on baseline, which is rounded to whole pixels. Returns its width. */
double fv_text_draw (cairo_t *cr, FvTextKind kind, double text_scale, FvAlign align, double x,
                     double baseline, FvColor color, const char *text);
/* A paragraph of captions or titles, wrapped at width; returns its height. Draws nothing if cr is NULL. */
double fv_text_paragraph (cairo_t *cr, FvTextKind kind, double text_scale, double x, double top, double width,
                          FvColor color, const char *text);

G_END_DECLS
