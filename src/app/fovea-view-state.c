/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-view-state.h"
#include "fv-json.h"
#include "fv-layer.h"
#include "fv-record.h"

#include <math.h>

#define VERSION 1
/* A pen is as wide as that at most, and nobody draws farther out, in units of the paper. */
#define FARTHEST     1e4
#define MOST_STROKES 1000

void
fovea_view_state_clear (FoveaViewState *self)
{
  g_clear_pointer (&self->view, g_free);
  g_clear_pointer (&self->strokes, fv_strokes_free);
}

/* --- Writing --- */

static void
append_cursor (GString *out, const char *name, FvCursor cursor)
{
  g_string_append_printf (out, ",\"%s\":[%u,%u,%u,%u,%u,%u,%u]", name, (guint)cursor.direction, cursor.layer,
                          cursor.unit, cursor.input, cursor.row, cursor.col, cursor.term);
}

static void
append_boolean (GString *out, const char *name, gboolean value)
{
  g_string_append_printf (out, ",\"%s\":%s", name, value ? "true" : "false");
}

static void
append_text (GString *out, const char *name, const char *text)
{
  g_string_append_printf (out, ",\"%s\":", name);
  fv_json_append_string (out, text);
}

/* A tenth of a unit of the paper is finer than a hand. */
static void
append_stroke (GString *out, const FvPoint *points, guint n)
{
  g_string_append_c (out, '[');
  for (guint i = 0; i < n; i++)
    for (guint k = 0; k < 3; k++)
      {
        g_string_append (out, i + k > 0 ? "," : "");
        fv_json_append_number (out, round (10
                                           * (k == 0   ? points[i].x
                                              : k == 1 ? points[i].y
                                                       : points[i].width))
                                        / 10);
      }
  g_string_append_c (out, ']');
}

static void
append_strokes (GString *out, const FvStrokes *strokes)
{
  g_string_append (out, ",\"strokes\":[");
  for (guint i = 0; i < fv_strokes_count (strokes); i++)
    {
      guint n;
      const FvPoint *points = fv_strokes_nth (strokes, i, &n);

      g_string_append (out, i > 0 ? "," : "");
      append_stroke (out, points, n);
    }
  g_string_append_c (out, ']');
}

static void
append_pad (GString *out, const FoveaViewState *self, gboolean with_strokes)
{
  g_string_append_printf (out, ",\"pad\":{\"right\":%d,\"down\":%d", self->right, self->down);
  append_boolean (out, "visible", self->pad_visible);
  append_boolean (out, "normalised", self->normalised);
  if (self->strokes != NULL && with_strokes)
    append_strokes (out, self->strokes);
  g_string_append_c (out, '}');
}

static void
append_zoom (GString *out, const char *name, FoveaZoom zoom)
{
  const double numbers[] = { zoom.zoom, zoom.left, zoom.above };

  if (zoom.zoom <= 1)
    return;
  g_string_append_printf (out, ",\"%s\":[", name);
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_string_append (out, i > 0 ? "," : "");
      fv_json_append_number (out, numbers[i]);
    }
  g_string_append_c (out, ']');
}

static void
append_curves (GString *out, const FoveaViewState *self)
{
  g_string_append (out, ",\"curves\":{\"first\":");
  fv_json_append_number (out, self->first);
  g_string_append (out, ",\"last\":");
  fv_json_append_number (out, self->last);
  g_string_append (out, ",\"hidden\":[");
  for (guint i = 0; i < self->n_hidden; i++)
    g_string_append_printf (out, "%s%u", i > 0 ? "," : "", self->hidden[i]);
  g_string_append (out, "]}");
}

static void
append_looks (GString *out, const FoveaViewState *self)
{
  append_boolean (out, "reach", self->shows_reach);
  g_string_append_printf (out, ",\"kernels\":{\"shown\":%u", (guint)self->kernels.shown);
  append_boolean (out, "own_scale", self->kernels.own_scale);
  append_boolean (out, "as_applied", self->kernels.as_applied);
  g_string_append_printf (out, "},\"detail\":{\"rules\":%u", self->rules);
  append_boolean (out, "as_stored", self->as_stored);
  append_boolean (out, "hides_numbers", self->hides_numbers);
  g_string_append_c (out, '}');
}

