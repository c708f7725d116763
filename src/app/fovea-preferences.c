/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-preferences.h"
#include "fovea-pace.h"

/**
 * FoveaPreferences:
 *
 * What holds for every start: colours, the digits, the pace, the threads.
 */
struct _FoveaPreferences
{
  AdwPreferencesWindow parent_instance;
  AdwComboRow *scheme;
  AdwComboRow *pace;
  AdwComboRow *distortion;
  GtkSpinButton *threads;
  GtkSpinButton *history;
  GtkSpinButton *seed;
  FoveaSession *session;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (FoveaPreferences, fovea_preferences, ADW_TYPE_PREFERENCES_WINDOW)

/* In the order of the rows in the template. */
static const char *const schemes[] = { "default", "light", "dark" };

static GSettings *
settings (FoveaPreferences *self)
{
  return fovea_session_get_settings (self->session);
}

static gboolean
is_updating (FoveaPreferences *self)
{
  return self->updating || self->session == NULL;
}

static void
on_scheme (FoveaPreferences *self)
{
  guint selected = adw_combo_row_get_selected (self->scheme);

  if (!is_updating (self) && selected < G_N_ELEMENTS (schemes))
    g_settings_set_string (settings (self), "colour-scheme", schemes[selected]);
}

static void
on_pace (FoveaPreferences *self)
{
  if (!is_updating (self))
    fovea_session_set_pace (self->session, fovea_pace_from_index (adw_combo_row_get_selected (self->pace)));
}

static void
on_distortion (FoveaPreferences *self)
{
  guint selected = adw_combo_row_get_selected (self->distortion);

  if (!is_updating (self) && fv_distortion_name (selected) != NULL)
    fovea_session_set_distortion (self->session, selected);
}

static void
update (FoveaPreferences *self)
{
  g_autofree char *scheme = g_settings_get_string (settings (self), "colour-scheme");

  self->updating = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    if (g_str_equal (scheme, schemes[i]))
      adw_combo_row_set_selected (self->scheme, i);
  adw_combo_row_set_selected (self->pace, fovea_pace_to_index (fovea_session_get_pace (self->session)));
  adw_combo_row_set_selected (self->distortion, fovea_session_get_distortion (self->session));
  self->updating = FALSE;
  g_settings_bind (settings (self), "threads", gtk_spin_button_get_adjustment (self->threads), "value",
                   G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings (self), "history-megabytes", gtk_spin_button_get_adjustment (self->history),
                   "value", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (settings (self), "seed", gtk_spin_button_get_adjustment (self->seed), "value",
                   G_SETTINGS_BIND_DEFAULT);
}

static void
fovea_preferences_dispose (GObject *object)
{
  g_clear_object (&FOVEA_PREFERENCES (object)->session);
  G_OBJECT_CLASS (fovea_preferences_parent_class)->dispose (object);
}

static void
fovea_preferences_class_init (FoveaPreferencesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_preferences_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fovea/Fovea/ui/fovea-preferences.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaPreferences, scheme);
  gtk_widget_class_bind_template_child (widget_class, FoveaPreferences, pace);
  gtk_widget_class_bind_template_child (widget_class, FoveaPreferences, distortion);
  gtk_widget_class_bind_template_child (widget_class, FoveaPreferences, threads);
  gtk_widget_class_bind_template_child (widget_class, FoveaPreferences, history);
  gtk_widget_class_bind_template_child (widget_class, FoveaPreferences, seed);
  gtk_widget_class_bind_template_callback (widget_class, on_scheme);
  gtk_widget_class_bind_template_callback (widget_class, on_pace);
  gtk_widget_class_bind_template_callback (widget_class, on_distortion);
}

static void
fovea_preferences_init (FoveaPreferences *self)
{
  g_autoptr (GListModel) paces = fovea_pace_list ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->updating = TRUE;
  adw_combo_row_set_model (self->pace, paces);
  self->updating = FALSE;
}

/**
 * fovea_preferences_show:
 * @parent: the window they are opened from
 * @session: what some of them change at once
 */
void
fovea_preferences_show (GtkWindow *parent, FoveaSession *session)
{
  FoveaPreferences *self = g_object_new (FOVEA_TYPE_PREFERENCES, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  update (self);
  gtk_window_present (GTK_WINDOW (self));
}
