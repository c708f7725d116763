/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-error.h"

/* clang-format off: a name, not a subtraction */
G_DEFINE_QUARK (fv-error-quark, fv_error)
