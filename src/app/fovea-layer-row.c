/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-layer-row.h"
#include "fovea-layer-options.h"
#include "fv-number.h"

#include <glib/gi18n.h>

/**
 * FoveaLayerRow:
 *
 * A layer as text, with what comes of it, or what is wrong with it. Its buttons are actions of the editor around it.
 */
struct _FoveaLayerRow
{
  GtkListBoxRow parent_instance;
  GtkLabel *name;
  GtkEditable *text;
  GtkLabel *shape;
  GtkLabel *arithmetic;
  GtkLabel *mistake;
  GtkMenuButton *options;
  GtkWidget *up;
  GtkWidget *down;
  GtkWidget *remove;
  gboolean updating;
  gboolean typing; /* the text is as typed, with the space before the next word */
};

G_DEFINE_FINAL_TYPE (FoveaLayerRow, fovea_layer_row, GTK_TYPE_LIST_BOX_ROW)

enum
{
  SIGNAL_EDITED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static void
on_changed (FoveaLayerRow *self)
{
  if (self->updating)
    return;
  self->typing = TRUE;
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
  self->typing = FALSE;
}

static void
set_target (GtkWidget *button, guint nth)
{
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "u", nth);
}

/* Made anew each time it is opened, for the text as it is then. */
static void
make_options (GtkMenuButton *button, gpointer data)
{
  FoveaLayerRow *self = data;

  gtk_menu_button_set_popover (button, fovea_layer_options_new (self->text));
}

/* --- Dragging a row to another place: its number goes with the pointer --- */

static guint
place_of (FoveaLayerRow *self)
{
  return (guint)gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (self));
}

static GdkContentProvider *
on_drag (FoveaLayerRow *self, double x, double y)
{
  return place_of (self) > 0 ? gdk_content_provider_new_typed (G_TYPE_UINT, place_of (self)) : NULL;
}

static void
on_drag_begin (FoveaLayerRow *self, GdkDrag *drag, GtkDragSource *source)
{
  g_autoptr (GdkPaintable) picture = gtk_widget_paintable_new (GTK_WIDGET (self));

  gtk_drag_source_set_icon (source, picture, 0, 0);
}

static gboolean
on_drop (FoveaLayerRow *self, const GValue *value, double x, double y)
{
  guint from = g_value_get_uint (value), to = place_of (self);

  if (from == to || to == 0)
    return FALSE;
  return gtk_widget_activate_action (GTK_WIDGET (self), "editor.move", "(uu)", from, to);
}

static void
add_dragging (FoveaLayerRow *self)
{
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_UINT, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (on_drag), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (on_drag_begin), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (on_drop), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->name), GTK_EVENT_CONTROLLER (source));
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (target));
}

/* What cannot be done in this row is not shown; its place is kept, so that the rows stay in line. */
static void
set_useful (GtkWidget *button, gboolean useful)
{
  gtk_widget_set_opacity (button, useful ? 1 : 0);
  gtk_widget_set_can_target (button, useful);
  gtk_widget_set_can_focus (button, useful);
}

void
fovea_layer_row_set_place (FoveaLayerRow *self, guint nth, guint n_rows)
{
  /* Translators: the row of an architecture that says what comes in. */
  g_autofree char *name = nth == 0 ? g_strdup (_ ("Input")) : g_strdup_printf ("%u", nth);
  /* Translators: %u is the number of a layer. */
  g_autofree char *label
      = nth == 0 ? g_strdup (_ ("Size of the Input")) : g_strdup_printf (_ ("Layer %u"), nth);

  gtk_label_set_label (self->name, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  set_target (self->up, nth);
  set_target (self->down, nth);
  set_target (self->remove, nth);
  set_useful (GTK_WIDGET (self->options), nth > 0);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->name), nth > 0 ? "grab" : NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), nth > 0 ? _ ("Drag to Another Place") : NULL);
  set_useful (self->up, nth > 1);
  set_useful (self->down, nth > 0 && nth + 1 < n_rows);
  set_useful (self->remove, nth > 0);
}

static void
show_mistake (FoveaLayerRow *self, const char *mistake)
{
  gtk_label_set_label (self->mistake, mistake != NULL ? mistake : "");
  gtk_widget_set_visible (GTK_WIDGET (self->mistake), mistake != NULL);
  if (mistake != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->text), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->text), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_STATE_INVALID,
                               mistake != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

void
fovea_layer_row_show (FoveaLayerRow *self, FvDraftRow row)
{
  g_autofree char *shape = row.known ? fv_shape_to_text (row.shape) : NULL;
  g_autofree char *count = fv_number_count (row.n_parameters);
  g_autofree char *arithmetic
      = row.known && row.n_parameters > 0 ? g_strdup_printf ("%s = %s", row.arithmetic, count) : NULL;

  self->updating = TRUE;
  if (!self->typing && !g_str_equal (gtk_editable_get_text (self->text), row.text))
    gtk_editable_set_text (self->text, row.text);
  self->updating = FALSE;
  gtk_label_set_label (self->shape, shape != NULL ? shape : "");
  gtk_label_set_label (self->arithmetic, arithmetic != NULL ? arithmetic : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->arithmetic), arithmetic);
  show_mistake (self, row.mistake);
}

const char *
fovea_layer_row_get_text (FoveaLayerRow *self)
{
  return gtk_editable_get_text (self->text);
}

void
fovea_layer_row_focus_text (FoveaLayerRow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

static void
fovea_layer_row_class_init (FoveaLayerRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  /* The text was changed by typing. */
  signals[SIGNAL_EDITED]
      = g_signal_new ("edited", FOVEA_TYPE_LAYER_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea/Fovea/ui/fovea-layer-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaLayerRow, name);
  gtk_widget_class_bind_template_child (widget_class, FoveaLayerRow, text);
  gtk_widget_class_bind_template_child (widget_class, FoveaLayerRow, shape);
  gtk_widget_class_bind_template_child (widget_class, FoveaLayerRow, arithmetic);
  gtk_widget_class_bind_template_child (widget_class, FoveaLayerRow, mistake);
  gtk_widget_class_bind_template_child (widget_class, FoveaLayerRow, options);
  gtk_widget_class_bind_template_child (widget_class, FoveaLayerRow, up);
  gtk_widget_class_bind_template_child (widget_class, FoveaLayerRow, down);
  gtk_widget_class_bind_template_child (widget_class, FoveaLayerRow, remove);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
fovea_layer_row_init (FoveaLayerRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->options, make_options, self, NULL);
  add_dragging (self);
}

GtkWidget *
fovea_layer_row_new (guint nth)
{
  FoveaLayerRow *self = g_object_new (FOVEA_TYPE_LAYER_ROW, NULL);

  fovea_layer_row_set_place (self, nth, nth + 1);
  return GTK_WIDGET (self);
}
