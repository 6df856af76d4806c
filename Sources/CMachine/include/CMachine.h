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

/// Asks for the memory at an address, which need not be valid.
ATTN_INLINE void attn_prefetch(const void *address) { __builtin_prefetch(address); }

/// Sixteen numbers: Swift's SIMD16.
typedef float attn_floats __attribute__((ext_vector_type(16)));
typedef double attn_doubles __attribute__((ext_vector_type(16)));

/// The same numbers.
ATTN_INLINE attn_doubles attn_widened(attn_floats x) { return __builtin_convertvector(x, attn_doubles); }

// The lanes of even, or odd, index of a and then of b. Swift writes such a thing lane by lane, and of several in a row
// the compiler makes one gather of single lanes from all their sources: four times as many instructions.
#define ATTN_EVEN 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30
#define ATTN_ODD 1, 3, 5, 7, 9, 11, 13, 15, 17, 19, 21, 23, 25, 27, 29, 31
ATTN_INLINE attn_floats attn_even_floats(attn_floats a, attn_floats b) {
  return __builtin_shufflevector(a, b, ATTN_EVEN);
}
ATTN_INLINE attn_floats attn_odd_floats(attn_floats a, attn_floats b) {
  return __builtin_shufflevector(a, b, ATTN_ODD);
}
ATTN_INLINE attn_doubles attn_even_doubles(attn_doubles a, attn_doubles b) {
  return __builtin_shufflevector(a, b, ATTN_EVEN);
}
ATTN_INLINE attn_doubles attn_odd_doubles(attn_doubles a, attn_doubles b) {
  return __builtin_shufflevector(a, b, ATTN_ODD);
}

/// In each lane the sum of the lanes up to it. Each passes at most 4 additions.
ATTN_INLINE attn_doubles attn_running_sums(attn_doubles x) {
  const attn_doubles zero = 0;
  x += __builtin_shufflevector(zero, x, 0, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30);
  x += __builtin_shufflevector(zero, x, 0, 0, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29);
  x += __builtin_shufflevector(zero, x, 0, 0, 0, 0, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27);
  x += __builtin_shufflevector(zero, x, 0, 0, 0, 0, 0, 0, 0, 0, 16, 17, 18, 19, 20, 21, 22, 23);
  return x;
}

#endif
