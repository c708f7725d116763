/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

/* One target a file: LLVMFuzzerTestOneInput() as libFuzzer calls it. fuzz-replay.c calls it too, for each file of the
 * target's corpus, so that what was found once stays mended without a fuzzer. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* For readers that take a path: data[size] as a file, the same path each time, until the next call. Borrowed. */
const char *fuzz_file (const guint8 *data, gsize size);
/* A copy as a line of text, as people type it: UTF-8 is seen to before anything reads what a line says. g_free() */
char *fuzz_text (const guint8 *data, gsize size);
/* A refusal must say something in one line of UTF-8, and only a refusal has an error. Frees the error, which is NULL then. */
void fuzz_check (gboolean good, GError **error);
