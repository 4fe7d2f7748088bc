/*
 * The field of the curve's coordinates in eight lanes: eight limbs of 52 bits, least significant
 * first, products in Montgomery form with R = 2^416, which is 2^35 p: a product of values below a p
 * and b p is below (a b / 2^35 + 1) p, so that of anything below 2^10 p it is below 1.001 p, and
 * nothing modulo p if it is 0 or p. Instructions of IFMA, which limit the speed: 128 a product, 128 a
 * reduction, which serves a sum of several products.
 */
#ifndef SEALWRIGHT_BASE_FIELD_H
#define SEALWRIGHT_BASE_FIELD_H

#include "lanes.h"

#include <stddef.h>

enum { LIMBS = 8, WORDS = 6, WORD_BITS = 64, COORDINATE_BYTES = 48 };

#define CALLED static __attribute__((noinline)) TARGET

/* Limbs in all lanes. Carried: below 2^52. */
typedef struct {
  lanes limb[LIMBS];
} number;

static const uint64_t MODULUS[LIMBS] = {0xeffffffffaaab, 0xfeb153ffffb9f, 0x6b0f6241eabff,
                                        0x12bf6730d2a0f, 0x764774b84f385, 0x1ba7b6434bacd,
                                        0x1ea397fe69a4b, 0x1a011};

/* -1/p modulo 2^52. */
static const uint64_t NEGATED_INVERSE = 0x3fffcfffcfffd;

/* 1 and R in this form; and 2^384, which brings to Java's. */
static const uint64_t ONE[LIMBS] = {0x6480ea8e9b9af, 0x65766c8fe444f, 0x8b540fea96f7d,
                                    0x3b2ee82efd422, 0xa6723e5f0ade5, 0xff6eb6fdd4230,
                                    0xe06ef23c24a25, 0x14c8e};
static const uint64_t RADIX[LIMBS] = {0xa5bf4cb89af51, 0x3afbba7ca31a2, 0x2646160ec71f1,
                                      0xa84d710465903, 0x3480a4a188311, 0x98e5907ad91f5,
                                      0x2075d74507266, 0x8746};
static const uint64_t JAVA_RADIX[LIMBS] = {0x900000002fffd, 0xbc40c0002760,  0x3c758baebf400,
                                           0x57455f4898575, 0xd77ce58537052, 0x71a97a256ec6,
                                           0xec3fa80e4935c, 0x15f65};

PART void constant(number *out, const uint64_t *limbs) {
#pragma GCC unroll 8
  for (int k = 0; k < LIMBS; k++) {
    out->limb[k] = all(limbs[k]);
  }
}

/* Adds the multiple of p that clears the first of nine columns, and its carry to the next. */
PART void clear(lanes *columns) {
  clear_with(LIMBS, columns, add_low(zero(), columns[0], all(NEGATED_INVERSE)), MODULUS);
}

/* The sum of products x[t] * y[t], divided by R. A column collects at most 80 terms of 52 bits. */
PART void dot(int terms, number *out, const number *const *x, const number *const *y) {
  lanes columns[2 * LIMBS];
#pragma GCC unroll 16
  for (int k = 0; k < 2 * LIMBS; k++) {
    columns[k] = zero();
  }
#pragma GCC unroll 8
  for (int i = 0; i < LIMBS; i++) {
#pragma GCC unroll 4
    for (int t = 0; t < terms; t++) {
      const lanes a = x[t]->limb[i];
#pragma GCC unroll 8
      for (int j = 0; j < LIMBS; j++) {
        columns[i + j] = add_low(columns[i + j], a, y[t]->limb[j]);
      }
#pragma GCC unroll 8
      for (int j = 0; j < LIMBS; j++) {
        columns[i + j + 1] = add_high(columns[i + j + 1], a, y[t]->limb[j]);
      }
    }
    clear(columns + i);
  }
  carry_limbs(LIMBS, out->limb, columns + LIMBS);
}

CALLED void dot_1(number *out, const number *a, const number *b) { dot(1, out, &a, &b); }

CALLED void dot_2(number *out, const number *a, const number *b, const number *c,
                  const number *d) {
  const number *const x[] = {a, c}, *const y[] = {b, d};
  dot(2, out, x, y);
}

