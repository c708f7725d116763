/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-window-private.h"
#include "fv-animation.h"
#include "fv-error.h"
#include "fv-number.h"

#include <glib/gi18n.h>
#include <math.h>

/* Pictures of what is seen: to a file, or to the clipboard. */

/* A picture in the clipboard has so many pixels for one of the window. */
#define COPY_SCALE 2

static const struct
{
  const char *id;
  const char *title;
  double width; /* px; 0: as the scene likes it, or the window has it */
  double height;
  double text_scale;
} sizes[] = {
  { "usual", N_ ("As figures usually are"), 0, 0, 1 },
  { "window", N_ ("As in the window"), 0, 0, 1 },
  { "slide", N_ ("1920×1080, for a slide"), 1920, 1080, 1.5 },
  { "poster", N_ ("3840×2160, for a poster"), 3840, 2160, 3 },
};

static FoveaCanvas *
find_canvas (GtkWidget *root)
{
  FoveaCanvas *found = FOVEA_IS_CANVAS (root) ? FOVEA_CANVAS (root) : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child) && gtk_widget_get_child_visible (child))
      found = find_canvas (child);
  return found;
}

/* Of several pictures in a view the one that has the focus is meant, else the first. */
static FoveaCanvas *
meant_canvas (FoveaWindow *self)
{
  GtkWidget *view = adw_view_stack_get_visible_child (self->stack);
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (focus != NULL && FOVEA_IS_CANVAS (focus) && gtk_widget_is_ancestor (focus, view)
      && gtk_widget_get_child_visible (focus))
    return FOVEA_CANVAS (focus);
  return find_canvas (view);
}

/* What the view shows, on paper: nothing is pointed at, and light. */
static void
fill (FoveaWindow *self, FoveaCanvas *canvas, FvSceneInput *out)
{
  fovea_session_fill (self->session, out);
  if (g_str_equal (fovea_canvas_get_scene (canvas), "detail"))
    fovea_session_fill_detail (self->session, out);
  fovea_canvas_fill_in (canvas, out);
  out->style = fv_style_light ();
}

/* Which network, which sample, which moment; g_free(). */
static char *
caption_of (FoveaWindow *self, const char *scene, const FvSceneInput *input)
{
  g_autofree char *batches = fv_number_count (input->batch);
  g_autofree char *picture = NULL;
  guint sample;

  if (g_str_equal (scene, "confusion") && input->judgement != NULL)
    {
      g_autofree char *read_at = fv_number_count (fv_judgement_batch (input->judgement));

      /* Translators: below a figure: a network, and how long it was trained before it read the test set. */
      return g_strdup_printf (_ ("%s · the test set after %s batches"), fv_network_text (input->network),
                              read_at);
    }
  if (fovea_session_get_training_sample (self->session, &sample))
    /* Translators: %u counts the pictures of the training set from 0. */
    picture = g_strdup_printf (_ ("training picture %u"), sample);
  else if (fovea_session_has_drawing (self->session))
    picture = g_strdup (_ ("a drawing"));
  else
    /* Translators: %u counts the pictures of the test set from 0. */
    picture = g_strdup_printf (_ ("test picture %u"), fovea_session_get_sample (self->session));

  /* Translators: below a figure: a network, a picture, and how long it was trained. */
  return g_strdup_printf (_ ("%s · %s · %s batches"), fv_network_text (input->network), picture, batches);
}

static guint
size_nth (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    if (g_strcmp0 (sizes[i].id, id) == 0)
      return i;
  return 0;
}

static void
size_of (FoveaCanvas *canvas, const FvSceneType *type, guint size, double *width, double *height)
{
  *width = sizes[size].width;
  *height = sizes[size].height;
  if (sizes[size].width > 0)
    return;
  *width = type->export_width;
  *height = type->export_height;
  if (!g_str_equal (sizes[size].id, "window"))
    return;
  *width = MAX (gtk_widget_get_width (GTK_WIDGET (canvas)), 64);
  *height = MAX (gtk_widget_get_height (GTK_WIDGET (canvas)), 64);
}

/**
 * fovea_window_export:
 * @path: ends in .png, .svg or .pdf
 * @size: the name of a size; %NULL for the usual one
 *
 * Saves the view that is seen as a figure, with a caption.
 */
gboolean
fovea_window_export (FoveaWindow *self, const char *path, const char *size, GError **error)
{
  FoveaCanvas *canvas = meant_canvas (self);
  const FvSceneType *type = fv_scene_type_from_name (fovea_canvas_get_scene (canvas));
  g_autofree char *caption = NULL;
  double width, height;
  FvSceneInput input;
  guint nth = size_nth (size);

  fill (self, canvas, &input);
  caption = caption_of (self, type->name, &input);
  input.caption = caption;
  input.style.text_scale = sizes[nth].text_scale;
  size_of (canvas, type, nth, &width, &height);
  return fv_scene_export (type, &input, width, height, path, error);
}

