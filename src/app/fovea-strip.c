/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-strip.h"
#include "fovea-sample-filter.h"
#include "fovea-sample-row.h"
#include "fv-dataset-types.h"
#include "fv-drawings.h"
#include "fv-number.h"

#include <glib/gi18n.h>

/* One picture is read again this often while training: calm to look at, and nothing for the processor. */
#define READ_MS 60
/* So long it may take: of small networks many are read at a time. */
#define READ_US 1000

/**
 * FoveaStrip:
 *
 * Pictures to choose from: those of the test set, some of them, or one's own; those the network gets wrong are marked.
 */
struct _FoveaStrip
{
  GtkWidget parent_instance;
  GtkWidget *box;
  GtkMenuButton *menu;
  GtkLabel *title;
  GtkLabel *count_label;
  GtkLabel *words;
  GtkListView *list;
  GtkStack *stack;
  GtkSingleSelection *selection;
  FoveaSession *session;
  FoveaFilter filter;
  FvDataset *shown;       /* the set the list is of; NULL: none */
  FvJudgement *judgement; /* that chose; NULL: none was needed */
  FvSelection selected;
  guint *samples; /* [count] of shown */
  guint count;
  GPtrArray *rows; /* those that show something now; not owned */
  guint next_row;
  guint read_timer;
  gboolean choosing;
  gboolean wants; /* a judgement */
};

G_DEFINE_FINAL_TYPE (FoveaStrip, fovea_strip, GTK_TYPE_WIDGET)

enum
{
  PROP_0,
  PROP_FILTER,
  N_PROPS,
};
static GParamSpec *props[N_PROPS];

static gboolean
on_read (gpointer data)
{
  FoveaStrip *self = data;
  gint64 until = g_get_monotonic_time () + READ_US;
  gboolean read = FALSE;

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    for (guint i = 0; i < self->rows->len && !(read && g_get_monotonic_time () > until); i++)
      {
        self->next_row = (self->next_row + 1) % self->rows->len;
        read |= fovea_sample_row_read (g_ptr_array_index (self->rows, self->next_row), self->session);
      }
  if (read)
    return G_SOURCE_CONTINUE;
  self->read_timer = 0; /* all are up to date, or nobody looks */
  return G_SOURCE_REMOVE;
}

static void
start_reading (FoveaStrip *self)
{
  if (self->read_timer == 0 && self->rows->len > 0 && gtk_widget_get_mapped (GTK_WIDGET (self)))
    self->read_timer = g_timeout_add (READ_MS, on_read, self);
}

static void
on_setup (FoveaStrip *self, GtkListItem *item)
{
  gtk_list_item_set_child (item, fovea_sample_row_new ());
}

static void
on_bind (FoveaStrip *self, GtkListItem *item)
{
  FoveaSampleRow *row = FOVEA_SAMPLE_ROW (gtk_list_item_get_child (item));
  guint position = gtk_list_item_get_position (item);

  if (position >= self->count)
    return;
  fovea_sample_row_bind (row, self->session, self->shown, self->samples[position]);
  g_ptr_array_add (self->rows, row);
  start_reading (self);
}

static void
on_unbind (FoveaStrip *self, GtkListItem *item)
{
  g_ptr_array_remove_fast (self->rows, gtk_list_item_get_child (item));
}

/* The list needs only to know how many there are: the rows are told the rest. */
static GListModel *
new_model (guint count)
{
  GtkStringList *list = gtk_string_list_new (NULL);

  for (guint i = 0; i < count; i++)
    gtk_string_list_append (list, "");
  return G_LIST_MODEL (list);
}

/* Where the picture in the network stands; a drawing stands nowhere. */
static guint
position_of_sample (FoveaStrip *self)
{
  guint sample = fovea_session_get_sample (self->session);

  if (self->filter.kind == FOVEA_FILTER_MINE || fovea_session_has_drawing (self->session))
    return GTK_INVALID_LIST_POSITION;
  for (guint i = 0; i < self->count; i++)
    if (self->samples[i] == sample)
      return i;
  return GTK_INVALID_LIST_POSITION;
}

static void
set_list (FoveaStrip *self)
{
  g_autoptr (GListModel) model = new_model (self->count);

  self->choosing = TRUE;
  gtk_single_selection_set_model (self->selection, model);
  gtk_single_selection_set_selected (self->selection, position_of_sample (self));
  self->choosing = FALSE;
}

