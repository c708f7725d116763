/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-curves.h"
#include "fovea-curve.h"
#include "fovea-run-row.h"

#include <glib/gi18n.h>

#define CLOSER 1.5 /* at once */
/* How often what runs have come to may change while training. */
#define SHOW_US (G_USEC_PER_SEC / 4)

/**
 * FoveaCurves:
 *
 * The curves, how they are looked at, and below them the runs there are, if there are several.
 */
struct _FoveaCurves
{
  GtkWidget parent_instance;
  GtkWidget *box;
  FoveaCurve *curve;
  GtkCheckButton *logarithmic;
  GtkLabel *heading;
  GtkWidget *scroller;
  GtkBox *runs; /* of FoveaRunRow, as the snapshot lists them */
  FoveaSession *session;
  guint n_rows;
  guint shown;
  gint64 shown_us;
};

G_DEFINE_FINAL_TYPE (FoveaCurves, fovea_curves, GTK_TYPE_WIDGET)

static void
set_n_rows (FoveaCurves *self, guint n)
{
  for (; self->n_rows < n; self->n_rows++)
    gtk_box_append (self->runs, fovea_run_row_new (self->session, self->curve));
  for (; self->n_rows > n; self->n_rows--)
    gtk_box_remove (self->runs, gtk_widget_get_last_child (GTK_WIDGET (self->runs)));
}

/* So many rows as there are, but for many. */
static void
set_height (FoveaCurves *self)
{
  GtkScrolledWindow *scroller = GTK_SCROLLED_WINDOW (self->scroller);
  int natural;

  gtk_widget_measure (GTK_WIDGET (self->runs), GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);
  gtk_scrolled_window_set_min_content_height (
      scroller, MIN (natural, gtk_scrolled_window_get_max_content_height (scroller)));
}

static void
show_runs (FoveaCurves *self, FvSnapshot *snapshot)
{
  guint n = snapshot != NULL ? fv_snapshot_n_branches (snapshot) : 0;
  GtkWidget *row;

  set_n_rows (self, n);
  gtk_widget_set_visible (self->scroller, n > 1);
  row = gtk_widget_get_first_child (GTK_WIDGET (self->runs));
  for (guint i = 0; i < n; i++, row = gtk_widget_get_next_sibling (row))
    {
      const FvBranch *branch = fv_snapshot_nth_branch (snapshot, i);
      gboolean shown = branch->id == fv_snapshot_branch (snapshot);

      fovea_run_row_show (FOVEA_RUN_ROW (row), branch, shown ? fv_snapshot_curve (snapshot) : branch->curve,
                          shown);
    }
  set_height (self);
  /* Translators: times training was gone on with from some moment, as a heading */
  gtk_label_set_label (self->heading, n > 1 ? _ ("Runs") : "");
  self->shown = snapshot != NULL ? fv_snapshot_branch (snapshot) : 0;
  self->shown_us = g_get_monotonic_time ();
}

static void
update (FoveaCurves *self)
{
  show_runs (self, fovea_session_get_snapshot (self->session));
}

/* At once if there are others, else so often that one can read it. */
static void
on_changed (FoveaCurves *self, guint changes)
{
  FvSnapshot *snapshot = fovea_session_get_snapshot (self->session);
  guint n = snapshot != NULL ? fv_snapshot_n_branches (snapshot) : 0;

  if (!(changes & (FOVEA_CHANGE_SNAPSHOT | FOVEA_CHANGE_NETWORK))
      || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (n != self->n_rows || (n > 1 && fv_snapshot_branch (snapshot) != self->shown)
      || (n > 1 && g_get_monotonic_time () - self->shown_us > SHOW_US)
      || (n > 1 && !fovea_session_get_playing (self->session)))
    update (self);
}

void
fovea_curves_set_session (FoveaCurves *self, FoveaSession *session)
{
  g_set_object (&self->session, session);
  fovea_curve_set_session (self->curve, session);
  g_settings_bind (fovea_session_get_settings (session), "logarithmic-loss", self->curve, "logarithmic",
                   G_SETTINGS_BIND_DEFAULT);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (update), NULL);
  update (self);
}

static void
on_closer (FoveaCurves *self)
{
  fovea_curve_zoom (self->curve, CLOSER);
}

static void
on_farther (FoveaCurves *self)
{
  fovea_curve_zoom (self->curve, 1 / CLOSER);
}

static void
on_all (FoveaCurves *self)
{
  fovea_curve_show_all (self->curve);
}

static gboolean
fovea_curves_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FOVEA_CURVES (widget)->curve));
}

static void
fovea_curves_dispose (GObject *object)
{
  FoveaCurves *self = FOVEA_CURVES (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_curves_parent_class)->dispose (object);
}

static void
fovea_curves_class_init (FoveaCurvesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_curves_dispose;
  widget_class->grab_focus = fovea_curves_grab_focus;
  g_type_ensure (FOVEA_TYPE_CURVE);
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea/Fovea/ui/fovea-curves.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaCurves, box);
  gtk_widget_class_bind_template_child (widget_class, FoveaCurves, curve);
  gtk_widget_class_bind_template_child (widget_class, FoveaCurves, logarithmic);
  gtk_widget_class_bind_template_child (widget_class, FoveaCurves, heading);
  gtk_widget_class_bind_template_child (widget_class, FoveaCurves, scroller);
  gtk_widget_class_bind_template_child (widget_class, FoveaCurves, runs);
  gtk_widget_class_bind_template_callback (widget_class, on_closer);
  gtk_widget_class_bind_template_callback (widget_class, on_farther);
  gtk_widget_class_bind_template_callback (widget_class, on_all);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fovea_curves_init (FoveaCurves *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