static const struct
{
  const char *id;
  const char *title;
} motions[] = {
  { "none", N_ ("None") },
  { "training", N_ ("Over training") },
  { "window", N_ ("The window going over its map") },
};

/* id_of and title_of (nth), NULL past the end; the first is chosen. */
static void
add_choices (GtkFileChooser *chooser, const char *name, const char *title, const char *(*id_of) (guint nth),
             const char *(*title_of) (guint nth))
{
  g_autoptr (GPtrArray) ids = g_ptr_array_new (), titles = g_ptr_array_new ();

  for (guint i = 0; id_of (i) != NULL; i++)
    {
      g_ptr_array_add (ids, (char *)id_of (i));
      g_ptr_array_add (titles, (char *)_ (title_of (i)));
    }
  g_ptr_array_add (ids, NULL);
  g_ptr_array_add (titles, NULL);
  gtk_file_chooser_add_choice (chooser, name, title, (const char **)ids->pdata, (const char **)titles->pdata);
  gtk_file_chooser_set_choice (chooser, name, ids->pdata[0]);
}

static const char *
motion_id (guint nth)
{
  return nth < G_N_ELEMENTS (motions) ? motions[nth].id : NULL;
}

static const char *
motion_title (guint nth)
{
  return motions[nth].title;
}

static const char *
size_id (guint nth)
{
  return nth < G_N_ELEMENTS (sizes) ? sizes[nth].id : NULL;
}

static const char *
size_title (guint nth)
{
  return sizes[nth].title;
}

/* What stands at the cursor, or what was learned, is in these; the others show training by themselves. */
static gboolean
can_move (const FvSceneType *type)
{
  static const char *const names[] = { "network", "detail", "kernels", "kernel", NULL };

  return g_strv_contains (names, type->name);
}

/**
 * fovea_window_export_film:
 * @path: ends in .webp, or .png for a file a picture; where it ends otherwise, .webp takes that place
 * @motion: "training" or "window"
 *
 * Begins to save the view that is seen as a picture that moves.
 */
void
fovea_window_export_film (FoveaWindow *self, const char *path, const char *size, const char *motion)
{
  FoveaCanvas *canvas = meant_canvas (self);
  const FvSceneType *type = fv_scene_type_from_name (fovea_canvas_get_scene (canvas));
  const char *dot = strrchr (path, '.');
  g_autofree char *other
      = fv_animation_can (path, NULL)
            ? g_strdup (path)
            : g_strdup_printf ("%.*s.webp", dot != NULL ? (int)(dot - path) : (int)strlen (path), path);
  g_autofree char *caption = NULL;
  double width, height;
  FvSceneInput input;
  guint nth = size_nth (size);

  fill (self, canvas, &input);
  caption = caption_of (self, type->name, &input);
  input.caption = caption;
  input.style.text_scale = sizes[nth].text_scale;
  size_of (canvas, type, nth, &width, &height);
  fovea_window_film (self, type, &input, width, height, g_str_equal (motion, "training"), other);
}

static void
save_figure (FoveaWindow *self, GFile *file, const char *size)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *name = g_file_get_basename (file);
  g_autofree char *sentence = NULL;
  g_autoptr (GError) error = NULL;

  if (path == NULL)
    sentence = g_strdup_printf (_ ("“%s” is not on this computer: choose a folder that is."), name);
  else if (fovea_window_export (self, path, size, &error))
    sentence = g_strdup_printf (_ ("The figure is saved as “%s”."), name);
  else
    sentence = g_strdup_printf (_ ("“%s” is not saved: %s"), name, error->message);
  fovea_window_say (self, sentence);
}

static void
save_chosen (FoveaWindow *self, GtkFileChooser *chooser, GFile *file)
{
  const char *size = gtk_file_chooser_get_choice (chooser, "size");
  const char *motion = gtk_file_chooser_get_choice (chooser, "motion");
  g_autofree char *path = g_file_get_path (file);

  if (motion != NULL && !g_str_equal (motion, "none") && path != NULL)
    fovea_window_export_film (self, path, size, motion);
  else
    save_figure (self, file, size);
}

static void
on_response (FoveaWindow *self, int response, GtkNativeDialog *dialog)
{
  if (response == GTK_RESPONSE_ACCEPT)
    {
      g_autoptr (GFile) file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (dialog));

      save_chosen (self, GTK_FILE_CHOOSER (dialog), file);
    }
  g_clear_object (&self->chooser);
}

