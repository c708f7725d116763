/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-samples-page.h"
#include "fovea-canvas.h"
#include "fovea-data-options.h"
#include "fovea-flow.h"
#include "fovea-picture.h"
#include "fovea-sample-grid.h"
#include "fovea-session-files.h"
#include "fovea-style.h"
#include "fovea-summing.h"
#include "fovea-window.h"
#include "fv-data-scene.h"
#include "fv-number.h"
#include "fv-source.h"

#include <glib/gi18n.h>

/* px of what is said of the set, at the usual size of type */
#define PANEL 340
/* Sums that are there before one looks need no progress bar. */
#define PATIENCE 0.02

/**
 * FoveaSamplesPage:
 *
 * The samples to train on and to test with: all of them to scroll through, and beside them what there is of each class.
 */
struct _FoveaSamplesPage
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkDropDown *part;
  GtkDropDown *classes;
  GtkLabel *count;
  GtkMenuButton *choose;
  FoveaDataOptions *options;
  GtkStack *stack;
  FoveaSampleGrid *grid;
  FoveaCanvas *panel;
  GtkProgressBar *progress;
  FoveaPicture *picture;
  GtkLabel *which;
  GtkLabel *class_label;
  GtkLabel *reading;
  GtkWidget *show;
  FoveaSession *session;
  FoveaSumming *summing;
  FvDataset *set; /* that is shown */
  guint class_index;
  GStrv notes;
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (FoveaSamplesPage, fovea_samples_page, GTK_TYPE_WIDGET)

static gboolean
is_test (FoveaSamplesPage *self)
{
  return gtk_drop_down_get_selected (self->part) == 1;
}

static void
fill (FvSceneInput *input, gpointer data)
{
  FoveaSamplesPage *self = data;
  static FvDataLook look; /* borrowed by the input until the next one */

  look = (FvDataLook){ .set = self->set,
                       .summary = fovea_summing_get (self->summing),
                       .class_index = self->class_index,
                       .notes = (const char *const *)self->notes };
  input->data = &look;
}

/* --- What is said of the set --- */

/* How the samples to test with were parted from those to train on; NULL where they were not. */
static char *
split_text (const FvSource *source, gboolean test)
{
  if (source->data == NULL || source->test != NULL || source->test_share <= 0
      || fv_dataset_has_test_part (source->data))
    return NULL;
  if (test)
    /* Translators: a share of 100, and a number that a random choice follows from. */
    return g_strdup_printf (_ ("%.3g %% of all samples, chosen by seed %ju"), 100 * source->test_share,
                            (uintmax_t)source->split_seed);
  return g_strdup_printf (_ ("Without the %.3g %% to test with, chosen by seed %ju"),
                          100 * source->test_share, (uintmax_t)source->split_seed);
}

static void
update_notes (FoveaSamplesPage *self)
{
  FvDataset *train = fovea_session_get_train_set (self->session);
  const FvSource *source = train != NULL ? fv_dataset_source (train) : NULL;
  g_autoptr (GStrvBuilder) notes = g_strv_builder_new ();
  g_autofree char *split = source != NULL ? split_text (source, is_test (self)) : NULL;
  g_autofree char *seed = NULL;

  if (is_test (self) && fovea_session_get_tested_with (self->session) != NULL)
    g_strv_builder_add (notes, _ ("Chosen to test with: they do not belong to those to train on"));
  else if (fovea_session_get_generated (self->session))
    {
      /* Translators: generated digits follow from a number. */
      seed = g_strdup_printf (_ ("Made from seed %u"),
                              g_settings_get_uint (fovea_session_get_settings (self->session), "seed"));
      g_strv_builder_add (notes, seed);
    }
  if (split != NULL)
    g_strv_builder_add (notes, split);
  g_strfreev (self->notes);
  self->notes = g_strv_builder_end (notes);
}

