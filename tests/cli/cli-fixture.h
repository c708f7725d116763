/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

/* Runs fovea-cli in a folder of its own, where “data” is a data set of 300 digits and “model” a network trained on
 * others. A line is split at blanks; a + in a word stands for a blank of its own, and the word NET for: */
#define NET "28x28x1 conv 5x5x2 tanh; max 4x4; rasterize; dense 12 tanh; softmax 10"

typedef struct
{
  int exit;
  char *out;
  char *err;
} Result;

void result_clear (Result *result);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Result, result_clear)

GStrv words_of (const char *line);
Result run (const char *line);
/* LC_ALL is language. */
Result run_in (const char *line, const char *language);
/* Must go well. */
Result run_well (const char *line);
/* Ends with exit, says words on stderr and nothing on stdout. */
void assert_fails (int exit, const char *line, const char *words);
/* What stands behind “key: ” on its line; g_free(). Fails where there is none. */
char *value_of (const Result *result, const char *key);
double number_of (const Result *result, const char *key);
/* g_free() */
char *in_folder (const char *name);
/* Makes a file in the folder, and the folders it lies in. */
void put_file (const char *name, const guint8 *bytes, gsize length);
/* n pictures in the format of CIFAR-10, each of one colour of its class. */
void put_cifar (const char *name, guint n);
/* In place of g_test_run(): makes the folder, runs, removes it. */
int run_tests (void);
