/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-architecture-editor.h"
#include "fovea-layer-row.h"
#include "fv-drafting.h"
#include "fv-number.h"

#include <glib/gi18n.h>

/**
 * FoveaArchitectureEditor:
 *
 * A network, a row for each layer, worked out anew while one types. Nothing changes before it is applied.
 */
struct _FoveaArchitectureEditor
{
  AdwWindow parent_instance;
  GtkListBox *rows;
  GtkDropDown *loss;
  GtkLabel *total;
  GtkLabel *mistake;
  GtkMenuButton *presets;

  FoveaSession *session;
  FvDrafting *drafting;
  const FvDraft *draft; /* of drafting */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (FoveaArchitectureEditor, fovea_architecture_editor, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_APPLIED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

static FoveaLayerRow *
row_at (FoveaArchitectureEditor *self, guint nth)
{
  return FOVEA_LAYER_ROW (gtk_list_box_get_row_at_index (self->rows, (int)nth));
}

/* Of the whole; NULL: there is none. */
static void
show_mistake (FoveaArchitectureEditor *self, const char *mistake)
{
  gtk_label_set_label (self->mistake, mistake != NULL ? mistake : "");
  gtk_widget_set_visible (GTK_WIDGET (self->mistake), mistake != NULL);
}

static void
show_total (FoveaArchitectureEditor *self)
{
  g_autoptr (FvNetwork) network = fv_draft_network (self->draft);
  const char *mistake = fv_draft_mistake (self->draft);
  gsize n_parameters = 0;
  g_autofree char *count = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < fv_draft_n_rows (self->draft); i++)
    n_parameters += fv_draft_row (self->draft, i).n_parameters;
  count = fv_number_count (n_parameters);
  text = network != NULL ? g_strdup_printf (_ ("%s parameters"), count) : NULL;
  gtk_label_set_label (self->total, text != NULL ? text : "");
  show_mistake (self, mistake);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.apply", network != NULL);
}

static void on_edited (FoveaArchitectureEditor *self, FoveaLayerRow *row);

static void
fit_rows (FoveaArchitectureEditor *self)
{
  guint n = fv_draft_n_rows (self->draft), have = 0;
  GtkListBoxRow *extra;

  while (gtk_list_box_get_row_at_index (self->rows, (int)have) != NULL)
    have++;
  for (; have < n; have++)
    {
      GtkWidget *row = fovea_layer_row_new (have);

      g_signal_connect_object (row, "edited", G_CALLBACK (on_edited), self, G_CONNECT_SWAPPED);
      gtk_list_box_append (self->rows, row);
    }
  while ((extra = gtk_list_box_get_row_at_index (self->rows, (int)n)) != NULL)
    gtk_list_box_remove (self->rows, GTK_WIDGET (extra));
}

static guint
nth_loss (const char *name)
{
  for (guint i = 0; fv_loss_nth (i) != NULL; i++)
    if (g_str_equal (fv_loss_nth (i)->name, name))
      return i + 1;
  return 0;
}

/* What is shown follows the draft; rows keep their place, so that the cursor stays where one types. */
static void
update (FoveaArchitectureEditor *self)
{
  guint n;

  self->draft = fv_drafting_draft (self->drafting);
  n = fv_draft_n_rows (self->draft);
  self->updating = TRUE;
  fit_rows (self);
  for (guint i = 0; i < n; i++)
    {
      fovea_layer_row_set_place (row_at (self, i), i, n);
      fovea_layer_row_show (row_at (self, i), fv_draft_row (self->draft, i));
    }
  gtk_drop_down_set_selected (self->loss, nth_loss (fv_draft_loss (self->draft)));
  self->updating = FALSE;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.undo", fv_drafting_can_undo (self->drafting));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.redo", fv_drafting_can_redo (self->drafting));
  show_total (self);
}

static void
on_edited (FoveaArchitectureEditor *self, FoveaLayerRow *row)
{
  guint nth = (guint)gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row));

  if (self->updating)
    return;
  fv_drafting_type (self->drafting, nth, fovea_layer_row_get_text (row));
  update (self);
}

static void
on_loss (FoveaArchitectureEditor *self)
{
  guint selected = gtk_drop_down_get_selected (self->loss);

  if (self->updating || self->drafting == NULL || selected == GTK_INVALID_LIST_POSITION)
    return;
  fv_drafting_set_loss (self->drafting, selected == 0 ? "" : fv_loss_nth (selected - 1)->name);
  update (self);
}

static void
undo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaArchitectureEditor *self = FOVEA_ARCHITECTURE_EDITOR (widget);

  if (fv_drafting_undo (self->drafting))
    update (self);
}

static void
redo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaArchitectureEditor *self = FOVEA_ARCHITECTURE_EDITOR (widget);

  if (fv_drafting_redo (self->drafting))
    update (self);
}

