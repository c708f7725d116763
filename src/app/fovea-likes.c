/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-likes.h"
#include "fovea-picture.h"
#include "fovea-progress.h"
#include "fv-number.h"
#include "fv-patches.h"

#include <glib/gi18n.h>
#include <string.h>

/* px; pictures looked through; how often progress is looked at. */
#define SIDE    84
#define COUNT   1000
#define POLL_MS 60

/**
 * FoveaLikes:
 *
 * What the unit at the cursor likes: the parts of test pictures that excite it most. Looked for each time it is opened,
 * on a thread; closing it stops that.
 */
struct _FoveaLikes
{
  GtkPopover parent_instance;
  GtkLabel *title;
  GtkProgressBar *bar;
  GtkGrid *grid;
  FoveaSession *session;
  FoveaProgress *progress; /* of the search under way; NULL: none */
  guint poll;
};

G_DEFINE_FINAL_TYPE (FoveaLikes, fovea_likes, GTK_TYPE_POPOVER)

typedef struct
{
  FvParameters *parameters;
  FvDataset *set;
  FoveaProgress *progress;
  guint layer;
  guint unit;
  guint n;
  FvPatch patches[FV_PATCHES_MAX];
} Search;

static void
search_free (Search *search)
{
  fv_parameters_unref (search->parameters);
  fv_dataset_unref (search->set);
  fovea_progress_unref (search->progress);
  g_free (search);
}

static void
run (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Search *search = data;

  search->n
      = fv_patches_find (search->parameters, search->set, MIN (COUNT, fv_dataset_count (search->set)),
                         search->layer, search->unit, search->patches, fovea_progress_tell, search->progress);
  g_task_return_boolean (task, search->n > 0);
}

static void
stop (FoveaLikes *self)
{
  g_clear_handle_id (&self->poll, g_source_remove);
  if (self->progress != NULL)
    fovea_progress_cancel (self->progress);
  g_clear_pointer (&self->progress, fovea_progress_unref);
}

static void
clear (FoveaLikes *self)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->grid))) != NULL)
    gtk_grid_remove (self->grid, child);
}

/* The part of the picture that the cell sees, as a picture of its own. */
static GtkWidget *
picture_of (const FvDataset *set, const FvPatch *patch)
{
  FvShape whole = fv_dataset_shape (set), shape = { whole.maps, patch->rows, patch->cols };
  const guint8 *pixels = fv_dataset_pixels (set, patch->sample);
  g_autofree guint8 *part = g_malloc (fv_shape_size (shape));
  GtkWidget *picture = fovea_picture_new (SIDE);
  guint8 *to = part;

  for (guint map = 0; map < shape.maps; map++)
    for (guint row = 0; row < shape.rows; row++, to += shape.cols)
      memcpy (to, pixels + ((gsize)map * whole.rows + patch->row + row) * whole.cols + patch->col,
              shape.cols);
  fovea_picture_set_pixels (FOVEA_PICTURE (picture), shape, part);
  return picture;
}

static void
show_patch (FoveaLikes *self, const FvDataset *set, const FvPatch *patch, int nth)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2), *label, *picture = picture_of (set, patch);
  g_autofree char *value = fv_number_fixed (patch->value, 2, FALSE);
  /* Translators: below a picture: how strongly it excites a unit. */
  g_autofree char *text = g_strdup_printf (_ ("n = %s"), value);
  g_autofree char *spoken = g_strdup_printf (_ ("Part of test picture %u from row %u, column %u; n = %s"),
                                             patch->sample, patch->row, patch->col, value);

  label = gtk_label_new (text);
  gtk_widget_add_css_class (label, "caption");
  gtk_widget_add_css_class (label, "numeric");
  fovea_picture_set_label (FOVEA_PICTURE (picture), spoken);
  gtk_widget_set_tooltip_text (box, spoken);
  gtk_box_append (GTK_BOX (box), picture);
  gtk_box_append (GTK_BOX (box), label);
  gtk_grid_attach (self->grid, box, nth % 3, nth / 3, 1, 1);
}

static void
on_found (GObject *source, GAsyncResult *result, gpointer data)
{
  FoveaLikes *self = FOVEA_LIKES (source);
  Search *search = g_task_get_task_data (G_TASK (result));

  if (search->progress != self->progress)
    return; /* stopped */
  stop (self);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), FALSE);
  for (guint i = 0; i < search->n; i++)
    show_patch (self, search->set, &search->patches[i], (int)i);
}

static gboolean
on_poll (gpointer data)
{
  FoveaLikes *self = data;

  gtk_progress_bar_set_fraction (self->bar, fovea_progress_get (self->progress));
  return G_SOURCE_CONTINUE;
}

static void
begin (FoveaLikes *self, guint layer, guint unit)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, on_found, NULL);
  Search *search = g_new0 (Search, 1);

  self->progress = fovea_progress_new ();
  search->parameters = fv_parameters_ref (fovea_session_get_parameters (self->session));
  search->set = fv_dataset_ref (fovea_session_get_test_set (self->session));
  search->progress = fovea_progress_ref (self->progress);
  search->layer = layer;
  search->unit = unit;
  gtk_progress_bar_set_fraction (self->bar, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), TRUE);
  self->poll = g_timeout_add (POLL_MS, on_poll, self);
  g_task_set_task_data (task, search, (GDestroyNotify)search_free);
  g_task_run_in_thread (task, run);
}

static void
on_show (FoveaLikes *self)
{
  FvCursor cursor = fovea_session_get_cursor (self->session);
  FvNetwork *network = fovea_session_get_network (self->session);
  guint layer = CLAMP (cursor.layer, 1, fv_network_depth (network));
  guint unit = layer == cursor.layer ? MIN (cursor.unit, fv_network_shape (network, layer).maps - 1) : 0;
  g_autofree char *name = fv_layer_short_name (fv_network_layer (network, layer));
  /* Translators: a layer as "C3", and the number of one of its units. */
  g_autofree char *title = g_strdup_printf (_ ("What excites %s, unit %u, most"), name, unit + 1);

  clear (self);
  stop (self);
  gtk_label_set_label (self->title, fovea_session_get_test_set (self->session) != NULL
                                        ? title
                                        : _ ("There are no test pictures yet."));
  gtk_widget_set_visible (GTK_WIDGET (self->bar), FALSE);
  if (fovea_session_get_test_set (self->session) != NULL)
    begin (self, layer, unit);
}

void
fovea_likes_set_session (FoveaLikes *self, FoveaSession *session)
{
  g_set_object (&self->session, session);
}

static void
fovea_likes_dispose (GObject *object)
{
  FoveaLikes *self = FOVEA_LIKES (object);

  stop (self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_likes_parent_class)->dispose (object);
}

static void
fovea_likes_class_init (FoveaLikesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fovea_likes_dispose;
}

static void
fovea_likes_init (FoveaLikes *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);

  self->title = GTK_LABEL (gtk_label_new (NULL));
  self->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  gtk_widget_set_size_request (box, 3 * SIDE + 24, 3 * (SIDE + 24));
  gtk_grid_set_column_spacing (self->grid, 12);
  gtk_grid_set_row_spacing (self->grid, 6);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->bar));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->grid));
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect (self, "show", G_CALLBACK (on_show), NULL);
  g_signal_connect (self, "closed", G_CALLBACK (stop), NULL);
}
