/* What this processor can run. */
#include "kernels.h"

#if defined(__x86_64__)
#include <cpuid.h>

enum { SSSE3 = 1 << 9, SSE4_1 = 1 << 19, SHA = 1 << 29 };

uint32_t kernel_features(void) {
  unsigned a, b, c, d;
  uint32_t features = 0;
  const int sse = __get_cpuid(1, &a, &b, &c, &d) && (c & SSSE3) && (c & SSE4_1);
  if (sse && __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b & SHA)) {
    features |= FEATURE_LABEL;
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
