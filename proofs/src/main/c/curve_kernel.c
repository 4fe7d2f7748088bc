/*
 * Sums of many multiples of points of BLS12-381, by Pippenger's method. Stands beside
 * MultiScalar.java, Adder.java, Fp.java and Fp2.java, and computes what they do. A sum is kept as
 * four coordinates X, Y, ZZ, ZZZ with x = X/ZZ and y = Y/ZZZ, infinity as zeros; source: the formulas
 * "xyzz" of the Explicit-Formulas Database, for curves with a = 0.
 *
 * A scalar is cut into signed digits, and each lane of a vector is a window of them: it adds the
 * same point as its neighbours to a bucket of its own, so that no two lanes ever want the same one,
 * whatever the scalars are. Points whose scalar is 1, half of a witness, are added eight at a time,
 * each lane to a sum of its own.
 *
 * An addition takes 2432 multiplications of limbs in G1, eight products and a sum of two, and 6912 in
 * G2. Nothing is brought below p but the end result.
 */
#include "kernels.h"

#if defined(__x86_64__)
#include "base_field.h"

enum { SCALAR_WORDS = 5, BLOCK = 32, AHEAD = 2 };

/* Of the field of a group's coordinates: a + b u, b only in G2, which has degree 2. */
typedef struct {
  number part[2];
} element;

typedef struct {
  element x, y;
} point;

typedef struct {
  element x, y, zz, zzz;
} sum;

PART void plus(int degree, element *out, const element *x, const element *y) {
  for (int i = 0; i < degree; i++) {
    plus_number(&out->part[i], &x->part[i], &y->part[i]);
  }
}

PART void minus(int degree, element *out, const element *x, const element *y, uint64_t times) {
  for (int i = 0; i < degree; i++) {
    minus_number(&out->part[i], &x->part[i], &y->part[i], times);
  }
}

PART void negative(int degree, element *out, const element *x, uint64_t times) {
  element nothing;
  for (int i = 0; i < degree; i++) {
    for (int k = 0; k < LIMBS; k++) {
      nothing.part[i].limb[k] = zero();
    }
  }
  minus(degree, out, &nothing, x, times);
}

/* x * y, where the parts with u are below 16 p. */
PART void multiply(int degree, element *out, const element *x, const element *y) {
  if (degree == 1) {
    dot_1(&out->part[0], &x->part[0], &y->part[0]);
    return;
  }
  element less, product;
  negative(degree, &less, y, 16);
  dot_2(&product.part[0], &x->part[0], &y->part[0], &x->part[1], &less.part[1]);
  dot_2(&product.part[1], &x->part[0], &y->part[1], &x->part[1], &y->part[0]);
  *out = product;
}

/* (a + b u)^2 = (a + b)(a - b) + 2 a b u. */
PART void square(int degree, element *out, const element *x) {
  if (degree == 1) {
    dot_1(&out->part[0], &x->part[0], &x->part[0]);
    return;
  }
  number both, difference, twice;
  plus_number(&both, &x->part[0], &x->part[1]);
  minus_number(&difference, &x->part[0], &x->part[1], 16);
  plus_number(&twice, &x->part[0], &x->part[0]);
  dot_1(&out->part[1], &twice, &x->part[1]);
  dot_1(&out->part[0], &both, &difference);
}

/* a * b - c * d, where all is below 16 p. */
PART void multiply_and_subtract(int degree, element *out, const element *a, const element *b,
                                const element *c, const element *d) {
  element minus_b, minus_c;
  negative(degree, &minus_c, c, 16);
  if (degree == 1) {
    dot_2(&out->part[0], &a->part[0], &b->part[0], &minus_c.part[0], &d->part[0]);
    return;
  }
  negative(degree, &minus_b, b, 16);
  const number *const x[] = {&a->part[0], &a->part[1], &minus_c.part[0], &c->part[1]};
  const number *const y[] = {&b->part[0], &minus_b.part[1], &d->part[0], &d->part[1]};
  const number *const v[] = {&a->part[0], &a->part[1], &minus_c.part[0], &minus_c.part[1]};
  const number *const w[] = {&b->part[1], &b->part[0], &d->part[1], &d->part[0]};
  element difference;
  dot_4(&difference.part[0], x, y);
  dot_4(&difference.part[1], v, w);
  *out = difference;
}

