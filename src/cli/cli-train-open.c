/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli-train-open.h"

#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "cli-options.h"
#include "fv-fitting.h"

FvNetwork *
cli_train_network (const CliTrainWanted *wanted)
{
  GError *error = NULL;
  FvNetwork *network = fv_network_new (wanted->net, &error);

  if (network == NULL)
    cli_fail (error);
  else if (wanted->net_follows_data)
    fprintf (stderr, _ ("fovea-cli: without --net, %s is learned by the preset %s: %s\n"), wanted->data.data,
             wanted->net, fv_network_text (network));
  return network;
}

/* Where nobody named a network, it is one that reads the data. */
static FvNetwork *
fit (FvNetwork *network, const FvDataset *set, GError **error)
{
  FvNetwork *fitted = fv_network_fit (network, set, error);

  if (fitted != NULL && fitted != network)
    fprintf (stderr, _ ("fovea-cli: without --net, %s is learned by %s\n"), fv_dataset_name (set),
             fv_network_text (fitted));
  return fitted;
}

FvNetwork *
cli_train_open (const CliTrainWanted *wanted, FvNetwork *network, const int *stop, FvDataset **train,
                FvDataset **test, GError **error)
{
  CliDataWanted data = wanted->data;
  FvNetwork *fitted;

  data.shape = wanted->net_is_usual ? (FvShape){ 0 } : fv_network_shape (network, 0);
  if (!cli_data_open (&data, stop, train, test, error))
    return NULL;
  fitted = wanted->net_is_usual ? fit (network, *train, error) : fv_network_ref (network);
  if (fitted != NULL)
    return fitted;
  g_clear_pointer (train, fv_dataset_unref);
  g_clear_pointer (test, fv_dataset_unref);
  return NULL;
}
