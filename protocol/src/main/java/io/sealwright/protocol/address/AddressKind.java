package io.sealwright.protocol.address;

import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.bytes.Leb128;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** How an address names its actor, with the number the protocol gives each way. */
public enum AddressKind {
  ID(0) {
    @Override
    void check(ByteString payload) {
      ByteBuffer in = ByteBuffer.wrap(payload.toBytes());
      if (Leb128.read(in) < 0 || in.hasRemaining()) {
        throw new IllegalArgumentException("payload " + payload + " is no actor's number");
      }
    }
  },
  SECP256K1(1) {
    @Override
    void check(ByteString payload) {
      requireLength(payload, 20);
    }
  },
  ACTOR(2) {
    @Override
    void check(ByteString payload) {
      requireLength(payload, 20);
    }
  },
  BLS(3) {
    @Override
    void check(ByteString payload) {
      requireLength(payload, 48);
    }
  },
  DELEGATED(4) {
    @Override
    void check(ByteString payload) {
      ByteBuffer in = ByteBuffer.wrap(payload.toBytes());
      if (Leb128.read(in) < 0 || in.remaining() > Address.MAX_SUBADDRESS) {
        throw new IllegalArgumentException("payload " + payload + " is no delegated address");
      }
    }
  };

  private final int number;

  AddressKind(int number) {
    this.number = number;
  }

  public int number() {
    return number;
  }

  /** Refuses what cannot be a payload with an IllegalArgumentException. */
  abstract void check(ByteString payload);

  static AddressKind ofNumber(int number) {
    return Arrays.stream(values())
        .filter(kind -> kind.number == number)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("unknown kind of address " + number));
  }

  void requireLength(ByteString payload, int length) {
    if (payload.size() != length) {
      throw new IllegalArgumentException(
          "a payload of " + payload.size() + " bytes where " + this + " has " + length);
    }
  }
}
