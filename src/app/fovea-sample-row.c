/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-sample-row.h"
#include "fovea-picture.h"

#include <glib/gi18n.h>

/**
 * FoveaSampleRow:
 *
 * A picture with its class, and what it is read as where that is wrong.
 */
struct _FoveaSampleRow
{
  GtkWidget parent_instance;
  FoveaPicture *picture;
  GtkLabel *point; /* in the place of a picture where there are but two inputs */
  GtkLabel *label;
  GtkLabel *wrong;
  FvDataset *set; /* NULL: nothing is shown yet */
  guint sample;
  FvParameters *read_by; /* the weights that read it; NULL: nobody yet */
};

G_DEFINE_FINAL_TYPE (FoveaSampleRow, fovea_sample_row, GTK_TYPE_WIDGET)

/* Two pixels are no picture: they are said as the numbers they are in the network. */
static void
show_point (FoveaSampleRow *self, FoveaSession *session)
{
  gboolean is_point = fv_shape_size (fv_dataset_shape (self->set)) == 2;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->picture), !is_point);
  gtk_widget_set_visible (GTK_WIDGET (self->point), is_point);
  if (!is_point || !fovea_session_is_plane (session))
    return;
  text = fovea_session_point_text (session, fv_dataset_pixels (self->set, self->sample));
  gtk_label_set_label (self->point, text);
}

/* One's own pictures may be of classes the network does not know. */
static const char *
name_of (FoveaSampleRow *self, FoveaSession *session)
{
  guint label = fv_dataset_label (self->set, self->sample);

  return label < fv_network_n_classes (fovea_session_get_network (session))
             ? fovea_session_class_name (session, label)
             : fv_dataset_class_name (self->set, label);
}

static void
show_reading (FoveaSampleRow *self, FoveaSession *session, guint class_index, gboolean is_wrong)
{
  const char *name = name_of (self, session);
  g_autofree char *mark
      = is_wrong ? g_strdup_printf ("≠%s", fovea_session_class_name (session, class_index)) : NULL;
  g_autofree char *spoken = NULL;

  show_point (self, session);
  gtk_label_set_label (self->label, name);
  gtk_label_set_label (self->wrong, mark != NULL ? mark : "");
  if (is_wrong)
    /* Translators: a test picture; the first %s is its class, the second what the network takes it for. */
    spoken = g_strdup_printf (_ ("Picture of %s, wrongly read as %s"), name,
                              fovea_session_class_name (session, class_index));
  else
    spoken = g_strdup_printf (_ ("Picture of %s"), name);
  fovea_picture_set_label (self->picture, spoken);
}

gboolean
fovea_sample_row_read (FoveaSampleRow *self, FoveaSession *session)
{
  FvParameters *parameters = fovea_session_get_parameters (session);
  FvDataset *set = self->set;
  guint class_index;
  double share;

  if (set == NULL || parameters == self->read_by)
    return FALSE;
  g_clear_pointer (&self->read_by, fv_parameters_unref);
  self->read_by = fv_parameters_ref (parameters);
  if (!fv_shape_equal (fv_dataset_shape (set), fv_network_shape (fv_parameters_network (parameters), 0)))
    return FALSE;
  /* Untrained weights are wrong nearly everywhere: that says nothing about a picture. */
  if (fovea_session_get_test_accuracy (session) < 0
      || !fovea_session_read_picture (session, fv_dataset_pixels (set, self->sample), &class_index, &share))
    show_reading (self, session, 0, FALSE);
  else
    show_reading (self, session, class_index, class_index != fv_dataset_label (set, self->sample));
  return TRUE;
}

void
fovea_sample_row_bind (FoveaSampleRow *self, FoveaSession *session, FvDataset *set, guint sample)
{
  fv_dataset_ref (set);
  g_clear_pointer (&self->set, fv_dataset_unref);
  self->set = set;
  self->sample = sample;
  g_clear_pointer (&self->read_by, fv_parameters_unref);
  fovea_picture_set_pixels (self->picture, fv_dataset_shape (set), fv_dataset_pixels (set, sample));
  show_reading (self, session, 0, FALSE);
}

static void
fovea_sample_row_dispose (GObject *object)
{
  FoveaSampleRow *self = FOVEA_SAMPLE_ROW (object);
  GtkWidget *child;

  g_clear_pointer (&self->read_by, fv_parameters_unref);
  g_clear_pointer (&self->set, fv_dataset_unref);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (fovea_sample_row_parent_class)->dispose (object);
}

static void
fovea_sample_row_class_init (FoveaSampleRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_sample_row_dispose;
  g_type_ensure (FOVEA_TYPE_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea/Fovea/ui/fovea-sample-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaSampleRow, picture);
  gtk_widget_class_bind_template_child (widget_class, FoveaSampleRow, point);
  gtk_widget_class_bind_template_child (widget_class, FoveaSampleRow, label);
  gtk_widget_class_bind_template_child (widget_class, FoveaSampleRow, wrong);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fovea_sample_row_init (FoveaSampleRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
fovea_sample_row_new (void)
{
  return g_object_new (FOVEA_TYPE_SAMPLE_ROW, NULL);
}
