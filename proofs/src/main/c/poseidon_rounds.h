/*
 * The rounds of Poseidon, for several groups of lanes side by side: the steps of a hash wait for each
 * other, those of another group fill the gaps. Whoever includes this has defined lanes and elements,
 * how to compute with them, and the product with the matrix:
 *
 *   LIMBS, LANES, GROUPS, WORDS, MOST_WIDTH, element, state
 *   element constant(limbs)                    five or nine words, in all lanes
 *   element take(nodes, stride)                a node of each lane
 *   void give(element, nodes)                  the reverse, of what is below 2 r
 *   element plus(x, y)
 *   void square_to(out, x), multiply_to(out, x, y)
 *   int entries_of(width)                      words of the matrix in the plan
 *   void mix(width, entries, from, to, added, constants)
 */
#ifndef SEALWRIGHT_POSEIDON_ROUNDS_H
#define SEALWRIGHT_POSEIDON_ROUNDS_H

enum { HALF = 4 };

/* Replaces element i by its fifth power. */
PART void raise(state s, int i) {
  element power[GROUPS];
#pragma GCC unroll 2
  for (int g = 0; g < GROUPS; g++) {
    square_to(&power[g], &s[g][i]);
  }
#pragma GCC unroll 2
  for (int g = 0; g < GROUPS; g++) {
    square_to(&power[g], &power[g]);
  }
#pragma GCC unroll 2
  for (int g = 0; g < GROUPS; g++) {
    multiply_to(&s[g][i], &power[g], &s[g][i]);
  }
}

/* Replaces the first element by its fifth power times a factor, on which no square waits. */
PART void raise_first(state s, const uint64_t *factor) {
  const element times = constant(factor);
  element power[GROUPS], scaled[GROUPS];
#pragma GCC unroll 2
  for (int g = 0; g < GROUPS; g++) {
    square_to(&power[g], &s[g][0]);
    multiply_to(&scaled[g], &s[g][0], &times);
  }
#pragma GCC unroll 2
  for (int g = 0; g < GROUPS; g++) {
    square_to(&power[g], &power[g]);
  }
#pragma GCC unroll 2
  for (int g = 0; g < GROUPS; g++) {
    multiply_to(&s[g][0], &power[g], &scaled[g]);
  }
}

/*
 * The plan, in words: entries of the matrix; the last factor; the initial constants, number 0 being
 * the raised tag; and for each round but the first the constants added before it, `width` or, for a
 * partial one, one, and then its factor.
 */
PART void hash(int width, const uint64_t *plan, uint32_t partial_rounds, const uint64_t *nodes,
               size_t lane_stride, size_t child_stride, uint64_t *digests) {
  const uint64_t *last = plan + entries_of(width);
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
      const element node = take(of_group + (size_t)(i - 1) * child_stride, lane_stride);
      now[g][i] = plus(node, constant(initial + i * LIMBS));
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
    const element scale = constant(last);
    multiply_to(&mixed[g][1], &mixed[g][1], &scale);
    give(mixed[g][1], digests + g * LANES * WORDS);
  }
}

PART void hash_width(uint32_t width, const uint64_t *plan, uint32_t partial_rounds,
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
