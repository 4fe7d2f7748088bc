package io.sealwright.proofs.snark;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.proofs.snark.ParameterSet.Kind;
import io.sealwright.protocol.SectorSize;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.junit.jupiter.api.Test;

final class ParameterSetTest {
  /** All sizes and kinds; those with published files have published names. */
  @Test
  void filesAreNamedAsTheReferenceNamesThem() throws IOException {
    List<String> lines;
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                Objects.requireNonNull(getClass().getResourceAsStream("identifiers.tsv")),
                StandardCharsets.UTF_8))) {
      lines = in.lines().toList();
    }
    assertThat(lines).hasSize(SectorSize.values().length * Kind.values().length);
    assertThat(lines)
        .allSatisfy(line -> {
          List<String> fields = List.of(line.split("\t"));
          ParameterSet set =
              new ParameterSet(
                  Kind.valueOf(fields.get(1).toUpperCase(Locale.ROOT)),
                  SectorSize.parse(fields.get(0)));
          assertThat(set.fileName()).endsWith("-" + fields.get(2));
        });
  }

  @Test
  void onlyRegisteredSizesHavePublishedKeys() {
    assertThat(new ParameterSet(Kind.POREP, SectorSize.GIB_32).digests())
        .contains(
            new ParameterSet.Digests(
                "6a388072a518cf46ebd661f5cc46900a", "0c7b4aac1c40fdb7eb82bc355b41addf"));
    assertThat(new ParameterSet(Kind.POREP, SectorSize.KIB_4).digests()).isEmpty();
  }
}
