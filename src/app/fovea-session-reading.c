/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fovea-session-private.h"
#include "fv-evaluation.h"
#include "fv-number.h"
#include "fv-pass.h"

/* What the network reads, in the names of its classes. */

static void
forget_classes (FoveaSession *self)
{
  g_clear_pointer (&self->classes, g_strfreev);
  g_clear_pointer (&self->classes_network, fv_network_unref);
  g_clear_pointer (&self->classes_set, fv_dataset_unref);
}

void
fovea_session_forget_classes (FoveaSession *self)
{
  forget_classes (self);
}

/* Ten units with nothing to go by are digits: so it is before there are data, and after. */
static char **
new_class_names (FvNetwork *network, FvDataset *set)
{
  static const char *const digits[] = { "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", NULL };

  if (set != NULL && fv_evaluation_fits (network, set, NULL))
    return fv_evaluation_class_names (network, set);
  return fv_network_n_classes (network) == 10 ? g_strdupv ((char **)digits) : NULL;
}

/* NULL-terminated, or NULL where nobody knows them; asked for with every frame. */
const char *const *
fovea_session_class_names (FoveaSession *self)
{
  FvDataset *set = self->test != NULL ? self->test : self->train;

  if (self->classes_network == self->network && self->classes_set == set)
    return (const char *const *)self->classes;
  forget_classes (self);
  self->classes_network = fv_network_ref (self->network);
  self->classes_set = set != NULL ? fv_dataset_ref (set) : NULL;
  self->classes = new_class_names (self->network, set);
  return (const char *const *)self->classes;
}

const char *
fovea_session_class_name (FoveaSession *self, guint class_index)
{
  const char *const *names = fovea_session_class_names (self);

  return names != NULL && class_index < fv_network_n_classes (self->network) ? names[class_index] : "?";
}

/* Forward is all it takes, a fraction of a whole trace. */
static void
read_pixels (FvParameters *parameters, const guint8 *pixels, guint *class_index, double *share)
{
  FvNetwork *network = fv_parameters_network (parameters);
  g_autoptr (FvPass) pass = fv_pass_new (network);
  g_autofree double *scores = g_new (double, fv_network_n_classes (network));

  fv_pass_set_parameters (pass, fv_parameters_values (parameters));
  fv_network_scale (network, pixels, fv_pass_input (pass));
  fv_pass_output (pass);
  fv_pass_scores (pass, scores);
  *class_index = fv_pass_class (pass);
  *share = scores[*class_index];
}

/**
 * fovea_session_read_picture:
 * @pixels: (nullable): a picture of the network's shape, or %NULL for the one it shows
 * @class_index: (out): what it is read as
 * @share: (out): with which score
 *
 * Returns: %FALSE if there is nothing to read
 */
gboolean
fovea_session_read_picture (FoveaSession *self, const guint8 *pixels, guint *class_index, double *share)
{
  if (self->parameters == NULL || (pixels == NULL && self->trace == NULL))
    return FALSE;
  if (pixels != NULL)
    read_pixels (self->parameters, pixels, class_index, share);
  else
    {
      *class_index = fv_trace_class (self->trace);
      *share = fv_trace_scores (self->trace)[*class_index];
    }
  return TRUE;
}

/**
 * fovea_session_point_text:
 * @pixels: two of them, which are no picture
 *
 * Returns: (transfer full): the numbers they are in the network, one below the other
 */
char *
fovea_session_point_text (FoveaSession *self, const guint8 *pixels)
{
  g_autofree char *first = NULL, *second = NULL;
  double x[2];

  g_return_val_if_fail (fovea_session_is_plane (self), g_strdup (""));
  fv_network_scale (self->network, pixels, x);
  first = fv_number_fixed (x[0], 2, FALSE);
  second = fv_number_fixed (x[1], 2, FALSE);
  return g_strdup_printf ("%s\n%s", first, second);
}

/**
 * fovea_session_get_test_accuracy:
 *
 * Returns: the newest, 0…1, or −1 if it was never measured
 */
double
fovea_session_get_test_accuracy (FoveaSession *self)
{
  FvCurvePoint point;

  if (self->snapshot == NULL || !fv_curve_last_test (fv_snapshot_curve (self->snapshot), &point))
    return -1;
  return point.test_accuracy;
}

/**
 * fovea_session_is_plane:
 *
 * Returns: whether the network has two inputs, so that a plane shows all it can be asked
 */
gboolean
fovea_session_is_plane (FoveaSession *self)
{
  return fv_shape_size (fv_network_shape (self->network, 0)) == 2;
}
