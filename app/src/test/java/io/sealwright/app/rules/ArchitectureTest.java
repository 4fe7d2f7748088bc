package io.sealwright.app.rules;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the modules, the layers inside them and the banned calls to what the design says. */
final class ArchitectureTest {
  private static final String PLANTED = "io.sealwright.engine.planted";

  private static final Layers MODULES =
      new Layers(
          "io.sealwright",
          Map.of(
              "protocol", Set.of(),
              "proofs", Set.of("protocol"),
              "lotus", Set.of("protocol"),
              "engine", Set.of("proofs", "lotus", "protocol"),
              "devchain", Set.of("proofs", "lotus", "protocol"),
              "app", Set.of("engine", "devchain", "proofs", "lotus", "protocol")));

  private static final Layers PROOFS =
      new Layers(
          "io.sealwright.proofs",
          Map.ofEntries(
              entry("field", Set.of()),
              entry("fr32", Set.of()),
              entry("hash", Set.of()),
              entry("file", Set.of()),
              entry("bincode", Set.of()),
              entry("kernel", Set.of("curve", "poseidon", "field", "hash", "file")),
              entry("poseidon", Set.of("field")),
              entry("tree", Set.of("poseidon", "field", "fr32", "hash", "file", "bincode")),
              entry("graph", Set.of("hash", "file")),
              entry("label", Set.of("kernel", "graph", "hash", "file")),
              entry(
                  "porep",
                  Set.of(
                      "tree",
                      "label",
                      "kernel",
                      "graph",
                      "poseidon",
                      "field",
                      "fr32",
                      "hash",
                      "file")),
              entry("json", Set.of()),
              entry(
                  "vanilla",
                  Set.of(
                      "porep",
                      "tree",
                      "graph",
                      "poseidon",
                      "field",
                      "hash",
                      "file",
                      "bincode",
                      "json")),
              entry("post", Set.of("porep", "tree", "field", "hash", "file", "bincode")),
              entry("curve", Set.of("field")),
              entry(
                  "circuit",
                  Set.of("vanilla", "post", "porep", "tree", "graph", "poseidon", "field")),
              entry("groth16", Set.of("kernel", "circuit", "curve", "porep", "field", "file")),
              entry(
                  "snark",
                  Set.of(
                      "groth16", "kernel", "circuit", "curve", "vanilla", "post", "porep", "tree",
                      "graph", "field", "hash", "file")),
              entry(
                  "window",
                  Set.of(
                      "snark", "groth16", "kernel", "circuit", "post", "porep", "tree", "field",
                      "hash", "file"))));

  private static final Layers ENGINE =
      new Layers(
          "io.sealwright.engine",
          Map.ofEntries(
              Map.entry("recovery", Set.of("backup")),
              Map.entry("stage", Set.of("life", "schedule", "storage", "recovery", "removal")),
              Map.entry("node", Set.of()),
              Map.entry("sending", Set.of("node", "life")),
              Map.entry("standing", Set.of("sending", "node", "life")),
              Map.entry("cluster", Set.of("node")),
              Map.entry("storage", Set.of()),
              Map.entry("removal", Set.of("cluster", "storage")),
              Map.entry("schedule", Set.of()),
              Map.entry("backup", Set.of()),
              Map.entry("life", Set.of("schedule")),
              Map.entry("store", Set.of("life", "schedule", "sending", "duty")),
              Map.entry(
                  "work", Set.of("stage", "store", "storage", "recovery", "life", "schedule")),
              Map.entry(
                  "proving",
                  Set.of("duty", "store", "sending", "storage", "schedule", "node", "life")),
              Map.entry("duty", Set.of("node", "storage", "life")),
              Map.entry(
                  "clearing",
                  Set.of(
                      "removal",
                      "cluster",
                      "standing",
                      "sending",
                      "node",
                      "store",
                      "stage",
                      "storage",
                      "recovery",
                      "life",
                      "schedule")),
              Map.entry(
                  "serving",
                  Set.of(
                      "clearing",
                      "removal",
                      "cluster",
                      "standing",
                      "sending",
                      "node",
                      "store",
                      "storage",
                      "life",
                      "schedule")),
              Map.entry(
                  "driver",
                  Set.of(
                      "work",
                      "stage",
                      "store",
                      "storage",
                      "standing",
                      "sending",
                      "duty",
                      "life",
                      "schedule"))));

  private static final Layers DEVCHAIN =
      new Layers(
          "io.sealwright.devchain",
          Map.ofEntries(
              Map.entry("store", Set.of()),
              Map.entry("files", Set.of()),
              Map.entry("state", Set.of("store")),
              Map.entry("vm", Set.of("state", "store")),
              Map.entry("actor", Set.of("vm", "state", "store")),
              Map.entry("genesis", Set.of("actor", "vm", "state", "store")),
              Map.entry("wallet", Set.of("files")),
              Map.entry("chain", Set.of("genesis", "actor", "vm", "state", "store", "wallet")),
              Map.entry("mpool", Set.of("chain", "vm", "state", "store", "wallet")),
              Map.entry("view", Set.of("chain", "actor", "vm", "state", "store")),
              Map.entry(
                  "node",
                  Set.of(
                      "mpool", "chain", "genesis", "actor", "vm", "state", "store", "wallet",
                      "files")),
              Map.entry(
                  "serve",
                  Set.of(
                      "node", "view", "mpool", "chain", "genesis", "actor", "vm", "state", "store",
                      "wallet"))));

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.sealwright");

  private static final JavaClasses VIOLATIONS = new ClassFileImporter().importPackages(PLANTED);

  @ParameterizedTest
  @MethodSource("layers")
  void packagesUseOnlyTheLayersBelowThem(Layers layers) {
    assertThat(layers.breaches(PROGRAM)).isEmpty();
  }

  @Test
  void packagesDoNotUseEachOtherInCircles() {
    slices().matching("io.sealwright.(**)").should().beFreeOfCycles().check(PROGRAM);
  }

  @ParameterizedTest
  @MethodSource("bans")
  void bannedCallsAreMadeOnlyWhereTheyBelong(ArchRule ban) {
    ban.check(PROGRAM);
  }

  @Test
  void aModuleHasAtMostOneClassThatDeletesScratchFiles() {
    Map<String, Long> scratches =
        PROGRAM.stream()
            .filter(type -> type.getSimpleName().equals("Scratch"))
            .map(JavaClass::getPackageName)
            .map(name -> name.split("\\.")[2])
            .collect(Collectors.groupingBy(module -> module, Collectors.counting()));
    assertThat(scratches.values()).allMatch(count -> count == 1);
  }

  @Test
  void everyModuleIsLookedAt() {
    assertThat(PROGRAM).extracting(JavaClass::getPackageName).contains("io.sealwright.protocol");
  }

  @ParameterizedTest
  @MethodSource("bans")
  void aPlantedCallIsFound(ArchRule ban) {
    assertThat(ban.evaluate(VIOLATIONS).hasViolation()).isTrue();
  }

  @Test
  void aPlantedDependencyIsFound() {
    Layers strict = new Layers("io.sealwright", Map.of("engine", Set.of()));
    assertThat(strict.breaches(VIOLATIONS)).anyMatch(breach -> breach.contains("protocol"));
    assertThat(ENGINE.breaches(VIOLATIONS))
        .contains(PLANTED + " has no place in the layers of io.sealwright.engine");
  }

  private static List<Layers> layers() {
    return List.of(MODULES, PROOFS, ENGINE, DEVCHAIN);
  }

  private static List<ArchRule> bans() {
    return Bans.ALL;
  }
}
