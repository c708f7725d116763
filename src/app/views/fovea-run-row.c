/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-run-row.h"
#include "fovea-style.h"
#include "fovea-words.h"
#include "fv-curve-read.h"
#include "fv-curve-words.h"
#include "fv-mark.h"

#include <glib/gi18n.h>

/**
 * FoveaRunRow:
 *
 * A run: its sign, what made it differ, what it came to, whether its curve is laid over, and a way to it.
 */
struct _FoveaRunRow
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkDrawingArea *sign;
  GtkLabel *title;
  GtkLabel *accuracy;
  GtkCheckButton *laid_over;
  GtkButton *go;
  FoveaSession *session;
  FoveaCurve *curve;
  guint branch; /* id; 0: none yet */
  guint mark;   /* 0: the one that is shown */
  guint64 newest;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (FoveaRunRow, fovea_run_row, GTK_TYPE_WIDGET)

/* As the curve has it: a strong line, or a thin one with a sign. */
static void
draw_sign (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer data)
{
  FoveaRunRow *self = data;
  FvStyle style = fovea_style_now ();
  FvColor color = self->mark > 0 ? style.kept : style.curve;

  cairo_set_source_rgb (cr, color.red, color.green, color.blue);
  cairo_set_line_width (cr, self->mark > 0 ? 1.25 : 2);
  cairo_move_to (cr, 0, height / 2 + 0.5);
  cairo_line_to (cr, width, height / 2 + 0.5);
  cairo_stroke (cr);
  if (self->mark > 0)
    fv_mark_paint (cr, self->mark - 1, width / 2.0, height / 2 + 0.5, 4, color, style.scene);
}

static char *
title_of (const FvBranch *branch)
{
  g_autofree char *title = fv_branch_title (branch), *words = fv_branch_words (branch);

  if (branch->kind == FV_BRANCH_FIRST)
    return g_steal_pointer (&title);
  /* Translators: a run, and what made it differ: "Run 2, from batch 500: rate 0.1 → 0.03" */
  return g_strdup_printf (_ ("%s: %s"), title, words);
}

static void
name_controls (FoveaRunRow *self)
{
  /* Translators: spoken: whether the curve of a run is laid over the one that is shown */
  g_autofree char *show = g_strdup_printf (_ ("Show the curve of run %u"), self->branch);
  g_autofree char *go = g_strdup_printf (_ ("Go to run %u"), self->branch);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->laid_over), GTK_ACCESSIBLE_PROPERTY_LABEL, show, -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->go), GTK_ACCESSIBLE_PROPERTY_LABEL, go, -1);
}

void
fovea_run_row_show (FoveaRunRow *self, const FvBranch *branch, const FvCurve *curve_of, gboolean shown)
{
  FvCurvePoint point;

  self->branch = branch->id;
  self->newest = branch->newest;
  self->mark = shown ? 0 : fv_curve_mark (branch);
  fovea_label_take (self->title, title_of (branch));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), gtk_label_get_label (self->title));
  fovea_label_take (self->accuracy, curve_of != NULL && fv_curve_last_test (curve_of, &point)
                                        ? fv_curve_accuracy_text (point.test_accuracy)
                                        : g_strdup ("–"));
  self->updating = TRUE;
  gtk_check_button_set_active (self->laid_over, shown || !fovea_curve_get_hidden (self->curve, branch->id));
  gtk_widget_set_sensitive (GTK_WIDGET (self->laid_over), !shown);
  gtk_widget_set_sensitive (GTK_WIDGET (self->go), !shown);
  self->updating = FALSE;
  name_controls (self);
  gtk_widget_queue_draw (GTK_WIDGET (self->sign));
}

static void
on_laid_over (FoveaRunRow *self)
{
  if (!self->updating)
    fovea_curve_set_hidden (self->curve, self->branch, !gtk_check_button_get_active (self->laid_over));
}

static void
on_go (FoveaRunRow *self)
{
  fovea_session_seek (self->session, self->branch, self->newest);
}

static void
fovea_run_row_dispose (GObject *object)
{
  FoveaRunRow *self = FOVEA_RUN_ROW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_run_row_parent_class)->dispose (object);
}

static void
fovea_run_row_class_init (FoveaRunRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_run_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea/Fovea/ui/fovea-run-row.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaRunRow, box);
  gtk_widget_class_bind_template_child (widget_class, FoveaRunRow, sign);
  gtk_widget_class_bind_template_child (widget_class, FoveaRunRow, title);
  gtk_widget_class_bind_template_child (widget_class, FoveaRunRow, accuracy);
  gtk_widget_class_bind_template_child (widget_class, FoveaRunRow, laid_over);
  gtk_widget_class_bind_template_child (widget_class, FoveaRunRow, go);
  gtk_widget_class_bind_template_callback (widget_class, on_laid_over);
  gtk_widget_class_bind_template_callback (widget_class, on_go);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fovea_run_row_init (FoveaRunRow *self)
{
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (self->sign, draw_sign, self, NULL);
  self->updating = FALSE;
}

/* curve lives as long as what both are in. */
GtkWidget *
fovea_run_row_new (FoveaSession *session, FoveaCurve *curve)
{
  FoveaRunRow *self = g_object_new (FOVEA_TYPE_RUN_ROW, NULL);

  self->session = g_object_ref (session);
  self->curve = curve;
  return GTK_WIDGET (self);
}
