/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-matters.h"
#include "fovea-picture.h"
#include "fovea-style.h"
#include "fovea-work.h"
#include "fv-number.h"
#include "fv-palette.h"
#include "fv-saliency.h"

#include <glib/gi18n.h>
#include <math.h>

/* px of a picture; pixels that are covered at once; how dark the picture stays under its map. */
#define SIDE    140
#define COVERED 5
#define UNDER   0.35

/**
 * FoveaMatters:
 *
 * Which part of the picture in the network a cell hangs on: three answers, each as a map over the picture.
 */

typedef enum
{
  GRADIENT,
  TIMES_INPUT,
  OCCLUSION,
  N_MAPS,
} Map;

static const struct
{
  const char *title;
  const char *explanation;
} maps[] = {
  { N_ ("Gradient"), N_ ("how n follows each pixel") },
  { N_ ("Gradient × Input"), N_ ("what each pixel adds to n") },
  { N_ ("Covered"), N_ ("how much n falls when a square is covered") },
};

struct _FoveaMatters
{
  GtkBox parent_instance;
  FoveaPicture *pictures[N_MAPS];
  GtkLabel *labels[N_MAPS];
  GtkProgressBar *bar;
  GtkLabel *nothing;
  FoveaWork *work;
};

G_DEFINE_FINAL_TYPE (FoveaMatters, fovea_matters, GTK_TYPE_BOX)

typedef struct
{
  FvParameters *parameters;
  FvCell cell;
  FvShape shape;
  guint8 *pixels;
  double *values[N_MAPS]; /* [input shape]; of the last [rows][cols] */
} Looking;

static void
looking_free (gpointer data)
{
  Looking *job = data;

  for (guint i = 0; i < N_MAPS; i++)
    g_free (job->values[i]);
  g_free (job->pixels);
  fv_parameters_unref (job->parameters);
  g_free (job);
}

/* Of several planes the sum is shown: one pixel, one answer. */
static void
add_planes (double *values, FvShape shape)
{
  gsize area = fv_shape_area (shape);

  for (guint map = 1; map < shape.maps; map++)
    for (gsize i = 0; i < area; i++)
      values[i] += values[map * area + i];
}

static gboolean
look (gpointer data, FoveaProgress *progress)
{
  Looking *job = data;
  /* No ink, or where there are colours, grey. */
  guint8 grey = job->shape.maps == 1 ? 0 : 128;

  for (guint i = 0; i < N_MAPS; i++)
    job->values[i] = g_new (double, fv_shape_size (job->shape));
  fv_saliency_gradient (job->parameters, job->pixels, job->cell, job->values[GRADIENT]);
  fv_saliency_gradient_times_input (job->parameters, job->pixels, job->cell, job->values[TIMES_INPUT]);
  add_planes (job->values[GRADIENT], job->shape);
  add_planes (job->values[TIMES_INPUT], job->shape);
  return fv_saliency_occlusion (job->parameters, job->pixels, job->cell, COVERED, grey,
                                job->values[OCCLUSION], fovea_progress_tell, progress);
}

/* The picture faint on paper, and the map's colours over it, the stronger the larger the number. */
static void
overlay (const Looking *job, const double *values, double scale, guint8 *out)
{
  FvStyle style = fovea_style_now ();
  gsize area = fv_shape_area (job->shape);

  for (gsize i = 0; i < area; i++)
    {
      double ink = 0, share = scale > 0 ? sqrt (MIN (fabs (values[i]) / scale, 1)) : 0;
      FvColor over
          = fv_palette_color (fv_palette_pixel (FV_PALETTE_ACTIVATION, style.dark, values[i], scale));
      double paper[3] = { style.scene.red, style.scene.green, style.scene.blue };
      double text[3] = { style.text.red, style.text.green, style.text.blue };
      double map[3] = { over.red, over.green, over.blue };

      for (guint plane = 0; plane < job->shape.maps; plane++)
        ink += job->pixels[plane * area + i] / 255.0 / job->shape.maps;
      for (guint k = 0; k < 3; k++)
        {
          double under = paper[k] + UNDER * ink * (text[k] - paper[k]);

          out[k * area + i] = (guint8)(255 * (under + share * (map[k] - under)) + 0.5);
        }
    }
}

