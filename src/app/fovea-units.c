/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-units.h"
#include "fovea-save-text.h"
#include "fovea-session-edit.h"
#include "fovea-unit-item.h"
#include "fovea-work.h"
#include "fv-number.h"

#include <glib/gi18n.h>
#include <math.h>

/* Pictures looked at, at most; sentences over the table. */
#define COUNT     2000
#define SENTENCES 4

/**
 * FoveaUnits:
 *
 * The units of a layer: which are dead, saturated or twins, and what the network can do without each. Measured on a
 * thread when the window opens and when another layer is chosen.
 */
struct _FoveaUnits
{
  AdwWindow parent_instance;
  AdwToastOverlay *toasts;
  GtkDropDown *layer;
  GtkButton *again;
  GtkLabel *summary;
  GtkProgressBar *bar;
  GtkButton *stop;
  GtkColumnView *table;
  GtkButton *go;
  GtkButton *freeze;
  GtkMenuButton *zero;
  GtkButton *copy;
  GtkButton *save;
  FoveaSession *session;
  GArray *places; /* of the layers to choose from */
  GListStore *items;
  GtkSingleSelection *selection;
  FvUnits *units;     /* NULL: not measured */
  FvNetwork *network; /* of units */
  FoveaWork *work;
};

G_DEFINE_FINAL_TYPE (FoveaUnits, fovea_units, ADW_TYPE_WINDOW)

typedef struct
{
  FvParameters *parameters;
  FvDataset *set;
  guint layer;
  FvUnits *units;
} Measuring;

static void
measuring_free (gpointer data)
{
  Measuring *job = data;

  fv_parameters_unref (job->parameters);
  fv_dataset_unref (job->set);
  fv_units_free (job->units);
  g_free (job);
}

static gboolean
measure (gpointer data, FoveaProgress *progress)
{
  Measuring *job = data;

  job->units = fv_units_new (job->parameters, job->set, MIN (COUNT, fv_dataset_count (job->set)), job->layer,
                             fovea_progress_tell, progress);
  return job->units != NULL;
}

static FoveaUnitItem *
selected_item (FoveaUnits *self)
{
  return gtk_single_selection_get_selected_item (self->selection);
}

static gboolean
is_current (FoveaUnits *self)
{
  return self->units != NULL && self->network == fovea_session_get_network (self->session);
}

/* What can be done to the chosen unit. */
static void
update_changes (FoveaUnits *self)
{
  FoveaUnitItem *item = selected_item (self);
  gboolean can = item != NULL && is_current (self);
  gboolean has_weights = can && self->units->norms != NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self->freeze), has_weights);
  gtk_button_set_label (self->freeze, item != NULL && fovea_unit_item_get_frozen (item) ? _ ("_Let It Learn")
                                                                                        : _ ("_Freeze"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->zero), can);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "unit.zero-weights", has_weights);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "unit.zero-output",
                                 can && fovea_session_can_silence (self->session, self->units->layer));
}

/* The session knows what is frozen. */
static void
mark_frozen (FoveaUnits *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items));
  const FvFrozen *frozen = fovea_session_get_frozen (self->session);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FoveaUnitItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);

      fovea_unit_item_set_frozen (
          item, fv_frozen_has (frozen, self->units->layer, fovea_unit_item_get_unit (item)));
    }
}

static void
update_buttons (FoveaUnits *self)
{
  gboolean has = selected_item (self) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->stop), self->work != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->go), has);
  update_changes (self);
  gtk_widget_set_sensitive (GTK_WIDGET (self->copy), self->units != NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->save), self->units != NULL);
}

/* "Without any of them removed it reads 80.4 % of 2 000 test pictures right." */
static char *
whole_text (FoveaUnits *self)
{
  g_autofree char *share = fv_number_percent (self->units->whole, 1);
  g_autofree char *count = fv_number_count (self->units->count);

  if (self->units->without == NULL)
    /* Translators: %s is a number */
    return g_strdup_printf (_ ("Over %s test pictures."), count);
  /* Translators: a percentage, and how many pictures were looked at */
  return g_strdup_printf (_ ("With all units: %s of %s test pictures right."), share, count);
}

