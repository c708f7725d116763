/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-data-options.h"
#include "fovea-window.h"
#include "fv-dataset-types.h"
#include "fv-digits-type.h"
#include "fv-plane.h"

#include <glib/gi18n.h>
#include <math.h>

/* What can be asked of a kind of data. */
typedef struct
{
  gboolean digits; /* made, bent */
  gboolean made;   /* from a seed */
  gboolean split;  /* some are set aside for testing */
  gboolean sized;  /* pictures of any size */
} Kind;

/**
 * FoveaDataOptions:
 *
 * How what is learned from is read or made: how many, which are set aside for testing, what size pictures of a folder
 * are brought to. Only what is of account for the data at hand is shown.
 */
struct _FoveaDataOptions
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkWidget *distortion_row;
  GtkDropDown *distortion;
  GtkWidget *share_row;
  GtkSpinButton *share;
  GtkWidget *split_row;
  GtkSpinButton *split;
  GtkWidget *limit_row;
  GtkSpinButton *limit;
  GtkWidget *number_row;
  GtkSpinButton *number;
  GtkWidget *seed_row;
  GtkSpinButton *seed;
  GtkWidget *size_row;
  GtkSpinButton *rows;
  GtkSpinButton *cols;
  GtkCheckButton *colours;
  GtkLabel *nothing;
  GtkWidget *use;
  FoveaSession *session;
  Kind kind; /* of the data shown */
  gboolean updating;
};

G_DEFINE_FINAL_TYPE (FoveaDataOptions, fovea_data_options, GTK_TYPE_WIDGET)

static const FvSource *
source_of (FoveaDataOptions *self)
{
  FvDataset *train = self->session != NULL ? fovea_session_get_train_set (self->session) : NULL;
  const FvSource *source = train != NULL ? fv_dataset_source (train) : NULL;

  return source != NULL && source->data != NULL ? source : NULL;
}

static Kind
kind_of (const FvSource *source)
{
  const FvDatasetType *type = fv_dataset_type_of (source->data, NULL);
  gboolean digits = fv_digits_probe (source->data);

  return (Kind){ .digits = digits,
                 .made = digits || fv_plane_from_name (source->data) != NULL,
                 .split = source->test == NULL && !fv_dataset_has_test_part (source->data),
                 .sized = type != NULL && g_str_equal (type->name, "pictures") };
}

/* Of what is made there is a number in any case. */
static guint
n_shown (FoveaDataOptions *self, const FvSource *source)
{
  if (self->kind.made && source->samples == 0)
    return fv_dataset_count (fovea_session_get_train_set (self->session));
  return source->samples;
}

static guint
percent_of (const FvSource *source)
{
  return (guint)round (100 * source->test_share);
}

static guint
value_of (GtkSpinButton *spin)
{
  return (guint)gtk_spin_button_get_value (spin); /* some are beyond an int */
}

/* Numbers of what is not shown are those there were, and so is what is shown rounded and was not touched. */
static void
ask (FoveaDataOptions *self, FvSource *out, FvShape *shape)
{
  guint samples = value_of (self->kind.made ? self->number : self->limit);
  guint percent = value_of (self->share);

  if (samples != n_shown (self, out))
    out->samples = samples;
  if (self->kind.digits)
    out->distortion = (FvDistortion)gtk_drop_down_get_selected (self->distortion);
  if (self->kind.made)
    out->seed = value_of (self->seed);
  if (self->kind.split && percent != percent_of (out))
    out->test_share = percent / 100.0;
  if (self->kind.split)
    out->split_seed = value_of (self->split);
  if (self->kind.sized)
    *shape = (FvShape){ gtk_check_button_get_active (self->colours) ? 3 : 1, value_of (self->rows),
                        value_of (self->cols) };
}

gboolean
fovea_data_options_get (FoveaDataOptions *self, FvSource *source, FvShape *shape)
{
  const FvSource *now = source_of (self);

  *shape = (FvShape){ 0 };
  if (now == NULL)
    return FALSE;
  fv_source_copy (now, source);
  ask (self, source, shape);
  return TRUE;
}

static gboolean
differs (FoveaDataOptions *self)
{
  FvSource asked;
  FvShape shape;
  gboolean result;

  if (!fovea_data_options_get (self, &asked, &shape))
    return FALSE;
  result = !fv_source_equal (&asked, source_of (self))
           || (fv_shape_size (shape) > 0
               && !fv_shape_equal (shape, fv_dataset_shape (fovea_session_get_train_set (self->session))));
  fv_source_clear (&asked);
  return result;
}

static void
on_edited (FoveaDataOptions *self)
{
  if (!self->updating)
    gtk_widget_set_sensitive (self->use, differs (self));
}

static void
show_rows (FoveaDataOptions *self, gboolean known)
{
  Kind kind = self->kind;

  gtk_widget_set_visible (GTK_WIDGET (self->nothing), !known);
  gtk_widget_set_visible (self->use, known);
  gtk_widget_set_visible (self->distortion_row, kind.digits);
  gtk_widget_set_visible (self->number_row, kind.made);
  gtk_widget_set_visible (self->seed_row, kind.made);
  gtk_widget_set_visible (self->share_row, kind.split);
  gtk_widget_set_visible (self->split_row, kind.split);
  gtk_widget_set_visible (self->limit_row, known && !kind.made);
  gtk_widget_set_visible (self->size_row, kind.sized);
  gtk_widget_set_visible (GTK_WIDGET (self->colours), kind.sized);
}

