/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fv-record.h"

G_BEGIN_DECLS

/* Training gone through again from its first batch to its newest, on a training of its own, with a look at some moments on
 * the way. */

/* At a moment, the nth of those looked at. FALSE ends the walk; error says why. */
typedef gboolean (*FvCourseVisit) (const FvTraining *training, guint nth, gpointer data, GError **error);

/* Of n moments from first to newest the nth: the time gone by grows with its square, for most changes at the start. n: at most
 * as many as there are. */
guint64 fv_course_moment (guint nth, guint n, guint64 first, guint64 newest);

/* Visits n moments, or as many as there are batches, of the branch that is shown. progress and visit get data; progress may
 * be NULL. FV_ERROR_DATA: there is no history, or data of then are gone; FV_ERROR_CANCELLED: progress stopped it. Any
 * thread. */
gboolean fv_course_walk (const FvRecord *record, FvDataset *train, FvDataset *test, guint n,
                         FvCourseVisit visit, FvProgressFunc progress, gpointer data, GError **error);

/* The weights at these moments. Immutable and counted; any thread. */
typedef struct _FvCourse FvCourse;

#define FV_COURSE_MOMENTS     10 /* usually */
#define FV_COURSE_MAX_MOMENTS 24

/* n: at most FV_COURSE_MAX_MOMENTS. NULL, and error as above. New reference. */
FvCourse *fv_course_new (const FvRecord *record, FvDataset *train, FvDataset *test, guint n,
                         FvProgressFunc progress, gpointer data, GError **error);
FvCourse *fv_course_ref (FvCourse *self);
void fv_course_unref (FvCourse *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FvCourse, fv_course_unref)

FvNetwork *fv_course_network (const FvCourse *self); /* borrowed */
guint fv_course_branch (const FvCourse *self);       /* id of the one it went along */
guint fv_course_length (const FvCourse *self);       /* at least 1 */
guint64 fv_course_batch (const FvCourse *self, guint nth);
double fv_course_epoch (const FvCourse *self, guint nth);
FvParameters *fv_course_parameters (const FvCourse *self, guint nth); /* borrowed */

G_END_DECLS
