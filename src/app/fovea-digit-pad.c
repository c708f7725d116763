/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-digit-pad.h"
#include "fovea-canvas.h"
#include "fovea-pad-area.h"
#include "fovea-picture.h"
#include "fv-scores.h"

#include <glib/gi18n.h>

/* The pen the network's picture is drawn with, in its pixels. */
#define SEEN_PEN 2.5
/* Below this share of right test pictures an answer is not worth a name. */
#define TRUSTED 0.8

/**
 * FoveaDigitPad:
 *
 * Draw a digit: the network sees it with every stroke, and says what it reads.
 */
struct _FoveaDigitPad
{
  GtkWidget parent_instance;
  GtkWidget *box;
  FoveaPadArea *area;
  FoveaPicture *seen;
  FoveaPicture *other;
  GtkLabel *other_title;
  GtkLabel *other_answer;
  GtkLabel *answer;
  GtkSwitch *normalise;
  FoveaCanvas *bars;
  FoveaSession *session;
};

G_DEFINE_FINAL_TYPE (FoveaDigitPad, fovea_digit_pad, GTK_TYPE_WIDGET)

static const FvShape digit_shape = { 1, FV_DIGIT_SIDE, FV_DIGIT_SIDE };

static gboolean
is_empty (FoveaDigitPad *self)
{
  return fv_strokes_count (fovea_pad_area_get_strokes (self->area)) == 0;
}

static void
picture (FoveaDigitPad *self, gboolean normalised, guint8 *pixels)
{
  const FvStrokes *strokes = fovea_pad_area_get_strokes (self->area);

  if (normalised)
    fv_strokes_normalise (strokes, SEEN_PEN, pixels);
  else
    fv_strokes_plain (strokes, FOVEA_PAD_SIDE, pixels);
}

static char *
reading_text (FoveaDigitPad *self, guint class_index, double share)
{
  FvSceneInput input;
  FvScores scores;
  g_autofree char *number = NULL;

  fovea_session_fill (self->session, &input);
  scores = fv_scores_of (&input);
  number = fv_scores_text (&scores, share); /* as the bars have it */
  /* Translators: the first %s is a class, as "3"; the second its share, as "99.5 %". */
  return g_strdup_printf (_ ("Read as %s, %s"), fovea_session_class_name (self->session, class_index),
                          number);
}

/* A network that is still wrong too often gets no word in. */
static char *
answer_text (FoveaDigitPad *self)
{
  double accuracy = fovea_session_get_test_accuracy (self->session);
  guint class_index;
  double share;

  if (!fovea_session_takes_drawings (self->session))
    return g_strdup (_ ("This network does not read drawings of 28×28"));
  if (is_empty (self))
    return g_strdup (_ ("Draw a digit"));
  if (accuracy < 0)
    return g_strdup (_ ("Still learning"));
  if (accuracy <= TRUSTED)
    return g_strdup_printf (_ ("Still learning: %.0f %% right"), 100 * accuracy);
  if (!fovea_session_read_picture (self->session, NULL, &class_index, &share))
    return g_strdup ("");
  return reading_text (self, class_index, share);
}

static void
update_other (FoveaDigitPad *self)
{
  gboolean normalised = gtk_switch_get_active (self->normalise);
  guint8 pixels[FV_DIGIT_SIDE * FV_DIGIT_SIDE];
  g_autofree char *text = NULL;
  guint class_index;
  double share;

  gtk_label_set_label (self->other_title, normalised ? _ ("As drawn:") : _ ("Normalised:"));
  picture (self, !normalised, pixels);
  fovea_picture_set_pixels (self->other, digit_shape, pixels);
  if (!is_empty (self) && fovea_session_takes_drawings (self->session)
      && fovea_session_get_test_accuracy (self->session) > TRUSTED
      && fovea_session_read_picture (self->session, pixels, &class_index, &share))
    text = reading_text (self, class_index, share);
  gtk_label_set_label (self->other_answer, text != NULL ? text : "");
}

static void
update_answer (FoveaDigitPad *self)
{
  g_autofree char *text = answer_text (self);

  if (!g_str_equal (text, gtk_label_get_label (self->answer)))
    gtk_label_set_label (self->answer, text);
  update_other (self);
}

/* Every stroke goes into the network at once. */
static void
on_drawn (FoveaDigitPad *self)
{
  guint8 pixels[FV_DIGIT_SIDE * FV_DIGIT_SIDE];
  gboolean empty = is_empty (self);

  if (self->session == NULL)
    return;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pad.undo", !empty);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pad.clear", !empty);
  picture (self, gtk_switch_get_active (self->normalise), pixels);
  fovea_picture_set_pixels (self->seen, digit_shape, pixels);
  fovea_session_set_drawing (self->session, empty ? NULL : pixels);
  fovea_canvas_set_blank (self->bars, empty);
  update_answer (self);
}

static void
on_changed (FoveaDigitPad *self, guint changes)
{
  if (changes & (FOVEA_CHANGE_SNAPSHOT | FOVEA_CHANGE_NETWORK) && gtk_widget_get_mapped (GTK_WIDGET (self)))
    update_answer (self);
}

void
fovea_digit_pad_set_session (FoveaDigitPad *self, FoveaSession *session)
{
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  fovea_canvas_set_session (self->bars, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  on_drawn (self);
}

static void
undo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fovea_pad_area_undo (FOVEA_DIGIT_PAD (widget)->area);
}

static void
clear (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fovea_pad_area_clear (FOVEA_DIGIT_PAD (widget)->area);
}

static gboolean
fovea_digit_pad_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (FOVEA_DIGIT_PAD (widget)->area));
}

static void
on_map (FoveaDigitPad *self)
{
  if (self->session != NULL)
    on_drawn (self);
}

static void
fovea_digit_pad_dispose (GObject *object)
{
  FoveaDigitPad *self = FOVEA_DIGIT_PAD (object);

  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (fovea_digit_pad_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, "/io/github/fovea/Fovea/ui/fovea-digit-pad.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaDigitPad, box);
  gtk_widget_class_bind_template_child (widget_class, FoveaDigitPad, area);
  gtk_widget_class_bind_template_child (widget_class, FoveaDigitPad, seen);
  gtk_widget_class_bind_template_child (widget_class, FoveaDigitPad, other);
  gtk_widget_class_bind_template_child (widget_class, FoveaDigitPad, other_title);
  gtk_widget_class_bind_template_child (widget_class, FoveaDigitPad, other_answer);
  gtk_widget_class_bind_template_child (widget_class, FoveaDigitPad, answer);
  gtk_widget_class_bind_template_child (widget_class, FoveaDigitPad, normalise);
  gtk_widget_class_bind_template_child (widget_class, FoveaDigitPad, bars);
  gtk_widget_class_bind_template_callback (widget_class, on_drawn);
}

static void
fovea_digit_pad_class_init (FoveaDigitPadClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = fovea_digit_pad_dispose;
  widget_class->grab_focus = fovea_digit_pad_grab_focus;
  g_type_ensure (FOVEA_TYPE_CANVAS);
  g_type_ensure (FOVEA_TYPE_PAD_AREA);
  g_type_ensure (FOVEA_TYPE_PICTURE);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "pad.undo", NULL, undo);
  gtk_widget_class_install_action (widget_class, "pad.clear", NULL, clear);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "pad.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "pad.clear", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_BackSpace, 0, "pad.undo", NULL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "digitpad");
}

static void
fovea_digit_pad_init (FoveaDigitPad *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "map", G_CALLBACK (on_map), NULL);
}
