/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-trouble-banner.h"
#include "fv-number.h"

#include <glib/gi18n.h>

typedef enum
{
  NOTICE_NONE,
  NOTICE_TROUBLE,
  NOTICE_LOST,
  NOTICE_STOPPED,
} NoticeKind;

/* A value. */
typedef struct
{
  NoticeKind kind;
  FvTrouble trouble; /* TROUBLE */
  int rule;          /* STOPPED: FvStopKind */
  guint branch;      /* where it is so */
  guint64 batch;     /* LOST, STOPPED: when */
} Notice;

/**
 * FoveaTroubleBanner:
 *
 * What is wrong with training, or why it ended, in a sentence with a way out. One at a time, the worst first.
 */
struct _FoveaTroubleBanner
{
  GtkWidget parent_instance;
  GtkRevealer *revealer;
  GtkImage *icon;
  GtkLabel *label;
  GtkButton *back;
  GtkWidget *weights;
  GtkWidget *close;
  FoveaSession *session;
  Notice shown;
  GArray *dismissed; /* Notice */
};

G_DEFINE_FINAL_TYPE (FoveaTroubleBanner, fovea_trouble_banner, GTK_TYPE_WIDGET)

/* Dead units of a layer are the same trouble when there are more of them. */
static gboolean
is_same (const Notice *a, const Notice *b)
{
  return a->kind == b->kind && a->branch == b->branch && a->batch == b->batch && a->rule == b->rule
         && a->trouble.kind == b->trouble.kind && a->trouble.place == b->trouble.place;
}

static gboolean
is_dismissed (FoveaTroubleBanner *self, const Notice *notice)
{
  for (guint i = 0; i < self->dismissed->len; i++)
    if (is_same (&g_array_index (self->dismissed, Notice, i), notice))
      return TRUE;
  return FALSE;
}

/* Where nothing useful is learned any more. */
static gboolean
is_severe (FvTrouble trouble)
{
  return trouble.kind == FV_TROUBLE_NON_FINITE || trouble.kind == FV_TROUBLE_EXPLODED;
}

static gboolean
find_trouble (FoveaTroubleBanner *self, FvSnapshot *snapshot, gboolean severe, Notice *out)
{
  for (guint i = 0; i < fv_snapshot_n_troubles (snapshot); i++)
    {
      *out = (Notice){ .kind = NOTICE_TROUBLE,
                       .trouble = fv_snapshot_nth_trouble (snapshot, i),
                       .branch = fv_snapshot_branch (snapshot) };
      if (is_severe (out->trouble) == severe && !is_dismissed (self, out))
        return TRUE;
    }
  return FALSE;
}

static gboolean
find_end (FoveaTroubleBanner *self, FvSnapshot *snapshot, Notice *out)
{
  *out = (Notice){ .branch = fv_snapshot_branch (snapshot), .batch = fv_snapshot_batch (snapshot) };
  if (fv_snapshot_lost (snapshot))
    out->kind = NOTICE_LOST;
  else if (fv_snapshot_stopped_by (snapshot) >= 0)
    {
      out->kind = NOTICE_STOPPED;
      out->rule = fv_snapshot_stopped_by (snapshot);
    }
  return out->kind != NOTICE_NONE && !is_dismissed (self, out);
}

static Notice
find_notice (FoveaTroubleBanner *self, FvSnapshot *snapshot)
{
  Notice notice;

  if (snapshot != NULL
      && (find_trouble (self, snapshot, TRUE, &notice) || find_end (self, snapshot, &notice)
          || find_trouble (self, snapshot, FALSE, &notice)))
    return notice;
  return (Notice){ .kind = NOTICE_NONE };
}

static char *
stopped_sentence (FoveaTroubleBanner *self, int rule)
{
  g_autofree char *why
      = fv_stop_rules_sentence (fovea_session_get_stop_rules (self->session), (FvStopKind)rule);

  /* Translators: %s is a whole sentence without its full stop, as "10 epochs are done". */
  return g_strdup_printf (_ ("Training has ended: %s."), why);
}

static char *
sentence_of (FoveaTroubleBanner *self, const Notice *notice)
{
  switch (notice->kind)
    {
    case NOTICE_TROUBLE:
      return fv_trouble_sentence (notice->trouble, fovea_session_get_network (self->session));
    case NOTICE_STOPPED:
      return stopped_sentence (self, notice->rule);
    case NOTICE_LOST:
      return g_strdup (
          _ ("That moment cannot be shown: the data it was trained on are no longer in memory."));
    case NOTICE_NONE:
    default:
      return g_strdup ("");
    }
}

