/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-course.h"
#include "fovea-canvas.h"
#include "fovea-session-files.h"
#include "fovea-work.h"

#include <glib/gi18n.h>

/**
 * FoveaCourse:
 *
 * The scene “course”, and above it how far the moments it shows are computed: on a thread, when the widget is first seen, and
 * again when one asks for it because training has gone on.
 */
struct _FoveaCourse
{
  GtkWidget parent_instance;
  GtkWidget *box;
  FoveaCanvas *canvas;
  GtkWidget *head;
  GtkLabel *label;
  GtkProgressBar *bar;
  GtkButton *again;
  GtkButton *stop;
  FoveaSession *session;
  FoveaWork *work;
  gboolean asking;  /* for the record */
  gboolean refused; /* the last time: not to be tried again unasked */
  guint64 newest;   /* what the course was computed for */
  guint branch;
};

G_DEFINE_FINAL_TYPE (FoveaCourse, fovea_course, GTK_TYPE_WIDGET)

typedef struct
{
  FvRecord *record;
  FvDataset *train, *test;
  FvCourse *course;
  GError *error;
} Going;

static void
going_free (gpointer data)
{
  Going *job = data;

  fv_record_unref (job->record);
  fv_dataset_unref (job->train);
  g_clear_pointer (&job->test, fv_dataset_unref);
  g_clear_pointer (&job->course, fv_course_unref);
  g_clear_error (&job->error);
  g_free (job);
}

static gboolean
go (gpointer data, FoveaProgress *progress)
{
  Going *job = data;

  job->course = fv_course_new (job->record, job->train, job->test, FV_COURSE_MOMENTS, fovea_progress_tell,
                               progress, &job->error);
  return job->course != NULL;
}

static gboolean
is_busy (FoveaCourse *self)
{
  return self->work != NULL || self->asking;
}

/* Training has gone on, or another way, since. */
static gboolean
is_outdated (FoveaCourse *self)
{
  FvSnapshot *snapshot = fovea_session_get_snapshot (self->session);

  return snapshot != NULL && fv_snapshot_newest (snapshot) > 0
         && (fovea_session_get_course (self->session) == NULL || fv_snapshot_newest (snapshot) != self->newest
             || fv_snapshot_branch (snapshot) != self->branch);
}

static void
update (FoveaCourse *self)
{
  gboolean busy = is_busy (self), outdated = is_outdated (self);

  gtk_widget_set_visible (self->head, busy || outdated || self->refused);
  gtk_widget_set_visible (GTK_WIDGET (self->stop), busy);
  gtk_widget_set_visible (GTK_WIDGET (self->again), !busy && (outdated || self->refused));
  if (busy)
    gtk_label_set_label (self->label, _ ("Going through training again…"));
  else if (!self->refused)
    gtk_label_set_label (self->label, _ ("Training has gone on since."));
}

static void
on_gone (GtkWidget *owner, gpointer data, gboolean fine)
{
  FoveaCourse *self = FOVEA_COURSE (owner);
  Going *job = data;

  self->refused = !fine;
  if (fine)
    {
      self->newest = fv_course_batch (job->course, fv_course_length (job->course) - 1);
      self->branch = fv_course_branch (job->course);
      fovea_session_set_course (self->session, job->course);
    }
  else
    gtk_label_set_label (self->label, job->error->message);
  update (self);
}

static void
on_record (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (FoveaCourse) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (FvRecord) record = fovea_session_get_record_finish (FOVEA_SESSION (source), result, &error);
  FvDataset *train = fovea_session_get_train_set (FOVEA_SESSION (source)),
            *test = fovea_session_get_test_set (FOVEA_SESSION (source));
  gboolean wanted = self->asking && self->session != NULL;
  Going *job;

  self->asking = FALSE;
  if (!wanted)
    return;
  self->refused = record == NULL || train == NULL;
  if (self->refused)
    {
      gtk_label_set_label (self->label, error != NULL ? error->message : _ ("Nothing was trained yet."));
      update (self);
      return;
    }
  job = g_new0 (Going, 1);
  job->record = g_steal_pointer (&record);
  job->train = fv_dataset_ref (train);
  job->test = test != NULL ? fv_dataset_ref (test) : NULL;
  fovea_work_start (&self->work, GTK_WIDGET (self), self->bar, go, job, going_free, on_gone);
  update (self);
}

