/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-mistakes.h"
#include "fovea-mistake-tile.h"
#include "fv-confusion-words.h"
#include "fv-number.h"

#include <glib/gi18n.h>

/**
 * FoveaMistakes:
 *
 * The test pictures that are misread, those with the largest loss first; or those of one cell of the confusion matrix.
 * Each opens in the network, or in its arithmetic. While somebody is at them they stay where they are.
 */
struct _FoveaMistakes
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkLabel *title;
  GtkLabel *caption;
  GtkWidget *back;
  GtkStack *stack;
  GtkLabel *empty;
  GtkListView *list;
  GtkNoSelection *selection;
  GtkStringList *places; /* as many as there are samples in the list */
  GPtrArray *bound;      /* GtkListItem, borrowed: those that have a tile */
  GtkWidget *menu;       /* GtkPopover */
  GtkEventController *pointer;
  guint at; /* the sample the menu is about */
  FoveaSession *session;
  FvJudgement *judgement; /* what the list is of */
  FvSelection opened;
  guint *samples; /* [of the list] */
  guint count;
};

G_DEFINE_FINAL_TYPE (FoveaMistakes, fovea_mistakes, GTK_TYPE_WIDGET)

static FoveaMistakeTile *
tile_in (GtkWidget *item)
{
  GtkWidget *child = item != NULL ? gtk_widget_get_first_child (item) : NULL;

  return child != NULL && FOVEA_IS_MISTAKE_TILE (child) ? FOVEA_MISTAKE_TILE (child) : NULL;
}

/* The tile that has the focus; NULL: none. */
static FoveaMistakeTile *
focused (FoveaMistakes *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list)) ? tile_in (focus) : NULL;
}

static void
open_in (FoveaMistakes *self, guint sample, const char *view)
{
  fovea_session_choose_sample (self->session, sample);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.view", "s", view);
}

static void
on_activate (FoveaMistakes *self, guint position)
{
  if (position < self->count)
    open_in (self, self->samples[position], "network");
}

static void
open_focused (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaMistakes *self = FOVEA_MISTAKES (widget);
  FoveaMistakeTile *tile = focused (self);

  open_in (self, tile != NULL ? fovea_mistake_tile_get_sample (tile) : self->at,
           g_variant_get_string (parameter, NULL));
}

static void
close_cell (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fovea_session_close_cell (FOVEA_MISTAKES (widget)->session);
}

static void
pop_up (FoveaMistakes *self, FoveaMistakeTile *tile)
{
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (GTK_WIDGET (tile), GTK_WIDGET (self), &bounds))
    return;
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(GdkRectangle){ (int)bounds.origin.x, (int)bounds.origin.y,
                                                (int)bounds.size.width, (int)bounds.size.height });
  self->at = fovea_mistake_tile_get_sample (tile);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
menu (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaMistakeTile *tile = focused (FOVEA_MISTAKES (widget));

  if (tile != NULL)
    pop_up (FOVEA_MISTAKES (widget), tile);
}

static void
on_secondary (FoveaMistakes *self, int n_press, double x, double y)
{
  GtkWidget *at = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  GtkWidget *tile = at != NULL ? gtk_widget_get_ancestor (at, FOVEA_TYPE_MISTAKE_TILE) : NULL;

  if (tile == NULL && at != NULL)
    tile = GTK_WIDGET (tile_in (at));
  if (tile == NULL)
    return;
  gtk_widget_grab_focus (gtk_widget_get_parent (tile));
  pop_up (self, FOVEA_MISTAKE_TILE (tile));
}

static void
on_setup (FoveaMistakes *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, fovea_mistake_tile_new ());
}

static void
show_in (FoveaMistakes *self, GtkListItem *item)
{
  guint position = gtk_list_item_get_position (item);

  if (position < self->count)
    fovea_mistake_tile_show (FOVEA_MISTAKE_TILE (gtk_list_item_get_child (item)), self->session,
                             self->judgement, self->samples[position]);
}

static void
on_bind (FoveaMistakes *self, GtkListItem *item)
{
  g_ptr_array_add (self->bound, item);
  show_in (self, item);
}

