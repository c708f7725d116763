/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-canvas.h"

/* Every key, click and drag changes the cursor; that is all they do. */

typedef FvCursor (*CursorFunc) (FvCursor cursor, const FvNetwork *network, int first, int second);

static gboolean
move (GtkWidget *widget, CursorFunc func, int first, int second)
{
  FoveaSession *session = fovea_canvas_get_session (FOVEA_CANVAS (widget));

  if (session == NULL)
    return FALSE;
  fovea_session_set_cursor (
      session, func (fovea_session_get_cursor (session), fovea_session_get_network (session), first, second));
  return TRUE;
}

/* Along the network, in the direction shown; of updates there is one step only, so these go parameters by parameters. */
static FvCursor
by_layer (FvCursor cursor, const FvNetwork *network, int by, int unused)
{
  gboolean backward = fv_cursor_is_backward (cursor);
  FvCursor moved = cursor.direction == FV_UPDATE
                       ? fv_cursor_move (cursor, network, FV_GRANULARITY_LAYER, by, NULL)
                       : fv_cursor_move_layer (cursor, network, backward ? -by : by);

  if (fv_cursor_is_backward (moved) != backward || moved.direction == FV_LOSS
      || (moved.direction == FV_UPDATE) != (cursor.direction == FV_UPDATE))
    return cursor;
  return moved;
}

static FvCursor
to_end (FvCursor cursor, const FvNetwork *network, int end, int unused)
{
  return fv_cursor_at_step (network, end > 0 ? fv_cursor_n_steps (network) - 1 : 0);
}

/* Where a map is one cell, as in a dense layer, its neighbours are units. */
static FvCursor
by_cell (FvCursor cursor, const FvNetwork *network, int rows, int cols)
{
  if (!fv_cursor_is_parameter (cursor) && fv_shape_area (fv_network_shape (network, cursor.layer)) == 1)
    return fv_cursor_move_unit (cursor, network, rows + cols);
  return fv_cursor_move_cell (cursor, network, rows, cols);
}

static FvCursor
by_unit (FvCursor cursor, const FvNetwork *network, int by, int unused)
{
  return fv_cursor_move_unit (cursor, network, by);
}

static FvCursor
turn (FvCursor cursor, const FvNetwork *network, int unused, int unused_too)
{
  return fv_cursor_turn (cursor, network);
}

static const CursorFunc moves[] = { by_layer, to_end, by_cell, by_unit, turn };

typedef enum
{
  MOVE_LAYER,
  MOVE_END,
  MOVE_CELL,
  MOVE_UNIT,
  MOVE_TURN,
} Move;

static const struct
{
  guint key;
  GdkModifierType modifiers;
  Move move;
  int first, second;
} keys[] = {
  { GDK_KEY_Page_Down, 0, MOVE_LAYER, +1, 0 },
  { GDK_KEY_KP_Page_Down, 0, MOVE_LAYER, +1, 0 },
  { GDK_KEY_Page_Up, 0, MOVE_LAYER, -1, 0 },
  { GDK_KEY_KP_Page_Up, 0, MOVE_LAYER, -1, 0 },
  { GDK_KEY_Home, 0, MOVE_END, -1, 0 },
  { GDK_KEY_End, 0, MOVE_END, +1, 0 },
  { GDK_KEY_Up, 0, MOVE_CELL, -1, 0 },
  { GDK_KEY_Down, 0, MOVE_CELL, +1, 0 },
  { GDK_KEY_Left, 0, MOVE_CELL, 0, -1 },
  { GDK_KEY_Right, 0, MOVE_CELL, 0, +1 },
  { GDK_KEY_Up, GDK_SHIFT_MASK, MOVE_UNIT, -1, 0 },
  { GDK_KEY_Down, GDK_SHIFT_MASK, MOVE_UNIT, +1, 0 },
  { GDK_KEY_Left, GDK_SHIFT_MASK, MOVE_UNIT, -1, 0 },
  { GDK_KEY_Right, GDK_SHIFT_MASK, MOVE_UNIT, +1, 0 },
  { GDK_KEY_b, 0, MOVE_TURN, 0, 0 },
};

