/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-digit-pad.h"
#include "fovea-answer.h"
#include "fovea-canvas.h"
#include "fovea-pad-area.h"
#include "fovea-my-digits.h"
#include "fovea-my-digits-dialog.h"
#include "fovea-picture.h"
#include "fovea-shift-grid.h"
#include "fovea-shift-reader.h"
#include "fovea-view-state.h"

#include <glib/gi18n.h>

/* The pen the network's picture is drawn with, in its pixels. */
#define SEEN_PEN 2.5

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
  GtkLabel *built_in;
  GtkSwitch *normalise;
  FoveaCanvas *bars;
  FoveaShiftGrid *shifts;
  FoveaShiftReader *shift_reader;
  GtkWidget *eraser;
  GtkCheckButton *parts; /* what the eraser takes */
  GtkCheckButton *whole;
  GtkToggleButton *guides;
  GtkLabel *tolerance;
  GtkWidget *shift_button;
  GtkWidget *name_button;
  GtkLabel *mine;
  FoveaSession *session;
  int right, down; /* how far the picture is shifted */
  guint added;     /* drawings that were named since the program began, and are still there */
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

/* What goes into the network. */
static void
shifted_picture (FoveaDigitPad *self, int right, int down, guint8 *pixels)
{
  picture (self, gtk_switch_get_active (self->normalise), pixels);
  fv_picture_shift (pixels, right, down);
}

static char *
answer_text (FoveaDigitPad *self)
{
  if (!fovea_session_takes_drawings (self->session))
    return g_strdup (_ ("This network does not read drawings of 28×28"));
  if (is_empty (self))
    return g_strdup (_ ("Draw a digit"));
  return fovea_answer_text (self->session, NULL);
}

static void
update_other (FoveaDigitPad *self)
{
  gboolean normalised = gtk_switch_get_active (self->normalise);
  guint8 pixels[FV_DIGIT_SIDE * FV_DIGIT_SIDE];
  g_autofree char *text = NULL;

  gtk_label_set_label (self->other_title, normalised ? _ ("As drawn:") : _ ("Normalised:"));
  picture (self, !normalised, pixels);
  fovea_picture_set_pixels (self->other, digit_shape, pixels);
  if (!is_empty (self) && fovea_session_takes_drawings (self->session)
      && fovea_answer_is_trusted (self->session))
    text = fovea_answer_text (self->session, pixels);
  gtk_label_set_label (self->other_answer, text != NULL ? text : "");
}

static char *
built_in_text (FoveaDigitPad *self)
{
  guint8 pixels[FV_DIGIT_SIDE * FV_DIGIT_SIDE];

  if (is_empty (self))
    return g_strdup ("");
  picture (self, TRUE, pixels);
  return fovea_answer_built_in (self->session, pixels);
}

static void
set_text (GtkLabel *label, const char *text)
{
  if (!g_str_equal (text, gtk_label_get_label (label)))
    gtk_label_set_label (label, text);
}

/* How far one may go in a direction before it is read as something else. */
static guint
tolerance (const guint *classes, int right, int down)
{
  const int middle = FOVEA_SHIFT_SIDE * FOVEA_SHIFT_SIDE / 2;
  int far = 0;

  while (far < FOVEA_SHIFT_FARTHEST
         && classes[middle + (far + 1) * (right + down * FOVEA_SHIFT_SIDE)] == classes[middle])
    far++;
  return (guint)far;
}

static char *
tolerance_text (const guint *classes)
{
  if (classes == NULL)
    return g_strdup ("");
  /* Translators: pixels a drawing may be shifted in each direction. */
  return g_strdup_printf (_ ("Read alike up to %u left, %u right, %u up, %u down"),
                          tolerance (classes, -1, 0), tolerance (classes, 1, 0), tolerance (classes, 0, -1),
                          tolerance (classes, 0, 1));
}

/* Every place near by, as the network on the screen reads it; the middle is where it was drawn. */
static void
show_shifts (FoveaDigitPad *self)
{
  const guint *classes = fovea_shift_reader_get (self->shift_reader);
  const guint middle = FOVEA_SHIFT_SIDE * FOVEA_SHIFT_SIDE / 2;
  g_autofree char *text = tolerance_text (classes);
  FoveaShifts shifts;

  set_text (self->tolerance, text);
  for (guint i = 0; classes != NULL && i < G_N_ELEMENTS (shifts.texts); i++)
    {
      shifts.texts[i] = fovea_answer_is_other (self->session, classes[i])
                            ? "–"
                            : fovea_session_class_name (self->session, classes[i]);
      shifts.right[i] = classes[i] == classes[middle];
    }
  fovea_shift_grid_set (self->shifts, classes != NULL ? &shifts : NULL, self->right, self->down);
}

