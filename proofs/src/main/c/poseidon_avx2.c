/*
 * Poseidon for processors without IFMA: poseidon_kernel.c in AVX2, which multiplies four pairs of
 * 32-bit numbers. Stands beside the same Java classes, from whose form of elements it differs in
 * nothing: nine limbs of 29 bits, least significant first, one hash in each of four lanes, products
 * in Montgomery form with R = 2^261, which is 70.7 r.
 *
 * r is 1 modulo 2^32, so that the multiple of r which clears a column is that column negated. A
 * column has room for 64 bits, and a limb for 32, so that sums of a few elements need no carries.
 * Therefore the matrix, whose entry (i, j) is D / (i + j + width), is multiplied in blocks of three
 * by three, each with five different entries:
 *
 *   width 12, halves of halves:         width 9, thirds, six blocks instead of nine:
 *
 *   | A  B |   | (A - B) x + B (x + y) |  | A  B  C |   | B (x + y) + C (x + z) - (B + C - A) x |
 *   | B  C | = | B (x + y) - (B - C) y |  | B  C  D | = | B (x + y) + D (y + z) - (B + D - C) y |
 *                                         | C  D  E |   | C (x + z) + D (y + z) - (C + D - E) z |
 *
 * For width 12 nine blocks do instead of sixteen. All entries there are positive, for they fall ever
 * more slowly. They have up to 44 bits, two digits of 29 bits each; in the other widths 32 suffice.
 * What is subtracted is added as a multiple of r less it, whose limbs are so large that none becomes
 * negative.
 *
 * Bounds: limbs that are stored are below 2^29. Sums and differences of two are below 2^30, those of
 * four below 2^31; a column of width 12 collects four times three products below 2^60, and one of
 * width 9 at most 0.59 D * 2^30, with D = 2^34.64: below 0.94 * 2^64. A reduction adds 2^58 to each.
 * Values that are mixed are below 1.1 r, and rows reduced to below 1.04 r.
 */
#include "kernels.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <stddef.h>

#define TARGET __attribute__((target("avx2")))
#define PART static inline __attribute__((always_inline)) TARGET
#define CALLED static __attribute__((noinline)) TARGET

enum { LIMBS = 9, LIMB_BITS = 29, LANES = 4, GROUPS = 2, WORDS = 4, MOST_WIDTH = 12 };

/* Elements of a block, different entries of one, and columns of its sums: for two digits, one more. */
enum { BLOCK = 3, ENTRIES = 2 * BLOCK - 1, COLUMNS = LIMBS + 1 };

typedef __m256i lanes;

/* Limbs in all lanes. */
typedef struct {
  lanes limb[LIMBS];
} element;

/* A row's sum. */
typedef struct {
  lanes column[COLUMNS];
} sum;

typedef element state[GROUPS][MOST_WIDTH];

static const uint64_t MASK = (UINT64_C(1) << LIMB_BITS) - 1;
static const uint64_t MODULUS[LIMBS] = {0x1,        0x1ffffff8, 0x1f96ffbf, 0x1b4805ff, 0x1d80553b,
                                        0x0c0404d0, 0x1520cce7, 0x0a6533af, 0x73eda7};

/* 2 r with limbs that no limb exceeds, and 4 r with limbs that no sum of two exceeds. */
static const uint64_t OVER_ONE[LIMBS] = {0x20000002, 0x3fffffef, 0x3f2dff7e, 0x36900bfe, 0x3b00aa76,
                                         0x380809a0, 0x2a4199cd, 0x34ca675e, 0xe7db4d};
static const uint64_t OVER_TWO[LIMBS] = {0x40000004, 0x5fffffde, 0x5e5bfefd, 0x4d2017fd, 0x560154ed,
                                         0x50101341, 0x5483339b, 0x4994cebc, 0x1cfb69b};

PART lanes all(uint64_t value) { return _mm256_set1_epi64x((long long)value); }
PART lanes zero(void) { return _mm256_setzero_si256(); }
PART lanes add(lanes a, lanes b) { return _mm256_add_epi64(a, b); }
PART lanes subtract(lanes a, lanes b) { return _mm256_sub_epi64(a, b); }
PART lanes times(lanes a, lanes b) { return _mm256_mul_epu32(a, b); }
PART lanes limb(lanes a) { return _mm256_and_si256(a, all(MASK)); }
PART lanes carry(lanes a) { return _mm256_srli_epi64(a, LIMB_BITS); }

