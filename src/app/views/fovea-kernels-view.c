/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-kernels-view.h"
#include "fovea-canvas.h"
#include "fovea-likes.h"

#include <glib/gi18n.h>

/**
 * FoveaKernelsView:
 *
 * The kernels of every convolution, rows inputs and columns units, and the choice of what of them is shown.
 */
struct _FoveaKernelsView
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkDropDown *shown;
  GtkCheckButton *own_scale;
  GtkCheckButton *as_applied;
  FoveaLikes *likes;
  FoveaCanvas *canvas;
  FoveaSession *session;
  gboolean was_backward;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (FoveaKernelsView, fovea_kernels_view, GTK_TYPE_WIDGET)

/* The gradient belongs to the way back: choosing it turns there, and turning there chooses it. */
static const struct
{
  const char *title;
  FvKernelsShown shown;
  gboolean backward; /* only of FV_KERNELS_BY_WAY */
} choices[] = {
  { N_ ("Weights Now"), FV_KERNELS_BY_WAY, FALSE },
  { N_ ("Weights at the Start"), FV_KERNELS_AT_START, FALSE },
  { N_ ("Change Since the Start"), FV_KERNELS_CHANGE, FALSE },
  { N_ ("Gradient for This Picture"), FV_KERNELS_BY_WAY, TRUE },
};

static gboolean
is_backward (FoveaKernelsView *self)
{
  return fv_cursor_is_backward (fovea_session_get_cursor (self->session));
}

static void
update (FoveaKernelsView *self)
{
  FvKernelsLook look = fovea_session_get_kernels (self->session);

  self->updating = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    if (choices[i].shown == look.shown
        && (look.shown != FV_KERNELS_BY_WAY || choices[i].backward == is_backward (self)))
      gtk_drop_down_set_selected (self->shown, i);
  gtk_check_button_set_active (self->own_scale, look.own_scale);
  gtk_check_button_set_active (self->as_applied, look.as_applied);
  self->updating = FALSE;
}

static void
on_changed (FoveaKernelsView *self, guint changes)
{
  FvKernelsLook look = fovea_session_get_kernels (self->session);

  if (!(changes & (FOVEA_CHANGE_LOOK | FOVEA_CHANGE_CURSOR)))
    return;
  /* Who turns wants to see the other way. */
  if (self->was_backward != is_backward (self) && look.shown != FV_KERNELS_BY_WAY && !self->updating)
    {
      self->was_backward = is_backward (self);
      look.shown = FV_KERNELS_BY_WAY;
      fovea_session_set_kernels (self->session, look);
      return;
    }
  self->was_backward = is_backward (self);
  if (!self->updating)
    update (self);
}

static void
on_chosen (FoveaKernelsView *self)
{
  guint selected = gtk_drop_down_get_selected (self->shown);
  FvKernelsLook look;

  if (self->updating || self->session == NULL || selected >= G_N_ELEMENTS (choices))
    return;
  self->updating = TRUE;
  look = fovea_session_get_kernels (self->session);
  look.shown = choices[selected].shown;
  look.own_scale = gtk_check_button_get_active (self->own_scale);
  look.as_applied = gtk_check_button_get_active (self->as_applied);
  if (look.shown == FV_KERNELS_BY_WAY && choices[selected].backward != is_backward (self))
    fovea_session_set_cursor (self->session, fv_cursor_turn (fovea_session_get_cursor (self->session),
                                                             fovea_session_get_network (self->session)));
  fovea_session_set_kernels (self->session, look);
  self->updating = FALSE;
  update (self);
}

static gboolean
fovea_kernels_view_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FOVEA_KERNELS_VIEW (widget)->canvas));
}

static void
fovea_kernels_view_dispose (GObject *object)
{
  FoveaKernelsView *self = FOVEA_KERNELS_VIEW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_kernels_view_parent_class)->dispose (object);
}

static void
fovea_kernels_view_class_init (FoveaKernelsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_kernels_view_dispose;
  widget_class->grab_focus = fovea_kernels_view_grab_focus;
  g_type_ensure (FOVEA_TYPE_CANVAS);
  g_type_ensure (FOVEA_TYPE_LIKES);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fovea/Fovea/ui/fovea-kernels-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaKernelsView, box);
  gtk_widget_class_bind_template_child (widget_class, FoveaKernelsView, shown);
  gtk_widget_class_bind_template_child (widget_class, FoveaKernelsView, own_scale);
  gtk_widget_class_bind_template_child (widget_class, FoveaKernelsView, as_applied);
  gtk_widget_class_bind_template_child (widget_class, FoveaKernelsView, canvas);
  gtk_widget_class_bind_template_child (widget_class, FoveaKernelsView, likes);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fovea_kernels_view_init (FoveaKernelsView *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    gtk_string_list_append (titles, _ (choices[i].title));
  gtk_drop_down_set_model (self->shown, G_LIST_MODEL (titles));
}

/**
 * fovea_kernels_view_new:
 *
 * Returns: (transfer floating): a widget
 */
GtkWidget *
fovea_kernels_view_new (FoveaSession *session)
{
  FoveaKernelsView *self = g_object_new (FOVEA_TYPE_KERNELS_VIEW, NULL);

  self->session = g_object_ref (session);
  self->was_backward = is_backward (self);
  fovea_canvas_set_session (self->canvas, session);
  fovea_likes_set_session (self->likes, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
