// What the compiler knows of the target, as constants that fold: Swift sees no `__FMA__` of its own.
// Targets that import this header with `-Xcc -march=…` see their own answer.
#ifndef ATTN_CMACHINE_H
#define ATTN_CMACHINE_H

#include <stdbool.h>

#define ATTN_INLINE static inline __attribute__((always_inline))

/// Whether a fused multiply-add is one instruction here. Without it `addingProduct` is a libm call per lane,
/// 120 times slower: kernels then multiply and add with two roundings.
ATTN_INLINE bool attn_has_fma(void) {
#ifdef __FMA__
  return true;
#else
  return false;
#endif
}

/// The widest vector extension the code is compiled for, for `--version`.
ATTN_INLINE const char *attn_instruction_set(void) {
#if defined(__AVX512F__)
  return "AVX-512";
#elif defined(__AVX2__) && defined(__FMA__)
  return "AVX2+FMA";
#elif defined(__aarch64__)
  return "NEON";
#else
  return "baseline";
#endif
}

#endif