static void
update_panel (FoveaSamplesPage *self)
{
  double progress = fovea_summing_get_progress (self->summing);
  FvSceneInput input;
  int width;

  fovea_session_fill (self->session, &input);
  fill (&input, self);
  input.style = fovea_style_now ();
  width = (int)(PANEL * MIN (input.style.text_scale, 1.5));
  gtk_widget_set_size_request (GTK_WIDGET (self->panel), width,
                               self->set != NULL ? (int)fv_data_scene_height (&input, width - 8) : -1);
  gtk_widget_set_visible (GTK_WIDGET (self->progress), progress > PATIENCE);
  gtk_progress_bar_set_fraction (self->progress, CLAMP (progress, 0, 1));
  fovea_canvas_redraw (self->panel);
}

/* --- The sample that is chosen --- */

/* What the network takes the picture in it for, once it has learned enough for that to mean something. */
static char *
reading_text (FoveaSamplesPage *self)
{
  g_autofree char *percent = NULL;
  guint class_index;
  double share;

  if (fovea_session_get_test_accuracy (self->session) < 0
      || !fovea_session_read_picture (self->session, NULL, &class_index, &share))
    return g_strdup ("");
  percent = fv_number_percent (share, 1);
  /* Translators: the first %s is a class, as "3"; the second its share, as "99.5 %". */
  return g_strdup_printf (_ ("Read as %s, %s"), fovea_session_class_name (self->session, class_index),
                          percent);
}

static void
update_chosen (FoveaSamplesPage *self)
{
  guint chosen = fovea_sample_grid_get_chosen (self->grid);
  gboolean some = self->set != NULL && chosen != G_MAXUINT;
  FvShape shape = self->set != NULL ? fv_dataset_shape (self->set) : (FvShape){ 1, 28, 28 };
  g_autofree char *number = some ? fv_number_count (chosen) : NULL, *which = NULL;
  g_autofree char *reading = some ? reading_text (self) : g_strdup ("");

  if (some)
    /* Translators: %s counts samples from 0. */
    which = g_strdup_printf (is_test (self) ? _ ("Test sample %s") : _ ("Training sample %s"), number);
  gtk_label_set_label (self->which, some ? which : _ ("Choose a sample"));
  gtk_label_set_label (self->class_label,
                       some ? fv_dataset_class_name (self->set, fv_dataset_label (self->set, chosen)) : "");
  gtk_label_set_label (self->reading, reading);
  gtk_widget_set_visible (GTK_WIDGET (self->picture), fv_shape_size (shape) > 2);
  fovea_picture_set_pixels (self->picture, shape, some ? fv_dataset_pixels (self->set, chosen) : NULL);
  gtk_widget_set_sensitive (self->show, some);
}

/* The network takes it in at once, whichever view one looks at. */
static void
on_grid_chosen (FoveaSamplesPage *self, guint sample)
{
  self->updating = TRUE;
  if (is_test (self))
    fovea_session_choose_sample (self->session, sample);
  else
    fovea_session_show_training_sample (self->session, sample);
  self->updating = FALSE;
  update_chosen (self);
}

static void
on_show (FoveaSamplesPage *self)
{
  guint chosen = fovea_sample_grid_get_chosen (self->grid);

  if (chosen == G_MAXUINT)
    return;
  on_grid_chosen (self, chosen); /* something else may have come in its place */
  gtk_widget_activate_action (GTK_WIDGET (self), "win.view", "s", "network");
}

/* What is in the network is what is ringed. */
static void
follow (FoveaSamplesPage *self)
{
  guint sample = G_MAXUINT;

  if (self->updating)
    return;
  if (is_test (self) && !fovea_session_has_drawing (self->session))
    sample = fovea_session_get_sample (self->session);
  else if (!is_test (self) && !fovea_session_get_training_sample (self->session, &sample))
    sample = G_MAXUINT;
  fovea_sample_grid_choose (self->grid, sample);
  update_chosen (self);
}

/* --- Which samples are shown --- */

