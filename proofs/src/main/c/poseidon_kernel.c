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
 * r is 1 - 2^32 modulo 2^52 and the inverse of that is 1 + 2^32: column t is cleared by
 * -(t + t * 2^32) times r without a multiplication to find it, and what r's lowest limb adds to the
 * column itself is only a carry.
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

#include <stddef.h>

#if defined(__x86_64__)
#include <immintrin.h>

enum { LIMBS = 5, LIMB_BITS = 52, LANES = 8, GROUPS = 2, WORDS = 4, MOST_WIDTH = 12, HALF = 4 };

#define TARGET __attribute__((target("avx512f,avx512ifma")))
#define PART static inline __attribute__((always_inline)) TARGET

typedef __m512i lanes;

/* Five limbs, each in all lanes. Carried: below 2^52. */
typedef struct {
  lanes limb[LIMBS];
} element;

/* A row's sum: limb k is low[k] + high[k - 1]. */
typedef struct {
  lanes low[LIMBS];
  lanes high[LIMBS];
} sum;

/* The state of each group. */
typedef element state[GROUPS][MOST_WIDTH];

static const uint64_t MASK = (UINT64_C(1) << LIMB_BITS) - 1;
static const uint64_t MODULUS[LIMBS] = {0xfffff00000001, 0x2fffe5bfefff, 0x9a1d80553bda4,
                                        0x7d483339d8080, 0x73eda753299d};

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

PART element constant(const uint64_t *limbs) {
  element e;
#pragma GCC unroll 5
  for (int k = 0; k < LIMBS; k++) {
    e.limb[k] = all(limbs[k]);
  }
  return e;
}

/* Five columns, which may be negative, as the limbs of a value that is not. */
PART element carried(const lanes *columns) {
  element e;
  lanes column = columns[0];
#pragma GCC unroll 4
  for (int k = 0; k < LIMBS - 1; k++) {
    e.limb[k] = limb(column);
    column = add(columns[k + 1], carry(column));
  }
  e.limb[LIMBS - 1] = column;
  return e;
}

/* Adds the multiple of r that clears the first of six columns, and its carry to the next. */
PART void clear(lanes *columns) {
  const lanes m = subtract(zero(), add(columns[0], left(columns[0], 32)));
  const lanes rest = carry(add(columns[0], all(MASK)));
#pragma GCC unroll 4
  for (int k = 1; k < LIMBS; k++) {
    columns[k] = add_low(columns[k], m, all(MODULUS[k]));
  }
#pragma GCC unroll 5
  for (int k = 0; k < LIMBS; k++) {
    columns[k + 1] = add_high(columns[k + 1], m, all(MODULUS[k]));
  }
  columns[1] = add(columns[1], rest);
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

/* x + y, and 4 r - x. */
PART element plus(element x, element y) {
  lanes columns[LIMBS];
#pragma GCC unroll 5
  for (int k = 0; k < LIMBS; k++) {
    columns[k] = add(x.limb[k], y.limb[k]);
  }
  return carried(columns);
}

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

/* Replaces element i by its fifth power. */
PART void raise(state s, int i) {
  element power[GROUPS];
#pragma GCC unroll 2
  for (int g = 0; g < GROUPS; g++) {
    power[g] = square(s[g][i]);
  }
#pragma GCC unroll 2
  for (int g = 0; g < GROUPS; g++) {
    power[g] = square(power[g]);
  }
#pragma GCC unroll 2
  for (int g = 0; g < GROUPS; g++) {
    s[g][i] = multiply(power[g], s[g][i]);
  }
}

/* Replaces the first element by its fifth power times a factor, on which no square waits. */
PART void raise_first(state s, const uint64_t *factor) {
  element power[GROUPS], scaled[GROUPS];
#pragma GCC unroll 2
  for (int g = 0; g < GROUPS; g++) {
    power[g] = square(s[g][0]);
    scaled[g] = multiply(s[g][0], constant(factor));
  }
#pragma GCC unroll 2
  for (int g = 0; g < GROUPS; g++) {
    power[g] = square(power[g]);
  }
#pragma GCC unroll 2
  for (int g = 0; g < GROUPS; g++) {
    s[g][0] = multiply(power[g], scaled[g]);
  }
}

/* A node of each lane, `stride` words apart, plus a constant. */
PART element take(const uint64_t *nodes, size_t stride, const uint64_t *added) {
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
  const lanes columns[LIMBS] = {
      add(limb(w[0]), all(added[0])),
      add(limb(or(right(w[0], 52), left(w[1], 12))), all(added[1])),
      add(limb(or(right(w[1], 40), left(w[2], 24))), all(added[2])),
      add(limb(or(right(w[2], 28), left(w[3], 36))), all(added[3])),
      add(right(w[3], 16), all(added[4]))};
  return carried(columns);
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

/*
 * The plan, in words: entries of row 0 and beyond, 2 * width - 1 (three times width - 1 for halves);
 * the last factor; the initial constants, number 0 being the raised tag; and for each round but the
 * first the constants added before it, `width` or, for a partial one, one, and then its factor.
 */
PART void hash(int width, const uint64_t *plan, uint32_t partial_rounds, const uint64_t *nodes,
               size_t lane_stride, size_t child_stride, uint64_t *digests) {
  const uint64_t *last = plan + (width == MOST_WIDTH ? 3 * (width - 1) : 2 * width - 1);
  const uint64_t *initial = last + LIMBS;
  const uint64_t *next = initial + width * LIMBS;
  state a, b;
  element(*now)[MOST_WIDTH] = a;
  element(*mixed)[MOST_WIDTH] = b;
  for (int g = 0; g < GROUPS; g++) {
    now[g][0] = constant(initial);
  }
  for (int i = 1; i < width; i++) {
    for (int g = 0; g < GROUPS; g++) {
      const uint64_t *of_group = nodes + (size_t)g * LANES * lane_stride;
      now[g][i] = take(of_group + (size_t)(i - 1) * child_stride, lane_stride, initial + i * LIMBS);
    }
    raise(now, i);
  }
  for (uint32_t round = 1; round < 2 * HALF + partial_rounds; round++) {
    const int partial = round >= HALF && round < HALF + partial_rounds;
    const int constants = partial ? 1 : width;
    mix(width, plan, now, mixed, next, constants);
    element(*raised)[MOST_WIDTH] = mixed;
    mixed = now;
    now = raised;
    next += constants * LIMBS;
    for (int i = 0; !partial && i < width; i++) {
      raise(now, i);
    }
    if (partial) {
      raise_first(now, next);
      next += LIMBS;
    }
  }
  mix(width, plan, now, mixed, NULL, 0);
  for (int g = 0; g < GROUPS; g++) {
    give(multiply(mixed[g][1], constant(last)), digests + g * LANES * WORDS);
  }
}

TARGET void kernel_poseidon(uint32_t width, const uint64_t *plan, uint32_t partial_rounds,
                            const uint64_t *nodes, uint64_t lane_stride, uint64_t child_stride,
                            uint64_t *digests) {
  switch (width) {
    case 3:
      hash(3, plan, partial_rounds, nodes, lane_stride, child_stride, digests);
      break;
    case 9:
      hash(9, plan, partial_rounds, nodes, lane_stride, child_stride, digests);
      break;
    case 12:
      hash(12, plan, partial_rounds, nodes, lane_stride, child_stride, digests);
      break;
    default:
      break;
  }
}

#endif
