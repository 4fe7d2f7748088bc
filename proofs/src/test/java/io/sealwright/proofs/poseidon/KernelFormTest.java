package io.sealwright.proofs.poseidon;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A kernel runs in C: what is made for it needs none of Java's vectors. */
final class KernelFormTest {
  /** Its class path is the tests', its modules are the JDK's own choice. */
  static final class WithoutVectors {
    public static void main(String[] arguments) {
      assertThat(JavaBatches.hasVectors()).isFalse();
      for (KernelForm form : KernelForm.values()) {
        for (int arity : new int[] {2, 8, 11}) {
          KernelPlan.of(Instance.ofArity(arity), form);
        }
      }
    }
  }

  @Test
  void plansAreMadeInAProgramThatStartedWithoutVectors() throws Exception {
    Process program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                WithoutVectors.class.getName())
            .inheritIO()
            .start();
    assertThat(program.waitFor()).isZero();
  }
}
