/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-error.h"

/* The first argument is a name, not a subtraction. */
/* clang-format off */
G_DEFINE_QUARK (fv-error-quark, fv_error)
