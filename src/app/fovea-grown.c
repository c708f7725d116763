/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-grown.h"
#include "fovea-picture.h"
#include "fovea-work.h"
#include "fv-ascent.h"
#include "fv-number.h"

#include <glib/gi18n.h>

/* px; how long one piece of work may take, and how many steps it may make. */
#define SIDE     224
#define PIECE_US 30000
#define PIECE    10
#define SEED     1

/**
 * FoveaGrown:
 *
 * An input grown to please a cell, step by step, held back so that it stays a picture. Steps are made on a thread, a few
 * at a time.
 */
struct _FoveaGrown
{
  GtkBox parent_instance;
  FoveaPicture *picture;
  GtkLabel *label;
  GtkButton *play;
  GtkButton *step;
  GtkCheckButton *from_picture;
  GtkRange *ranges[3];      /* rate, decay, blur */
  FvParameters *parameters; /* NULL: closed */
  FvCell cell;
  guint8 *pixels;   /* [input shape] or NULL */
  FvAscent *ascent; /* NULL: a worker has it */
  FoveaWork *work;
  gboolean playing;
};

G_DEFINE_FINAL_TYPE (FoveaGrown, fovea_grown, GTK_TYPE_BOX)

typedef struct
{
  FvAscent *ascent;
  guint steps;
} Growing;

static void
growing_free (gpointer data)
{
  Growing *job = data;

  fv_ascent_free (job->ascent);
  g_free (job);
}

static gboolean
grow (gpointer data, FoveaProgress *progress)
{
  Growing *job = data;
  gint64 end = g_get_monotonic_time () + PIECE_US;

  for (guint i = 0; i < job->steps && fovea_progress_tell (0, progress); i++)
    {
      fv_ascent_step (job->ascent);
      if (g_get_monotonic_time () > end)
        break;
    }
  return TRUE;
}

static void
show (FoveaGrown *self)
{
  FvShape shape = fv_network_shape (fv_parameters_network (self->parameters), 0);
  g_autofree guint8 *pixels = g_new (guint8, fv_shape_size (shape));
  g_autofree char *value = fv_number_fixed (fv_ascent_value (self->ascent), 2, FALSE), *text = NULL;
  guint steps = fv_ascent_steps (self->ascent);

  fv_ascent_pixels (self->ascent, pixels);
  fovea_picture_set_pixels (self->picture, shape, pixels);
  /* Translators: %s is the value of a unit */
  text = g_strdup_printf (ngettext ("n = %s after %u step", "n = %s after %u steps", steps), value, steps);
  gtk_label_set_label (self->label, text);
  fovea_picture_set_label (self->picture, text);
}

static void
show_playing (FoveaGrown *self)
{
  gtk_button_set_label (self->play, self->playing ? _ ("_Pause") : _ ("_Grow"));
  gtk_widget_set_sensitive (GTK_WIDGET (self->step), !self->playing);
}

static void begin (FoveaGrown *self, guint steps);

static void
on_grown (GtkWidget *owner, gpointer data, gboolean fine)
{
  FoveaGrown *self = FOVEA_GROWN (owner);
  Growing *job = data;

  self->ascent = g_steal_pointer (&job->ascent);
  show (self);
  if (self->playing)
    begin (self, PIECE);
}

static FvAscentOptions
options_of (FoveaGrown *self)
{
  return (FvAscentOptions){ .rate = gtk_range_get_value (self->ranges[0]),
                            .decay = gtk_range_get_value (self->ranges[1]),
                            .blur = gtk_range_get_value (self->ranges[2]) };
}

static void
begin (FoveaGrown *self, guint steps)
{
  Growing *job;

  if (self->ascent == NULL)
    return; /* a piece is under way */
  job = g_new0 (Growing, 1);
  job->ascent = g_steal_pointer (&self->ascent);
  job->steps = steps;
  fv_ascent_set_options (job->ascent, options_of (self));
  fovea_work_start (&self->work, GTK_WIDGET (self), NULL, grow, job, growing_free, on_grown);
}

static void
on_play (FoveaGrown *self)
{
  self->playing = !self->playing && self->parameters != NULL;
  show_playing (self);
  if (self->playing)
    begin (self, PIECE);
}

