/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-experiment-form.h"

#include <glib/gi18n.h>
#include <math.h>

#define MAX_CHOICES 16

/**
 * FoveaExperimentForm:
 *
 * What is to be tried: a row an axis. Where there are names to choose from they are checked, numbers are typed, with
 * commas between them; what is wrong with them stands below. An axis without a value stays as training has it.
 */
struct _FoveaExperimentForm
{
  GtkWidget parent_instance;
  GtkWidget *grid;
  struct
  {
    GtkCheckButton *checks[MAX_CHOICES]; /* of names */
    GtkEditable *entry;                  /* of numbers */
    GtkLabel *mistake;
  } axes[FV_EXPERIMENT_MAX_AXES];
  GtkSpinButton *length;
  GtkDropDown *unit;
  GtkDropDown *from;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (FoveaExperimentForm, fovea_experiment_form, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ASKED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

/* --- Reading --- */

static void
read_checks (FoveaExperimentForm *self, guint nth, FvAxisValues *out)
{
  *out = (FvAxisValues){ 0 };
  for (guint i = 0; i < MAX_CHOICES && self->axes[nth].checks[i] != NULL; i++)
    if (gtk_check_button_get_active (self->axes[nth].checks[i]))
      out->values[out->n++] = i;
}

static void
say_mistake (FoveaExperimentForm *self, guint nth, const GError *error)
{
  GtkWidget *entry = GTK_WIDGET (self->axes[nth].entry);

  gtk_label_set_label (self->axes[nth].mistake, error != NULL ? error->message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->axes[nth].mistake), error != NULL);
  if (error != NULL)
    {
      gtk_widget_add_css_class (entry, "error");
      gtk_accessible_update_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID,
                                   GTK_ACCESSIBLE_INVALID_TRUE, -1);
      return;
    }
  gtk_widget_remove_css_class (entry, "error");
  gtk_accessible_reset_state (GTK_ACCESSIBLE (entry), GTK_ACCESSIBLE_STATE_INVALID);
}

static gboolean
read_axis (FoveaExperimentForm *self, guint nth, FvAxisValues *out)
{
  const FvExperimentAxis *axis = fv_experiment_axis_nth (nth);
  g_autoptr (GError) error = NULL;
  gboolean fine;

  if (axis->choice != NULL)
    {
      read_checks (self, nth, out);
      return TRUE;
    }
  fine = fv_experiment_axis_parse (axis, gtk_editable_get_text (self->axes[nth].entry), out, &error);
  say_mistake (self, nth, error);
  return fine;
}

/**
 * fovea_experiment_form_get:
 * @out: (out): what is wanted
 *
 * Returns: %FALSE if something typed makes no sense; it is said beside it
 */
gboolean
fovea_experiment_form_get (FoveaExperimentForm *self, FoveaExperimentWish *out)
{
  gboolean fine = TRUE;

  *out = (FoveaExperimentWish){ .length = (guint)gtk_spin_button_get_value_as_int (self->length),
                                .by_batches = gtk_drop_down_get_selected (self->unit) == 0,
                                .from_now = gtk_drop_down_get_selected (self->from) == 1 };
  for (guint i = 0; fv_experiment_axis_nth (i) != NULL; i++)
    fine = read_axis (self, i, &out->grid.axes[i]) && fine;
  return fine;
}