/* The row one is in; G_MAXUINT: none. */
static guint
row_in_focus (FoveaArchitectureEditor *self)
{
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));
  GtkWidget *row = focus != NULL ? gtk_widget_get_ancestor (focus, FOVEA_TYPE_LAYER_ROW) : NULL;

  return row != NULL ? (guint)gtk_list_box_row_get_index (GTK_LIST_BOX_ROW (row)) : G_MAXUINT;
}

static void
move (FoveaArchitectureEditor *self, guint row, guint to)
{
  guint n = fv_draft_n_rows (self->draft);
  gboolean in_text = row < n && !gtk_widget_is_focus (GTK_WIDGET (row_at (self, row)));

  if (!fv_drafting_move (self->drafting, row, to))
    return;
  update (self);
  if (in_text)
    fovea_layer_row_focus_text (row_at (self, to));
  else
    gtk_widget_grab_focus (GTK_WIDGET (row_at (self, to)));
}

static void
move_up (GtkWidget *widget, const char *name, GVariant *parameter)
{
  guint row = g_variant_get_uint32 (parameter);

  move (FOVEA_ARCHITECTURE_EDITOR (widget), row, row - 1);
}

static void
move_down (GtkWidget *widget, const char *name, GVariant *parameter)
{
  guint row = g_variant_get_uint32 (parameter);

  move (FOVEA_ARCHITECTURE_EDITOR (widget), row, row + 1);
}

static void
move_to (GtkWidget *widget, const char *name, GVariant *parameter)
{
  guint row, to;

  g_variant_get (parameter, "(uu)", &row, &to);
  move (FOVEA_ARCHITECTURE_EDITOR (widget), row, to);
}

static void
remove_row (FoveaArchitectureEditor *self, guint row)
{
  guint n = fv_draft_n_rows (self->draft);

  if (!fv_drafting_remove (self->drafting, row))
    return;
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (row_at (self, MIN (row, n - 2))));
}

static void
remove_at (GtkWidget *widget, const char *name, GVariant *parameter)
{
  remove_row (FOVEA_ARCHITECTURE_EDITOR (widget), g_variant_get_uint32 (parameter));
}

/* A layer that fits after the row: maps go on as maps, a vector as a vector. */
static const char *
next_layer (const FvDraft *draft, guint after)
{
  FvDraftRow row = fv_draft_row (draft, after);

  if (row.known && fv_shape_is_vector (row.shape))
    return "dense 30 tanh";
  return row.known && MIN (row.shape.rows, row.shape.cols) < 3 ? "conv 1x1x8 tanh" : "conv 3x3x8 tanh";
}

/* After the row one is in, else in front of the output layer. */
static void
add (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaArchitectureEditor *self = FOVEA_ARCHITECTURE_EDITOR (widget);
  guint n = fv_draft_n_rows (self->draft), after = row_in_focus (self);

  if (after >= n)
    after = n > 1 ? n - 2 : 0;
  fv_drafting_insert (self->drafting, after + 1, next_layer (self->draft, after));
  update (self);
  fovea_layer_row_focus_text (row_at (self, after + 1));
}

static void
replace (FoveaArchitectureEditor *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (fv_drafting_replace (self->drafting, text, &error))
    {
      update (self);
      return;
    }
  sentence = g_strdup_printf (_ ("This is not taken: %s"), error->message);
  show_mistake (self, sentence);
}

static void
preset (GtkWidget *widget, const char *name, GVariant *parameter)
{
  replace (FOVEA_ARCHITECTURE_EDITOR (widget), g_variant_get_string (parameter, NULL));
}

static void
copy (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_autofree char *text = fv_draft_to_text (FOVEA_ARCHITECTURE_EDITOR (widget)->draft);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
on_pasted (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoveaArchitectureEditor) self = data;
  g_autofree char *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);

  if (self->drafting != NULL && text != NULL && *g_strstrip (text) != '\0')
    replace (self, text);
}

static void
paste (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (widget), NULL, on_pasted, g_object_ref (widget));
}

/* What came of it: how much goes on as it was. */
static char *
say_kept (guint kept)
{
  if (kept == 0)
    return g_strdup (_ ("The new network begins with new weights."));
  /* Translators: %u is the number of layers. */
  return g_strdup_printf (
      ngettext ("%u layer keeps what it learned.", "%u layers keep what they learned.", kept), kept);
}

static void
apply (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaArchitectureEditor *self = FOVEA_ARCHITECTURE_EDITOR (widget);
  g_autoptr (FvNetwork) network = fv_draft_network (self->draft);
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  guint kept;

  if (network == NULL)
    return;
  if (!fovea_session_change_network (self->session, network, &kept, &error))
    {
      show_mistake (self, error->message);
      return;
    }
  sentence = say_kept (kept);
  g_signal_emit (self, signals[SIGNAL_APPLIED], 0, sentence);
  gtk_window_close (GTK_WINDOW (self));
}