/* Only while somebody looks. */
static void
update_shifts (FoveaDigitPad *self)
{
  gboolean wanted = gtk_widget_get_mapped (GTK_WIDGET (self->shifts)) && !is_empty (self)
                    && fovea_session_takes_drawings (self->session);
  guint8 pixels[FV_DIGIT_SIDE * FV_DIGIT_SIDE];

  shifted_picture (self, 0, 0, pixels);
  fovea_shift_reader_ask (self->shift_reader, wanted ? fovea_session_get_parameters (self->session) : NULL,
                          pixels);
  show_shifts (self);
}

static void
update_answer (FoveaDigitPad *self)
{
  g_autofree char *text = answer_text (self);
  g_autofree char *built_in = built_in_text (self);

  set_text (self->answer, text);
  set_text (self->built_in, built_in);
  gtk_widget_set_visible (GTK_WIDGET (self->built_in), *built_in != '\0');
  update_other (self);
  update_shifts (self);
}

/* Every stroke goes into the network at once. */
static void
on_drawn (FoveaDigitPad *self)
{
  guint8 pixels[FV_DIGIT_SIDE * FV_DIGIT_SIDE];
  gboolean empty = is_empty (self);

  if (self->session == NULL)
    return;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pad.undo", fovea_pad_area_can_undo (self->area));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pad.redo", fovea_pad_area_can_redo (self->area));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pad.name", !empty);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pad.clear", !empty);
  shifted_picture (self, self->right, self->down, pixels);
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

/* The drawing belongs to what is saved. */
static void
on_ask_view (FoveaDigitPad *self, FoveaViewState *state)
{
  state->normalised = gtk_switch_get_active (self->normalise);
  state->right = self->right;
  state->down = self->down;
  if (!is_empty (self))
    state->strokes = fv_strokes_copy (fovea_pad_area_get_strokes (self->area));
}

static void
on_tell_view (FoveaDigitPad *self, const FoveaViewState *state)
{
  self->right = state->right;
  self->down = state->down;
  gtk_switch_set_active (self->normalise, state->normalised);
  if (state->strokes != NULL || !is_empty (self))
    fovea_pad_area_set_strokes (self->area, state->strokes);
  else
    on_drawn (self);
}

void
fovea_digit_pad_set_session (FoveaDigitPad *self, FoveaSession *session)
{
  g_set_object (&self->session, session);
  if (session == NULL)
    return;
  fovea_canvas_set_session (self->bars, session);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "ask-view", G_CALLBACK (on_ask_view), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "tell-view", G_CALLBACK (on_tell_view), self, G_CONNECT_SWAPPED);
  on_drawn (self);
}

static void
undo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fovea_pad_area_undo (FOVEA_DIGIT_PAD (widget)->area);
}

static void
redo (GtkWidget *widget, const char *name, GVariant *parameter)
{
  fovea_pad_area_redo (FOVEA_DIGIT_PAD (widget)->area);
}

static void
shift_to (FoveaDigitPad *self, int right, int down)
{
  self->right = CLAMP (right, -FV_DIGIT_SIDE, FV_DIGIT_SIDE);
  self->down = CLAMP (down, -FV_DIGIT_SIDE, FV_DIGIT_SIDE);
  on_drawn (self);
}

static void
clear (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaDigitPad *self = FOVEA_DIGIT_PAD (widget);

  self->right = self->down = 0;
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->eraser), FALSE); /* what follows is drawn */
  fovea_pad_area_clear (self->area);
}

static void
on_eraser (FoveaDigitPad *self)
{
  fovea_pad_area_set_eraser (self->area, gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->eraser)));
}

static void
on_whole (FoveaDigitPad *self)
{
  fovea_pad_area_set_whole (self->area, gtk_check_button_get_active (self->whole));
}

