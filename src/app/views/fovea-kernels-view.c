/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-kernels-view.h"
#include "fovea-canvas.h"
#include "fovea-flow.h"
#include "fovea-freeze.h"
#include "fovea-course.h"
#include "fovea-kernels-editor.h"
#include "fovea-likes.h"
#include "fovea-style.h"
#include "fovea-units.h"
#include "fv-recipe.h"
#include "fv-weight-maps.h"

#include <glib/gi18n.h>

#define SIDE_WIDTH 300 /* px, at the usual size of type */
#define ANGLE_STEP 30

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
  GtkDropDown *layer;
  GArray *places; /* of the layers to choose from; the first is 0: all */
  GtkCheckButton *own_scale;
  GtkCheckButton *as_applied;
  GtkCheckButton *by_norm;
  GtkWidget *side;
  GtkMenuButton *set_to;
  FoveaKernelsEditor *editor;
  FoveaFreeze *freezing;
  FoveaLikes *likes;
  GtkStack *stack; /* the table of kernels, or their course */
  FoveaCanvas *canvas;
  FoveaCourse *course;
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
  { N_ ("Weights through Training"), FV_KERNELS_COURSE, FALSE },
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
  gtk_stack_set_visible_child (self->stack, look.shown == FV_KERNELS_COURSE ? GTK_WIDGET (self->course)
                                                                            : GTK_WIDGET (self->canvas));
  gtk_check_button_set_active (self->own_scale, look.own_scale);
  gtk_check_button_set_active (self->as_applied, look.as_applied);
  gtk_check_button_set_active (self->by_norm, look.by_norm);
  for (guint i = 0; i < self->places->len; i++)
    if (g_array_index (self->places, guint, i) == look.place)
      gtk_drop_down_set_selected (self->layer, i);
  self->updating = FALSE;
}

/* Every layer with weights can be looked at alone. */
static void
list_layers (FoveaKernelsView *self)
{
  FvNetwork *network = fovea_session_get_network (self->session);
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  guint all = 0;

  self->updating = TRUE;
  g_array_set_size (self->places, 0);
  g_array_append_val (self->places, all);
  gtk_string_list_append (titles, _ ("All Kernels"));
  for (guint place = 1; place <= fv_network_depth (network); place++)
    {
      g_autofree char *name = fv_layer_short_name (fv_network_layer (network, place));
      FvWeightMaps maps;

      if (!fv_weight_maps_of (fv_network_layer (network, place), &maps)
          && !fv_weight_maps_of_rows (network, place, &maps))
        continue;
      g_array_append_val (self->places, place);
      gtk_string_list_append (titles, name);
    }
  gtk_drop_down_set_model (self->layer, G_LIST_MODEL (titles));
  self->updating = FALSE;
}

static void
take_network (FoveaKernelsView *self)
{
  FvKernelsLook look = fovea_session_get_kernels (self->session);

  list_layers (self);
  if (look.place == 0)
    return;
  look.place = 0;
  fovea_session_set_kernels (self->session, look);
}

static void
on_layer (FoveaKernelsView *self)
{
  FvKernelsLook look;
  guint selected = gtk_drop_down_get_selected (self->layer), place;
  FvCursor cursor;

  if (self->updating || self->session == NULL || selected >= self->places->len)
    return;
  look = fovea_session_get_kernels (self->session);
  place = g_array_index (self->places, guint, selected);
  look.place = place;
  cursor = fovea_session_get_cursor (self->session);
  if (place > 0 && place != cursor.layer)
    fovea_session_set_cursor (
        self->session,
        (FvCursor){ .direction = is_backward (self) ? FV_BACKWARD : FV_FORWARD, .layer = place });
  fovea_session_set_kernels (self->session, look);
}

static void
on_changed (FoveaKernelsView *self, guint changes)
{
  FvKernelsLook look = fovea_session_get_kernels (self->session);

  if (changes & FOVEA_CHANGE_NETWORK)
    take_network (self);
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
  look.by_norm = gtk_check_button_get_active (self->by_norm);
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
  return gtk_widget_grab_focus (gtk_stack_get_visible_child (FOVEA_KERNELS_VIEW (widget)->stack));
}

static void
fovea_kernels_view_dispose (GObject *object)
{
  FoveaKernelsView *self = FOVEA_KERNELS_VIEW (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  g_clear_pointer (&self->places, g_array_unref);
  G_OBJECT_CLASS (fovea_kernels_view_parent_class)->dispose (object);
}

static void
change (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fovea_kernels_editor_open (FOVEA_KERNELS_VIEW (widget)->editor, NULL);
}

static void
set_to (GtkWidget *widget, const char *name, GVariant *parameter)
{
  const char *recipe;
  double angle;

  g_variant_get (parameter, "(&sd)", &recipe, &angle);
  fovea_kernels_editor_set_to (FOVEA_KERNELS_VIEW (widget)->editor, recipe, angle);
}

static void
show_units (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (widget));

  gtk_window_present (GTK_WINDOW (fovea_units_new (GTK_WINDOW (root), FOVEA_KERNELS_VIEW (widget)->session)));
}

