/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-picture-dialog.h"
#include "fovea-answer.h"
#include "fovea-crop-area.h"
#include "fovea-picture.h"
#include "fv-prepare.h"

#include <glib/gi18n.h>

/**
 * FoveaPictureDialog:
 *
 * A picture from a file, the clipboard or a drag: a part of it can be chosen by drawing a box, and it is shown how the
 * network sees it and what it reads.
 */
struct _FoveaPictureDialog
{
  AdwWindow parent_instance;
  FoveaCropArea *area;
  FoveaPicture *seen;
  GtkLabel *answer;
  GtkLabel *built_in;
  GtkDropDown *mode;
  GtkSwitch *invert;

  FoveaSession *session;
  GdkPixbuf *pixbuf;
  FvShape shape;
  guint8 *pixels; /* [shape] */
};

G_DEFINE_FINAL_TYPE (FoveaPictureDialog, fovea_picture_dialog, ADW_TYPE_WINDOW)

static const struct
{
  FvPrepareMode mode;
  const char *title;
} modes[] = {
  { FV_PREPARE_INK, N_ ("Cut to the ink, as digits are") },
  { FV_PREPARE_FILL, N_ ("Fill: the middle of it") },
  { FV_PREPARE_FIT, N_ ("Fit: all of it") },
};

static void
say (FoveaPictureDialog *self)
{
  g_autofree char *text = fovea_answer_text (self->session, self->pixels);
  g_autofree char *built_in = fovea_session_takes_drawings (self->session)
                                  ? fovea_answer_built_in (self->session, self->pixels)
                                  : g_strdup ("");

  gtk_label_set_label (self->answer, text);
  gtk_label_set_label (self->built_in, built_in);
  gtk_widget_set_visible (GTK_WIDGET (self->built_in), *built_in != '\0');
}

static void
update (FoveaPictureDialog *self)
{
  FvPrepare how
      = { .crop = fovea_crop_area_get_box (self->area), .invert = gtk_switch_get_active (self->invert) };
  guint selected = gtk_drop_down_get_selected (self->mode);

  if (self->pixbuf == NULL || selected >= G_N_ELEMENTS (modes))
    return;
  how.mode = modes[selected].mode;
  if (fv_prepare_pixels (self->pixbuf, how, self->shape, self->pixels))
    {
      fovea_picture_set_pixels (self->seen, self->shape, self->pixels);
      say (self);
    }
}

/* It is read anew as training goes on. */
static void
on_changed (FoveaPictureDialog *self, guint changes)
{
  if (!fv_shape_equal (fv_network_shape (fovea_session_get_network (self->session), 0), self->shape))
    gtk_window_close (GTK_WINDOW (self));
  else if (changes & FOVEA_CHANGE_SNAPSHOT)
    say (self);
}

static void
on_look (FoveaPictureDialog *self)
{
  fovea_session_set_picture (self->session, self->shape, self->pixels);
  gtk_window_close (GTK_WINDOW (self));
}

/* What is done to the window is done here: its actions are not this one's. */
static gboolean
on_paste_key (GtkWidget *widget, GVariant *args, gpointer data)
{
  GtkWindow *parent = gtk_window_get_transient_for (GTK_WINDOW (widget));

  return parent != NULL && gtk_widget_activate_action (GTK_WIDGET (parent), "win.paste", NULL);
}

static void
fovea_picture_dialog_finalize (GObject *object)
{
  FoveaPictureDialog *self = FOVEA_PICTURE_DIALOG (object);

  g_clear_object (&self->session);
  g_clear_object (&self->pixbuf);
  g_free (self->pixels);
  G_OBJECT_CLASS (fovea_picture_dialog_parent_class)->finalize (object);
}

static void
fovea_picture_dialog_class_init (FoveaPictureDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = fovea_picture_dialog_finalize;
  g_type_ensure (FOVEA_TYPE_CROP_AREA);
  g_type_ensure (FOVEA_TYPE_PICTURE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/io/github/fovea/Fovea/ui/fovea-picture-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, FoveaPictureDialog, area);
  gtk_widget_class_bind_template_child (widget_class, FoveaPictureDialog, seen);
  gtk_widget_class_bind_template_child (widget_class, FoveaPictureDialog, answer);
  gtk_widget_class_bind_template_child (widget_class, FoveaPictureDialog, built_in);
  gtk_widget_class_bind_template_child (widget_class, FoveaPictureDialog, mode);
  gtk_widget_class_bind_template_child (widget_class, FoveaPictureDialog, invert);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, on_look);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_v, GDK_CONTROL_MASK, on_paste_key, NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
fovea_picture_dialog_init (FoveaPictureDialog *self)
{
  g_autoptr (GtkStringList) titles = gtk_string_list_new (NULL);

  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (modes); i++)
    gtk_string_list_append (titles, _ (modes[i].title));
  gtk_drop_down_set_model (self->mode, G_LIST_MODEL (titles));
}

/**
 * fovea_picture_dialog_set_pixbuf:
 * @pixbuf: another picture, in the place of the one there is
 */
void
fovea_picture_dialog_set_pixbuf (FoveaPictureDialog *self, GdkPixbuf *pixbuf)
{
  g_set_object (&self->pixbuf, pixbuf);
  fovea_crop_area_set_pixbuf (self->area, pixbuf);
}

/**
 * fovea_picture_dialog_new:
 *
 * Returns: (transfer none): a window over @parent, not yet shown
 */
GtkWidget *
fovea_picture_dialog_new (GtkWindow *parent, FoveaSession *session, GdkPixbuf *pixbuf)
{
  FoveaPictureDialog *self = g_object_new (FOVEA_TYPE_PICTURE_DIALOG, "transient-for", parent, NULL);

  self->session = g_object_ref (session);
  self->shape = fv_network_shape (fovea_session_get_network (session), 0);
  self->pixels = g_malloc (fv_shape_size (self->shape));
  /* Only digits are cut to their ink. */
  gtk_drop_down_set_selected (self->mode, fovea_session_takes_drawings (session) ? 0 : 1);
  g_signal_connect_object (session, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  fovea_picture_dialog_set_pixbuf (self, pixbuf);
  gtk_window_set_focus (GTK_WINDOW (self),
                        GTK_WIDGET (self->area)); /* the keys cut at once, Return looks at it */
  return GTK_WIDGET (self);
}
