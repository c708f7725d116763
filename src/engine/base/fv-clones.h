/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Compiles a function twice, for any processor and for one with AVX2, and picks at start-up. Without contraction both
 * give the same bits; only the width of the registers differs. (ThreadSanitizer starts too late for such a choice.) */
#if defined(__x86_64__) && defined(__GNUC__) && !defined(__clang__) && !defined(__SANITIZE_THREAD__)
#define FV_CLONES __attribute__ ((target_clones ("avx2", "default")))
#else
#define FV_CLONES
#endif
