package io.sealwright.app.shell;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;
import java.util.Arrays;

/**
 * The process's standard error, file descriptor 2.
 *
 * <p>A JVM with an incubator module says so on standard error at every start, and no option
 * silences it. The launcher therefore starts such a JVM with descriptor 2 on a pipe whose reader
 * drops that one line, and keeps the real standard error at another descriptor, named in a system
 * property. Once the JVM is up, {@link #restore} puts the real one back, and the reader ends: from
 * then on nothing is between the program and the terminal.
 */
public final class StandardError {
  private static final String SAVED = "sealwright.stderr";
  private static final int DESCRIPTOR = 2;

  private StandardError() {}

  /** Puts back the standard error that the launcher has set aside, if it has. */
  public static void restore() {
    Integer saved = Integer.getInteger(SAVED);
    if (saved != null) {
      call("dup2", saved, DESCRIPTOR);
    }
  }

  /** Whether a person may be watching: progress is drawn only on a terminal. */
  public static boolean isTerminal() {
    return call("isatty", DESCRIPTOR) == 1;
  }

  /** Calls a function of the C library that takes and returns C ints. */
  @SuppressWarnings("restricted") // The two functions called take and return plain integers.
  private static int call(String function, Object... arguments) {
    MemoryLayout[] parameters = new MemoryLayout[arguments.length];
    Arrays.fill(parameters, JAVA_INT);
    Linker linker = Linker.nativeLinker();
    MethodHandle handle =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow(function),
            FunctionDescriptor.of(JAVA_INT, parameters));
    try {
      return (int) handle.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException(function + " of the C library cannot be called", e);
    }
  }
}
