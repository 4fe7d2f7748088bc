/*
 * Labels of a run of nodes, for one sector or for two side by side. Stands beside LabelBatch.java.
 *
 * A label is SHA-256 (FIPS 180-4) of 1,248 bytes: a header of 64, then 37 labels of 32, which are
 * the node's 14 parents in turn, or its 6 in layer 1. Source of that form: the reference's
 * create_label, and section 2.5 of the proofs specification.
 *
 *   block 0            replica id 32 | layer 4 | node 8 | zeros 20
 *   blocks 1 .. 18     labels 0 and 1, 2 and 3, .. 34 and 35
 *   block 19           label 36 | padding
 *
 * Two things are cheaper here than anywhere else:
 *
 * - 14 and 6 are even, so blocks 1 .. 18 are 7 different blocks, or 3, repeated. The message
 *   schedule of each is computed once and kept; a repetition takes the rounds only.
 * - Each round waits for the one before: four cycles of latency, of which the instruction occupies
 *   two. Two sectors with the same graph have the same parents; hashing both in turn fills the other
 *   two. A third chain would find nothing left.
 *
 * A base parent older than the window is read from `stored`, a younger one from the window itself.
 * The caller has loaded a word of each parent already: the lines are in the second-level cache, and
 * no page of a mapped file is missing.
 */
#include "kernels.h"

#include <stddef.h>

enum { LABEL = 32, DEGREE = 14, BASE_DEGREE = 6, LABELS = 37, REPEATED_BLOCKS = 18, GROUPS = 16 };

/* Bits of the whole preimage, and of node 0's, which is the header alone. */
enum { PREIMAGE_BITS = 8 * (64 + LABELS * LABEL), HEADER_BITS = 8 * 64 };

typedef struct {
  const uint8_t *replica_id;
  const uint8_t *before;
  const uint8_t *stored;
  uint8_t *window;
} sector;

static const uint32_t ROUND_CONSTANTS[64] __attribute__((aligned(16))) = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

/* The parts that differ between processors: vectors of four words, and the state of a digest. */
#if defined(__x86_64__)
#include <immintrin.h>

#define TARGET __attribute__((target("sha,sse4.1,ssse3")))
#define PART static inline __attribute__((always_inline)) TARGET

typedef __m128i words;

/* ABEF and CDGH, the order that the instructions want. */
typedef struct {
  words abef, cdgh;
} state;

PART words add(words a, words b) { return _mm_add_epi32(a, b); }
PART words load_words(const uint32_t *at) { return _mm_load_si128((const words *)at); }
PART words make_words(uint32_t a, uint32_t b, uint32_t c, uint32_t d) {
  return _mm_set_epi32((int)d, (int)c, (int)b, (int)a);
}
PART words load_bytes(const uint8_t *at) {
  const words big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
  return _mm_shuffle_epi8(_mm_loadu_si128((const words *)(const void *)at), big_endian);
}

PART state initial_state(void) {
  state s;
  s.abef = make_words(0x9b05688c, 0x510e527f, 0xbb67ae85, 0x6a09e667);
  s.cdgh = make_words(0x5be0cd19, 0x1f83d9ab, 0xa54ff53a, 0x3c6ef372);
  return s;
}

PART state add_states(state s, state t) {
  s.abef = add(s.abef, t.abef);
  s.cdgh = add(s.cdgh, t.cdgh);
  return s;
}

/* Four rounds; `scheduled` is words of the schedule with their constants added. */
PART state four_rounds(state s, words scheduled) {
  s.cdgh = _mm_sha256rnds2_epu32(s.cdgh, s.abef, scheduled);
  s.abef = _mm_sha256rnds2_epu32(s.abef, s.cdgh, _mm_shuffle_epi32(scheduled, 0x0e));
  return s;
}

/* Words t .. t+3 of the schedule from the sixteen before, oldest first. */
PART words next_words(words w16, words w12, words w8, words w4) {
  words sum = add(_mm_sha256msg1_epu32(w16, w12), _mm_alignr_epi8(w4, w8, 4));
  return _mm_sha256msg2_epu32(sum, w4);
}