/* The nth of the confusion matrix, row by row. */
static void
open_cell (FoveaSession *session, int nth)
{
  int n = (int)fv_network_n_classes (fovea_session_get_network (session));

  fovea_session_open_cell (session, (guint)(nth / n), (guint)(nth % n));
}

/* Along the rows and columns of the confusion matrix, from its first cell on. */
static gboolean
move_in_matrix (FoveaSession *session, Move how, int first, int second)
{
  int n = (int)fv_network_n_classes (fovea_session_get_network (session));
  FvSelection at = fovea_session_get_opened (session);
  int row = (int)at.target, col = (int)at.read_as;

  if (fovea_session_get_judgement (session) == NULL || (how != MOVE_CELL && how != MOVE_END))
    return FALSE;
  if (at.kind != FV_SELECT_CELL)
    open_cell (session, 0);
  else if (how == MOVE_END)
    open_cell (session, first < 0 ? row * n : row * n + n - 1);
  else
    open_cell (session, CLAMP (row + first, 0, n - 1) * n + CLAMP (col + second, 0, n - 1));
  return TRUE;
}

static gboolean
is_scene (GtkWidget *widget, const char *name)
{
  return g_strcmp0 (fovea_canvas_get_scene (FOVEA_CANVAS (widget)), name) == 0;
}

static gboolean
on_move_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  int which, first, second;

  g_variant_get (args, "(iii)", &which, &first, &second);
  if (is_scene (widget, "confusion"))
    return move_in_matrix (fovea_canvas_get_session (FOVEA_CANVAS (widget)), (Move)which, first, second);
  if (is_scene (widget, "kernels") && which == MOVE_CELL)
    {
      fovea_canvas_move_kernel (FOVEA_CANVAS (widget), first, second);
      return TRUE;
    }
  return move (widget, moves[which], first, second);
}

static FoveaSession *
session_of (GtkWidget *widget)
{
  return fovea_canvas_get_session (FOVEA_CANVAS (widget));
}

static gboolean
on_step_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoveaSession *session = session_of (widget);

  if (session == NULL)
    return FALSE;
  fovea_session_set_walking (session, FALSE);
  fovea_session_move (session, g_variant_get_int32 (args));
  return TRUE;
}

static gboolean
on_granularity_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoveaSession *session = session_of (widget);

  if (session == NULL)
    return FALSE;
  fovea_session_set_granularity (session, (FvGranularity)CLAMP ((int)fovea_session_get_granularity (session)
                                                                    + g_variant_get_int32 (args),
                                                                FV_GRANULARITY_TERM, FV_GRANULARITY_PASS));
  return TRUE;
}

static gboolean
on_train_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoveaSession *session = session_of (widget);

  if (session == NULL)
    return FALSE;
  fovea_session_set_playing (session, !fovea_session_get_playing (session));
  return TRUE;
}

static gboolean
on_walk_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoveaSession *session = session_of (widget);

  if (session == NULL)
    return FALSE;
  fovea_session_set_walking (session, !fovea_session_get_walking (session));
  return TRUE;
}

/* What is under the pointer, if it points at something, is what one looks at. */
static gboolean
on_pin_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoveaSession *session = session_of (widget);
  FvCursor pin, looked_at;

  if (session == NULL)
    return FALSE;
  looked_at = fovea_canvas_get_looked_at (FOVEA_CANVAS (widget));
  fovea_session_set_pin (session, fovea_session_get_pin (session, &pin) ? NULL : &looked_at);
  return TRUE;
}

static gboolean
on_reach_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoveaSession *session = session_of (widget);

  if (session == NULL)
    return FALSE;
  fovea_session_set_shows_reach (session, !fovea_session_get_shows_reach (session));
  return TRUE;
}

/* Enter goes into the arithmetic of what one looks at, Escape out again. */
static gboolean
on_enter_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  return !is_scene (widget, "detail") && !is_scene (widget, "confusion")
         && gtk_widget_activate_action (widget, "win.view", "s", "detail");
}

