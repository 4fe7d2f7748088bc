package io.sealwright.engine.life.json;

import static java.util.Map.entry;

import io.sealwright.engine.life.Place;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommP;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.PaddedSize;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.Ticket;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.message.ExitCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Values that are written as one text. */
final class Scalars {
  private static final Map<Class<?>, Text<?>> TEXTS =
      Map.ofEntries(
          entry(String.class, new Text<>(String.class, text -> text, text -> text)),
          entry(Place.class, new Text<>(Place.class, Place::path, Place::new)),
          entry(SectorId.class, new Text<>(SectorId.class, SectorId::toString, Scalars::sectorId)),
          entry(SealProof.class, new Text<>(SealProof.class, SealProof::name, Scalars::proof)),
          entry(Bytes32.class, new Text<>(Bytes32.class, Bytes32::hex, Bytes32::fromHex)),
          entry(
              Ticket.class,
              new Text<>(
                  Ticket.class,
                  ticket -> ticket.value().hex(),
                  hex -> new Ticket(Bytes32.fromHex(hex)))),
          entry(
              CommD.class,
              new Text<>(CommD.class, CommD::cid, cid -> new CommD(CommP.fromCid(cid).value()))),
          entry(CommP.class, new Text<>(CommP.class, CommP::cid, CommP::fromCid)),
          entry(CommR.class, new Text<>(CommR.class, CommR::cid, CommR::fromCid)),
          entry(Cid.class, new Text<>(Cid.class, Cid::toString, Cid::parse)),
          entry(
              TokenAmount.class,
              new Text<>(TokenAmount.class, TokenAmount::decimal, TokenAmount::ofDecimal)),
          entry(
              ByteString.class,
              new Text<>(ByteString.class, ByteString::base64, ByteString::fromBase64)),
          entry(Instant.class, new Text<>(Instant.class, Instant::toString, Scalars::instant)),
          entry(Duration.class, new Text<>(Duration.class, Duration::toString, Scalars::duration)),
          entry(
              Bitfield.class,
              new Text<>(
                  Bitfield.class,
                  set -> set.toBytes().base64(),
                  text -> Bitfield.fromBytes(ByteString.fromBase64(text)))));

  private static final Map<Class<?>, Whole<?>> NUMBERS =
      Map.of(
          Epoch.class, new Whole<>(Epoch.class, Epoch::height, Epoch::new),
          EpochSpan.class, new Whole<>(EpochSpan.class, EpochSpan::epochs, EpochSpan::new),
          PaddedSize.class, new Whole<>(PaddedSize.class, PaddedSize::bytes, PaddedSize::new),
          SectorNumber.class,
              new Whole<>(SectorNumber.class, SectorNumber::number, SectorNumber::new),
          ExitCode.class, new Whole<>(ExitCode.class, ExitCode::code, ExitCode::new),
          int.class, new Whole<>(Integer.class, Integer::longValue, Scalars::small),
          long.class, new Whole<>(Long.class, number -> number, number -> number));

  private Scalars() {}

  /** A type whose values are texts. What is not one is an IllegalArgumentException. */
  record Text<T>(Class<T> type, Function<T, String> write, Function<String, T> read) {
    String text(Object value) {
      return write.apply(type.cast(value));
    }
  }

  /** A type whose values are whole numbers. */
  record Whole<T>(Class<T> type, Function<T, Long> write, Function<Long, T> read) {
    long number(Object value) {
      return write.apply(type.cast(value));
    }
  }

  static Optional<Text<?>> text(Class<?> type) {
    return Optional.ofNullable(TEXTS.get(type));
  }

  static Optional<Whole<?>> whole(Class<?> type) {
    return Optional.ofNullable(NUMBERS.get(type));
  }

  private static SectorId sectorId(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != 2) {
      throw new IllegalArgumentException("\"" + text + "\" is not a sector such as f01000/7");
    }
    return new SectorId(MinerId.parse(parts[0]), SectorNumber.parse(parts[1]));
  }

  private static SealProof proof(String name) {
    return Stream.of(SealFamily.values())
        .flatMap(family -> Stream.of(SectorSize.values()).map(size -> new SealProof(family, size)))
        .filter(proof -> proof.name().equals(name))
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("\"" + name + "\" is not a seal proof"));
  }

  private static int small(long number) {
    if (number != (int) number) {
      throw new IllegalArgumentException(number + " is too large");
    }
    return (int) number;
  }

  private static Duration duration(String text) {
    try {
      return Duration.parse(text);
    } catch (java.time.format.DateTimeParseException _) {
      throw new IllegalArgumentException("\"" + text + "\" is not a duration");
    }
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (java.time.format.DateTimeParseException _) {
      throw new IllegalArgumentException("\"" + text + "\" is not a time");
    }
  }
}
