/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n-lib.h>
#include <stdio.h>

#include "cli-data.h"
#include "cli-options.h"
#include "fv-error.h"

#define MAX_SIDE 1024

typedef struct
{
  const char *path;
  FvPart part;
  FvShape shape;
  guint limit;
} Wanted;

static const char *
part_name (guint i)
{
  static const char *const names[] = { "train", "test" };

  return i < G_N_ELEMENTS (names) ? names[i] : NULL;
}

/* Which kinds are read, and what is there to open by name. */
static CliExit
list (void)
{
  const FvDatasetType *type;
  const FvDatasetOffer *offer;

  for (guint i = 0; (type = fv_dataset_type_nth (i)) != NULL; i++)
    printf ("%s: %s\n", type->name, _ (type->title));
  for (guint i = 0; (offer = fv_dataset_offer_nth (i)) != NULL; i++)
    printf ("%s: %s, %s\n", offer->name, offer->title, offer->path);
  return CLI_FINE;
}

static double
mean_of (const FvDataset *set)
{
  gsize size = fv_shape_size (fv_dataset_shape (set));
  g_autofree double *mean = g_new0 (double, size);
  double sum = 0;

  fv_dataset_mean (set, G_MAXUINT, mean);
  for (gsize i = 0; i < size; i++)
    sum += mean[i];
  return sum / (double)size;
}

/* Smallest class by largest: 1 where all are equal. */
static double
balance_of (const FvDataset *set, guint *counts)
{
  guint least = G_MAXUINT, most = 1;

  fv_dataset_count_classes (set, counts);
  for (guint i = 0; i < fv_dataset_n_classes (set); i++)
    {
      least = MIN (least, counts[i]);
      most = MAX (most, counts[i]);
    }
  return (double)least / most;
}

static void
describe (const FvDataset *set, const char *kind, double seconds)
{
  guint n_classes = fv_dataset_n_classes (set);
  g_autofree char *shape = fv_shape_to_text (fv_dataset_shape (set));
  g_autofree guint *counts = g_new0 (guint, n_classes);
  double balance = balance_of (set, counts);

  printf ("name: %s\n", fv_dataset_name (set));
  printf ("kind: %s\n", kind);
  printf ("shape: %s\n", shape);
  printf ("count: %u\n", fv_dataset_count (set));
  printf ("classes: %u\n", n_classes);
  for (guint i = 0; i < n_classes; i++)
    printf ("class_%u: %u %s\n", i, counts[i], fv_dataset_class_name (set, i));
  printf ("balance: %.6g\n", balance);
  printf ("mean: %.6g\n", mean_of (set));
  printf ("verified: %s\n", fv_dataset_is_verified (set) ? "yes" : "no");
  printf ("seconds: %.3f\n", seconds);
}

static CliExit
open_and_describe (const Wanted *wanted)
{
  GError *error = NULL;
  const FvDatasetType *type = fv_dataset_type_of (wanted->path, &error);
  gint64 began = g_get_monotonic_time ();
  g_autoptr (FvDataset) set = NULL;
  g_autoptr (FvDataset) part = NULL;

  if (type != NULL)
    set = cli_data_open_part (wanted->path, wanted->part, wanted->shape, cli_stop_catch (), &error);
  if (set == NULL)
    return cli_fail (error);
  part = fv_dataset_slice (set, 0, MIN (wanted->limit, fv_dataset_count (set)));
  describe (part, type->name, (double)(g_get_monotonic_time () - began) / G_USEC_PER_SEC);
  printf ("test_part: %s\n", fv_dataset_has_test_part (wanted->path) ? "yes" : "no");
  return CLI_FINE;
}

/* “28x28x1” as architectures begin: rows, columns, maps. */
static gboolean
read_shape (const char *text, FvShape *out, GError **error)
{
  g_auto (GStrv) words = text != NULL ? g_strsplit (text, "x", -1) : NULL;
  guint *const sides[] = { &out->rows, &out->cols, &out->maps };
  gboolean good = words == NULL || g_strv_length (words) == 3;

  for (guint i = 0; i < 3 && words != NULL && good; i++)
    {
      guint64 value = 0;

      good = g_ascii_string_to_unsigned (words[i], 10, 1, MAX_SIDE, &value, NULL);
      *sides[i] = (guint)value;
    }
  if (good && (words == NULL || out->maps == 1 || out->maps == 3))
    return TRUE;
  g_set_error (error, FV_ERROR, FV_ERROR_VALUE,
               _ ("--size: found “%s”, wanted rows, columns and 1 or 3 maps, as 28x28x1"), text);
  return FALSE;
}

CliExit
cli_data (int argc, char **argv)
{
  g_autofree char *part = NULL;
  g_autofree char *size = NULL;
  g_autofree char *limit = NULL;
  const GOptionEntry entries[] = {
    { "part", 'p', 0, G_OPTION_ARG_STRING, &part, N_ ("train or test (train)"), N_ ("PART") },
    { "size", 0, 0, G_OPTION_ARG_STRING, &size, N_ ("What pictures of any size are brought to, as 28x28x1"),
      N_ ("SIZE") },
    { "limit", 0, 0, G_OPTION_ARG_STRING, &limit, N_ ("Only the first N samples"), "N" },
    { NULL },
  };
  Wanted wanted = { .limit = G_MAXUINT };
  GError *error = NULL;
  guint choice = FV_PART_TRAIN;
  CliExit exit;

  if (!cli_options_parse ("data", entries, &argc, &argv, &exit))
    return exit;
  if (!cli_read_choice ("--part", part, part_name, &choice, &error)
      || !read_shape (size, &wanted.shape, &error)
      || !cli_read_count ("--limit", limit, 1, G_MAXUINT, &wanted.limit, &error)
      || !cli_no_more ("data", argc > 1 ? argc - 1 : argc, argc > 1 ? argv + 1 : argv, &error))
    return cli_fail (error);
  if (argc < 2)
    return list ();
  wanted.path = argv[1];
  wanted.part = (FvPart)choice;
  return open_and_describe (&wanted);
}
