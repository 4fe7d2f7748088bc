/*
 * Vectors of eight lanes of 64 bits, and numbers in limbs of 52 bits, one number in each lane. A
 * multiplication of limbs adds the low or the high half of the products to columns of 64 bits, so that
 * sums are carried once, when they are complete.
 */
#ifndef SEALWRIGHT_LANES_H
#define SEALWRIGHT_LANES_H

#include <immintrin.h>
#include <stdint.h>

enum { LIMB_BITS = 52, LANES = 8 };

#define TARGET __attribute__((target("avx512f,avx512ifma")))
#define PART static inline __attribute__((always_inline)) TARGET

typedef __m512i lanes;

static const uint64_t MASK = (UINT64_C(1) << LIMB_BITS) - 1;

PART lanes all(uint64_t value) { return _mm512_set1_epi64((long long)value); }
PART lanes zero(void) { return _mm512_setzero_si512(); }
PART lanes add(lanes a, lanes b) { return _mm512_add_epi64(a, b); }
PART lanes subtract(lanes a, lanes b) { return _mm512_sub_epi64(a, b); }
PART lanes or(lanes a, lanes b) { return _mm512_or_si512(a, b); }
PART lanes left(lanes a, unsigned bits) { return _mm512_slli_epi64(a, bits); }
PART lanes right(lanes a, unsigned bits) { return _mm512_srli_epi64(a, bits); }
PART lanes limb(lanes a) { return _mm512_and_si512(a, all(MASK)); }
PART lanes carry(lanes a) { return _mm512_srai_epi64(a, LIMB_BITS); }
PART lanes add_low(lanes to, lanes a, lanes b) { return _mm512_madd52lo_epu64(to, a, b); }
PART lanes add_high(lanes to, lanes a, lanes b) { return _mm512_madd52hi_epu64(to, a, b); }

/* Columns, which may be negative, as the limbs of a value that is not. */
PART void carry_limbs(int limbs, lanes *out, const lanes *columns) {
  lanes column = columns[0];
#pragma GCC unroll 8
  for (int k = 0; k < limbs - 1; k++) {
    out[k] = limb(column);
    column = add(columns[k + 1], carry(column));
  }
  out[limbs - 1] = column;
}

/* Adds m times the modulus, which clears the first column, and carries what that has to the next. */
PART void clear_with(int limbs, lanes *columns, lanes m, const uint64_t *modulus) {
  const lanes rest = carry(add(columns[0], all(MASK)));
#pragma GCC unroll 8
  for (int k = 1; k < limbs; k++) {
    columns[k] = add_low(columns[k], m, all(modulus[k]));
  }
#pragma GCC unroll 8
  for (int k = 0; k < limbs; k++) {
    columns[k + 1] = add_high(columns[k + 1], m, all(modulus[k]));
  }
  columns[1] = add(columns[1], rest);
}

#endif