static void
set_words (FoveaStrip *self)
{
  g_autofree char *title = fovea_filter_title (self->filter, self->session);
  g_autofree char *count = fv_number_count (self->count);
  /* Translators: what the button chooses, and what is chosen: "Which pictures: misread" */
  g_autofree char *spoken = g_strdup_printf (_ ("Which pictures: %s"), title);
  gboolean waits = fovea_session_get_progress (self->session) >= 0 && self->shown == NULL;

  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->count_label, self->shown != NULL ? count : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu), GTK_ACCESSIBLE_PROPERTY_LABEL, spoken, -1);
  gtk_label_set_label (self->words, fovea_filter_empty_text (self->filter, self->session));
  gtk_stack_set_visible_child_name (self->stack, self->count > 0 ? "list" : waits ? "empty" : "words");
}

/* New reference, or NULL. One's own may have grown meanwhile: they are read each time, which is quick. */
static FvDataset *
source_of (FoveaStrip *self)
{
  FvDataset *test = fovea_session_get_test_set (self->session);

  if (self->filter.kind == FOVEA_FILTER_MINE)
    return fv_dataset_open (FV_DRAWINGS_MINE, FV_PART_TRAIN, NULL);
  return test != NULL ? fv_dataset_ref (test) : NULL;
}

/* Lists the pictures that the filter lets through now. */
static void
fill (FoveaStrip *self)
{
  FvJudgement *judgement = fovea_session_get_judgement (self->session);
  gboolean needs = fovea_filter_needs_judgement (self->filter);

  g_clear_pointer (&self->shown, fv_dataset_unref);
  g_clear_pointer (&self->judgement, fv_judgement_unref);
  g_clear_pointer (&self->samples, g_free);
  self->count = 0;
  self->shown = source_of (self);
  self->selected = self->filter.kind == FOVEA_FILTER_MINE
                       ? (FvSelection){ FV_SELECT_ALL }
                       : fovea_filter_selection (self->filter, self->session);
  if (needs && judgement != NULL && fv_judgement_set (judgement) == self->shown)
    self->judgement = fv_judgement_ref (judgement);
  if (self->shown != NULL)
    {
      self->samples = g_new (guint, MAX (fv_dataset_count (self->shown), 1));
      self->count = fv_judgement_select (self->judgement, self->shown, self->selected, self->samples);
    }
  set_list (self);
  set_words (self);
}

static gboolean
is_stale (FoveaStrip *self)
{
  if (self->filter.kind != FOVEA_FILTER_MINE
      && (fovea_session_get_test_set (self->session) != self->shown
          || !fv_selection_equal (self->selected, fovea_filter_selection (self->filter, self->session))))
    return TRUE;
  if (!fovea_filter_needs_judgement (self->filter)
      || self->judgement == fovea_session_get_judgement (self->session))
    return FALSE;
  /* While training, pictures would come and go under one's hand: they are marked as they stand. */
  return self->judgement == NULL || self->count == 0 || !fovea_session_get_playing (self->session);
}

static void
refresh (FoveaStrip *self)
{
  if (is_stale (self))
    fill (self);
}

/* Whoever shows what is misread wants to know what is. */
static void
update_wants (FoveaStrip *self)
{
  gboolean wants = self->session != NULL && gtk_widget_get_mapped (GTK_WIDGET (self))
                   && fovea_filter_needs_judgement (self->filter);

  if (wants == self->wants)
    return;
  self->wants = wants;
  fovea_session_want_judgement (self->session, wants);
}

static void
choose (FoveaStrip *self, guint position)
{
  if (position >= self->count)
    return;
  if (self->filter.kind == FOVEA_FILTER_MINE)
    fovea_session_set_picture (self->session, fv_dataset_shape (self->shown),
                               fv_dataset_pixels (self->shown, self->samples[position]));
  else
    fovea_session_choose_sample (self->session, self->samples[position]);
}

static void
on_selected (FoveaStrip *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (self->choosing)
    return;
  self->choosing = TRUE; /* it stays selected, though a drawing stands nowhere */
  choose (self, position);
  self->choosing = FALSE;
}

/* A click on the chosen picture brings it back after a drawing. */
static void
on_activate (FoveaStrip *self, guint position)
{
  self->choosing = TRUE;
  choose (self, position);
  self->choosing = FALSE;
}

static void
follow (FoveaStrip *self)
{
  guint position = position_of_sample (self);

  if (self->choosing || position == gtk_single_selection_get_selected (self->selection))
    return;
  self->choosing = TRUE;
  gtk_single_selection_set_selected (self->selection, position);
  self->choosing = FALSE;
}

