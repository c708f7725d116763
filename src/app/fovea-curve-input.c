/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-curve-private.h"
#include "fv-curve-plots.h"
#include "fv-curve-read.h"
#include "fv-curve-scene.h"

#include <math.h>

/* Pointer and keys walk along the batches. What they do not want goes on to the canvas. */

#define CLOSER 1.5 /* at once */
#define WHEEL  40  /* px of the wheel */
#define FAR    10  /* points at once */
#define GRASP  6   /* px around the upright line, which can be dragged */
#define STRAY  4   /* px a hand strays that means to click */

typedef void (*KeyFunc) (FoveaCurve *self, int by);

static void
on_zoom_key (FoveaCurve *self, int by)
{
  fovea_curve_zoom (self, by > 0 ? CLOSER : 1 / CLOSER);
}

static void
on_all_key (FoveaCurve *self, int by)
{
  fovea_curve_show_all (self);
}

/* From the moment shown, when nothing is read yet. */
static void
on_read_key (FoveaCurve *self, int by)
{
  FvSceneInput input;
  guint64 from;

  fovea_session_fill (self->session, &input);
  if (input.curve == NULL || fv_curve_length (input.curve) == 0)
    return;
  from = self->look.reads ? self->look.reading : input.batch;
  self->hovers = FALSE;
  fovea_curve_read (self, fv_curve_step (input.curve, from, by));
}

static void
on_go_key (FoveaCurve *self, int by)
{
  if (self->look.reads)
    fovea_session_seek (self->session, 0, self->look.reading);
}

static void
on_leave_key (FoveaCurve *self, int by)
{
  fovea_curve_stop_reading (self);
}

/* Not what is read, but the moment that is shown. */
static void
on_step_key (FoveaCurve *self, int by)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.training-step", "i", by);
}

static const struct
{
  guint key;
  GdkModifierType modifiers;
  KeyFunc func;
  int by;
} keys[] = {
  { GDK_KEY_Left, 0, on_read_key, -1 },
  { GDK_KEY_Right, 0, on_read_key, +1 },
  { GDK_KEY_Left, GDK_SHIFT_MASK, on_read_key, -FAR },
  { GDK_KEY_Right, GDK_SHIFT_MASK, on_read_key, +FAR },
  { GDK_KEY_Left, GDK_CONTROL_MASK, on_step_key, -1 },
  { GDK_KEY_Right, GDK_CONTROL_MASK, on_step_key, +1 },
  { GDK_KEY_Home, 0, on_read_key, -FV_CURVE_MAX },
  { GDK_KEY_End, 0, on_read_key, +FV_CURVE_MAX },
  { GDK_KEY_plus, 0, on_zoom_key, +1 },
  { GDK_KEY_plus, GDK_SHIFT_MASK, on_zoom_key, +1 },
  { GDK_KEY_equal, 0, on_zoom_key, +1 },
  { GDK_KEY_KP_Add, 0, on_zoom_key, +1 },
  { GDK_KEY_minus, 0, on_zoom_key, -1 },
  { GDK_KEY_KP_Subtract, 0, on_zoom_key, -1 },
  { GDK_KEY_plus, GDK_CONTROL_MASK, on_zoom_key, +1 },
  { GDK_KEY_plus, GDK_CONTROL_MASK | GDK_SHIFT_MASK, on_zoom_key, +1 },
  { GDK_KEY_equal, GDK_CONTROL_MASK, on_zoom_key, +1 },
  { GDK_KEY_minus, GDK_CONTROL_MASK, on_zoom_key, -1 },
  { GDK_KEY_0, GDK_CONTROL_MASK, on_all_key, 0 },
  { GDK_KEY_0, 0, on_all_key, 0 },
  { GDK_KEY_KP_0, 0, on_all_key, 0 },
  { GDK_KEY_Return, 0, on_go_key, 0 },
  { GDK_KEY_KP_Enter, 0, on_go_key, 0 },
  { GDK_KEY_Escape, 0, on_leave_key, 0 },
};

