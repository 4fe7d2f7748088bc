package io.sealwright.app.rules;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.syntax.elements.GivenClassesConjunction;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Calls that only some code may make, each with what to do instead. */
final class Bans {
  private static final String WIRING = "io.sealwright.app..";

  static final ArchRule CLOCK =
      outside(WIRING)
          .should()
          .callMethodWhere(
              call(
                  "java.time.(Instant|LocalDate|LocalDateTime|OffsetDateTime|ZonedDateTime)",
                  "now"))
          .orShould()
          .callMethodWhere(call("java.time.(Clock|InstantSource)", "system.*"))
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .because("time is an argument: ask the InstantSource you were given");

  static final ArchRule CHANCE =
      outside(WIRING)
          .should()
          .callMethodWhere(call("java.lang.Math", "random"))
          .orShould()
          .callMethodWhere(call("java.util.concurrent.ThreadLocalRandom", "current"))
          .orShould()
          .callConstructor(java.util.Random.class)
          .orShould()
          .callConstructor(java.security.SecureRandom.class)
          .because("randomness is an argument: ask the RandomGenerator you were given");

  static final ArchRule END_OF_PROCESS =
      outside(WIRING)
          .should()
          .callMethodWhere(call("java.lang.(System|Runtime)", "exit|halt"))
          .because("only the program ends the process: return, or throw");

  /**
   * Scratch files are deleted by the one class {@code Scratch} of a module, sectors by the package
   * {@code removal}.
   */
  static final ArchRule DELETION =
      outside("io.sealwright..removal..")
          .and()
          .haveNameNotMatching(".*\\.Scratch(\\$.*)?")
          .should()
          .callMethodWhere(call("java.nio.file.Files", "delete|deleteIfExists"))
          .orShould()
          .callMethodWhere(call("java.io.File", "delete|deleteOnExit"))
          .orShould()
          .accessField(java.nio.file.StandardOpenOption.class, "DELETE_ON_CLOSE")
          .because("a file is deleted in few places: by the module's Scratch, or with a permit");

  static final ArchRule FUTURES =
      noClasses()
          .should()
          .dependOnClassesThat()
          .areAssignableTo(CompletableFuture.class)
          .because("waiting is blocking code on a virtual thread");

  static final ArchRule UNBOUNDED_POOLS =
      noClasses()
          .should()
          .callMethodWhere(call("java.util.concurrent.Executors", "newCachedThreadPool"))
          .because("everything has a limit, threads first");

  /** The dev chain declares these methods to answer them; it does not call them. */
  static final ArchRule SENDING =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "io.sealwright.engine.sending..", "io.sealwright.devchain..", "io.sealwright.lotus..")
          .should()
          .callMethodWhere(
              call(
                  "io.sealwright.lotus.api.full.MpoolMethods",
                  "push|pushUntrusted|pushMessage|batchPush|batchPushMessage"))
          .orShould()
          .callMethodWhere(call("io.sealwright.lotus.api.full.WalletMethods", "sign|signMessage"))
          .because("messages are signed and sent by the engine's sending alone");

  static final List<ArchRule> ALL =
      List.of(CLOCK, CHANCE, END_OF_PROCESS, DELETION, FUTURES, UNBOUNDED_POOLS, SENDING);

  private Bans() {}

  private static GivenClassesConjunction outside(String packages) {
    return noClasses().that().resideOutsideOfPackage(packages);
  }

  private static DescribedPredicate<JavaCall<?>> call(String owners, String methods) {
    return target(nameMatching(methods))
        .and(
            target(
                owner(
                    DescribedPredicate.<JavaClass>describe(
                        owners, type -> type.getName().matches(owners)))))
        .forSubtype();
  }
}