PART element constant(const uint64_t *limbs) {
  element e;
#pragma GCC unroll 9
  for (int k = 0; k < LIMBS; k++) {
    e.limb[k] = all(limbs[k]);
  }
  return e;
}

/* Columns as limbs, of which the last may be larger. */
PART void carry_limbs(element *out, const lanes *columns) {
  lanes column = columns[0];
#pragma GCC unroll 9
  for (int k = 0; k < LIMBS - 1; k++) {
    out->limb[k] = limb(column);
    column = add(columns[k + 1], carry(column));
  }
  out->limb[LIMBS - 1] = column;
}

/* Adds the multiple of r that clears the first of nine columns, and its carry to the next. */
PART void clear(lanes *columns) {
  const lanes m = limb(subtract(zero(), columns[0]));
  columns[1] = add(columns[1], carry(add(columns[0], all(MASK))));
#pragma GCC unroll 9
  for (int k = 1; k < LIMBS; k++) {
    columns[k] = add(columns[k], times(m, all(MODULUS[k])));
  }
}

/* x * y / 2^261 modulo r. */
CALLED void multiply_to(element *out, const element *x, const element *y) {
  lanes columns[2 * LIMBS];
#pragma GCC unroll 9
  for (int k = 0; k < LIMBS - 1; k++) {
    columns[k] = zero();
  }
#pragma GCC unroll 9
  for (int i = 0; i < LIMBS; i++) {
    columns[i + LIMBS - 1] = zero();
#pragma GCC unroll 9
    for (int j = 0; j < LIMBS; j++) {
      columns[i + j] = add(columns[i + j], times(x->limb[i], y->limb[j]));
    }
    clear(columns + i);
  }
  columns[2 * LIMBS - 1] = zero();
  carry_limbs(out, columns + LIMBS);
}

CALLED void square_to(element *out, const element *x) {
  lanes columns[2 * LIMBS], twice[LIMBS];
#pragma GCC unroll 9
  for (int k = 0; k < LIMBS; k++) {
    twice[k] = add(x->limb[k], x->limb[k]);
  }
#pragma GCC unroll 18
  for (int k = 0; k < 2 * LIMBS; k++) {
    columns[k] = zero();
#pragma GCC unroll 9
    for (int i = 0; i < LIMBS; i++) {
      if (2 * i < k && k - i < LIMBS) {
        columns[k] = add(columns[k], times(twice[i], x->limb[k - i]));
      } else if (2 * i == k) {
        columns[k] = add(columns[k], times(x->limb[i], x->limb[i]));
      }
    }
  }
#pragma GCC unroll 9
  for (int k = 0; k < LIMBS; k++) {
    clear(columns + k);
  }
  carry_limbs(out, columns + LIMBS);
}

PART element plus(element x, element y) {
  lanes columns[LIMBS];
#pragma GCC unroll 9
  for (int k = 0; k < LIMBS; k++) {
    columns[k] = add(x.limb[k], y.limb[k]);
  }
  element e;
  carry_limbs(&e, columns);
  return e;
}

/* x + y and over - x, limb by limb. */
PART void both_of(element *out, const element *x, const element *y) {
#pragma GCC unroll 9
  for (int k = 0; k < LIMBS; k++) {
    out->limb[k] = add(x->limb[k], y->limb[k]);
  }
}

PART void less(element *out, const uint64_t *over, const element *x) {
#pragma GCC unroll 9
  for (int k = 0; k < LIMBS; k++) {
    out->limb[k] = subtract(all(over[k]), x->limb[k]);
  }
}

PART void join(sum *out, const sum *s, const sum *t) {
#pragma GCC unroll 10
  for (int k = 0; k < COLUMNS; k++) {
    out->column[k] = add(s->column[k], t->column[k]);
  }
}

