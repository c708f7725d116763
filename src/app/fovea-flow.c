/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-flow.h"

/**
 * FoveaFlow:
 *
 * A bar of things beside each other, on as many lines as it takes: a narrow window or large type must not cut any of
 * them off. What is left of a line goes to those that expand, as in a GtkBox.
 */
struct _FoveaFlow
{
  GtkWidget parent_instance;
  int spacing;
};

enum
{
  PROP_0,
  PROP_SPACING,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (FoveaFlow, fovea_flow, GTK_TYPE_WIDGET)

/* Those from first on that stand on one line. */
typedef struct
{
  GtkWidget *first, *end; /* end: the first that does not; NULL: none is left */
  int width, height;
  int n_expand;
} Line;

static GtkWidget *
next_shown (GtkWidget *child)
{
  while (child != NULL && !gtk_widget_should_layout (child))
    child = gtk_widget_get_next_sibling (child);
  return child;
}

/* As wide as it likes to be, or as it may. */
static int
width_of (GtkWidget *child, int most)
{
  int minimum, natural;

  gtk_widget_measure (child, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, &natural, NULL, NULL);
  return MAX (MIN (natural, most), minimum);
}

static int
height_of (GtkWidget *child, int width)
{
  int natural;

  gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &natural, NULL, NULL);
  return natural;
}

/* The line that begins with it: at least one, and then as many as fit. */
static Line
take_line (FoveaFlow *self, GtkWidget *child, int room)
{
  Line line = { child, child, 0, 0, 0 };

  while (line.end != NULL)
    {
      int wants = width_of (line.end, room), gap = line.end == child ? 0 : self->spacing;

      if (line.end != child && line.width + gap + wants > room)
        break;
      line.width += gap + wants;
      line.height = MAX (line.height, height_of (line.end, wants));
      line.n_expand += gtk_widget_compute_expand (line.end, GTK_ORIENTATION_HORIZONTAL);
      line.end = next_shown (gtk_widget_get_next_sibling (line.end));
    }
  return line;
}

static GtkWidget *
first_shown (FoveaFlow *self)
{
  return next_shown (gtk_widget_get_first_child (GTK_WIDGET (self)));
}

static GtkSizeRequestMode
fovea_flow_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure_width (FoveaFlow *self, int *minimum, int *natural)
{
  for (GtkWidget *child = first_shown (self); child != NULL;
       child = next_shown (gtk_widget_get_next_sibling (child)))
    {
      *minimum = MAX (*minimum, width_of (child, 0));
      *natural += width_of (child, G_MAXINT) + (*natural > 0 ? self->spacing : 0);
    }
}

static void
fovea_flow_measure (GtkWidget *widget, GtkOrientation orientation, int for_size, int *minimum, int *natural,
                    int *minimum_baseline, int *natural_baseline)
{
  FoveaFlow *self = FOVEA_FLOW (widget);
  int height = 0;

  *minimum = *natural = 0;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      measure_width (self, minimum, natural);
      return;
    }
  for (GtkWidget *child = first_shown (self); child != NULL;)
    {
      Line line = take_line (self, child, for_size < 0 ? G_MAXINT : for_size);

      height += line.height + (height > 0 ? self->spacing / 2 : 0);
      child = line.end;
    }
  *minimum = *natural = height;
}

static void
allocate_line (FoveaFlow *self, const Line *line, int room, int y)
{
  gboolean mirrored = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  int left = MAX (room - line->width, 0), n_expand = line->n_expand, x = 0;

  for (GtkWidget *child = line->first; child != line->end;
       child = next_shown (gtk_widget_get_next_sibling (child)))
    {
      int width = width_of (child, room);

      if (gtk_widget_compute_expand (child, GTK_ORIENTATION_HORIZONTAL))
        {
          int more = left / n_expand--;

          width += more;
          left -= more;
        }
      gtk_widget_size_allocate (
          child, &(GtkAllocation){ mirrored ? room - x - width : x, y, width, line->height }, -1);
      x += width + self->spacing;
    }
}

static void
fovea_flow_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  FoveaFlow *self = FOVEA_FLOW (widget);
  int y = 0;

  for (GtkWidget *child = first_shown (self); child != NULL;)
    {
      Line line = take_line (self, child, width);

      allocate_line (self, &line, width, y);
      y += line.height + self->spacing / 2;
      child = line.end;
    }
}

static void
fovea_flow_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_set_int (value, FOVEA_FLOW (object)->spacing);
}

static void
fovea_flow_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  FOVEA_FLOW (object)->spacing = g_value_get_int (value);
  gtk_widget_queue_resize (GTK_WIDGET (object));
}

static void
fovea_flow_dispose (GObject *object)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);
  G_OBJECT_CLASS (fovea_flow_parent_class)->dispose (object);
}

static void
fovea_flow_class_init (FoveaFlowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = fovea_flow_get_property;
  object_class->set_property = fovea_flow_set_property;
  object_class->dispose = fovea_flow_dispose;
  widget_class->get_request_mode = fovea_flow_get_request_mode;
  widget_class->measure = fovea_flow_measure;
  widget_class->size_allocate = fovea_flow_size_allocate;
  /* Between neighbours; lines are half as far apart. */
  props[PROP_SPACING] = g_param_spec_int ("spacing", NULL, NULL, 0, 100, 12,
                                          G_PARAM_READWRITE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
fovea_flow_init (FoveaFlow *self)
{
}
