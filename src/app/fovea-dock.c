/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-dock.h"

/**
 * FoveaDock:
 *
 * The side of a window and what it is the side of. Where both have no room beside each other, the side lies over the
 * other one's left edge rather than make the window wider than the screen.
 *
 * Its children are the content, then the side, so that the side is painted last; the keyboard meets the side first.
 */
struct _FoveaDock
{
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (FoveaDock, fovea_dock, GTK_TYPE_WIDGET)

static GtkWidget *
content_of (GtkWidget *self)
{
  return gtk_widget_get_first_child (self);
}

static GtkWidget *
side_of (GtkWidget *self)
{
  return gtk_widget_get_last_child (self);
}

static void
measure (GtkWidget *child, GtkOrientation orientation, int for_size, int *minimum, int *natural)
{
  *minimum = *natural = 0;
  if (gtk_widget_should_layout (child))
    gtk_widget_measure (child, orientation, for_size, minimum, natural, NULL, NULL);
}

/* Of a dock that wide; what the content has left is content. */
static int
side_width (GtkWidget *self, int width, int *content)
{
  int side, least, unused;

  measure (side_of (self), GTK_ORIENTATION_HORIZONTAL, -1, &unused, &side);
  measure (content_of (self), GTK_ORIENTATION_HORIZONTAL, -1, &least, &unused);
  *content = side + least <= width ? width - side : width;
  return MIN (side, width);
}

static void
fovea_dock_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                    int *minimum_baseline, int *natural_baseline)
{
  int least, likes, side = -1, content = -1;

  if (orientation == GTK_ORIENTATION_VERTICAL && for_size >= 0)
    side = side_width (widget, for_size, &content);
  measure (content_of (widget), orientation, content, minimum, natural);
  measure (side_of (widget), orientation, side, &least, &likes);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      /* All of the side, not the least of it: it does not give way. */
      *minimum = MAX (*minimum, likes);
      *natural += likes;
      return;
    }
  *minimum = MAX (*minimum, least);
  *natural = MAX (*natural, likes);
}

static void
fovea_dock_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  int content, side = side_width (widget, width, &content);
  gboolean mirrored = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  if (gtk_widget_should_layout (content_of (widget)))
    gtk_widget_size_allocate (content_of (widget),
                              &(GtkAllocation){ mirrored ? 0 : width - content, 0, content, height }, -1);
  if (gtk_widget_should_layout (side_of (widget)))
    gtk_widget_size_allocate (side_of (widget),
                              &(GtkAllocation){ mirrored ? width - side : 0, 0, side, height }, -1);
}

static gboolean
fovea_dock_focus (GtkWidget *widget, GtkDirectionType direction)
{
  gboolean back = direction == GTK_DIR_TAB_BACKWARD || direction == GTK_DIR_LEFT || direction == GTK_DIR_UP;
  GtkWidget *first = back ? content_of (widget) : side_of (widget);
  GtkWidget *second = back ? side_of (widget) : content_of (widget);

  if (gtk_widget_get_focus_child (widget) != second && gtk_widget_child_focus (first, direction))
    return TRUE;
  return gtk_widget_child_focus (second, direction);
}

static void
fovea_dock_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (fovea_dock_parent_class)->dispose (object);
}

static void
fovea_dock_class_init (FoveaDockClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_dock_dispose;
  widget_class->measure = fovea_dock_measure;
  widget_class->size_allocate = fovea_dock_size_allocate;
  widget_class->focus = fovea_dock_focus;
}

static void
fovea_dock_init (FoveaDock *self)
{
}
