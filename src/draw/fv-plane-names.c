/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "fv-plane-paint.h"
#include "fv-plane-points.h"
#include "fv-text.h"

/* Names in the regions of many classes. */

static gboolean
find_centre (const FvPlaneField *field, guint class_index, double *x, double *y)
{
  guint count = 0;

  *x = *y = 0;
  for (guint row = 0; row < field->side; row++)
    for (guint col = 0; col < field->side; col++)
      if (fv_plane_field_winner (field, row, col) == class_index)
        {
          *x += col + 0.5;
          *y += row + 0.5;
          count++;
        }
  *x /= MAX (count, 1);
  *y /= MAX (count, 1);
  return count > 0;
}

/* Of one class throughout, inside, and without a point: room for a name. box is in px. */
static gboolean
is_free (const FvPlaneLayout *self, const FvPlaneField *field, guint class_index, const GArray *points,
         FvRect box)
{
  double left = (box.x - self->square.x) / self->zoom, right = left + box.width / self->zoom;
  double top = (box.y - self->square.y) / self->zoom, bottom = top + box.height / self->zoom;

  if (left < 0 || top < 0 || right >= field->side || bottom >= field->side)
    return FALSE;
  for (guint row = (guint)top; row <= (guint)bottom; row++)
    for (guint col = (guint)left; col <= (guint)right; col++)
      if (fv_plane_field_winner (field, row, col) != class_index)
        return FALSE;
  for (guint i = 0; i < points->len; i++)
    {
      const FvPlanePoint *point = &g_array_index (points, FvPlanePoint, i);
      double x = fv_plane_layout_x (self, point->x1), y = fv_plane_layout_y (self, point->x2);

      if (x > box.x - 6 && x < box.x + box.width + 6 && y > box.y - 6 && y < box.y + box.height + 6)
        return FALSE;
    }
  return TRUE;
}

/* The free place nearest to the middle of the class's region, as the name's left end and baseline; FALSE if it has
 * none: the list beside the square names it too. */
static gboolean
find_place (const FvPlaneLayout *self, const FvPlaneField *field, guint class_index, const GArray *points,
            const char *name, double *x, double *y)
{
  double width = fv_text_width (FV_TEXT_TITLE_BOLD, self->text_scale, name);
  double ascent = fv_text_ascent (FV_TEXT_TITLE, self->text_scale), best = G_MAXDOUBLE, middle_x, middle_y;

  if (!find_centre (field, class_index, &middle_x, &middle_y))
    return FALSE;
  for (guint row = 0; row < field->side; row += 2)
    for (guint col = 0; col < field->side; col += 2)
      {
        double away = hypot (col - middle_x, row - middle_y);
        double left = self->square.x + col * self->zoom - width / 2, top = self->square.y + row * self->zoom;

        if (away >= best
            || !is_free (self, field, class_index, points,
                         (FvRect){ left - 4, top - ascent / 2 - 4, width + 8, ascent + 8 }))
          continue;
        best = away;
        *x = left;
        *y = top + ascent / 2 - 2;
      }
  return best < G_MAXDOUBLE;
}

void
fv_plane_name_regions (const FvPlaneLayout *self, const FvPlaneField *field, const FvSceneInput *input,
                       cairo_t *cr)
{
  g_autoptr (GArray) points = field->n_classes > 2 ? fv_plane_points_new (input) : NULL;
  char buffer[16];
  double x = 0, y = 0;

  for (guint k = 0; points && k < field->n_classes; k++)
    {
      const char *name = fv_scores_class_name (input->network, input->class_names, k, buffer);

      if (find_place (self, field, k, points, name, &x, &y))
        fv_text_draw (cr, FV_TEXT_TITLE_BOLD, self->text_scale, FV_ALIGN_LEFT, round (x), y,
                      input->style.text, name);
    }
}