static void
update_count (FoveaSamplesPage *self)
{
  g_autofree char *count = fv_number_count (fovea_sample_grid_get_count (self->grid));
  g_autofree char *text = g_strdup_printf (_ ("%s samples"), count);

  gtk_label_set_label (self->count, self->set != NULL ? count : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->count), self->set != NULL ? text : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->count), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}

static void
look_at_class (FoveaSamplesPage *self, guint class_index)
{
  self->class_index = class_index;
  self->updating = TRUE;
  gtk_drop_down_set_selected (self->classes, class_index == G_MAXUINT ? 0 : class_index + 1);
  self->updating = FALSE;
  fovea_sample_grid_show (self->grid, self->set, class_index);
  update_count (self);
  update_chosen (self);
  update_panel (self);
}

static void
on_asked (FoveaSamplesPage *self, guint kind, guint value)
{
  if (kind == FV_SCENE_ACTION_CLASS)
    look_at_class (self, value);
}

static void
on_class (FoveaSamplesPage *self)
{
  guint selected = gtk_drop_down_get_selected (self->classes);

  if (!self->updating && selected != GTK_INVALID_LIST_POSITION)
    look_at_class (self, selected == 0 ? G_MAXUINT : selected - 1);
}

static void
fill_classes (FoveaSamplesPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("All Classes"));
  for (guint i = 0; self->set != NULL && i < fv_dataset_n_classes (self->set); i++)
    gtk_string_list_append (names, fv_dataset_class_name (self->set, i));
  self->updating = TRUE;
  gtk_drop_down_set_model (self->classes, G_LIST_MODEL (names));
  self->updating = FALSE;
}

/* Sums are only made for eyes. */
static void
update_summing (FoveaSamplesPage *self)
{
  fovea_summing_retain (self->summing, fovea_session_get_train_set (self->session),
                        fovea_session_get_test_set (self->session));
  fovea_summing_set_wanted (self->summing, gtk_widget_get_mapped (GTK_WIDGET (self)) ? self->set : NULL);
  update_panel (self);
}

static gboolean
same_classes (FvDataset *a, FvDataset *b)
{
  return a != NULL && b != NULL && g_strv_equal (fv_dataset_class_names (a), fv_dataset_class_names (b));
}

static void
update_set (FoveaSamplesPage *self)
{
  FvDataset *set = is_test (self) ? fovea_session_get_test_set (self->session)
                                  : fovea_session_get_train_set (self->session);
  gboolean same = same_classes (set, self->set);

  if (set == self->set)
    return;
  g_clear_pointer (&self->set, fv_dataset_unref);
  self->set = set != NULL ? fv_dataset_ref (set) : NULL;
  if (!same)
    {
      fill_classes (self);
      self->class_index = G_MAXUINT;
    }
  gtk_stack_set_visible_child_name (self->stack, set != NULL ? "samples" : "none");
  update_notes (self);
  look_at_class (self, self->class_index);
  update_summing (self);
  follow (self);
}

static void
on_part (FoveaSamplesPage *self)
{
  if (self->session != NULL && !self->updating)
    update_set (self);
}

/* Sets come and go: what there is is looked up each time. */
static void
on_menu (GtkMenuButton *button, gpointer data)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (button), FOVEA_TYPE_WINDOW);
  g_autoptr (GMenuModel) menu = window != NULL ? fovea_window_data_menu (FOVEA_WINDOW (window)) : NULL;

  gtk_menu_button_set_menu_model (button, menu);
}

static void
on_changed (FoveaSamplesPage *self, guint changes)
{
  if (changes & FOVEA_CHANGE_DATA)
    update_set (self);
  if (changes & FOVEA_CHANGE_SAMPLE)
    follow (self);
  else if (changes & FOVEA_CHANGE_SNAPSHOT && gtk_widget_get_mapped (GTK_WIDGET (self)))
    update_chosen (self);
}

static gboolean
fovea_samples_page_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FOVEA_SAMPLES_PAGE (widget)->grid));
}