static void
on_step (FoveaGrown *self)
{
  if (self->parameters != NULL)
    begin (self, 1);
}

static void
reset (FoveaGrown *self)
{
  fovea_work_stop (&self->work);
  g_clear_pointer (&self->ascent, fv_ascent_free);
  if (self->parameters == NULL)
    return;
  self->ascent = fv_ascent_new (self->parameters, self->cell,
                                gtk_check_button_get_active (self->from_picture) ? self->pixels : NULL, SEED,
                                options_of (self));
  show (self);
  if (self->playing)
    begin (self, PIECE);
}

void
fovea_grown_open (FoveaGrown *self, FvParameters *parameters, FvCell cell, const guint8 *pixels)
{
  fovea_grown_close (self);
  self->parameters = fv_parameters_ref (parameters);
  self->cell = cell;
  self->pixels
      = pixels != NULL
            ? g_memdup2 (pixels, fv_shape_size (fv_network_shape (fv_parameters_network (parameters), 0)))
            : NULL;
  gtk_widget_set_sensitive (GTK_WIDGET (self->from_picture), pixels != NULL);
  reset (self);
}

void
fovea_grown_close (FoveaGrown *self)
{
  fovea_work_stop (&self->work);
  self->playing = FALSE;
  show_playing (self);
  g_clear_pointer (&self->ascent, fv_ascent_free);
  g_clear_pointer (&self->parameters, fv_parameters_unref);
  g_clear_pointer (&self->pixels, g_free);
}

static void
fovea_grown_dispose (GObject *object)
{
  fovea_grown_close (FOVEA_GROWN (object));
  G_OBJECT_CLASS (fovea_grown_parent_class)->dispose (object);
}

static void
fovea_grown_class_init (FoveaGrownClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fovea_grown_dispose;
}

static GtkButton *
add_button (FoveaGrown *self, GtkWidget *box, const char *label, GCallback callback)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  g_signal_connect_swapped (button, "clicked", callback, self);
  gtk_widget_set_hexpand (button, TRUE);
  gtk_box_append (GTK_BOX (box), button);
  return GTK_BUTTON (button);
}

static void
add_buttons (FoveaGrown *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);

  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  self->play = add_button (self, box, _ ("_Grow"), G_CALLBACK (on_play));
  self->step = add_button (self, box, _ ("One _Step"), G_CALLBACK (on_step));
  add_button (self, box, _ ("_Reset"), G_CALLBACK (reset));
  gtk_box_append (GTK_BOX (self), box);
}

static void
add_range (FoveaGrown *self, guint nth, const char *title, double most, double value)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *label = gtk_label_new_with_mnemonic (title);
  GtkWidget *scale = gtk_scale_new_with_range (GTK_ORIENTATION_HORIZONTAL, 0, most, most / 20);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_size_request (label, 96, -1);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), scale);
  gtk_accessible_update_relation (GTK_ACCESSIBLE (scale), GTK_ACCESSIBLE_RELATION_LABELLED_BY, label, NULL,
                                  -1);
  gtk_widget_set_hexpand (scale, TRUE);
  self->ranges[nth] = GTK_RANGE (scale);
  gtk_range_set_value (self->ranges[nth], value);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), scale);
  gtk_box_append (GTK_BOX (self), box);
}

static void
fovea_grown_init (FoveaGrown *self)
{
  FvAscentOptions options = fv_ascent_options ();

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 8);
  self->picture = FOVEA_PICTURE (fovea_picture_new (SIDE));
  self->label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "numeric");
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->picture));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->label));
  add_buttons (self);
  add_range (self, 0, _ ("Step Si_ze"), 0.2, options.rate);
  /* Translators: how strongly an input that is grown is pulled back to grey */
  add_range (self, 1, _ ("_Fading"), 0.1, options.decay);
  add_range (self, 2, _ ("S_moothing"), 0.5, options.blur);
  self->from_picture
      = GTK_CHECK_BUTTON (gtk_check_button_new_with_mnemonic (_ ("_Begin from the Picture in the Network")));
  g_signal_connect_swapped (self->from_picture, "toggled", G_CALLBACK (reset), self);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->from_picture));
}
