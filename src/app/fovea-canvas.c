/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-canvas-private.h"
#include "fovea-style.h"
#include "fv-plane-scene.h"

#include <glib/gi18n.h>

/* How often a description may change while training, for people who listen. */
#define DESCRIBE_US G_USEC_PER_SEC

/**
 * FoveaCanvas:
 *
 * The widget under every view: shows a scene of the drawing library and turns pointer and keys into cursors.
 *
 * Each part of the scene is kept as a render node, so a frame in which nothing changed records nothing.
 */
G_DEFINE_FINAL_TYPE (FoveaCanvas, fovea_canvas, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_ASKED,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

enum
{
  PROP_0,
  PROP_SESSION,
  PROP_SCENE,
  PROP_BARE,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

/**
 * fovea_canvas_set_fill:
 * @fill: (nullable) (scope forever): called for every frame, after the session filled in what it knows
 */
void
fovea_canvas_set_fill (FoveaCanvas *self, FoveaCanvasFill fill, gpointer data)
{
  self->fill = fill;
  self->fill_data = data;
  fovea_canvas_redraw (self);
}

void
fovea_canvas_fill_in (FoveaCanvas *self, FvSceneInput *input)
{
  if (self->fill != NULL)
    self->fill (input, self->fill_data);
}

/* What a switch drawn in the scene asks for that is no business of the session. */
void
fovea_canvas_ask (FoveaCanvas *self, FvSceneAction action)
{
  g_signal_emit (self, signals[SIGNAL_ASKED], 0, action.kind, action.value);
}

static gboolean
fill_input (FoveaCanvas *self, FvSceneInput *input)
{
  if (self->session == NULL || self->type == NULL)
    return FALSE;
  fovea_session_fill (self->session, input);
  if (g_str_equal (self->scene_name, "detail"))
    fovea_session_fill_detail (self->session, input);
  fovea_canvas_fill_in (self, input);
  input->style = self->style;
  /* Of kernels the cells alone grow, until their values have room in them. */
  if (g_strcmp0 (self->scene_name, "kernels") != 0)
    input->style.text_scale *= self->zoom;
  if (self->blank)
    input->trace = NULL;
  if (self->has_hover)
    input->cursor = fv_cursor_clamp (self->hover, input->network);
  input->shows_reach |= self->holds_shift;
  return TRUE;
}

static void
forget_nodes (FoveaCanvas *self)
{
  for (guint i = 0; i < self->n_nodes; i++)
    g_clear_pointer (&self->nodes[i], gsk_render_node_unref);
}

void
fovea_canvas_forget_scene (FoveaCanvas *self)
{
  forget_nodes (self);
  g_clear_pointer (&self->nodes, g_free);
  self->n_nodes = 0;
  g_clear_pointer (&self->scene, fv_scene_free);
}

/**
 * fovea_canvas_redraw:
 *
 * Records every part again with the next frame.
 */
void
fovea_canvas_redraw (FoveaCanvas *self)
{
  forget_nodes (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
ensure_scene (FoveaCanvas *self, const FvSceneInput *input)
{
  double width = fovea_canvas_scene_width (self), height = fovea_canvas_scene_height (self);

  if (width < 1 || height < 1)
    return FALSE;
  if (self->scene != NULL && self->scene->width == width && self->scene->height == height
      && self->scene->key == fv_scene_key (self->type, input))
    return TRUE;
  fovea_canvas_forget_scene (self);
  self->scene = fv_scene_new (self->type, input, width, height);
  self->n_nodes = fv_scene_n_parts (self->scene);
  self->nodes = g_new0 (GskRenderNode *, self->n_nodes);
  return TRUE;
}

static GskRenderNode *
record_part (FoveaCanvas *self, const FvSceneInput *input, guint nth)
{
  FvRect part = fv_scene_part (self->scene, nth);
  GtkSnapshot *snapshot = gtk_snapshot_new ();
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot, &GRAPHENE_RECT_INIT ((float)part.x, (float)part.y, (float)part.width, (float)part.height));

  fv_scene_paint_part (self->scene, nth, input, cr);
  cairo_destroy (cr);
  return gtk_snapshot_free_to_node (snapshot);
}

static void
fovea_canvas_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  FoveaCanvas *self = FOVEA_CANVAS (widget);
  GdkRGBA paper = fovea_style_rgba (self->style.scene);
  FvSceneInput input;

  if (!self->bare)
    gtk_snapshot_append_color (snapshot, &paper,
                               &GRAPHENE_RECT_INIT (0, 0, (float)gtk_widget_get_width (widget),
                                                    (float)gtk_widget_get_height (widget)));
  if (!fill_input (self, &input) || !ensure_scene (self, &input))
    return;
  gtk_snapshot_translate (snapshot,
                          &GRAPHENE_POINT_INIT ((float)(MARGIN - self->pan_x), (float)-self->pan_y));
  for (guint i = 0; i < self->n_nodes; i++)
    {
      if (self->nodes[i] == NULL)
        self->nodes[i] = record_part (self, &input, i);
      if (self->nodes[i] != NULL)
        gtk_snapshot_append_node (snapshot, self->nodes[i]);
    }
}

/**
 * fovea_canvas_peek:
 * @out: (out): what is shown
 *
 * For who puts something of its own over a scene; the scene begins %MARGIN px from the left.
 *
 * Returns: (nullable): the layout, until the next change
 */
const FvScene *
fovea_canvas_peek (FoveaCanvas *self, FvSceneInput *out)
{
  return fill_input (self, out) && ensure_scene (self, out) ? self->scene : NULL;
}

/**
 * fovea_canvas_set_blank:
 * @blank: whether to show nothing of the sample in the network
 */
void
fovea_canvas_set_blank (FoveaCanvas *self, gboolean blank)
{
  if (self->blank == blank)
    return;
  self->blank = blank;
  fovea_canvas_redraw (self);
}

/**
 * fovea_canvas_pick:
 * @out: (out): what stands at the point, in widget coordinates
 *
 * Returns: %FALSE if nothing does
 */
gboolean
fovea_canvas_pick (FoveaCanvas *self, double x, double y, FvCursor *out)
{
  FvSceneInput input;

  if (!fill_input (self, &input) || !ensure_scene (self, &input))
    return FALSE;
  return fv_scene_pick (self->scene, &input, x - MARGIN + self->pan_x, y + self->pan_y, out);
}

/**
 * fovea_canvas_pick_sample:
 * @sample: (out): the one whose point is nearest, in widget coordinates
 *
 * Returns: %FALSE if none is near, or this is no plane
 */
gboolean
fovea_canvas_pick_sample (FoveaCanvas *self, double x, double y, guint *sample)
{
  FvSceneInput input;

  if (g_strcmp0 (self->scene_name, "plane") != 0 || !fill_input (self, &input)
      || !ensure_scene (self, &input))
    return FALSE;
  return fv_plane_pick_point (self->scene, &input, x - MARGIN + self->pan_x, y + self->pan_y, sample);
}

/**
 * fovea_canvas_pick_action:
 * @out: (out): what the switch or button at the point asks for, in widget coordinates
 *
 * Returns: %FALSE if none is there
 */
gboolean
fovea_canvas_pick_action (FoveaCanvas *self, double x, double y, FvSceneAction *out)
{
  FvSceneInput input;

  if (!fill_input (self, &input) || !ensure_scene (self, &input))
    return FALSE;
  return fv_scene_pick_action (self->scene, &input, x - MARGIN + self->pan_x, y + self->pan_y, out);
}

/**
 * fovea_canvas_get_shown:
 * @input: (out): what it shows
 * @x: (inout) (optional): in widget coordinates, then in those of the scene
 *
 * Returns: (nullable): the scene that is shown; %NULL before it has a size
 */
const FvScene *
fovea_canvas_get_shown (FoveaCanvas *self, FvSceneInput *input, double *x)
{
  if (!fill_input (self, input) || !ensure_scene (self, input))
    return NULL;
  if (x != NULL)
    *x += self->pan_x - MARGIN;
  return self->scene;
}

/**
 * fovea_canvas_locate:
 * @out: (out): where the cursor's cell is, in widget coordinates
 */
gboolean
fovea_canvas_locate (FoveaCanvas *self, FvCursor cursor, FvRect *out)
{
  FvSceneInput input;

  if (!fill_input (self, &input) || !ensure_scene (self, &input)
      || !fv_scene_locate (self->scene, cursor, out))
    return FALSE;
  out->x += MARGIN - self->pan_x;
  out->y -= self->pan_y;
  return TRUE;
}

/**
 * fovea_canvas_set_hover:
 * @cursor: (nullable): what the pointer is on; the session's cursor stays where it is
 */
void
fovea_canvas_set_hover (FoveaCanvas *self, const FvCursor *cursor)
{
  if (self->has_hover == (cursor != NULL) && (cursor == NULL || fv_cursor_equal (self->hover, *cursor)))
    return;
  self->has_hover = cursor != NULL;
  if (cursor != NULL)
    self->hover = *cursor;
  fovea_canvas_redraw (self);
}

/**
 * fovea_canvas_get_looked_at:
 *
 * Returns: what the pointer is on, or else the cursor
 */
/* Shift is held down, or no longer. */
void
fovea_canvas_set_holds_shift (FoveaCanvas *self, gboolean holds)
{
  if (self->holds_shift == holds)
    return;
  self->holds_shift = holds;
  fovea_canvas_redraw (self);
}

FvCursor
fovea_canvas_get_looked_at (FoveaCanvas *self)
{
  return self->has_hover ? self->hover : fovea_session_get_cursor (self->session);
}

/* The value and its place are the name of what shows one: "C3 map 4, row 2, column 5: 0.42". */
void
fovea_canvas_describe (FoveaCanvas *self)
{
  g_autofree char *text = NULL, *name = NULL;
  FvSceneInput input;

  if (!fill_input (self, &input) || input.parameters == NULL)
    return;
  text = fv_scene_describe (&input);
  if (self->type->speak != NULL)
    name = self->type->speak (&input);
  else if (self->type->pick != NULL && !self->bare)
    name = fv_scene_speak (&input);
  if (name != NULL)
    {
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, _ (self->type->title), -1);
    }
  else
    gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text, -1);
  self->described_us = g_get_monotonic_time ();
}

