/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-window-private.h"
#include "fovea-dock.h"
#include "fovea-style.h"
#include "fovea-tooltip.h"
#include "fovea-view-state.h"
#include "fovea-views.h"

#include <glib/gi18n.h>

/**
 * FoveaWindow:
 *
 * One session, its views, and the timeline below them.
 */
G_DEFINE_FINAL_TYPE (FoveaWindow, fovea_window, ADW_TYPE_APPLICATION_WINDOW)

/* So many views have room with their names beside their icons in a window of that width, at the usual size of type. */
#define MOST_WIDE  4.2
#define WIDE_WIDTH 1024.0

enum
{
  PROP_0,
  PROP_STRIP_VISIBLE,
  PROP_PAD_VISIBLE,
  PROP_DIRECTION,
  PROP_VIEW,
  PROP_GRANULARITY,
  PROP_WALK_PACE,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

static void
update_side (FoveaWindow *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self->pad), self->pad_visible);
  gtk_widget_set_visible (GTK_WIDGET (self->strip), self->strip_visible);
  gtk_widget_set_visible (self->side, self->strip_visible || self->pad_visible);
  if (!self->pad_visible && self->session != NULL)
    fovea_session_set_drawing (self->session, NULL);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STRIP_VISIBLE]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PAD_VISIBLE]);
}

/* The pad takes the strip's place: both would leave too little for the maps. When it goes, the strip comes back. */
static void
set_pad_visible (FoveaWindow *self, gboolean visible)
{
  if (self->pad_visible == visible)
    return;
  self->pad_visible = visible;
  if (visible)
    self->strip_before = self->strip_visible;
  self->strip_visible = !visible && self->strip_before;
  update_side (self);
}

static void
set_strip_visible (FoveaWindow *self, gboolean visible)
{
  if (self->strip_visible == visible)
    return;
  self->strip_visible = visible;
  self->pad_visible = FALSE;
  self->strip_before = visible;
  update_side (self);
}

static gboolean
is_backward (FoveaWindow *self)
{
  return self->session != NULL && fv_cursor_is_backward (fovea_session_get_cursor (self->session));
}

static void
set_direction (FoveaWindow *self, const char *direction)
{
  FvCursor cursor = fovea_session_get_cursor (self->session);

  if (is_backward (self) != (g_strcmp0 (direction, "backward") == 0))
    fovea_session_set_cursor (self->session,
                              fv_cursor_turn (cursor, fovea_session_get_network (self->session)));
}

/* Stable names, for actions. */
static const char *const granularities[] = { "term", "window", "map", "layer", "pass" };

static void
set_granularity (FoveaWindow *self, const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (granularities); i++)
    if (g_strcmp0 (granularities[i], name) == 0)
      fovea_session_set_granularity (self->session, (FvGranularity)i);
}

static void
on_view (FoveaWindow *self)
{
  const FoveaViewType *type = fovea_view_type_from_name (adw_view_stack_get_visible_child_name (self->stack));

  if (type == NULL)
    return;
  /* Elsewhere forward and backward mean nothing. */
  gtk_widget_set_opacity (self->directions, type->directed ? 1 : 0);
  gtk_widget_set_sensitive (self->directions, type->directed);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_VIEW]);
}

static void
set_view (FoveaWindow *self, const char *name)
{
  const FoveaViewType *type = fovea_view_type_from_name (name);

  if (type == NULL || !fovea_view_type_applies (type, self->session))
    return;
  if (g_str_equal (name, "detail"))
    fovea_session_take_newest (self->session);
  adw_view_stack_set_visible_child_name (self->stack, name);
  gtk_widget_grab_focus (adw_view_stack_get_visible_child (self->stack));
}

/* Names beside the icons where there is room, else below them. */
static void
update_switcher (FoveaWindow *self)
{
  GdkSurface *surface = gtk_native_get_surface (GTK_NATIVE (self));
  double width = MAX (surface != NULL ? gdk_surface_get_width (surface) : 0, WIDE_WIDTH);

  adw_view_switcher_set_policy (self->switcher,
                                self->n_views * fovea_style_now ().text_scale > MOST_WIDE * width / WIDE_WIDTH
                                    ? ADW_VIEW_SWITCHER_POLICY_NARROW
                                    : ADW_VIEW_SWITCHER_POLICY_WIDE);
}

