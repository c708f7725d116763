/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* The network that comes with the program (data/digits.safetensors), so that a drawn digit is read before anything was
 * trained. Main thread. */

/* What it reads in pixels [28][28], and with which share; *digit is 10 where it is no digit. FALSE, with a warning, if
 * the model that was built in cannot be read. */
gboolean fovea_digit_reader_read (const guint8 *pixels, guint *digit, double *share);

G_END_DECLS