static gboolean
on_leave_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  return is_scene (widget, "detail") && gtk_widget_activate_action (widget, "win.view", "s", "network");
}

/* Of what is on the way back; forward there is nothing to check, so it turns. */
static gboolean
on_check_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoveaSession *session = session_of (widget);
  FvCursor cursor;

  if (session == NULL)
    return FALSE;
  cursor = fovea_session_get_cursor (session);
  if (!fv_cursor_is_backward (cursor))
    fovea_session_set_cursor (session, fv_cursor_turn (cursor, fovea_session_get_network (session)));
  if (!is_scene (widget, "detail"))
    gtk_widget_activate_action (widget, "win.view", "s", "detail");
  fovea_session_set_checking (session, !fovea_session_get_checking (session));
  return TRUE;
}

static gboolean
on_stored_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoveaSession *session = session_of (widget);

  if (session == NULL || !is_scene (widget, "detail"))
    return FALSE;
  fovea_session_set_as_stored (session, !fovea_session_get_as_stored (session));
  return TRUE;
}

static gboolean
on_numbers_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoveaSession *session = session_of (widget);

  if (session == NULL || !is_scene (widget, "detail"))
    return FALSE;
  fovea_session_set_hides_numbers (session, !fovea_session_get_hides_numbers (session));
  return TRUE;
}

static gboolean
on_rules_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoveaSession *session = session_of (widget);

  if (session == NULL || !is_scene (widget, "detail"))
    return FALSE;
  fovea_session_set_rules (session, fovea_session_get_rules (session) == 0 ? FV_RULE_ARTICLE : 0);
  return TRUE;
}

static void
add_detail_keys (GtkWidgetClass *klass)
{
  gtk_widget_class_add_binding (klass, GDK_KEY_Return, 0, on_enter_key, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_KP_Enter, 0, on_enter_key, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_Escape, 0, on_leave_key, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_g, 0, on_check_key, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_s, 0, on_stored_key, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_a, 0, on_rules_key, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_n, 0, on_numbers_key, NULL);
}

static void
add_walking_keys (GtkWidgetClass *klass)
{
  static const struct
  {
    guint key;
    GdkModifierType modifiers;
    int by;
  } steps[] = {
    { GDK_KEY_period, 0, +1 },
    { GDK_KEY_comma, 0, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    gtk_widget_class_add_binding (klass, steps[i].key, steps[i].modifiers, on_step_key, "i", steps[i].by);
  gtk_widget_class_add_binding (klass, GDK_KEY_bracketleft, 0, on_granularity_key, "i", -1);
  gtk_widget_class_add_binding (klass, GDK_KEY_bracketright, 0, on_granularity_key, "i", +1);
  gtk_widget_class_add_binding (klass, GDK_KEY_space, 0, on_walk_key, NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_greater, GDK_SHIFT_MASK, "win.training-step", "i", +1);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_less, GDK_SHIFT_MASK, "win.training-step", "i", -1);
  /* On many keyboards those are elsewhere; these are on all. */
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Right, GDK_CONTROL_MASK, "win.training-step", "i", +1);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_Left, GDK_CONTROL_MASK, "win.training-step", "i", -1);
}

/* Letter keys are bound here, not in the application, where they would eat typing. */
void
fovea_canvas_add_keys (GtkWidgetClass *klass)
{
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (klass, keys[i].key, keys[i].modifiers, on_move_key, "(iii)", keys[i].move,
                                  keys[i].first, keys[i].second);
  add_walking_keys (klass);
  add_detail_keys (klass);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_c, 0, "win.counts", NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_t, 0, on_train_key, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_p, 0, on_pin_key, NULL);
  gtk_widget_class_add_binding (klass, GDK_KEY_r, 0, on_reach_key, NULL);
}

