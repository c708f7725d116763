/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once
#include "cli-train-options.h"

G_BEGIN_DECLS

/* The network of a new run as it was asked for. NULL: said what is wrong on stderr, which is misuse. */
FvNetwork *cli_train_network (const CliTrainWanted *wanted);
/* Its data: *train and *test are new references, and so is what is returned, the network that learns them: where nobody
 * named one, it is made to fit. *stop is looked at meanwhile. NULL with an error as cli_data_open() has it. */
FvNetwork *cli_train_open (const CliTrainWanted *wanted, FvNetwork *network, const int *stop,
                           FvDataset **train, FvDataset **test, GError **error);

G_END_DECLS