static void
on_realize (FoveaWindow *self)
{
  g_signal_connect_object (gtk_native_get_surface (GTK_NATIVE (self)), "notify::width",
                           G_CALLBACK (update_switcher), self, G_CONNECT_SWAPPED);
}

/* A view that means nothing for this network goes, and with it the eye to the first one. */
static void
update_views (FoveaWindow *self)
{
  const FoveaViewType *type;
  guint n_shown = 0;

  for (guint i = 0; (type = fovea_view_type_nth (i)) != NULL; i++)
    {
      GtkWidget *child = adw_view_stack_get_child_by_name (self->stack, type->name);
      gboolean applies = fovea_view_type_applies (type, self->session);

      if (!applies && adw_view_stack_get_visible_child (self->stack) == child)
        adw_view_stack_set_visible_child_name (self->stack, fovea_view_type_nth (0)->name);
      adw_view_stack_page_set_visible (adw_view_stack_get_page (self->stack, child), applies);
      n_shown += applies;
    }
  self->n_views = n_shown;
  update_switcher (self);
}

static void
add_views (FoveaWindow *self)
{
  g_autofree char *name = g_settings_get_string (self->settings, "view");
  const FoveaViewType *type;

  for (guint i = 0; (type = fovea_view_type_nth (i)) != NULL; i++)
    adw_view_stack_add_titled_with_icon (self->stack, type->create (self->session), type->name,
                                         _ (type->title), type->icon);
  update_views (self);
  set_view (self, name);
  on_view (self);
}

static gboolean
on_tick (GtkWidget *widget, GdkFrameClock *clock, gpointer data)
{
  FoveaWindow *self = FOVEA_WINDOW (widget);

  if (fovea_session_tick (self->session, gdk_frame_clock_get_frame_time (clock)))
    return G_SOURCE_CONTINUE;
  self->tick = 0;
  return G_SOURCE_REMOVE;
}

static void
on_wake (FoveaWindow *self)
{
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), on_tick, NULL, NULL);
}

static void
on_changed (FoveaWindow *self, guint changes)
{
  if (changes & FOVEA_CHANGE_CURSOR)
    g_object_notify_by_pspec (G_OBJECT (self), props[PROP_DIRECTION]);
  if (changes & FOVEA_CHANGE_LOOK)
    {
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_GRANULARITY]);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_WALK_PACE]);
    }
  if (changes & FOVEA_CHANGE_NETWORK)
    update_views (self);
  if (changes & (FOVEA_CHANGE_SNAPSHOT | FOVEA_CHANGE_OPTIONS))
    fovea_window_update_progress (self, FALSE);
  if (changes & (FOVEA_CHANGE_SNAPSHOT | FOVEA_CHANGE_DATA | FOVEA_CHANGE_UNDO))
    fovea_window_update_actions (self);
}

static void
on_ask_view (FoveaWindow *self, FoveaViewState *state)
{
  state->view = g_strdup (adw_view_stack_get_visible_child_name (self->stack));
  state->strip_visible = self->strip_visible;
  state->pad_visible = self->pad_visible;
}

static void
on_tell_view (FoveaWindow *self, const FoveaViewState *state)
{
  if (state->pad_visible != self->pad_visible)
    set_pad_visible (self, state->pad_visible);
  if (!state->pad_visible)
    set_strip_visible (self, state->strip_visible);
  set_view (self, state->view);
}

FoveaSession *
fovea_window_get_session (FoveaWindow *self)
{
  return self->session;
}

static void
save_state (FoveaWindow *self)
{
  int width, height;

  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  g_settings_set_boolean (self->settings, "maximized", gtk_window_is_maximized (GTK_WINDOW (self)));
  if (!gtk_window_is_maximized (GTK_WINDOW (self)) && width > 0 && height > 0)
    {
      g_settings_set_int (self->settings, "window-width", width);
      g_settings_set_int (self->settings, "window-height", height);
    }
  g_settings_set_boolean (self->settings, "pad-visible", self->pad_visible);
  g_settings_set_boolean (self->settings, "strip-visible",
                          self->pad_visible ? self->strip_before : self->strip_visible);
  g_settings_set_string (self->settings, "view", adw_view_stack_get_visible_child_name (self->stack));
}