static void
show_map (FoveaMatters *self, const Looking *job, Map nth)
{
  gsize area = fv_shape_area (job->shape);
  double scale = fv_palette_scale_doubles (job->values[nth], area);
  g_autofree guint8 *pixels = g_new (guint8, 3 * area);
  g_autofree char *end = fv_number_short (scale, 3, FALSE);
  /* Translators: the largest number of a map */
  g_autofree char *text = g_strdup_printf (_ ("up to ±%s"), end);

  overlay (job, job->values[nth], scale, pixels);
  fovea_picture_set_pixels (self->pictures[nth], (FvShape){ 3, job->shape.rows, job->shape.cols }, pixels);
  gtk_label_set_label (self->labels[nth], text);
}

static void
on_looked (GtkWidget *owner, gpointer data, gboolean fine)
{
  for (guint i = 0; i < N_MAPS && fine; i++)
    show_map (FOVEA_MATTERS (owner), data, (Map)i);
}

void
fovea_matters_open (FoveaMatters *self, FvParameters *parameters, FvCell cell, const guint8 *pixels)
{
  Looking *job;

  fovea_matters_close (self);
  gtk_widget_set_visible (GTK_WIDGET (self->nothing), pixels == NULL);
  if (pixels == NULL)
    return;
  job = g_new0 (Looking, 1);
  job->parameters = fv_parameters_ref (parameters);
  job->cell = cell;
  job->shape = fv_network_shape (fv_parameters_network (parameters), 0);
  job->pixels = g_memdup2 (pixels, fv_shape_size (job->shape));
  fovea_work_start (&self->work, GTK_WIDGET (self), self->bar, look, job, looking_free, on_looked);
}

void
fovea_matters_close (FoveaMatters *self)
{
  fovea_work_stop (&self->work);
  for (guint i = 0; i < N_MAPS; i++)
    {
      fovea_picture_set_pixels (self->pictures[i], (FvShape){ 0 }, NULL);
      gtk_label_set_label (self->labels[i], "");
    }
}

static void
fovea_matters_dispose (GObject *object)
{
  fovea_work_stop (&FOVEA_MATTERS (object)->work);
  G_OBJECT_CLASS (fovea_matters_parent_class)->dispose (object);
}

static void
fovea_matters_class_init (FoveaMattersClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = fovea_matters_dispose;
}

static GtkLabel *
add_label (GtkWidget *box, const char *text, const char *class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 18);
  gtk_widget_add_css_class (label, class);
  gtk_box_append (GTK_BOX (box), label);
  return GTK_LABEL (label);
}

static void
add_map (FoveaMatters *self, GtkWidget *row, Map nth)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  add_label (box, _ (maps[nth].title), "heading");
  self->pictures[nth] = FOVEA_PICTURE (fovea_picture_new (SIDE));
  fovea_picture_set_label (self->pictures[nth], _ (maps[nth].title));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->pictures[nth]));
  self->labels[nth] = add_label (box, "", "numeric");
  add_label (box, _ (maps[nth].explanation), "caption");
  gtk_box_append (GTK_BOX (row), box);
}

static void
fovea_matters_init (FoveaMatters *self)
{
  GtkWidget *row = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self), GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 8);
  for (guint i = 0; i < N_MAPS; i++)
    add_map (self, row, (Map)i);
  gtk_box_append (GTK_BOX (self), row);
  self->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_widget_set_visible (GTK_WIDGET (self->bar), FALSE);
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->bar));
  self->nothing = GTK_LABEL (gtk_label_new (_ ("No picture is in the network.")));
  gtk_box_append (GTK_BOX (self), GTK_WIDGET (self->nothing));
}
