package io.sealwright.protocol.cbor;

import io.sealwright.protocol.cid.Cid;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** How one type is written and read. Both directions are in one place, so they cannot drift. */
public interface CborCodec<T> {
  void write(CborWriter out, T value);

  T read(CborReader in) throws CborException;

  /** The part of a codec that reads. */
  @FunctionalInterface
  interface Reading<T> {
    T read(CborReader in) throws CborException;
  }

  static <T> CborCodec<T> of(BiConsumer<CborWriter, T> writing, Reading<T> reading) {
    return new CborCodec<>() {
      @Override
      public void write(CborWriter out, T value) {
        writing.accept(out, value);
      }

      @Override
      public T read(CborReader in) throws CborException {
        return reading.read(in);
      }
    };
  }

  /** The whole block. */
  default byte[] encode(T value) {
    CborWriter out = new CborWriter();
    write(out, value);
    return out.toBytes();
  }

  /** Reads a whole block: bytes after the value are refused. */
  default T decode(byte[] block) throws CborException {
    CborReader in = new CborReader(block);
    T value = read(in);
    in.end();
    return value;
  }

  /** The CID of the block a value is written as. */
  default Cid cid(T value) {
    return Cid.ofCbor(encode(value));
  }

  /** The same form for another type. What {@code to} refuses is a fault of the bytes read. */
  default <U> CborCodec<U> as(Function<? super T, U> to, Function<? super U, T> from) {
    return of(
        (out, value) -> write(out, from.apply(value)),
        in -> {
          T plain = read(in);
          try {
            return to.apply(plain);
          } catch (IllegalArgumentException e) {
            throw in.fault("a value was refused", e);
          }
        });
  }

  /** An array of at most so many. */
  default CborCodec<List<T>> list(int most) {
    return of(
        (out, values) -> {
          out.array(values.size());
          values.forEach(value -> write(out, value));
        },
        in -> {
          int count = in.array(most);
          List<T> values = new ArrayList<>();
          for (int i = 0; i < count; i++) {
            values.add(read(in));
          }
          return List.copyOf(values);
        });
  }

  /** The value, or null where there is none. */
  default CborCodec<Optional<T>> orNull() {
    return of(
        (out, value) -> value.ifPresentOrElse(present -> write(out, present), out::nothing),
        in -> in.nothing() ? Optional.empty() : Optional.of(read(in)));
  }
}