/* What is amiss, the first few by name. */
static void
summarise (FoveaUnits *self)
{
  g_autofree char *whole = whole_text (self);
  g_autoptr (GString) text = g_string_new (whole);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->items)), amiss = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (FoveaUnitItem) item = g_list_model_get_item (G_LIST_MODEL (self->items), i);
      g_autofree char *sentence = fovea_unit_item_sentence (item);

      if (sentence != NULL && amiss++ < SENTENCES)
        g_string_append_printf (text, "\n%s", sentence);
    }
  if (amiss > SENTENCES)
    g_string_append_printf (text, "\n%s", _ ("The others are in the table: sort it by state."));
  if (amiss == 0)
    g_string_append_printf (text, "\n%s", _ ("No unit is dead or saturated, and none is another’s twin."));
  gtk_label_set_label (self->summary, text->str);
}

/* Who comes from a unit finds it chosen. */
static void
choose_at_cursor (FoveaUnits *self)
{
  FvCursor cursor = fovea_session_get_cursor (self->session);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  for (guint row = 0; cursor.layer == self->units->layer && row < n; row++)
    {
      g_autoptr (FoveaUnitItem) item = g_list_model_get_item (G_LIST_MODEL (self->selection), row);

      if (fovea_unit_item_get_unit (item) != cursor.unit)
        continue;
      gtk_single_selection_set_selected (self->selection, row);
      gtk_widget_activate_action (gtk_widget_get_last_child (GTK_WIDGET (self->table)), "list.scroll-to-item",
                                  "u", row);
    }
}

static void
on_measured (GtkWidget *owner, gpointer data, gboolean fine)
{
  FoveaUnits *self = FOVEA_UNITS (owner);
  Measuring *job = data;

  if (fine)
    {
      fv_units_free (self->units);
      self->units = g_steal_pointer (&job->units);
      g_clear_pointer (&self->network, fv_network_unref);
      self->network = fv_network_ref (fv_parameters_network (job->parameters));
      for (guint unit = 0; unit < self->units->n_units; unit++)
        {
          g_autoptr (FoveaUnitItem) item = fovea_unit_item_new (self->units, unit, self->network);

          g_list_store_append (self->items, item);
        }
      mark_frozen (self);
      choose_at_cursor (self);
      summarise (self);
    }
  update_buttons (self);
}

static guint
chosen_place (FoveaUnits *self)
{
  guint selected = gtk_drop_down_get_selected (self->layer);

  return selected < self->places->len ? g_array_index (self->places, guint, selected) : 0;
}

static void
begin (FoveaUnits *self)
{
  guint place = chosen_place (self);
  FvDataset *set = fovea_session_get_test_set (self->session);
  FvParameters *parameters = fovea_session_get_parameters (self->session);
  Measuring *job;

  fovea_work_stop (&self->work);
  g_list_store_remove_all (self->items);
  g_clear_pointer (&self->units, fv_units_free);
  if (place == 0 || set == NULL || parameters == NULL)
    {
      gtk_label_set_label (self->summary, _ ("There are no test pictures yet."));
      update_buttons (self);
      return;
    }
  job = g_new0 (Measuring, 1);
  job->parameters = fv_parameters_ref (parameters);
  job->set = fv_dataset_ref (set);
  job->layer = place;
  gtk_label_set_label (self->summary, _ ("Measuring what the network can do without each unit…"));
  fovea_work_start (&self->work, GTK_WIDGET (self), self->bar, measure, job, measuring_free, on_measured);
  update_buttons (self);
}

static void
on_layer (FoveaUnits *self)
{
  if (self->session != NULL)
    begin (self);
}

/* Everything that has units: the input has none, and what only lays them in a line adds nothing. */
static void
list_layers (FoveaUnits *self, FoveaSession *session)
{
  FvNetwork *network = fovea_session_get_network (session);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint at = fovea_session_get_cursor (session).layer, selected = 0;

  g_array_set_size (self->places, 0);
  for (guint place = 1; place <= fv_network_depth (network); place++)
    {
      const FvLayer *layer = fv_network_layer (network, place);
      g_autofree char *name = fv_layer_short_name (layer);

      if (layer->n_weights == 0 && fv_layer_block (layer) == 0)
        continue;
      if (place <= at)
        selected = self->places->len;
      g_array_append_val (self->places, place);
      gtk_string_list_append (titles, name);
    }
  gtk_drop_down_set_model (self->layer, G_LIST_MODEL (titles));
  gtk_drop_down_set_selected (self->layer, selected);
}

