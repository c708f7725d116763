/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-stop-box.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * FoveaStopBox:
 *
 * When training ends by itself: a row for each rule, with a switch and a number.
 */
struct _FoveaStopBox
{
  GtkWidget parent_instance;
  GtkWidget *grid;
  GtkCheckButton *on[FV_STOP_N_KINDS];
  GtkSpinButton *limits[FV_STOP_N_KINDS];
  FoveaSession *session;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (FoveaStopBox, fovea_stop_box, GTK_TYPE_WIDGET)

/* What people read is a percentage. */
static double
unit_of (FvStopKind kind)
{
  return kind == FV_STOP_ACCURACY ? 100 : 1;
}

static gboolean
on_output (GtkSpinButton *spin, gpointer data)
{
  double value = gtk_spin_button_get_value (spin);
  g_autofree char *text = GPOINTER_TO_INT (data) == FV_STOP_ACCURACY ? g_strdup_printf (_ ("%.4g %%"), value)
                                                                     : g_strdup_printf ("%.6g", value);

  if (!g_str_equal (text, gtk_editable_get_text (GTK_EDITABLE (spin))))
    gtk_editable_set_text (GTK_EDITABLE (spin), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  return TRUE;
}

static int
on_input (GtkSpinButton *spin, double *value, gpointer data)
{
  g_autofree char *text = g_strdelimit (g_strdup (gtk_editable_get_text (GTK_EDITABLE (spin))), ",", '.');
  char *end;

  *value = g_ascii_strtod (text, &end);
  return end == text || !isfinite (*value) ? GTK_INPUT_ERROR : TRUE;
}

static void
on_changed_here (FoveaStopBox *self)
{
  FvStopRules rules = { { 0 } };

  if (self->updating || self->session == NULL)
    return;
  for (guint i = 0; i < FV_STOP_N_KINDS; i++)
    if (gtk_check_button_get_active (self->on[i]))
      rules.limits[i] = gtk_spin_button_get_value (self->limits[i]) / unit_of (i);
  fovea_session_set_stop_rules (self->session, rules);
}

/* Who sets a number means the rule. */
static void
on_limit (FoveaStopBox *self, GtkSpinButton *spin)
{
  for (guint i = 0; i < FV_STOP_N_KINDS && !self->updating; i++)
    if (self->limits[i] == spin)
      gtk_check_button_set_active (self->on[i], TRUE);
  on_changed_here (self);
}

/* A rule that is off keeps the number it had. */
static void
update (FoveaStopBox *self)
{
  FvStopRules rules = fovea_session_get_stop_rules (self->session);

  self->updating = TRUE;
  for (guint i = 0; i < FV_STOP_N_KINDS; i++)
    {
      gtk_check_button_set_active (self->on[i], rules.limits[i] > 0);
      if (rules.limits[i] > 0)
        gtk_spin_button_set_value (self->limits[i], rules.limits[i] * unit_of (i));
    }
  self->updating = FALSE;
}

static void
on_changed (FoveaStopBox *self, guint changes)
{
  if (changes & FOVEA_CHANGE_OPTIONS)
    update (self);
}

void
fovea_stop_box_set_session (FoveaStopBox *self, FoveaSession *session)
{
  g_set_object (&self->session, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
add_row (FoveaStopBox *self, FvStopKind kind)
{
  const FvStopRule *rule = fv_stop_rule_nth (kind);
  double unit = unit_of (kind);
  GtkWidget *label = gtk_label_new (_ (rule->title)), *on = gtk_check_button_new ();
  GtkWidget *spin = gtk_spin_button_new_with_range (rule->minimum * unit, rule->maximum * unit, 1);

  gtk_editable_set_enable_undo (GTK_EDITABLE (spin), FALSE); /* Ctrl+Z takes the rule back, not its letters */
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_check_button_set_child (GTK_CHECK_BUTTON (on), label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (on), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (rule->title), -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (spin), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (rule->title), -1);
  gtk_widget_set_hexpand (on, TRUE);
  gtk_widget_set_valign (spin, GTK_ALIGN_CENTER);
  gtk_spin_button_set_digits (GTK_SPIN_BUTTON (spin), 3);
  gtk_spin_button_set_numeric (GTK_SPIN_BUTTON (spin), FALSE); /* "98 %" */
  gtk_editable_set_width_chars (GTK_EDITABLE (spin), 6);
  g_signal_connect (spin, "output", G_CALLBACK (on_output), GINT_TO_POINTER (kind));
  g_signal_connect (spin, "input", G_CALLBACK (on_input), NULL);
  gtk_spin_button_set_value (GTK_SPIN_BUTTON (spin), rule->standard * unit);
  g_signal_connect_swapped (on, "toggled", G_CALLBACK (on_changed_here), self);
  g_signal_connect_swapped (spin, "value-changed", G_CALLBACK (on_limit), self);
  gtk_grid_attach (GTK_GRID (self->grid), on, 0, (int)kind, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), spin, 1, (int)kind, 1, 1);
  self->on[kind] = GTK_CHECK_BUTTON (on);
  self->limits[kind] = GTK_SPIN_BUTTON (spin);
}

static void
fovea_stop_box_dispose (GObject *object)
{
  FoveaStopBox *self = FOVEA_STOP_BOX (object);

  g_clear_pointer (&self->grid, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_stop_box_parent_class)->dispose (object);
}

static void
fovea_stop_box_class_init (FoveaStopBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fovea_stop_box_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
fovea_stop_box_init (FoveaStopBox *self)
{
  self->grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  for (guint i = 0; i < FV_STOP_N_KINDS; i++)
    add_row (self, i);
}