static void
on_guides (FoveaDigitPad *self)
{
  gboolean guides = gtk_toggle_button_get_active (self->guides);

  fovea_pad_area_set_guides (self->area, guides);
  g_object_set (self->seen, "centre", guides, NULL);
}

static gboolean
on_guides_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  GtkToggleButton *button = FOVEA_DIGIT_PAD (widget)->guides;

  gtk_toggle_button_set_active (button, !gtk_toggle_button_get_active (button));
  return TRUE;
}

static gboolean
on_normalise_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  GtkSwitch *normalise = FOVEA_DIGIT_PAD (widget)->normalise;

  gtk_switch_set_active (normalise, !gtk_switch_get_active (normalise));
  return TRUE;
}

/* Of parts or of whole strokes, with it in the hand. */
static gboolean
on_whole_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoveaDigitPad *self = FOVEA_DIGIT_PAD (widget);
  gboolean whole = !gtk_check_button_get_active (self->whole);

  gtk_check_button_set_active (whole ? self->whole : self->parts, TRUE);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->eraser), TRUE);
  return TRUE;
}

static gboolean
on_eraser_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  GtkToggleButton *button = GTK_TOGGLE_BUTTON (FOVEA_DIGIT_PAD (widget)->eraser);

  gtk_toggle_button_set_active (button, !gtk_toggle_button_get_active (button));
  return TRUE;
}

static void
on_shift_chosen (FoveaDigitPad *self, int right, int down)
{
  shift_to (self, right, down);
}

static gboolean
on_shift_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  FoveaDigitPad *self = FOVEA_DIGIT_PAD (widget);
  int right, down;

  g_variant_get (args, "(ii)", &right, &down);
  shift_to (self, self->right + right, self->down + down);
  return TRUE;
}

/* What became of the last drawing that was named, or of the wish to. Takes sentence. */
static void
say_mine (FoveaDigitPad *self, char *sentence)
{
  gtk_label_set_label (self->mine, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->mine), TRUE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pad.unname", self->added > 0);
  g_free (sentence);
}

/* “This is a …”: the drawing is kept under that name. */
static void
name_it (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaDigitPad *self = FOVEA_DIGIT_PAD (widget);
  guint label = g_variant_get_uint32 (parameter);
  g_autoptr (GError) error = NULL;

  if (is_empty (self))
    return;
  gtk_menu_button_popdown (GTK_MENU_BUTTON (self->name_button));
  if (!fovea_my_digits_add (label, fovea_pad_area_get_strokes (self->area), &error))
    {
      say_mine (self, g_strdup (error->message));
      return;
    }
  self->added++;
  if (label == FV_DRAWINGS_OTHER)
    say_mine (self, g_strdup_printf (_ ("Kept as no digit: %u of my digits"), fovea_my_digits_count ()));
  else
    /* Translators: a digit; how many drawings there are. */
    say_mine (self, g_strdup_printf (_ ("Kept as %u: %u of my digits"), label, fovea_my_digits_count ()));
  clear (widget, NULL, NULL); /* for the next one */
}

/* The drawing comes back as well, to be named again. */
static void
unname (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaDigitPad *self = FOVEA_DIGIT_PAD (widget);
  g_autoptr (GError) error = NULL;

  if (self->added == 0)
    return;
  if (!fovea_my_digits_remove_last (&error))
    {
      say_mine (self, g_strdup (error->message));
      return;
    }
  self->added--;
  say_mine (self, g_strdup_printf (_ ("Taken back: %u of my digits"), fovea_my_digits_count ()));
  if (is_empty (self))
    fovea_pad_area_undo (self->area);
}

