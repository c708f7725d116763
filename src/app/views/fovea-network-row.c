/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-network-row.h"

#include <glib/gi18n.h>

/**
 * FoveaNetworkRow:
 *
 * Chooses the architecture: one of the presets, or its text form with what is wrong in it said below.
 */
struct _FoveaNetworkRow
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkDropDown *preset;
  GtkEntry *text;
  GtkLabel *problem;
  GtkButton *use;
  FoveaSession *session;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (FoveaNetworkRow, fovea_network_row, GTK_TYPE_WIDGET)

static guint
n_presets (void)
{
  guint n = 0;

  while (fv_preset_nth (n) != NULL)
    n++;
  return n;
}

/* The preset that makes this network, or the place after the last: "own". */
static guint
preset_of (FvNetwork *network)
{
  guint i;

  for (i = 0; fv_preset_nth (i) != NULL; i++)
    {
      g_autoptr (FvNetwork) preset = fv_network_new (fv_preset_nth (i)->text, NULL);

      if (preset != NULL && g_str_equal (fv_network_text (preset), fv_network_text (network)))
        break;
    }
  return i;
}

static void
show_problem (FoveaNetworkRow *self, const char *problem)
{
  gtk_label_set_label (self->problem, problem != NULL ? problem : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), problem != NULL);
  if (problem != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->text), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->text), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_STATE_INVALID,
                               problem != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
say_data (FoveaNetworkRow *self)
{
  const char *title = fovea_data_title (fovea_session_get_data (self->session));
  /* Translators: %s is a data set, as "digits" or "exclusive or". */
  g_autofree char *text = g_strdup_printf (_ ("This network needs other data: “%s” is chosen too."), title);

  gtk_widget_activate_action (GTK_WIDGET (self), "win.say", "s", text);
}

static void
use (FoveaNetworkRow *self, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FvNetwork) network = fv_network_new (text, &error);
  const char *data = fovea_session_get_data (self->session);

  if (network != NULL
      && g_str_equal (fv_network_text (network), fv_network_text (fovea_session_get_network (self->session))))
    return;
  if (network == NULL || !fovea_session_choose_network (self->session, network, &error))
    show_problem (self, error->message);
  else if (g_strcmp0 (fovea_session_get_data (self->session), data) != 0)
    say_data (self);
}

static void
on_apply (FoveaNetworkRow *self)
{
  use (self, gtk_editable_get_text (GTK_EDITABLE (self->text)));
}

static void
on_edited (FoveaNetworkRow *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FvNetwork) network = NULL;

  if (self->updating)
    return;
  network = fv_network_new (gtk_editable_get_text (GTK_EDITABLE (self->text)), &error);
  show_problem (self, error != NULL ? error->message : NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->use), network != NULL);
}

static void
on_preset (FoveaNetworkRow *self)
{
  guint selected = gtk_drop_down_get_selected (self->preset);
  const FvPreset *preset = selected != GTK_INVALID_LIST_POSITION ? fv_preset_nth (selected) : NULL;

  if (self->updating || self->session == NULL)
    return;
  if (preset != NULL)
    use (self, preset->text);
  else
    gtk_widget_grab_focus (GTK_WIDGET (self->text));
}

/* The button has no room for what the list explains: "LeNet" of "LeNet: two convolutions". */
static void
on_bind_short (FoveaNetworkRow *self, GtkListItem *item)
{
  const char *title = gtk_string_object_get_string (gtk_list_item_get_item (item));
  g_auto (GStrv) halves = NULL;

  /* Colon and comma, also as Chinese has them. */
  halves = g_regex_split_simple ("[:,：，]", title, 0, 0);
  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (item)), halves[0]);
}

static void
on_setup_short (FoveaNetworkRow *self, GtkListItem *item)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
update (FoveaNetworkRow *self)
{
  FvNetwork *network = fovea_session_get_network (self->session);

  self->updating = TRUE;
  gtk_drop_down_set_selected (self->preset, preset_of (network));
  gtk_editable_set_text (GTK_EDITABLE (self->text), fv_network_text (network));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->text), fv_network_text (network));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->text), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  fv_network_text (network), -1);
  show_problem (self, NULL);
  gtk_widget_set_sensitive (GTK_WIDGET (self->use), FALSE);
  self->updating = FALSE;
}

static void
on_changed (FoveaNetworkRow *self, guint changes)
{
  if (changes & FOVEA_CHANGE_NETWORK)
    update (self);
}

void
fovea_network_row_set_session (FoveaNetworkRow *self, FoveaSession *session)
{
  g_set_object (&self->session, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
fovea_network_row_dispose (GObject *object)
{
  FoveaNetworkRow *self = FOVEA_NETWORK_ROW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_network_row_parent_class)->dispose (object);
}

static void
fovea_network_row_class_init (FoveaNetworkRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_network_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fovea/Fovea/ui/fovea-network-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaNetworkRow, box);
  gtk_widget_class_bind_template_child (widget_class, FoveaNetworkRow, preset);
  gtk_widget_class_bind_template_child (widget_class, FoveaNetworkRow, text);
  gtk_widget_class_bind_template_child (widget_class, FoveaNetworkRow, problem);
  gtk_widget_class_bind_template_child (widget_class, FoveaNetworkRow, use);
  gtk_widget_class_bind_template_callback (widget_class, on_apply);
  gtk_widget_class_bind_template_callback (widget_class, on_setup_short);
  gtk_widget_class_bind_template_callback (widget_class, on_bind_short);
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_preset);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fovea_network_row_init (FoveaNetworkRow *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < n_presets (); i++)
    gtk_string_list_append (titles, _ (fv_preset_nth (i)->title));
  /* Translators: a network of one's own, after the ready-made ones. */
  gtk_string_list_append (titles, _ ("Own Architecture"));
  self->updating = TRUE;
  gtk_drop_down_set_model (self->preset, G_LIST_MODEL (titles));
  self->updating = FALSE;
}