CALLED void dot_4(number *out, const number *const *x, const number *const *y) {
  dot(4, out, x, y);
}

/* x + y, and x - y + times * p, which must not be negative. */
PART void plus_number(number *out, const number *x, const number *y) {
  lanes columns[LIMBS];
#pragma GCC unroll 8
  for (int k = 0; k < LIMBS; k++) {
    columns[k] = add(x->limb[k], y->limb[k]);
  }
  carry_limbs(LIMBS, out->limb, columns);
}

PART void minus_number(number *out, const number *x, const number *y, uint64_t times) {
  lanes columns[LIMBS];
#pragma GCC unroll 8
  for (int k = 0; k < LIMBS; k++) {
    columns[k] = subtract(add(x->limb[k], all(times * MODULUS[k])), y->limb[k]);
  }
  carry_limbs(LIMBS, out->limb, columns);
}

/* Lanes in which limbs are those of a constant. */
PART __mmask8 equals(const number *x, const uint64_t *limbs) {
  lanes different = zero();
#pragma GCC unroll 8
  for (int k = 0; k < LIMBS; k++) {
    different = or(different, _mm512_xor_si512(x->limb[k], all(limbs[k])));
  }
  return _mm512_cmpeq_epi64_mask(different, zero());
}

/* The 52 bits from limb k on of numbers of six words. */
PART lanes limb_of(const lanes *words, int k) {
  const int bit = k * LIMB_BITS, word = bit / WORD_BITS, shift = bit % WORD_BITS;
  lanes bits = right(words[word], (unsigned)shift);
  if (shift > WORD_BITS - LIMB_BITS && word + 1 < WORDS) {
    bits = or(bits, left(words[word + 1], (unsigned)(WORD_BITS - shift)));
  }
  return limb(bits);
}

/* A coordinate of each lane, big-endian. */
PART void read_number(number *out, const uint8_t *const *from, size_t offset) {
  uint64_t words[WORDS][LANES];
  for (int lane = 0; lane < LANES; lane++) {
    for (int i = 0; i < WORDS; i++) {
      uint64_t word;
      __builtin_memcpy(&word, from[lane] + offset + (WORDS - 1 - i) * sizeof word, sizeof word);
      words[i][lane] = __builtin_bswap64(word);
    }
  }
  lanes w[WORDS];
  for (int i = 0; i < WORDS; i++) {
    w[i] = _mm512_loadu_si512(words[i]);
  }
  number plain, radix;
#pragma GCC unroll 8
  for (int k = 0; k < LIMBS; k++) {
    plain.limb[k] = limb_of(w, k);
  }
  constant(&radix, RADIX);
  dot_1(out, &plain, &radix);
}

/* A number of each lane in Java's Montgomery form, below p, in six words. */
PART void give(const number *x, uint64_t words[WORDS][LANES]) {
  number radix, form;
  constant(&radix, JAVA_RADIX);
  dot_1(&form, x, &radix);
  lanes columns[LIMBS];
  for (int k = 0; k < LIMBS; k++) {
    columns[k] = subtract(form.limb[k], all(MODULUS[k]));
  }
  number less;
  carry_limbs(LIMBS, less.limb, columns);
  const __mmask8 negative = _mm512_cmplt_epi64_mask(less.limb[LIMBS - 1], zero());
  lanes w[WORDS] = {zero(), zero(), zero(), zero(), zero(), zero()};
#pragma GCC unroll 8
  for (int k = 0; k < LIMBS; k++) {
    const lanes l = _mm512_mask_mov_epi64(less.limb[k], negative, form.limb[k]);
    const int bit = k * LIMB_BITS, word = bit / WORD_BITS, shift = bit % WORD_BITS;
    w[word] = or(w[word], left(l, (unsigned)shift));
    if (shift > WORD_BITS - LIMB_BITS && word + 1 < WORDS) {
      w[word + 1] = or(w[word + 1], right(l, (unsigned)(WORD_BITS - shift)));
    }
  }
  for (int i = 0; i < WORDS; i++) {
    _mm512_storeu_si512(words[i], w[i]);
  }
}

#endif
