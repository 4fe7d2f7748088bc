/* What this processor can run. */
#include "kernels.h"

#if defined(__x86_64__)
#include <cpuid.h>

/* Of leaf 1, register ecx; of leaf 7, register ebx. */
enum { SSSE3 = 1 << 9, SSE4_1 = 1 << 19, OSXSAVE = 1 << 27 };
enum { AVX2 = 1 << 5, AVX512F = 1 << 16, AVX512_IFMA = 1 << 21, SHA = 1 << 29 };

/* What the operating system keeps for a thread: vectors of 128, 256 and 512 bits, and masks. */
enum { SSE_STATE = 1 << 1, AVX_STATE = 1 << 2, OPMASK = 1 << 5, ZMM_LOW = 1 << 6, ZMM_HIGH = 1 << 7 };

static int keeps(uint32_t states) {
  uint32_t low, high;
  __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
  return (low & states) == states;
}

uint32_t kernel_features(void) {
  unsigned a, b, of_1, of_7, d;
  if (!__get_cpuid(1, &a, &b, &of_1, &d) || !__get_cpuid_count(7, 0, &a, &of_7, &b, &d)) {
    return 0;
  }
  uint32_t features = 0;
  if ((of_1 & SSSE3) && (of_1 & SSE4_1) && (of_7 & SHA)) {
    features |= FEATURE_LABEL;
  }
  const uint32_t ymm = SSE_STATE | AVX_STATE, zmm = ymm | OPMASK | ZMM_LOW | ZMM_HIGH;
  if ((of_1 & OSXSAVE) && (of_7 & AVX2) && keeps(ymm)) {
    features |= FEATURE_POSEIDON_AVX2;
  }
  if ((of_1 & OSXSAVE) && (of_7 & AVX512F) && (of_7 & AVX512_IFMA) && keeps(zmm)) {
    features |= FEATURE_POSEIDON | FEATURE_CURVE | FEATURE_TRANSFORM;
  }
  return features;
}

#elif defined(__aarch64__) && defined(__linux__)
#include <sys/auxv.h>

enum { SHA2 = 1 << 6 };

uint32_t kernel_features(void) { return getauxval(AT_HWCAP) & SHA2 ? FEATURE_LABEL : 0; }

#elif defined(__aarch64__) && defined(__APPLE__)

uint32_t kernel_features(void) { return FEATURE_LABEL; }
#endif
