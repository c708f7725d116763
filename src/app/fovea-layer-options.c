/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-layer-options.h"
#include "fv-layer.h"

#include <glib/gi18n.h>
#include <string.h>

/* The options of a layer as numbers, lists and switches, made from the table that its type brings. Each writes the
 * layer's text anew, which stays the only place where the layer is said. */

typedef struct
{
  GtkEditable *text; /* borrowed: the row that shows these owns both */
  const FvOption *option;
} Bound;

static FvLayer *
read_layer (GtkEditable *text)
{
  return fv_layer_read_options (gtk_editable_get_text (text), 1, (FvShape){ 1, 1, 1 }, NULL);
}

static void
write_number (const Bound *bound, guint number)
{
  g_autofree char *text = NULL;
  FvLayer *layer = read_layer (bound->text);

  if (layer == NULL)
    return;
  G_STRUCT_MEMBER (guint, layer, bound->option->offset) = number;
  text = fv_layer_to_text (layer);
  fv_layer_free (layer);
  if (!g_str_equal (text, gtk_editable_get_text (bound->text)))
    gtk_editable_set_text (bound->text, text);
}

static void
on_count (GtkSpinButton *button, const Bound *bound)
{
  write_number (bound, (guint)gtk_spin_button_get_value_as_int (button));
}

static void
on_chosen (GtkDropDown *list, GParamSpec *spec, const Bound *bound)
{
  write_number (bound, gtk_drop_down_get_selected (list));
}

static void
on_flag (GtkSwitch *button, GParamSpec *spec, const Bound *bound)
{
  write_number (bound, gtk_switch_get_active (button));
}

static void
on_word (GtkEditable *entry, const Bound *bound)
{
  FvLayer *layer = read_layer (bound->text);
  const char *word = gtk_editable_get_text (entry);
  g_autofree char *text = NULL;
  char **place;

  if (layer == NULL)
    return;
  place = &G_STRUCT_MEMBER (char *, layer, bound->option->offset);
  g_free (*place);
  *place = *word != '\0' ? g_strdup (word) : NULL;
  text = fv_layer_to_text (layer);
  fv_layer_free (layer);
  gtk_editable_set_text (bound->text, text);
}

static GtkWidget *
new_list (const char *(*name) (guint nth), guint selected)
{
  GtkStringList *names = gtk_string_list_new (NULL);
  GtkWidget *list;

  for (guint i = 0; name (i) != NULL; i++)
    gtk_string_list_append (names, name (i));
  list = gtk_drop_down_new (G_LIST_MODEL (names), NULL);
  gtk_drop_down_set_selected (GTK_DROP_DOWN (list), selected);
  return list;
}

static void
free_bound (gpointer data, GClosure *closure)
{
  g_free (data);
}

static GtkWidget *
new_control (const FvLayer *layer, const FvOption *option, GtkEditable *text)
{
  Bound *bound = g_new (Bound, 1);
  gpointer field = G_STRUCT_MEMBER_P (layer, option->offset);
  GtkWidget *control;

  *bound = (Bound){ text, option };
  switch (option->kind)
    {
    case FV_OPTION_CHOICE:
      control = new_list (option->choice, *(guint *)field);
      g_signal_connect_data (control, "notify::selected", G_CALLBACK (on_chosen), bound, free_bound, 0);
      break;
    case FV_OPTION_FLAG:
      control = gtk_switch_new ();
      gtk_widget_set_halign (control, GTK_ALIGN_END);
      gtk_switch_set_active (GTK_SWITCH (control), *(gboolean *)field);
      g_signal_connect_data (control, "notify::active", G_CALLBACK (on_flag), bound, free_bound, 0);
      break;
    case FV_OPTION_WORD:
      control = gtk_entry_new ();
      gtk_editable_set_text (GTK_EDITABLE (control), *(char **)field != NULL ? *(char **)field : "");
      g_signal_connect_data (control, "changed", G_CALLBACK (on_word), bound, free_bound, 0);
      break;
    case FV_OPTION_COUNT:
    default:
      control = gtk_spin_button_new_with_range (option->minimum, option->maximum, 1);
      gtk_spin_button_set_value (GTK_SPIN_BUTTON (control), *(guint *)field);
      g_signal_connect_data (control, "value-changed", G_CALLBACK (on_count), bound, free_bound, 0);
    }
  return control;
}

