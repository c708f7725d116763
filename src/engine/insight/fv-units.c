/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-units.h"

#include <math.h>

#include "fv-ablation.h"

/* A part of the whole work. */
typedef struct
{
  FvProgressFunc progress;
  gpointer data;
  double from, to;
} Part;

static gboolean
tell_part (double fraction, gpointer data)
{
  const Part *part = data;

  return part->progress == NULL
         || part->progress (part->from + fraction * (part->to - part->from), part->data);
}

static void
measure_norms (FvUnits *self, FvParameters *parameters)
{
  const FvLayer *layer = fv_network_layer (fv_parameters_network (parameters), self->layer);
  const float *weights = fv_parameters_weights (parameters, self->layer);
  gsize each = layer->n_weights / self->n_units;

  if (layer->n_weights == 0)
    return;
  self->norms = g_new (double, self->n_units);
  for (guint unit = 0; unit < self->n_units; unit++)
    {
      double sum = 0;

      for (gsize i = 0; i < each; i++)
        sum += (double)weights[unit * each + i] * (double)weights[unit * each + i];
      self->norms[unit] = sqrt (sum);
    }
}

FvUnits *
fv_units_new (FvParameters *parameters, const FvDataset *set, guint count, guint layer,
              FvProgressFunc progress, gpointer data)
{
  FvNetwork *network = fv_parameters_network (parameters);
  g_autoptr (FvUnits) self = g_new0 (FvUnits, 1);
  gboolean is_last = layer == fv_network_depth (network);
  Part first = { progress, data, 0, 1 }, second = { progress, data, 0, 1 };

  self->layer = layer;
  self->count = count;
  self->n_units = fv_network_shape (network, layer).maps;
  self->reports = g_new0 (FvUnitReport, self->n_units);
  /* One pass through the network here is a pass for every unit there. */
  first.to = second.from = is_last ? 1 : 1.0 / (self->n_units + 1);
  if (!fv_twins_report (parameters, set, count, layer, self->reports, tell_part, &first))
    return NULL;
  measure_norms (self, parameters);
  if (is_last)
    return g_steal_pointer (&self);
  self->without = g_new0 (double, self->n_units);
  if (!fv_ablation_measure (parameters, set, count, layer, &self->whole, self->without, tell_part, &second))
    return NULL;
  return g_steal_pointer (&self);
}

void
fv_units_free (FvUnits *self)
{
  if (self == NULL)
    return;
  g_free (self->reports);
  g_free (self->without);
  g_free (self->norms);
  g_free (self);
}

static void
add_number (GString *out, double value)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append_printf (out, ",%s", g_ascii_formatd (text, sizeof text, "%.9g", value));
}

static const char *
state_name (const FvUnitReport *report)
{
  if (report->state == FV_UNIT_DEAD)
    return "dead";
  return report->state == FV_UNIT_SATURATED ? "saturated" : "lively";
}

char *
fv_units_to_csv (const FvUnits *self)
{
  GString *out = g_string_new ("unit,state,mean,saturated,twin,likeness");

  if (self->norms != NULL)
    g_string_append (out, ",norm");
  if (self->without != NULL)
    g_string_append (out, ",accuracy_without,difference");
  g_string_append_c (out, '\n');
  for (guint unit = 0; unit < self->n_units; unit++)
    {
      const FvUnitReport *report = &self->reports[unit];

      g_string_append_printf (out, "%u,%s", unit + 1, state_name (report));
      add_number (out, report->mean);
      add_number (out, report->saturated);
      if (report->twin == G_MAXUINT)
        g_string_append (out, ",");
      else
        g_string_append_printf (out, ",%u", report->twin + 1);
      add_number (out, report->likeness);
      if (self->norms != NULL)
        add_number (out, self->norms[unit]);
      if (self->without != NULL)
        {
          add_number (out, self->without[unit]);
          add_number (out, self->without[unit] - self->whole);
        }
      g_string_append_c (out, '\n');
    }
  return g_string_free (out, FALSE);
}