static gboolean
on_key (FoveaCurve *self, guint key, guint code, GdkModifierType state)
{
  GdkModifierType modifiers = state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK);

  for (guint i = 0; self->session != NULL && i < G_N_ELEMENTS (keys); i++)
    if (keys[i].key == key && keys[i].modifiers == modifiers)
      {
        keys[i].func (self, keys[i].by);
        return TRUE;
      }
  return FALSE;
}

static gboolean
pick (FoveaCurve *self, double x, double y, guint64 *batch, guint *branch)
{
  FvSceneInput input;
  const FvScene *scene = fovea_curve_look (self, &input, &x);

  return scene != NULL && fv_curve_pick (scene, &input, x, y, batch, branch);
}

static gboolean
batch_at (FoveaCurve *self, double x, double *batch)
{
  FvSceneInput input;
  const FvScene *scene = fovea_curve_look (self, &input, &x);

  if (scene == NULL)
    return FALSE;
  *batch = fv_curve_batch_at (scene, &input, x);
  return TRUE;
}

static double
batches (FoveaCurve *self, double px)
{
  FvSceneInput input;
  const FvScene *scene = fovea_curve_look (self, &input, NULL);

  return scene != NULL ? fv_curve_batches (scene, &input, px) : 0;
}

/* The curve is there where it was measured. */
static void
read_at (FoveaCurve *self, double x, double y)
{
  FvSceneInput input;
  guint64 batch;
  guint branch;

  if (!pick (self, x, y, &batch, &branch))
    {
      if (self->hovers)
        fovea_curve_stop_reading (self);
      return;
    }
  fovea_session_fill (self->session, &input);
  if (input.curve == NULL || fv_curve_length (input.curve) == 0)
    return;
  self->hovers = TRUE;
  fovea_curve_read (self, fv_curve_nearest (input.curve, (double)batch));
}

static void
on_motion (FoveaCurve *self, double x, double y)
{
  /* A picture that moves under a pointer that stands still is not pointed at. */
  if (self->session == NULL || self->held || (self->x == x && self->y == y))
    return;
  self->x = x;
  self->y = y;
  read_at (self, x, y);
}

static void
on_leave (FoveaCurve *self)
{
  if (self->hovers)
    fovea_curve_stop_reading (self);
}

static void
shift (FoveaCurve *self, FvSpan span, double by)
{
  FvSceneInput input;

  if (self->look.last <= self->look.first)
    return;
  fovea_session_fill (self->session, &input);
  fovea_curve_set_span (self, fv_span_shift (span, fv_curve_all (&input), by));
}

static gboolean
on_scroll (FoveaCurve *self, double dx, double dy, GtkEventController *scroll)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (scroll);
  FvSpan span = { self->look.first, self->look.last };
  double batch;

  if (self->session == NULL)
    return FALSE;
  if (state & GDK_CONTROL_MASK && dy != 0 && batch_at (self, self->x, &batch))
    {
      fovea_curve_zoom_about (self, batch, dy < 0 ? CLOSER : 1 / CLOSER);
      return TRUE;
    }
  if (state & GDK_SHIFT_MASK)
    dx += dy;
  if (dx == 0 || self->look.last <= self->look.first)
    return FALSE;
  shift (self, span, batches (self, WHEEL * dx));
  return TRUE;
}

static void
on_pinch (FoveaCurve *self, double scale, GtkGesture *gesture)
{
  double x, y, batch;

  if (self->session == NULL || !gtk_gesture_get_bounding_box_center (gesture, &x, &y)
      || !batch_at (self, x, &batch))
    return;
  fovea_curve_set_span (self, self->dragged);
  fovea_curve_zoom_about (self, batch, scale);
}

