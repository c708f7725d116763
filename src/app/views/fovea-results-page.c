/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-results-page.h"
#include "fovea-confusion.h"
#include "fovea-curves.h"
#include "fovea-mistakes.h"

/* px: so much room curves want before the confusion matrix stands beside them, and so much they take above it. */
#define CURVE_WIDTH  330
#define CURVE_HEIGHT 320

/**
 * FoveaResultsPage:
 *
 * What training came to: how loss and accuracy went, and beside and below them what is still read wrong. Where there
 * is no room for two, the matrix stands below the curves.
 */
struct _FoveaResultsPage
{
  GtkWidget parent_instance;
  GtkWidget *scroller;
  GtkWidget *upper; /* curves, and what stands at their right */
  FoveaCurves *curves;
  FoveaConfusion *confusion;
  FoveaMistakes *mistakes;
  FoveaSession *session;
};

G_DEFINE_FINAL_TYPE (FoveaResultsPage, fovea_results_page, GTK_TYPE_WIDGET)

static int
natural_of (GtkWidget *widget, GtkOrientation orientation)
{
  int natural;

  gtk_widget_measure (widget, orientation, -1, NULL, &natural, NULL, NULL);
  return natural;
}

/* What the curves want at least. */
static int
least_of (GtkWidget *curves, GtkOrientation orientation)
{
  int minimum;

  gtk_widget_measure (curves, orientation, -1, &minimum, NULL, NULL, NULL);
  return MAX (minimum, orientation == GTK_ORIENTATION_HORIZONTAL ? CURVE_WIDTH : CURVE_HEIGHT);
}

static gboolean
has_room_for_two (GtkWidget *upper, int width)
{
  return width >= least_of (gtk_widget_get_first_child (upper), GTK_ORIENTATION_HORIZONTAL)
                      + natural_of (gtk_widget_get_last_child (upper), GTK_ORIENTATION_HORIZONTAL);
}

/* In a larger window it grows with the curves, up to twice its size. */
static int
matrix_width (GtkWidget *upper, int width, int height)
{
  int natural = natural_of (gtk_widget_get_last_child (upper), GTK_ORIENTATION_HORIZONTAL);

  return CLAMP (MIN (2 * width / 5, 4 * height / 5), natural, 2 * natural);
}

static GtkSizeRequestMode
request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
measure (GtkWidget *upper, GtkOrientation orientation, int for_size, int *minimum, int *natural,
         int *minimum_baseline, int *natural_baseline)
{
  int matrix = natural_of (gtk_widget_get_last_child (upper), orientation);
  int curves = least_of (gtk_widget_get_first_child (upper), orientation);

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (matrix, curves);
      *natural = matrix + curves;
    }
  else
    *minimum = *natural
        = for_size >= 0 && !has_room_for_two (upper, for_size) ? matrix + curves : MAX (matrix, curves);
}

static void
allocate (GtkWidget *upper, int width, int height, int baseline)
{
  GtkWidget *curves = gtk_widget_get_first_child (upper), *matrix = gtk_widget_get_last_child (upper);
  int right = matrix_width (upper, width, height);
  int below = natural_of (matrix, GTK_ORIENTATION_VERTICAL);

  if (has_room_for_two (upper, width))
    {
      gtk_widget_size_allocate (curves, &(GtkAllocation){ 0, 0, width - right, height }, -1);
      gtk_widget_size_allocate (matrix, &(GtkAllocation){ width - right, 0, right, height }, -1);
      return;
    }
  gtk_widget_size_allocate (curves, &(GtkAllocation){ 0, 0, width, height - below }, -1);
  gtk_widget_size_allocate (matrix, &(GtkAllocation){ 0, height - below, width, below }, -1);
}

static void
set_session (FoveaResultsPage *self, FoveaSession *session)
{
  g_set_object (&self->session, session);
  fovea_curves_set_session (self->curves, session);
  fovea_confusion_set_session (self->confusion, session);
  fovea_mistakes_set_session (self->mistakes, session);
}

static gboolean
fovea_results_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FOVEA_RESULTS_PAGE (widget)->curves));
}

static void
fovea_results_page_dispose (GObject *object)
{
  FoveaResultsPage *self = FOVEA_RESULTS_PAGE (object);

  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_results_page_parent_class)->dispose (object);
}

static void
fovea_results_page_class_init (FoveaResultsPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_results_page_dispose;
  widget_class->grab_focus = fovea_results_page_grab_focus;
  g_type_ensure (FOVEA_TYPE_CURVES);
  g_type_ensure (FOVEA_TYPE_CONFUSION);
  g_type_ensure (FOVEA_TYPE_MISTAKES);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fovea/Fovea/ui/fovea-results-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaResultsPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, FoveaResultsPage, upper);
  gtk_widget_class_bind_template_child (widget_class, FoveaResultsPage, curves);
  gtk_widget_class_bind_template_child (widget_class, FoveaResultsPage, confusion);
  gtk_widget_class_bind_template_child (widget_class, FoveaResultsPage, mistakes);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fovea_results_page_init (FoveaResultsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_layout_manager (self->upper, gtk_custom_layout_new (request_mode, measure, allocate));
  fovea_confusion_set_gallery (self->confusion, GTK_WIDGET (self->mistakes));
}

GtkWidget *
fovea_results_page_new (FoveaSession *session)
{
  FoveaResultsPage *self = g_object_new (FOVEA_TYPE_RESULTS_PAGE, NULL);

  set_session (self, session);
  return GTK_WIDGET (self);
}
