/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-my-digits-dialog.h"
#include "fovea-my-digits.h"
#include "fovea-sample-grid.h"

#include <glib/gi18n.h>

/**
 * FoveaMyDigitsDialog:
 *
 * The digits somebody drew and named, as the network sees them.
 */
struct _FoveaMyDigitsDialog
{
  AdwWindow parent_instance;
  FoveaSampleGrid *grid;
  GtkStack *stack; /* them, or that there are none */
  GtkLabel *status;
  GArray *removed; /* Removed, the last one last */
};

G_DEFINE_FINAL_TYPE (FoveaMyDigitsDialog, fovea_my_digits_dialog, ADW_TYPE_WINDOW)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_PICKED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

typedef struct
{
  guint nth, label;
  FvStrokes *strokes;
} Removed;

static void
removed_clear (gpointer data)
{
  fv_strokes_free (((Removed *)data)->strokes);
}

/* Takes sentence. */
static void
say (FoveaMyDigitsDialog *self, char *sentence)
{
  gtk_label_set_label (self->status, sentence);
  g_free (sentence);
}

static void
update_actions (FoveaMyDigitsDialog *self)
{
  static const char *const wants_some[] = { "mine.export", "mine.train", "mine.test" };
  static const char *const wants_one[] = { "mine.delete", "mine.draw" };
  guint n = fovea_sample_grid_get_count (self->grid);
  gboolean chosen = n > 0 && fovea_sample_grid_get_chosen (self->grid) < n;

  for (guint i = 0; i < G_N_ELEMENTS (wants_some); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), wants_some[i], n > 0);
  for (guint i = 0; i < G_N_ELEMENTS (wants_one); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), wants_one[i], chosen);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "mine.undo", self->removed->len > 0);
}

/* Reads them again; chosen is the one to choose. */
static gboolean
show (FoveaMyDigitsDialog *self, guint chosen)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (FvDrawings) drawings = fovea_my_digits_read (&error);
  guint n = drawings != NULL ? fv_drawings_count (drawings) : 0;
  g_autoptr (FvDataset) set = n > 0 ? fv_drawings_dataset (drawings, _ ("my digits")) : NULL;

  fovea_sample_grid_show (self->grid, set, G_MAXUINT);
  if (n > 0)
    fovea_sample_grid_choose (self->grid, MIN (chosen, n - 1));
  gtk_stack_set_visible_child_name (self->stack, n > 0 ? "some" : "none");
  update_actions (self);
  if (error != NULL)
    say (self, g_strdup (error->message));
  return error == NULL;
}

static void
say_count (FoveaMyDigitsDialog *self, const char *before)
{
  guint n = fovea_sample_grid_get_count (self->grid);
  g_autofree char *count = g_strdup_printf (ngettext ("%u drawing", "%u drawings", n), n);

  say (self, *before != '\0' ? g_strdup_printf ("%s · %s", before, count) : g_strdup (count));
}

static void delete (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaMyDigitsDialog *self = FOVEA_MY_DIGITS_DIALOG (widget);
  Removed removed = { .nth = fovea_sample_grid_get_chosen (self->grid) };
  g_autoptr (GError) error = NULL;

  if (!fovea_my_digits_remove (removed.nth, &removed.label, &removed.strokes, &error))
    {
      say (self, g_strdup (error->message));
      return;
    }
  g_array_append_val (self->removed, removed);
  if (show (self, removed.nth))
    say_count (self, _ ("Deleted"));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
undo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaMyDigitsDialog *self = FOVEA_MY_DIGITS_DIALOG (widget);
  g_autoptr (GError) error = NULL;
  Removed *last;
  guint nth;

  if (self->removed->len == 0)
    return;
  last = &g_array_index (self->removed, Removed, self->removed->len - 1);
  nth = last->nth;
  if (!fovea_my_digits_insert (nth, last->label, fv_strokes_copy (last->strokes), &error))
    {
      say (self, g_strdup (error->message));
      return;
    }
  g_array_set_size (self->removed, self->removed->len - 1);
  if (show (self, nth))
    say_count (self, _ ("Brought back"));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* The strokes are those that were drawn: on the pad they can be drawn on. */
static void
draw (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaMyDigitsDialog *self = FOVEA_MY_DIGITS_DIALOG (widget);
  guint nth = fovea_sample_grid_get_chosen (self->grid);
  g_autoptr (FvDrawings) drawings = fovea_my_digits_read (NULL);

  if (drawings == NULL || nth >= fv_drawings_count (drawings))
    return;
  g_signal_emit (self, signals[SIGNAL_PICKED], 0, fv_drawings_strokes (drawings, nth));
  gtk_window_close (GTK_WINDOW (self));
}

/* What the window does with data, it does with these. */
static void
tell_window (GtkWidget *widget, const char *action)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));
  g_autofree char *path = fv_drawings_path ();

  if (parent != NULL)
    gtk_widget_activate_action (GTK_WIDGET (parent), action, "s", path);
  gtk_window_close (GTK_WINDOW (widget));
}