static void
fovea_samples_page_dispose (GObject *object)
{
  FoveaSamplesPage *self = FOVEA_SAMPLES_PAGE (object);

  self->updating = TRUE;
  if (self->panel != NULL)
    fovea_canvas_set_fill (self->panel, NULL, NULL);
  self->panel = NULL;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->summing);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_samples_page_parent_class)->dispose (object);
}

static void
fovea_samples_page_finalize (GObject *object)
{
  FoveaSamplesPage *self = FOVEA_SAMPLES_PAGE (object);

  g_strfreev (self->notes);
  g_clear_pointer (&self->set, fv_dataset_unref);
  G_OBJECT_CLASS (fovea_samples_page_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fovea/Fovea/ui/fovea-samples-page.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaSamplesPage, box);
  gtk_widget_class_bind_template_child (widget_class, FoveaSamplesPage, part);
  gtk_widget_class_bind_template_child (widget_class, FoveaSamplesPage, classes);
  gtk_widget_class_bind_template_child (widget_class, FoveaSamplesPage, count);
  gtk_widget_class_bind_template_child (widget_class, FoveaSamplesPage, choose);
  gtk_widget_class_bind_template_child (widget_class, FoveaSamplesPage, options);
  gtk_widget_class_bind_template_child (widget_class, FoveaSamplesPage, stack);
  gtk_widget_class_bind_template_child (widget_class, FoveaSamplesPage, grid);
  gtk_widget_class_bind_template_child (widget_class, FoveaSamplesPage, panel);
  gtk_widget_class_bind_template_child (widget_class, FoveaSamplesPage, progress);
  gtk_widget_class_bind_template_child (widget_class, FoveaSamplesPage, picture);
  gtk_widget_class_bind_template_child (widget_class, FoveaSamplesPage, which);
  gtk_widget_class_bind_template_child (widget_class, FoveaSamplesPage, class_label);
  gtk_widget_class_bind_template_child (widget_class, FoveaSamplesPage, reading);
  gtk_widget_class_bind_template_child (widget_class, FoveaSamplesPage, show);
  gtk_widget_class_bind_template_callback (widget_class, on_part);
  gtk_widget_class_bind_template_callback (widget_class, on_class);
  gtk_widget_class_bind_template_callback (widget_class, on_grid_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_show);
  gtk_widget_class_bind_template_callback (widget_class, on_asked);
}

static void
fovea_samples_page_class_init (FoveaSamplesPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_samples_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = fovea_samples_page_finalize;
  widget_class->grab_focus = fovea_samples_page_grab_focus;
  g_type_ensure (FOVEA_TYPE_CANVAS);
  g_type_ensure (FOVEA_TYPE_DATA_OPTIONS);
  g_type_ensure (FOVEA_TYPE_FLOW);
  g_type_ensure (FOVEA_TYPE_PICTURE);
  g_type_ensure (FOVEA_TYPE_SAMPLE_GRID);
  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fovea_samples_page_init (FoveaSamplesPage *self)
{
  self->class_index = G_MAXUINT;
  self->summing = fovea_summing_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_menu_button_set_create_popup_func (self->choose, on_menu, NULL, NULL);
  g_signal_connect_object (self->summing, "changed", G_CALLBACK (update_panel), self, G_CONNECT_SWAPPED);
  fovea_style_watch (GTK_WIDGET (self), G_CALLBACK (update_panel));
  g_signal_connect_after (self, "map", G_CALLBACK (update_summing), NULL);
  g_signal_connect_after (self, "unmap", G_CALLBACK (update_summing), NULL);
}

/**
 * fovea_samples_page_new:
 *
 * Returns: (transfer floating): a widget
 */
GtkWidget *
fovea_samples_page_new (FoveaSession *session)
{
  FoveaSamplesPage *self = g_object_new (FOVEA_TYPE_SAMPLES_PAGE, NULL);

  self->session = g_object_ref (session);
  fovea_canvas_set_session (self->panel, session);
  fovea_data_options_set_session (self->options, session);
  fovea_canvas_set_fill (self->panel, fill, self);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  fill_classes (self);
  update_set (self);
  follow (self);
  return GTK_WIDGET (self);
}
