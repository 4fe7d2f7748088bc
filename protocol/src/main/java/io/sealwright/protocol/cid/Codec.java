package io.sealwright.protocol.cid;

import java.util.Arrays;

/** How the block behind a CID is written, with the number the multicodec table gives it. */
public enum Codec {
  CBOR(0x51),
  RAW(0x55),
  DAG_PB(0x70),
  DAG_CBOR(0x71),
  LIBP2P_KEY(0x72),
  FIL_COMMITMENT_UNSEALED(0xf101),
  FIL_COMMITMENT_SEALED(0xf102);

  private final int code;

  Codec(int code) {
    this.code = code;
  }

  public int code() {
    return code;
  }

  static Codec ofCode(long code) {
    return Arrays.stream(values())
        .filter(codec -> codec.code == code)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("unknown codec 0x" + Long.toHexString(code)));
  }
}