/* A switch or button drawn in the scene. */
static gboolean
act_at (FoveaCanvas *self, double x, double y)
{
  FoveaSession *session = fovea_canvas_get_session (self);
  FvSceneAction action;

  if (!fovea_canvas_pick_action (self, x, y, &action))
    return FALSE;
  switch (action.kind)
    {
    case FV_SCENE_ACTION_AS_STORED:
      fovea_session_set_as_stored (session, action.value != 0);
      break;
    case FV_SCENE_ACTION_RULES:
      fovea_session_set_rules (session, action.value);
      break;
    case FV_SCENE_ACTION_CLASS:
    case FV_SCENE_ACTION_TRIAL:
      fovea_canvas_ask (self, action);
      break;
    case FV_SCENE_ACTION_CELL:
      open_cell (session, (int)action.value);
      break;
    case FV_SCENE_ACTION_WEIGHT:
    case FV_SCENE_ACTION_BIAS:
      fovea_canvas_choose_weight (self, action);
      break;
    case FV_SCENE_ACTION_CHECK_LAYER:
    default:
      fovea_session_set_checking (session, action.value != 0);
      break;
    }
  return TRUE;
}

static void
choose_at (FoveaCanvas *self, double x, double y)
{
  FvCursor cursor;
  guint sample;

  if (fovea_canvas_pick_sample (self, x, y, &sample))
    fovea_session_choose_sample (fovea_canvas_get_session (self), sample);
  else if (fovea_canvas_pick (self, x, y, &cursor))
    fovea_session_set_cursor (fovea_canvas_get_session (self), cursor);
}

static void
on_pressed (FoveaCanvas *self, int n_press, double x, double y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (act_at (self, x, y))
    return;
  choose_at (self, x, y);
  if (n_press == 2 && is_scene (GTK_WIDGET (self), "network"))
    gtk_widget_activate_action (GTK_WIDGET (self), "win.view", "s", "detail");
}

static void
on_drag_update (FoveaCanvas *self, double dx, double dy, GtkGestureDrag *drag)
{
  double x, y;

  /* The rail is held where it was taken, however far the hand strays from it. */
  if (gtk_gesture_drag_get_start_point (drag, &x, &y))
    choose_at (self, x + dx, y);
}

static gboolean
on_scroll (FoveaCanvas *self, double dx, double dy)
{
  FoveaSession *session = fovea_canvas_get_session (self);

  if (session == NULL)
    return FALSE;
  fovea_session_set_walking (session, FALSE);
  fovea_session_move (session, dy > 0 || dx > 0 ? +1 : -1);
  return TRUE;
}

static void
on_motion (FoveaCanvas *self, double x, double y)
{
  FvCursor cursor;

  fovea_canvas_set_hover (self, fovea_canvas_pick (self, x, y, &cursor) ? &cursor : NULL);
}

static void
on_leave (FoveaCanvas *self)
{
  fovea_canvas_set_hover (self, NULL);
}

static void
add_drag (FoveaCanvas *self)
{
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES
                                                                | GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);

  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (drag));
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (on_scroll), self);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
}

static void
add_motion (FoveaCanvas *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
}

static gboolean
on_key_pressed (FoveaCanvas *self, guint key)
{
  if (key == GDK_KEY_Shift_L || key == GDK_KEY_Shift_R)
    fovea_canvas_set_holds_shift (self, TRUE);
  return FALSE;
}

static void
on_key_released (FoveaCanvas *self, guint key)
{
  if (key == GDK_KEY_Shift_L || key == GDK_KEY_Shift_R)
    fovea_canvas_set_holds_shift (self, FALSE);
}

static void
on_focus_left (FoveaCanvas *self)
{
  fovea_canvas_set_holds_shift (self, FALSE);
}

/* In the picture of the network. */
void
fovea_canvas_add_shift (FoveaCanvas *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (on_key_pressed), self);
  g_signal_connect_swapped (key, "key-released", G_CALLBACK (on_key_released), self);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (on_focus_left), self);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/* A press chooses; a rail can be dragged and stepped with the wheel; pointing alone previews. */
void
fovea_canvas_add_pointer (FoveaCanvas *self, gboolean draggable, gboolean hovers)
{
  GtkGesture *click = gtk_gesture_click_new ();

  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  if (draggable)
    add_drag (self);
  if (hovers)
    add_motion (self);
}