static void
show_values (FoveaDataOptions *self, const FvSource *source)
{
  FvDataset *train = fovea_session_get_train_set (self->session);
  FvShape shape = fv_dataset_shape (train);

  gtk_drop_down_set_selected (self->distortion, source->distortion);
  gtk_spin_button_set_value (self->number, n_shown (self, source));
  gtk_spin_button_set_value (self->limit, source->samples);
  gtk_spin_button_set_value (self->seed, (double)source->seed);
  gtk_spin_button_set_value (self->share, percent_of (source));
  gtk_spin_button_set_value (self->split, (double)source->split_seed);
  gtk_spin_button_set_value (self->rows, shape.rows);
  gtk_spin_button_set_value (self->cols, shape.cols);
  gtk_check_button_set_active (self->colours, shape.maps == 3);
}

/* As the data are: what was asked for and not used is forgotten. */
static void
update (FoveaDataOptions *self)
{
  const FvSource *source = source_of (self);

  self->updating = TRUE;
  self->kind = source != NULL ? kind_of (source) : (Kind){ 0 };
  if (source != NULL)
    show_values (self, source);
  show_rows (self, source != NULL);
  self->updating = FALSE;
  on_edited (self);
}

static void
on_use (FoveaDataOptions *self)
{
  GtkWidget *window = gtk_widget_get_ancestor (GTK_WIDGET (self), FOVEA_TYPE_WINDOW);
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER);
  FvSource source;
  FvShape shape;

  if (window == NULL || !fovea_data_options_get (self, &source, &shape))
    return;
  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
  fovea_window_read_again (FOVEA_WINDOW (window), &source, shape);
  fv_source_clear (&source);
}

/* 0 is no limit. */
static gboolean
on_limit_output (FoveaDataOptions *self, GtkSpinButton *spin)
{
  if (value_of (spin) > 0)
    return FALSE;
  gtk_editable_set_text (GTK_EDITABLE (spin), C_ ("how many samples", "all"));
  return TRUE;
}

static int
on_limit_input (FoveaDataOptions *self, double *value, GtkSpinButton *spin)
{
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (spin)), C_ ("how many samples", "all")))
    return FALSE;
  *value = 0;
  return TRUE;
}

static void
on_changed (FoveaDataOptions *self, guint changes)
{
  if (changes & FOVEA_CHANGE_DATA && !gtk_widget_get_mapped (GTK_WIDGET (self)))
    update (self);
}

static gboolean
fovea_data_options_grab_focus (GtkWidget *widget)
{
  return gtk_widget_child_focus (FOVEA_DATA_OPTIONS (widget)->box, GTK_DIR_TAB_FORWARD);
}

static void
fovea_data_options_dispose (GObject *object)
{
  FoveaDataOptions *self = FOVEA_DATA_OPTIONS (object);

  self->updating = TRUE;
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_data_options_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fovea/Fovea/ui/fovea-data-options.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaDataOptions, box);
  gtk_widget_class_bind_template_child (widget_class, FoveaDataOptions, distortion_row);
  gtk_widget_class_bind_template_child (widget_class, FoveaDataOptions, distortion);
  gtk_widget_class_bind_template_child (widget_class, FoveaDataOptions, share_row);
  gtk_widget_class_bind_template_child (widget_class, FoveaDataOptions, share);
  gtk_widget_class_bind_template_child (widget_class, FoveaDataOptions, split_row);
  gtk_widget_class_bind_template_child (widget_class, FoveaDataOptions, split);
  gtk_widget_class_bind_template_child (widget_class, FoveaDataOptions, limit_row);
  gtk_widget_class_bind_template_child (widget_class, FoveaDataOptions, limit);
  gtk_widget_class_bind_template_child (widget_class, FoveaDataOptions, number_row);
  gtk_widget_class_bind_template_child (widget_class, FoveaDataOptions, number);
  gtk_widget_class_bind_template_child (widget_class, FoveaDataOptions, seed_row);
  gtk_widget_class_bind_template_child (widget_class, FoveaDataOptions, seed);
  gtk_widget_class_bind_template_child (widget_class, FoveaDataOptions, size_row);
  gtk_widget_class_bind_template_child (widget_class, FoveaDataOptions, rows);
  gtk_widget_class_bind_template_child (widget_class, FoveaDataOptions, cols);
  gtk_widget_class_bind_template_child (widget_class, FoveaDataOptions, colours);
  gtk_widget_class_bind_template_child (widget_class, FoveaDataOptions, nothing);
  gtk_widget_class_bind_template_child (widget_class, FoveaDataOptions, use);
  gtk_widget_class_bind_template_callback (widget_class, on_edited);
  gtk_widget_class_bind_template_callback (widget_class, on_use);
  gtk_widget_class_bind_template_callback (widget_class, on_limit_output);
  gtk_widget_class_bind_template_callback (widget_class, on_limit_input);
}

static void
fovea_data_options_class_init (FoveaDataOptionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_data_options_dispose;
  widget_class->grab_focus = fovea_data_options_grab_focus;
  bind_template (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fovea_data_options_init (FoveaDataOptions *self)
{
  self->updating = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->updating = FALSE;
  g_signal_connect (self, "map", G_CALLBACK (update), NULL);
}

void
fovea_data_options_set_session (FoveaDataOptions *self, FoveaSession *session)
{
  g_set_object (&self->session, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  update (self);
}
