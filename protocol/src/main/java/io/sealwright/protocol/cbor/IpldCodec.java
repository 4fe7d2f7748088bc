package io.sealwright.protocol.cbor;

import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes and reads values of unknown shape. */
final class IpldCodec {
  /** Arrays and maps inside each other, so that no input exhausts the stack. */
  static final int MAX_DEPTH = 128;

  private IpldCodec() {}

  static void write(CborWriter out, Ipld value) {
    switch (value) {
      case Ipld.Nothing _ -> out.nothing();
      case Ipld.Bool(boolean bool) -> out.bool(bool);
      case Ipld.Int(BigInteger number) when number.signum() < 0 ->
          out.negative(number.not().longValue());
      case Ipld.Int(BigInteger number) -> out.unsigned(number.longValue());
      case Ipld.Real(double number) -> out.float64(number);
      case Ipld.Text(String text) -> out.text(text);
      case Ipld.Bytes(ByteString bytes) -> out.bytes(bytes);
      case Ipld.Link(Cid cid) -> out.cid(cid);
      case Ipld.Items(List<Ipld> values) -> {
        out.array(values.size());
        values.forEach(item -> write(out, item));
      }
      case Ipld.Entries(SortedMap<String, Ipld> values) -> {
        out.map(values.size());
        values.forEach((key, item) -> {
          out.text(key);
          write(out, item);
        });
      }
    }
  }

  static Ipld read(CborReader in, int depth) throws CborException {
    if (depth > MAX_DEPTH) {
      throw in.fault("more than " + MAX_DEPTH + " arrays and maps inside each other");
    }
    return switch (in.peek()) {
      case UNSIGNED -> new Ipld.Int(unsigned(in.unsigned()));
      case NEGATIVE -> new Ipld.Int(unsigned(in.negative()).not());
      case BYTES -> new Ipld.Bytes(in.bytes());
      case TEXT -> new Ipld.Text(in.text());
      case ARRAY -> items(in, depth);
      case MAP -> entries(in, depth);
      case TAG -> new Ipld.Link(in.cid());
      case SIMPLE -> simple(in);
    };
  }

  static ByteString utf8(String text) {
    return ByteString.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static Ipld simple(CborReader in) throws CborException {
    if (in.nothing()) {
      return Ipld.Nothing.NULL;
    }
    return in.isFloat() ? new Ipld.Real(in.float64()) : new Ipld.Bool(in.bool());
  }

  private static Ipld items(CborReader in, int depth) throws CborException {
    int count = in.array(Integer.MAX_VALUE);
    List<Ipld> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(read(in, depth + 1));
    }
    return new Ipld.Items(values);
  }

  private static Ipld entries(CborReader in, int depth) throws CborException {
    int count = in.map(Integer.MAX_VALUE);
    SortedMap<String, Ipld> values = new TreeMap<>(Ipld.KEY_ORDER);
    for (int i = 0; i < count; i++) {
      String key = in.text();
      if (!values.isEmpty() && Ipld.KEY_ORDER.compare(values.lastKey(), key) >= 0) {
        throw in.fault("key \"" + key + "\" is out of order or there twice");
      }
      values.put(key, read(in, depth + 1));
    }
    return new Ipld.Entries(values);
  }

  private static BigInteger unsigned(long bits) {
    BigInteger low = BigInteger.valueOf(bits & Long.MAX_VALUE);
    return bits < 0 ? low.setBit(Long.SIZE - 1) : low;
  }
}
