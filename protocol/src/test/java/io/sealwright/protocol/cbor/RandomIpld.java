package io.sealwright.protocol.cbor;

import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Values of every shape, from a seed; integers have up to so many bits, and a sign. */
record RandomIpld(RandomGenerator random, int integerBits) {
  private static final String[] LETTERS = {"a", "Z", "9", "é", "漢", "😀", " "};

  Ipld value(int depth) {
    return switch (random.nextInt(depth > 0 ? 9 : 7)) {
      case 0 -> Ipld.Nothing.NULL;
      case 1 -> new Ipld.Bool(random.nextBoolean());
      case 2 -> new Ipld.Int(integer());
      case 3 -> new Ipld.Real(random.nextDouble(-1e9, 1e9));
      case 4 -> new Ipld.Text(text());
      case 5 -> new Ipld.Bytes(bytes());
      case 6 -> new Ipld.Link(Cid.ofCbor(bytes().toBytes()));
      case 7 -> new Ipld.Items(Stream.generate(() -> value(depth - 1)).limit(length()).toList());
      default -> entries(depth);
    };
  }

  private Ipld entries(int depth) {
    Map<String, Ipld> entries = new TreeMap<>();
    int length = length();
    for (int i = 0; i < length; i++) {
      entries.put(text(), value(depth - 1));
    }
    return Ipld.Entries.of(entries);
  }

  private BigInteger integer() {
    long bits = random.nextLong() >>> random.nextInt(Long.SIZE - integerBits, Long.SIZE);
    BigInteger unsigned = new BigInteger(Long.toUnsignedString(bits));
    return random.nextBoolean() ? unsigned : unsigned.not();
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = length(); i > 0; i--) {
      text.append(LETTERS[random.nextInt(LETTERS.length)]);
    }
    return text.toString();
  }

  ByteString bytes() {
    byte[] bytes = new byte[length()];
    random.nextBytes(bytes);
    return ByteString.of(bytes);
  }

  /** Mostly short, at times beyond the first length that takes a second byte. */
  private int length() {
    return random.nextInt(random.nextInt(20) == 0 ? 300 : 6);
  }
}
