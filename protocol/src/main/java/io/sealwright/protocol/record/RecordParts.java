package io.sealwright.protocol.record;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The components of a public record, in their order.
 *
 * <p>What calls them is made at the first use: a program declares the forms of hundreds of records,
 * of which a command reads a few, and the JVM spins classes for each.
 */
public final class RecordParts<R extends Record> {
  /** One type for all, so that a call need not adapt. */
  private static final MethodType ACCESSOR = MethodType.methodType(Object.class, Object.class);

  private static final MethodType CONSTRUCTOR = MethodType.methodType(Object.class, Object[].class);

  private final Class<R> type;
  private final RecordComponent[] components;

  /** Two threads may each make these; either's are as good. */
  private volatile @Nullable MethodHandle constructor;

  private volatile @Nullable List<MethodHandle> accessors;

  private RecordParts(Class<R> type, RecordComponent[] components) {
    this.type = type;
    this.components = components;
  }

  private static List<MethodHandle> accessors(RecordComponent[] components) {
    MethodHandle[] handles = new MethodHandle[components.length];
    for (int i = 0; i < components.length; i++) {
      try {
        handles[i] =
            MethodHandles.publicLookup().unreflect(components[i].getAccessor()).asType(ACCESSOR);
      } catch (IllegalAccessException e) {
        throw new IllegalStateException("a component of a public record is public", e);
      }
    }
    return List.of(handles);
  }

  private static MethodHandle constructor(Class<?> type, RecordComponent[] components) {
    Class<?>[] types =
        Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    try {
      return MethodHandles.publicLookup()
          .findConstructor(type, MethodType.methodType(void.class, types))
          .asSpreader(Object[].class, types.length)
          .asType(CONSTRUCTOR);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the constructor of a public record is public", e);
    }
  }

  /** A record that is not public, or has another number of components: IllegalArgumentException. */
  public static <R extends Record> RecordParts<R> of(Class<R> type, int components) {
    RecordComponent[] found = type.getRecordComponents();
    if (found.length != components) {
      throw new IllegalArgumentException(
          "%s has %d components, not %d".formatted(type.getSimpleName(), found.length, components));
    }
    if (!Modifier.isPublic(type.getModifiers())) {
      throw new IllegalArgumentException(type.getSimpleName() + " must be public");
    }
    return new RecordParts<>(type, found);
  }

  public int size() {
    return components.length;
  }

  /** The component at a position. */
  public Object get(R value, int position) {
    List<MethodHandle> made = accessors;
    if (made == null) {
      made = accessors(components);
      accessors = made;
    }
    try {
      return (Object) made.get(position).invokeExact((Object) value);
    } catch (Throwable e) {
      throw unchecked(e);
    }
  }

  /** A record of these components. What its own constructor throws comes through unchanged. */
  @SuppressWarnings("unchecked") // The constructor of R makes an R.
  public R make(Object[] values) {
    MethodHandle made = constructor;
    if (made == null) {
      made = constructor(type, components);
      constructor = made;
    }
    try {
      return (R) (Object) made.invokeExact(values);
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
    return type.getSimpleName();
  }
}