/* A cursor that moves is kept in sight. */
static void
follow (FoveaCanvas *self)
{
  FvSceneInput input;
  FvRect rect;

  if (self->zoom > 1 && fill_input (self, &input) && ensure_scene (self, &input)
      && fv_scene_locate (self->scene, input.cursor, &rect))
    fovea_canvas_follow (self, rect);
}

/* What the scene shows; a matrix that stands still is not drawn again with every batch. */
static guint
shown_changes (FoveaCanvas *self)
{
  if (g_strcmp0 (self->scene_name, "confusion") == 0)
    return FOVEA_CHANGE_JUDGEMENT | FOVEA_CHANGE_NETWORK | FOVEA_CHANGE_DATA;
  return ~(guint)(FOVEA_CHANGE_DATA | FOVEA_CHANGE_OPTIONS | FOVEA_CHANGE_JUDGEMENT | FOVEA_CHANGE_UNDO);
}

static void
on_changed (FoveaCanvas *self, guint changes)
{
  if (changes & FOVEA_CHANGE_NETWORK
      || (changes & FOVEA_CHANGE_DATA && fovea_session_get_progress (self->session) < 0))
    fovea_canvas_forget_scene (self);
  if (changes & FOVEA_CHANGE_CURSOR)
    {
      self->has_hover = FALSE;
      follow (self);
    }
  if (changes & shown_changes (self) || self->scene == NULL)
    fovea_canvas_redraw (self);
  if (changes
          & (FOVEA_CHANGE_CURSOR | FOVEA_CHANGE_SAMPLE | FOVEA_CHANGE_LOOK | FOVEA_CHANGE_NETWORK
             | FOVEA_CHANGE_JUDGEMENT)
      || g_get_monotonic_time () - self->described_us > DESCRIBE_US)
    fovea_canvas_describe (self);
}

