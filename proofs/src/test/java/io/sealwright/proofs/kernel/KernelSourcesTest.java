package io.sealwright.proofs.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What kernels could do beside computing: nothing. */
final class KernelSourcesTest {
  private static final Path SOURCES = Path.of("src/main/c");
  private static final Pattern INCLUDE = Pattern.compile("#include <(.*)>");

  /** What compilers declare with {@code immintrin.h} beside instructions. */
  private static final Pattern ALLOCATION = Pattern.compile("\\b((_mm_)?(malloc|free)|alloca)\\b");

  /** Numbers, instructions and the processor's abilities; nothing of the C library. */
  private static final List<String> HEADERS =
      List.of("stdint.h", "stddef.h", "immintrin.h", "arm_neon.h", "cpuid.h", "sys/auxv.h");

  @Test
  void theyNeitherAllocateNorCallTheCLibrary() throws IOException {
    try (Stream<Path> files = Files.list(SOURCES)) {
      assertThat(files.filter(file -> file.toString().matches(".*\\.[ch]")))
          .isNotEmpty()
          .allSatisfy(file -> {
            assertThat(included(file)).isSubsetOf(HEADERS);
            assertThat(Files.readString(file)).doesNotContainPattern(ALLOCATION);
          });
    }
  }

  private static List<String> included(Path file) {
    try {
      Matcher matcher = INCLUDE.matcher(Files.readString(file));
      return matcher.results().map(found -> found.group(1)).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