/* Lanes in which a product is nothing modulo p; those in which an element is all zeros. */
PART __mmask8 vanishes(int degree, const element *product) {
  static const uint64_t NOTHING[LIMBS];
  __mmask8 mask = (__mmask8)0xff;
  for (int i = 0; i < degree; i++) {
    mask &= equals(&product->part[i], NOTHING) | equals(&product->part[i], MODULUS);
  }
  return mask;
}

PART __mmask8 is_infinity(int degree, const sum *s) {
  lanes any = zero();
  for (int i = 0; i < degree; i++) {
    for (int k = 0; k < LIMBS; k++) {
      any = or(any, s->zz.part[i].limb[k]);
    }
  }
  return _mm512_cmpeq_epi64_mask(any, zero());
}

/* Replaces an element's lanes. */
PART void replace(int degree, element *x, __mmask8 mask, const element *by) {
  for (int i = 0; i < degree; i++) {
    for (int k = 0; k < LIMBS; k++) {
      x->part[i].limb[k] = _mm512_mask_mov_epi64(x->part[i].limb[k], mask, by->part[i].limb[k]);
    }
  }
}

PART void replace_sum(int degree, sum *s, __mmask8 mask, const sum *by) {
  replace(degree, &s->x, mask, &by->x);
  replace(degree, &s->y, mask, &by->y);
  replace(degree, &s->zz, mask, &by->zz);
  replace(degree, &s->zzz, mask, &by->zzz);
}

/* In a sum X is below 10 p, Y below 3 p, and the others are products. */
PART void twice(int degree, sum *out, const sum *s) {
  element u, v, w, m, x, ss, t;
  plus(degree, &u, &s->y, &s->y);
  square(degree, &v, &u);
  multiply(degree, &w, &u, &v);
  multiply(degree, &ss, &s->x, &v);
  square(degree, &t, &s->x);
  plus(degree, &m, &t, &t);
  plus(degree, &m, &m, &t);
  square(degree, &x, &m);
  plus(degree, &t, &ss, &ss);
  minus(degree, &x, &x, &t, 8);
  minus(degree, &t, &ss, &x, 10);
  multiply_and_subtract(degree, &out->y, &m, &t, &s->y, &w);
  out->x = x;
  multiply(degree, &out->zz, &s->zz, &v);
  multiply(degree, &out->zzz, &s->zzz, &w);
}

/*
 * Adds to a sum the point x2 / ZZ, y2 / ZZZ, over its own denominators; in lanes that are not
 * `live`, where one of the two is infinity, the result is not used.
 */
PART void combine(int degree, sum *s, const element *x2, const element *y2, __mmask8 live) {
  const sum before = *s;
  element p, r, pp, ppp, q, rr, t;
  minus(degree, &p, x2, &before.x, 10);
  minus(degree, &r, y2, &before.y, 3);
  square(degree, &pp, &p);
  square(degree, &rr, &r);
  multiply(degree, &ppp, &p, &pp);
  multiply(degree, &q, &before.x, &pp);
  plus(degree, &t, &q, &q);
  plus(degree, &t, &t, &ppp);
  minus(degree, &s->x, &rr, &t, 8);
  minus(degree, &t, &q, &s->x, 10);
  multiply_and_subtract(degree, &s->y, &r, &t, &before.y, &ppp);
  multiply(degree, &s->zz, &before.zz, &pp);
  multiply(degree, &s->zzz, &before.zzz, &ppp);
  const __mmask8 same = vanishes(degree, &pp) & live;
  if (same) {
    sum other; /* The point itself, or its negative: then twice the sum, or infinity. */
    const __mmask8 equal = vanishes(degree, &rr);
    twice(degree, &other, &before);
    for (int i = 0; i < degree; i++) {
      for (int k = 0; k < LIMBS; k++) {
        lanes *limb = &other.zz.part[i].limb[k];
        *limb = _mm512_maskz_mov_epi64(equal, *limb);
      }
    }
    replace_sum(degree, s, same, &other);
  }
}

