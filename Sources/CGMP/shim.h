#ifndef ATTN_CGMP_SHIM_H
#define ATTN_CGMP_SHIM_H

// GMP names its functions by macros (`#define mpz_add __gmpz_add`), which Swift does not import; the
// underscored functions behind them it does, and ExactArith calls those. What GMP offers as a macro only
// is wrapped here, one function a macro.
#include <gmp.h>

// mpz_sgn and mpz_odd_p are macros over the fields of the structure.
static inline int attn_mpz_sgn(mpz_srcptr a) { return mpz_sgn(a); }
static inline int attn_mpz_odd_p(mpz_srcptr a) { return mpz_odd_p(a) != 0; }

// Swift needs to know that a 64-bit word is one limb without padding bits: on any other GMP the library
// must not compile.
_Static_assert(GMP_NUMB_BITS == 64 && sizeof(mp_limb_t) == 8, "AttnAudit needs GMP with 64-bit limbs");

#endif
