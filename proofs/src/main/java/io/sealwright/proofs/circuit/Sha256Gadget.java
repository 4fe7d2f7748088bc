package io.sealwright.proofs.circuit;

import java.util.ArrayList;
import java.util.List;

/**
 * SHA-256 of bits, of each byte the highest first. Sums of a round are put off until they are
 * needed, so that they take more terms at once (section 6.2).
 */
final class Sha256Gadget {
  private static final int BLOCK_BITS = 512;
  private static final int ROUNDS = 64;

  private static final int[] START = {
    0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19
  };

  private static final int[] CONSTANTS = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2
  };

  private final ConstraintSystem cs;

  private Sha256Gadget(ConstraintSystem cs) {
    this.cs = cs;
  }

  /** The 256 bits of the digest. */
  static List<Bit> digest(ConstraintSystem cs, List<Bit> message) {
    Sha256Gadget gadget = new Sha256Gadget(cs);
    List<Bit> padded = padded(message);
    List<Word> state = new ArrayList<>();
    for (int word : START) {
      state.add(Word.known(word));
    }
    for (int from = 0; from < padded.size(); from += BLOCK_BITS) {
      state = gadget.compress(state, padded.subList(from, from + BLOCK_BITS));
    }
    return state.stream().flatMap(word -> word.bigEndian().stream()).toList();
  }

  private static List<Bit> padded(List<Bit> message) {
    List<Bit> padded = new ArrayList<>(message);
    padded.add(Bit.TRUE);
    while ((padded.size() + Long.SIZE) % BLOCK_BITS != 0) {
      padded.add(Bit.FALSE);
    }
    for (int bit = Long.SIZE - 1; bit >= 0; bit--) {
      padded.add(Bit.known(isSet(message.size(), bit)));
    }
    return padded;
  }

  private static boolean isSet(long number, int bit) {
    return (number >>> bit & 1) == 1;
  }

  /** A word that is known, or a sum put off. */
  private record Later(List<Word> summands) {
    static Later of(Word word) {
      return new Later(List.of(word));
    }

    Word now(ConstraintSystem cs, Equations equations, List<Word> more) {
      if (summands.size() == 1 && more.isEmpty()) {
        return summands.getFirst();
      }
      List<Word> all = new ArrayList<>(summands);
      all.addAll(more);
      return Word.sum(cs, equations, all);
    }
  }

  private List<Word> compress(List<Word> state, List<Bit> block) {
    Equations equations = new Equations();
    List<Word> schedule = schedule(block, equations);
    Later a = Later.of(state.get(0));
    Later e = Later.of(state.get(4));
    Word b = state.get(1);
    Word c = state.get(2);
    Word d = state.get(3);
    Word f = state.get(5);
    Word g = state.get(6);
    Word h = state.get(7);
    for (int i = 0; i < ROUNDS; i++) {
      Word newE = e.now(cs, equations, List.of());
      Word s1 = rotations(newE, 6, 11, 25);
      Word chosen = newE.choose(cs, f, g);
      Word newA = a.now(cs, equations, List.of());
      Word s0 = rotations(newA, 2, 13, 22);
      Word majority = Word.majority(cs, newA, b, c);
      Word constant = Word.known(CONSTANTS[i]);
      Word input = schedule.get(i);
      e = new Later(List.of(h, s1, chosen, constant, input, d));
      a = new Later(List.of(h, s1, chosen, constant, input, s0, majority));
      h = g;
      g = f;
      f = newE;
      d = c;
      c = b;
      b = newA;
    }
    List<Word> next = new ArrayList<>();
    next.add(a.now(cs, equations, List.of(state.get(0))));
    next.add(Word.sum(cs, equations, List.of(state.get(1), b)));
    next.add(Word.sum(cs, equations, List.of(state.get(2), c)));
    next.add(Word.sum(cs, equations, List.of(state.get(3), d)));
    next.add(e.now(cs, equations, List.of(state.get(4))));
    next.add(Word.sum(cs, equations, List.of(state.get(5), f)));
    next.add(Word.sum(cs, equations, List.of(state.get(6), g)));
    next.add(Word.sum(cs, equations, List.of(state.get(7), h)));
    equations.flush(cs);
    return next;
  }

  private List<Word> schedule(List<Bit> block, Equations equations) {
    List<Word> words = new ArrayList<>();
    for (int from = 0; from < BLOCK_BITS; from += Integer.SIZE) {
      words.add(Word.ofBigEndian(block.subList(from, from + Integer.SIZE)));
    }
    for (int i = words.size(); i < ROUNDS; i++) {
      Word s0 = sigma(words.get(i - 15), 7, 18, 3);
      Word s1 = sigma(words.get(i - 2), 17, 19, 10);
      words.add(Word.sum(cs, equations, List.of(words.get(i - 16), s0, words.get(i - 7), s1)));
    }
    return words;
  }

  private Word rotations(Word word, int first, int second, int third) {
    return word.rotateRight(first)
        .xor(cs, word.rotateRight(second))
        .xor(cs, word.rotateRight(third));
  }

  private Word sigma(Word word, int first, int second, int shift) {
    return word.rotateRight(first)
        .xor(cs, word.rotateRight(second))
        .xor(cs, word.shiftRight(shift));
  }
}
