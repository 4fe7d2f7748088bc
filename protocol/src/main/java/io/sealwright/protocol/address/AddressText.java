package io.sealwright.protocol.address;

import io.sealwright.protocol.Base32;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.bytes.Leb128;
import java.nio.ByteBuffer;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The written form of addresses. One address has one text on each network. */
final class AddressText {
  private static final Pattern ID = Pattern.compile("[ft]0(0|[1-9][0-9]{0,18})");
  private static final Pattern HASHED = Pattern.compile("[ft]([123])([a-z2-7]{39,84})");
  private static final Pattern DELEGATED =
      Pattern.compile("[ft]4(0|[1-9][0-9]{0,18})f([a-z2-7]{7,93})");
  private static final int CHECKSUM = 4;

  private AddressText() {}

  static Address parse(String text) {
    Matcher id = ID.matcher(text);
    if (id.matches()) {
      return Address.id(number(id.group(1)));
    }
    Matcher hashed = HASHED.matcher(text);
    if (hashed.matches()) {
      int kind = Integer.parseInt(hashed.group(1));
      return checked(text, hashed.group(2), rest -> new Address(AddressKind.ofNumber(kind), rest));
    }
    Matcher delegated = DELEGATED.matcher(text);
    if (delegated.matches()) {
      long namespace = number(delegated.group(1));
      return checked(text, delegated.group(2), rest -> Address.delegated(namespace, rest));
    }
    throw new IllegalArgumentException("\"" + text + "\" is not an address such as f01000 or f3…");
  }

  static String afterLetter(Address address) {
    int number = address.kind().number();
    ByteString payload = address.payload();
    ByteBuffer in = ByteBuffer.wrap(payload.toBytes());
    return switch (address.kind()) {
      case ID -> number + Long.toString(Leb128.read(in));
      case SECP256K1, ACTOR, BLS -> number + base32(payload, address);
      case DELEGATED -> {
        long namespace = Leb128.read(in);
        yield number
            + Long.toString(namespace)
            + "f"
            + base32(payload.from(in.position()), address);
      }
    };
  }

  private static String base32(ByteString rest, Address address) {
    return Base32.encode(rest.plus(address.checksum()).toBytes());
  }

  private static Address checked(String text, String base32, Function<ByteString, Address> maker) {
    ByteString bytes = ByteString.of(Base32.decode(base32));
    Address address = maker.apply(bytes.slice(0, bytes.size() - CHECKSUM));
    if (!address.checksum().equals(bytes.from(bytes.size() - CHECKSUM))) {
      throw new IllegalArgumentException("\"" + text + "\" has a wrong checksum: mistyped?");
    }
    return address;
  }

  private static long number(String digits) {
    try {
      return Long.parseLong(digits);
    } catch (NumberFormatException _) {
      throw new IllegalArgumentException("the number " + digits + " in an address exceeds 2^63-1");
    }
  }
}