static void
train (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tell_window (widget, "win.open-path");
}

static void
test (GtkWidget *widget, const char *name, GVariant *parameter)
{
  tell_window (widget, "win.test-with");
}

static void
run_export (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (fovea_my_digits_export (data, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_exported (GObject *source, GAsyncResult *result, gpointer data)
{
  FoveaMyDigitsDialog *self = FOVEA_MY_DIGITS_DIALOG (source);
  g_autoptr (GError) error = NULL;
  gboolean exported = g_task_propagate_boolean (G_TASK (result), &error);

  if (self->status != NULL) /* else closed meanwhile */
    say (self, g_strdup (exported ? _ ("Exported as IDX files and PNG pictures") : error->message));
}

/* A file for each drawing, each brought to the disk, takes its time. */
static void
on_folder (GtkNativeDialog *dialog, int response, FoveaMyDigitsDialog *self)
{
  g_autoptr (GFile) folder = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));
  g_autofree char *path = folder != NULL ? g_file_get_path (folder) : NULL;
  g_autoptr (GTask) task = g_task_new (self, NULL, on_exported, NULL);

  g_task_set_task_data (task, g_strdup (path), g_free);
  if (response == GTK_RESPONSE_ACCEPT && path != NULL)
    g_task_run_in_thread (task, run_export);
  g_object_unref (dialog);
}

static void
choose_folder (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkFileChooserNative *dialog
      = gtk_file_chooser_native_new (_ ("A Folder for My Digits"), GTK_WINDOW (widget),
                                     GTK_FILE_CHOOSER_ACTION_SELECT_FOLDER, _ ("_Export"), NULL);

  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (dialog), TRUE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_folder), widget, 0);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (dialog));
}

static void
on_activated (FoveaMyDigitsDialog *self)
{
  draw (GTK_WIDGET (self), NULL, NULL);
}

static void
fovea_my_digits_dialog_finalize (GObject *object)
{
  g_array_unref (FOVEA_MY_DIGITS_DIALOG (object)->removed);
  G_OBJECT_CLASS (fovea_my_digits_dialog_parent_class)->finalize (object);
}

static void
fovea_my_digits_dialog_dispose (GObject *object)
{
  FOVEA_MY_DIGITS_DIALOG (object)->status = NULL;
  G_OBJECT_CLASS (fovea_my_digits_dialog_parent_class)->dispose (object);
}

static void
add_actions (GtkWidgetClass *klass)
{
  static const struct
  {
    const char *name;
    GtkWidgetActionActivateFunc run;
    guint key;
    GdkModifierType modifiers;
  } actions[] = {
    { "mine.delete", delete, GDK_KEY_Delete, 0 },
    { "mine.undo", undo, GDK_KEY_z, GDK_CONTROL_MASK },
    { "mine.draw", draw, GDK_KEY_d, GDK_CONTROL_MASK },
    { "mine.export", choose_folder, GDK_KEY_e, GDK_CONTROL_MASK },
    { "mine.train", train, 0, 0 },
    { "mine.test", test, 0, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      gtk_widget_class_install_action (klass, actions[i].name, NULL, actions[i].run);
      if (actions[i].key != 0)
        gtk_widget_class_add_binding_action (klass, actions[i].key, actions[i].modifiers, actions[i].name,
                                             NULL);
    }
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
fovea_my_digits_dialog_class_init (FoveaMyDigitsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_my_digits_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = fovea_my_digits_dialog_finalize;
  /**
   * FoveaMyDigitsDialog::changed:
   *
   * There are fewer of them, or more.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", FOVEA_TYPE_MY_DIGITS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                          NULL, NULL, G_TYPE_NONE, 0);
  /**
   * FoveaMyDigitsDialog::picked:
   * @strokes: an FvStrokes, borrowed
   *
   * One is to be drawn on.
   */
  signals[SIGNAL_PICKED] = g_signal_new ("picked", FOVEA_TYPE_MY_DIGITS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  g_type_ensure (FOVEA_TYPE_SAMPLE_GRID);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fovea/Fovea/ui/fovea-my-digits-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaMyDigitsDialog, grid);
  gtk_widget_class_bind_template_child (widget_class, FoveaMyDigitsDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, FoveaMyDigitsDialog, status);
  gtk_widget_class_bind_template_callback (widget_class, update_actions);
  gtk_widget_class_bind_template_callback (widget_class, on_activated);
  add_actions (widget_class);
}

static void
fovea_my_digits_dialog_init (FoveaMyDigitsDialog *self)
{
  self->removed = g_array_new (FALSE, FALSE, sizeof (Removed));
  g_array_set_clear_func (self->removed, removed_clear);
  gtk_widget_init_template (GTK_WIDGET (self));
  if (show (self, G_MAXUINT)) /* the newest, which one has just drawn */
    say_count (self, "");
}

GtkWidget *
fovea_my_digits_dialog_new (GtkWindow *parent)
{
  return g_object_new (FOVEA_TYPE_MY_DIGITS_DIALOG, "transient-for", parent, NULL);
}
