/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-session-private.h"
#include "fv-picture-reader.h"

#include <string.h>

/**
 * FoveaSession:
 *
 * What a window is about: a network with its weights at one moment, a picture in it, and where one looks.
 *
 * The session is the only object that knows the trainer. Everything shown is a pure function of what
 * [method@FoveaSession.fill] gives; [signal@FoveaSession::changed] says when and why to ask again.
 */
G_DEFINE_FINAL_TYPE (FoveaSession, fovea_session, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_WAKE,
  SIGNAL_ASK_VIEW,
  SIGNAL_TELL_VIEW,
  N_SIGNALS,
};
static guint signals[N_SIGNALS];

void
fovea_session_changed (FoveaSession *self, guint changes)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0, changes);
}

void
fovea_session_ask_view (FoveaSession *self, FoveaViewState *out)
{
  g_signal_emit (self, signals[SIGNAL_ASK_VIEW], 0, out);
}

void
fovea_session_tell_view (FoveaSession *self, const FoveaViewState *state)
{
  g_signal_emit (self, signals[SIGNAL_TELL_VIEW], 0, state);
}

/* The picture in the network, and the class it should be read as; NULL when none fits. */
static const guint8 *
current_pixels (FoveaSession *self, guint *target)
{
  FvShape wanted = fv_network_shape (self->network, 0);
  FvShape digit = { 1, FV_DIGIT_SIDE, FV_DIGIT_SIDE };

  *target = self->drawing_class; /* a drawing has none of its own, a training picture has */
  if (self->has_drawing)
    return fv_shape_equal (wanted, self->drawing_shape) ? self->drawing : NULL;
  if (self->test != NULL)
    {
      *target = fv_dataset_label (self->test, self->sample);
      return fv_shape_equal (wanted, fv_dataset_shape (self->test))
                 ? fv_dataset_pixels (self->test, self->sample)
                 : NULL;
    }
  *target = self->first_class;
  return fv_shape_equal (wanted, digit) ? self->first : NULL;
}

/* The picture in the network with other parameters; NULL when none fits. */
FvTrace *
fovea_session_trace_with (FoveaSession *self, FvParameters *parameters, guint rules)
{
  guint target;
  const guint8 *pixels = current_pixels (self, &target);

  if (pixels == NULL || parameters == NULL)
    return NULL;
  if (target != FV_TRACE_READ && target >= fv_network_n_classes (self->network))
    return NULL;
  return fv_trace_new_with_rules (parameters, pixels, target, rules);
}

/* Whether a trace is of the picture in the network. */
gboolean
fovea_session_shows (FoveaSession *self, FvTrace *trace)
{
  guint target;
  const guint8 *pixels = current_pixels (self, &target);

  return pixels != NULL && fv_trace_network (trace) == self->network
         && (target == FV_TRACE_READ || target == fv_trace_target (trace))
         && memcmp (pixels, fv_trace_pixels (trace), fv_shape_size (fv_network_shape (self->network, 0)))
                == 0;
}

void
fovea_session_retrace (FoveaSession *self)
{
  g_clear_pointer (&self->trace, fv_trace_unref);
  self->trace = fovea_session_trace_with (self, self->parameters, 0);
}

/* One digit at once, the same that will be the first of the test set when that is made. */
void
fovea_session_draw_first (FoveaSession *self)
{
  self->first_class = fv_digits_draw (~(guint64)g_settings_get_uint (self->settings, "seed"), 0,
                                      fovea_session_get_distortion (self), self->first);
}

/**
 * fovea_session_fill:
 * @out: (out): everything but the style; members are borrowed until the next change
 */
void
fovea_session_fill (FoveaSession *self, FvSceneInput *out)
{
  *out = (FvSceneInput){
    .network = self->network,
    .parameters = self->parameters,
    .trace = self->trace,
    .dataset = self->test,
    .class_names = fovea_session_class_names (self),
    .cursor = self->cursor,
    .has_cursor = TRUE,
    .pin = fv_cursor_clamp (self->pin, self->network),
    .has_pin = self->has_pin,
    .shows_reach = self->shows_reach,
    .granularity = self->granularity,
    .kernels = fovea_session_get_kernels (self),
    .course = fovea_session_get_course (self),
    .frozen = fovea_session_get_frozen (self),
  };
  fovea_session_fill_way (self, &out->way);
  fovea_session_fill_judgement (self, out);
  if (self->snapshot == NULL)
    return;
  out->curve = fv_snapshot_curve (self->snapshot);
  out->batch = fv_snapshot_batch (self->snapshot);
  out->epoch = fv_snapshot_epoch (self->snapshot);
}

FvCursor
fovea_session_get_cursor (FoveaSession *self)
{
  return self->cursor;
}

void
fovea_session_set_cursor (FoveaSession *self, FvCursor cursor)
{
  cursor = fv_cursor_clamp (cursor, self->network);
  if (fv_cursor_equal (cursor, self->cursor))
    return;
  self->cursor = cursor;
  fovea_session_changed (self, FOVEA_CHANGE_CURSOR);
}