static FvSpan
span_now (FoveaCurve *self)
{
  FvSceneInput input;

  return fovea_curve_look (self, &input, NULL) != NULL ? fv_curve_in_sight (&input)
                                                       : (FvSpan){ self->look.first, self->look.last };
}

static void
on_pinch_begin (FoveaCurve *self)
{
  self->dragged = span_now (self);
}

/* The upright line can be taken along. */
static gboolean
is_at_moment (FoveaCurve *self, double x)
{
  FvSceneInput input;
  double batch;

  if (!batch_at (self, x, &batch))
    return FALSE;
  fovea_session_fill (self->session, &input);
  return fabs (batch - (double)input.batch) <= batches (self, GRASP);
}

static void
on_drag_begin (FoveaCurve *self, double x, double y)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->canvas));
  self->held = TRUE;
  self->drags = FALSE;
  self->dragged = span_now (self);
  self->scrubs = self->session != NULL && is_at_moment (self, x);
}

static void
on_drag_update (FoveaCurve *self, double dx, double dy, GtkGestureDrag *drag)
{
  double x, y;
  guint64 batch;
  guint branch;

  if (self->session == NULL || (!self->drags && hypot (dx, dy) < STRAY)
      || !gtk_gesture_drag_get_start_point (drag, &x, &y))
    return;
  self->drags = TRUE;
  if (!self->scrubs)
    shift (self, self->dragged, -batches (self, dx));
  else if (pick (self, x + dx, y, &batch, &branch))
    fovea_session_seek (self->session, 0, batch);
}

static void
on_drag_end (FoveaCurve *self)
{
  self->held = FALSE;
}

static gboolean
on_no_double_click (gpointer data)
{
  FoveaCurve *self = data;

  self->double_click = 0;
  fovea_session_seek (self->session, self->clicked_branch, self->clicked);
  return G_SOURCE_REMOVE;
}

/* A click goes to the moment under it. Where a second one would show all batches again, it is waited for. */
static void
on_released (FoveaCurve *self, int n_press, double x, double y)
{
  int wait = 0;

  g_clear_handle_id (&self->double_click, g_source_remove);
  if (self->session == NULL || self->drags)
    return;
  if (n_press == 2)
    fovea_curve_show_all (self);
  if (n_press != 1 || !pick (self, x, y, &self->clicked, &self->clicked_branch))
    return;
  if (self->look.last > self->look.first)
    g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-double-click-time", &wait, NULL);
  self->double_click = g_timeout_add ((guint)wait, on_no_double_click, self);
}

static void
add (FoveaCurve *self, GtkEventController *controller)
{
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);
}

static void
add_pointer (FoveaCurve *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);

  g_signal_connect_swapped (motion, "motion", G_CALLBACK (on_motion), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (on_leave), self);
  g_signal_connect_swapped (scroll, "scroll", G_CALLBACK (on_scroll), self);
  add (self, motion);
  add (self, scroll);
}

static void
add_gestures (FoveaCurve *self)
{
  GtkGesture *drag = gtk_gesture_drag_new (), *click = gtk_gesture_click_new (),
             *pinch = gtk_gesture_zoom_new ();

  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  g_signal_connect_swapped (click, "released", G_CALLBACK (on_released), self);
  g_signal_connect_swapped (pinch, "begin", G_CALLBACK (on_pinch_begin), self);
  g_signal_connect_swapped (pinch, "scale-changed", G_CALLBACK (on_pinch), self);
  gtk_gesture_group (click, drag);
  add (self, GTK_EVENT_CONTROLLER (drag));
  add (self, GTK_EVENT_CONTROLLER (click));
  add (self, GTK_EVENT_CONTROLLER (pinch));
}

void
fovea_curve_add_input (FoveaCurve *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();

  self->x = self->y = -1;
  g_signal_connect_swapped (key, "key-pressed", G_CALLBACK (on_key), self);
  add (self, key);
  add_pointer (self);
  add_gestures (self);
}
