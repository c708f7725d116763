/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

/* Files that are not what they say, made where a test wants them. */
typedef struct
{
  const char *what;  /* of the case, for people */
  const char *verb;  /* of fovea-cli, with PATH for the file or folder: "data PATH" */
  const char *path;  /* the hostile file, in the case's folder; its folders are made */
  const char *asked; /* what PATH is, if not the file: "." is the case's folder */
  /* Writes path; hex and n as the function takes them. */
  void (*write) (const char *path, const char *hex, gsize n);
  const char *hex;
  gsize n;
  const char *words; /* what the refusal must say beside the name */
} HostileFile;

const HostileFile *hostile_file_nth (guint nth); /* NULL past the end */
/* Makes a good pair of IDX files in folder, then the hostile file. */
void hostile_file_make (const HostileFile *self, const char *folder);
