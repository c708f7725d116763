/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-error.h"

G_DEFINE_QUARK (fv-error-quark, fv_error)
