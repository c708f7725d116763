/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* Threads that help their owner with numbered tasks. Which thread takes which task is chance; a task may depend on its
 * number alone. */
typedef struct _FvTeam FvTeam;
typedef void (*FvTeamTask) (gpointer data, guint task, guint worker);

/* n workers, the owner being worker 0. begin (may be NULL) is called once in each thread but the owner's. */
FvTeam *fv_team_new (guint n, void (*begin) (gpointer data), gpointer data);
void fv_team_free (FvTeam *self);
/* Calls task (data, 0 … n_tasks − 1, worker) and returns when all have returned. The owner's thread. */
void fv_team_run (FvTeam *self, FvTeamTask task, gpointer data, guint n_tasks);

G_END_DECLS