static char *
to_text (const FoveaViewState *self, gboolean with_strokes)
{
  GString *out = g_string_new (NULL);
  g_autofree char *stop = fv_stop_rules_to_text (self->stop_rules);

  g_string_append_printf (out, "{\"version\":%u", VERSION);
  if (self->view != NULL)
    append_text (out, "view", self->view);
  append_cursor (out, "cursor", self->cursor);
  if (self->has_pin)
    append_cursor (out, "pin", self->pin);
  g_string_append_printf (out, ",\"granularity\":%u,\"sample\":%u", (guint)self->granularity, self->sample);
  append_boolean (out, "by_epoch", self->by_epoch);
  append_looks (out, self);
  append_zoom (out, "zoom_network", self->zoom_network);
  append_zoom (out, "zoom_detail", self->zoom_detail);
  append_curves (out, self);
  g_string_append (out, ",\"pace\":");
  fv_json_append_number (out, self->pace);
  append_text (out, "stop", stop);
  append_boolean (out, "strip", self->strip_visible);
  append_pad (out, self, with_strokes);
  g_string_append_c (out, '}');
  return g_string_free (out, FALSE);
}

char *
fovea_view_state_to_text (const FoveaViewState *self)
{
  char *text = to_text (self, TRUE);

  if (strlen (text) <= FV_RECORD_MAX_VIEW)
    return text;
  g_free (text);
  return to_text (self, FALSE);
}

/* --- Reading: what is not as it should be is passed over --- */

static void
read_boolean (const FvJson *json, const char *name, gboolean *out)
{
  *out = fv_json_boolean (fv_json_member (json, name), *out);
}

static void
read_guint (const FvJson *json, const char *name, guint max, guint *out)
{
  guint64 value;

  if (fv_json_unsigned (fv_json_member (json, name), max, &value))
    *out = (guint)value;
}

static void
read_int (const FvJson *json, const char *name, int farthest, int *out)
{
  double value = fv_json_number (fv_json_member (json, name), NAN);

  if (value >= -farthest && value <= farthest)
    *out = (int)value;
}

static gboolean
read_cursor (const FvJson *json, const char *name, FvCursor *out)
{
  const FvJson *array = fv_json_member (json, name);
  guint64 values[7];

  if (array == NULL || fv_json_length (array) != G_N_ELEMENTS (values))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    if (!fv_json_unsigned (fv_json_nth (array, i), i == 0 ? FV_UPDATE : G_MAXUINT, &values[i]))
      return FALSE;
  *out = (FvCursor){ .direction = (FvDirection)values[0],
                     .layer = (guint)values[1],
                     .unit = (guint)values[2],
                     .input = (guint)values[3],
                     .row = (guint)values[4],
                     .col = (guint)values[5],
                     .term = (guint)values[6] };
  return TRUE;
}

/* FALSE if a number is missing or out of all bounds. */
static gboolean
read_stroke (const FvJson *json, FvStrokes *out)
{
  guint n = fv_json_length (json);

  if (n == 0 || n % 3 != 0)
    return FALSE;
  fv_strokes_begin (out);
  for (guint i = 0; i < n; i += 3)
    {
      FvPoint point
          = { fv_json_number (fv_json_nth (json, i), NAN), fv_json_number (fv_json_nth (json, i + 1), NAN),
              fv_json_number (fv_json_nth (json, i + 2), NAN) };

      if (!(fabs (point.x) <= FARTHEST && fabs (point.y) <= FARTHEST && point.width > 0
            && point.width <= FARTHEST))
        return FALSE;
      fv_strokes_add (out, point);
    }
  return TRUE;
}

static void
read_strokes (const FvJson *json, FvStrokes **out)
{
  g_autoptr (FvStrokes) strokes = fv_strokes_new ();

  g_clear_pointer (out, fv_strokes_free);
  if (json == NULL || fv_json_length (json) == 0 || fv_json_length (json) > MOST_STROKES)
    return;
  for (guint i = 0; i < fv_json_length (json); i++)
    if (!read_stroke (fv_json_nth (json, i), strokes))
      return;
  *out = g_steal_pointer (&strokes);
}

static void
read_pad (FoveaViewState *self, const FvJson *json)
{
  read_boolean (json, "visible", &self->pad_visible);
  read_boolean (json, "normalised", &self->normalised);
  read_int (json, "right", FV_DIGIT_SIDE, &self->right);
  read_int (json, "down", FV_DIGIT_SIDE, &self->down);
  read_strokes (fv_json_member (json, "strokes"), &self->strokes);
}

