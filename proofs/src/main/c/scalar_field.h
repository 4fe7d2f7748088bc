/*
 * The field of labels, nodes and scalars in eight lanes: five limbs of 52 bits, least significant
 * first, products in Montgomery form with R = 2^260, which is 35.3 r: a product of values below a r
 * and b r is below (a b / 35.3 + 1) r. Instructions of IFMA, which limit the speed: 50 a product, 30 a
 * square, 45 a reduction.
 *
 * r is 1 - 2^32 modulo 2^52 and the inverse of that is 1 + 2^32: column t is cleared by
 * -(t + t * 2^32) times r without a multiplication to find it, and what r's lowest limb adds to the
 * column itself is only a carry.
 */
#ifndef SEALWRIGHT_SCALAR_FIELD_H
#define SEALWRIGHT_SCALAR_FIELD_H

#include "lanes.h"

#include <stddef.h>

enum { LIMBS = 5, WORDS = 4 };

/* Five limbs, each in all lanes. Carried: below 2^52. */
typedef struct {
  lanes limb[LIMBS];
} element;

static const uint64_t MODULUS[LIMBS] = {0xfffff00000001, 0x2fffe5bfefff, 0x9a1d80553bda4,
                                        0x7d483339d8080, 0x73eda753299d};

PART element constant(const uint64_t *limbs) {
  element e;
#pragma GCC unroll 5
  for (int k = 0; k < LIMBS; k++) {
    e.limb[k] = all(limbs[k]);
  }
  return e;
}

PART element carried(const lanes *columns) {
  element e;
  carry_limbs(LIMBS, e.limb, columns);
  return e;
}

/* Adds the multiple of r that clears the first of six columns, and its carry to the next. */
PART void clear(lanes *columns) {
  const lanes m = subtract(zero(), add(columns[0], left(columns[0], 32)));
  clear_with(LIMBS, columns, m, MODULUS);
}

/* The value of ten columns divided by 2^260, modulo r. */
PART element reduce(lanes *columns) {
#pragma GCC unroll 5
  for (int k = 0; k < LIMBS; k++) {
    clear(columns + k);
  }
  return carried(columns + LIMBS);
}

/* x * y / 2^260 modulo r. */
PART element multiply(element x, element y) {
  lanes columns[2 * LIMBS];
#pragma GCC unroll 10
  for (int k = 0; k < 2 * LIMBS; k++) {
    columns[k] = zero();
  }
#pragma GCC unroll 5
  for (int i = 0; i < LIMBS; i++) {
#pragma GCC unroll 5
    for (int j = 0; j < LIMBS; j++) {
      columns[i + j] = add_low(columns[i + j], x.limb[i], y.limb[j]);
    }
#pragma GCC unroll 5
    for (int j = 0; j < LIMBS; j++) {
      columns[i + j + 1] = add_high(columns[i + j + 1], x.limb[i], y.limb[j]);
    }
  }
  return reduce(columns);
}

PART element square(element x) {
  lanes columns[2 * LIMBS];
#pragma GCC unroll 10
  for (int k = 0; k < 2 * LIMBS; k++) {
    columns[k] = zero();
  }
#pragma GCC unroll 5
  for (int i = 0; i < LIMBS; i++) {
#pragma GCC unroll 5
    for (int j = i + 1; j < LIMBS; j++) {
      columns[i + j] = add_low(columns[i + j], x.limb[i], x.limb[j]);
    }
#pragma GCC unroll 5
    for (int j = i + 1; j < LIMBS; j++) {
      columns[i + j + 1] = add_high(columns[i + j + 1], x.limb[i], x.limb[j]);
    }
  }
#pragma GCC unroll 10
  for (int k = 0; k < 2 * LIMBS; k++) {
    columns[k] = add(columns[k], columns[k]);
  }
#pragma GCC unroll 5
  for (int i = 0; i < LIMBS; i++) {
    columns[2 * i] = add_low(columns[2 * i], x.limb[i], x.limb[i]);
    columns[2 * i + 1] = add_high(columns[2 * i + 1], x.limb[i], x.limb[i]);
  }
  return reduce(columns);
}

PART element plus(element x, element y) {
  lanes columns[LIMBS];
#pragma GCC unroll 5
  for (int k = 0; k < LIMBS; k++) {
    columns[k] = add(x.limb[k], y.limb[k]);
  }
  return carried(columns);
}

/* An element of each lane, `stride` words apart. */
PART element take(const uint64_t *nodes, size_t stride) {
  uint64_t words[WORDS][LANES];
  for (size_t lane = 0; lane < LANES; lane++) {
    for (size_t word = 0; word < WORDS; word++) {
      words[word][lane] = nodes[lane * stride + word];
    }
  }
  lanes w[WORDS];
  for (int word = 0; word < WORDS; word++) {
    w[word] = _mm512_loadu_si512(words[word]);
  }
  const element e = {{limb(w[0]), limb(or(right(w[0], 52), left(w[1], 12))),
                      limb(or(right(w[1], 40), left(w[2], 24))),
                      limb(or(right(w[2], 28), left(w[3], 36))), right(w[3], 16)}};
  return e;
}

/* Writes what is below 2 r as nodes, which are below r. */
PART void give(element e, uint64_t *nodes) {
  lanes columns[LIMBS];
  for (int k = 0; k < LIMBS; k++) {
    columns[k] = subtract(e.limb[k], all(MODULUS[k]));
  }
  const element less = carried(columns);
  const __mmask8 negative = _mm512_cmplt_epi64_mask(less.limb[LIMBS - 1], zero());
  lanes l[LIMBS];
  for (int k = 0; k < LIMBS; k++) {
    l[k] = _mm512_mask_mov_epi64(less.limb[k], negative, e.limb[k]);
  }
  uint64_t words[WORDS][LANES];
  _mm512_storeu_si512(words[0], or(l[0], left(l[1], 52)));
  _mm512_storeu_si512(words[1], or(right(l[1], 12), left(l[2], 40)));
  _mm512_storeu_si512(words[2], or(right(l[2], 24), left(l[3], 28)));
  _mm512_storeu_si512(words[3], or(right(l[3], 36), left(l[4], 16)));
  for (int lane = 0; lane < LANES; lane++) {
    for (int word = 0; word < WORDS; word++) {
      nodes[lane * WORDS + word] = words[word][lane];
    }
  }
}

#endif
