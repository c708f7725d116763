/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-curve-private.h"
#include "fovea-view-state.h"
#include "fv-curve-plots.h"
#include "fv-curve-scene.h"

/* Batches: nobody needs fewer in sight. */
#define SHORTEST 10
/* Other runs that are laid over by themselves: more make a tangle. */
#define MOST_LAID_OVER 4

/**
 * FoveaCurve:
 *
 * Loss and accuracy over batches: what of them is in sight, and which batch is read beside the moment shown.
 */
G_DEFINE_FINAL_TYPE (FoveaCurve, fovea_curve, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_LOGARITHMIC,
  PROP_ZOOMED,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

static void
fill (FvSceneInput *input, gpointer data)
{
  FoveaCurve *self = data;

  input->curves = self->look;
  input->curves.hidden = (const guint *)(gconstpointer)self->hidden->data;
  input->curves.n_hidden = self->hidden->len;
}

const FvScene *
fovea_curve_look (FoveaCurve *self, FvSceneInput *input, double *x)
{
  return fovea_canvas_get_shown (self->canvas, input, x);
}

/* What the scene shows now, whether it has a size or not. */
static FvSpan
span_of (FoveaCurve *self, FvSpan *all)
{
  FvSceneInput input;

  fovea_session_fill (self->session, &input);
  fill (&input, self);
  *all = fv_curve_all (&input);
  return fv_curve_in_sight (&input);
}

static void
redraw (FoveaCurve *self)
{
  fovea_canvas_redraw (self->canvas);
  fovea_canvas_describe (self->canvas);
}

/* All there is has no edges of its own: it grows with what is learned. */
void
fovea_curve_set_span (FoveaCurve *self, FvSpan span)
{
  FvSpan all;

  span_of (self, &all);
  if (fv_span_covers (span, all))
    span = (FvSpan){ 0, 0 };
  if (self->look.first == span.first && self->look.last == span.last)
    return;
  self->look.first = span.first;
  self->look.last = span.last;
  redraw (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ZOOMED]);
}

void
fovea_curve_zoom_about (FoveaCurve *self, double batch, double closer)
{
  FvSpan all, span;

  if (self->session == NULL)
    return;
  span = span_of (self, &all);
  fovea_curve_set_span (self, fv_span_zoom (span, all, batch, 1 / closer, SHORTEST));
}

/* About what one looks at: what is read, or else the moment shown. */
void
fovea_curve_zoom (FoveaCurve *self, double closer)
{
  FvSceneInput input;

  if (self->session == NULL)
    return;
  fovea_session_fill (self->session, &input);
  fovea_curve_zoom_about (self, self->look.reads ? (double)self->look.reading : (double)input.batch, closer);
}

void
fovea_curve_show_all (FoveaCurve *self)
{
  FvSpan all;

  if (self->session == NULL)
    return;
  span_of (self, &all);
  fovea_curve_set_span (self, all);
}

/* What is read is kept in sight, but not by what the pointer does: it is in sight already. */
void
fovea_curve_read (FoveaCurve *self, guint64 batch)
{
  FvSpan all, span;

  if (self->look.reads && self->look.reading == batch)
    return;
  self->look.reads = TRUE;
  self->look.reading = batch;
  span = span_of (self, &all);
  if (!self->hovers && !fv_span_covers (span, all))
    fovea_curve_set_span (self, fv_span_follow (span, all, (double)batch));
  redraw (self);
}

void
fovea_curve_stop_reading (FoveaCurve *self)
{
  self->hovers = FALSE;
  if (!self->look.reads)
    return;
  self->look.reads = FALSE;
  redraw (self);
}

gboolean
fovea_curve_get_reading (FoveaCurve *self, guint64 *batch)
{
  *batch = self->look.reading;
  return self->look.reads;
}

static int
place_of (FoveaCurve *self, guint branch)
{
  for (guint i = 0; i < self->hidden->len; i++)
    if (g_array_index (self->hidden, guint, i) == branch)
      return (int)i;
  return -1;
}

gboolean
fovea_curve_get_hidden (FoveaCurve *self, guint branch)
{
  return place_of (self, branch) >= 0;
}

void
fovea_curve_set_hidden (FoveaCurve *self, guint branch, gboolean hidden)
{
  int place = place_of (self, branch);

  if ((place >= 0) == hidden)
    return;
  if (hidden)
    g_array_append_val (self->hidden, branch);
  else
    g_array_remove_index_fast (self->hidden, (guint)place);
  redraw (self);
}

/* Who had the newest batch in sight sees those that come, too. */
static void
follow_newest (FoveaCurve *self)
{
  FvSpan all, span = span_of (self, &all);

  if (self->look.last > self->look.first && self->newest <= span.last && all.last > self->newest)
    fovea_curve_set_span (self, fv_span_shift (span, all, all.last - self->newest));
  else if (self->look.last > all.last)
    fovea_curve_set_span (self, fv_span_shift (span, all, 0));
  self->newest = all.last;
}