/* Says by saying nothing that all is seen. */
static void
read_zoom (const FvJson *json, const char *name, FoveaZoom *out)
{
  const FvJson *array = fv_json_member (json, name);
  double zoom, left, above;

  *out = (FoveaZoom){ .zoom = 1 };
  if (array == NULL)
    return;
  zoom = fv_json_number (fv_json_nth (array, 0), NAN);
  left = fv_json_number (fv_json_nth (array, 1), NAN);
  above = fv_json_number (fv_json_nth (array, 2), NAN);
  if (zoom > 1 && zoom <= 100 && left >= 0 && left <= 1 && above >= 0 && above <= 1)
    *out = (FoveaZoom){ zoom, left, above };
}

static void
read_curves (FoveaViewState *self, const FvJson *json)
{
  const FvJson *hidden = fv_json_member (json, "hidden");
  double first = fv_json_number (fv_json_member (json, "first"), NAN),
         last = fv_json_number (fv_json_member (json, "last"), NAN);
  guint64 id;

  if (first >= 0 && last >= first && last <= 1e15)
    {
      self->first = first;
      self->last = last;
    }
  self->n_hidden = 0;
  for (guint i = 0; hidden != NULL && i < MIN (fv_json_length (hidden), FOVEA_MOST_HIDDEN); i++)
    if (fv_json_unsigned (fv_json_nth (hidden, i), G_MAXUINT, &id))
      self->hidden[self->n_hidden++] = (guint)id;
}

static void
read_looks (FoveaViewState *self, const FvJson *json)
{
  const FvJson *kernels = fv_json_member (json, "kernels");
  const FvJson *detail = fv_json_member (json, "detail");
  guint shown = (guint)self->kernels.shown;

  read_boolean (json, "reach", &self->shows_reach);
  read_guint (kernels, "shown", FV_KERNELS_COURSE, &shown);
  self->kernels.shown = (FvKernelsShown)shown;
  read_boolean (kernels, "own_scale", &self->kernels.own_scale);
  read_boolean (kernels, "as_applied", &self->kernels.as_applied);
  read_guint (detail, "rules", FV_RULE_ARTICLE, &self->rules);
  read_boolean (detail, "as_stored", &self->as_stored);
  read_boolean (detail, "hides_numbers", &self->hides_numbers);
}

static void
read_training (FoveaViewState *self, const FvJson *json)
{
  double pace = fv_json_number (fv_json_member (json, "pace"), NAN);
  const char *stop = fv_json_string (fv_json_member (json, "stop"));

  if (pace >= 0 && pace <= 1e6)
    self->pace = pace;
  if (stop != NULL)
    fv_stop_rules_parse (stop, &self->stop_rules, NULL);
}

static void
read_all (FoveaViewState *self, const FvJson *json)
{
  const char *view = fv_json_string (fv_json_member (json, "view"));
  guint granularity = (guint)self->granularity;

  if (view != NULL)
    {
      g_free (self->view);
      self->view = g_strdup (view);
    }
  read_cursor (json, "cursor", &self->cursor);
  self->has_pin = read_cursor (json, "pin", &self->pin);
  read_guint (json, "granularity", FV_GRANULARITY_PASS, &granularity);
  self->granularity = (FvGranularity)granularity;
  read_guint (json, "sample", G_MAXUINT, &self->sample);
  read_boolean (json, "by_epoch", &self->by_epoch);
  read_looks (self, json);
  read_zoom (json, "zoom_network", &self->zoom_network);
  read_zoom (json, "zoom_detail", &self->zoom_detail);
  read_curves (self, fv_json_member (json, "curves"));
  read_training (self, json);
  read_boolean (json, "strip", &self->strip_visible);
  read_pad (self, fv_json_member (json, "pad"));
}

gboolean
fovea_view_state_read (FoveaViewState *self, const char *text)
{
  FvJson *json = fv_json_parse (text, strlen (text), FV_RECORD_MAX_VIEW, NULL);
  guint64 version = 0;
  gboolean known = json != NULL && fv_json_unsigned (fv_json_member (json, "version"), VERSION, &version)
                   && version == VERSION;

  if (known)
    read_all (self, json);
  fv_json_free (json);
  return known;
}
