/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <gtk/gtk.h>

#include "fovea-session.h"

G_BEGIN_DECLS

/* A view of a session. One row each; the switcher, Alt+1 … and the tests walk the table. */
typedef struct
{
  const char *name;  /* stable: settings remember it */
  const char *title; /* N_() */
  const char *icon;
  gboolean directed; /* Forward and Backward mean something here */
  GtkWidget *(*create) (FoveaSession *session);
} FoveaViewType;

const FoveaViewType *fovea_view_type_nth (guint nth); /* NULL past the end */
const FoveaViewType *fovea_view_type_from_name (const char *name);

G_END_DECLS
