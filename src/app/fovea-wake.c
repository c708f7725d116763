/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-wake.h"

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  g_source_set_ready_time (source, -1);
  return callback != NULL ? callback (data) : G_SOURCE_CONTINUE;
}

static GSourceFuncs funcs = { .dispatch = dispatch };

GSource *
fovea_wake_new (const char *name)
{
  GSource *source = g_source_new (&funcs, sizeof (GSource));

  g_source_set_static_name (source, name);
  g_source_attach (source, NULL);
  return source;
}

void
fovea_wake_up (gpointer source)
{
  g_source_set_ready_time (source, 0);
}
