/*
 * Runs a kernel on what standard input holds and writes what it gives to standard output, so that a
 * sanitizer can watch, which inside of Java it cannot. All memory is allocated piece by piece with
 * just the bytes that the kernel may touch, less MISSING bytes where it writes, to see that this is
 * noticed.
 *
 *   sanitized MISSING features
 *     writes the number that says which kernels can be run
 *   sanitized MISSING poseidon WIDTH PARTIAL_ROUNDS PLAN_BYTES LANE_STRIDE CHILD_STRIDE
 *     reads the plan, then 16 preimages, whose strides are in nodes; writes 16 digests
 *   sanitized MISSING poseidon_avx2 WIDTH PARTIAL_ROUNDS PLAN_BYTES LANE_STRIDE CHILD_STRIDE
 *     the same for 8
 *   sanitized MISSING label SECTORS NODES FIRST COUNT LAYER
 *     reads the parents of the run, then for each sector its replica id, the layer before and the
 *     labels of this one before the run; writes the labels of the run, a sector after the other
 *   sanitized MISSING multiples DEGREE BITS FIRST_WINDOW COUNT
 *     reads points, scalars and buckets; writes the buckets
 *   sanitized MISSING points DEGREE COUNT
 *     reads points and eight sums; writes the sums
 *   sanitized MISSING buckets DEGREE BUCKETS_OF_WINDOW
 *     reads buckets; writes eight sums
 *   sanitized MISSING transform LOG LANE_STRIDE FROM_STRIDE TO_STRIDE
 *     reads roots, factors before and after, and elements, whose strides are in elements; writes what
 *     lies between results too, as zeros
 */
#include "kernels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NODE = 32, DEGREE = 14, SECTORS = 2 };

static void *memory(size_t bytes) {
  void *memory = malloc(bytes);
  if (memory == NULL && bytes > 0) {
    exit(2);
  }
  return memory;
}

static void read_into(void *to, size_t bytes) {
  if (fread(to, 1, bytes, stdin) != bytes) {
    exit(2);
  }
}

static void *input(size_t bytes) {
  void *in = memory(bytes);
  read_into(in, bytes);
  return in;
}

static void output(const void *bytes, size_t count) {
  if (fwrite(bytes, 1, count, stdout) != count) {
    exit(2);
  }
}

static size_t number(const char *text) { return (size_t)strtoull(text, NULL, 10); }

#if defined(__x86_64__)
/* Bytes of a point in a file, and of a bucket; of eight sums in Java's form for each degree. */
enum { POINT = 96, BUCKET = 256, WINDOWS = 8, SCALAR = 40, SUMS = 1536, FACTORS = 640 };

static void multiples(char **arguments, size_t missing) {
  const size_t degree = number(arguments[0]), bits = number(arguments[1]);
  const size_t first = number(arguments[2]), count = number(arguments[3]);
  const size_t bytes = (BUCKET * degree * WINDOWS << (bits - 1)) - missing;
  uint8_t *points = input(count * POINT * degree);
  uint64_t *scalars = input(count * SCALAR);
  uint64_t *buckets = input(bytes);
  kernel_add_multiples((uint32_t)degree, (uint32_t)bits, (uint32_t)first, points, scalars, count,
                       buckets);
  output(buckets, bytes);
  free(points);
  free(scalars);
  free(buckets);
}

static void points(char **arguments, size_t missing) {
  const size_t degree = number(arguments[0]), count = number(arguments[1]);
  const size_t bytes = BUCKET * degree * WINDOWS - missing;
  uint8_t *points = input(count * POINT * degree);
  uint64_t *sums = input(bytes);
  kernel_add_points((uint32_t)degree, points, count, sums);
  output(sums, bytes);
  free(points);
  free(sums);
}

static void buckets(char **arguments, size_t missing) {
  const size_t degree = number(arguments[0]), of_window = number(arguments[1]);
  uint64_t *buckets = input(BUCKET * degree * WINDOWS * of_window);
  uint64_t *sums = memory(SUMS * degree - missing);
  kernel_sum_buckets((uint32_t)degree, of_window, buckets, sums);
  output(sums, SUMS * degree - missing);
  free(buckets);
  free(sums);
}

