/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include <glib.h>

G_BEGIN_DECLS

/* What goes wrong for reasons outside the program: a file, a text, a number somebody typed. The message is one
 * sentence that names the thing, what was found and what was wanted; it is shown to people as it is. */
#define FV_ERROR (fv_error_quark ())

typedef enum
{
  FV_ERROR_NETWORK,   /* an architecture that cannot be: "layer 3 conv 7×7: …" */
  FV_ERROR_FILE,      /* a file that is not what it says it is */
  FV_ERROR_VALUE,     /* an option or a number out of range */
  FV_ERROR_DATA,      /* data that do not fit the network, or are missing */
  FV_ERROR_CANCELLED, /* somebody asked to stop */
} FvErrorCode;

GQuark fv_error_quark (void);

/* Sets FV_ERROR_FILE, "FILE: what the format says", and returns FALSE for the caller to pass on. Any thread. */
G_GNUC_PRINTF (3, 4)
gboolean fv_error_refuse_file (GError **error, const char *file, const char *format, ...);

G_END_DECLS
