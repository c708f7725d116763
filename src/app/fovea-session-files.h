/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "fovea-progress.h"
#include "fovea-session.h"
#include "fv-source.h"

G_BEGIN_DECLS

/* fovea_session_open_async() that can be watched and stopped; progress may be NULL. */
void fovea_session_open_watched (FoveaSession *self, GFile *file, FoveaProgress *progress,
                                 GAsyncReadyCallback callback, gpointer data);

/* What is learned from once more, the way source says, its pictures brought to shape (all 0: as the network has it).
 * fovea_session_open_finish() ends it. */
void fovea_session_read_again (FoveaSession *self, const FvSource *source, FvShape shape,
                               FoveaProgress *progress, GAsyncReadyCallback callback, gpointer data);

/* fovea-session-record.c */
void fovea_session_get_record_async (FoveaSession *self, GAsyncReadyCallback callback, gpointer data);
FvRecord *fovea_session_get_record_finish (FoveaSession *self, GAsyncResult *result, GError **error);

/* fovea-session-testing.c */
const char *fovea_session_get_tested_with (FoveaSession *self);
void fovea_session_test_with_async (FoveaSession *self, const char *path, FoveaProgress *progress,
                                    GAsyncReadyCallback callback, gpointer data);
gboolean fovea_session_test_with_finish (FoveaSession *self, GAsyncResult *result, GError **error);

/* What fovea_session_open_finish() found. */
typedef struct
{
  gboolean is_data;    /* to learn from, in the session there is */
  gboolean is_session; /* with a past */
  gboolean is_whole;   /* FALSE: something is missing, and the sentence says what */
} FoveaOpened;

FoveaOpened fovea_session_opened (GAsyncResult *result);

G_END_DECLS
