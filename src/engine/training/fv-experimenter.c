/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-experiment.h"

#include "fv-gate.h"

#define NICENESS 10

struct _FvExperimenter
{
  FvExperiment *experiment;
  FvThread *thread;
  int stop; /* atomic */
  FvMailbox mailbox;
  void (*notify) (gpointer data);
  gpointer data;
};

static void
post (FvExperimentReport *report, gpointer data)
{
  FvExperimenter *self = data;
  FvExperimentReport *unread = fv_mailbox_exchange (&self->mailbox, report);

  if (unread != NULL)
    fv_experiment_report_unref (unread);
  else if (self->notify != NULL)
    self->notify (self->data);
}

static void
work (gpointer data)
{
  FvExperimenter *self = data;

  post (fv_experiment_run (self->experiment, &self->stop, post, self), self);
}

FvExperimenter *
fv_experimenter_new (FvExperiment *experiment, void (*notify) (gpointer data), gpointer data)
{
  FvExperimenter *self = g_new0 (FvExperimenter, 1);

  self->experiment = experiment;
  self->notify = notify;
  self->data = data;
  self->thread = fv_thread_start ("experiment", NICENESS, work, self);
  return self;
}

void
fv_experimenter_stop (FvExperimenter *self)
{
  g_atomic_int_set (&self->stop, 1);
}

void
fv_experimenter_free (FvExperimenter *self)
{
  FvExperimentReport *unread;

  if (self == NULL)
    return;
  fv_experimenter_stop (self);
  fv_thread_join (self->thread);
  unread = fv_mailbox_exchange (&self->mailbox, NULL);
  if (unread != NULL)
    fv_experiment_report_unref (unread);
  fv_experiment_free (self->experiment);
  g_free (self);
}

FvExperimentReport *
fv_experimenter_take (FvExperimenter *self)
{
  return fv_mailbox_exchange (&self->mailbox, NULL);
}
