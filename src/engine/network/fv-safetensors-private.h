/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-safetensors.h"

struct _FvSafetensors
{
  GArray *tensors;  /* FvTensorEntry, in the order of their data */
  GPtrArray *keys;  /* of the metadata */
  GPtrArray *texts; /* [keys->len] */
  float *values;    /* all that was read; NULL when made to be written */
};
