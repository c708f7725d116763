/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-style.h"

/* One row a colour, one column a style: light, dark. */
static FvColor
color (guint32 rgb)
{
  return (FvColor){ ((rgb >> 16) & 0xff) / 255.0, ((rgb >> 8) & 0xff) / 255.0, (rgb & 0xff) / 255.0 };
}

static FvStyle
style (gboolean dark)
{
#define PICK(light, night) color (dark ? (night) : (light))
  return (FvStyle){
    .dark = dark,
    .text_scale = 1,
    .scene = PICK (0xffffff, 0x242424),
    .text = PICK (0x2e2e2e, 0xf2f2f2),
    .secondary = PICK (0x6a6a6a, 0xa8a8a8),
    .hairline = PICK (0xd9d9d9, 0x404040),
    .frame = PICK (0xb8b8b8, 0x5c5c5c),
    .ring = PICK (0x1a1a1a, 0xffffff),
    .accent = PICK (0x1c71d8, 0x78aeed),
    .selected = PICK (0xe2ecf8, 0x2d3e52),
    .wrong = PICK (0xc01c28, 0xff938c),
    .check = PICK (0x1b7f3b, 0x8ff0a4),
    .curve = PICK (0x3d3846, 0xe0dde4),
    .kept = PICK (0x8a8494, 0x87828c),
    .bar = PICK (0x3d3d3d, 0xd0d0d0),
  };
#undef PICK
}

FvStyle
fv_style_light (void)
{
  return style (FALSE);
}

FvStyle
fv_style_dark (void)
{
  return style (TRUE);
}
