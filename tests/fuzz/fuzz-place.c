/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fuzz.h"
#include "fv-network.h"
#include "fv-place.h"

/* Places of all quantities in one network; what is understood is there, and reads back as the same. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  /* The others are of the whole network. */
  static const FvQuantity quantities[]
      = { FV_QUANTITY_OUTPUT, FV_QUANTITY_DELTA, FV_QUANTITY_GRADIENT, FV_QUANTITY_UPDATE };
  static FvNetwork *network;
  g_autofree char *text = fuzz_text (data, size);

  if (network == NULL)
    network = fv_network_new ("lenet", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (quantities); i++)
    {
      FvQuantity quantity = quantities[i];
      FvPlace place, again;
      GError *error = NULL;
      gboolean good = fv_place_parse (network, quantity, text, &place, &error);

      fuzz_check (good, &error);
      if (good)
        {
          g_autofree char *written = fv_place_to_text (network, place);

          g_assert (fv_place_exists (network, place));
          g_assert (fv_place_parse (network, quantity, written, &again, NULL));
          g_assert (again.layer == place.layer && again.unit == place.unit && again.input == place.input
                    && again.row == place.row && again.col == place.col);
        }
    }
  return 0;
}
