/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-training-rail.h"
#include "fovea-canvas-private.h"
#include "fv-timeline-scene.h"

/* How often its value may change while training, for people who listen. */
#define SPEAK_US G_USEC_PER_SEC
/* Page Up and Page Down. */
#define LEAP 10

/**
 * FoveaTrainingRail:
 *
 * What takes hold of the rail of training, which the timeline's canvas draws: a slider over the moments there are.
 */
struct _FoveaTrainingRail
{
  GtkWidget parent_instance;
  FoveaCanvas *canvas;
  FoveaSession *session;
  guint64 wanted; /* where the hand is */
  gboolean asks;  /* wanted is still to be asked for, as soon as the trainer has answered */
  gint64 spoken_us;
};

G_DEFINE_FINAL_TYPE (FoveaTrainingRail, fovea_training_rail, GTK_TYPE_WIDGET)

/* What the trainer has not answered yet is waited for: a hand moves faster than training can be done again. */
static void
ask (FoveaTrainingRail *self)
{
  if (!self->asks || !fovea_session_get_settled (self->session))
    return;
  self->asks = FALSE;
  fovea_session_seek (self->session, 0, self->wanted);
}

static void
go_to (FoveaTrainingRail *self, guint64 batch)
{
  self->wanted = batch;
  self->asks = TRUE;
  fovea_session_set_playing (self->session, FALSE);
  ask (self);
}

static void
go_to_point (FoveaTrainingRail *self, double x)
{
  FvSceneInput input;
  const FvScene *scene = fovea_canvas_peek (self->canvas, &input);

  if (scene != NULL && fovea_session_can_train (self->session))
    go_to (self, fv_timeline_pick_batch (scene, &input, x - MARGIN));
}

static void
on_drag_begin (FoveaTrainingRail *self, double x, double y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (self->session != NULL)
    go_to_point (self, x);
}

static void
on_drag_update (FoveaTrainingRail *self, double dx, double dy, GtkGestureDrag *drag)
{
  double x, y;

  if (self->session != NULL && gtk_gesture_drag_get_start_point (drag, &x, &y))
    go_to_point (self, x + dx);
}

static gboolean
on_scroll (FoveaTrainingRail *self, double dx, double dy)
{
  return gtk_widget_activate_action (GTK_WIDGET (self), "win.training-step", "i", dy > 0 || dx > 0 ? +1 : -1);
}

static gboolean
on_step_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  return gtk_widget_activate_action_variant (widget, "win.training-step", args);
}

static gboolean
on_end_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoveaTrainingRail *self = FOVEA_TRAINING_RAIL (widget);

  if (self->session == NULL)
    return FALSE;
  go_to (self, g_variant_get_int32 (args) < 0 ? 0 : G_MAXUINT64);
  return TRUE;
}

static gboolean
on_granularity_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoveaTrainingRail *self = FOVEA_TRAINING_RAIL (widget);

  if (self->session == NULL)
    return FALSE;
  fovea_session_set_steps_by_epoch (self->session, g_variant_get_int32 (args) > 0);
  return TRUE;
}

static gboolean
on_leave_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoveaTrainingRail *self = FOVEA_TRAINING_RAIL (widget);
  double share;

  if (self->session == NULL || !fovea_session_get_replay (self->session, &share))
    return FALSE;
  fovea_session_cancel_replay (self->session);
  return TRUE;
}

static void
speak (FoveaTrainingRail *self)
{
  g_autofree char *text = NULL;
  FvSceneInput input;

  fovea_session_fill (self->session, &input);
  text = fv_timeline_speak (&input);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN,
                                  (double)input.way.first, GTK_ACCESSIBLE_PROPERTY_VALUE_MAX,
                                  (double)input.way.newest, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW,
                                  (double)input.batch, GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, text, -1);
  self->spoken_us = g_get_monotonic_time ();
}

static void
on_changed (FoveaTrainingRail *self, guint changes)
{
  gboolean playing = fovea_session_get_playing (self->session);

  if (!(changes & (FOVEA_CHANGE_SNAPSHOT | FOVEA_CHANGE_OPTIONS)))
    return;
  self->asks = self->asks && !playing; /* who trains on has let go of it */
  ask (self);
  if (!playing || g_get_monotonic_time () - self->spoken_us > SPEAK_US)
    speak (self);
}

void
fovea_training_rail_set_canvas (FoveaTrainingRail *self, FoveaCanvas *canvas)
{
  FoveaSession *session = fovea_canvas_get_session (canvas);

  g_set_object (&self->canvas, canvas);
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (self->session, on_changed, self);
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  speak (self);
}

gboolean
fovea_training_rail_get_area (FoveaTrainingRail *self, GtkAllocation *out)
{
  FvSceneInput input;
  const FvScene *scene = self->canvas != NULL ? fovea_canvas_peek (self->canvas, &input) : NULL;
  FvRect rail;

  if (scene == NULL)
    return FALSE;
  rail = fv_timeline_rail (scene);
  *out = (GtkAllocation){ 0, 0, (int)(rail.x + rail.width) + MARGIN, (int)(rail.y + rail.height) };
  return TRUE;
}

static void
fovea_training_rail_dispose (GObject *object)
{
  FoveaTrainingRail *self = FOVEA_TRAINING_RAIL (object);

  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (self->session, on_changed, self);
  g_clear_object (&self->session);
  g_clear_object (&self->canvas);
  G_OBJECT_CLASS (fovea_training_rail_parent_class)->dispose (object);
}

static void
add_keys (GtkWidgetClass *klass)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    int by;
  } steps[] = {
    { GDK_KEY_period, 0, +1 }, { GDK_KEY_greater, GDK_SHIFT_MASK, +1 },
    { GDK_KEY_Right, 0, +1 },  { GDK_KEY_Right, GDK_CONTROL_MASK, +1 },
    { GDK_KEY_Up, 0, +1 },     { GDK_KEY_Page_Up, 0, +LEAP },
    { GDK_KEY_comma, 0, -1 },  { GDK_KEY_less, GDK_SHIFT_MASK, -1 },
    { GDK_KEY_Left, 0, -1 },   { GDK_KEY_Left, GDK_CONTROL_MASK, -1 },
    { GDK_KEY_Down, 0, -1 },   { GDK_KEY_Page_Down, 0, -LEAP },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    gtk_widget_class_add_binding (klass, steps[i].key, steps[i].modifiers, on_step_key, "i", steps[i].by);
  gtk_widget_class_add_binding (klass, GDK_KEY_Home, 0, on_end_key, "i", -1);
  gtk_widget_class_add_binding (klass, GDK_KEY_End, 0, on_end_key, "i", +1);
  gtk_widget_class_add_binding (klass, GDK_KEY_bracketleft, 0, on_granularity_key, "i", -1);
  gtk_widget_class_add_binding (klass, GDK_KEY_bracketright, 0, on_granularity_key, "i", +1);
  gtk_widget_class_add_binding (klass, GDK_KEY_Escape, 0, on_leave_key, NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_space, 0, "win.train", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_t, 0, "win.train", NULL);
}

static void
fovea_training_rail_class_init (FoveaTrainingRailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_training_rail_dispose;
  gtk_widget_class_set_css_name (widget_class, "trainingrail");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
  add_keys (widget_class);
}

static void
fovea_training_rail_init (FoveaTrainingRail *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES
                                                                | GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (on_scroll), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
}
