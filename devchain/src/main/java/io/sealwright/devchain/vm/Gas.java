package io.sealwright.devchain.vm;

/**
 * What things cost, and how much one message has used.
 *
 * <p>The prices are those of network version 28 wherever there is one for what happens here:
 * inclusion, results, transfers, looking up, changing and creating actors, reading and writing
 * blocks. The machine of the real network also counts every instruction of the actors' code, which
 * cannot be reproduced without that code; {@link #CALL_COMPUTE} stands for it, a flat amount a
 * call. So gas here is deterministic, of the right order and moves with the work, but it is not
 * equal to the real network's.
 */
final class Gas {
  /** More than any message can use. */
  static final long UNLIMITED = Long.MAX_VALUE / 4;

  static final long CALL = 75_000;

  /** For the memory, the instructions and the system calls of one invocation. */
  static final long CALL_COMPUTE = 1_000_000;

  static final long TRANSFER = 6_000;
  static final long ACTOR_LOOKUP = 500_000;
  static final long ACTOR_UPDATE = 475_000;
  static final long ADDRESS_LOOKUP = 1_050_000;
  static final long ADDRESS_ASSIGNMENT = 1_000_000;
  static final long ACTOR_CREATION = 650_000;
  static final long SIGNATURE = 16_598_605;

  private static final long INCLUSION_COMPUTE = 38_863;
  private static final long BYTES_BESIDE_MESSAGE = 36;
  private static final long STORED_BYTE = 1_300;
  private static final long BLOCK_OPEN = 187_440;
  private static final long BLOCK_OPEN_BYTE = 10;
  private static final long BLOCK_PERSIST = 334_000 + 172_000;
  private static final long BLOCK_PERSIST_BYTE = 3_340;

  private final long limit;
  private long used;

  Gas(long limit) {
    this.limit = limit;
  }

  /** For a message of so many bytes to be in a block: paid before anything happens. */
  static long inclusion(int bytes) {
    return INCLUSION_COMPUTE + ACTOR_UPDATE + (BYTES_BESIDE_MESSAGE + bytes) * STORED_BYTE;
  }

  static long result(int bytes) {
    return bytes * STORED_BYTE;
  }

  static long reading(int bytes) {
    return BLOCK_OPEN + BLOCK_OPEN_BYTE * bytes;
  }

  static long writing(int bytes) {
    return BLOCK_PERSIST + BLOCK_PERSIST_BYTE * bytes;
  }

  void charge(long gas) throws Abort {
    count(gas);
    check();
  }

  void check() throws Abort {
    if (isExhausted()) {
      throw new Abort(Exits.OUT_OF_GAS, "message ran out of gas");
    }
  }

  /** Counts without stopping the call; it stops at the next charge. */
  void count(long gas) {
    used = Math.min(limit + 1, used + gas);
  }

  boolean isExhausted() {
    return used > limit;
  }

  long left() {
    return Math.max(0, limit - used);
  }

  long used() {
    return Math.min(used, limit);
  }
}