/* Stores a digest without its two top bits. */
PART void store_label(state s, uint8_t *at) {
  const words big_endian = _mm_set_epi64x(0x0c0d0e0f08090a0bLL, 0x0405060700010203LL);
  const words top = _mm_set_epi32(0x3fffffff, -1, -1, -1);
  words feba = _mm_shuffle_epi32(s.abef, 0x1b); /* words 0 .. 3 are now A B E F, from the left */
  words dchg = _mm_shuffle_epi32(s.cdgh, 0xb1);
  words first = _mm_blend_epi16(feba, dchg, 0xf0);
  words second = _mm_alignr_epi8(dchg, feba, 8);
  second = _mm_and_si128(_mm_shuffle_epi8(second, big_endian), top);
  _mm_storeu_si128((words *)(void *)at, _mm_shuffle_epi8(first, big_endian));
  _mm_storeu_si128((words *)(void *)(at + 16), second);
}

#elif defined(__aarch64__)
#include <arm_neon.h>

#define TARGET __attribute__((target("+crypto")))
#define PART static inline __attribute__((always_inline)) TARGET

typedef uint32x4_t words;

typedef struct {
  words abcd, efgh;
} state;

PART words add(words a, words b) { return vaddq_u32(a, b); }
PART words load_words(const uint32_t *at) { return vld1q_u32(at); }
PART words make_words(uint32_t a, uint32_t b, uint32_t c, uint32_t d) {
  const uint32_t all[4] = {a, b, c, d};
  return vld1q_u32(all);
}
PART words load_bytes(const uint8_t *at) {
  return vreinterpretq_u32_u8(vrev32q_u8(vld1q_u8(at)));
}

PART state initial_state(void) {
  state s;
  s.abcd = make_words(0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a);
  s.efgh = make_words(0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19);
  return s;
}

PART state add_states(state s, state t) {
  s.abcd = add(s.abcd, t.abcd);
  s.efgh = add(s.efgh, t.efgh);
  return s;
}

PART state four_rounds(state s, words scheduled) {
  words abcd = s.abcd;
  s.abcd = vsha256hq_u32(abcd, s.efgh, scheduled);
  s.efgh = vsha256h2q_u32(s.efgh, abcd, scheduled);
  return s;
}

PART words next_words(words w16, words w12, words w8, words w4) {
  return vsha256su1q_u32(vsha256su0q_u32(w16, w12), w8, w4);
}

PART void store_label(state s, uint8_t *at) {
  vst1q_u8(at, vrev32q_u8(vreinterpretq_u8_u32(s.abcd)));
  vst1q_u8(at + 16, vrev32q_u8(vreinterpretq_u8_u32(s.efgh)));
  at[LABEL - 1] &= 0x3f;
}
#endif

#if defined(__x86_64__) || defined(__aarch64__)

/* One block of each of n sectors, whose schedules, with constants added, are kept. */
PART void compress(int n, state *states, words (*m)[4], words (*kept)[GROUPS]) {
  state before[2];
  for (int c = 0; c < n; c++) {
    before[c] = states[c];
  }
#pragma GCC unroll 16
  for (int g = 0; g < GROUPS; g++) {
    const words constants = load_words(ROUND_CONSTANTS + 4 * g);
    for (int c = 0; c < n; c++) {
      if (g >= 4) {
        m[c][g % 4] = next_words(m[c][g % 4], m[c][(g + 1) % 4], m[c][(g + 2) % 4], m[c][(g + 3) % 4]);
      }
      const words scheduled = add(m[c][g % 4], constants);
      kept[c][g] = scheduled;
      states[c] = four_rounds(states[c], scheduled);
    }
  }
  for (int c = 0; c < n; c++) {
    states[c] = add_states(states[c], before[c]);
  }
}

/* The same block again. */
PART void compress_again(int n, state *states, words (*kept)[GROUPS]) {
  state before[2];
  for (int c = 0; c < n; c++) {
    before[c] = states[c];
  }
#pragma GCC unroll 16
  for (int g = 0; g < GROUPS; g++) {
    for (int c = 0; c < n; c++) {
      states[c] = four_rounds(states[c], kept[c][g]);
    }
  }
  for (int c = 0; c < n; c++) {
    states[c] = add_states(states[c], before[c]);
  }
}

PART void load_label(words *m, const uint8_t *label) {
  m[0] = load_bytes(label);
  m[1] = load_bytes(label + 16);
}

