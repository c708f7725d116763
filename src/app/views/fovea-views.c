/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-views.h"
#include "fovea-data-view.h"
#include "fovea-detail-view.h"
#include "fovea-kernels-view.h"
#include "fovea-network-view.h"
#include "fovea-plane-view.h"
#include "fovea-train-view.h"

#include <glib/gi18n.h>

static const FoveaViewType types[] = {
  { "network", N_ ("Network"), "fovea-network-symbolic", TRUE, fovea_network_view_new, NULL },
  { "detail", N_ ("Detail"), "fovea-detail-symbolic", TRUE, fovea_detail_view_new, NULL },
  { "train", N_ ("Train"), "fovea-train-symbolic", FALSE, fovea_train_view_new, NULL },
  { "kernels", N_ ("Kernels"), "fovea-kernels-symbolic", TRUE, fovea_kernels_view_new, NULL },
  { "plane", N_ ("Plane"), "fovea-plane-symbolic", FALSE, fovea_plane_view_new, fovea_session_is_plane },
  { "data", N_ ("Data"), "fovea-data-symbolic", FALSE, fovea_data_view_new, NULL },
};

const FoveaViewType *
fovea_view_type_nth (guint nth)
{
  return nth < G_N_ELEMENTS (types) ? &types[nth] : NULL;
}

gboolean
fovea_view_type_applies (const FoveaViewType *type, FoveaSession *session)
{
  return type->applies == NULL || type->applies (session);
}

const FoveaViewType *
fovea_view_type_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    if (g_strcmp0 (types[i].name, name) == 0)
      return &types[i];
  return NULL;
}
