/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Letters of the installed fonts that are no digit's twin, brought to 20 px and to the middle as a drawing is. */
typedef void (*LetterFunc) (const char *font, gunichar letter, const guint8 *pixels, gpointer data);

/* Calls func for each letter of each face that has Latin letters; pixels [28][28]. */
void bench_letters (LetterFunc func, gpointer data);

G_END_DECLS
