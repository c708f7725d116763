/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Ctrl+C and SIGTERM become a flag that long work looks at; the second one ends the program as usual. Returns the
 * flag, to be read with g_atomic_int_get(). */
const int *cli_stop_catch (void);

G_END_DECLS
