package io.sealwright.devchain.actor;

import io.sealwright.devchain.vm.Abort;
import io.sealwright.devchain.vm.ActorCode;
import io.sealwright.devchain.vm.Exits;
import io.sealwright.devchain.vm.Runtime;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.message.MethodNumber;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** An actor's code as a table: which method does what. */
final class Methods implements ActorCode {
  /** Methods from here on are open to contracts; an account takes any of them as a transfer. */
  static final long FIRST_EXPORTED = 1 << 24;

  private final Map<Long, Body> bodies = new HashMap<>();
  private boolean takesAllExported;

  /** What a method does with its parameters, still encoded. */
  @FunctionalInterface
  interface Body {
    ByteString run(Runtime runtime, ByteString params) throws Abort, IOException;
  }

  /** What a method does. */
  @FunctionalInterface
  interface Handler<P> {
    ByteString run(Runtime runtime, P params) throws Abort, IOException;
  }

  static final ByteString NOTHING = ByteString.EMPTY;

  /** Adds a method with parameters. */
  <P> Methods on(long number, CborCodec<P> codec, Handler<P> handler) {
    return onRaw(number, (runtime, params) -> handler.run(runtime, read(codec, params)));
  }

  /** Adds a method that takes its parameters as they come, or has none. */
  Methods onRaw(long number, Body body) {
    bodies.put(number, body);
    return this;
  }

  /** Lets methods without a body pass, if contracts might call them. */
  Methods passingExported() {
    takesAllExported = true;
    return this;
  }

  @Override
  public ByteString invoke(Runtime runtime, MethodNumber method, ByteString params)
      throws Abort, IOException {
    Body body = bodies.get(method.number());
    if (body != null) {
      return body.run(runtime, params);
    }
    if (takesAllExported && Long.compareUnsigned(method.number(), FIRST_EXPORTED) >= 0) {
      return NOTHING;
    }
    throw Abort.unhandled("invalid method: " + method);
  }

  static <T> ByteString result(CborCodec<T> codec, T value) {
    return ByteString.of(codec.encode(value));
  }

  static <P> P read(CborCodec<P> codec, ByteString params) throws Abort {
    try {
      return codec.decode(params.toBytes());
    } catch (CborException e) {
      throw new Abort(Exits.SERIALIZATION, "failed to decode params: " + e.getMessage());
    }
  }
}