guint
fovea_session_get_sample (FoveaSession *self)
{
  return self->sample;
}

/**
 * fovea_session_choose_sample:
 * @sample: its number in the test set
 *
 * Puts a test picture into the network, in the place of a drawing if there was one.
 */
void
fovea_session_choose_sample (FoveaSession *self, guint sample)
{
  if (self->test == NULL || sample >= fv_dataset_count (self->test))
    return;
  if (sample == self->sample && !self->has_drawing)
    return;
  self->sample = sample;
  self->has_drawing = FALSE;
  fovea_session_retrace (self);
  fovea_session_changed (self, FOVEA_CHANGE_SAMPLE);
}

FvKernelsLook
fovea_session_get_kernels (FoveaSession *self)
{
  FvKernelsLook kernels = self->kernels;

  kernels.start = self->snapshot != NULL ? fv_snapshot_start (self->snapshot) : NULL;
  /* Before there are data, another network may be shown than the one that was trained. */
  if (kernels.start != NULL && fv_parameters_network (kernels.start) != self->network)
    kernels.start = NULL;
  return kernels;
}

/**
 * fovea_session_get_course:
 *
 * Returns: (transfer none) (nullable): the weights at several moments of training, if they are computed
 */
FvCourse *
fovea_session_get_course (FoveaSession *self)
{
  if (self->course != NULL && fv_course_network (self->course) != self->network)
    g_clear_pointer (&self->course, fv_course_unref); /* of another network */
  return self->course;
}

void
fovea_session_set_course (FoveaSession *self, FvCourse *course)
{
  fv_course_ref (course);
  g_clear_pointer (&self->course, fv_course_unref);
  self->course = course;
  fovea_session_changed (self, FOVEA_CHANGE_LOOK);
}

/**
 * fovea_session_set_kernels:
 * @kernels: how they are to be shown; its start is not taken
 */
void
fovea_session_set_kernels (FoveaSession *self, FvKernelsLook kernels)
{
  kernels.start = NULL;
  self->kernels = kernels;
  fovea_session_changed (self, FOVEA_CHANGE_LOOK);
}

/* Whether a drawing is in the network, in the place of the sample. */
gboolean
fovea_session_has_drawing (FoveaSession *self)
{
  return self->has_drawing;
}

/**
 * fovea_session_set_drawing:
 * @pixels: (nullable): 28×28, or %NULL to go back to the chosen test picture
 */
void
fovea_session_set_drawing (FoveaSession *self, const guint8 *pixels)
{
  fovea_session_set_picture (self, (FvShape){ 1, FV_DIGIT_SIDE, FV_DIGIT_SIDE }, pixels);
}

/**
 * fovea_session_set_picture:
 * @pixels: (nullable): of that shape, or %NULL to go back to the chosen test picture
 *
 * Puts a picture from anywhere into the network, in the place of a drawing.
 */
void
fovea_session_set_picture (FoveaSession *self, FvShape shape, const guint8 *pixels)
{
  if (pixels == NULL && !self->has_drawing)
    return;
  self->has_drawing = pixels != NULL;
  self->drawing_class = FV_TRACE_READ;
  if (pixels != NULL)
    {
      g_free (self->drawing);
      self->drawing = g_memdup2 (pixels, fv_shape_size (shape));
      self->drawing_shape = shape;
    }
  fovea_session_retrace (self);
  fovea_session_changed (self, FOVEA_CHANGE_SAMPLE);
}

/**
 * fovea_session_show_training_sample:
 * @sample: its number in the training set
 *
 * Puts it into the network in the place of a drawing, with the class it should be read as.
 */
void
fovea_session_show_training_sample (FoveaSession *self, guint sample)
{
  if (self->train == NULL || sample >= fv_dataset_count (self->train))
    return;
  g_free (self->drawing);
  self->drawing_shape = fv_dataset_shape (self->train);
  self->drawing = g_memdup2 (fv_dataset_pixels (self->train, sample), fv_shape_size (self->drawing_shape));
  self->drawing_class = fv_dataset_label (self->train, sample);
  self->training_sample = sample;
  self->has_drawing = TRUE;
  fovea_session_retrace (self);
  fovea_session_changed (self, FOVEA_CHANGE_SAMPLE);
}

/**
 * fovea_session_get_training_sample:
 * @sample: (out): its number in the training set
 *
 * Returns: %FALSE if no training sample is in the network
 */
gboolean
fovea_session_get_training_sample (FoveaSession *self, guint *sample)
{
  *sample = self->training_sample;
  return self->has_drawing && self->drawing_class != FV_TRACE_READ;
}

gboolean
fovea_session_takes_drawings (FoveaSession *self)
{
  return fv_shape_equal (fv_network_shape (self->network, 0), (FvShape){ 1, FV_DIGIT_SIDE, FV_DIGIT_SIDE });
}

FvNetwork *
fovea_session_get_network (FoveaSession *self)
{
  return self->network;
}

FvSnapshot *
fovea_session_get_snapshot (FoveaSession *self)
{
  return self->snapshot;
}