/* Of another network there are other layers. */
static void
on_changed (FoveaUnits *self, guint changes)
{
  g_autoptr (FoveaSession) session = NULL;

  if (changes & FOVEA_CHANGE_OPTIONS && is_current (self))
    {
      mark_frozen (self);
      update_changes (self);
    }
  if (!(changes & FOVEA_CHANGE_NETWORK))
    return;
  session = g_steal_pointer (&self->session);
  list_layers (self, session);
  self->session = g_object_ref (session);
  begin (self);
}

static void
on_again (FoveaUnits *self)
{
  begin (self);
}

static void
on_stop (FoveaUnits *self)
{
  fovea_work_stop (&self->work);
  gtk_label_set_label (self->summary, _ ("Stopped."));
  update_buttons (self);
}

static void
on_go (FoveaUnits *self)
{
  FoveaUnitItem *item = selected_item (self);
  FvCursor cursor = fovea_session_get_cursor (self->session);

  if (item == NULL || self->units == NULL)
    return;
  fovea_session_set_cursor (
      self->session, (FvCursor){ .direction = fv_cursor_is_backward (cursor) ? FV_BACKWARD : FV_FORWARD,
                                 .layer = self->units->layer,
                                 .unit = fovea_unit_item_get_unit (item) });
  gtk_window_present (gtk_window_get_transient_for (GTK_WINDOW (self)));
}

static void
on_activate (FoveaUnits *self)
{
  on_go (self);
}

static void
on_freeze (FoveaUnits *self)
{
  FoveaUnitItem *item = selected_item (self);

  if (item != NULL && is_current (self))
    fovea_session_freeze (self->session, self->units->layer, fovea_unit_item_get_unit (item), 1,
                          !fovea_unit_item_get_frozen (item));
}

static void
set_to_zero (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaUnits *self = FOVEA_UNITS (widget);
  FoveaUnitItem *item = selected_item (self);

  if (item == NULL || !is_current (self))
    return;
  if (g_str_equal (name, "unit.zero-output"))
    fovea_session_silence_unit (self->session, self->units->layer, fovea_unit_item_get_unit (item));
  else
    fovea_session_zero_unit (self->session, self->units->layer, fovea_unit_item_get_unit (item));
}

static void
on_copy (FoveaUnits *self)
{
  g_autofree char *csv = fv_units_to_csv (self->units);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), csv);
  adw_toast_overlay_add_toast (self->toasts, adw_toast_new (_ ("The table is copied.")));
}

static void
say (gpointer data, const char *sentence)
{
  g_autofree char *escaped = g_markup_escape_text (sentence, -1);

  adw_toast_overlay_add_toast (FOVEA_UNITS (data)->toasts, adw_toast_new (escaped));
}

static void
on_save (FoveaUnits *self)
{
  g_autofree char *csv = fv_units_to_csv (self->units);
  g_autofree char *name = fv_layer_short_name (fv_network_layer (self->network, self->units->layer));
  g_autofree char *file = g_strdup_printf ("%s.csv", name);

  fovea_save_text (GTK_WINDOW (self), file, csv, say, self);
}

static void
on_setup (GtkSignalListItemFactory *factory, GtkListItem *cell, gpointer data)
{
  FoveaUnitColumn column = GPOINTER_TO_UINT (data);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), column <= FOVEA_UNIT_STATE ? 0 : 1);
  gtk_widget_add_css_class (label, "numeric");
  g_object_set_data (G_OBJECT (label), "column", data);
  gtk_list_item_set_child (cell, label);
}

static void
write_cell (GtkListItem *cell)
{
  GtkWidget *label = gtk_list_item_get_child (cell);
  guint column = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (label), "column"));
  g_autofree char *text = fovea_unit_item_text (gtk_list_item_get_item (cell), column);

  gtk_label_set_label (GTK_LABEL (label), text);
}

static void
on_bind (GtkSignalListItemFactory *factory, GtkListItem *cell, gpointer data)
{
  g_signal_connect_swapped (gtk_list_item_get_item (cell), "text-changed", G_CALLBACK (write_cell), cell);
  write_cell (cell);
}

static void
on_unbind (GtkSignalListItemFactory *factory, GtkListItem *cell, gpointer data)
{
  g_signal_handlers_disconnect_by_data (gtk_list_item_get_item (cell), cell);
}

/* What is not known stands last. */
static int
compare (gconstpointer a, gconstpointer b, gpointer data)
{
  double left = fovea_unit_item_key ((gpointer)a, GPOINTER_TO_UINT (data));
  double right = fovea_unit_item_key ((gpointer)b, GPOINTER_TO_UINT (data));

  if (isnan (left) || isnan (right))
    return isnan (left) - isnan (right);
  return left < right ? -1 : left > right;
}

