/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-unit-item.h"
#include "fv-number.h"

#include <glib/gi18n.h>
#include <math.h>

/**
 * FoveaUnitItem:
 *
 * A row of the table of units.
 */
struct _FoveaUnitItem
{
  GObject parent_instance;
  guint unit;
  char *name; /* "C3 map 4" */
  guint count;
  FvUnitReport report;
  double norm, without, whole; /* NaN: there is none */
  gboolean frozen;
};

static guint text_changed;

G_DEFINE_FINAL_TYPE (FoveaUnitItem, fovea_unit_item, G_TYPE_OBJECT)

static void
fovea_unit_item_finalize (GObject *object)
{
  g_free (FOVEA_UNIT_ITEM (object)->name);
  G_OBJECT_CLASS (fovea_unit_item_parent_class)->finalize (object);
}

static void
fovea_unit_item_class_init (FoveaUnitItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = fovea_unit_item_finalize;
  text_changed = g_signal_new ("text-changed", FOVEA_TYPE_UNIT_ITEM, G_SIGNAL_RUN_FIRST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
fovea_unit_item_init (FoveaUnitItem *self)
{
}

FoveaUnitItem *
fovea_unit_item_new (const FvUnits *units, guint unit, const FvNetwork *network)
{
  FoveaUnitItem *self = g_object_new (FOVEA_TYPE_UNIT_ITEM, NULL);
  g_autofree char *layer = fv_layer_short_name (fv_network_layer (network, units->layer));
  gboolean is_map = fv_shape_area (fv_network_shape (network, units->layer)) > 1;

  self->unit = unit;
  /* Translators: a layer as "C3", and the number of one of its maps */
  self->name = g_strdup_printf (is_map ? _ ("%s map %u")
                                       /* Translators: a layer as "F5", and the number of one of its units */
                                       : _ ("%s unit %u"),
                                layer, unit + 1);
  self->count = units->count;
  self->report = units->reports[unit];
  self->norm = units->norms != NULL ? units->norms[unit] : NAN;
  self->without = units->without != NULL ? units->without[unit] : NAN;
  self->whole = units->whole;
  return self;
}

guint
fovea_unit_item_get_unit (FoveaUnitItem *self)
{
  return self->unit;
}

gboolean
fovea_unit_item_get_frozen (FoveaUnitItem *self)
{
  return self->frozen;
}

void
fovea_unit_item_set_frozen (FoveaUnitItem *self, gboolean frozen)
{
  if (self->frozen == frozen)
    return;
  self->frozen = frozen;
  g_signal_emit (self, text_changed, 0);
}

const char *
fovea_unit_column_title (FoveaUnitColumn column)
{
  static const char *const titles[] = { N_ ("Unit"),       N_ ("State"),
                                        N_ ("‖θ‖"),        N_ ("Accuracy Without It"),
                                        N_ ("Difference"), N_ ("Frozen") };

  return titles[column];
}

static char *
twin_text (const FvUnitReport *report)
{
  g_autofree char *likeness = fv_number_fixed (report->likeness, 2, FALSE);

  if (report->likeness < 0)
    /* Translators: a unit that is always the opposite of another; how alike they are */
    return g_strdup_printf (_ ("mirror of unit %u (%s)"), report->twin + 1, likeness);
  /* Translators: a unit that says the same as another; how alike they are */
  return g_strdup_printf (_ ("twin of unit %u (%s)"), report->twin + 1, likeness);
}

static char *
state_text (FoveaUnitItem *self)
{
  const FvUnitReport *report = &self->report;
  g_autofree char *value = NULL;

  if (report->state == FV_UNIT_DEAD)
    {
      value = fv_number_short (report->mean, 3, FALSE);
      /* Translators: of a unit whose value is always the same */
      return g_strdup_printf (_ ("dead: always %s"), value);
    }
  if (report->state == FV_UNIT_SATURATED)
    {
      value = fv_number_percent (report->saturated, 0);
      return g_strdup_printf (_ ("saturated: %s of its values"), value);
    }
  if (fv_unit_report_is_twin (*report))
    return twin_text (report);
  return g_strdup ("");
}

char *
fovea_unit_item_text (FoveaUnitItem *self, FoveaUnitColumn column)
{
  double key = fovea_unit_item_key (self, column);

  if (column == FOVEA_UNIT_STATE)
    return state_text (self);
  if (column == FOVEA_UNIT_NUMBER)
    return g_strdup_printf ("%u", self->unit + 1);
  if (column == FOVEA_UNIT_FROZEN)
    return g_strdup (self->frozen ? _ ("frozen") : "");
  if (isnan (key))
    return g_strdup ("–");
  if (column == FOVEA_UNIT_NORM)
    return fv_number_short (key, 4, FALSE);
  if (column == FOVEA_UNIT_WITHOUT)
    return fv_number_percent (key, 1);
  {
    g_autofree char *points = fv_number_fixed (100 * key, 1, TRUE);

    /* Translators: a difference of two percentages */
    return g_strdup_printf (_ ("%s points"), points);
  }
}

static double
amiss (const FvUnitReport *report)
{
  if (report->state == FV_UNIT_DEAD)
    return 3;
  if (report->state == FV_UNIT_SATURATED)
    return 1 + report->saturated;
  return fv_unit_report_is_twin (*report) ? fabs (report->likeness) : 0;
}

double
fovea_unit_item_key (FoveaUnitItem *self, FoveaUnitColumn column)
{
  switch (column)
    {
    case FOVEA_UNIT_STATE:
      return -amiss (&self->report);
    case FOVEA_UNIT_NORM:
      return self->norm;
    case FOVEA_UNIT_WITHOUT:
      return self->without;
    case FOVEA_UNIT_DIFFERENCE:
      return self->without - self->whole;
    case FOVEA_UNIT_FROZEN:
      return !self->frozen;
    case FOVEA_UNIT_NUMBER:
    default:
      return self->unit;
    }
}

char *
fovea_unit_item_sentence (FoveaUnitItem *self)
{
  const FvUnitReport *report = &self->report;
  g_autofree char *count = fv_number_count (self->count), *value = NULL;

  if (report->state == FV_UNIT_DEAD)
    {
      value = fv_number_short (report->mean, 3, FALSE);
      /* Translators: a unit as "C3 map 4", its value, and how many pictures were looked at */
      return g_strdup_printf (_ ("%s is dead: %s for all %s test pictures."), self->name, value, count);
    }
  if (report->state == FV_UNIT_SATURATED)
    {
      value = fv_number_percent (report->saturated, 0);
      /* Translators: a unit as "C3 map 4", a percentage, and how many pictures were looked at */
      return g_strdup_printf (
          _ ("%s is saturated: %s of its values, over %s test pictures, are at an end of φ."), self->name,
          value, count);
    }
  if (!fv_unit_report_is_twin (*report))
    return NULL;
  value = twin_text (report);
  /* Translators: a unit as "C3 map 4", and "twin of unit 2 (0.99)" */
  return g_strdup_printf (_ ("%s is a %s."), self->name, value);
}
