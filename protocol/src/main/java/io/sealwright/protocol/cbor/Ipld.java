package io.sealwright.protocol.cbor;

import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import java.math.BigInteger;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Any value DAG-CBOR can write: for blocks of unknown shape, or of which only the links count. */
public sealed interface Ipld {
  /** How one key follows another in a map: the shorter first, then by bytes of UTF-8. */
  Comparator<String> KEY_ORDER =
      Comparator.comparing(
          IpldCodec::utf8,
          Comparator.comparingInt(ByteString::size).thenComparing(Comparator.naturalOrder()));

  CborCodec<Ipld> CODEC = CborCodec.of(IpldCodec::write, in -> IpldCodec.read(in, 0));

  enum Nothing implements Ipld {
    NULL
  }

  record Bool(boolean value) implements Ipld {}

  /** From −2⁶⁴ to 2⁶⁴−1. */
  record Int(BigInteger value) implements Ipld {
    public Int {
      BigInteger magnitude = value.signum() < 0 ? value.not() : value;
      if (magnitude.bitLength() > Long.SIZE) {
        throw new IllegalArgumentException(value + " does not fit an integer of CBOR");
      }
    }

    public static Int of(long value) {
      return new Int(BigInteger.valueOf(value));
    }
  }

  record Real(double value) implements Ipld {}

  record Text(String value) implements Ipld {}

  record Bytes(ByteString value) implements Ipld {}

  record Link(Cid value) implements Ipld {}

  record Items(List<Ipld> values) implements Ipld {
    public Items {
      values = List.copyOf(values);
    }
  }

  /** Entries in canonical order, whatever order they are given in. */
  record Entries(SortedMap<String, Ipld> values) implements Ipld {
    public Entries {
      SortedMap<String, Ipld> ordered = new TreeMap<>(KEY_ORDER);
      ordered.putAll(values);
      values = Collections.unmodifiableSortedMap(ordered);
    }

    public static Entries of(Map<String, Ipld> values) {
      return new Entries(new TreeMap<>(values));
    }
  }

  /** The links below this value, in the order they are written. */
  default Stream<Cid> links() {
    return switch (this) {
      case Link(Cid cid) -> Stream.of(cid);
      case Items(List<Ipld> values) -> values.stream().flatMap(Ipld::links);
      case Entries(SortedMap<String, Ipld> values) -> values.values().stream().flatMap(Ipld::links);
      case Nothing _, Bool _, Int _, Real _, Text _, Bytes _ -> Stream.empty();
    };
  }
}
