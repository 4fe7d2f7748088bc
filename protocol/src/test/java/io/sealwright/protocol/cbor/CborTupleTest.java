package io.sealwright.protocol.cbor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.sealwright.protocol.bytes.ByteString;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class CborTupleTest {
  /** A record with a rule of its own. */
  public record Span(long start, Optional<Long> end) {
    public Span {
      if (end.isPresent() && end.get() < start) {
        throw new IllegalArgumentException("ends before it starts");
      }
    }
  }

  private record Hidden(long value) {}

  private static final CborCodec<Span> SPAN =
      CborTuple.of(Span.class, CborCodecs.SIGNED, CborCodecs.SIGNED.orNull());

  @Test
  void aRecordIsTheArrayOfItsComponents() throws CborException {
    Span open = new Span(-1, Optional.empty());
    Span closed = new Span(1, Optional.of(2L));

    assertThat(SPAN.encode(open)).containsExactly(0x82, 0x20, 0xf6);
    assertThat(SPAN.decode(SPAN.encode(open))).isEqualTo(open);
    assertThat(SPAN.decode(SPAN.encode(closed))).isEqualTo(closed);
  }

  @Test
  void aTupleOfAnotherLengthIsRefused() {
    assertRefused("8101", "Span of 1 components instead of 2");
    assertRefused("830102f6", "Span of 3 components instead of 2");
    assertRefused("01", "expected an array");
  }

  @Test
  void whatTheRecordRefusesIsAFaultOfTheBytes() {
    assertRefused("820200", "Span: ends before it starts");
  }

  @Test
  void codecsMustMatchThePublicComponents() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CborTuple.of(Span.class, CborCodecs.SIGNED));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CborTuple.of(Hidden.class, CborCodecs.SIGNED))
        .withMessageContaining("public");
  }

  private static void assertRefused(String hex, String reason) {
    assertThatExceptionOfType(CborException.class)
        .isThrownBy(() -> SPAN.decode(ByteString.fromHex(hex).toBytes()))
        .withMessageContaining(reason);
  }
}
