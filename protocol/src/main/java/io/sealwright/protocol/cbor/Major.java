package io.sealwright.protocol.cbor;

/** The eight kinds of items, numbered by the three top bits of an item's first byte. */
enum Major {
  UNSIGNED(0, "an unsigned number"),
  NEGATIVE(1, "a negative number"),
  BYTES(2, "a byte string"),
  TEXT(3, "a text"),
  ARRAY(4, "an array"),
  MAP(5, "a map"),
  TAG(6, "a tag"),
  SIMPLE(7, "a simple value");

  static final int SHIFT = 5;
  static final int ARGUMENT_BITS = 0x1f;

  /** Simple values, and the tag of CIDs. */
  static final int FALSE = 20;

  static final int TRUE = 21;
  static final int NULL = 22;
  static final int FLOAT_64 = 27;
  static final int CID_TAG = 42;

  private static final Major[] BY_NUMBER = values();

  private final int number;
  private final String words;

  Major(int number, String words) {
    this.number = number;
    this.words = words;
  }

  static Major of(int firstByte) {
    return BY_NUMBER[(firstByte & 0xff) >>> SHIFT];
  }

  /** The first byte of an item with an argument below 24, or one of the markers 24 to 27. */
  int firstByte(int argument) {
    return number << SHIFT | argument;
  }

  @Override
  public String toString() {
    return words;
  }
}
