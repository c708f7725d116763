/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-trial-table.h"
#include "fovea-trial-columns.h"

#include <glib/gi18n.h>

#define MOST_ROWS   40
#define MOST_HEIGHT 480 /* px */

/**
 * FoveaTrialTable:
 *
 * The runs of an experiment, a row each. A click on a column's head sorts; rows stay where they are chosen while their
 * numbers grow.
 */
struct _FoveaTrialTable
{
  GtkWidget parent_instance;
  GtkWidget *scroller;
  GtkColumnView *view;
  GListStore *items; /* FoveaTrialItem, in the order of running */
  GtkSingleSelection *selection;
  guint differ;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (FoveaTrialTable, fovea_trial_table, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_ACTIVATED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

/* --- Cells --- */

static FoveaTrialColumn *
column_copy (FoveaTrialColumn column)
{
  return g_memdup2 (&column, sizeof column);
}

static void
on_item_changed (GtkListItem *cell)
{
  const FoveaTrialColumn *column = g_object_get_data (G_OBJECT (cell), "column");
  g_autofree char *text = fovea_trial_column_text (*column, gtk_list_item_get_item (cell));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (cell)), text);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *cell, const FoveaTrialColumn *column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), fovea_trial_column_is_words (*column) ? 0 : 1);
  gtk_widget_add_css_class (label, "numeric");
  gtk_list_item_set_child (cell, label);
  g_object_set_data (G_OBJECT (cell), "column", (gpointer)column);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *cell, const FoveaTrialColumn *column)
{
  g_signal_connect_swapped (gtk_list_item_get_item (cell), "changed", G_CALLBACK (on_item_changed), cell);
  on_item_changed (cell);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *cell, const FoveaTrialColumn *column)
{
  g_signal_handlers_disconnect_by_func (gtk_list_item_get_item (cell), on_item_changed, cell);
}

/* --- Columns --- */

static int
compare (gconstpointer one, gconstpointer other, gpointer data)
{
  const FoveaTrialColumn *column = data;

  return fovea_trial_column_compare (*column, (gpointer)one, (gpointer)other);
}

static GtkColumnViewColumn *
column_new (FoveaTrialColumn column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  FoveaTrialColumn *kept = column_copy (column);
  GtkColumnViewColumn *made = gtk_column_view_column_new (fovea_trial_column_title (column), factory);
  g_autoptr (GtkSorter) sorter = GTK_SORTER (gtk_custom_sorter_new (compare, column_copy (column), g_free));

  g_object_set_data_full (G_OBJECT (factory), "column", kept, g_free);
  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), kept);
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), kept);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), kept);
  gtk_column_view_column_set_sorter (made, sorter);
  gtk_column_view_column_set_expand (made, TRUE);
  gtk_column_view_column_set_resizable (made, TRUE);
  return made;
}

static GtkColumnViewColumn *
nth_column (FoveaTrialTable *self, guint nth)
{
  GListModel *columns = gtk_column_view_get_columns (self->view);
  GtkColumnViewColumn *column = g_list_model_get_item (columns, nth);

  if (column != NULL)
    g_object_unref (column); /* the view keeps it */
  return column;
}

/**
 * fovea_trial_table_sort_by:
 * @column: the best first
 */
void
fovea_trial_table_sort_by (FoveaTrialTable *self, guint column)
{
  FoveaTrialColumn wanted = fovea_trial_nth_column (self->differ, column);

  gtk_column_view_sort_by_column (self->view, nth_column (self, column),
                                  fovea_trial_column_falls (wanted) ? GTK_SORT_DESCENDING
                                                                    : GTK_SORT_ASCENDING);
}

static GtkWidget *
find_label (GtkWidget *root)
{
  GtkWidget *found = GTK_IS_LABEL (root) ? root : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child);
  return found;
}

/* Titles of numbers stand above them: the view has its titles in a row, in front of all others. */
static void
align_titles (FoveaTrialTable *self)
{
  GtkWidget *row = gtk_widget_get_first_child (GTK_WIDGET (self->view));
  GtkWidget *title = row != NULL ? gtk_widget_get_first_child (row) : NULL;

  for (guint i = 0; title != NULL && i < fovea_trial_n_columns (self->differ);
       i++, title = gtk_widget_get_next_sibling (title))
    {
      GtkWidget *label = find_label (title);

      if (label == NULL || fovea_trial_column_is_words (fovea_trial_nth_column (self->differ, i)))
        continue;
      gtk_widget_set_hexpand (label, TRUE);
      gtk_label_set_xalign (GTK_LABEL (label), 1);
    }
}

static void
set_columns (FoveaTrialTable *self, guint differ)
{
  GtkColumnViewColumn *column;

  self->differ = differ;
  while ((column = nth_column (self, 0)) != NULL)
    gtk_column_view_remove_column (self->view, column);
  for (guint i = 0; i < fovea_trial_n_columns (differ); i++)
    {
      g_autoptr (GtkColumnViewColumn) made = column_new (fovea_trial_nth_column (differ, i));

      gtk_column_view_append_column (self->view, made);
    }
  align_titles (self);
  fovea_trial_table_sort_by (self, 0);
}

/* --- Rows --- */

static FoveaTrialItem *
nth_item (FoveaTrialTable *self, guint nth)
{
  FoveaTrialItem *item = g_list_model_get_item (G_LIST_MODEL (self->items), nth);

  if (item != NULL)
    g_object_unref (item); /* the list keeps it */
  return item;
}

