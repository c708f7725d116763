/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-likes.h"
#include "fovea-grown.h"
#include "fovea-matters.h"
#include "fovea-picture.h"
#include "fovea-work.h"
#include "fv-number.h"
#include "fv-patches.h"

#include <glib/gi18n.h>
#include <string.h>

/* px; pictures looked through. */
#define SIDE  84
#define COUNT 1000

/**
 * FoveaLikes:
 *
 * What the unit at the cursor likes: the parts of test pictures that excite it most, an input grown to please it, and which
 * part of the picture in the network it hangs on. Worked out each time it is opened, on a thread; closing it stops that.
 */
struct _FoveaLikes
{
  GtkPopover parent_instance;
  GtkLabel *title;
  GtkProgressBar *bar;
  GtkGrid *grid;
  FoveaSession *session;
  GtkStack *stack;
  FoveaGrown *grown;
  FoveaMatters *matters;
  FvCell cell;    /* in the middle of the unit's map */
  FvCell excited; /* of the unit, by the picture in the network */
  FoveaWork *work;
};

G_DEFINE_FINAL_TYPE (FoveaLikes, fovea_likes, GTK_TYPE_POPOVER)

typedef struct
{
  FvParameters *parameters;
  FvDataset *set;
  guint layer;
  guint unit;
  guint n;
  FvPatch patches[FV_PATCHES_MAX];
} Search;

static void
search_free (gpointer data)
{
  Search *search = data;

  fv_parameters_unref (search->parameters);
  fv_dataset_unref (search->set);
  g_free (search);
}

static gboolean
run (gpointer data, FoveaProgress *progress)
{
  Search *search = data;

  search->n = fv_patches_find (search->parameters, search->set, MIN (COUNT, fv_dataset_count (search->set)),
                               search->layer, search->unit, search->patches, fovea_progress_tell, progress);
  return search->n > 0;
}

