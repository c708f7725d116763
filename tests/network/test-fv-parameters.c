/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fv-parameters.h"

/* The same seed gives the same bits on every machine and in every version. */
static void
test_pinned (void)
{
  g_autoptr (FvNetwork) network = fv_network_new ("lenet", NULL);
  g_autoptr (FvParameters) parameters = fv_parameters_new (network, 1);
  g_autoptr (FvParameters) other = fv_parameters_new (network, 2);
  g_autofree char *hash = fv_parameters_sha256 (parameters);
  g_autofree char *other_hash = fv_parameters_sha256 (other);

  g_assert_cmpstr (hash, ==, "abbecec8a3bf63b4404be619275790798911c8112de3f9a217f7c7225d0c5dd2");
  g_assert_cmpstr (other_hash, !=, hash);
}

/* SHA-256 of the bytes 00 00 80 3f 00 00 00 c0 …: 1, −2 and four zeros, little-endian. */
static void
test_sha256_is_of_the_bytes (void)
{
  g_autoptr (FvNetwork) network = fv_network_new ("2x1x1 softmax 2", NULL);
  const float values[6] = { 1, -2, 0, 0, 0, 0 };
  const guint8 bytes[24] = { 0, 0, 0x80, 0x3f, 0, 0, 0, 0xc0 };
  g_autoptr (FvParameters) parameters = fv_parameters_new_from_values (network, values);
  g_autofree char *hash = fv_parameters_sha256 (parameters);
  g_autofree char *wanted = g_compute_checksum_for_data (G_CHECKSUM_SHA256, bytes, sizeof bytes);

  g_assert_cmpstr (hash, ==, wanted);
}

/* What is shared is not changed: a copy is. */
static void
test_copy (void)
{
  g_autoptr (FvNetwork) network = fv_network_new ("2x1x1 softmax 2", NULL);
  g_autoptr (FvParameters) parameters = fv_parameters_new (network, 1);
  g_autoptr (FvParameters) copy = fv_parameters_copy (parameters);
  float before = fv_parameters_values (parameters)[0];

  fv_parameters_edit (copy)[0] = before + 1;
  g_assert_cmpfloat (fv_parameters_values (parameters)[0], ==, before);
  g_assert_true (fv_parameters_biases (copy, 1) == fv_parameters_weights (copy, 1) + 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/parameters/pinned", test_pinned);
  g_test_add_func ("/parameters/sha256-is-of-the-bytes", test_sha256_is_of_the_bytes);
  g_test_add_func ("/parameters/copy", test_copy);
  return g_test_run ();
}
