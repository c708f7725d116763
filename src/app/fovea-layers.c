/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-layers.h"
#include "fovea-canvas.h"
#include "fv-layers-scene.h"

#define FAR 10 /* measurements at once */

/**
 * FoveaLayers:
 *
 * What happens inside the layers while they learn: the layer of the cursor stands out, and what was measured at the
 * batch that is read, or at the moment shown, is said in numbers.
 */
struct _FoveaLayers
{
  GtkWidget parent_instance;
  FoveaCanvas *canvas;
  FoveaSession *session;
  gboolean reads;
  guint64 reading;
};

G_DEFINE_FINAL_TYPE (FoveaLayers, fovea_layers, GTK_TYPE_WIDGET)

static void
fill (FvSceneInput *input, gpointer data)
{
  FoveaLayers *self = data;

  input->curves.reads = self->reads;
  input->curves.reading = self->reading;
}

static void
set_reading (FoveaLayers *self, gboolean reads, guint64 batch)
{
  if (self->reads == reads && self->reading == batch)
    return;
  self->reads = reads;
  self->reading = batch;
  fovea_canvas_redraw (self->canvas);
  fovea_canvas_describe (self->canvas);
}

gboolean
fovea_layers_get_reading (FoveaLayers *self, guint64 *batch)
{
  *batch = self->reading;
  return self->reads;
}

/* --- Keys --- */

typedef void (*KeyFunc) (FoveaLayers *self, int by);

static void
on_layer_key (FoveaLayers *self, int by)
{
  FvCursor cursor = fovea_session_get_cursor (self->session);

  cursor.layer = fv_layers_next_place (fovea_session_get_network (self->session), cursor.layer, by);
  fovea_session_set_cursor (self->session, cursor);
}

/* From the moment shown, when nothing is read yet. */
static void
on_read_key (FoveaLayers *self, int by)
{
  FvSceneInput input;

  fovea_session_fill (self->session, &input);
  set_reading (self, TRUE, fv_layers_step (&input, self->reads ? self->reading : input.batch, by));
}

static void
on_go_key (FoveaLayers *self, int by)
{
  if (self->reads)
    fovea_session_seek (self->session, 0, self->reading);
}

static void
on_leave_key (FoveaLayers *self, int by)
{
  set_reading (self, FALSE, 0);
}

static const struct
{
  guint key;
  GdkModifierType modifiers;
  KeyFunc func;
  int by;
} keys[] = {
  { GDK_KEY_Up, 0, on_layer_key, -1 },
  { GDK_KEY_Down, 0, on_layer_key, +1 },
  { GDK_KEY_Left, 0, on_read_key, -1 },
  { GDK_KEY_Right, 0, on_read_key, +1 },
  { GDK_KEY_Left, GDK_SHIFT_MASK, on_read_key, -FAR },
  { GDK_KEY_Right, GDK_SHIFT_MASK, on_read_key, +FAR },
  { GDK_KEY_Home, 0, on_read_key, -FV_LAYER_CURVE_MAX },
  { GDK_KEY_End, 0, on_read_key, +FV_LAYER_CURVE_MAX },
  { GDK_KEY_Return, 0, on_go_key, 0 },
  { GDK_KEY_KP_Enter, 0, on_go_key, 0 },
  { GDK_KEY_Escape, 0, on_leave_key, 0 },
};

static gboolean
on_key (FoveaLayers *self, guint key, guint code, GdkModifierType state)
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

/* --- Pointer --- */

/* Beside the lines of layers, which the canvas knows, a plot is a place to read at. */
static void
on_pressed (FoveaLayers *self, int n_press, double x, double y, GtkGesture *gesture)
{
  FvSceneInput input;
  const FvScene *scene = fovea_canvas_get_shown (self->canvas, &input, &x);
  guint64 batch;

  if (scene == NULL || !fv_layers_pick_batch (scene, &input, x, y, &batch))
    return;
  set_reading (self, TRUE, batch);
  if (n_press == 2)
    on_go_key (self, 0);
}

static void
add_input (FoveaLayers *self)
{
  GtkEventController *keyboard = gtk_event_controller_key_new ();
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_event_controller_set_propagation_phase (keyboard, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keyboard, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (GTK_WIDGET (self), keyboard);
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (click), GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_pressed), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/* --- Life --- */

static void
on_changed (FoveaLayers *self, guint changes)
{
  if (changes & FOVEA_CHANGE_NETWORK)
    set_reading (self, FALSE, 0);
}

void
fovea_layers_set_session (FoveaLayers *self, FoveaSession *session)
{
  g_set_object (&self->session, session);
  fovea_canvas_set_session (self->canvas, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}

static gboolean
fovea_layers_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FOVEA_LAYERS (widget)->canvas));
}

static void
fovea_layers_dispose (GObject *object)
{
  FoveaLayers *self = FOVEA_LAYERS (object);

  if (self->canvas != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->canvas));
  self->canvas = NULL;
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_layers_parent_class)->dispose (object);
}

static void
fovea_layers_class_init (FoveaLayersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fovea_layers_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = fovea_layers_grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
fovea_layers_init (FoveaLayers *self)
{
  self->canvas = FOVEA_CANVAS (fovea_canvas_new (NULL, "layers"));
  gtk_widget_set_parent (GTK_WIDGET (self->canvas), GTK_WIDGET (self));
  fovea_canvas_set_fill (self->canvas, fill, self);
  add_input (self);
}
