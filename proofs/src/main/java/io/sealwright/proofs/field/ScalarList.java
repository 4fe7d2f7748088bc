package io.sealwright.proofs.field;

import java.util.ArrayList;
import java.util.List;

/** Elements of the scalar field that are added one by one, some hundred millions at most. */
public final class ScalarList {
  private static final int CHUNK = 1 << 16;

  private final List<long[]> chunks = new ArrayList<>();
  private int size;

  public int size() {
    return size;
  }

  public void add(Scalar element) {
    if (size % CHUNK == 0) {
      chunks.add(new long[CHUNK * Fr.LIMBS]);
    }
    element.copyTo(chunks.getLast(), size % CHUNK * Fr.LIMBS);
    size++;
  }

  public Scalar get(int index) {
    return Scalar.at(chunks.get(index / CHUNK), index % CHUNK * Fr.LIMBS);
  }

  public void set(int index, Scalar element) {
    element.copyTo(chunks.get(index / CHUNK), index % CHUNK * Fr.LIMBS);
  }

  /** The elements, and zeros up to a length: four limbs each, in Montgomery form. */
  public long[] toArray(int length) {
    long[] all = new long[length * Fr.LIMBS];
    for (int i = 0; i < chunks.size(); i++) {
      int first = i * CHUNK;
      int count = Math.min(CHUNK, size - first);
      System.arraycopy(chunks.get(i), 0, all, first * Fr.LIMBS, count * Fr.LIMBS);
    }
    return all;
  }

  /** Writes the number an element stands for as four limbs. */
  public void copyNumber(int index, long[] target, int t) {
    Fr.multiply(
        target, t, chunks.get(index / CHUNK), index % CHUNK * Fr.LIMBS, Scalar.PLAIN_ONE, 0);
  }

  /** Brings elements of four limbs from Montgomery form to the numbers they stand for, in place. */
  public static void toNumbers(long[] elements) {
    for (int i = 0; i < elements.length; i += Fr.LIMBS) {
      Fr.multiply(elements, i, elements, i, Scalar.PLAIN_ONE, 0);
    }
  }
}