static void
add_line (GtkGrid *grid, int line, const char *title, GtkWidget *control)
{
  GtkWidget *label = gtk_label_new (title);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (control), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL,
                                  -1);
  gtk_grid_attach (grid, label, 0, line, 1, 1);
  gtk_grid_attach (grid, control, 1, line, 1, 1);
}

/* What a kind begins with when it is chosen. */
static const struct
{
  const char *keyword;
  const char *rest;
} beginnings[] = {
  { "conv", " 3x3x8 tanh" },
  { "dense", " 30 tanh" },
  { "softmax", " 10" },
  { "rasterize", "" },
};

static char *
begin_kind (const char *keyword)
{
  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (g_str_equal (beginnings[i].keyword, keyword))
      return g_strconcat (keyword, beginnings[i].rest, NULL);
  return g_strconcat (keyword, " 2x2", NULL); /* a kind of pooling */
}

static void fill (GtkGrid *grid, GtkEditable *text);

static gboolean
refill (gpointer data)
{
  GtkGrid *grid = data;
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (grid))) != NULL)
    gtk_grid_remove (grid, child);
  fill (grid, g_object_get_data (G_OBJECT (grid), "text"));
  child = gtk_grid_get_child_at (grid, 1, 0);
  gtk_widget_grab_focus (child);
  return G_SOURCE_REMOVE;
}

/* Another kind has other options: they are laid out when the list is done with. */
static void
on_kind (GtkDropDown *list, GParamSpec *spec, GtkGrid *grid)
{
  g_autofree char *text = begin_kind (fv_layer_nth_keyword (gtk_drop_down_get_selected (list)));

  gtk_editable_set_text (g_object_get_data (G_OBJECT (grid), "text"), text);
  g_idle_add_full (G_PRIORITY_DEFAULT, refill, g_object_ref (grid), g_object_unref);
}

static guint
nth_keyword (const char *text)
{
  gsize length = strcspn (text, " ");

  for (guint i = 0; fv_layer_nth_keyword (i) != NULL; i++)
    if (strlen (fv_layer_nth_keyword (i)) == length && strncmp (fv_layer_nth_keyword (i), text, length) == 0)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

static void
fill (GtkGrid *grid, GtkEditable *text)
{
  GtkWidget *kinds = new_list (fv_layer_nth_keyword, nth_keyword (gtk_editable_get_text (text)));
  FvLayer *layer = read_layer (text);
  int line = 0;

  g_signal_connect_object (kinds, "notify::selected", G_CALLBACK (on_kind), grid, 0);
  /* Translators: of a layer: convolution, pooling … */
  add_line (grid, line++, _ ("kind of layer"), kinds);
  if (layer == NULL)
    return;
  for (const FvOption *option = layer->type->options; option->name != NULL; option++)
    if (!option->positional)
      add_line (grid, line++, _ (option->title), new_control (layer, option, text));
  fv_layer_free (layer);
}

/**
 * fovea_layer_options_new:
 * @text: what says the layer, which has to outlive what is returned
 *
 * Returns: (transfer floating): a popover with the options of the layer
 */
GtkWidget *
fovea_layer_options_new (GtkEditable *text)
{
  GtkWidget *popover = gtk_popover_new (), *grid = gtk_grid_new ();

  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 18);
  g_object_set_data (G_OBJECT (grid), "text", text);
  fill (GTK_GRID (grid), text);
  gtk_popover_set_child (GTK_POPOVER (popover), grid);
  return popover;
}
