/*
 * Transforms between a polynomial's coefficients and its values at the powers of a root of unity.
 * Stands beside Domain.java, and computes what it does.
 *
 * Elements are a matrix, row by row. Its columns are transformed, then their elements multiplied by
 * powers of the root, then its rows, whose results are the columns of the result (the "four step"
 * method of Gentleman and Sande). Lanes are eight neighbouring columns, or rows: they all do the same
 * with the same roots, and each element is brought to limbs and back only twice. The eight lie in
 * `scratch` meanwhile, which the second-level cache holds for up to 2^11 rows.
 *
 * Bounds: a butterfly adds at most 2 r, so that what was below 2 r is below 30 r after 14 of them;
 * products of that are below 2 r. Elements stay in Java's Montgomery form, with 2^256: what they are
 * multiplied by is in that of 2^260.
 */
#include "kernels.h"

#if defined(__x86_64__)
#include "scalar_field.h"

enum { AHEAD = 4, ELEMENT = LIMBS * LANES };

/* Elements of eight lanes, as they lie in memory. */
PART element load(const uint64_t *limbs) {
  element e;
#pragma GCC unroll 5
  for (int k = 0; k < LIMBS; k++) {
    e.limb[k] = _mm512_loadu_si512(limbs + k * LANES);
  }
  return e;
}

PART void store(element e, uint64_t *limbs) {
#pragma GCC unroll 5
  for (int k = 0; k < LIMBS; k++) {
    _mm512_storeu_si512(limbs + k * LANES, e.limb[k]);
  }
}

/* x - y + 2 r, where y is no more than that. */
PART element minus(element x, element y) {
  lanes columns[LIMBS];
#pragma GCC unroll 5
  for (int k = 0; k < LIMBS; k++) {
    columns[k] = subtract(add(x.limb[k], all(2 * MODULUS[k])), y.limb[k]);
  }
  return carried(columns);
}

/* Replaces low and high by low + high and low - high. */
PART void butterfly(uint64_t *low, uint64_t *high, element times_root) {
  const element x = load(low);
  store(plus(x, times_root), low);
  store(minus(x, times_root), high);
}

PART size_t reversed(size_t index, uint32_t bits) {
  size_t result = 0;
  for (uint32_t bit = 0; bit < bits; bit++) {
    result = result << 1 | (index >> bit & 1);
  }
  return result;
}

/* Cooley and Tukey's transform of what lies in reversed order. */
PART void transform(uint32_t log, const uint64_t *roots, uint64_t *elements) {
  const size_t size = (size_t)1 << log;
  for (size_t i = 0; i < size; i += 2) {
    uint64_t *high = elements + (i + 1) * ELEMENT;
    butterfly(elements + i * ELEMENT, high, load(high));
  }
  for (size_t half = 2; half < size; half *= 2) {
    for (size_t block = 0; block < size; block += 2 * half) {
      for (size_t k = 0; k < half; k++) {
        uint64_t *low = elements + (block + k) * ELEMENT, *high = low + half * ELEMENT;
        const element root = constant(roots + k * (size / (2 * half)) * LIMBS);
        butterfly(low, high, multiply(load(high), root));
      }
    }
  }
}

TARGET void kernel_transform(uint32_t log, const uint64_t *roots, const uint64_t *before,
                             const uint64_t *after, const uint64_t *from, uint64_t lane_stride,
                             uint64_t from_stride, uint64_t *to, uint64_t to_stride,
                             uint64_t *scratch) {
  const size_t size = (size_t)1 << log;
  element factor = load(before), step = load(before + ELEMENT);
  for (size_t i = 0; i < size; i++) {
    const uint64_t *place = from + i * from_stride;
    if (i + AHEAD < size && lane_stride == WORDS) {
      for (int line = 0; line < WORDS; line++) {
        _mm_prefetch(place + AHEAD * from_stride + line * LANES, _MM_HINT_T0);
      }
    }
    element e = multiply(take(place, lane_stride), factor);
    factor = multiply(factor, step);
    store(e, scratch + reversed(i, log) * ELEMENT);
  }
  transform(log, roots, scratch);
  factor = load(after);
  step = load(after + ELEMENT);
  for (size_t i = 0; i < size; i++) {
    give(multiply(load(scratch + i * ELEMENT), factor), to + i * to_stride);
    factor = multiply(factor, step);
  }
}

#endif