static void
add_item (GMenu *menu, const char *title, const char *recipe, double angle)
{
  g_autoptr (GMenuItem) item = g_menu_item_new (title, NULL);

  g_menu_item_set_action_and_target (item, "kernel.set-to", "(sd)", recipe, angle);
  g_menu_append_item (menu, item);
}

/* Every recipe, one that has an angle at several, and what the weights were at the start. */
static GMenuModel *
recipes_menu (void)
{
  GMenu *menu = g_menu_new ();
  const FvRecipe *recipe;

  for (guint i = 0; (recipe = fv_recipe_nth (i)) != NULL; i++)
    {
      g_autoptr (GMenu) angles = g_menu_new ();

      if (!recipe->has_angle)
        {
          add_item (menu, _ (recipe->title), recipe->name, 0);
          continue;
        }
      for (int angle = 0; angle < 180; angle += ANGLE_STEP)
        {
          g_autofree char *title = g_strdup_printf (_ ("%d°"), angle);

          add_item (angles, title, recipe->name, angle);
        }
      g_menu_append_submenu (menu, _ (recipe->title), G_MENU_MODEL (angles));
    }
  add_item (menu, _ ("As at the Start"), "start", 0);
  return G_MENU_MODEL (menu);
}

static void
on_style (FoveaKernelsView *self)
{
  gtk_widget_set_size_request (self->side, (int)(SIDE_WIDTH * fovea_style_now ().text_scale), -1);
}

static void
fovea_kernels_view_class_init (FoveaKernelsViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_kernels_view_dispose;
  widget_class->grab_focus = fovea_kernels_view_grab_focus;
  g_type_ensure (FOVEA_TYPE_CANVAS);
  g_type_ensure (FOVEA_TYPE_COURSE);
  g_type_ensure (FOVEA_TYPE_FLOW);
  g_type_ensure (FOVEA_TYPE_FREEZE);
  g_type_ensure (FOVEA_TYPE_KERNELS_EDITOR);
  g_type_ensure (FOVEA_TYPE_LIKES);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fovea/Fovea/ui/fovea-kernels-view.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaKernelsView, box);
  gtk_widget_class_bind_template_child (widget_class, FoveaKernelsView, shown);
  gtk_widget_class_bind_template_child (widget_class, FoveaKernelsView, own_scale);
  gtk_widget_class_bind_template_child (widget_class, FoveaKernelsView, as_applied);
  gtk_widget_class_bind_template_child (widget_class, FoveaKernelsView, by_norm);
  gtk_widget_class_bind_template_child (widget_class, FoveaKernelsView, layer);
  gtk_widget_class_bind_template_child (widget_class, FoveaKernelsView, side);
  gtk_widget_class_bind_template_child (widget_class, FoveaKernelsView, set_to);
  gtk_widget_class_bind_template_child (widget_class, FoveaKernelsView, editor);
  gtk_widget_class_bind_template_child (widget_class, FoveaKernelsView, freezing);
  gtk_widget_class_bind_template_child (widget_class, FoveaKernelsView, stack);
  gtk_widget_class_bind_template_child (widget_class, FoveaKernelsView, canvas);
  gtk_widget_class_bind_template_child (widget_class, FoveaKernelsView, course);
  gtk_widget_class_bind_template_child (widget_class, FoveaKernelsView, likes);
  gtk_widget_class_bind_template_callback (widget_class, on_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_layer);
  gtk_widget_class_install_action (widget_class, "kernel.change", NULL, change);
  gtk_widget_class_install_action (widget_class, "kernel.set-to", "(sd)", set_to);
  gtk_widget_class_install_action (widget_class, "kernel.units", NULL, show_units);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fovea_kernels_view_init (FoveaKernelsView *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);
  g_autoptr (GMenuModel) menu = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (choices); i++)
    gtk_string_list_append (titles, _ (choices[i].title));
  gtk_drop_down_set_model (self->shown, G_LIST_MODEL (titles));
  menu = recipes_menu ();
  gtk_menu_button_set_menu_model (self->set_to, menu);
  self->places = g_array_new (FALSE, FALSE, sizeof (guint));
  fovea_style_watch (GTK_WIDGET (self), G_CALLBACK (on_style));
  on_style (self);
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
  fovea_course_set_session (self->course, session);
  fovea_freeze_set_session (self->freezing, session);
  fovea_likes_set_session (self->likes, session);
  fovea_kernels_editor_set_session (self->editor, session);
  list_layers (self);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}
