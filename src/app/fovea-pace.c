/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-pace.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>

static const struct
{
  double batches_per_s; /* 0: no limit */
  const char *title;
} paces[] = {
  { 1, N_ ("1 batch a second") },
  { 10, N_ ("10 batches a second") },
  { 100, N_ ("100 batches a second") },
  { 0, N_ ("Full speed") },
};

GListModel *
fovea_pace_list (void)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (paces); i++)
    gtk_string_list_append (list, _ (paces[i].title));
  return G_LIST_MODEL (list);
}

/* The nearest one offered that is not faster. */
guint
fovea_pace_to_index (double batches_per_s)
{
  guint index = 0;

  if (batches_per_s <= 0)
    return G_N_ELEMENTS (paces) - 1;
  for (guint i = 0; i + 1 < G_N_ELEMENTS (paces); i++)
    if (batches_per_s >= paces[i].batches_per_s)
      index = i;
  return index;
}

double
fovea_pace_from_index (guint index)
{
  return paces[MIN (index, G_N_ELEMENTS (paces) - 1)].batches_per_s;
}
