/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* How the rate goes as training goes on. A value; {0} is a constant rate. One row of the table in fv-schedule.c a
 * kind. */
#define FV_SCHEDULE_MAX_EPOCHS 1000000

typedef enum
{
  FV_SCHEDULE_CONSTANT,
  FV_SCHEDULE_STEP,   /* a tenth after every so many epochs */
  FV_SCHEDULE_COSINE, /* half a cosine from the rate to 0 over the planned epochs, 0 from then on */
} FvScheduleKind;

typedef struct
{
  FvScheduleKind kind;
  guint epochs; /* of a step, or planned; at least 1, and 0 for constant */
} FvSchedule;

const char *fv_schedule_name (guint nth);  /* "step"; NULL past the end */
const char *fv_schedule_title (guint nth); /* N_() */

/* η of the next batch from the rate it started with, when done of the samples were learned (counted through all
 * epochs) and an epoch has per_epoch (at least 1) of them. Samples, so that another batch size does not make the rate
 * jump. Pure, the same bits everywhere. */
double fv_schedule_rate (FvSchedule self, double rate, guint64 done, guint64 per_epoch);

/* "constant", "step=3", "cosine=10"; FV_ERROR_VALUE says what could stand there. */
gboolean fv_schedule_parse (const char *text, FvSchedule *out, GError **error);
char *fv_schedule_to_text (FvSchedule self); /* g_free() */

G_END_DECLS
