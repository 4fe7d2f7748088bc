package io.sealwright.devchain.actor;

import io.sealwright.devchain.state.Singletons;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.devchain.vm.ActorCode;
import io.sealwright.devchain.vm.Runtime;
import io.sealwright.protocol.actor.AccountState;
import io.sealwright.protocol.actor.ActorCbor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.AddressCbor;
import io.sealwright.protocol.address.AddressKind;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborCodecs;
import io.sealwright.protocol.cbor.CborTuple;
import java.io.IOException;

/** An account: it has a key, and is the origin of messages that the key signs. */
public final class AccountActor {
  private static final long AUTHENTICATE_MESSAGE = 2_643_134_072L;

  private static final CborCodec<Authentication> AUTHENTICATION =
      CborTuple.of(Authentication.class, CborCodecs.BYTES, CborCodecs.BYTES);

  private AccountActor() {}

  /** A signature to be checked; without the byte for its type. */
  public record Authentication(ByteString signature, ByteString message) {}

  public static ActorCode code() {
    return new Methods()
        .on(1, AddressCbor.ADDRESS, AccountActor::construct)
        .onRaw(2, (runtime, none) -> Methods.result(AddressCbor.ADDRESS, key(runtime)))
        .on(AUTHENTICATE_MESSAGE, AUTHENTICATION, AccountActor::authenticate)
        .passingExported();
  }

  private static ByteString construct(Runtime runtime, Address key) throws Abort, IOException {
    Callers.require(runtime, Singletons.SYSTEM);
    if (key.kind() != AddressKind.SECP256K1 && key.kind() != AddressKind.BLS) {
      throw Abort.illegalArgument("address must use BLS or SECP protocol, got " + key.kind());
    }
    runtime.setHead(runtime.blocks().write(new AccountState(key), ActorCbor.ACCOUNT));
    return Methods.NOTHING;
  }

  private static ByteString authenticate(Runtime runtime, Authentication asked)
      throws Abort, IOException {
    if (!runtime.isSignedBy(runtime.receiver(), asked.message, asked.signature)) {
      throw Abort.illegalArgument("failed to authenticate message, signature invalid");
    }
    return Methods.result(CborCodecs.BOOL, true);
  }

  private static Address key(Runtime runtime) throws IOException {
    return runtime.blocks().read(runtime.head(), ActorCbor.ACCOUNT).key();
  }
}