static void
load_state (FoveaWindow *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
  set_strip_visible (self, g_settings_get_boolean (self->settings, "strip-visible"));
  set_pad_visible (self, g_settings_get_boolean (self->settings, "pad-visible"));
}

static gboolean
fovea_window_close_request (GtkWindow *window)
{
  FoveaWindow *self = FOVEA_WINDOW (window);

  if (!self->closing)
    save_state (self);
  if (!fovea_window_may_close (self))
    return TRUE;
  fovea_session_close (self->session);
  return GTK_WINDOW_CLASS (fovea_window_parent_class)->close_request (window);
}

static void
fovea_window_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  FoveaWindow *self = FOVEA_WINDOW (object);

  if (id == PROP_STRIP_VISIBLE)
    g_value_set_boolean (value, self->strip_visible);
  else if (id == PROP_PAD_VISIBLE)
    g_value_set_boolean (value, self->pad_visible);
  else if (id == PROP_DIRECTION)
    g_value_set_string (value, is_backward (self) ? "backward" : "forward");
  else if (id == PROP_GRANULARITY)
    g_value_set_string (value, self->session == NULL
                                   ? "layer"
                                   : granularities[fovea_session_get_granularity (self->session)]);
  else if (id == PROP_WALK_PACE)
    {
      char pace[G_ASCII_DTOSTR_BUF_SIZE] = "1";

      if (self->session != NULL)
        g_ascii_formatd (pace, sizeof pace, "%g", fovea_session_get_walk_pace (self->session));
      g_value_set_string (value, pace);
    }
  else if (id == PROP_VIEW)
    g_value_set_string (value, adw_view_stack_get_visible_child_name (self->stack));
}

static void
fovea_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  FoveaWindow *self = FOVEA_WINDOW (object);

  if (id == PROP_STRIP_VISIBLE)
    set_strip_visible (self, g_value_get_boolean (value));
  else if (id == PROP_PAD_VISIBLE)
    set_pad_visible (self, g_value_get_boolean (value));
  else if (id == PROP_DIRECTION)
    set_direction (self, g_value_get_string (value));
  else if (id == PROP_GRANULARITY)
    set_granularity (self, g_value_get_string (value));
  else if (id == PROP_WALK_PACE)
    fovea_session_set_walk_pace (self->session, g_ascii_strtod (g_value_get_string (value), NULL));
  else
    set_view (self, g_value_get_string (value));
}

