package io.sealwright.protocol.record;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;

/** The components of a public record, in their order. */
public final class RecordParts<R extends Record> {
  /** One type for all, so that a call need not adapt. */
  private static final MethodType ACCESSOR = MethodType.methodType(Object.class, Object.class);

  private static final MethodType CONSTRUCTOR = MethodType.methodType(Object.class, Object[].class);

  private final String name;
  private final MethodHandle constructor;
  private final List<MethodHandle> accessors;

  private RecordParts(Class<R> type, RecordComponent[] components)
      throws ReflectiveOperationException {
    MethodHandles.Lookup lookup = MethodHandles.publicLookup();
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    MethodHandle[] handles = new MethodHandle[components.length];
    for (int i = 0; i < components.length; i++) {
      handles[i] = lookup.unreflect(components[i].getAccessor()).asType(ACCESSOR);
    }
    name = type.getSimpleName();
    accessors = List.of(handles);
    constructor =
        lookup
            .findConstructor(type, MethodType.methodType(void.class, types))
            .asSpreader(Object[].class, types.length)
            .asType(CONSTRUCTOR);
  }

  /** A record that is not public, or has another number of components: IllegalArgumentException. */
  public static <R extends Record> RecordParts<R> of(Class<R> type, int components) {
    RecordComponent[] found = type.getRecordComponents();
    if (found.length != components) {
      throw new IllegalArgumentException(
          "%s has %d components, not %d".formatted(type.getSimpleName(), found.length, components));
    }
    try {
      return new RecordParts<>(type, found);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException(type.getSimpleName() + " must be public", e);
    }
  }

  public int size() {
    return accessors.size();
  }

  /** The component at a position. */
  public Object get(R value, int position) {
    try {
      return (Object) accessors.get(position).invokeExact((Object) value);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /** A record of these components. What its own constructor throws comes through unchanged. */
  @SuppressWarnings("unchecked") // The constructor of R makes an R.
  public R make(Object[] values) {
    try {
      return (R) (Object) constructor.invokeExact(values);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /** What a record throws is its own check, or worse; nothing it declares. */
  private static RuntimeException unchecked(Throwable thrown) {
    return switch (thrown) {
      case RuntimeException e -> e;
      case Error e -> throw e;
      default -> new IllegalStateException("a record threw a checked exception", thrown);
    };
  }

  /** The record's name, for messages. */
  @Override
  public String toString() {
    return name;
  }
}
