/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <math.h>

#include "fv-network-paint.h"
#include "fv-number.h"
#include "fv-pen.h"
#include "fv-text.h"

/* The vanishing-gradient view: under each column how large its δ is, and how many of its units stop it. */

/* So many φ' are asked for at a time. */
#define CHUNK 64

static void
caption (const FvNetworkLayout *self, cairo_t *cr, FvAlign align, double x, double baseline, FvColor color,
         const char *text)
{
  fv_text_draw (cr, FV_TEXT_CAPTION, self->text_scale, align, x, baseline, color, text);
}

/* φ' at n, as what is left of 1. */
static void
derive (const FvActivation *activation, const double *n, const double *o, gsize count, double *out)
{
  double one[CHUNK];

  for (gsize i = 0; i < count; i++)
    one[i] = 1;
  activation->delta (n, o, one, count, out);
}

static gboolean
can_die (const FvActivation *activation)
{
  double n = -1, o, slope;

  if (!activation || activation->whole || activation->flat)
    return FALSE;
  activation->output (&n, 1, &o);
  derive (activation, &n, &o, 1, &slope);
  return slope == 0;
}

double
fv_network_dead_share (const FvTrace *trace, guint place)
{
  FvNetwork *network = fv_trace_network (trace);
  const FvActivation *activation = place > 0 ? fv_network_layer (network, place)->activation : NULL;
  gsize size = fv_shape_size (fv_network_shape (network, place)), dead = 0;
  double slopes[CHUNK];

  if (!can_die (activation))
    return -1;
  for (gsize i = 0; i < size; i += CHUNK)
    {
      gsize count = MIN (CHUNK, size - i);

      derive (activation, fv_trace_n (trace, place) + i, fv_trace_o (trace, place) + i, count, slopes);
      for (gsize j = 0; j < count; j++)
        dead += slopes[j] == 0;
    }
  return (double)dead / (double)size;
}

/* Whole decades around all finite rms δ above zero; FALSE if there is none. */
static gboolean
rms_decades (const FvNetworkLayout *self, const FvTrace *trace, int *low, int *high)
{
  double least = INFINITY, most = 0;

  for (guint i = 0; i < self->n_columns; i++)
    {
      double rms = fv_trace_rms_delta (trace, self->columns[i].place);
      if (!isfinite (rms) || rms <= 0)
        continue;
      least = MIN (least, rms);
      most = MAX (most, rms);
    }
  if (most == 0)
    return FALSE;
  *high = (int)ceil (log10 (most));
  /* The least bar keeps some height: a decade of its own below it. */
  *low = (int)floor (log10 (least) - 0.3);
  *high = MAX (*high, *low + 1);
  return TRUE;
}

/* "33 % sat.", "54 % dead"; NULL where φ does neither. */
static char *
share_text (const FvTrace *trace, guint place)
{
  double saturated = place > 0 ? fv_trace_saturated (trace, place) : -1;
  double dead = saturated < 0 ? fv_network_dead_share (trace, place) : -1;
  g_autofree char *percent = fv_number_percent (MAX (saturated, dead), 0);

  if (saturated >= 0)
    /* Translators: share of saturated units, as short as can be: "33 % sat." */
    return g_strdup_printf (_ ("%s sat."), percent);
  if (dead >= 0)
    /* Translators: share of units that pass no δ on, as short as can be: "54 % dead" */
    return g_strdup_printf (_ ("%s dead"), percent);
  return NULL;
}

static void
paint_bar (const FvNetworkLayout *self, guint nth, int low, int high, const FvSceneInput *input, cairo_t *cr)
{
  const FvNetworkColumn *column = &self->columns[nth];
  double rms = fv_trace_rms_delta (input->trace, column->place);
  double tall = self->rms_base - self->rms_top - 2, x = column->label_x + 12 + 5, height;
  double room = column->label_width - 17;
  g_autofree char *value = fv_number_power (rms), *share = share_text (input->trace, column->place);

  if (isfinite (rms) && rms > 0)
    {
      height = MAX (round (tall * (log10 (rms) - low) / (high - low)), 1);
      fv_pen_fill (cr, input->style.bar, column->label_x, self->rms_base - height, 12, height);
    }
  if (fv_text_width (FV_TEXT_CAPTION, self->text_scale, value) <= room)
    caption (self, cr, FV_ALIGN_LEFT, x, self->footer_baseline[0], input->style.text, value);
  if (share && fv_text_width (FV_TEXT_CAPTION, self->text_scale, share) <= room)
    caption (self, cr, FV_ALIGN_LEFT, x, self->footer_baseline[1], input->style.secondary, share);
}

void
fv_network_paint_rms (const FvNetworkLayout *self, const FvSceneInput *input, cairo_t *cr, int *low,
                      int *high)
{
  *low = -1;
  *high = 0;
  fv_pen_horizontal (cr, input->style.hairline, self->body.x - 2, self->rms_top, self->body.width + 4);
  fv_pen_horizontal (cr, input->style.hairline, self->body.x - 2, self->rms_base, self->body.width + 4);
  if (!input->trace)
    return;
  rms_decades (self, input->trace, low, high);
  for (guint i = 0; i < self->n_columns; i++)
    paint_bar (self, i, *low, *high, input, cr);
}
