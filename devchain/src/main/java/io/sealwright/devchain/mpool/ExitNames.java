package io.sealwright.devchain.mpool;

import io.sealwright.protocol.message.ExitCode;
import java.util.Map;

/** What Lotus calls exit codes. */
public final class ExitNames {
  private static final Map<Long, String> NAMES =
      Map.ofEntries(
          Map.entry(0L, "Ok"),
          Map.entry(1L, "SysErrSenderInvalid"),
          Map.entry(2L, "SysErrSenderStateInvalid"),
          Map.entry(4L, "SysErrIllegalInstruction"),
          Map.entry(5L, "SysErrInvalidReceiver"),
          Map.entry(6L, "SysErrInsufficientFunds"),
          Map.entry(7L, "SysErrOutOfGas"),
          Map.entry(9L, "SysErrIllegalExitCode"),
          Map.entry(10L, "SysFatal"),
          Map.entry(11L, "SysErrMissingReturn"),
          Map.entry(16L, "ErrIllegalArgument"),
          Map.entry(17L, "ErrNotFound"),
          Map.entry(18L, "ErrForbidden"),
          Map.entry(19L, "ErrInsufficientFunds"),
          Map.entry(20L, "ErrIllegalState"),
          Map.entry(21L, "ErrSerialization"),
          Map.entry(22L, "ErrUnhandledMessage"),
          Map.entry(23L, "ErrUnspecified"),
          Map.entry(24L, "ErrAssertionFailed"),
          Map.entry(25L, "ErrReadOnly"),
          Map.entry(26L, "ErrNotPayable"));

  private ExitNames() {}

  /** The name and the number, or the number alone. */
  public static String of(ExitCode code) {
    String name = NAMES.get(code.code());
    return name == null ? code.toString() : name + "(" + code + ")";
  }
}
