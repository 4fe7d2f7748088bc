package io.sealwright.proofs.vanilla;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.porep.PorepConfig;
import io.sealwright.proofs.vanilla.Fault.Part;
import io.sealwright.protocol.SectorSize;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Openings with eleven layers, and trees with a sub and a top level, in both forms. */
final class LargeOpeningsTest {
  @ParameterizedTest
  @EnumSource(names = {"MIB_512", "GIB_32", "GIB_64"})
  void whatIsWrittenIsReadAgainAndVerified(SectorSize size) throws Exception {
    SealOpenings openings = MadeLeaf.openings(size, 1, new Random(size.bytes()));

    StringBuilder json = new StringBuilder();
    OpeningsJsonWriter.write(openings, json);
    byte[] bytes = json.toString().getBytes(UTF_8);
    assertThat(OpeningsJsonReader.read(new ByteArrayInputStream(bytes))).isEqualTo(openings);
    byte[] binary = OpeningsBinary.write(openings);
    assertThat(OpeningsBinary.read(openings.proof(), binary)).isEqualTo(openings);

    LeafProof leaf = openings.partitions().getFirst().getFirst();
    LeafVerifier verifier =
        new LeafVerifier(
            PorepConfig.of(openings.proof()),
            openings.replicaId(),
            openings.commD(),
            openings.commR());
    List<Fault> faults = verifier.faults(leaf, leaf.column().node());
    assertThat(faults).extracting(Fault::part).containsExactly(Part.GRAPH);
  }
}
