/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-detail.h"

G_BEGIN_DECLS

/* The terms of a sum as a table: where they live, their two factors, their product; the largest first, that of the
 * cursor if it is not one of them, and the others in one line. */
typedef struct
{
  FvRect area;
  FvUnit unit;
  const FvShown *shown;
  FvPalette left, right, product; /* of the chips before the numbers */
  double left_scale, right_scale, product_scale;
  const char *left_head, *right_head, *product_head; /* NULL: none */
  gboolean is_plain;                                 /* nothing to multiply with: products alone */
} FvTermTable;

/* Returns y under its last line. */
double fv_term_table_write (FvDetail *detail, const FvTermTable *self);

G_END_DECLS
