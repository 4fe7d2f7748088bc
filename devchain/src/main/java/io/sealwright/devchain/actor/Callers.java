package io.sealwright.devchain.actor;

import io.sealwright.devchain.state.BuiltinCode;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.devchain.vm.Runtime;
import io.sealwright.protocol.address.Address;
import java.io.IOException;
import java.util.Optional;

/** Who may call a method. */
final class Callers {
  private Callers() {}

  /** Refuses everyone but one actor. */
  static void require(Runtime runtime, long actor) throws Abort {
    if (runtime.caller() != actor) {
      throw forbidden(runtime, Address.id(actor).toString());
    }
  }

  /** Refuses everyone but actors of a kind. */
  static void require(Runtime runtime, BuiltinCode kind) throws Abort, IOException {
    if (!is(runtime, runtime.caller(), kind)) {
      throw forbidden(runtime, "a " + kind.words());
    }
  }

  static boolean is(Runtime runtime, long actor, BuiltinCode kind) throws IOException {
    return runtime.codeOf(actor).equals(Optional.of(kind.cid()));
  }

  private static Abort forbidden(Runtime runtime, String allowed) {
    return Abort.forbidden("caller %s is not %s".formatted(Address.id(runtime.caller()), allowed));
  }
}
