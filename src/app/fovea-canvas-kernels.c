/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-canvas.h"
#include "fovea-session-edit.h"
#include "fv-kernels-values.h"

/* px between a kernel and its neighbour, at most: from one table to the next there are a title and numbers. */
#define FAR 160
/* px beside the middle, where a table below has a gap. */
#define ASIDE 12

/* The weight that was pressed is the one that is changed. */
void
fovea_canvas_choose_weight (FoveaCanvas *self, FvSceneAction action)
{
  FoveaSession *session = fovea_canvas_get_session (self);
  FvSceneInput input;
  FvKernel kernel;

  fovea_session_fill (session, &input);
  if (!fv_kernel_at (&input, &kernel))
    return;
  if (action.kind == FV_SCENE_ACTION_BIAS)
    fovea_session_choose_weight (session, kernel.row, kernel.col, TRUE);
  else
    fovea_session_choose_weight (session, action.value / kernel.maps.cols, action.value % kernel.maps.cols,
                                 FALSE);
}

static gboolean
is_same (FvCursor a, FvCursor b)
{
  return a.layer == b.layer && a.unit == b.unit && a.input == b.input && a.term == b.term;
}

/* What stands so far beside the kernel at the cursor, in the order in which they are shown. */
static gboolean
find_beside (FoveaCanvas *self, FvCursor from, FvRect rect, double across, double down, FvCursor *out)
{
  double x = rect.x + rect.width / 2, y = rect.y + rect.height / 2;

  if (across != 0)
    x = across > 0 ? rect.x + rect.width + across : rect.x + across;
  if (down != 0)
    y = down > 0 ? rect.y + rect.height + down : rect.y + down;
  return (fovea_canvas_pick (self, x, y, out) || (down != 0 && fovea_canvas_pick (self, x + ASIDE, y, out)))
         && !is_same (*out, from);
}

/**
 * fovea_canvas_move_kernel:
 * @rows: +1 or −1: to the kernel below or above
 * @cols: +1 or −1: to the kernel at the right or left
 *
 * Among the kernels of the scene "kernels", from one table to the next too.
 */
void
fovea_canvas_move_kernel (FoveaCanvas *self, int rows, int cols)
{
  FoveaSession *session = fovea_canvas_get_session (self);
  FvCursor cursor, found;
  FvSceneInput input;
  FvKernel kernel;
  FvRect rect;

  fovea_session_fill (session, &input);
  if (!fv_kernel_at (&input, &kernel))
    return;
  cursor = fv_kernel_cursor (&kernel, input.cursor);
  if (!fovea_canvas_locate (self, cursor, &rect) || input.cursor.layer != cursor.layer)
    {
      fovea_session_set_cursor (session, cursor);
      return;
    }
  for (int away = 1; away < FAR; away += 2)
    if (find_beside (self, cursor, rect, cols * away, rows * away, &found))
      {
        fovea_session_set_cursor (session, found);
        return;
      }
}