/* Where the parents of a node are, in each of n sectors; 0 when one is no node it may depend on. */
PART int find(int n, const sector *s, const uint32_t *parents, uint64_t nodes, uint64_t node,
              uint64_t window_first, int degree, const uint8_t *(*found)[DEGREE]) {
  for (int j = 0; node > 0 && j < degree; j++) {
    const uint64_t parent = parents[j];
    if (parent >= (j < BASE_DEGREE ? node : nodes)) {
      return 0;
    }
    for (int c = 0; c < n; c++) {
      const uint8_t *from = j >= BASE_DEGREE          ? s[c].before + parent * LABEL
                            : parent < window_first ? s[c].stored + parent * LABEL
                                                    : s[c].window + (parent - window_first) * LABEL;
      __builtin_prefetch(from);
      found[c][j] = from;
    }
  }
  return 1;
}

PART void header(words *m, const sector *s, uint32_t layer, uint64_t node) {
  load_label(m, s->replica_id);
  m[2] = make_words(layer, (uint32_t)(node >> 32), (uint32_t)node, 0);
  m[3] = make_words(0, 0, 0, 0);
}

/* Labels `count` nodes from `first` on; returns how many were done before one had a bad parent. */
PART uint32_t label(int n, const sector *s, const uint32_t *parents, uint64_t nodes, uint64_t first,
                    uint32_t count, uint32_t layer, uint64_t window_first) {
  const int degree = layer == 1 ? BASE_DEGREE : DEGREE;
  const int pairs = degree / 2;
  const uint8_t *places[2][2][DEGREE];
  words kept[DEGREE / 2][2][GROUPS];
  words scratch[2][GROUPS];
  int sound = count == 0 || find(n, s, parents, nodes, first, window_first, degree, places[0]);
  for (uint32_t i = 0; i < count; i++) {
    const uint64_t node = first + i;
    const uint8_t *(*found)[DEGREE] = places[i % 2];
    state states[2];
    words m[2][4];
    if (!sound) {
      return i;
    }
    if (i + 1 < count) {
      parents += DEGREE;
      sound = find(n, s, parents, nodes, node + 1, window_first, degree, places[(i + 1) % 2]);
    }
    for (int c = 0; c < n; c++) {
      states[c] = initial_state();
      header(m[c], &s[c], layer, node);
    }
    compress(n, states, m, scratch);
    if (node > 0) {
      for (int block = 0; block < pairs; block++) {
        for (int c = 0; c < n; c++) {
          load_label(m[c], found[c][2 * block]);
          load_label(m[c] + 2, found[c][2 * block + 1]);
        }
        compress(n, states, m, kept[block]);
      }
      for (int block = pairs; block < REPEATED_BLOCKS; block++) {
        compress_again(n, states, kept[block % pairs]);
      }
    }
    for (int c = 0; c < n; c++) {
      if (node > 0) {
        load_label(m[c], found[c][(LABELS - 1) % degree]);
        m[c][2] = make_words(0x80000000, 0, 0, 0);
        m[c][3] = make_words(0, 0, 0, PREIMAGE_BITS);
      } else {
        m[c][0] = make_words(0x80000000, 0, 0, 0);
        m[c][1] = m[c][2] = make_words(0, 0, 0, 0);
        m[c][3] = make_words(0, 0, 0, HEADER_BITS);
      }
    }
    compress(n, states, m, scratch);
    for (int c = 0; c < n; c++) {
      store_label(states[c], s[c].window + (node - window_first) * LABEL);
    }
  }
  return count;
}

TARGET uint32_t kernel_label_one(const uint32_t *parents, uint64_t nodes, uint64_t first,
                                 uint32_t count, uint32_t layer, uint64_t window_first,
                                 const uint8_t *replica_id, const uint8_t *before,
                                 const uint8_t *stored, uint8_t *window) {
  const sector s[1] = {{replica_id, before, stored, window}};
  return label(1, s, parents, nodes, first, count, layer, window_first);
}

TARGET uint32_t kernel_label_two(const uint32_t *parents, uint64_t nodes, uint64_t first,
                                 uint32_t count, uint32_t layer, uint64_t window_first,
                                 const uint8_t *replica_id_a, const uint8_t *before_a,
                                 const uint8_t *stored_a, uint8_t *window_a,
                                 const uint8_t *replica_id_b, const uint8_t *before_b,
                                 const uint8_t *stored_b, uint8_t *window_b) {
  const sector s[2] = {{replica_id_a, before_a, stored_a, window_a},
                       {replica_id_b, before_b, stored_b, window_b}};
  return label(2, s, parents, nodes, first, count, layer, window_first);
}

#endif
