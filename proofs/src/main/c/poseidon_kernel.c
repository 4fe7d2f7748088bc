/*
 * Poseidon, sixteen hashes side by side. Stands beside LaneBatch.java, LaneField.java and
 * LaneMatrix.java, and computes what they do from the same Schedule: a matrix of integers of up to
 * 44 bits, and one factor at the end that undoes what all reductions have left. Source of
 * the hash: the Poseidon paper (Grassi, Khovratovich, Rechberger, Roy, Schofnegger), and section 3.6
 * of the proofs specification.
 *
 * An element of the field is five limbs of 52 bits, least significant first, one hash in each of
 * the eight lanes of a vector, and there are two such groups: the steps of a hash wait for each
 * other, those of the other group fill the gaps. AVX-512 IFMA multiplies limbs in all lanes and adds
 * the low or the high half of the products to columns of 64 bits, so that sums are carried once,
 * when they are complete. It is what limits the speed; so in numbers of it:
 *
 *   multiply   50, and 30 for a square, whose equal products are taken once and doubled
 *   reduce     45: five steps, each adds the multiple of r that clears the lowest column
 *   row        10 a term, for an entry is one limb, and one step of a reduction
 *
 * The matrix has entry (i, j) = D / (i + j + width): one number for each sum of indices. In halves
 *
 *   | A  B |   | x |     | (A - B) x + B (x + y) |
 *   | B  C | * | y |  =  | B (x + y) - (B - C) y |
 *
 * takes three quarters of the products, and as entries fall ever more slowly A - B and B - C are
 * such matrices again, of positive integers. It pays for width 12, by a tenth of the hash; at width 9
 * what is saved is spent on carrying sums, and quarters cost more than halves.
 *
 * Partial rounds need no other form of the matrix. Instructions of a partial round without its
 * power, for the sparse form with or without blocks and for the recurrence that first elements
 * obey, which takes 2 * width - 2 products and one reduction and needs its first and last
 * width - 1 rounds in another form:
 *
 *   width         3     9    12
 *   here        212   986  1283    with 95 for the factor that keeps all elements at one scale
 *   sparse      385  1255  1690
 *   in blocks   365  1060  1394
 *   recurrence  245   845  1145    without its ends, which eat most of what it gains
 *
 * Bounds: a column collects no more than 12 * 2 + 10 terms of 52 bits. R = 2^260 is 35.3 r, so that a
 * product of values below 2 r is below 1.12 r. A row is below 2^52 * 0.04 r when its terms are below
 * 4 r, so it is reduced to below 1.04 r. Children come with constants and are below 2 r.
 */
#include "kernels.h"

#if defined(__x86_64__)
#include "scalar_field.h"

enum { GROUPS = 2, MOST_WIDTH = 12 };

/* A row's sum: limb k is low[k] + high[k - 1]. */
typedef struct {
  lanes low[LIMBS];
  lanes high[LIMBS];
} sum;

/* The state of each group. */
typedef element state[GROUPS][MOST_WIDTH];

/* 4 r - x. */
PART element negative(element x) {
  lanes columns[LIMBS];
#pragma GCC unroll 5
  for (int k = 0; k < LIMBS; k++) {
    columns[k] = subtract(all(4 * MODULUS[k]), x.limb[k]);
  }
  return carried(columns);
}

/* A constant, or nothing, to which a row is added. */
PART sum start(const uint64_t *added) {
  sum s;
#pragma GCC unroll 5
  for (int k = 0; k < LIMBS; k++) {
    s.low[k] = added == NULL ? zero() : all(added[k]);
    s.high[k] = zero();
  }
  return s;
}

PART void add_term(sum *s, uint64_t entry, const element *x) {
#pragma GCC unroll 5
  for (int k = 0; k < LIMBS; k++) {
    s->low[k] = add_low(s->low[k], all(entry), x->limb[k]);
    s->high[k] = add_high(s->high[k], all(entry), x->limb[k]);
  }
}

PART sum joined(sum s, sum t) {
#pragma GCC unroll 5
  for (int k = 0; k < LIMBS; k++) {
    s.low[k] = add(s.low[k], t.low[k]);
    s.high[k] = add(s.high[k], t.high[k]);
  }
  return s;
}

/* A sum divided by 2^52, modulo r. */
PART element quotient(sum s) {
  lanes columns[LIMBS + 1];
  columns[0] = s.low[0];
#pragma GCC unroll 4
  for (int k = 1; k < LIMBS; k++) {
    columns[k] = add(s.low[k], s.high[k - 1]);
  }
  columns[LIMBS] = s.high[LIMBS - 1];
  clear(columns);
  return carried(columns + 1);
}

/* A row of the matrix times x, plus a constant or nothing. */
PART element row(int width, const uint64_t *entries, const element *x, const uint64_t *added) {
  sum s = start(added);
  for (int j = 0; j < width; j++) {
    add_term(&s, entries[j], x + j);
  }
  return quotient(s);
}

/* The constant of element i where only the first `constants` have one. */
PART const uint64_t *constant_of(int i, const uint64_t *added, int constants) {
  return i < constants ? added + i * LIMBS : NULL;
}

/* The matrix times x, in halves: entries are those of B, A - B and B - C. */
PART void mix_halves(int width, const uint64_t *entries, const element *x, element *out,
                     const uint64_t *added, int constants) {
  const int half = width / 2, pitch = width - 1;
  element both[MOST_WIDTH / 2], less[MOST_WIDTH / 2];
  for (int i = 0; i < half; i++) {
    both[i] = plus(x[i], x[half + i]);
    less[i] = negative(x[half + i]);
  }
  for (int i = 0; i < half; i++) {
    sum shared = start(NULL);
    for (int j = 0; j < half; j++) {
      add_term(&shared, entries[i + j], both + j);
    }
    sum upper = joined(start(constant_of(i, added, constants)), shared);
    sum lower = joined(start(constant_of(half + i, added, constants)), shared);
    for (int j = 0; j < half; j++) {
      add_term(&upper, entries[pitch + i + j], x + j);
      add_term(&lower, entries[2 * pitch + i + j], less + j);
    }
    out[i] = quotient(upper);
    out[half + i] = quotient(lower);
  }
}

/* The matrix times each group's state, plus constants, into the other state. */
PART void mix(int width, const uint64_t *entries, state from, state to, const uint64_t *added,
              int constants) {
  for (int g = 0; g < GROUPS; g++) {
    if (width == MOST_WIDTH) {
      mix_halves(width, entries, from[g], to[g], added, constants);
      continue;
    }
    for (int i = 0; i < width; i++) {
      to[g][i] = row(width, entries + i, from[g], constant_of(i, added, constants));
    }
  }
}

PART void square_to(element *out, const element *x) { *out = square(*x); }

PART void multiply_to(element *out, const element *x, const element *y) {
  *out = multiply(*x, *y);
}

/* Entries of row 0 and beyond, 2 * width - 1; three times width - 1 for halves. */
PART int entries_of(int width) {
  return width == MOST_WIDTH ? 3 * (width - 1) : 2 * width - 1;
}

#include "poseidon_rounds.h"

TARGET void kernel_poseidon(uint32_t width, const uint64_t *plan, uint32_t partial_rounds,
                            const uint64_t *nodes, uint64_t lane_stride, uint64_t child_stride,
                            uint64_t *digests) {
  hash_width(width, plan, partial_rounds, nodes, lane_stride, child_stride, digests);
}

#endif