static void set_filter (FoveaStrip *self, FoveaFilter filter);

static void
on_changed (FoveaStrip *self, guint changes)
{
  /* Digits are of no use to a network that takes other pictures. */
  if (changes & FOVEA_CHANGE_NETWORK && self->filter.kind == FOVEA_FILTER_MINE
      && !fovea_session_takes_drawings (self->session))
    set_filter (self, (FoveaFilter){ FOVEA_FILTER_ALL, 0 });
  if (changes & (FOVEA_CHANGE_DATA | FOVEA_CHANGE_NETWORK | FOVEA_CHANGE_JUDGEMENT | FOVEA_CHANGE_OPTIONS))
    refresh (self);
  if (changes & (FOVEA_CHANGE_DATA | FOVEA_CHANGE_NETWORK))
    set_words (self);
  if (changes & FOVEA_CHANGE_SAMPLE)
    follow (self);
  if (changes & FOVEA_CHANGE_SNAPSHOT)
    start_reading (self);
}

static void
on_create_menu (GtkMenuButton *button, gpointer data)
{
  g_autoptr (GMenuModel) model = fovea_filter_menu (FOVEA_STRIP (data)->session, "strip.filter");

  gtk_menu_button_set_menu_model (button, model);
}

static void
set_filter (FoveaStrip *self, FoveaFilter filter)
{
  self->filter = filter;
  if (self->session != NULL)
    {
      update_wants (self);
      fill (self);
    }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_FILTER]);
}

void
fovea_strip_set_session (FoveaStrip *self, FoveaSession *session)
{
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  gtk_menu_button_set_create_popup_func (self->menu, on_create_menu, self, NULL);
  fill (self);
}

static void
fovea_strip_map (GtkWidget *widget)
{
  FoveaStrip *self = FOVEA_STRIP (widget);

  GTK_WIDGET_CLASS (fovea_strip_parent_class)->map (widget);
  update_wants (self);
  start_reading (self);
  if (self->session != NULL && self->filter.kind == FOVEA_FILTER_MINE)
    fill (self);
}

static void
fovea_strip_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (fovea_strip_parent_class)->unmap (widget);
  update_wants (FOVEA_STRIP (widget));
}

static void
fovea_strip_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  g_value_take_string (value, fovea_filter_to_text (FOVEA_STRIP (object)->filter));
}

static void
fovea_strip_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  set_filter (FOVEA_STRIP (object), fovea_filter_parse (g_value_get_string (value)));
}

static void
fovea_strip_dispose (GObject *object)
{
  FoveaStrip *self = FOVEA_STRIP (object);

  g_clear_handle_id (&self->read_timer, g_source_remove);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_strip_parent_class)->dispose (object);
}

static void
fovea_strip_finalize (GObject *object)
{
  FoveaStrip *self = FOVEA_STRIP (object);

  g_ptr_array_unref (self->rows);
  g_clear_pointer (&self->shown, fv_dataset_unref);
  g_clear_pointer (&self->judgement, fv_judgement_unref);
  g_free (self->samples);
  G_OBJECT_CLASS (fovea_strip_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea/Fovea/ui/fovea-strip.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, box);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, menu);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, title);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, count_label);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, words);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, list);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, stack);
  gtk_widget_class_bind_template_child (widget_class, FoveaStrip, selection);
  gtk_widget_class_bind_template_callback (widget_class, on_setup);
  gtk_widget_class_bind_template_callback (widget_class, on_bind);
  gtk_widget_class_bind_template_callback (widget_class, on_unbind);
  gtk_widget_class_bind_template_callback (widget_class, on_selected);
  gtk_widget_class_bind_template_callback (widget_class, on_activate);
}

static void
fovea_strip_class_init (FoveaStripClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = fovea_strip_get_property;
  object_class->set_property = fovea_strip_set_property;
  object_class->dispose = fovea_strip_dispose;
  object_class->finalize = fovea_strip_finalize;
  widget_class->map = fovea_strip_map;
  widget_class->unmap = fovea_strip_unmap;
  props[PROP_FILTER] = g_param_spec_string (
      "filter", NULL, NULL, "all", G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
  bind_template (widget_class);
  gtk_widget_class_install_property_action (widget_class, "strip.filter", "filter");
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "strip");
}

static void
fovea_strip_init (FoveaStrip *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
