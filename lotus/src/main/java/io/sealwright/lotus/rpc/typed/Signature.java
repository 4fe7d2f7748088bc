package io.sealwright.lotus.rpc.typed;

import io.sealwright.lotus.rpc.Declared;
import io.sealwright.lotus.rpc.JsonForm;
import java.util.List;

/** A declaration with the forms of its parameters, in their order. */
public sealed interface Signature
    permits Method0, Method1, Method2, Method3, Method4, Method5, Channel0, Channel1, Channel3 {
  Declared declared();

  /** The form of the answer, or of each value of a channel. */
  JsonForm<?> result();

  List<JsonForm<?>> params();
}