static void
on_unbind (FoveaMistakes *self, GtkListItem *item)
{
  g_ptr_array_remove_fast (self->bound, item);
}

/* "65 of 2 000 test pictures, batch 500; largest loss first" */
static char *
caption_of (FoveaMistakes *self)
{
  g_autofree char *count = fv_number_count (self->count);
  g_autofree char *all = fv_number_count (fv_judgement_count (self->judgement));
  g_autofree char *batch = fv_number_count (fv_judgement_batch (self->judgement));

  if (fovea_session_is_plane (self->session))
    return g_strdup_printf (_ ("%s of the %s test points at batch %s, largest loss first"), count, all,
                            batch);
  return g_strdup_printf (_ ("%s of the %s test pictures at batch %s, largest loss first"), count, all,
                          batch);
}

static char *
title_of (FoveaMistakes *self)
{
  FvSceneInput input;
  char *cell;

  fovea_session_fill (self->session, &input);
  input.judgement = self->judgement;
  cell = fv_confusion_cell (&input);
  return cell != NULL ? cell : g_strdup (_ ("Worst Mistakes"));
}

static const char *
empty_text (FoveaMistakes *self)
{
  if (fovea_session_get_test_set (self->session) == NULL)
    return _ ("There is no test set to make mistakes on.");
  if (self->judgement == NULL)
    return _ ("The test set has not been read yet.");
  return self->opened.kind == FV_SELECT_CELL ? _ ("None") : _ ("None: all of the test set is read rightly.");
}

/* Tiles that are there show others now: making them anew would hold the window up. */
static void
set_list (FoveaMistakes *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->places));

  if (n > self->count)
    gtk_string_list_splice (self->places, self->count, n - self->count, NULL);
  for (guint i = 0; i < self->bound->len; i++)
    show_in (self, g_ptr_array_index (self->bound, i));
  for (; n < self->count; n++)
    gtk_string_list_append (self->places, "");
}

static void
go_to_first (FoveaMistakes *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_hadjustment (GTK_SCROLLABLE (self->list));

  if (adjustment != NULL)
    gtk_adjustment_set_value (adjustment, 0);
}

static void
take (FoveaMistakes *self)
{
  FvJudgement *judgement = fovea_session_get_judgement (self->session);

  g_clear_pointer (&self->judgement, fv_judgement_unref);
  g_clear_pointer (&self->samples, g_free);
  self->count = 0;
  self->opened = fovea_session_get_opened (self->session);
  if (judgement == NULL)
    return;
  self->judgement = fv_judgement_ref (judgement);
  self->samples = g_new (guint, MAX (fv_judgement_count (judgement), 1));
  self->count = fv_judgement_select (judgement, fv_judgement_set (judgement), self->opened, self->samples);
  fv_judgement_sort (judgement, self->samples, self->count);
}

static void
show (FoveaMistakes *self)
{
  g_autofree char *title = NULL, *caption = NULL;
  FvSelection before = self->opened;

  take (self);
  title = title_of (self);
  caption = self->count > 0 ? caption_of (self) : g_strdup ("");
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->caption, caption);
  gtk_widget_set_visible (self->back, self->opened.kind == FV_SELECT_CELL);
  gtk_label_set_label (self->empty, empty_text (self));
  gtk_stack_set_visible_child_name (self->stack, self->count > 0 ? "list" : "empty");
  set_list (self);
  if (!fv_selection_equal (before, self->opened))
    go_to_first (self);
}

/* Under a hand that is about to choose one nothing may change places. */
static gboolean
is_held (FoveaMistakes *self)
{
  return fovea_session_get_playing (self->session)
         && (focused (self) != NULL
             || gtk_event_controller_motion_contains_pointer (GTK_EVENT_CONTROLLER_MOTION (self->pointer)));
}

static void
update (FoveaMistakes *self)
{
  FvJudgement *judgement = fovea_session_get_judgement (self->session);
  gboolean is_other = !fv_selection_equal (self->opened, fovea_session_get_opened (self->session));

  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;
  if (is_other || (judgement != self->judgement && (judgement == NULL || !is_held (self))))
    show (self);
}

