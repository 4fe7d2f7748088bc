package io.sealwright.proofs.snark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.circuit.RecordedSecrets;
import io.sealwright.proofs.groth16.ParameterFile;
import io.sealwright.proofs.groth16.Proof;
import io.sealwright.proofs.groth16.Prover.Blinding;
import io.sealwright.proofs.kernel.EachKernel;
import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.proofs.porep.FileDigest;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.snark.ParameterSet.Kind;
import io.sealwright.proofs.vanilla.OpeningsJsonReader;
import io.sealwright.proofs.vanilla.SealOpenings;
import io.sealwright.protocol.SectorSize;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
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
    for (String kind : List.of("zero", "piece")) {
      for (Kernels kernels : EachKernel.all().toList()) {
        assertThat(proof(keys, kind, kernels))
            .isEqualTo(Files.readAllBytes(RECORDED.resolve("porep-" + kind + "-r0s0.bin")));
      }
    }
  }

  /** From the openings as the reference wrote them. */
  private static byte[] proof(ParameterFolder keys, String kind, Kernels kernels) throws Exception {
    SealOpenings openings;
    try (InputStream in = Files.newInputStream(RECORDED.resolve("c1-" + kind + ".json"))) {
      openings = OpeningsJsonReader.read(in);
    }
    try (Arena arena = Arena.ofShared()) {
      ParameterFile parameters = keys.map(POREP, arena);
      List<Proof> proofs =
          new SealProver(
                  parameters,
                  Runtime.getRuntime().availableProcessors(),
                  false,
                  Progress.silent(),
                  kernels)
              .prove(openings, () -> Blinding.NONE);
      return proofs.getFirst().toBytes();
    }
  }
}
