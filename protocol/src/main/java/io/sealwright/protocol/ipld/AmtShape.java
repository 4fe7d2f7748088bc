package io.sealwright.protocol.ipld;

import io.sealwright.protocol.cbor.CborCodec;

/** How indexes go down an AMT of a bit width, and how its blocks are written. */
record AmtShape<V>(CborCodec<V> values, int bitWidth, boolean tellsWidth) {
  CborCodec<AmtNode.Root<V>> roots() {
    return AmtNode.root(values, bitWidth, tellsWidth);
  }

  CborCodec<AmtNode<V>> nodes(int height) {
    return AmtNode.codec(values, bitWidth, height);
  }

  int shift(int height) {
    return bitWidth * height;
  }

  int slot(int height, long index) {
    return (int) (index >>> shift(height)) & (1 << bitWidth) - 1;
  }

  /** Whether an array of a height has a place for an index; a negative one: an exception. */
  boolean reaches(int height, long index) {
    if (index < 0) {
      throw new IllegalArgumentException("index " + index);
    }
    return shift(height + 1) >= Long.SIZE - 1 || index >>> shift(height + 1) == 0;
  }
}