static void
begin (FoveaCourse *self)
{
  if (is_busy (self))
    return;
  self->asking = TRUE;
  self->refused = FALSE;
  fovea_session_get_record_async (self->session, on_record, g_object_ref (self));
  update (self);
}

static void
on_stop (FoveaCourse *self)
{
  fovea_work_stop (&self->work);
  self->asking = FALSE;
  self->refused = TRUE;
  gtk_label_set_label (self->label, _ ("Stopped."));
  update (self);
}

static gboolean
is_seen (FoveaCourse *self)
{
  return self->session != NULL && gtk_widget_get_mapped (GTK_WIDGET (self));
}

/* Unasked only the first time: while one trains it would never end. */
static void
begin_if_new (FoveaCourse *self)
{
  if (is_seen (self) && !self->refused && fovea_session_get_course (self->session) == NULL
      && is_outdated (self))
    begin (self);
}

static void
on_changed (FoveaCourse *self, guint changes)
{
  if (changes & FOVEA_CHANGE_NETWORK)
    {
      fovea_work_stop (&self->work);
      self->asking = FALSE;
      self->refused = FALSE;
    }
  if (!is_seen (self) || !(changes & (FOVEA_CHANGE_NETWORK | FOVEA_CHANGE_SNAPSHOT)))
    return;
  begin_if_new (self);
  update (self);
}

/* Nothing is computed for a view nobody sees. */
static void
on_map (FoveaCourse *self)
{
  begin_if_new (self);
  update (self);
}

static void
on_unmap (FoveaCourse *self)
{
  fovea_work_stop (&self->work);
  self->asking = FALSE;
}

void
fovea_course_set_session (FoveaCourse *self, FoveaSession *session)
{
  self->session = g_object_ref (session);
  fovea_canvas_set_session (self->canvas, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
}

static gboolean
fovea_course_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FOVEA_COURSE (widget)->canvas));
}

static void
fovea_course_dispose (GObject *object)
{
  FoveaCourse *self = FOVEA_COURSE (object);

  fovea_work_stop (&self->work);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_course_parent_class)->dispose (object);
}

static void
fovea_course_class_init (FoveaCourseClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fovea_course_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = fovea_course_grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static GtkButton *
add_button (FoveaCourse *self, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_box_append (GTK_BOX (self->head), button);
  return GTK_BUTTON (button);
}

static void
fovea_course_init (FoveaCourse *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  self->head = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_add_css_class (self->head, "moment");
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_wrap (self->label, TRUE);
  gtk_label_set_xalign (self->label, 0);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_box_append (GTK_BOX (self->head), GTK_WIDGET (self->label));
  self->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->bar), GTK_ALIGN_CENTER);
  gtk_widget_set_visible (GTK_WIDGET (self->bar), FALSE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("How far going through training has come"), -1);
  gtk_box_append (GTK_BOX (self->head), GTK_WIDGET (self->bar));
  self->stop = add_button (self, _ ("_Stop"), G_CALLBACK (on_stop));
  self->again = add_button (self, _ ("_Compute Again"), G_CALLBACK (begin));
  self->canvas = g_object_new (FOVEA_TYPE_CANVAS, "scene", "course", "hexpand", TRUE, "vexpand", TRUE, NULL);
  gtk_box_append (GTK_BOX (self->box), self->head);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->canvas));
  g_signal_connect (self, "map", G_CALLBACK (on_map), NULL);
  g_signal_connect (self, "unmap", G_CALLBACK (on_unmap), NULL);
}
