/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-gate.h"

#include <sys/resource.h>
#include <unistd.h>

typedef struct
{
  FvGate *gate;
  guint turn; /* whose turn it is; only with the gate locked */
  guint count;
} Table;

/* The other of two players who may only move in turn. */
static void
play (gpointer data)
{
  Table *table = data;

  fv_gate_lock (table->gate);
  for (guint i = 0; i < 1000; i++)
    {
      while (table->turn != 1)
        fv_gate_wait (table->gate);
      table->count++;
      table->turn = 0;
      fv_gate_open (table->gate);
    }
  fv_gate_unlock (table->gate);
}

static void
test_turns (void)
{
  Table table = { fv_gate_new (), 0, 0 };
  FvThread *thread = fv_thread_start ("player", 0, play, &table);

  fv_gate_lock (table.gate);
  for (guint i = 0; i < 1000; i++)
    {
      while (table.turn != 0)
        fv_gate_wait (table.gate);
      g_assert_cmpuint (table.count, ==, i);
      table.turn = 1;
      fv_gate_open (table.gate);
    }
  fv_gate_unlock (table.gate);
  fv_thread_join (thread);
  g_assert_cmpuint (table.count, ==, 1000);
  fv_gate_free (table.gate);
}

static void
test_wait_until (void)
{
  FvGate *gate = fv_gate_new ();
  gint64 until = g_get_monotonic_time () + 30000;

  fv_gate_lock (gate);
  while (fv_gate_wait_until (gate, until))
    ;
  g_assert_cmpint (g_get_monotonic_time (), >=, until);
  g_assert_false (fv_gate_wait_until (gate, 0)); /* long past: at once */
  g_assert_false (fv_gate_wait_until (gate, -5));
  fv_gate_unlock (gate);
  fv_gate_free (gate);
}

static void
open_later (gpointer data)
{
  Table *table = data;

  g_usleep (10000);
  fv_gate_lock (table->gate);
  table->turn = 1;
  fv_gate_open (table->gate);
  fv_gate_unlock (table->gate);
}

static void
test_woken_before_time (void)
{
  Table table = { fv_gate_new (), 0, 0 };
  gint64 until = g_get_monotonic_time () + 60 * G_USEC_PER_SEC;
  FvThread *thread = fv_thread_start ("opener", 0, open_later, &table);

  fv_gate_lock (table.gate);
  while (table.turn == 0)
    g_assert_true (fv_gate_wait_until (table.gate, until));
  fv_gate_unlock (table.gate);
  fv_thread_join (thread);
  fv_gate_free (table.gate);
}

#define N_POSTS 20000

typedef struct
{
  FvMailbox box;
  guint freed; /* by the poster; read after the join */
} Post;

static void
post (gpointer data)
{
  Post *self = data;

  for (guint i = 1; i <= N_POSTS; i++)
    {
      guint *letter = g_new (guint, 1);
      guint *unread;

      *letter = i;
      unread = fv_mailbox_exchange (&self->box, letter);
      if (unread != NULL)
        self->freed++;
      g_free (unread);
    }
}

/* Every letter is read or taken back, none twice, and they arrive in order. */
static void
test_mailbox (void)
{
  Post self = { { NULL }, 0 };
  FvThread *thread = fv_thread_start ("poster", 0, post, &self);
  guint last = 0, read = 0;

  while (last < N_POSTS)
    {
      guint *letter = fv_mailbox_exchange (&self.box, NULL);

      if (letter == NULL)
        continue;
      g_assert_cmpuint (*letter, >, last);
      last = *letter;
      read++;
      g_free (letter);
    }
  fv_thread_join (thread);
  g_assert_null (fv_mailbox_exchange (&self.box, NULL));
  g_assert_cmpuint (read + self.freed, ==, N_POSTS);
}

static void
note_niceness (gpointer data)
{
  *(int *)data = getpriority (PRIO_PROCESS, (id_t)gettid ());
}

static void
test_niceness (void)
{
  int before = getpriority (PRIO_PROCESS, 0);
  int inside = -100;

  fv_thread_join (fv_thread_start ("a name longer than the kernel keeps", 3, note_niceness, &inside));
  g_assert_cmpint (inside, ==, MIN (before + 3, 19));
  g_assert_cmpint (getpriority (PRIO_PROCESS, 0), ==, before); /* the others keep theirs */
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gate/turns", test_turns);
  g_test_add_func ("/gate/wait-until", test_wait_until);
  g_test_add_func ("/gate/woken-before-time", test_woken_before_time);
  g_test_add_func ("/gate/mailbox", test_mailbox);
  g_test_add_func ("/gate/niceness", test_niceness);
  return g_test_run ();
}