/* Sums, or nothing, plus a block times three elements: digits of entries lie one after the other. */
PART void block(int digits, const uint64_t *entries, const element *x, const sum *from, sum *to) {
  for (int i = 0; i < BLOCK; i++) {
    lanes columns[COLUMNS];
#pragma GCC unroll 10
    for (int k = 0; k < COLUMNS; k++) {
      columns[k] = from == NULL ? zero() : from[i].column[k];
    }
#pragma GCC unroll 3
    for (int j = 0; j < BLOCK; j++) {
#pragma GCC unroll 2
      for (int digit = 0; digit < digits; digit++) {
        const lanes entry = all(entries[digit * ENTRIES + i + j]);
#pragma GCC unroll 9
        for (int k = 0; k < LIMBS; k++) {
          columns[k + digit] = add(columns[k + digit], times(entry, x[j].limb[k]));
        }
      }
    }
#pragma GCC unroll 10
    for (int k = 0; k < COLUMNS; k++) {
      to[i].column[k] = columns[k];
    }
  }
}

CALLED void block_1(const uint64_t *entries, const element *x, const sum *from, sum *to) {
  block(1, entries, x, from, to);
}

CALLED void block_2(const uint64_t *entries, const element *x, const sum *from, sum *to) {
  block(2, entries, x, from, to);
}

/* A sum, plus a constant or nothing, divided by 2^29 as often as told. */
PART void quotient(int steps, element *out, const sum *s, const uint64_t *added) {
  lanes columns[COLUMNS + 1];
#pragma GCC unroll 10
  for (int k = 0; k < COLUMNS; k++) {
    columns[k] = s->column[k];
  }
  columns[COLUMNS] = zero();
  if (added != NULL) {
#pragma GCC unroll 9
    for (int k = 0; k < LIMBS; k++) {
      columns[k] = add(columns[k], all(added[k]));
    }
  }
#pragma GCC unroll 2
  for (int step = 0; step < steps; step++) {
    clear(columns + step);
  }
  carry_limbs(out, columns + steps);
}

/* Sums, or nothing, plus six rows and columns of width 12 times six elements, in halves. */
CALLED void six(const uint64_t *entries, const element *x, const sum *from, sum *to) {
  element both[BLOCK], rest[BLOCK];
  sum shared[BLOCK];
  for (int i = 0; i < BLOCK; i++) {
    both_of(both + i, x + i, x + BLOCK + i);
    less(rest + i, OVER_TWO, x + BLOCK + i);
  }
  block_2(entries, both, NULL, shared);
  for (int i = 0; i < BLOCK; i++) {
    if (from == NULL) {
      to[i] = to[BLOCK + i] = shared[i];
    } else {
      join(to + i, from + i, shared + i);
      join(to + BLOCK + i, from + BLOCK + i, shared + i);
    }
  }
  block_2(entries + 2 * ENTRIES, x, to, to);
  block_2(entries + 4 * ENTRIES, rest, to + BLOCK, to + BLOCK);
}

PART void mix_12(const uint64_t *entries, const element *x, sum *sums) {
  enum { HALF_WIDTH = 6, WORDS_OF_SIX = 6 * ENTRIES };
  element both[HALF_WIDTH], rest[HALF_WIDTH];
  sum shared[HALF_WIDTH];
  for (int i = 0; i < HALF_WIDTH; i++) {
    both_of(both + i, x + i, x + HALF_WIDTH + i);
    less(rest + i, OVER_ONE, x + HALF_WIDTH + i);
  }
  six(entries, both, NULL, shared);
  six(entries + WORDS_OF_SIX, x, shared, sums);
  six(entries + 2 * WORDS_OF_SIX, rest, shared, sums + HALF_WIDTH);
}

/* Entries are those of B, C and D, and of the three that are subtracted. */
PART void mix_9(const uint64_t *entries, const element *x, sum *sums) {
  static const int PAIRS[][2] = {{0, 1}, {0, 2}, {1, 2}};
  sum shared[BLOCK][BLOCK];
  element parts[BLOCK];
  for (int p = 0; p < BLOCK; p++) {
    for (int i = 0; i < BLOCK; i++) {
      both_of(parts + i, x + BLOCK * PAIRS[p][0] + i, x + BLOCK * PAIRS[p][1] + i);
    }
    block_1(entries + p * ENTRIES, parts, NULL, shared[p]);
  }
  for (int p = 0; p < BLOCK; p++) {
    sum *to = sums + BLOCK * p;
    for (int i = 0; i < BLOCK; i++) {
      join(to + i, shared[PAIRS[p][0]] + i, shared[PAIRS[p][1]] + i);
      less(parts + i, OVER_ONE, x + BLOCK * p + i);
    }
    block_1(entries + (BLOCK + p) * ENTRIES, parts, to, to);
  }
}

