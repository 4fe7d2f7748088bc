package io.sealwright.devchain.actor.miner;

import io.sealwright.devchain.actor.miner.state.Refusal;
import io.sealwright.devchain.state.BuiltinCode;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.devchain.vm.Runtime;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.AddressCbor;
import io.sealwright.protocol.address.AddressKind;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.message.MethodNumber;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Who may be what to a miner, and how it may be reached. */
final class Addresses {
  private static final int MOST_CONTROLS = 10;
  private static final int LONGEST_PEER_ID = 128;
  private static final int MOST_MULTIADDR_BYTES = 1024;
  private static final MethodNumber PUBLIC_KEY_ADDRESS = new MethodNumber(2);

  private Addresses() {}

  /** The ID address of an address, which has to be there. */
  static Address resolve(Runtime runtime, String what, Address address)
      throws Abort, IOException {
    Optional<Long> actor = runtime.resolve(address);
    return Address.id(
        actor.orElseThrow(
            () -> Refusal.ARGUMENT.because("unable to resolve %s address: %s", what, address)));
  }

  /** The ID address of an account with a BLS key. */
  static Address worker(Runtime runtime, Address address) throws Abort, IOException {
    Address resolved = resolve(runtime, "worker", address);
    boolean account =
        runtime
            .codeOf(resolved.actor().orElseThrow())
            .filter(BuiltinCode.ACCOUNT.cid()::equals)
            .isPresent();
    Refusal.ARGUMENT.unless(account, "worker %s is not an account", address);
    if (address.kind() != AddressKind.BLS) {
      ByteString key =
          runtime.send(resolved, PUBLIC_KEY_ADDRESS, ByteString.EMPTY, TokenAmount.ZERO);
      AddressKind kind = AddressCbor.ADDRESS.decode(key.toBytes()).kind();
      Refusal.ARGUMENT.unless(
          kind == AddressKind.BLS, "worker account %s must have BLS pubkey, was %s", address, kind);
    }
    return resolved;
  }

  static void requireControls(List<Address> controls) throws Abort {
    Refusal.ARGUMENT.unless(
        controls.size() <= MOST_CONTROLS,
        "control addresses length %d exceeds max control addresses length %d",
        controls.size(),
        MOST_CONTROLS);
  }

  static void requireContact(ByteString peerId, List<ByteString> multiaddrs) throws Abort {
    Refusal.ARGUMENT.unless(
        peerId.size() <= LONGEST_PEER_ID,
        "peer ID size of %d exceeds maximum size of %d",
        peerId.size(),
        LONGEST_PEER_ID);
    Refusal.ARGUMENT.unless(
        multiaddrs.stream().noneMatch(ByteString::isEmpty), "invalid empty multiaddr");
    int bytes = multiaddrs.stream().mapToInt(ByteString::size).sum();
    Refusal.ARGUMENT.unless(
        bytes <= MOST_MULTIADDR_BYTES,
        "multiaddr size of %d exceeds maximum of %d",
        bytes,
        MOST_MULTIADDR_BYTES);
  }
}
