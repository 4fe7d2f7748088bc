package io.sealwright.proofs.snark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.circuit.RecordedSecrets;
import io.sealwright.proofs.groth16.ParameterFile;
import io.sealwright.proofs.groth16.Proof;
import io.sealwright.proofs.groth16.Prover;
import io.sealwright.proofs.groth16.Prover.Blinding;
import io.sealwright.proofs.kernel.EachKernel;
import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.proofs.porep.FileDigest;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.porep.ProgressEvent;
import io.sealwright.proofs.snark.ParameterSet.Kind;
import io.sealwright.proofs.vanilla.OpeningsJsonReader;
import io.sealwright.proofs.vanilla.SealOpenings;
import io.sealwright.protocol.SectorSize;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The reference's keys of 2 KiB seal proofs, made again from its secrets, and its proofs without
 * blinding.
 */
@EnabledIfSystemProperty(
    named = "sealwright.slow",
    matches = "true",
    disabledReason = "makes keys of 1.1 GB, which takes a quarter of an hour")
final class GoldenSealProofTest {
  private static final Path RECORDED = Path.of("src/test/resources/vectors/proofs/2k-v1_1");
  private static final ParameterSet POREP = new ParameterSet(Kind.POREP, SectorSize.KIB_2);

  private static final List<String> KINDS = List.of("zero", "piece");

  @TempDir Path folder;

  @Test
  void keysAndProofsFromTheReferencesSecretsAreTheReferences() throws Exception {
    JsonNode vectors =
        JsonMapper.shared().readTree(Files.readAllBytes(RECORDED.resolve("vectors.json")));
    ParameterFolder keys = new ParameterFolder(folder);
    keys.generate(
        POREP,
        RecordedSecrets.get(),
        Runtime.getRuntime().availableProcessors(),
        Progress.silent());

    assertThat(FileDigest.of(keys.parameters(POREP)))
        .isEqualTo(FileDigest.of(vectors.get("porep_params")));
    assertThat(FileDigest.of(keys.verifyingKey(POREP)))
        .isEqualTo(FileDigest.of(vectors.get("porep_verifying_key").get("digest")));
    List<byte[]> expected = new ArrayList<>();
    for (String kind : KINDS) {
      expected.add(Files.readAllBytes(RECORDED.resolve("porep-" + kind + "-r0s0.bin")));
    }
    for (Kernels kernels : EachKernel.all().toList()) {
      assertThat(proofs(keys, kernels)).usingElementComparator(Arrays::compare).isEqualTo(expected);
    }
  }

  /** Of both sectors in one pipeline, from the openings as the reference wrote them. */
  private static List<byte[]> proofs(ParameterFolder keys, Kernels kernels) throws Exception {
    List<SealOpenings> openings = new ArrayList<>();
    for (String kind : KINDS) {
      try (InputStream in = Files.newInputStream(RECORDED.resolve("c1-" + kind + ".json"))) {
        openings.add(OpeningsJsonReader.read(in));
      }
    }
    List<ProgressEvent> events = Collections.synchronizedList(new ArrayList<>());
    try (Arena arena = Arena.ofShared()) {
      ParameterFile parameters = keys.map(POREP, arena);
      int threads = Runtime.getRuntime().availableProcessors();
      List<List<Proof>> proofs =
          new SealProver(parameters, threads, true, events::add, kernels)
              .prove(openings, () -> Blinding.NONE);
      assertThat(events.stream().mapToLong(ProgressEvent::done).max())
          .hasValue(2 * Prover.work(parameters));
      return proofs.stream().map(sector -> sector.getFirst().toBytes()).toList();
    }
  }
}
