/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-timeline.h"
#include "fovea-canvas.h"
#include "fovea-pace.h"
#include "fovea-style.h"
#include "fovea-training-rail.h"

#include <glib/gi18n.h>

/* Between the buttons and the rails. */
#define SPACING 8
/* Of the rails at the usual text size. */
#define CANVAS_HEIGHT 92
/* A replay that takes longer than this says how far it is. */
#define REPLAY_US 300000

/**
 * FoveaTimeline:
 *
 * At the foot of every view: training and the pass, each with its buttons and its rail.
 */
struct _FoveaTimeline
{
  GtkWidget parent_instance;
  GtkWidget *buttons;
  GtkButton *train_button;
  GtkButton *back_button;
  GtkButton *on_button;
  GtkButton *walk_button;
  GtkMenuButton *steps;
  GtkWidget *choices;
  GtkDropDown *pace;
  GtkStack *pace_stack;
  GtkProgressBar *progress;
  GtkProgressBar *replay;
  gint64 replay_us; /* since when something is being replayed; 0: nothing is */
  FoveaCanvas *canvas;
  FoveaTrainingRail *rail;
  FoveaSession *session;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (FoveaTimeline, fovea_timeline, GTK_TYPE_WIDGET)

static void
update_buttons (FoveaTimeline *self)
{
  gboolean playing = fovea_session_get_playing (self->session);
  const char *label = playing ? _ ("Pause Training") : _ ("Train");

  gtk_button_set_icon_name (self->train_button,
                            playing ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->train_button),
                               playing ? _ ("Pause Training (T)") : _ ("Train (T)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->train_button), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  -1);
  self->updating = TRUE;
  gtk_drop_down_set_selected (self->pace, fovea_pace_to_index (fovea_session_get_pace (self->session)));
  self->updating = FALSE;
}

/* In the order of FvGranularity. */
static const char *const step_names[] = { N_ ("Term by Term"), N_ ("Window by Window"), N_ ("Map by Map"),
                                          N_ ("Layer by Layer"), N_ ("Pass by Pass") };

static void
update_walk (FoveaTimeline *self)
{
  gboolean walking = fovea_session_get_walking (self->session);
  const char *steps = _ (step_names[fovea_session_get_granularity (self->session)]);

  gtk_button_set_icon_name (self->walk_button,
                            walking ? "media-playback-pause-symbolic" : "media-playback-start-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->walk_button),
                               walking ? _ ("Stop Walking (Space)") : _ ("Walk Through the Pass (Space)"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->walk_button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  walking ? _ ("Stop Walking") : _ ("Walk Through the Pass"), -1);
  gtk_menu_button_set_label (self->steps, steps);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->steps), GTK_ACCESSIBLE_PROPERTY_LABEL, steps, -1);
}

static void
name_button (GtkButton *button, const char *label, const char *tooltip)
{
  gtk_widget_set_tooltip_text (GTK_WIDGET (button), tooltip);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

/* What a step along training is. */
static void
update_step (FoveaTimeline *self)
{
  gboolean by_epoch = fovea_session_get_steps_by_epoch (self->session);

  name_button (self->back_button, by_epoch ? _ ("One Epoch Back") : _ ("One Batch Back"),
               by_epoch ? _ ("One Epoch Back (Ctrl+←)") : _ ("One Batch Back (Ctrl+←)"));
  name_button (self->on_button, by_epoch ? _ ("One Epoch On") : _ ("One Batch On"),
               by_epoch ? _ ("One Epoch On (Ctrl+→)") : _ ("One Batch On (Ctrl+→)"));
}

/* Since when there is a replay is known from its first snapshot on, and they come with every frame. */
static gboolean
shows_replay (FoveaTimeline *self, double *share)
{
  gint64 now = g_get_monotonic_time ();

  if (!fovea_session_get_replay (self->session, share))
    self->replay_us = 0;
  else if (self->replay_us == 0)
    self->replay_us = now;
  return self->replay_us != 0 && now - self->replay_us > REPLAY_US;
}

static void
update_progress (FoveaTimeline *self)
{
  double progress = fovea_session_get_progress (self->session), share;
  gboolean replays = shows_replay (self, &share);

  gtk_stack_set_visible_child_name (self->pace_stack, progress >= 0 ? "making" : replays ? "replay" : "pace");
  gtk_progress_bar_set_fraction (self->progress, MAX (progress, 0));
  gtk_progress_bar_set_fraction (self->replay, share);
}

static void
on_cancel (FoveaTimeline *self)
{
  fovea_session_cancel_replay (self->session);
}

static void
on_pace (FoveaTimeline *self)
{
  guint index = gtk_drop_down_get_selected (self->pace);

  if (!self->updating && self->session != NULL && index != GTK_INVALID_LIST_POSITION)
    fovea_session_set_pace (self->session, fovea_pace_from_index (index));
}

static void
on_changed (FoveaTimeline *self, guint changes)
{
  if (changes & FOVEA_CHANGE_OPTIONS)
    update_buttons (self);
  if (changes & FOVEA_CHANGE_LOOK)
    {
      update_walk (self);
      update_step (self);
    }
  if (changes & (FOVEA_CHANGE_DATA | FOVEA_CHANGE_NETWORK | FOVEA_CHANGE_SNAPSHOT))
    update_progress (self);
}

void
fovea_timeline_set_session (FoveaTimeline *self, FoveaSession *session)
{
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  fovea_canvas_set_session (self->canvas, session);
  fovea_training_rail_set_canvas (self->rail, self->canvas);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  update_buttons (self);
  update_walk (self);
  update_step (self);
  update_progress (self);
}

static int
natural_width (gpointer child)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);
  return natural;
}