/* Other data are what helps against these. */
static gboolean
comes_from_data (const Notice *notice)
{
  return notice->trouble.kind == FV_TROUBLE_ONE_CLASS || notice->trouble.kind == FV_TROUBLE_SHUFFLED;
}

static void
show_buttons (FoveaTroubleBanner *self, const Notice *notice, guint64 batch)
{
  gboolean helps = notice->kind == NOTICE_TROUBLE && !comes_from_data (notice);
  gboolean non_finite = notice->kind == NOTICE_TROUBLE && notice->trouble.kind == FV_TROUBLE_NON_FINITE;
  g_autofree char *good = fv_number_count (notice->trouble.good);
  g_autofree char *label = g_strdup_printf (_ ("Back to Batch %s"), good);

  gtk_button_set_label (self->back, label);
  gtk_widget_set_visible (GTK_WIDGET (self->back), helps && notice->trouble.good < batch);
  gtk_widget_set_visible (self->weights, helps);
  gtk_widget_set_visible (self->close, !non_finite);
}

static void
show (FoveaTroubleBanner *self, Notice notice, guint64 batch)
{
  g_autofree char *sentence = NULL;

  self->shown = notice;
  if (notice.kind != NOTICE_NONE)
    {
      sentence = sentence_of (self, &notice);
      if (!g_str_equal (gtk_label_get_label (self->label), sentence)) /* it is spoken each time */
        gtk_label_set_label (self->label, sentence);
      gtk_image_set_from_icon_name (self->icon, notice.kind == NOTICE_STOPPED ? "dialog-information-symbolic"
                                                                              : "dialog-warning-symbolic");
      show_buttons (self, &notice, batch);
    }
  gtk_revealer_set_reveal_child (self->revealer, notice.kind != NOTICE_NONE);
}

static void
update (FoveaTroubleBanner *self)
{
  FvSnapshot *snapshot = fovea_session_get_snapshot (self->session);

  show (self, find_notice (self, snapshot), snapshot != NULL ? fv_snapshot_batch (snapshot) : 0);
}

static void
on_back (FoveaTroubleBanner *self)
{
  fovea_session_go_back_to (self->session, self->shown.trouble.good);
}

static void
on_close (FoveaTroubleBanner *self)
{
  g_array_append_val (self->dismissed, self->shown);
  update (self);
}

/* Branches are counted anew with every network. */
static void
on_changed (FoveaTroubleBanner *self, guint changes)
{
  if (changes & FOVEA_CHANGE_NETWORK)
    g_array_set_size (self->dismissed, 0);
  if (changes & (FOVEA_CHANGE_SNAPSHOT | FOVEA_CHANGE_NETWORK))
    update (self);
}

void
fovea_trouble_banner_set_session (FoveaTroubleBanner *self, FoveaSession *session)
{
  g_set_object (&self->session, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
fovea_trouble_banner_dispose (GObject *object)
{
  FoveaTroubleBanner *self = FOVEA_TROUBLE_BANNER (object);
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self));

  if (child != NULL)
    gtk_widget_unparent (child);
  g_clear_pointer (&self->dismissed, g_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_trouble_banner_parent_class)->dispose (object);
}

static void
fovea_trouble_banner_class_init (FoveaTroubleBannerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_trouble_banner_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fovea/Fovea/ui/fovea-trouble-banner.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaTroubleBanner, revealer);
  gtk_widget_class_bind_template_child (widget_class, FoveaTroubleBanner, icon);
  gtk_widget_class_bind_template_child (widget_class, FoveaTroubleBanner, label);
  gtk_widget_class_bind_template_child (widget_class, FoveaTroubleBanner, back);
  gtk_widget_class_bind_template_child (widget_class, FoveaTroubleBanner, weights);
  gtk_widget_class_bind_template_child (widget_class, FoveaTroubleBanner, close);
  gtk_widget_class_bind_template_callback (widget_class, on_back);
  gtk_widget_class_bind_template_callback (widget_class, on_close);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
fovea_trouble_banner_init (FoveaTroubleBanner *self)
{
  self->dismissed = g_array_new (FALSE, FALSE, sizeof (Notice));
  gtk_widget_init_template (GTK_WIDGET (self));
}
