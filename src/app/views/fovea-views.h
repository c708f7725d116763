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
  gboolean (*applies) (
      FoveaSession *session); /* NULL: always; else the view comes and goes with the network */
} FoveaViewType;

const FoveaViewType *fovea_view_type_nth (guint nth); /* NULL past the end */
const FoveaViewType *fovea_view_type_from_name (const char *name);
gboolean fovea_view_type_applies (const FoveaViewType *type, FoveaSession *session);

G_END_DECLS
