/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-data-look.h"

#include <glib/gi18n-lib.h>

#include "cli-data.h"
#include "fv-error.h"
#include "fv-skeletons.h"

void
cli_data_look_entries (CliDataTexts *texts, GOptionEntry *out)
{
  const GOptionEntry entries[CLI_DATA_LOOK_N_ENTRIES] = {
    { "class", 0, 0, G_OPTION_ARG_STRING, &texts->class_index,
      N_ ("Which class of data, from 0 (all); which digit is made, 10 being a letter or sign (3)"), "C" },
    { "seed", 's', 0, G_OPTION_ARG_STRING, &texts->seed, N_ ("Which of the digits that can be made (1)"),
      "S" },
    { "distortion", 0, 0, G_OPTION_ARG_STRING, &texts->distortion,
      N_ ("How far it is bent: mild, medium, strong or scanned (mild)"), "D" },
  };

  for (guint i = 0; i < CLI_DATA_LOOK_N_ENTRIES; i++)
    out[i] = entries[i];
}

void
cli_data_look_texts_clear (CliDataTexts *texts)
{
  g_free (texts->class_index);
  g_free (texts->seed);
  g_free (texts->distortion);
}

gboolean
cli_data_look_is (const FvSceneType *type)
{
  return g_str_equal (type->name, "data") || g_str_equal (type->name, "generator");
}

gboolean
cli_data_look_read (const CliDataTexts *texts, CliDataLook *out, GError **error)
{
  FvDistortion distortion = FV_DISTORTION_MILD;

  *out = (CliDataLook){ .hand = { .digit = 3, .seed = 1 }, .data = { .class_index = G_MAXUINT } };
  if (!cli_read_count ("--class", texts->class_index, 0, 255, &out->data.class_index, error)
      || !cli_read_unsigned ("--seed", texts->seed, 0, G_MAXUINT64, &out->hand.seed, error)
      || !cli_read_distortion (texts->distortion, &distortion, error))
    return FALSE;
  if (texts->class_index != NULL)
    out->hand.digit = out->data.class_index;
  out->hand.traits = fv_hand_traits (distortion);
  return TRUE;
}

static gboolean
check_class (const char *what, guint class_index, guint n_classes, GError **error)
{
  if (class_index == G_MAXUINT || class_index < n_classes)
    return TRUE;
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE, _ ("--class: found “%u”, %s has classes 0 to %u"),
               class_index, what, n_classes - 1);
  return FALSE;
}

static gboolean
sum_up (CliDataLook *self, const char *data, GError **error)
{
  g_autoptr (FvDataset) set = cli_data_open_part (data != NULL ? data : "digits", FV_PART_TRAIN,
                                                  (FvShape){ 0 }, cli_stop_catch (), error);

  if (set == NULL
      || !check_class (fv_dataset_name (set), self->data.class_index, fv_dataset_n_classes (set), error))
    return FALSE;
  self->summary = fv_summary_new (set, NULL, NULL);
  self->data.set = fv_summary_dataset (self->summary);
  self->data.summary = self->summary;
  return TRUE;
}

gboolean
cli_data_look_fill (CliDataLook *self, const FvSceneType *type, const char *data, FvSceneInput *input,
                    GError **error)
{
  if (!cli_data_look_is (type))
    return TRUE;
  input->hand = &self->hand;
  input->data = &self->data;
  if (g_str_equal (type->name, "data"))
    return sum_up (self, data, error);
  return check_class (_ ("the generator"), self->hand.digit, FV_SKELETON_OTHER + 1, error);
}

void
cli_data_look_clear (CliDataLook *self)
{
  g_clear_pointer (&self->summary, fv_summary_unref);
}

gboolean
cli_data_look_render (CliDataLook *self, const FvSceneType *type, const char *data, FvStyle style,
                      double width, double height, const char *out, GError **error)
{
  g_autoptr (FvNetwork) network
      = fv_network_new ("lenet", error); /* a scene has one; this shows none of it */
  FvSceneInput input = { .network = network, .style = style, .vectors = TRUE };

  return network != NULL && cli_data_look_fill (self, type, data, &input, error)
         && fv_scene_export (type, &input, width, height, out, error);
}
