/*
 * The kernels that stand beside the hot loops in Java, and the rules they keep.
 *
 * A kernel computes and nothing else: it allocates nothing, keeps nothing between calls, and takes
 * every length as an argument, which the caller has checked against the memory it hands over. What
 * it reads from memory is never used as a length or, unchecked, as a position. All may be called by
 * several threads at once.
 *
 * A kernel may be called only when kernel_features() has its bit: each is compiled for instructions
 * that not every processor has.
 */
#ifndef SEALWRIGHT_KERNELS_H
#define SEALWRIGHT_KERNELS_H

#include <stdint.h>

#define KERNEL __attribute__((visibility("default")))

enum {
  FEATURE_LABEL = 1,
  FEATURE_POSEIDON = 2,
  FEATURE_CURVE = 4,
  FEATURE_TRANSFORM = 8,
  FEATURE_POSEIDON_AVX2 = 16
};

/* Which kernels this processor and its operating system can run, a bit each. */
KERNEL uint32_t kernel_features(void);

/* Labels a run of nodes of one sector, or of two with the same graph: see label_kernel.c. */
KERNEL uint32_t kernel_label_one(const uint32_t *parents, uint64_t nodes, uint64_t first,
                                 uint32_t count, uint32_t layer, uint64_t window_first,
                                 const uint8_t *replica_id, const uint8_t *before,
                                 const uint8_t *stored, uint8_t *window);
KERNEL uint32_t kernel_label_two(const uint32_t *parents, uint64_t nodes, uint64_t first,
                                 uint32_t count, uint32_t layer, uint64_t window_first,
                                 const uint8_t *replica_id_a, const uint8_t *before_a,
                                 const uint8_t *stored_a, uint8_t *window_a,
                                 const uint8_t *replica_id_b, const uint8_t *before_b,
                                 const uint8_t *stored_b, uint8_t *window_b);

/*
 * Poseidon of width - 1 nodes, on x86-64 only: of sixteen preimages, see poseidon_kernel.c, and of
 * eight, see poseidon_avx2.c.
 */
KERNEL void kernel_poseidon(uint32_t width, const uint64_t *plan, uint32_t partial_rounds,
                            const uint64_t *nodes, uint64_t lane_stride, uint64_t child_stride,
                            uint64_t *digests);
KERNEL void kernel_poseidon_avx2(uint32_t width, const uint64_t *plan, uint32_t partial_rounds,
                                 const uint64_t *nodes, uint64_t lane_stride,
                                 uint64_t child_stride, uint64_t *digests);

/*
 * Multiples of points, as a file has them, on x86-64 only: see curve_kernel.c. Degree 1 is G1, 2 is
 * G2. Windows are of 2 to 16 bits; scalars have five words, in which the eight windows from the first
 * lie. There are 8 << (bits - 1) buckets, a window after the other; with one, they take whole points.
 */
KERNEL void kernel_add_multiples(uint32_t degree, uint32_t bits, uint32_t first_window,
                                 const uint8_t *points, const uint64_t *scalars, uint64_t count,
                                 uint64_t *buckets);
KERNEL void kernel_add_points(uint32_t degree, const uint8_t *points, uint64_t count,
                              uint64_t *buckets);
KERNEL void kernel_sum_buckets(uint32_t degree, uint64_t buckets_of_window, uint64_t *buckets,
                               uint64_t *sums);

/*
 * Transforms eight columns of 2^log elements, on x86-64 only: see transform_kernel.c. The first
 * element of each lane is multiplied by a factor and each next one by that times a step, `before` and
 * `after` the transform: factors and steps are five limbs of eight lanes. Strides are in words; lanes
 * are written side by side. Scratch holds five limbs of eight lanes for each element.
 */
KERNEL void kernel_transform(uint32_t log, const uint64_t *roots, const uint64_t *before,
                             const uint64_t *after, const uint64_t *from, uint64_t lane_stride,
                             uint64_t from_stride, uint64_t *to, uint64_t to_stride,
                             uint64_t *scratch);

#endif
