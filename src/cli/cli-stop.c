/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-stop.h"

#include <signal.h>

static int stopped;

static void
stop (int number)
{
  g_atomic_int_set (&stopped, 1);
}

const int *
cli_stop_catch (void)
{
  struct sigaction action = { .sa_handler = stop, .sa_flags = (int)SA_RESETHAND };

  sigaction (SIGINT, &action, NULL);
  sigaction (SIGTERM, &action, NULL);
  return &stopped;
}