static void
on_changed (FoveaExperimentForm *self)
{
  if (!self->updating)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* --- Writing --- */

static void
write_checks (FoveaExperimentForm *self, guint nth, const FvAxisValues *values)
{
  for (guint i = 0; i < MAX_CHOICES && self->axes[nth].checks[i] != NULL; i++)
    {
      gboolean active = FALSE;

      for (guint k = 0; k < values->n; k++)
        active = active || values->values[k] == i;
      gtk_check_button_set_active (self->axes[nth].checks[i], active);
    }
}

/**
 * fovea_experiment_form_set:
 * @wish: what it shows from now on
 */
void
fovea_experiment_form_set (FoveaExperimentForm *self, const FoveaExperimentWish *wish)
{
  const FvExperimentAxis *axis;

  self->updating = TRUE;
  for (guint i = 0; (axis = fv_experiment_axis_nth (i)) != NULL; i++)
    {
      g_autofree char *text = NULL;

      if (axis->choice != NULL)
        {
          write_checks (self, i, &wish->grid.axes[i]);
          continue;
        }
      text = fv_experiment_axis_to_text (axis, &wish->grid.axes[i]);
      gtk_editable_set_text (self->axes[i].entry, text);
    }
  gtk_spin_button_set_value (self->length, wish->length);
  gtk_drop_down_set_selected (self->unit, wish->by_batches ? 0 : 1);
  gtk_drop_down_set_selected (self->from, wish->from_now ? 1 : 0);
  self->updating = FALSE;
  on_changed (self);
}

/**
 * fovea_experiment_form_set_base:
 * @base: what an axis without a value has
 */
void
fovea_experiment_form_set_base (FoveaExperimentForm *self, const FvSetting *base)
{
  const FvExperimentAxis *axis;

  for (guint i = 0; (axis = fv_experiment_axis_nth (i)) != NULL; i++)
    {
      g_autofree char *value = fv_experiment_axis_value (axis, axis->get (base));
      g_autofree char *text = NULL;

      if (axis->choice != NULL)
        continue;
      /* Translators: what stands in a field before something is typed: the value training has now. */
      text = *value != '\0' ? g_strdup_printf (_ ("%s, as now"), value) : g_strdup (_ ("none now"));
      g_object_set (self->axes[i].entry, "placeholder-text", text, NULL);
    }
}

/* --- Rows --- */

static GtkWidget *
title_new (const char *text)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_BASELINE);
  return label;
}

static void
set_label (GtkWidget *widget, const char *label)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static GtkWidget *
checks_new (FoveaExperimentForm *self, guint nth)
{
  const FvExperimentAxis *axis = fv_experiment_axis_nth (nth);
  GtkWidget *box = gtk_flow_box_new ();

  gtk_flow_box_set_selection_mode (GTK_FLOW_BOX (box), GTK_SELECTION_NONE);
  gtk_flow_box_set_max_children_per_line (GTK_FLOW_BOX (box), MAX_CHOICES);
  gtk_flow_box_set_column_spacing (GTK_FLOW_BOX (box), 4);
  gtk_widget_set_hexpand (box, TRUE);
  set_label (box, _ (axis->title));
  for (guint i = 0; i < MAX_CHOICES && axis->choice (i) != NULL; i++)
    {
      GtkWidget *check = gtk_check_button_new_with_label (_ (axis->choice_title (i)));
      GtkWidget *child = gtk_flow_box_child_new ();

      self->axes[nth].checks[i] = GTK_CHECK_BUTTON (check);
      g_signal_connect_swapped (check, "toggled", G_CALLBACK (on_changed), self);
      gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), check);
      gtk_widget_set_focusable (child, FALSE);
      gtk_flow_box_append (GTK_FLOW_BOX (box), child);
    }
  return box;
}

static void
on_activate (FoveaExperimentForm *self)
{
  g_signal_emit (self, signals[SIGNAL_ASKED], 0);
}

static GtkWidget *
entry_new (FoveaExperimentForm *self, guint nth)
{
  const FvExperimentAxis *axis = fv_experiment_axis_nth (nth);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);
  GtkWidget *entry = gtk_entry_new (), *mistake = gtk_label_new (NULL);

  self->axes[nth].entry = GTK_EDITABLE (entry);
  self->axes[nth].mistake = GTK_LABEL (mistake);
  gtk_editable_set_width_chars (GTK_EDITABLE (entry), 12);
  gtk_editable_set_max_width_chars (GTK_EDITABLE (entry), 26);
  set_label (entry, _ (axis->title));
  gtk_label_set_xalign (GTK_LABEL (mistake), 0);
  gtk_label_set_wrap (GTK_LABEL (mistake), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (mistake), 24);
  gtk_widget_add_css_class (mistake, "error");
  gtk_widget_add_css_class (mistake, "caption");
  gtk_widget_set_visible (mistake, FALSE);
  gtk_box_append (GTK_BOX (box), entry);
  gtk_box_append (GTK_BOX (box), mistake);
  g_signal_connect_swapped (entry, "changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (entry, "activate", G_CALLBACK (on_activate), self);
  return box;
}

