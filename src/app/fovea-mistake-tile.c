/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-mistake-tile.h"
#include "fovea-picture.h"
#include "fv-scores.h"

#include <glib/gi18n.h>
#include <math.h>

/* px: about so large is a picture, magnified by a whole number. */
#define SIDE 60

/**
 * FoveaMistakeTile:
 *
 * A test picture with what it is, what it is read as, and with which share.
 */
struct _FoveaMistakeTile
{
  GtkWidget parent_instance;
  FoveaPicture *picture;
  GtkLabel *point; /* in the place of a picture where there are but two inputs */
  GtkLabel *classes;
  GtkLabel *share;
  guint sample;
  char *spoken;
};

G_DEFINE_FINAL_TYPE (FoveaMistakeTile, fovea_mistake_tile, GTK_TYPE_WIDGET)

static void
set_side (FoveaMistakeTile *self, FvShape shape)
{
  guint longest = MAX (shape.rows, shape.cols);

  g_object_set (self->picture, "side",
                (int)MIN (longest * (guint)MAX (round ((double)SIDE / longest), 1), 1024), NULL);
  gtk_widget_queue_resize (GTK_WIDGET (self->picture));
}

static void
show_picture (FoveaMistakeTile *self, FoveaSession *session, FvDataset *set)
{
  gboolean is_point = fv_shape_size (fv_dataset_shape (set)) == 2;

  gtk_widget_set_visible (GTK_WIDGET (self->picture), !is_point);
  gtk_widget_set_visible (GTK_WIDGET (self->point), is_point);
  if (is_point)
    {
      g_autofree char *text = fovea_session_point_text (session, fv_dataset_pixels (set, self->sample));

      gtk_label_set_label (self->point, text);
    }
  else
    {
      set_side (self, fv_dataset_shape (set));
      fovea_picture_set_pixels (self->picture, fv_dataset_shape (set), fv_dataset_pixels (set, self->sample));
    }
}

/**
 * fovea_mistake_tile_show:
 * @judgement: of the session's network and test set
 * @sample: its number in that set
 */
void
fovea_mistake_tile_show (FoveaMistakeTile *self, FoveaSession *session, FvJudgement *judgement, guint sample)
{
  FvNetwork *network = fovea_session_get_network (session);
  FvReading reading = fv_judgement_nth (judgement, sample);
  FvScores scores = fv_scores_of (&(FvSceneInput){ .network = network });
  const char *target = fovea_session_class_name (session, reading.target);
  const char *read_as = fovea_session_class_name (session, reading.read_as);
  g_autofree char *classes = g_strdup_printf ("%s → %s", target, read_as);
  g_autofree char *share = fv_scores_text (&scores, reading.share);

  self->sample = sample;
  show_picture (self, session, fv_judgement_set (judgement));
  gtk_label_set_label (self->classes, classes);
  gtk_label_set_label (self->share, share);
  /* Translators: spoken: the first %s is what a picture is, the second what it is read as, the third the share of it. */
  g_free (self->spoken);
  self->spoken = g_strdup_printf (_ ("Test picture %u: %s, read as %s, %s"), sample, target, read_as, share);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->spoken, -1);
  /* The focus is on what the list puts around it. */
  if (gtk_widget_get_parent (GTK_WIDGET (self)) != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (GTK_WIDGET (self))),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, self->spoken, -1);
}

guint
fovea_mistake_tile_get_sample (FoveaMistakeTile *self)
{
  return self->sample;
}

/* Setting a text asks the display where the pointer is, each time; this asks nothing before somebody points. */
static gboolean
on_query_tooltip (FoveaMistakeTile *self, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, self->spoken);
  return self->spoken != NULL;
}

static void
fovea_mistake_tile_finalize (GObject *object)
{
  g_free (FOVEA_MISTAKE_TILE (object)->spoken);
  G_OBJECT_CLASS (fovea_mistake_tile_parent_class)->finalize (object);
}

static void
fovea_mistake_tile_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (fovea_mistake_tile_parent_class)->dispose (object);
}

static void
fovea_mistake_tile_class_init (FoveaMistakeTileClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_mistake_tile_dispose;
  G_OBJECT_CLASS (klass)->finalize = fovea_mistake_tile_finalize;
  g_type_ensure (FOVEA_TYPE_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fovea/Fovea/ui/fovea-mistake-tile.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaMistakeTile, picture);
  gtk_widget_class_bind_template_child (widget_class, FoveaMistakeTile, point);
  gtk_widget_class_bind_template_child (widget_class, FoveaMistakeTile, classes);
  gtk_widget_class_bind_template_child (widget_class, FoveaMistakeTile, share);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
fovea_mistake_tile_init (FoveaMistakeTile *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (on_query_tooltip), NULL);
}

GtkWidget *
fovea_mistake_tile_new (void)
{
  return g_object_new (FOVEA_TYPE_MISTAKE_TILE, NULL);
}