CALLED void combine_1(sum *s, const element *x2, const element *y2, __mmask8 live) {
  combine(1, s, x2, y2, live);
}

CALLED void combine_2(sum *s, const element *x2, const element *y2, __mmask8 live) {
  combine(2, s, x2, y2, live);
}

/* Adds a point, below 2 p, to a sum. */
PART void add_point(int degree, sum *s, const point *added) {
  const __mmask8 infinite = is_infinity(degree, s);
  element x, y;
  multiply(degree, &x, &added->x, &s->zz);
  multiply(degree, &y, &added->y, &s->zzz);
  (degree == 1 ? combine_1 : combine_2)(s, &x, &y, (__mmask8)~infinite);
  if (infinite) {
    sum first = {.x = added->x, .y = added->y};
    constant(&first.zz.part[0], ONE);
    for (int k = 0; k < LIMBS; k++) {
      first.zz.part[1].limb[k] = zero();
    }
    first.zzz = first.zz;
    replace_sum(degree, s, infinite, &first);
  }
}

/* Adds a sum to a sum. */
PART void add_sum(int degree, sum *s, const sum *added) {
  const __mmask8 infinite = is_infinity(degree, s), nothing = is_infinity(degree, added);
  const sum before = *s;
  element x, y;
  multiply(degree, &x, &added->x, &s->zz);
  multiply(degree, &y, &added->y, &s->zzz);
  multiply(degree, &s->x, &s->x, &added->zz);
  multiply(degree, &s->y, &s->y, &added->zzz);
  multiply(degree, &s->zz, &s->zz, &added->zz);
  multiply(degree, &s->zzz, &s->zzz, &added->zzz);
  (degree == 1 ? combine_1 : combine_2)(s, &x, &y, (__mmask8) ~(infinite | nothing));
  replace_sum(degree, s, infinite, added);
  replace_sum(degree, s, nothing, &before);
}

/* Rows of eight words become columns. */
PART void transpose(lanes *rows) {
  lanes pairs[LANES], fours[LANES];
#pragma GCC unroll 4
  for (int i = 0; i < LANES; i += 2) {
    pairs[i] = _mm512_unpacklo_epi64(rows[i], rows[i + 1]);
    pairs[i + 1] = _mm512_unpackhi_epi64(rows[i], rows[i + 1]);
  }
#pragma GCC unroll 2
  for (int i = 0; i < LANES; i += 4) {
#pragma GCC unroll 2
    for (int k = 0; k < 2; k++) {
      fours[i + k] = _mm512_shuffle_i64x2(pairs[i + k], pairs[i + 2 + k], 0x88);
      fours[i + 2 + k] = _mm512_shuffle_i64x2(pairs[i + k], pairs[i + 2 + k], 0xdd);
    }
  }
#pragma GCC unroll 4
  for (int k = 0; k < 4; k++) {
    rows[k] = _mm512_shuffle_i64x2(fours[k], fours[k + 4], 0x88);
    rows[k + 4] = _mm512_shuffle_i64x2(fours[k], fours[k + 4], 0xdd);
  }
}

/* Words of a sum in memory: four coordinates, whose limbs lie side by side. */
PART size_t sum_words(int degree) { return (size_t)(4 * degree * LIMBS); }

PART element *coordinate(sum *s, int i) {
  element *const all[] = {&s->x, &s->y, &s->zz, &s->zzz};
  return all[i];
}

PART void load_sums(int degree, sum *s, uint64_t *const *from) {
#pragma GCC unroll 8
  for (int i = 0; i < 4 * degree; i++) {
    lanes rows[LANES];
#pragma GCC unroll 8
    for (int lane = 0; lane < LANES; lane++) {
      rows[lane] = _mm512_loadu_si512(from[lane] + i * LIMBS);
    }
    transpose(rows);
    number *to = &coordinate(s, i / degree)->part[i % degree];
#pragma GCC unroll 8
    for (int k = 0; k < LIMBS; k++) {
      to->limb[k] = rows[k];
    }
  }
}

