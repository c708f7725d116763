/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-kernels.h"

#include <glib/gi18n-lib.h>

#include "fv-error.h"

#ifdef FV_KERNELS_X86
extern const FvKernels fv_kernels_avx512vl;
extern const FvKernels fv_kernels_avx2;
#endif
extern const FvKernels fv_kernels_plain;

static gboolean
runs_here (const FvKernels *kernels)
{
#ifdef FV_KERNELS_X86
  if (kernels == &fv_kernels_avx512vl)
    return __builtin_cpu_supports ("avx512vl") && __builtin_cpu_supports ("avx512bw")
           && __builtin_cpu_supports ("avx512dq") && __builtin_cpu_supports ("fma");
  if (kernels == &fv_kernels_avx2)
    return __builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("fma");
#endif
  return TRUE;
}

static const FvKernels *const sets[] = {
#ifdef FV_KERNELS_X86
  &fv_kernels_avx512vl,
  &fv_kernels_avx2,
#endif
  &fv_kernels_plain,
};

const FvKernels *
fv_kernels_nth (guint nth)
{
  for (guint i = 0; i < G_N_ELEMENTS (sets); i++)
    if (runs_here (sets[i]) && nth-- == 0)
      return sets[i];
  return NULL;
}

static char *
list_names (void)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; fv_kernels_nth (i) != NULL; i++)
    g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", fv_kernels_nth (i)->name);
  return g_string_free (list, FALSE);
}

const FvKernels *
fv_kernels_choose (const char *name, GError **error)
{
  g_autofree char *names = NULL;

  if (name == NULL)
    name = g_getenv ("FOVEA_KERNELS");
  if (name == NULL || *name == '\0')
    return fv_kernels_nth (0);
  for (guint i = 0; fv_kernels_nth (i) != NULL; i++)
    if (g_str_equal (fv_kernels_nth (i)->name, name))
      return fv_kernels_nth (i);
  names = list_names ();
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE,
               _ ("no set of kernels called “%s” runs on this processor; wanted one of: %s"), name, names);
  return NULL;
}
