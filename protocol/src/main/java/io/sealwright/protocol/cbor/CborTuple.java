package io.sealwright.protocol.cbor;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/**
 * The codec of a record: an array of its components, in their order.
 *
 * <p>Most objects of the chain are such tuples, up to 16 components long. Given as one list of
 * codecs, writing and reading cannot disagree on the order, and a component that is added without a
 * codec stops the class from loading. The price is that a mismatch of types shows when a tuple is
 * first used rather than when it is compiled; every tuple has a round-trip test for that.
 */
public final class CborTuple<R extends Record> implements CborCodec<R> {
  private final String name;
  private final MethodHandle constructor;
  private final List<MethodHandle> components;
  private final List<CborCodec<Object>> codecs;

  private CborTuple(Class<R> type, List<CborCodec<Object>> codecs) {
    this.name = type.getSimpleName();
    this.codecs = codecs;
    RecordComponent[] parts = type.getRecordComponents();
    if (parts.length != codecs.size()) {
      throw new IllegalArgumentException(
          name + " has " + parts.length + " components and " + codecs.size() + " codecs");
    }
    Class<?>[] types = Arrays.stream(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    try {
      constructor =
          lookup
              .findConstructor(type, MethodType.methodType(void.class, types))
              .asSpreader(Object[].class, types.length);
      components = List.copyOf(accessors(lookup, parts));
    } catch (IllegalAccessException | NoSuchMethodException e) {
      throw new IllegalArgumentException(name + " must be public to be a tuple", e);
    }
  }

  /** The tuple of a public record; one codec for each component, of the component's type. */
  @SuppressWarnings("unchecked") // A codec only ever meets the component it was given for.
  public static <R extends Record> CborTuple<R> of(Class<R> type, CborCodec<?>... codecs) {
    return new CborTuple<>(
        type, Arrays.stream(codecs).map(codec -> (CborCodec<Object>) codec).toList());
  }

  @Override
  public void write(CborWriter out, R value) {
    out.array(codecs.size());
    for (int i = 0; i < codecs.size(); i++) {
      codecs.get(i).write(out, call(components.get(i), value));
    }
  }

  @Override
  public R read(CborReader in) throws CborException {
    int count = in.array(Integer.MAX_VALUE);
    if (count != codecs.size()) {
      throw in.fault(name + " of " + count + " components instead of " + codecs.size());
    }
    Object[] values = new Object[count];
    for (int i = 0; i < count; i++) {
      values[i] = codecs.get(i).read(in);
    }
    try {
      return made(values);
    } catch (IllegalArgumentException e) {
      throw in.fault(name, e);
    }
  }

  @SuppressWarnings("unchecked") // The constructor of R makes an R.
  private R made(Object[] values) {
    return (R) call(constructor, values);
  }

  private static Object call(MethodHandle handle, Object argument) {
    try {
      return handle.invoke(argument);
    } catch (RuntimeException | Error e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("a record's constructor threw a checked exception", e);
    }
  }

  private static List<MethodHandle> accessors(MethodHandles.Lookup lookup, RecordComponent[] parts)
      throws IllegalAccessException {
    MethodHandle[] handles = new MethodHandle[parts.length];
    for (int i = 0; i < parts.length; i++) {
      handles[i] = lookup.unreflect(parts[i].getAccessor());
    }
    return List.of(handles);
  }
}