/* Lanes that are not active keep what is there. */
PART void store_sums(int degree, sum *s, uint64_t *const *to, unsigned active) {
#pragma GCC unroll 8
  for (int i = 0; i < 4 * degree; i++) {
    lanes rows[LANES];
    const number *from = &coordinate(s, i / degree)->part[i % degree];
#pragma GCC unroll 8
    for (int k = 0; k < LIMBS; k++) {
      rows[k] = from->limb[k];
    }
    transpose(rows);
#pragma GCC unroll 8
    for (int lane = 0; lane < LANES; lane++) {
      if (active >> lane & 1) {
        _mm512_storeu_si512(to[lane] + i * LIMBS, rows[lane]);
      }
    }
  }
}

/* Points as a file has them, of G2 the parts with u first; beyond `count` the first again. */
PART void read_points(int degree, point *out, const uint8_t *points, size_t count) {
  const size_t bytes = (size_t)(2 * degree * COORDINATE_BYTES);
  const uint8_t *from[LANES];
  for (size_t lane = 0; lane < LANES; lane++) {
    from[lane] = points + (lane < count ? lane * bytes : 0);
  }
  for (int i = 0; i < degree; i++) {
    const size_t at = (size_t)((degree - 1 - i) * COORDINATE_BYTES);
    read_number(&out->x.part[i], from, at);
    read_number(&out->y.part[i], from, at + bytes / 2);
  }
}

/* Eight sums, of a lane each: four coordinates as Java has them. */
PART void give_sums(int degree, sum *s, uint64_t *out) {
  for (int i = 0; i < 4 * degree; i++) {
    uint64_t words[WORDS][LANES];
    give(&coordinate(s, i / degree)->part[i % degree], words);
    for (int lane = 0; lane < LANES; lane++) {
      for (int word = 0; word < WORDS; word++) {
        out[(lane * 4 * degree + i) * WORDS + word] = words[word][lane];
      }
    }
  }
}

/* The digits of a scalar in eight windows: for each the bucket, if any, and whether it is less. */
typedef struct {
  uint32_t bucket[LANES];
  uint8_t some, less;
} digits;

/*
 * Scalars have half a window added in each window, so that a digit is what a window holds, less half:
 * none needs a carry of those below it.
 */
PART digits digits_of(const uint64_t *scalar, uint32_t bits, uint32_t first_window) {
  const int32_t half = (int32_t)1 << (bits - 1);
  digits d = {.some = 0, .less = 0};
  for (uint32_t lane = 0; lane < LANES; lane++) {
    const uint32_t bit = (first_window + lane) * bits, shift = bit % WORD_BITS;
    const uint64_t *word = scalar + bit / WORD_BITS;
    const uint64_t window = word[0] >> shift | word[1] << 1 << (WORD_BITS - 1 - shift);
    const int32_t digit = (int32_t)(window & ((UINT64_C(1) << bits) - 1)) - half;
    d.some |= (uint8_t)((digit != 0) << lane);
    d.less |= (uint8_t)((digit < 0) << lane);
    d.bucket[lane] = digit == 0 ? 0 : (uint32_t)(digit < 0 ? -digit : digit) - 1;
  }
  return d;
}

/* A point of a block in all lanes, or its negative. */
PART void spread(int degree, element *out, const element *x, const element *negative, int lane,
                 __mmask8 less) {
  for (int i = 0; i < degree; i++) {
    for (int k = 0; k < LIMBS; k++) {
      const lanes *limb = &x->part[i].limb[k];
      out->part[i].limb[k] = all(((const uint64_t *)limb)[lane]);
      if (negative != NULL) {
        const lanes minus = all(((const uint64_t *)&negative->part[i].limb[k])[lane]);
        out->part[i].limb[k] = _mm512_mask_mov_epi64(out->part[i].limb[k], less, minus);
      }
    }
  }
}

