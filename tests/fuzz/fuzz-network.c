/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fuzz.h"
#include "fv-network.h"

/* The text form of architectures: what is understood reads back as the same. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = fuzz_text (data, size);
  GError *error = NULL;
  FvNetwork *network = fv_network_new (text, &error);

  fuzz_check (network != NULL, &error);
  if (network != NULL)
    {
      FvNetwork *again = fv_network_new (fv_network_text (network), NULL);

      g_assert (again != NULL && strcmp (fv_network_text (again), fv_network_text (network)) == 0);
      fv_network_unref (again);
      fv_network_unref (network);
    }
  return 0;
}