static void transform(char **arguments, size_t missing) {
  const size_t log = number(arguments[0]), lane_stride = number(arguments[1]);
  const size_t from_stride = number(arguments[2]), to_stride = number(arguments[3]);
  const size_t size = (size_t)1 << log, bytes = (WINDOWS + (size - 1) * to_stride) * NODE - missing;
  uint64_t *roots = input(size / 2 * SCALAR);
  uint64_t *before = input(FACTORS), *after = input(FACTORS);
  uint64_t *from = input(((WINDOWS - 1) * lane_stride + (size - 1) * from_stride + 1) * NODE);
  uint64_t *to = memory(bytes);
  uint64_t *scratch = memory(size * WINDOWS * SCALAR);
  memset(to, 0, bytes);
  kernel_transform((uint32_t)log, roots, before, after, from, lane_stride * NODE / 8,
                   from_stride * NODE / 8, to, to_stride * NODE / 8, scratch);
  output(to, bytes);
  free(roots);
  free(before);
  free(after);
  free(from);
  free(to);
  free(scratch);
}
#endif

#if defined(__x86_64__)
typedef void hash(uint32_t, const uint64_t *, uint32_t, const uint64_t *, uint64_t, uint64_t,
                  uint64_t *);

static void poseidon(hash *kernel, size_t lanes, char **arguments, size_t missing) {
  const size_t width = number(arguments[0]);
  const size_t lane_stride = number(arguments[3]), child_stride = number(arguments[4]);
  uint64_t *plan = input(number(arguments[2]));
  uint64_t *nodes = input(lanes * (width - 1) * NODE);
  uint64_t *digests = memory(lanes * NODE - missing);
  kernel((uint32_t)width, plan, (uint32_t)number(arguments[1]), nodes, lane_stride * NODE / 8,
         child_stride * NODE / 8, digests);
  output(digests, lanes * NODE - missing);
  free(digests);
  free(nodes);
  free(plan);
}
#endif

#if defined(__x86_64__) || defined(__aarch64__)
static void label(char **arguments, size_t missing) {
  const size_t sectors = number(arguments[0]), nodes = number(arguments[1]);
  const size_t first = number(arguments[2]), count = number(arguments[3]);
  const uint32_t layer = (uint32_t)number(arguments[4]);
  uint32_t *parents = input(count * DEGREE * sizeof *parents);
  uint8_t *id[SECTORS], *before[SECTORS], *stored[SECTORS], *window[SECTORS];
  for (size_t s = 0; s < sectors && s < SECTORS; s++) {
    id[s] = input(NODE);
    before[s] = input(nodes * NODE);
    stored[s] = input(first * NODE);
    window[s] = memory(count * NODE - missing);
  }
  const uint32_t run = (uint32_t)count;
  uint32_t done = sectors == 1
                      ? kernel_label_one(parents, nodes, first, run, layer, first, id[0],
                                         before[0], stored[0], window[0])
                      : kernel_label_two(parents, nodes, first, run, layer, first, id[0],
                                         before[0], stored[0], window[0], id[1], before[1],
                                         stored[1], window[1]);
  for (size_t s = 0; s < sectors && s < SECTORS; s++) {
    output(window[s], done * NODE - missing);
    free(id[s]);
    free(before[s]);
    free(stored[s]);
    free(window[s]);
  }
  free(parents);
}
#endif

int main(int count, char **arguments) {
  if (count == 3 && strcmp(arguments[2], "features") == 0) {
    printf("%u\n", (unsigned)kernel_features());
    return 0;
  }
#if defined(__x86_64__)
  if (count == 8 && strcmp(arguments[2], "poseidon") == 0) {
    poseidon(kernel_poseidon, 16, arguments + 3, number(arguments[1]));
    return 0;
  }
  if (count == 8 && strcmp(arguments[2], "poseidon_avx2") == 0) {
    poseidon(kernel_poseidon_avx2, 8, arguments + 3, number(arguments[1]));
    return 0;
  }
#endif
#if defined(__x86_64__) || defined(__aarch64__)
  if (count == 8 && strcmp(arguments[2], "label") == 0) {
    label(arguments + 3, number(arguments[1]));
    return 0;
  }
#endif
#if defined(__x86_64__)
  const char *kernel = count > 2 ? arguments[2] : "";
  if (count == 7 && strcmp(kernel, "multiples") == 0) {
    multiples(arguments + 3, number(arguments[1]));
    return 0;
  }
  if (count == 5 && strcmp(kernel, "points") == 0) {
    points(arguments + 3, number(arguments[1]));
    return 0;
  }
  if (count == 5 && strcmp(kernel, "buckets") == 0) {
    buckets(arguments + 3, number(arguments[1]));
    return 0;
  }
  if (count == 7 && strcmp(kernel, "transform") == 0) {
    transform(arguments + 3, number(arguments[1]));
    return 0;
  }
#endif
  fprintf(stderr, "%d arguments name no kernel\n", count);
  return 2;
}