/* A new run puts the oldest away if there are many; who wants to see that can have it back. */
static void
make_room (FoveaCurve *self)
{
  FvSceneInput input;
  const FvBranch *oldest;
  guint newest = 0;

  fovea_session_fill (self->session, &input);
  for (guint i = 0; i < input.way.n_branches; i++)
    newest = MAX (newest, input.way.branches[i]->id);
  if (newest == self->newest_run)
    return;
  self->newest_run = newest;
  fill (&input, self);
  while (fv_curve_nth_kept (&input, MOST_LAID_OVER) != NULL)
    {
      oldest = fv_curve_nth_kept (&input, 0);
      fovea_curve_set_hidden (self, oldest->id, TRUE);
      fill (&input, self);
    }
}

static void
on_changed (FoveaCurve *self, guint changes)
{
  if (changes & FOVEA_CHANGE_NETWORK)
    {
      g_array_set_size (self->hidden, 0);
      fovea_curve_stop_reading (self);
      fovea_curve_show_all (self);
    }
  if (changes & (FOVEA_CHANGE_SNAPSHOT | FOVEA_CHANGE_NETWORK))
    {
      make_room (self);
      follow_newest (self);
    }
}

static void
on_ask_view (FoveaCurve *self, FoveaViewState *state)
{
  state->first = self->look.first;
  state->last = self->look.last;
  state->n_hidden = MIN (self->hidden->len, FOVEA_MOST_HIDDEN);
  for (guint i = 0; i < state->n_hidden; i++)
    state->hidden[i] = g_array_index (self->hidden, guint, i);
}

static void
on_tell_view (FoveaCurve *self, const FoveaViewState *state)
{
  g_array_set_size (self->hidden, 0);
  g_array_append_vals (self->hidden, state->hidden, state->n_hidden);
  self->look.first = state->first;
  self->look.last = state->last;
  redraw (self);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ZOOMED]);
}

void
fovea_curve_set_session (FoveaCurve *self, FoveaSession *session)
{
  g_set_object (&self->session, session);
  fovea_canvas_set_session (self->canvas, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "ask-view", G_CALLBACK (on_ask_view), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "tell-view", G_CALLBACK (on_tell_view), self, G_CONNECT_SWAPPED);
}

static void
fovea_curve_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  FoveaCurve *self = FOVEA_CURVE (object);

  if (id == PROP_LOGARITHMIC)
    g_value_set_boolean (value, !self->look.linear);
  else
    g_value_set_boolean (value, self->look.last > self->look.first);
}

static void
fovea_curve_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  FoveaCurve *self = FOVEA_CURVE (object);

  if (id != PROP_LOGARITHMIC || self->look.linear == !g_value_get_boolean (value))
    return;
  self->look.linear = !g_value_get_boolean (value);
  fovea_canvas_redraw (self->canvas);
  g_object_notify_by_pspec (object, spec);
}

static gboolean
fovea_curve_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FOVEA_CURVE (widget)->canvas));
}

static void
fovea_curve_dispose (GObject *object)
{
  FoveaCurve *self = FOVEA_CURVE (object);

  g_clear_handle_id (&self->double_click, g_source_remove);
  if (self->canvas != NULL)
    {
      fovea_canvas_set_fill (self->canvas, NULL, NULL);
      gtk_widget_unparent (GTK_WIDGET (self->canvas));
    }
  self->canvas = NULL;
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_curve_parent_class)->dispose (object);
}

static void
fovea_curve_finalize (GObject *object)
{
  g_array_unref (FOVEA_CURVE (object)->hidden);
  G_OBJECT_CLASS (fovea_curve_parent_class)->finalize (object);
}

static void
fovea_curve_class_init (FoveaCurveClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = fovea_curve_get_property;
  object_class->set_property = fovea_curve_set_property;
  object_class->dispose = fovea_curve_dispose;
  object_class->finalize = fovea_curve_finalize;
  GTK_WIDGET_CLASS (klass)->grab_focus = fovea_curve_grab_focus;
  props[PROP_LOGARITHMIC] = g_param_spec_boolean ("logarithmic", NULL, NULL, TRUE, flags | G_PARAM_READWRITE);
  props[PROP_ZOOMED] = g_param_spec_boolean ("zoomed", NULL, NULL, FALSE, flags | G_PARAM_READABLE);
  g_object_class_install_properties (object_class, N_PROPS, props);
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
fovea_curve_init (FoveaCurve *self)
{
  self->hidden = g_array_new (FALSE, FALSE, sizeof (guint));
  self->canvas = FOVEA_CANVAS (fovea_canvas_new (NULL, "curve"));
  gtk_widget_set_parent (GTK_WIDGET (self->canvas), GTK_WIDGET (self));
  fovea_canvas_set_fill (self->canvas, fill, self);
  fovea_curve_add_input (self);
}
