/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-gate.h"

#include <errno.h>
#include <pthread.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

struct _FvGate
{
  pthread_mutex_t mutex;
  pthread_cond_t opened;
};

FvGate *
fv_gate_new (void)
{
  FvGate *self = g_new0 (FvGate, 1);
  pthread_condattr_t attributes;

  pthread_mutex_init (&self->mutex, NULL);
  pthread_condattr_init (&attributes);
  pthread_condattr_setclock (&attributes, CLOCK_MONOTONIC); /* the clock of g_get_monotonic_time() */
  pthread_cond_init (&self->opened, &attributes);
  pthread_condattr_destroy (&attributes);
  return self;
}

void
fv_gate_free (FvGate *self)
{
  if (self == NULL)
    return;
  pthread_cond_destroy (&self->opened);
  pthread_mutex_destroy (&self->mutex);
  g_free (self);
}

void
fv_gate_lock (FvGate *self)
{
  pthread_mutex_lock (&self->mutex);
}

void
fv_gate_unlock (FvGate *self)
{
  pthread_mutex_unlock (&self->mutex);
}

void
fv_gate_wait (FvGate *self)
{
  pthread_cond_wait (&self->opened, &self->mutex);
}

gboolean
fv_gate_wait_until (FvGate *self, gint64 monotonic_us)
{
  struct timespec until;

  monotonic_us = MAX (monotonic_us, 0);
  until.tv_sec = monotonic_us / G_USEC_PER_SEC;
  until.tv_nsec = monotonic_us % G_USEC_PER_SEC * 1000;
  return pthread_cond_timedwait (&self->opened, &self->mutex, &until) != ETIMEDOUT;
}

void
fv_gate_open (FvGate *self)
{
  pthread_cond_broadcast (&self->opened);
}

gpointer
fv_mailbox_exchange (FvMailbox *self, gpointer content)
{
  return g_atomic_pointer_exchange (&self->content, content);
}

struct _FvThread
{
  pthread_t thread;
  char name[16]; /* what the kernel has room for */
  int niceness;
  FvThreadFunc func;
  gpointer data;
};

static void *
thread_main (void *data)
{
  FvThread *self = data;

  pthread_setname_np (pthread_self (), self->name);
  /* On Linux a thread has a nice level of its own; being refused it costs politeness, not correctness. */
  if (self->niceness != 0)
    setpriority (PRIO_PROCESS, gettid (), getpriority (PRIO_PROCESS, gettid ()) + self->niceness);
  self->func (self->data);
  return NULL;
}

FvThread *
fv_thread_start (const char *name, int niceness, FvThreadFunc func, gpointer data)
{
  FvThread *self = g_new0 (FvThread, 1);
  int failure;

  g_strlcpy (self->name, name, sizeof self->name);
  self->niceness = niceness;
  self->func = func;
  self->data = data;
  failure = pthread_create (&self->thread, NULL, thread_main, self);
  if (failure != 0)
    g_error ("Could not start the thread “%s”: %s", name, g_strerror (failure));
  return self;
}

void
fv_thread_join (FvThread *self)
{
  pthread_join (self->thread, NULL);
  g_free (self);
}