static void
fovea_window_dispose (GObject *object)
{
  FoveaWindow *self = FOVEA_WINDOW (object);

  fovea_window_end_keeping (self);
  g_clear_object (&self->file);
  g_clear_pointer (&self->busy, g_free);
  fovea_work_stop (&self->filming);
  if (self->session != NULL)
    fovea_session_close (self->session);
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick);
  self->tick = 0;
  g_clear_weak_pointer (&self->offer);
  g_clear_object (&self->chooser);
  g_clear_object (&self->settings);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_window_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea/Fovea/ui/fovea-window.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, FoveaWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, FoveaWindow, switcher);
  gtk_widget_class_bind_template_child (widget_class, FoveaWindow, directions);
  gtk_widget_class_bind_template_child (widget_class, FoveaWindow, counts);
  gtk_widget_class_bind_template_child (widget_class, FoveaWindow, counts_canvas);
  gtk_widget_class_bind_template_child (widget_class, FoveaWindow, strip);
  gtk_widget_class_bind_template_child (widget_class, FoveaWindow, pad);
  gtk_widget_class_bind_template_child (widget_class, FoveaWindow, side);
  gtk_widget_class_bind_template_child (widget_class, FoveaWindow, timeline);
  gtk_widget_class_bind_template_child (widget_class, FoveaWindow, notice);
  gtk_widget_class_bind_template_child (widget_class, FoveaWindow, notice_label);
  gtk_widget_class_bind_template_child (widget_class, FoveaWindow, notice_restore);
  gtk_widget_class_bind_template_child (widget_class, FoveaWindow, notice_discard);
  gtk_widget_class_bind_template_child (widget_class, FoveaWindow, progress);
  gtk_widget_class_bind_template_child (widget_class, FoveaWindow, trouble);
  gtk_widget_class_bind_template_child (widget_class, FoveaWindow, go_to);
  gtk_widget_class_bind_template_child (widget_class, FoveaWindow, go_to_entry);
  gtk_widget_class_bind_template_child (widget_class, FoveaWindow, go_to_label);
  gtk_widget_class_bind_template_callback (widget_class, on_view);
  gtk_widget_class_bind_template_callback (widget_class, fovea_window_on_go_to);
  gtk_widget_class_bind_template_callback (widget_class, fovea_window_on_go_to_key);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  props[PROP_STRIP_VISIBLE] = g_param_spec_boolean ("strip-visible", NULL, NULL, FALSE, flags);
  props[PROP_PAD_VISIBLE] = g_param_spec_boolean ("pad-visible", NULL, NULL, FALSE, flags);
  props[PROP_DIRECTION] = g_param_spec_string ("direction", NULL, NULL, "forward", flags);
  props[PROP_VIEW] = g_param_spec_string ("view", NULL, NULL, NULL, flags);
  props[PROP_GRANULARITY] = g_param_spec_string ("granularity", NULL, NULL, "layer", flags);
  props[PROP_WALK_PACE] = g_param_spec_string ("walk-pace", NULL, NULL, "1", flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
fovea_window_class_init (FoveaWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = fovea_window_get_property;
  object_class->set_property = fovea_window_set_property;
  object_class->dispose = fovea_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = fovea_window_close_request;
  install_properties (object_class);
  g_type_ensure (FOVEA_TYPE_CANVAS);
  g_type_ensure (FOVEA_TYPE_DOCK);
  g_type_ensure (FOVEA_TYPE_STRIP);
  g_type_ensure (FOVEA_TYPE_DIGIT_PAD);
  g_type_ensure (FOVEA_TYPE_TIMELINE);
  g_type_ensure (FOVEA_TYPE_TROUBLE_BANNER);
  bind_template (widget_class);
  gtk_widget_class_install_property_action (widget_class, "win.strip-visible", "strip-visible");
  gtk_widget_class_install_property_action (widget_class, "win.pad-visible", "pad-visible");
  gtk_widget_class_install_property_action (widget_class, "win.direction", "direction");
  gtk_widget_class_install_property_action (widget_class, "win.view", "view");
  gtk_widget_class_install_property_action (widget_class, "win.granularity", "granularity");
  gtk_widget_class_install_property_action (widget_class, "win.walk-pace", "walk-pace");
  fovea_window_add_actions (widget_class);
  fovea_window_add_file_actions (widget_class);
  fovea_window_add_saving_actions (widget_class);
  fovea_window_add_keeping_actions (widget_class);
  fovea_window_add_data_actions (widget_class);
  fovea_window_add_export_actions (widget_class);
}

static void
fovea_window_init (FoveaWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->strip_before = TRUE;
  update_side (self);
  fovea_window_add_drop (self);
  fovea_window_catch_undo (self);
  g_signal_connect_after (self, "realize", G_CALLBACK (on_realize), NULL);
}

/**
 * fovea_window_new:
 * @session: what it is about; closed with the window
 *
 * Returns: (transfer none): a window, owned by GTK as all windows are
 */
FoveaWindow *
fovea_window_new (GtkApplication *application, FoveaSession *session)
{
  FoveaWindow *self = g_object_new (FOVEA_TYPE_WINDOW, "application", application, NULL);

  self->session = g_object_ref (session);
  self->settings = g_object_ref (fovea_session_get_settings (session));
  load_state (self);
  fovea_strip_set_session (self->strip, session);
  fovea_digit_pad_set_session (self->pad, session);
  fovea_timeline_set_session (self->timeline, session);
  fovea_trouble_banner_set_session (self->trouble, session);
  fovea_canvas_set_session (self->counts_canvas, session);
  add_views (self);
  fovea_style_watch (GTK_WIDGET (self), G_CALLBACK (update_views));
  fovea_tooltip_widen (GTK_WIDGET (self));
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "wake", G_CALLBACK (on_wake), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "ask-view", G_CALLBACK (on_ask_view), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "tell-view", G_CALLBACK (on_tell_view), self, G_CONNECT_SWAPPED);
  fovea_window_update_actions (self);
  return self;
}
