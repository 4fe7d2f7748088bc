package io.sealwright.protocol.cbor;

import io.sealwright.protocol.record.RecordParts;
import java.util.Arrays;
import java.util.List;

/**
 * The codec of a record: an array of its components, in their order.
 *
 * <p>Most objects of the chain are such tuples, up to 17 components long. Given as one list of
 * codecs, writing and reading cannot disagree on the order, and a component that is added without a
 * codec stops the class from loading. The price is that a mismatch of types shows when a tuple is
 * first used rather than when it is compiled; every tuple has a round-trip test for that.
 */
public final class CborTuple<R extends Record> implements CborCodec<R> {
  private final RecordParts<R> parts;
  private final List<CborCodec<Object>> codecs;

  private CborTuple(RecordParts<R> parts, List<CborCodec<Object>> codecs) {
    this.parts = parts;
    this.codecs = codecs;
  }

  /** The tuple of a public record; one codec for each component, of the component's type. */
  @SuppressWarnings("unchecked") // A codec only ever meets the component it was given for.
  public static <R extends Record> CborTuple<R> of(Class<R> type, CborCodec<?>... codecs) {
    return new CborTuple<>(
        RecordParts.of(type, codecs.length),
        Arrays.stream(codecs).map(codec -> (CborCodec<Object>) codec).toList());
  }

  @Override
  public void write(CborWriter out, R value) {
    out.array(parts.size());
    for (int i = 0; i < parts.size(); i++) {
      codecs.get(i).write(out, parts.get(value, i));
    }
  }

  @Override
  public R read(CborReader in) throws CborException {
    int count = in.array(Integer.MAX_VALUE);
    if (count != parts.size()) {
      throw in.fault(parts + " of " + count + " components instead of " + parts.size());
    }
    Object[] values = new Object[count];
    for (int i = 0; i < count; i++) {
      values[i] = codecs.get(i).read(in);
    }
    try {
      return parts.make(values);
    } catch (IllegalArgumentException e) {
      throw in.fault(parts.toString(), e);
    }
  }
}
