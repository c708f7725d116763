/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>

#include "fv-layer.h"

static const FvRuleInfo rules[] = {
  { "copy-to-all", N_ ("max pooling copies δ to all cells of the block"), FV_RULE_COPY_TO_ALL },
  { "o-for-phi", N_ ("δ at the pool’s output is multiplied by O"), FV_RULE_O_FOR_PHI },
  { "no-phi", N_ ("φ′ is left out below the upsampling"), FV_RULE_NO_PHI },
  { "no-rot180", N_ ("the kernel is not rotated on the way back"), FV_RULE_NO_ROT180 },
  { "article", N_ ("all of them, as the article prints it"), FV_RULE_ARTICLE },
};

const FvRuleInfo *
fv_rule_nth (guint nth)
{
  return nth < G_N_ELEMENTS (rules) ? &rules[nth] : NULL;
}
