package io.sealwright.engine.life.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.SectorEvent;
import io.sealwright.engine.life.SectorProof;
import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.life.Specimens;
import io.sealwright.protocol.bytes.ByteString;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a database keeps of a sector comes back as it was, or not at all. */
final class LifeJsonTest {
  /** Kept by version 1: a change of these texts is a change of the format. */
  private static final String TICKETED =
      "{\"version\":1,\"kind\":\"PreCommit1\",\"known\":{\"filled\":{\"pledged\":"
          + "{\"id\":\"f01000/7\",\"proof\":\"StackedDrg2KiBV1_1\",\"life\":1555200},"
          + "\"pieces\":[{\"size\":2048,\"commP\":"
          + "\"baga6ea4seaqpy7usqklokfx2vxuynmupslkeutzexe2uqurdg5vhtebhxqmpqmy\"}],"
          + "\"at\":\"76f1988b-ef30-4d7e-b3ec-9a627f4ba5a8\"},"
          + "\"ticket\":\"0101010101010101010101010101010101010101010101010101010101010101\","
          + "\"epoch\":-375}}";

  private static final String FAILED =
      "{\"version\":1,\"kind\":\"StepFailed\",\"step\":\"COMMIT_2\","
          + "\"trouble\":{\"kind\":\"HOST\",\"words\":\"as told\"}}";

  @ParameterizedTest
  @MethodSource("states")
  void everyStateComesBack(SectorState state) throws UnreadableRecord {
    assertThat(LifeJson.decodeState(LifeJson.encode(state))).isEqualTo(state);
  }

  @ParameterizedTest
  @MethodSource("events")
  void everyEventComesBack(SectorEvent event) throws UnreadableRecord {
    assertThat(LifeJson.decodeEvent(LifeJson.encode(event))).isEqualTo(event);
  }

  @Test
  void whatIsNotKnownOfAnAdoptedSectorStaysNotKnown() throws UnreadableRecord {
    Evidence.Adopted sealless =
        new Evidence.Adopted(Specimens.PLEDGED, Specimens.COMM_R, Optional.empty(), true);
    SectorState state =
        new SectorState.Proving(
            new Evidence.Live(
                new Evidence.Activated(
                    sealless, Optional.empty(), Specimens.ACTIVATED, Specimens.EXPIRES),
                Specimens.STORE));
    assertThat(LifeJson.encode(state)).contains("\"kind\":\"Adopted\"").contains("\"seal\":null");
    assertThat(LifeJson.decodeState(LifeJson.encode(state))).isEqualTo(state);
  }

  @Test
  void thereIsASpecimenOfEveryKind() {
    assertThat(states().map(Object::getClass))
        .containsAll(Stream.of(SectorState.class.getPermittedSubclasses()).toList());
    assertThat(events().map(Object::getClass))
        .containsAll(Stream.of(SectorEvent.class.getPermittedSubclasses()).toList());
  }

  @Test
  void theFormatIsTheOneThatWasKept() throws UnreadableRecord {
    assertThat(LifeJson.encode(new SectorState.PreCommit1(Specimens.TICKETED))).isEqualTo(TICKETED);
    assertThat(LifeJson.decodeState(TICKETED))
        .isEqualTo(new SectorState.PreCommit1(Specimens.TICKETED));
    assertThat(LifeJson.decodeEvent(FAILED)).isIn(Specimens.events());
  }

  /** The longest: a proof of ten partitions, withheld, which stays marked as that. */
  @Test
  void aWithheldProofStaysOne() throws UnreadableRecord {
    ByteString words =
        ByteString.of("sealwright proof withheld".getBytes(StandardCharsets.US_ASCII))
            .plus(ByteString.of(new byte[1895]));
    SectorEvent made = new SectorEvent.ProofMade(new SectorProof.Withheld(words));
    assertThat(LifeJson.decodeEvent(LifeJson.encode(made))).isEqualTo(made);
    String lie = LifeJson.encode(made).replace("\"kind\":\"Withheld\"", "\"kind\":\"Real\"");
    assertRefused(lie, "a withheld proof is not a real one");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{} {}",
        "{\"kind\":\"Removed\"}",
        "{\"version\":2,\"kind\":\"Removed\"}",
        "{\"version\":\"1\",\"kind\":\"Removed\"}",
        "{\"version\":1}",
        "{\"version\":1,\"kind\":\"Gone\"}",
        "{\"version\":1,\"kind\":\"Removed\",\"more\":1}",
        "{\"version\":1,\"kind\":\"Removed\",\"kind\":\"Removed\"}",
        "{\"version\":1,\"kind\":\"FaultFound\"}",
        "{\"version\":1,\"kind\":\"FaultFound\",\"words\":null}",
        "{\"version\":1,\"kind\":\"FaultFound\",\"words\":7}",
        "{\"version\":1,\"kind\":\"Remove\",\"reason\":\"BECAUSE\"}",
        "{\"version\":1,\"kind\":\"Terminated\",\"at\":1.5}",
        "{\"version\":1,\"kind\":\"Terminated\",\"at\":\"1\"}",
        "{\"version\":1,\"kind\":\"Terminated\",\"at\":9223372036854775808}",
        "{\"version\":1,\"kind\":\"Ended\",\"at\":1,\"early\":0}",
        "{\"version\":1,\"kind\":\"Replicated\",\"commR\":\"bafkqaaa\"}",
        "{\"version\":1,\"kind\":\"Packed\",\"pieces\":{},\"at\":\"x\"}",
        "{\"version\":1,\"kind\":\"Packed\",\"pieces\":[],\"at\":\"\"}"
      })
  void whatWasNotWrittenByThisVersionIsRefused(String json) {
    assertThatThrownBy(() -> LifeJson.decodeEvent(json)).isInstanceOf(UnreadableRecord.class);
  }

  @Test
  void theObjectionNamesThePlace() {
    assertRefused(FAILED.replace("HOST", "GUEST"), "SectorEvent.trouble.kind is \"GUEST\"");
    assertRefused("{\"version\":1" + " ".repeat(LifeJson.MOST_CHARACTERS) + "}", "characters");
  }

  private static void assertRefused(String json, String words) {
    assertThatThrownBy(() -> LifeJson.decodeEvent(json))
        .isInstanceOf(UnreadableRecord.class)
        .hasMessageContaining(words);
  }

  private static Stream<SectorState> states() {
    return Specimens.all().stream();
  }

  private static Stream<SectorEvent> events() {
    return Specimens.events().stream();
  }
}