static void
add_column (FoveaUnits *self, FoveaUnitColumn column)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkSorter) sorter
      = GTK_SORTER (gtk_custom_sorter_new (compare, GUINT_TO_POINTER (column), NULL));
  g_autoptr (GtkColumnViewColumn) view = NULL;

  g_signal_connect (factory, "setup", G_CALLBACK (on_setup), GUINT_TO_POINTER (column));
  g_signal_connect (factory, "bind", G_CALLBACK (on_bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (on_unbind), NULL);
  view = gtk_column_view_column_new (_ (fovea_unit_column_title (column)), factory);
  gtk_column_view_column_set_sorter (view, sorter);
  gtk_column_view_column_set_expand (view, column == FOVEA_UNIT_STATE);
  gtk_column_view_append_column (self->table, view);
}

static void
fovea_units_dispose (GObject *object)
{
  FoveaUnits *self = FOVEA_UNITS (object);

  fovea_work_stop (&self->work);
  if (self->selection != NULL)
    g_signal_handlers_disconnect_by_data (self->selection, self);
  g_clear_object (&self->session);
  g_clear_object (&self->selection);
  g_clear_object (&self->items);
  g_clear_pointer (&self->units, fv_units_free);
  g_clear_pointer (&self->network, fv_network_unref);
  g_clear_pointer (&self->places, g_array_unref);
  G_OBJECT_CLASS (fovea_units_parent_class)->dispose (object);
}

static void
fovea_units_class_init (FoveaUnitsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_units_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea/Fovea/ui/fovea-units.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaUnits, toasts);
  gtk_widget_class_bind_template_child (widget_class, FoveaUnits, layer);
  gtk_widget_class_bind_template_child (widget_class, FoveaUnits, again);
  gtk_widget_class_bind_template_child (widget_class, FoveaUnits, summary);
  gtk_widget_class_bind_template_child (widget_class, FoveaUnits, bar);
  gtk_widget_class_bind_template_child (widget_class, FoveaUnits, stop);
  gtk_widget_class_bind_template_child (widget_class, FoveaUnits, table);
  gtk_widget_class_bind_template_child (widget_class, FoveaUnits, go);
  gtk_widget_class_bind_template_child (widget_class, FoveaUnits, freeze);
  gtk_widget_class_bind_template_child (widget_class, FoveaUnits, zero);
  gtk_widget_class_bind_template_child (widget_class, FoveaUnits, copy);
  gtk_widget_class_bind_template_child (widget_class, FoveaUnits, save);
  gtk_widget_class_bind_template_callback (widget_class, on_layer);
  gtk_widget_class_bind_template_callback (widget_class, on_again);
  gtk_widget_class_bind_template_callback (widget_class, on_stop);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_go);
  gtk_widget_class_bind_template_callback (widget_class, on_freeze);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_install_action (widget_class, "unit.zero-output", NULL, set_to_zero);
  gtk_widget_class_install_action (widget_class, "unit.zero-weights", NULL, set_to_zero);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
fovea_units_init (FoveaUnits *self)
{
  GtkSortListModel *sorted;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->places = g_array_new (FALSE, FALSE, sizeof (guint));
  self->items = g_list_store_new (FOVEA_TYPE_UNIT_ITEM);
  for (guint column = 0; column < FOVEA_UNIT_N_COLUMNS; column++)
    add_column (self, (FoveaUnitColumn)column);
  sorted = gtk_sort_list_model_new (G_LIST_MODEL (g_object_ref (self->items)),
                                    g_object_ref (gtk_column_view_get_sorter (self->table)));
  self->selection = gtk_single_selection_new (G_LIST_MODEL (sorted));
  gtk_column_view_set_model (self->table, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_swapped (self->selection, "notify::selected-item", G_CALLBACK (update_buttons), self);
}

/**
 * fovea_units_new:
 *
 * Returns: (transfer none): a window over @parent, which measures the layer at the cursor at once
 */
FoveaUnits *
fovea_units_new (GtkWindow *parent, FoveaSession *session)
{
  FoveaUnits *self
      = g_object_new (FOVEA_TYPE_UNITS, "transient-for", parent, "destroy-with-parent", TRUE, NULL);

  list_layers (self, session);
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  begin (self);
  return self;
}
