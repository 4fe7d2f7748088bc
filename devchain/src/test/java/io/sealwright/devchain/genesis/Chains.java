package io.sealwright.devchain.genesis;

import io.sealwright.devchain.actor.BuiltinActors;
import io.sealwright.devchain.actor.miner.MinerActor;
import io.sealwright.devchain.actor.miner.WithheldProofs;
import io.sealwright.devchain.state.Singletons;
import io.sealwright.devchain.state.StateTree;
import io.sealwright.devchain.vm.ActorCodes;
import io.sealwright.devchain.vm.Randomness;
import io.sealwright.devchain.vm.TipsetWork;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.FilUnit;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.Blake2b;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;

/** Small chains for tests: one account with a million FIL, and some miners. */
public final class Chains {
  public static final NetworkRules RULES = NetworkRules.devnet(new NetworkVersion(28));
  public static final Address RICH = key(1);
  public static final TokenAmount MILLION = TokenAmount.of(1_000_000, FilUnit.FIL);

  /** What each miner gets of it. */
  public static final TokenAmount FUNDS = TokenAmount.of(10_000, FilUnit.FIL);

  private Chains() {}

  /** A key address nobody has the key of. */
  public static Address key(int number) {
    byte[] publicKey = new byte[48];
    publicKey[0] = (byte) number;
    return Address.ofBls(ByteString.of(publicKey));
  }

  public static ActorCodes codes() {
    return BuiltinActors.with(new MinerActor(new WithheldProofs()));
  }

  public static GenesisSpec spec(NetworkRules rules, SectorSize size, int miners) {
    GenesisSpec.Miner miner = new GenesisSpec.Miner(RICH, RICH, FUNDS, ByteString.EMPTY);
    return new GenesisSpec(
        "testnet",
        rules,
        size,
        List.of(new GenesisSpec.Account(RICH, MILLION)),
        java.util.Collections.nCopies(miners, miner));
  }

  /** A tipset of one block by the first miner. */
  public static TipsetWork work(long epoch, long baseFee, Message... messages) {
    return new TipsetWork(
        new Epoch(epoch),
        List.of(),
        TokenAmount.ofAtto(baseFee),
        List.of(new TipsetWork.Block(1000, 1, List.of(messages), List.of())));
  }

  /** All money there is: actors with numbers below so many are counted. */
  public static TokenAmount money(StateTree tree, long actors) throws IOException {
    BigInteger sum = BigInteger.ZERO;
    for (long number = 0; number < actors; number++) {
      sum = sum.add(tree.get(number).map(Actor::balance).orElse(TokenAmount.ZERO).atto());
    }
    return new TokenAmount(sum);
  }

  public static TokenAmount balance(StateTree tree, long actor) throws IOException {
    return tree.require(actor).balance();
  }

  public static TokenAmount burnt(StateTree tree) throws IOException {
    return balance(tree, Singletons.BURNT_FUNDS);
  }

  /** Some randomness that is the same each time. */
  public static Randomness randomness() {
    return new Randomness() {
      @Override
      public Bytes32 fromTickets(long domain, Epoch epoch, ByteString entropy) {
        return Bytes32.of(Blake2b.BYTES_32.digest(entropy).toBytes());
      }

      @Override
      public Bytes32 fromBeacon(long domain, Epoch epoch, ByteString entropy) {
        return Bytes32.of(Blake2b.BYTES_32.digest(entropy).toBytes());
      }
    };
  }
}