/* Fewer of them, or more: those that were named since do not count from the end any more. */
static void
on_mine_changed (FoveaDigitPad *self)
{
  self->added = 0;
  gtk_widget_set_visible (GTK_WIDGET (self->mine), FALSE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pad.unname", FALSE);
}

static void
on_mine_picked (FoveaDigitPad *self, const FvStrokes *strokes)
{
  self->right = self->down = 0;
  fovea_pad_area_set_strokes (self->area, strokes);
  gtk_widget_grab_focus (GTK_WIDGET (self->area));
}

static void
show_mine (GtkWidget *widget, const char *name, GVariant *parameter)
{
  GtkWidget *dialog = fovea_my_digits_dialog_new (GTK_WINDOW (gtk_widget_get_root (widget)));

  gtk_menu_button_popdown (GTK_MENU_BUTTON (FOVEA_DIGIT_PAD (widget)->name_button));
  g_signal_connect_object (dialog, "changed", G_CALLBACK (on_mine_changed), widget, G_CONNECT_SWAPPED);
  g_signal_connect_object (dialog, "picked", G_CALLBACK (on_mine_picked), widget, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
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
  g_clear_object (&self->shift_reader);
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
  gtk_widget_class_bind_template_child (widget_class, FoveaDigitPad, built_in);
  gtk_widget_class_bind_template_child (widget_class, FoveaDigitPad, normalise);
  gtk_widget_class_bind_template_child (widget_class, FoveaDigitPad, bars);
  gtk_widget_class_bind_template_child (widget_class, FoveaDigitPad, shifts);
  gtk_widget_class_bind_template_child (widget_class, FoveaDigitPad, eraser);
  gtk_widget_class_bind_template_child (widget_class, FoveaDigitPad, parts);
  gtk_widget_class_bind_template_child (widget_class, FoveaDigitPad, whole);
  gtk_widget_class_bind_template_child (widget_class, FoveaDigitPad, guides);
  gtk_widget_class_bind_template_child (widget_class, FoveaDigitPad, tolerance);
  gtk_widget_class_bind_template_child (widget_class, FoveaDigitPad, shift_button);
  gtk_widget_class_bind_template_child (widget_class, FoveaDigitPad, name_button);
  gtk_widget_class_bind_template_child (widget_class, FoveaDigitPad, mine);
  gtk_widget_class_bind_template_callback (widget_class, on_drawn);
  gtk_widget_class_bind_template_callback (widget_class, on_eraser);
  gtk_widget_class_bind_template_callback (widget_class, on_guides);
  gtk_widget_class_bind_template_callback (widget_class, on_whole);
  gtk_widget_class_bind_template_callback (widget_class, on_shift_chosen);
  gtk_widget_class_bind_template_callback (widget_class, update_shifts);
}

static void
add_keys (GtkWidgetClass *widget_class)
{
  static const struct
  {
    guint key;
    int right, down;
  } arrows[] = {
    { GDK_KEY_Left, -1, 0 },
    { GDK_KEY_Right, +1, 0 },
    { GDK_KEY_Up, 0, -1 },
    { GDK_KEY_Down, 0, +1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (arrows); i++)
    gtk_widget_class_add_binding (widget_class, arrows[i].key, GDK_SHIFT_MASK, on_shift_key, "(ii)",
                                  arrows[i].right, arrows[i].down);
  for (guint i = 0; i < 10; i++)
    {
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_0 + i, 0, "pad.name", "u", i);
      gtk_widget_class_add_binding_action (widget_class, GDK_KEY_KP_0 + i, 0, "pad.name", "u", i);
    }
  gtk_widget_class_add_binding (widget_class, GDK_KEY_e, 0, on_eraser_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_e, GDK_SHIFT_MASK, on_whole_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_g, 0, on_guides_key, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_n, 0, on_normalise_key, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK, "pad.undo", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_z, GDK_CONTROL_MASK | GDK_SHIFT_MASK, "pad.redo",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "pad.clear", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_BackSpace, 0, "pad.undo", NULL);
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
  g_type_ensure (FOVEA_TYPE_SHIFT_GRID);
  bind_template (widget_class);
  gtk_widget_class_install_action (widget_class, "pad.undo", NULL, undo);
  gtk_widget_class_install_action (widget_class, "pad.clear", NULL, clear);
  gtk_widget_class_install_action (widget_class, "pad.redo", NULL, redo);
  gtk_widget_class_install_action (widget_class, "pad.name", "u", name_it);
  gtk_widget_class_install_action (widget_class, "pad.unname", NULL, unname);
  gtk_widget_class_install_action (widget_class, "pad.my-digits", NULL, show_mine);
  add_keys (widget_class);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "digitpad");
}

static void
fovea_digit_pad_init (FoveaDigitPad *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->shift_reader = fovea_shift_reader_new ();
  g_signal_connect_object (self->shift_reader, "read", G_CALLBACK (show_shifts), self, G_CONNECT_SWAPPED);
  g_signal_connect (self, "map", G_CALLBACK (on_map), NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "pad.unname", FALSE);
}
