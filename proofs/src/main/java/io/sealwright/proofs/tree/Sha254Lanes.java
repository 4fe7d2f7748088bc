package io.sealwright.proofs.tree;

import static jdk.incubator.vector.VectorOperators.LSHR;
import static jdk.incubator.vector.VectorOperators.ROR;
import static jdk.incubator.vector.VectorOperators.XOR;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * SHA-256 of many 64-byte messages side by side, one message a vector lane.
 *
 * <p>The platform's digest runs one message at a time, at the latency of the SHA instructions. Here
 * sixteen (or eight) messages share every instruction, and as all messages have 64 bytes, their
 * second block is the same padding: its schedule is a constant and half of the schedule work is
 * saved. Source of the rounds: FIPS 180-4, section 6.2.
 *
 * <p>What a round adds, constant and schedule, is kept in memory, a vector a round; the eight
 * working words stay in registers. Eight rounds are written out, so that their roles rotate without
 * moves. Not safe for use by several threads.
 */
final class Sha254Lanes {
  static final VectorSpecies<Integer> SPECIES = IntVector.SPECIES_PREFERRED;
  static final int LANES = SPECIES.length();

  private static final int WORDS = 16;
  private static final int STATE = 8;
  private static final int ROUNDS = 64;
  private static final int MESSAGE_BYTES = 64;
  private static final int NODE = 32;
  private static final byte TOP_BITS_CLEAR = 0x3f;

  private static final VarHandle BIG_INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private static final int[] START = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  };

  private static final int[] K = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
  };

  /** What the rounds of the padding block add, a vector a round. */
  private static final int[] PADDING = paddingRounds();

  private final int[] schedule = new int[ROUNDS * LANES];
  private final int[] rounds = new int[ROUNDS * LANES];
  private final int[] state = new int[STATE * LANES];

  private static int[] paddingRounds() {
    Sha254Lanes padding = new Sha254Lanes();
    broadcast(0x80000000).intoArray(padding.schedule, 0);
    broadcast(MESSAGE_BYTES * Byte.SIZE).intoArray(padding.schedule, (WORDS - 1) * LANES);
    padding.expand();
    return padding.rounds;
  }

  /** Joins {@link #LANES} pairs of nodes from {@code from} on into as many nodes. */
  void join(byte[] pairs, int from, byte[] parents, int to) {
    load(pairs, from);
    expand();
    for (int i = 0; i < STATE; i++) {
      broadcast(START[i]).intoArray(state, i * LANES);
    }
    compress(rounds);
    compress(PADDING);
    store(parents, to);
  }

  private void load(byte[] pairs, int from) {
    for (int lane = 0; lane < LANES; lane++) {
      int message = from + lane * MESSAGE_BYTES;
      for (int word = 0; word < WORDS; word++) {
        schedule[word * LANES + lane] = (int) BIG_INT.get(pairs, message + word * Integer.BYTES);
      }
    }
  }

  private void store(byte[] parents, int to) {
    for (int lane = 0; lane < LANES; lane++) {
      int parent = to + lane * NODE;
      for (int word = 0; word < STATE; word++) {
        BIG_INT.set(parents, parent + word * Integer.BYTES, state[word * LANES + lane]);
      }
      parents[parent + NODE - 1] &= TOP_BITS_CLEAR;
    }
  }

  /** Fills the schedule from its first sixteen words, and what the rounds add. */
  private void expand() {
    for (int t = 0; t < WORDS; t++) {
      word(t).add(broadcast(K[t])).intoArray(rounds, t * LANES);
    }
    for (int t = WORDS; t < ROUNDS; t++) {
      IntVector x = word(t - 15);
      IntVector y = word(t - 2);
      IntVector sigma0 =
          x.lanewise(ROR, 7).lanewise(XOR, x.lanewise(ROR, 18)).lanewise(XOR, x.lanewise(LSHR, 3));
      IntVector sigma1 =
          y.lanewise(ROR, 17)
              .lanewise(XOR, y.lanewise(ROR, 19))
              .lanewise(XOR, y.lanewise(LSHR, 10));
      IntVector w = word(t - 16).add(word(t - 7)).add(sigma0).add(sigma1);
      w.intoArray(schedule, t * LANES);
      w.add(broadcast(K[t])).intoArray(rounds, t * LANES);
    }
  }

  private IntVector word(int t) {
    return IntVector.fromArray(SPECIES, schedule, t * LANES);
  }

  private static IntVector broadcast(int value) {
    return IntVector.broadcast(SPECIES, value);
  }

  private void compress(int[] added) {
    IntVector a = start(0);
    IntVector b = start(1);
    IntVector c = start(2);
    IntVector d = start(3);
    IntVector e = start(4);
    IntVector f = start(5);
    IntVector g = start(6);
    IntVector h = start(7);
    for (int t = 0; t < ROUNDS * LANES; t += LANES) {
      IntVector choice = f.lanewise(XOR, g).and(e).lanewise(XOR, g);
      IntVector sum1 =
          e.lanewise(ROR, 6).lanewise(XOR, e.lanewise(ROR, 11)).lanewise(XOR, e.lanewise(ROR, 25));
      IntVector first = h.add(IntVector.fromArray(SPECIES, added, t)).add(choice).add(sum1);
      IntVector majority = a.and(b).or(a.or(b).and(c));
      IntVector sum0 =
          a.lanewise(ROR, 2).lanewise(XOR, a.lanewise(ROR, 13)).lanewise(XOR, a.lanewise(ROR, 22));
      h = g;
      g = f;
      f = e;
      e = d.add(first);
      d = c;
      c = b;
      b = a;
      a = first.add(majority).add(sum0);
    }
    addTo(0, a);
    addTo(1, b);
    addTo(2, c);
    addTo(3, d);
    addTo(4, e);
    addTo(5, f);
    addTo(6, g);
    addTo(7, h);
  }

  private IntVector start(int word) {
    return IntVector.fromArray(SPECIES, state, word * LANES);
  }

  private void addTo(int word, IntVector sum) {
    start(word).add(sum).intoArray(state, word * LANES);
  }
}
