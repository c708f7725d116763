/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-kernels-editor.h"
#include "fovea-canvas-private.h"
#include "fovea-session-edit.h"
#include "fv-kernels-card.h"
#include "fv-recipe.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/* A weight goes through the layer's whole scale in so many pixels, and in so many steps of an arrow key. */
#define DRAG_PX 120
#define STEPS   20
/* px a pointer may tremble before it drags. */
#define TREMBLE 3
#define LARGEST 1e6

/**
 * FoveaKernelsEditor:
 *
 * The kernel at the cursor with its numbers, one of which is chosen and can be changed: by typing, by dragging it up and
 * down, or all of them by a recipe. What the network makes of it follows with every key and every pixel.
 */
struct _FoveaKernelsEditor
{
  GtkWidget parent_instance;
  GtkWidget *canvas;
  GtkPopover *popover;
  GtkLabel *title;
  GtkEntry *entry;
  FoveaSession *session;
  double step;     /* of an arrow key, in weights */
  float before;    /* of the weight that is being changed */
  gsize offset;    /* its place among the parameters */
  gboolean let_go; /* whatever the hand still does until it is taken away */
  gboolean changing;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (FoveaKernelsEditor, fovea_kernels_editor, GTK_TYPE_WIDGET)

static gboolean
kernel_of (FoveaKernelsEditor *self, FvSceneInput *input, FvKernel *kernel)
{
  if (self->session == NULL)
    return FALSE;
  fovea_session_fill (self->session, input);
  return input->parameters != NULL && fv_kernel_at (input, kernel) && kernel->first >= 0;
}

static gsize
chosen_offset (const FvKernel *kernel, const FvNetwork *network)
{
  if (kernel->on_bias)
    return fv_kernel_bias_offset (kernel, network);
  return fv_kernel_offset (kernel, network, (gsize)kernel->row * kernel->maps.cols + kernel->col);
}

/* One arrow step, in weights. */
static double
step_of (FoveaKernelsEditor *self)
{
  FvSceneInput input;
  FvKernel kernel;
  double step = 0.01;

  if (kernel_of (self, &input, &kernel))
    {
      const float *weights = fv_parameters_weights (input.parameters, kernel.place);
      gsize n = fv_network_layer (input.network, kernel.place)->n_weights;

      step = fv_palette_scale_floats (weights, n) / STEPS;
    }
  return step > 0 ? step : 0.01;
}

/* Begins changing the chosen weight: what it was is kept until it is taken over or taken back. */
static gboolean
begin (FoveaKernelsEditor *self)
{
  FvSceneInput input;
  FvKernel kernel;

  if (!kernel_of (self, &input, &kernel) || !fv_kernels_shows_now (&input))
    return FALSE;
  self->offset = chosen_offset (&kernel, input.network);
  self->before = fv_parameters_values (input.parameters)[self->offset];
  self->step = step_of (self); /* of then: the scale grows along with what is dragged */
  self->changing = TRUE;
  return TRUE;
}

static void
try_value (FoveaKernelsEditor *self, double value)
{
  float now = (float)CLAMP (value, -LARGEST, LARGEST);

  if (self->changing)
    fovea_session_try_values (self->session, self->offset, 1, &now);
}

static void
end (FoveaKernelsEditor *self, gboolean take)
{
  float now;

  if (!self->changing)
    return;
  self->changing = FALSE;
  now = fv_parameters_values (fovea_session_get_parameters (self->session))[self->offset];
  fovea_session_try_values (self->session, self->offset, 1, &self->before);
  if (take && now != self->before)
    fovea_session_set_values (self->session, self->offset, 1, &now);
  else
    fovea_session_drop_try (self->session);
}

/* The number in the entry; minus and comma as people write them. */
static gboolean
read_entry (FoveaKernelsEditor *self, double *out)
{
  g_autofree char *typed = g_strdup (gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  g_auto (GStrv) parts = g_strsplit (g_strstrip (typed), "−", -1);
  g_autofree char *text = g_strdelimit (g_strjoinv ("-", parts), ",", '.');
  char *rest;

  *out = g_ascii_strtod (text, &rest);
  return rest != text && *rest == '\0' && isfinite (*out) && fabs (*out) <= LARGEST;
}

static void
show_number (FoveaKernelsEditor *self, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (text, sizeof text, "%.6g", value);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
}

static void
on_typed (FoveaKernelsEditor *self)
{
  double value;
  gboolean fine = read_entry (self, &value);

  if (fine)
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_INVALID,
                               fine ? GTK_ACCESSIBLE_INVALID_FALSE : GTK_ACCESSIBLE_INVALID_TRUE, -1);
  if (fine && !self->updating)
    try_value (self, value);
}

static void
on_activate (FoveaKernelsEditor *self)
{
  double value;

  if (!read_entry (self, &value))
    return;
  end (self, TRUE);
  gtk_popover_popdown (self->popover);
}

/* Whatever closes it but Enter takes back. */
static void
on_closed (FoveaKernelsEditor *self)
{
  end (self, FALSE);
  gtk_widget_grab_focus (self->canvas);
}

static gboolean
on_entry_key (FoveaKernelsEditor *self, guint key, guint code, GdkModifierType state)
{
  double value, by = state & GDK_SHIFT_MASK ? 10 : 1;

  if ((key != GDK_KEY_Up && key != GDK_KEY_Down) || !read_entry (self, &value))
    return FALSE;
  show_number (self, value + (key == GDK_KEY_Up ? by : -by) * self->step);
  return TRUE;
}

/* Where the chosen weight stands, in the canvas; the middle if it stands nowhere. */
static GdkRectangle
place_of (FoveaKernelsEditor *self)
{
  FoveaCanvas *canvas = FOVEA_CANVAS (self->canvas);
  double width = fovea_canvas_scene_width (canvas), height = fovea_canvas_scene_height (canvas);
  FvRect cell = { width / 2, height / 2, 1, 1 };
  FvKernelsCard card;
  FvSceneInput input;

  fovea_session_fill (self->session, &input);
  input.style = canvas->style;
  if (fv_kernels_card_init (&card, &input, width, height))
    fv_kernels_card_chosen (&card, &cell);
  fv_kernels_card_clear (&card);
  return (GdkRectangle){ (int)cell.x + MARGIN, (int)cell.y, (int)cell.width, (int)cell.height };
}

static void
name_entry (FoveaKernelsEditor *self)
{
  FvSceneInput input;
  FvKernel kernel;
  g_autofree char *name = NULL, *title = NULL;

  if (!kernel_of (self, &input, &kernel))
    return;
  name = fv_kernel_name (&kernel, input.network);
  if (kernel.on_bias)
    title = g_strdup_printf ("%s · b", name);
  else
    /* Translators: a kernel as "C3 · unit 2 · from map 3", and row and column of one of its weights */
    title = g_strdup_printf (_ ("%s · row %u, column %u"), name, kernel.row + 1, kernel.col + 1);
  gtk_label_set_label (self->title, title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

/* What is edited are the weights as they are: whatever else is shown makes room for them. */
static void
show_now (FoveaKernelsEditor *self)
{
  FvKernelsLook look = fovea_session_get_kernels (self->session);
  FvCursor cursor = fovea_session_get_cursor (self->session);

  if (look.shown != FV_KERNELS_BY_WAY)
    {
      look.shown = FV_KERNELS_BY_WAY;
      fovea_session_set_kernels (self->session, look);
    }
  if (fv_cursor_is_backward (cursor))
    fovea_session_set_cursor (self->session,
                              fv_cursor_turn (cursor, fovea_session_get_network (self->session)));
}

void
fovea_kernels_editor_open (FoveaKernelsEditor *self, const char *text)
{
  GdkRectangle place;

  show_now (self);
  if (!begin (self))
    return;
  name_entry (self);
  place = place_of (self);
  gtk_popover_set_pointing_to (self->popover, &place);
  self->updating = TRUE;
  if (text == NULL)
    show_number (self, self->before);
  self->updating = FALSE;
  if (text != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  gtk_popover_popup (self->popover);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  if (text != NULL)
    gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static void
choose (FoveaKernelsEditor *self, const FvKernel *kernel, int rows, int cols)
{
  int row = (int)kernel->row, col = (int)kernel->col;

  if (kernel->on_bias)
    {
      if (rows < 0)
        fovea_session_choose_weight (self->session, kernel->row, kernel->col, FALSE);
      return;
    }
  row = CLAMP (row + rows, 0, (int)kernel->maps.rows - 1);
  col = CLAMP (col + cols, 0, (int)kernel->maps.cols - 1);
  fovea_session_choose_weight (self->session, (guint)row, (guint)col, FALSE);
}

/* The bias stands below the last row. */
static gboolean
move (FoveaKernelsEditor *self, int rows, int cols)
{
  FvSceneInput input;
  FvKernel kernel;
  gboolean turned, last;

  if (!kernel_of (self, &input, &kernel))
    return FALSE;
  turned = fv_kernel_is_turned (&kernel, &input);
  last = kernel.row == (turned ? 0 : kernel.maps.rows - 1);
  if (rows > 0 && last && !kernel.on_bias)
    fovea_session_choose_weight (self->session, kernel.row, kernel.col, TRUE);
  else if (kernel.on_bias)
    choose (self, &kernel, rows, cols);
  else
    choose (self, &kernel, turned ? -rows : rows, turned ? -cols : cols);
  return TRUE;
}

static gboolean
type_first (FoveaKernelsEditor *self, guint key)
{
  gunichar typed = gdk_keyval_to_unicode (key);
  char text[7] = { 0 };

  if (!g_unichar_isdigit (typed) && typed != '-' && typed != '.' && typed != ',' && typed != 0x2212)
    return FALSE;
  g_unichar_to_utf8 (typed, text);
  fovea_kernels_editor_open (self, text);
  return TRUE;
}

static gboolean
on_key (FoveaKernelsEditor *self, guint key, guint code, GdkModifierType state)
{
  if (self->session == NULL || state & (GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SHIFT_MASK | GDK_SUPER_MASK))
    return FALSE;
  switch (key)
    {
    case GDK_KEY_Up:
      return move (self, -1, 0);
    case GDK_KEY_Down:
      return move (self, +1, 0);
    case GDK_KEY_Left:
      return move (self, 0, -1);
    case GDK_KEY_Right:
      return move (self, 0, +1);
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
    case GDK_KEY_F2:
      fovea_kernels_editor_open (self, NULL);
      return TRUE;
    case GDK_KEY_Escape:
      if (!self->changing)
        return gtk_widget_child_focus (gtk_widget_get_parent (GTK_WIDGET (self)), GTK_DIR_TAB_BACKWARD);
      end (self, FALSE);
      self->let_go = TRUE;
      return TRUE;
    default:
      return type_first (self, key);
    }
}

static void
on_drag_begin (FoveaKernelsEditor *self, double x, double y, GtkGesture *drag)
{
  FvSceneAction action;

  self->let_go = FALSE;
  if (!fovea_canvas_pick_action (FOVEA_CANVAS (self->canvas), x, y, &action)
      || (action.kind != FV_SCENE_ACTION_WEIGHT && action.kind != FV_SCENE_ACTION_BIAS))
    gtk_gesture_set_state (drag, GTK_EVENT_SEQUENCE_DENIED);
}

/* Up is more. What the press chose is what is dragged. */
static void
on_drag_update (FoveaKernelsEditor *self, double dx, double dy, GtkGesture *drag)
{
  if (self->let_go || (!self->changing && fabs (dy) <= TREMBLE))
    return;
  if (!self->changing && !begin (self))
    {
      gtk_gesture_set_state (drag, GTK_EVENT_SEQUENCE_DENIED);
      return;
    }
  try_value (self, (double)self->before - dy * self->step * STEPS / DRAG_PX);
}

static void
on_drag_end (FoveaKernelsEditor *self)
{
  end (self, TRUE);
}

static void
take_start (const FvSceneInput *input, const FvKernel *kernel, float *values)
{
  const float *start = fv_parameters_values (input->kernels.start);

  memcpy (values, start + fv_kernel_offset (kernel, input->network, 0),
          fv_kernel_size (kernel) * sizeof *values);
}

static void
take_recipe (FoveaKernelsEditor *self, const FvKernel *kernel, const FvRecipe *recipe, double angle,
             float *values)
{
  g_autofree double *cells = g_new (double, fv_kernel_size (kernel));
  FvRandom random = fv_random_new (g_random_int (), 0);
  gsize size = fv_kernel_size (kernel);
  /* As it lies over the picture it is meant; a convolution turns it. */
  gboolean turned = !kernel->is_dense && !kernel->maps.is_pool;

  fv_recipe_fill (recipe, kernel->maps.rows, kernel->maps.cols, angle, &random, cells);
  for (gsize i = 0; i < size; i++)
    values[i] = (float)cells[turned ? size - 1 - i : i];
}

void
fovea_kernels_editor_set_to (FoveaKernelsEditor *self, const char *name, double angle)
{
  const FvRecipe *recipe = fv_recipe_from_name (name);
  g_autofree float *values = NULL;
  FvSceneInput input;
  FvKernel kernel;

  show_now (self);
  if (!kernel_of (self, &input, &kernel) || (recipe == NULL && input.kernels.start == NULL))
    return;
  values = g_new (float, fv_kernel_size (&kernel));
  if (recipe == NULL)
    take_start (&input, &kernel, values);
  else
    take_recipe (self, &kernel, recipe, angle, values);
  fovea_session_set_values (self->session, fv_kernel_offset (&kernel, input.network, 0),
                            fv_kernel_size (&kernel), values);
}

void
fovea_kernels_editor_set_session (FoveaKernelsEditor *self, FoveaSession *session)
{
  g_set_object (&self->session, session);
  fovea_canvas_set_session (FOVEA_CANVAS (self->canvas), session);
}

static gboolean
fovea_kernels_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (FOVEA_KERNELS_EDITOR (widget)->canvas);
}

static void
fovea_kernels_editor_dispose (GObject *object)
{
  FoveaKernelsEditor *self = FOVEA_KERNELS_EDITOR (object);

  if (self->popover != NULL)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  self->popover = NULL;
  g_clear_pointer (&self->canvas, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_kernels_editor_parent_class)->dispose (object);
}

static void
fovea_kernels_editor_class_init (FoveaKernelsEditorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fovea_kernels_editor_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = fovea_kernels_editor_grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
add_popover (FoveaKernelsEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  GtkEventController *keys = gtk_event_controller_key_new ();

  self->title = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->title), "caption");
  gtk_widget_set_halign (GTK_WIDGET (self->title), GTK_ALIGN_START);
  self->entry = GTK_ENTRY (gtk_entry_new ());
  gtk_editable_set_width_chars (GTK_EDITABLE (self->entry), 12);
  gtk_widget_add_css_class (GTK_WIDGET (self->entry), "numeric");
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->title));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->entry));
  self->popover = GTK_POPOVER (gtk_popover_new ());
  gtk_popover_set_child (self->popover, box);
  gtk_popover_set_position (self->popover, GTK_POS_LEFT); /* the numbers stay in sight */
  gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_entry_key), self);
  g_signal_connect_swapped (self->entry, "changed", G_CALLBACK (on_typed), self);
  g_signal_connect_swapped (self->entry, "activate", G_CALLBACK (on_activate), self);
  g_signal_connect_swapped (self->popover, "closed", G_CALLBACK (on_closed), self);
}

static void
fovea_kernels_editor_init (FoveaKernelsEditor *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkGesture *drag = gtk_gesture_drag_new ();

  self->canvas = g_object_new (FOVEA_TYPE_CANVAS, "scene", "kernel", NULL);
  gtk_widget_set_vexpand (GTK_WIDGET (self), TRUE);
  gtk_widget_set_parent (self->canvas, GTK_WIDGET (self));
  /* Before the canvas has them: here arrows go from weight to weight. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_swapped (keys, "key-pressed", G_CALLBACK (on_key), self);
  gtk_widget_add_controller (self->canvas, keys);
  g_signal_connect_swapped (drag, "drag-begin", G_CALLBACK (on_drag_begin), self);
  g_signal_connect_swapped (drag, "drag-update", G_CALLBACK (on_drag_update), self);
  g_signal_connect_swapped (drag, "drag-end", G_CALLBACK (on_drag_end), self);
  gtk_widget_add_controller (self->canvas, GTK_EVENT_CONTROLLER (drag));
  add_popover (self);
}
