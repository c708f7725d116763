/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-strip.h"
#include "fovea-sample-row.h"

#include <glib/gi18n.h>

/* One picture is read again this often while training: calm to look at, and nothing for the processor. */
#define READ_MS 60
/* So long it may take: of small networks many are read at a time. */
#define READ_US 1000

/**
 * FoveaStrip:
 *
 * The test pictures to choose from; those the network gets wrong are marked.
 */
struct _FoveaStrip
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkLabel *title;
  GtkListView *list;
  GtkStack *stack;
  GtkSingleSelection *selection;
  FoveaSession *session;
  FvDataset *shown; /* the set the list was made for */
  GPtrArray *rows;  /* those that show something now; not owned */
  guint next_row;
  guint read_timer;
  gboolean choosing;
};

G_DEFINE_FINAL_TYPE (FoveaStrip, fovea_strip, GTK_TYPE_WIDGET)

static gboolean
on_read (gpointer data)
{
  FoveaStrip *self = data;
  gint64 until = g_get_monotonic_time () + READ_US;
  gboolean read = FALSE;

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    for (guint i = 0; i < self->rows->len && !(read && g_get_monotonic_time () > until); i++)
      {
        self->next_row = (self->next_row + 1) % self->rows->len;
        read |= fovea_sample_row_read (g_ptr_array_index (self->rows, self->next_row), self->session);
      }
  if (read)
    return G_SOURCE_CONTINUE;
  self->read_timer = 0; /* all are up to date, or nobody looks */
  return G_SOURCE_REMOVE;
}

static void
start_reading (FoveaStrip *self)
{
  if (self->read_timer == 0 && self->rows->len > 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->read_timer = g_timeout_add (READ_MS, on_read, self);
}

static void
on_setup (FoveaStrip *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, fovea_sample_row_new ());
}

static void
on_bind (FoveaStrip *self, GtkListItem *item)
{
  FoveaSampleRow *row = FOVEA_SAMPLE_ROW (gtk_list_item_get_child (item));

  fovea_sample_row_bind (row, self->session, gtk_list_item_get_position (item));
  g_ptr_array_add (self->rows, row);
  start_reading (self);
}

static void
on_unbind (FoveaStrip *self, GtkListItem *item)
{
  g_ptr_array_remove_fast (self->rows, gtk_list_item_get_child (item));
}

/* The list needs only to know how many there are: the rows ask the session for the rest. */
static GListModel *
new_model (guint count)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; i < count; i++)
    gtk_string_list_append (list, "");
  return G_LIST_MODEL (list);
}

static void
fill (FoveaStrip *self)
{
  FvDataset *set = fovea_session_get_test_set (self->session);
  g_autoptr (GListModel) model = NULL;

  if (set == self->shown)
    return;
  g_clear_pointer (&self->shown, fv_dataset_unref);
  self->shown = set != NULL ? fv_dataset_ref (set) : NULL;
  gtk_label_set_label (self->title, set != NULL && fv_shape_size (fv_dataset_shape (set)) == 2
                                        ? _ ("Test Points")
                                        : _ ("Test Pictures"));
  model = new_model (set != NULL ? fv_dataset_count (set) : 0);
  self->choosing = TRUE;
  gtk_single_selection_set_model (self->selection, model);
  gtk_single_selection_set_selected (self->selection, fovea_session_get_sample (self->session));
  self->choosing = FALSE;
  gtk_stack_set_visible_child_name (self->stack, set != NULL ? "list" : "empty");
}

static void
on_selected (FoveaStrip *self)
{
  guint selected = gtk_single_selection_get_selected (self->selection);

  if (!self->choosing && selected != GTK_INVALID_LIST_POSITION)
    fovea_session_choose_sample (self->session, selected);
}

/* A click on the chosen picture brings it back after a drawing. */
static void
on_activate (FoveaStrip *self, guint position)
{
  fovea_session_choose_sample (self->session, position);
}

static void
follow (FoveaStrip *self)
{
  guint sample = fovea_session_get_sample (self->session);

  if (sample == gtk_single_selection_get_selected (self->selection))
    return;
  self->choosing = TRUE;
  gtk_single_selection_set_selected (self->selection, sample);
  self->choosing = FALSE;
}

static void
on_changed (FoveaStrip *self, guint changes)
{
  if (changes & FOVEA_CHANGE_DATA)
    fill (self);
  if (changes & FOVEA_CHANGE_SAMPLE)
    follow (self);
  if (changes & FOVEA_CHANGE_SNAPSHOT)
    start_reading (self);
}

void
fovea_strip_set_session (FoveaStrip *self, FoveaSession *session)
{
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  fill (self);
}

static void
fovea_strip_dispose (GObject *object)
{
  FoveaStrip *self = FOVEA_STRIP (object);

  g_clear_handle_id (&self->read_timer, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_strip_parent_class)->dispose (object);
}

static void
fovea_strip_finalize (GObject *object)
{
  FoveaStrip *self = FOVEA_STRIP (object);

  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->shown, fv_dataset_unref);
  G_OBJECT_CLASS (fovea_strip_parent_class)->finalize (object);
}

static void
fovea_strip_class_init (FoveaStripClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_strip_dispose;
  G_OBJECT_CLASS (klass)->finalize = fovea_strip_finalize;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea/Fovea/ui/fovea-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, box);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, title);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, list);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, stack);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, selection);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "strip");
}

static void
fovea_strip_init (FoveaStrip *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (start_reading), NULL);
}