static int
canvas_left (FoveaTimeline *self)
{
  return natural_width (self->buttons) + SPACING;
}

static void
fovea_timeline_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum,
                        int *natural, int *minimum_baseline, int *natural_baseline)
{
  FoveaTimeline *self = FOVEA_TIMELINE (widget);
  int canvas;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = canvas_left (self) + natural_width (self->canvas) + natural_width (self->choices);
      *natural = *minimum;
      return;
    }
  gtk_widget_measure (self->buttons, orientation, -1, minimum, NULL, NULL, NULL);
  gtk_widget_measure (self->choices, orientation, -1, &canvas, NULL, NULL, NULL);
  *minimum = MAX (*minimum, canvas);
  /* Larger type needs higher rails. */
  canvas = (int)(CANVAS_HEIGHT * MAX (fovea_style_now ().text_scale, 1));
  *minimum = *natural = MAX (*minimum, canvas);
}

/* Over what it takes hold of, which the canvas has laid out for its new size. */
static void
allocate_rail (FoveaTimeline *self, int left)
{
  GtkAllocation area = { 0, 0, 1, 1 };
  int least;

  fovea_training_rail_get_area (self->rail, &area);
  gtk_widget_measure (GTK_WIDGET (self->rail), GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  area.x += left;
  area.width = MAX (area.width, least);
  gtk_widget_size_allocate (GTK_WIDGET (self->rail), &area, -1);
}

static void
fovea_timeline_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FoveaTimeline *self = FOVEA_TIMELINE (widget);
  int pace = natural_width (self->choices);
  int left = canvas_left (self);
  int buttons, room;

  gtk_widget_measure (self->choices, GTK_ORIENTATION_VERTICAL, -1, &room, NULL, NULL, NULL);
  gtk_widget_measure (self->buttons, GTK_ORIENTATION_VERTICAL, -1, &buttons, NULL, NULL, NULL);
  gtk_widget_size_allocate (GTK_WIDGET (self->canvas),
                            &(GtkAllocation){ left, 0, width - pace - left, height }, -1);
  allocate_rail (self, left);
  gtk_widget_size_allocate (
      self->buttons, &(GtkAllocation){ 0, (height - buttons) / 2, natural_width (self->buttons), buttons },
      -1);
  gtk_widget_size_allocate (self->choices, &(GtkAllocation){ width - pace, (height - room) / 2, pace, room },
                            -1);
}

static void
fovea_timeline_dispose (GObject *object)
{
  FoveaTimeline *self = FOVEA_TIMELINE (object);

  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_timeline_parent_class)->dispose (object);
}

static void
fovea_timeline_class_init (FoveaTimelineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_timeline_dispose;
  widget_class->measure = fovea_timeline_measure;
  widget_class->size_allocate = fovea_timeline_size_allocate;
  g_type_ensure (FOVEA_TYPE_CANVAS);
  g_type_ensure (FOVEA_TYPE_TRAINING_RAIL);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea/Fovea/ui/fovea-timeline.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaTimeline, buttons);
  gtk_widget_class_bind_template_child (widget_class, FoveaTimeline, train_button);
  gtk_widget_class_bind_template_child (widget_class, FoveaTimeline, back_button);
  gtk_widget_class_bind_template_child (widget_class, FoveaTimeline, on_button);
  gtk_widget_class_bind_template_child (widget_class, FoveaTimeline, walk_button);
  gtk_widget_class_bind_template_child (widget_class, FoveaTimeline, steps);
  gtk_widget_class_bind_template_child (widget_class, FoveaTimeline, choices);
  gtk_widget_class_bind_template_child (widget_class, FoveaTimeline, pace);
  gtk_widget_class_bind_template_child (widget_class, FoveaTimeline, pace_stack);
  gtk_widget_class_bind_template_child (widget_class, FoveaTimeline, progress);
  gtk_widget_class_bind_template_child (widget_class, FoveaTimeline, replay);
  gtk_widget_class_bind_template_child (widget_class, FoveaTimeline, canvas);
  gtk_widget_class_bind_template_child (widget_class, FoveaTimeline, rail);
  gtk_widget_class_bind_template_callback (widget_class, on_pace);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_set_css_name (widget_class, "timeline");
}

static void
fovea_timeline_init (FoveaTimeline *self)
{
  g_autoptr (GListModel) paces = fovea_pace_list ();

  gtk_widget_init_template (GTK_WIDGET (self));
  fovea_style_watch (GTK_WIDGET (self), G_CALLBACK (gtk_widget_queue_resize));
  self->updating = TRUE;
  gtk_drop_down_set_model (self->pace, paces);
  self->updating = FALSE;
}