FvTrace *
fovea_session_get_trace (FoveaSession *self)
{
  return self->trace;
}

FvParameters *
fovea_session_get_parameters (FoveaSession *self)
{
  return self->parameters;
}

FvDataset *
fovea_session_get_train_set (FoveaSession *self)
{
  return self->train;
}

FvDataset *
fovea_session_get_test_set (FoveaSession *self)
{
  return self->test;
}

GSettings *
fovea_session_get_settings (FoveaSession *self)
{
  return self->settings;
}

static void
fovea_session_dispose (GObject *object)
{
  FoveaSession *self = FOVEA_SESSION (object);

  fovea_session_stop_walk (self);
  fovea_session_forget_detail (self);
  fovea_session_stop_judging (self);
  fovea_session_cancel_job (self);
  fovea_session_stop (self);
  if (self->wake != NULL)
    g_source_destroy (self->wake);
  g_clear_pointer (&self->wake, g_source_unref);
  G_OBJECT_CLASS (fovea_session_parent_class)->dispose (object);
}

static void
fovea_session_finalize (GObject *object)
{
  FoveaSession *self = FOVEA_SESSION (object);

  fovea_undo_free (self->undo);
  fovea_session_forget_classes (self);
  fovea_session_forget_edit (self);
  g_clear_pointer (&self->judging.judgement, fv_judgement_unref);
  g_clear_pointer (&self->course, fv_course_unref);
  g_free (self->drawing);
  g_clear_pointer (&self->digits[0], fv_dataset_unref);
  g_clear_pointer (&self->digits[1], fv_dataset_unref);
  g_clear_pointer (&self->trace, fv_trace_unref);
  g_clear_pointer (&self->pending, fv_record_unref);
  g_clear_pointer (&self->snapshot, fv_snapshot_unref);
  g_clear_pointer (&self->parameters, fv_parameters_unref);
  g_clear_pointer (&self->network, fv_network_unref);
  g_clear_pointer (&self->train, fv_dataset_unref);
  g_clear_pointer (&self->test, fv_dataset_unref);
  g_clear_pointer (&self->own_test, fv_dataset_unref);
  g_clear_object (&self->settings);
  G_OBJECT_CLASS (fovea_session_parent_class)->finalize (object);
}

static void
fovea_session_class_init (FoveaSessionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = fovea_session_dispose;
  object_class->finalize = fovea_session_finalize;
  fv_pictures_set_reader (fv_picture_reader ());
  /**
   * FoveaSession::changed:
   * @changes: what, as a set of FoveaChange
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", FOVEA_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                          NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  /**
   * FoveaSession::wake:
   *
   * The trainer has posted something: call [method@FoveaSession.tick] with every frame until it returns %FALSE.
   */
  signals[SIGNAL_WAKE]
      = g_signal_new ("wake", FOVEA_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  /**
   * FoveaSession::ask-view:
   * @state: (type gpointer): a FoveaViewState to fill in what one knows of
   *
   * The session is being saved.
   */
  signals[SIGNAL_ASK_VIEW] = g_signal_new ("ask-view", FOVEA_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                           NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  /**
   * FoveaSession::tell-view:
   * @state: (type gpointer): the FoveaViewState that was saved
   *
   * A session was opened: look at it as one did.
   */
  signals[SIGNAL_TELL_VIEW] = g_signal_new ("tell-view", FOVEA_TYPE_SESSION, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                            NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

static gboolean
emit_wake (gpointer data)
{
  fovea_session_take_record (data); /* also in a window that is hidden */
  g_signal_emit (data, signals[SIGNAL_WAKE], 0);
  return G_SOURCE_CONTINUE;
}

static void
fovea_session_init (FoveaSession *self)
{
  self->options = fv_training_options ();
  self->undo = fovea_undo_new ();
  fovea_session_init_walk (self);
  fovea_session_init_judging (self);
  fovea_session_start_wake (self);
  g_source_set_callback (self->wake, emit_wake, self, NULL);
}

/**
 * fovea_session_new:
 * @settings: where the choices of last time are
 *
 * Has a network with untrained weights and one digit at once; [method@FoveaSession.generate] makes the rest.
 *
 * Returns: (transfer full): a session
 */
FoveaSession *
fovea_session_new (GSettings *settings)
{
  FoveaSession *self = g_object_new (FOVEA_TYPE_SESSION, NULL);
  g_autofree char *text = g_settings_get_string (settings, "network");

  self->settings = g_object_ref (settings);
  self->network = fv_network_new (text, NULL);
  if (self->network == NULL) /* written by a later version, or by hand */
    self->network = fv_network_new ("lenet", NULL);
  fovea_session_read_options (self);
  fovea_session_watch_budget (self);
  self->parameters
      = fv_parameters_new_initialised (self->network, self->options.seed, self->options.initialiser);
  self->cursor = fv_cursor_at_step (self->network, MIN (1, fv_network_depth (self->network)));
  fovea_session_draw_first (self);
  fovea_session_retrace (self);
  fovea_session_take_up_data (self);
  return self;
}
