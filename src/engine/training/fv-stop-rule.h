/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-curve.h"

G_BEGIN_DECLS

/* When training stops by itself. One row of the table in fv-stop-rule.c a rule. */
typedef enum
{
  FV_STOP_EPOCHS,   /* so many in all */
  FV_STOP_ACCURACY, /* of the newest measurement with test samples, 0…1 */
  FV_STOP_PATIENCE, /* so many epochs without a lower loss, of the test samples if they are measured */
  FV_STOP_MINUTES,  /* of training, pauses not counted */
} FvStopKind;
#define FV_STOP_N_KINDS (FV_STOP_MINUTES + 1)

typedef struct
{
  const char *name;  /* "patience", as in texts */
  const char *title; /* N_() */
  double minimum;
  double maximum;
  double standard; /* what an editor begins with */
} FvStopRule;

const FvStopRule *fv_stop_rule_nth (guint nth); /* by FvStopKind; NULL past the end */

/* A value; {0} never stops. */
typedef struct
{
  double limits[FV_STOP_N_KINDS]; /* 0: that rule is off */
} FvStopRules;

/* What the rules look at. */
typedef struct
{
  const FvCurve *curve;
  double epoch; /* 2.56 */
  double minutes;
} FvStopSight;

/* Bit 1 << kind of each rule that is met. Whoever goes on after one stopped training ignores those that are met when
 * it goes on. Pure. */
guint fv_stop_rules_met (FvStopRules self, FvStopSight sight);

/* "epochs=10 accuracy=0.98", empty for none; FV_ERROR_VALUE says what could stand there. A blank or a comma
 * stands between two. */
gboolean fv_stop_rules_parse (const char *text, FvStopRules *out, GError **error);
char *fv_stop_rules_to_text (FvStopRules self); /* g_free() */
/* "98 % of the test samples are read right", translated: why kind stopped training; g_free(). */
char *fv_stop_rules_sentence (FvStopRules self, FvStopKind kind);

G_END_DECLS
