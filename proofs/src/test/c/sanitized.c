/*
 * Runs a kernel on what standard input holds and writes what it gives to standard output, so that a
 * sanitizer can watch, which inside of Java it cannot. All memory is allocated piece by piece with
 * just the bytes that the kernel may touch, less MISSING bytes where it writes, to see that this is
 * noticed.
 *
 *   sanitized MISSING poseidon WIDTH PARTIAL_ROUNDS PLAN_BYTES LANE_STRIDE CHILD_STRIDE
 *     reads the plan, then 16 preimages, whose strides are in nodes; writes 16 digests
 *   sanitized MISSING label SECTORS NODES FIRST COUNT LAYER
 *     reads the parents of the run, then for each sector its replica id, the layer before and the
 *     labels of this one before the run; writes the labels of the run, a sector after the other
 */
#include "kernels.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NODE = 32, DEGREE = 14, LANES = 16, SECTORS = 2 };

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
static void poseidon(char **arguments, size_t missing) {
  const size_t width = number(arguments[0]);
  const size_t lane_stride = number(arguments[3]), child_stride = number(arguments[4]);
  uint64_t *plan = input(number(arguments[2]));
  uint64_t *nodes = input(LANES * (width - 1) * NODE);
  uint64_t *digests = memory(LANES * NODE - missing);
  kernel_poseidon((uint32_t)width, plan, (uint32_t)number(arguments[1]), nodes,
                  lane_stride * NODE / 8, child_stride * NODE / 8, digests);
  output(digests, LANES * NODE - missing);
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
#if defined(__x86_64__)
  if (count == 8 && strcmp(arguments[2], "poseidon") == 0) {
    poseidon(arguments + 3, number(arguments[1]));
    return 0;
  }
#endif
#if defined(__x86_64__) || defined(__aarch64__)
  if (count == 8 && strcmp(arguments[2], "label") == 0) {
    label(arguments + 3, number(arguments[1]));
    return 0;
  }
#endif
  fprintf(stderr, "%d arguments name no kernel\n", count);
  return 2;
}
