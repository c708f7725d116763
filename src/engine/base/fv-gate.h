/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* The one file that knows locks and threads. Everything here is pthread and g_atomic macros, so ThreadSanitizer
 * sees it all. */

/* A mutex with a condition. Orders to a thread are changed with the gate locked; the thread sleeps at it. */
typedef struct _FvGate FvGate;

FvGate *fv_gate_new (void);
void fv_gate_free (FvGate *self);
void fv_gate_lock (FvGate *self);
void fv_gate_unlock (FvGate *self);
/* Sleeps until somebody opens the gate; call locked, returns locked. May wake without cause: look again. */
void fv_gate_wait (FvGate *self);
/* The same, at most until the monotonic time (g_get_monotonic_time(), µs). FALSE when the time has come. */
gboolean fv_gate_wait_until (FvGate *self, gint64 monotonic_us);
/* Wakes whoever waits; call locked. */
void fv_gate_open (FvGate *self);

/* A place for at most one thing, exchanged atomically: posting over an unread thing returns the old one for the
 * poster to free. */
typedef struct
{
  gpointer content; /* only through the functions below */
} FvMailbox;

gpointer fv_mailbox_exchange (FvMailbox *self, gpointer content);

typedef struct _FvThread FvThread;
typedef void (*FvThreadFunc) (gpointer data);

/* Runs func (data) at nice level + niceness (Linux: per thread). Never fails: aborts as g_thread_new does. */
FvThread *fv_thread_start (const char *name, int niceness, FvThreadFunc func, gpointer data);
/* Waits for its end and frees it. */
void fv_thread_join (FvThread *self);

G_END_DECLS
