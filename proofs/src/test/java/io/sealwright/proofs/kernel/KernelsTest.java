package io.sealwright.proofs.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.proofs.kernel.Kernels.Loop;
import io.sealwright.proofs.poseidon.KernelForm;
import io.sealwright.proofs.poseidon.Poseidon;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where the library goes, and what stands in its way. */
final class KernelsTest {
  private static final byte[] CODE = {1, 2, 3};

  private static final Path CPU = Path.of("/proc/cpuinfo");

  /** How Linux lists the instructions, on x86-64 and on ARM64. */
  private static final Pattern SHA = Pattern.compile("\\b(sha_ni|sha2)\\b");

  private static final Pattern IFMA = Pattern.compile("\\bavx512ifma\\b");
  private static final Pattern AVX2 = Pattern.compile("\\bavx2\\b");

  @TempDir Path folder;

  /** The build made a library, and the processor says that it can: then Java must not stand in. */
  @Test
  void kernelsAreUsedWhereTheyCanBe() throws IOException {
    Kernels kernels = NativeLibrary.open(folder.resolve("cache"));
    assertThat(kernels.labels().kernel().isPresent()).isEqualTo(expected(SHA));
    if (Files.isReadable(CPU)) {
      assertThat(kernels.poseidon().kernel().map(PoseidonKernel::form)).isEqualTo(expectedForm());
      assertThat(kernels.curve().kernel().isPresent()).isEqualTo(expected(IFMA));
      assertThat(kernels.transforms().kernel().isPresent()).isEqualTo(expected(IFMA));
    }
  }

  /** AVX2 where that is all there is. */
  private static Optional<KernelForm> expectedForm() throws IOException {
    if (expected(IFMA)) {
      return Optional.of(KernelForm.IFMA);
    }
    boolean wider = Poseidon.lanesInJava() > 4;
    return wider || !expected(AVX2) ? Optional.empty() : Optional.of(KernelForm.AVX2);
  }

  private static boolean expected(Pattern instructions) throws IOException {
    boolean able = !Files.isReadable(CPU) || instructions.matcher(Files.readString(CPU)).find();
    return able && Kernels.class.getResource(NativeLibrary.platform() + "/kernels.so") != null;
  }

  @Test
  void putsCodeIntoAFolderOfItsOwnAndMendsWhatIsThere() throws IOException {
    PrivateFolder place = PrivateFolder.open(folder.resolve("new/kernels"));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(place.path())))
        .isEqualTo("rwx------");
    Path file = place.put("code.so", CODE);
    Files.write(file, new byte[] {3, 2, 1});
    assertThat(PrivateFolder.open(folder.resolve("new/kernels")).put("code.so", CODE))
        .hasBinaryContent(CODE);
    try (Stream<Path> files = Files.list(place.path())) {
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void refusesAFolderThatOthersCanOpenOrReplace() throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxr-xr-x"));
    refuses(open, "0700");
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    refuses(open.resolve("kernels"), "can be changed by other users");
    refuses(Files.write(folder.resolve("file"), CODE), "is not a folder");
    Path link = folder.resolve("link");
    Files.createSymbolicLink(link, Files.createDirectory(folder.resolve("elsewhere")));
    refuses(link, "is not a folder");
    refuses(Path.of("relative"), "is no place for code");
  }

  @Test
  void aPlaceThatIsRefusedIsAReasonForJavaAndNoFailure() throws IOException {
    Path open = Files.createDirectory(folder.resolve("open"));
    Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
    Kernels kernels = NativeLibrary.open(open);
    assertThat(kernels.anyNative()).isFalse();
    assertThat(kernels.labels())
        .isInstanceOfSatisfying(
            Loop.Java.class, java -> assertThat(java.reason()).asString().isNotBlank());
    assertThat(kernels).hasToString("java");
  }

  private static void refuses(Path path, String reason) {
    assertThatThrownBy(() -> PrivateFolder.open(path))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining(reason);
  }
}