static void
stop (FoveaLikes *self)
{
  fovea_work_stop (&self->work);
  fovea_grown_close (self->grown);
  fovea_matters_close (self->matters);
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
on_found (GtkWidget *owner, gpointer data, gboolean fine)
{
  const Search *search = data;

  for (guint i = 0; i < search->n; i++)
    show_patch (FOVEA_LIKES (owner), search->set, &search->patches[i], (int)i);
}

static void
begin (FoveaLikes *self)
{
  Search *search = g_new0 (Search, 1);

  clear (self);
  search->parameters = fv_parameters_ref (fovea_session_get_parameters (self->session));
  search->set = fv_dataset_ref (fovea_session_get_test_set (self->session));
  search->layer = self->cell.layer;
  search->unit = self->cell.unit;
  fovea_work_start (&self->work, GTK_WIDGET (self), self->bar, run, search, search_free, on_found);
}

/* Each page works only while it is seen. */
static void
open_page (FoveaLikes *self)
{
  const char *page = gtk_stack_get_visible_child_name (self->stack);
  FvParameters *parameters = fovea_session_get_parameters (self->session);
  FvTrace *trace = fovea_session_get_trace (self->session);
  const guint8 *pixels = trace != NULL ? fv_trace_pixels (trace) : NULL;

  stop (self);
  if (g_strcmp0 (page, "grown") == 0)
    fovea_grown_open (self->grown, parameters, self->cell, pixels);
  else if (g_strcmp0 (page, "matters") == 0)
    fovea_matters_open (self->matters, parameters, self->excited, pixels);
  else if (fovea_session_get_test_set (self->session) != NULL)
    begin (self);
}

/* Of the picture in the network, the cell of the unit that it excites most. */
static FvCell
find_excited (FoveaLikes *self)
{
  FvTrace *trace = fovea_session_get_trace (self->session);
  FvNetwork *network = fovea_session_get_network (self->session);
  FvShape shape = fv_network_shape (network, self->cell.layer);
  FvCell best = self->cell, at = self->cell;
  const double *n;

  if (trace == NULL)
    return best;
  n = fv_trace_n (trace, at.layer);
  best.row = best.col = 0;
  for (at.row = 0; at.row < shape.rows; at.row++)
    for (at.col = 0; at.col < shape.cols; at.col++)
      if (n[fv_cell_index (at, network)] > n[fv_cell_index (best, network)])
        best = at;
  return best;
}

static void
name (FoveaLikes *self)
{
  FvNetwork *network = fovea_session_get_network (self->session);
  g_autofree char *layer = fv_layer_short_name (fv_network_layer (network, self->cell.layer));
  /* Translators: a layer as "C3", and the number of one of its units. */
  g_autofree char *unit = g_strdup_printf (_ ("What excites %s, unit %u, most"), layer, self->cell.unit + 1);
  g_autofree char *class = NULL;

  if (self->cell.layer == fv_network_depth (network)
      && fovea_session_class_name (self->session, self->cell.unit) != NULL)
    /* Translators: %s is the name of a class, as "3" */
    class = g_strdup_printf (_ ("What excites class %s most"),
                             fovea_session_class_name (self->session, self->cell.unit));
  gtk_label_set_label (self->title, fovea_session_get_test_set (self->session) == NULL
                                        ? _ ("There are no test pictures yet.")
                                    : class != NULL ? class
                                                    : unit);
}

static void
on_show (FoveaLikes *self)
{
  FvCursor cursor = fovea_session_get_cursor (self->session);
  FvNetwork *network = fovea_session_get_network (self->session);
  guint layer = CLAMP (cursor.layer, 1, fv_network_depth (network));
  guint unit = layer == cursor.layer ? MIN (cursor.unit, fv_network_shape (network, layer).maps - 1) : 0;

  self->cell = fv_cell_middle (network, layer, unit);
  self->excited = find_excited (self);
  clear (self);
  name (self);
  open_page (self);
}

static void
on_page (FoveaLikes *self)
{
  if (self->session != NULL && gtk_widget_get_visible (GTK_WIDGET (self)))
    open_page (self);
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

  fovea_work_stop (&self->work);
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
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8), *switcher = gtk_stack_switcher_new ();

  self->stack = GTK_STACK (gtk_stack_new ());
  gtk_stack_set_vhomogeneous (self->stack, FALSE);
  self->grown = g_object_new (FOVEA_TYPE_GROWN, NULL);
  self->matters = g_object_new (FOVEA_TYPE_MATTERS, NULL);
  self->title = GTK_LABEL (gtk_label_new (NULL));
  self->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "heading");
  gtk_widget_set_size_request (page, 3 * SIDE + 24, 3 * (SIDE + 24));
  gtk_grid_set_column_spacing (self->grid, 12);
  gtk_grid_set_row_spacing (self->grid, 6);
  gtk_widget_set_halign (GTK_WIDGET (self->grid), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), FALSE);
  gtk_box_append (GTK_BOX (page), GTK_WIDGET (self->bar));
  gtk_box_append (GTK_BOX (page), GTK_WIDGET (self->grid));
  gtk_stack_add_titled (self->stack, page, "patches", _ ("Test Pictures"));
  gtk_stack_add_titled (self->stack, GTK_WIDGET (self->grown), "grown", _ ("Grown"));
  gtk_stack_add_titled (self->stack, GTK_WIDGET (self->matters), "matters", _ ("What Matters"));
  gtk_stack_switcher_set_stack (GTK_STACK_SWITCHER (switcher), self->stack);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (box), switcher);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->stack));
  g_signal_connect_swapped (self->stack, "notify::visible-child", G_CALLBACK (on_page), self);
  gtk_popover_set_child (GTK_POPOVER (self), box);
  g_signal_connect (self, "show", G_CALLBACK (on_show), NULL);
  g_signal_connect (self, "closed", G_CALLBACK (stop), NULL);
}
