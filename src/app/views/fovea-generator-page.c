/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-generator-page.h"
#include "fovea-canvas.h"
#include "fv-skeletons.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

/**
 * FoveaGeneratorPage:
 *
 * How a digit is made, step by step, with a slider for everything a hand varies.
 */
struct _FoveaGeneratorPage
{
  GtkWidget parent_instance;
  GtkWidget *box;
  FoveaCanvas *canvas;
  GtkDropDown *digit;
  GtkDropDown *distortion;
  GtkSpinButton *seed;
  GtkGrid *sliders;
  GPtrArray *scales; /* GtkRange for each trait, in their order; not owned */
  FoveaSession *session;
  FvHandLook look;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (FoveaGeneratorPage, fovea_generator_page, GTK_TYPE_WIDGET)

static void
fill (FvSceneInput *input, gpointer data)
{
  input->hand = &((FoveaGeneratorPage *)data)->look;
}

/* The distortion that is written like this, or how many there are. */
static guint
distortion_of (const FvHandTraits *traits)
{
  guint nth = 0;

  for (; fv_distortion_name (nth) != NULL; nth++)
    {
      FvHandTraits usual = fv_hand_traits (nth);

      if (memcmp (&usual, traits, sizeof usual) == 0)
        break;
    }
  return nth;
}

static void
update (FoveaGeneratorPage *self)
{
  self->updating = TRUE;
  for (guint i = 0; i < self->scales->len; i++)
    gtk_range_set_value (g_ptr_array_index (self->scales, i),
                         fv_hand_trait_get (fv_hand_trait_nth (i), &self->look.traits));
  gtk_drop_down_set_selected (self->distortion, distortion_of (&self->look.traits));
  gtk_drop_down_set_selected (self->digit, self->look.digit);
  gtk_spin_button_set_value (self->seed, (double)self->look.seed);
  self->updating = FALSE;
  fovea_canvas_redraw (self->canvas);
}

/* A slider that was not moved keeps its value to the bit, so that what is usual stays known. */
static void
on_slider (FoveaGeneratorPage *self, GtkRange *range)
{
  guint nth;

  if (self->updating || !g_ptr_array_find (self->scales, range, &nth))
    return;
  fv_hand_trait_set (fv_hand_trait_nth (nth), &self->look.traits, gtk_range_get_value (range));
  update (self);
}

static void
on_distortion (FoveaGeneratorPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->distortion);

  if (self->updating || fv_distortion_name (selected) == NULL)
    return;
  self->look.traits = fv_hand_traits (selected);
  update (self);
}

static void
on_digit (FoveaGeneratorPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->digit);

  if (self->updating || selected > FV_SKELETON_OTHER)
    return;
  self->look.digit = selected;
  update (self);
}

static void
on_seed (FoveaGeneratorPage *self)
{
  if (self->updating)
    return;
  self->look.seed = (guint64)gtk_spin_button_get_value (self->seed);
  update (self);
}

static void
on_another (FoveaGeneratorPage *self)
{
  self->look.seed++;
  update (self);
}

static void
on_show (FoveaGeneratorPage *self)
{
  FvHandStages stages;

  fv_hand_look_stages (&self->look, &stages);
  fovea_session_set_drawing (self->session, stages.pixels);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.view", "s", "network");
}

static gboolean
is_whole (const FvHandTrait *trait)
{
  return trait->step >= 1;
}

static void
add_slider (FoveaGeneratorPage *self, const FvHandTrait *trait, int row)
{
  GtkWidget *label = gtk_label_new (_ (trait->title));
  GtkWidget *scale
      = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, trait->low, trait->high, trait->step);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 13);
  gtk_scale_set_draw_value (GTK_SCALE (scale), TRUE);
  gtk_scale_set_value_pos (GTK_SCALE (scale), GTK_POS_RIGHT);
  gtk_scale_set_digits (GTK_SCALE (scale), is_whole (trait) ? 0 : trait->step < 0.01 ? 3 : 2);
  gtk_range_set_round_digits (GTK_RANGE (scale), 3);
  gtk_widget_set_hexpand (scale, TRUE);
  gtk_widget_set_size_request (scale, 160, -1);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (scale), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL,
                                  -1);
  g_signal_connect_swapped (scale, "value-changed", G_CALLBACK (on_slider), self);
  gtk_grid_attach (self->sliders, label, 0, row, 1, 1);
  gtk_grid_attach (self->sliders, scale, 1, row, 1, 1);
  g_ptr_array_add (self->scales, scale);
}

static gboolean
fovea_generator_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FOVEA_GENERATOR_PAGE (widget)->digit));
}

static void
fovea_generator_page_dispose (GObject *object)
{
  FoveaGeneratorPage *self = FOVEA_GENERATOR_PAGE (object);

  self->updating = TRUE;
  if (self->canvas != NULL)
    fovea_canvas_set_fill (self->canvas, NULL, NULL);
  self->canvas = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_generator_page_parent_class)->dispose (object);
}

static void
fovea_generator_page_finalize (GObject *object)
{
  g_ptr_array_unref (FOVEA_GENERATOR_PAGE (object)->scales);
  G_OBJECT_CLASS (fovea_generator_page_parent_class)->finalize (object);
}

static void
fovea_generator_page_class_init (FoveaGeneratorPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_generator_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = fovea_generator_page_finalize;
  widget_class->grab_focus = fovea_generator_page_grab_focus;
  g_type_ensure (FOVEA_TYPE_CANVAS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fovea/Fovea/ui/fovea-generator-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaGeneratorPage, box);
  gtk_widget_class_bind_template_child (widget_class, FoveaGeneratorPage, canvas);
  gtk_widget_class_bind_template_child (widget_class, FoveaGeneratorPage, digit);
  gtk_widget_class_bind_template_child (widget_class, FoveaGeneratorPage, distortion);
  gtk_widget_class_bind_template_child (widget_class, FoveaGeneratorPage, seed);
  gtk_widget_class_bind_template_child (widget_class, FoveaGeneratorPage, sliders);
  gtk_widget_class_bind_template_callback (widget_class, on_digit);
  gtk_widget_class_bind_template_callback (widget_class, on_distortion);
  gtk_widget_class_bind_template_callback (widget_class, on_seed);
  gtk_widget_class_bind_template_callback (widget_class, on_another);
  gtk_widget_class_bind_template_callback (widget_class, on_show);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fovea_generator_page_init (FoveaGeneratorPage *self)
{
  const FvHandTrait *trait;

  self->scales = g_ptr_array_new ();
  self->look = (FvHandLook){ .digit = 7, .seed = 1, .traits = fv_hand_traits (FV_DISTORTION_MILD) };
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; (trait = fv_hand_trait_nth (i)) != NULL; i++)
    add_slider (self, trait, (int)i);
}

/**
 * fovea_generator_page_new:
 *
 * Returns: (transfer floating): a widget
 */
GtkWidget *
fovea_generator_page_new (FoveaSession *session)
{
  FoveaGeneratorPage *self = g_object_new (FOVEA_TYPE_GENERATOR_PAGE, NULL);

  self->session = g_object_ref (session);
  fovea_canvas_set_session (self->canvas, session);
  fovea_canvas_set_fill (self->canvas, fill, self);
  self->look.traits = fv_hand_traits (fovea_session_get_distortion (session));
  update (self);
  return GTK_WIDGET (self);
}