/* Words of the matrix in a plan: of one block, six blocks, or nine with two digits. */
PART int entries_of(int width) {
  return width == MOST_WIDTH ? 18 * ENTRIES : width == BLOCK ? ENTRIES : 6 * ENTRIES;
}

/* The matrix times each group's state, plus constants, into the other state. */
PART void mix(int width, const uint64_t *entries, state from, state to, const uint64_t *added,
              int constants) {
  for (int g = 0; g < GROUPS; g++) {
    sum sums[MOST_WIDTH];
    if (width == MOST_WIDTH) {
      mix_12(entries, from[g], sums);
    } else if (width == BLOCK) {
      block_1(entries, from[g], NULL, sums);
    } else {
      mix_9(entries, from[g], sums);
    }
    for (int i = 0; i < width; i++) {
      quotient(width == BLOCK ? 1 : 2, &to[g][i], sums + i,
               i < constants ? added + i * LIMBS : NULL);
    }
  }
}

/* An element of each lane, `stride` words apart. */
PART element take(const uint64_t *nodes, size_t stride) {
  element e;
  lanes w[WORDS + 1];
  for (size_t word = 0; word < WORDS; word++) {
    w[word] = _mm256_set_epi64x(
        (long long)nodes[3 * stride + word], (long long)nodes[2 * stride + word],
        (long long)nodes[stride + word], (long long)nodes[word]);
  }
  w[WORDS] = zero();
#pragma GCC unroll 9
  for (int k = 0; k < LIMBS; k++) {
    const int word = k * LIMB_BITS / 64, shift = k * LIMB_BITS % 64;
    lanes bits = _mm256_srli_epi64(w[word], shift);
    if (shift > 64 - LIMB_BITS) {
      bits = _mm256_or_si256(bits, _mm256_slli_epi64(w[word + 1], 64 - shift));
    }
    e.limb[k] = limb(bits);
  }
  return e;
}

/* Writes what is below 2 r as nodes, which are below r. */
PART void give(element e, uint64_t *nodes) {
  /* 2^261 - r: added, it carries out of the limbs just when nothing is left of a subtraction. */
  lanes columns[LIMBS];
  element below;
  for (int k = 0; k < LIMBS; k++) {
    columns[k] = add(e.limb[k], all(k == 0 ? MASK + 1 - MODULUS[0] : MASK - MODULUS[k]));
  }
  carry_limbs(&below, columns);
  const lanes top = below.limb[LIMBS - 1];
  const lanes over = subtract(zero(), carry(top));
  below.limb[LIMBS - 1] = limb(top);
  uint64_t limbs[LIMBS][LANES];
  for (int k = 0; k < LIMBS; k++) {
    const lanes chosen = _mm256_blendv_epi8(e.limb[k], below.limb[k], over);
    _mm256_storeu_si256((lanes *)(void *)limbs[k], chosen);
  }
  for (int lane = 0; lane < LANES; lane++) {
    uint64_t words[WORDS] = {0, 0, 0, 0};
    for (int k = 0; k < LIMBS; k++) {
      const int word = k * LIMB_BITS / 64, shift = k * LIMB_BITS % 64;
      words[word] |= limbs[k][lane] << shift;
      if (shift > 64 - LIMB_BITS && word + 1 < WORDS) {
        words[word + 1] |= limbs[k][lane] >> (64 - shift);
      }
    }
    for (int word = 0; word < WORDS; word++) {
      nodes[lane * WORDS + word] = words[word];
    }
  }
}

#include "poseidon_rounds.h"

TARGET void kernel_poseidon_avx2(uint32_t width, const uint64_t *plan, uint32_t partial_rounds,
                                 const uint64_t *nodes, uint64_t lane_stride,
                                 uint64_t child_stride, uint64_t *digests) {
  hash_width(width, plan, partial_rounds, nodes, lane_stride, child_stride, digests);
}

#endif