static void
add_kinds (GtkFileChooser *chooser)
{
  static const struct
  {
    const char *title;
    const char *pattern[2];
  } kinds[] = {
    { N_ ("Figures (PNG, SVG, PDF)"), { NULL } },         { N_ ("Pixels (*.png)"), { "*.png" } },
    { N_ ("Drawings for the Web (*.svg)"), { "*.svg" } }, { N_ ("Drawings for Print (*.pdf)"), { "*.pdf" } },
    { N_ ("Animations (*.webp)"), { "*.webp" } },         { N_ ("Tables (*.csv)"), { "*.csv" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

      gtk_file_filter_set_name (filter, _ (kinds[i].title));
      for (guint k = 1; k < G_N_ELEMENTS (kinds); k++)
        if (i == 0 || i == k)
          gtk_file_filter_add_pattern (filter, kinds[k].pattern[0]);
      gtk_file_chooser_add_filter (chooser, filter);
    }
}

static void
export_view (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaWindow *self = FOVEA_WINDOW (widget);
  g_autofree char *file = g_strdup_printf ("%s.svg", fovea_canvas_get_scene (meant_canvas (self)));

  g_clear_object (&self->chooser);
  self->chooser = gtk_file_chooser_native_new (_ ("Export a Figure"), GTK_WINDOW (self),
                                               GTK_FILE_CHOOSER_ACTION_SAVE, NULL, NULL);
  gtk_native_dialog_set_modal (GTK_NATIVE_DIALOG (self->chooser), TRUE);
  add_kinds (GTK_FILE_CHOOSER (self->chooser));
  add_choices (GTK_FILE_CHOOSER (self->chooser), "size", _ ("Size"), size_id, size_title);
  if (can_move (fv_scene_type_from_name (fovea_canvas_get_scene (meant_canvas (self)))))
    add_choices (GTK_FILE_CHOOSER (self->chooser), "motion", _ ("Motion"), motion_id, motion_title);
  gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (self->chooser), file);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (on_response), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* The scene as pixels; the texture keeps them. */
static GdkTexture *
picture_of (const FvSceneType *type, const FvSceneInput *input, double width, double height)
{
  int cols = (int)ceil (COPY_SCALE * width), rows = (int)ceil (COPY_SCALE * height);
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_RGB24, cols, rows);
  g_autoptr (FvScene) scene = fv_scene_new (type, input, width, height);
  g_autoptr (GdkPixbuf) pixbuf = NULL;
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, COPY_SCALE, COPY_SCALE);
  cr = cairo_create (surface);
  fv_scene_paint (scene, input, cr);
  cairo_destroy (cr);
  pixbuf = gdk_pixbuf_get_from_surface (surface, 0, 0, cols, rows);
  cairo_surface_destroy (surface);
  return pixbuf != NULL ? gdk_texture_new_for_pixbuf (pixbuf) : NULL;
}

/* Who pastes takes what fits: a picture, or the number at the cursor in words. */
static void
copy (GtkWidget *widget, const char *name, GVariant *parameter)
{
  FoveaWindow *self = FOVEA_WINDOW (widget);
  FoveaCanvas *canvas = meant_canvas (self);
  const FvSceneType *type = fv_scene_type_from_name (fovea_canvas_get_scene (canvas));
  g_autoptr (GdkTexture) texture = NULL;
  g_autoptr (GdkContentProvider) both = NULL;
  g_autofree char *text = NULL;
  GdkContentProvider *parts[2];
  double width, height;
  FvSceneInput input;

  fill (self, canvas, &input);
  size_of (canvas, type, 1, &width, &height);
  texture = picture_of (type, &input, width, height);
  text = fv_scene_copy_text (type, &input);
  if (texture == NULL || text == NULL)
    return;
  parts[0] = gdk_content_provider_new_typed (GDK_TYPE_TEXTURE, texture);
  parts[1] = gdk_content_provider_new_typed (G_TYPE_STRING, text);
  both = gdk_content_provider_new_union (parts, G_N_ELEMENTS (parts));
  gdk_clipboard_set_content (gtk_widget_get_clipboard (widget), both);
  fovea_window_say (self, type->table != NULL ? _ ("Picture and table are copied.")
                                              : _ ("Picture and number are copied."));
}

void
fovea_window_add_export_actions (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "win.export", NULL, export_view);
  gtk_widget_class_install_action (klass, "win.copy", NULL, copy);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_e, GDK_CONTROL_MASK, "win.export", NULL);
  gtk_widget_class_add_binding_action (klass, GDK_KEY_c, GDK_CONTROL_MASK, "win.copy", NULL);
}