static void
on_style (FoveaCanvas *self)
{
  self->style = fovea_style_now ();
  fovea_canvas_forget_scene (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * fovea_canvas_set_session:
 * @session: (nullable): what it shows
 */
void
fovea_canvas_set_session (FoveaCanvas *self, FoveaSession *session)
{
  if (self->session == session)
    return;
  if (self->session != NULL)
    g_signal_handlers_disconnect_by_func (self->session, on_changed, self);
  g_set_object (&self->session, session);
  if (session != NULL)
    {
      g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
      fovea_canvas_keep_zoom (self);
    }
  fovea_canvas_forget_scene (self);
  fovea_canvas_describe (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

FoveaSession *
fovea_canvas_get_session (FoveaCanvas *self)
{
  return self->session;
}

const char *
fovea_canvas_get_scene (FoveaCanvas *self)
{
  return self->scene_name;
}

static void
set_scene (FoveaCanvas *self, const char *name)
{
  self->scene_name = g_strdup (name);
  self->type = fv_scene_type_from_name (name);
  if (self->type == NULL)
    return;
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, _ (self->type->title),
                                  -1);
  if (g_str_equal (name, "network") || g_str_equal (name, "detail"))
    fovea_canvas_add_zoom (self);
  fovea_canvas_add_pointer (self, g_str_equal (name, "timeline"), g_str_equal (name, "network"));
  if (g_str_equal (name, "network"))
    fovea_canvas_add_shift (self);
}

static void
fovea_canvas_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  FoveaCanvas *self = FOVEA_CANVAS (object);

  if (id == PROP_SESSION)
    g_value_set_object (value, self->session);
  else if (id == PROP_SCENE)
    g_value_set_string (value, self->scene_name);
  else
    g_value_set_boolean (value, self->bare);
}

static void
fovea_canvas_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  FoveaCanvas *self = FOVEA_CANVAS (object);

  if (id == PROP_SESSION)
    fovea_canvas_set_session (self, g_value_get_object (value));
  else if (id == PROP_SCENE)
    set_scene (self, g_value_get_string (value));
  else
    self->bare = g_value_get_boolean (value);
}

static void
fovea_canvas_dispose (GObject *object)
{
  FoveaCanvas *self = FOVEA_CANVAS (object);

  fovea_canvas_set_session (self, NULL);
  fovea_canvas_forget_scene (self);
  G_OBJECT_CLASS (fovea_canvas_parent_class)->dispose (object);
}

static void
fovea_canvas_finalize (GObject *object)
{
  g_free (FOVEA_CANVAS (object)->scene_name);
  G_OBJECT_CLASS (fovea_canvas_parent_class)->finalize (object);
}

static void
fovea_canvas_class_init (FoveaCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = fovea_canvas_get_property;
  object_class->set_property = fovea_canvas_set_property;
  object_class->dispose = fovea_canvas_dispose;
  object_class->finalize = fovea_canvas_finalize;
  widget_class->snapshot = fovea_canvas_snapshot;

  props[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, FOVEA_TYPE_SESSION, flags);
  props[PROP_SCENE] = g_param_spec_string ("scene", NULL, NULL, NULL, flags | G_PARAM_CONSTRUCT_ONLY);
  props[PROP_BARE] = g_param_spec_boolean ("bare", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);

  /**
   * FoveaCanvas::asked:
   * @kind: an FvSceneActionKind that the session knows nothing of
   * @value: its value
   */
  signals[SIGNAL_ASKED] = g_signal_new ("asked", FOVEA_TYPE_CANVAS, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  gtk_widget_class_set_css_name (widget_class, "canvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
  fovea_canvas_add_keys (widget_class);
  fovea_canvas_add_zoom_keys (widget_class);
}

static void
fovea_canvas_init (FoveaCanvas *self)
{
  self->style = fovea_style_now ();
  self->zoom = 1;
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  fovea_style_watch (GTK_WIDGET (self), G_CALLBACK (on_style));
}

/**
 * fovea_canvas_new:
 * @session: what it shows
 * @scene: the name of a scene type: "network", "kernels", "curve" …
 */
GtkWidget *
fovea_canvas_new (FoveaSession *session, const char *scene)
{
  return g_object_new (FOVEA_TYPE_CANVAS, "scene", scene, "session", session, "hexpand", TRUE, "vexpand",
                       TRUE, NULL);
}