PART void add_multiples(int degree, uint32_t bits, uint32_t first_window, const uint8_t *points,
                        const uint64_t *scalars, size_t count, uint64_t *buckets) {
  const size_t words = sum_words(degree), of_lane = words << (bits - 1);
  const size_t bytes = (size_t)(2 * degree * COORDINATE_BYTES);
  for (size_t at = 0; at < count; at += BLOCK) {
    const size_t size = count - at < BLOCK ? count - at : BLOCK;
    digits of[BLOCK];
    point eight;
    element negatives;
    for (size_t i = 0; i < size; i++) {
      of[i] = digits_of(scalars + (at + i) * SCALAR_WORDS, bits, first_window);
    }
    for (size_t i = 0; i < size; i++) {
      const int lane_of = (int)(i % LANES);
      if (lane_of == 0) {
        read_points(degree, &eight, points + (at + i) * bytes, size - i);
        negative(degree, &negatives, &eight.y, 2);
      }
      if (of[i].some == 0) {
        continue;
      }
      uint64_t *places[LANES];
      for (size_t lane = 0; lane < LANES; lane++) {
        places[lane] = buckets + lane * of_lane + of[i].bucket[lane] * words;
        if (i + AHEAD < size) {
          const uint64_t *next = buckets + lane * of_lane + of[i + AHEAD].bucket[lane] * words;
          for (size_t word = 0; word < words; word += LIMBS) {
            _mm_prefetch(next + word, _MM_HINT_T0);
          }
        }
      }
      point p;
      spread(degree, &p.x, &eight.x, NULL, lane_of, 0);
      spread(degree, &p.y, &eight.y, &negatives, lane_of, of[i].less);
      sum s;
      load_sums(degree, &s, places);
      add_point(degree, &s, &p);
      store_sums(degree, &s, places, of[i].some);
    }
  }
}

/* Where the sums of eight lanes lie, `stride` words apart. */
PART void places_of(uint64_t **places, uint64_t *sums, size_t stride) {
  for (size_t lane = 0; lane < LANES; lane++) {
    places[lane] = sums + lane * stride;
  }
}

PART void add_points(int degree, const uint8_t *points, size_t count, uint64_t *sums) {
  uint64_t *places[LANES];
  places_of(places, sums, sum_words(degree));
  sum s;
  load_sums(degree, &s, places);
  for (size_t at = 0; at < count; at += LANES) {
    point p;
    read_points(degree, &p, points + at * (size_t)(2 * degree * COORDINATE_BYTES), count - at);
    sum before = s;
    add_point(degree, &s, &p);
    if (count - at < LANES) {
      replace_sum(degree, &s, (__mmask8)(0xff << (count - at)), &before);
    }
  }
  store_sums(degree, &s, places, 0xff);
}

/* The sum of bucket b taken b + 1 times, for each lane. */
PART void sum_buckets(int degree, size_t buckets, uint64_t *table, uint64_t *sums) {
  const size_t words = sum_words(degree);
  uint64_t *places[LANES];
  sum running, total, bucket;
  places_of(places, table + (buckets - 1) * words, buckets * words);
  load_sums(degree, &running, places);
  total = running;
  for (size_t b = buckets - 1; b-- > 0;) {
    places_of(places, table + b * words, buckets * words);
    load_sums(degree, &bucket, places);
    add_sum(degree, &running, &bucket);
    add_sum(degree, &total, &running);
  }
  give_sums(degree, &total, sums);
}

/* Degree 1 is G1, anything else G2. */
TARGET void kernel_add_multiples(uint32_t degree, uint32_t bits, uint32_t first_window,
                                 const uint8_t *points, const uint64_t *scalars, uint64_t count,
                                 uint64_t *buckets) {
  if (degree == 1) {
    add_multiples(1, bits, first_window, points, scalars, count, buckets);
  } else {
    add_multiples(2, bits, first_window, points, scalars, count, buckets);
  }
}

TARGET void kernel_add_points(uint32_t degree, const uint8_t *points, uint64_t count,
                              uint64_t *sums) {
  if (degree == 1) {
    add_points(1, points, count, sums);
  } else {
    add_points(2, points, count, sums);
  }
}

TARGET void kernel_sum_buckets(uint32_t degree, uint64_t buckets, uint64_t *table,
                               uint64_t *sums) {
  if (degree == 1) {
    sum_buckets(1, buckets, table, sums);
  } else {
    sum_buckets(2, buckets, table, sums);
  }
}

#endif