/* A page of rows is there as a whole, and it is the page around it that scrolls. Of more the table makes only those one
 * sees, and scrolls itself. */
static void
set_height (FoveaTrialTable *self, guint n_rows)
{
  GtkScrolledWindow *scroller = GTK_SCROLLED_WINDOW (self->scroller);
  gboolean all = n_rows <= MOST_ROWS;

  gtk_scrolled_window_set_policy (scroller, GTK_POLICY_AUTOMATIC,
                                  all ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_min_content_height (scroller, all ? -1 : MOST_HEIGHT);
}

static void
make_rows (FoveaTrialTable *self, const FvExperimentReport *report)
{
  set_height (self, report->n_trials);
  g_list_store_remove_all (self->items);
  for (guint i = 0; i < report->n_trials; i++)
    {
      g_autoptr (FoveaTrialItem) item = fovea_trial_item_new (i);

      fovea_trial_item_set (item, report->trials[i], i);
      g_list_store_append (self->items, item);
    }
}

/* A report of the same experiment goes on with the rows there are. */
static gboolean
is_same (FoveaTrialTable *self, const FvExperimentReport *report)
{
  if (report->differ != self->differ
      || report->n_trials != g_list_model_get_n_items (G_LIST_MODEL (self->items)))
    return FALSE;
  for (guint i = 0; i < report->n_trials; i++)
    if (!g_str_equal (fovea_trial_item_get_trial (nth_item (self, i))->words, report->trials[i]->words))
      return FALSE;
  return TRUE;
}

static void
fill_rows (FoveaTrialTable *self, const FvExperimentReport *report)
{
  g_autofree guint *order = g_new (guint, report->n_trials);

  fv_experiment_report_rank (report, order);
  for (guint place = 0; place < report->n_trials; place++)
    fovea_trial_item_set (nth_item (self, order[place]), report->trials[order[place]], place);
  gtk_sorter_changed (gtk_column_view_get_sorter (self->view), GTK_SORTER_CHANGE_DIFFERENT);
}

/**
 * fovea_trial_table_show:
 * @report: (nullable): what has come of the runs
 */
void
fovea_trial_table_show (FoveaTrialTable *self, const FvExperimentReport *report)
{
  guint chosen;
  gboolean has = fovea_trial_table_get_chosen (self, &chosen);

  self->updating = TRUE;
  if (report == NULL)
    g_list_store_remove_all (self->items);
  else if (!is_same (self, report))
    {
      set_columns (self, report->differ);
      make_rows (self, report);
      has = FALSE;
    }
  if (report != NULL)
    fill_rows (self, report);
  if (has)
    fovea_trial_table_choose (self, chosen);
  self->updating = FALSE;
}

/**
 * fovea_trial_table_get_chosen:
 * @trial: (out): in the order of running
 *
 * Returns: %FALSE if none is
 */
gboolean
fovea_trial_table_get_chosen (FoveaTrialTable *self, guint *trial)
{
  FoveaTrialItem *item = gtk_single_selection_get_selected_item (self->selection);

  if (item == NULL)
    return FALSE;
  *trial = fovea_trial_item_get_nth (item);
  return TRUE;
}

void
fovea_trial_table_choose (FoveaTrialTable *self, guint trial)
{
  GListModel *rows = G_LIST_MODEL (self->selection);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (FoveaTrialItem) item = g_list_model_get_item (rows, i);

      if (fovea_trial_item_get_nth (item) == trial)
        gtk_single_selection_set_selected (self->selection, i);
    }
}

static void
on_selected (FoveaTrialTable *self)
{
  if (!self->updating)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
on_activate (FoveaTrialTable *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static gboolean
fovea_trial_table_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FOVEA_TRIAL_TABLE (widget)->view));
}

static void
fovea_trial_table_dispose (GObject *object)
{
  FoveaTrialTable *self = FOVEA_TRIAL_TABLE (object);

  self->updating = TRUE; /* rows that go are not chosen any more, which is no news */
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->selection);
  g_clear_object (&self->items);
  G_OBJECT_CLASS (fovea_trial_table_parent_class)->dispose (object);
}

static void
fovea_trial_table_class_init (FoveaTrialTableClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_trial_table_dispose;
  widget_class->grab_focus = fovea_trial_table_grab_focus;
  gtk_widget_class_set_css_name (widget_class, "trialtable");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  /**
   * FoveaTrialTable::chosen:
   *
   * Another row is.
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 0);
  /**
   * FoveaTrialTable::activated:
   *
   * A row was double-clicked, or Enter was pressed on it.
   */
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
fovea_trial_table_init (FoveaTrialTable *self)
{
  GtkSortListModel *sorted;

  self->items = g_list_store_new (FOVEA_TYPE_TRIAL_ITEM);
  self->view = GTK_COLUMN_VIEW (gtk_column_view_new (NULL));
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->items)),
                                    g_object_ref (gtk_column_view_get_sorter (self->view)));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (sorted));
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_column_view_set_model (self->view, GTK_SELECTION_MODEL (self->selection));
  gtk_column_view_set_show_column_separators (self->view, FALSE);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "data-table");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Results of the Experiment"), -1);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (on_selected), self);
  g_signal_connect_swapped (self->view, "activate", G_CALLBACK (on_activate), self);
}