static void
on_changed (FoveaMistakes *self, guint changes)
{
  if (changes & FOVEA_CHANGE_DATA && self->count == 0)
    gtk_label_set_label (self->empty, empty_text (self));
  if (changes & (FOVEA_CHANGE_JUDGEMENT | FOVEA_CHANGE_OPTIONS))
    update (self);
}

void
fovea_mistakes_set_session (FoveaMistakes *self, FoveaSession *session)
{
  g_set_object (&self->session, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  show (self);
}

static gboolean
fovea_mistakes_grab_focus (GtkWidget *widget)
{
  FoveaMistakes *self = FOVEA_MISTAKES (widget);

  return self->count > 0 && gtk_widget_child_focus (GTK_WIDGET (self->list), GTK_DIR_TAB_FORWARD);
}

static void
fovea_mistakes_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fovea_mistakes_parent_class)->map (widget);
  fovea_session_want_judgement (FOVEA_MISTAKES (widget)->session, TRUE);
  update (FOVEA_MISTAKES (widget));
}

static void
fovea_mistakes_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fovea_mistakes_parent_class)->unmap (widget);
  fovea_session_want_judgement (FOVEA_MISTAKES (widget)->session, FALSE);
}

static void
fovea_mistakes_dispose (GObject *object)
{
  FoveaMistakes *self = FOVEA_MISTAKES (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_mistakes_parent_class)->dispose (object);
}

static void
fovea_mistakes_finalize (GObject *object)
{
  FoveaMistakes *self = FOVEA_MISTAKES (object);

  g_clear_pointer (&self->judgement, fv_judgement_unref);
  g_ptr_array_unref (self->bound);
  g_object_unref (self->places);
  g_free (self->samples);
  G_OBJECT_CLASS (fovea_mistakes_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea/Fovea/ui/fovea-mistakes.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaMistakes, box);
  gtk_widget_class_bind_template_child (widget_class, FoveaMistakes, title);
  gtk_widget_class_bind_template_child (widget_class, FoveaMistakes, caption);
  gtk_widget_class_bind_template_child (widget_class, FoveaMistakes, back);
  gtk_widget_class_bind_template_child (widget_class, FoveaMistakes, stack);
  gtk_widget_class_bind_template_child (widget_class, FoveaMistakes, empty);
  gtk_widget_class_bind_template_child (widget_class, FoveaMistakes, list);
  gtk_widget_class_bind_template_child (widget_class, FoveaMistakes, selection);
  gtk_widget_class_bind_template_child (widget_class, FoveaMistakes, menu);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
}

static void
fovea_mistakes_class_init (FoveaMistakesClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_mistakes_dispose;
  G_OBJECT_CLASS (klass)->finalize = fovea_mistakes_finalize;
  widget_class->grab_focus = fovea_mistakes_grab_focus;
  widget_class->map = fovea_mistakes_map;
  widget_class->unmap = fovea_mistakes_unmap;
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "mistakes.open", "s", open_focused);
  gtk_widget_class_install_action (widget_class, "mistakes.close-cell", NULL, close_cell);
  gtk_widget_class_install_action (widget_class, "mistakes.menu", NULL, menu);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_Enter, GDK_SHIFT_MASK, "mistakes.open", "s",
                                       "detail");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Return, GDK_SHIFT_MASK, "mistakes.open", "s",
                                       "detail");
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "mistakes.close-cell", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "mistakes.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "mistakes.menu", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "mistakes");
}

static void
fovea_mistakes_init (FoveaMistakes *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  self->bound = g_ptr_array_new ();
  self->places = gtk_string_list_new (NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_no_selection_set_model (self->selection, G_LIST_MODEL (self->places));
  self->opened = (FvSelection){ FV_SELECT_MISREAD };
  gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_swapped (click, "pressed", G_CALLBACK (on_secondary), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
  self->pointer = gtk_event_controller_motion_new ();
  gtk_widget_add_controller (GTK_WIDGET (self->list), self->pointer);
}