/* Before the entries take them. */
static gboolean
on_key (FoveaArchitectureEditor *self, guint key, guint code, GdkModifierType state)
{
  guint row = row_in_focus (self);
  gboolean on_row = row != G_MAXUINT && gtk_widget_is_focus (GTK_WIDGET (row_at (self, row)));

  state &= GDK_CONTROL_MASK | GDK_SHIFT_MASK | GDK_ALT_MASK;
  if (row != G_MAXUINT && state == GDK_CONTROL_MASK && (key == GDK_KEY_Up || key == GDK_KEY_KP_Up))
    move (self, row, row - 1);
  else if (row != G_MAXUINT && state == GDK_CONTROL_MASK && (key == GDK_KEY_Down || key == GDK_KEY_KP_Down))
    move (self, row, row + 1);
  else if (on_row && state == 0 && (key == GDK_KEY_Delete || key == GDK_KEY_KP_Delete))
    remove_row (self, row);
  else if (state == GDK_CONTROL_MASK && key == GDK_KEY_z)
    gtk_widget_activate_action (GTK_WIDGET (self), "editor.undo", NULL);
  else if (state == (GDK_CONTROL_MASK | GDK_SHIFT_MASK) && gdk_keyval_to_lower (key) == GDK_KEY_z)
    gtk_widget_activate_action (GTK_WIDGET (self), "editor.redo", NULL);
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
fovea_architecture_editor_dispose (GObject *object)
{
  FoveaArchitectureEditor *self = FOVEA_ARCHITECTURE_EDITOR (object);

  g_clear_object (&self->session);
  self->draft = NULL;
  g_clear_pointer (&self->drafting, fv_drafting_free);
  G_OBJECT_CLASS (fovea_architecture_editor_parent_class)->dispose (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "editor.apply", NULL, apply);
  gtk_widget_class_install_action (widget_class, "editor.undo", NULL, undo);
  gtk_widget_class_install_action (widget_class, "editor.redo", NULL, redo);
  gtk_widget_class_install_action (widget_class, "editor.add", NULL, add);
  gtk_widget_class_install_action (widget_class, "editor.remove", "u", remove_at);
  gtk_widget_class_install_action (widget_class, "editor.move-up", "u", move_up);
  gtk_widget_class_install_action (widget_class, "editor.move-down", "u", move_down);
  gtk_widget_class_install_action (widget_class, "editor.move", "(uu)", move_to);
  gtk_widget_class_install_action (widget_class, "editor.preset", "s", preset);
  gtk_widget_class_install_action (widget_class, "editor.copy", NULL, copy);
  gtk_widget_class_install_action (widget_class, "editor.paste", NULL, paste);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
fovea_architecture_editor_class_init (FoveaArchitectureEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_architecture_editor_dispose;
  /* A sentence about it. */
  signals[SIGNAL_APPLIED] = g_signal_new ("applied", FOVEA_TYPE_ARCHITECTURE_EDITOR, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fovea/Fovea/ui/fovea-architecture-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaArchitectureEditor, rows);
  gtk_widget_class_bind_template_child (widget_class, FoveaArchitectureEditor, loss);
  gtk_widget_class_bind_template_child (widget_class, FoveaArchitectureEditor, total);
  gtk_widget_class_bind_template_child (widget_class, FoveaArchitectureEditor, mistake);
  gtk_widget_class_bind_template_child (widget_class, FoveaArchitectureEditor, presets);
  gtk_widget_class_bind_template_callback (widget_class, on_loss);
  gtk_widget_class_bind_template_callback (widget_class, on_key);
  install_actions (widget_class);
}

static void
add_presets (FoveaArchitectureEditor *self)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; fv_preset_nth (i) != NULL; i++)
    {
      g_autoptr (GMenuItem) item = g_menu_item_new (_ (fv_preset_nth (i)->title), NULL);

      g_menu_item_set_action_and_target (item, "editor.preset", "s", fv_preset_nth (i)->text);
      g_menu_append_item (menu, item);
    }
  gtk_menu_button_set_menu_model (self->presets, G_MENU_MODEL (menu));
}

static void
add_losses (FoveaArchitectureEditor *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  /* Translators: the loss that an output layer takes when none is chosen. */
  gtk_string_list_append (titles, _ ("As the output layer has it"));
  for (guint i = 0; fv_loss_nth (i) != NULL; i++)
    gtk_string_list_append (titles, _ (fv_loss_nth (i)->title));
  self->updating = TRUE;
  gtk_drop_down_set_model (self->loss, G_LIST_MODEL (titles));
  self->updating = FALSE;
}

static void
fovea_architecture_editor_init (FoveaArchitectureEditor *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_presets (self);
  add_losses (self);
}

/**
 * fovea_architecture_editor_new:
 *
 * Returns: (transfer none): a window over @parent with the network of @session, not yet shown
 */
GtkWidget *
fovea_architecture_editor_new (GtkWindow *parent, FoveaSession *session)
{
  FoveaArchitectureEditor *self
      = g_object_new (FOVEA_TYPE_ARCHITECTURE_EDITOR, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->drafting = fv_drafting_new (fv_network_text (fovea_session_get_network (session)));
  update (self);
  return GTK_WIDGET (self);
}

const FvDraft *
fovea_architecture_editor_get_draft (FoveaArchitectureEditor *self)
{
  return self->draft;
}