/* Names take a row, numbers half of one. Returns the first row that is free. */
static int
add_axes (FoveaExperimentForm *self)
{
  const FvExperimentAxis *axis;
  int row = 0, col = 0;

  for (guint numbers = 0; numbers < 2; numbers++)
    for (guint i = 0; (axis = fv_experiment_axis_nth (i)) != NULL; i++)
      {
        GtkWidget *title;

        if ((axis->choice == NULL) != (numbers == 1))
          continue;
        title = title_new (_ (axis->title));
        gtk_grid_attach (GTK_GRID (self->grid), title, col, row, 1, 1);
        if (numbers == 0)
          {
            gtk_grid_attach (GTK_GRID (self->grid), checks_new (self, i), 1, row++, 4, 1);
            continue;
          }
        gtk_grid_attach (GTK_GRID (self->grid), entry_new (self, i), col + 1, row, 1, 1);
        row += col / 2;
        col = 2 - col;
      }
  return row + (col > 0);
}

static GtkWidget *
length_new (FoveaExperimentForm *self)
{
  const char *const units[] = { _ ("batches"), _ ("epochs"), NULL };
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *length = gtk_spin_button_new_with_range (1, FOVEA_EXPERIMENT_MAX_LENGTH, 1);
  GtkWidget *unit = gtk_drop_down_new_from_strings (units);

  self->length = GTK_SPIN_BUTTON (length);
  self->unit = GTK_DROP_DOWN (unit);
  gtk_spin_button_set_increments (self->length, 1, 100);
  gtk_spin_button_set_numeric (self->length, TRUE);
  set_label (length, _ ("Length of Each Run"));
  set_label (unit, _ ("What It Is Counted In"));
  gtk_widget_set_hexpand (length, TRUE);
  gtk_widget_set_hexpand_set (box, TRUE); /* within the column of fields */
  gtk_box_append (GTK_BOX (box), length);
  gtk_box_append (GTK_BOX (box), unit);
  g_signal_connect_swapped (length, "value-changed", G_CALLBACK (on_changed), self);
  g_signal_connect_swapped (unit, "notify::selected", G_CALLBACK (on_changed), self);
  return box;
}

static GtkWidget *
from_new (FoveaExperimentForm *self)
{
  const char *const starts[] = { _ ("First weights"), _ ("Weights shown"), NULL };
  GtkWidget *from = gtk_drop_down_new_from_strings (starts);

  self->from = GTK_DROP_DOWN (from);
  set_label (from, _ ("Where Each Run Begins"));
  g_signal_connect_swapped (from, "notify::selected", G_CALLBACK (on_changed), self);
  return from;
}

/* Takes the width that fields have no use for. */
static GtkWidget *
rest_new (void)
{
  GtkWidget *rest = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_hexpand (rest, TRUE);
  return rest;
}

static void
fovea_experiment_form_dispose (GObject *object)
{
  FoveaExperimentForm *self = FOVEA_EXPERIMENT_FORM (object);

  g_clear_pointer (&self->grid, gtk_widget_unparent);
  G_OBJECT_CLASS (fovea_experiment_form_parent_class)->dispose (object);
}

static void
fovea_experiment_form_class_init (FoveaExperimentFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_experiment_form_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  /**
   * FoveaExperimentForm::changed:
   *
   * Something else is wanted.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  /**
   * FoveaExperimentForm::asked:
   *
   * Enter was pressed in a field: it is to begin.
   */
  signals[SIGNAL_ASKED] = g_signal_new ("asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 0);
}

static void
fovea_experiment_form_init (FoveaExperimentForm *self)
{
  int row;

  self->updating = TRUE;
  self->grid = gtk_grid_new ();
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 6);
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  gtk_widget_set_parent (self->grid, GTK_WIDGET (self));
  row = add_axes (self);
  gtk_grid_attach (GTK_GRID (self->grid), title_new (_ ("Each run")), 0, row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), length_new (self), 1, row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), title_new (_ ("from")), 2, row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), from_new (self), 3, row, 1, 1);
  gtk_grid_attach (GTK_GRID (self->grid), rest_new (), 4, row, 1, 1);
  self->updating = FALSE;
}
