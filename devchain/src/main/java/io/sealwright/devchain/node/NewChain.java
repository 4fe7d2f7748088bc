package io.sealwright.devchain.node;

import io.sealwright.devchain.actor.BuiltinActors;
import io.sealwright.devchain.chain.GenesisBlock;
import io.sealwright.devchain.genesis.Genesis;
import io.sealwright.devchain.genesis.GenesisSpec;
import io.sealwright.devchain.store.BlockFolder;
import io.sealwright.devchain.vm.ActorCode;
import io.sealwright.devchain.wallet.Wallet;
import io.sealwright.lotus.key.KeyType;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.FilUnit;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.network.NetworkRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Begins a new chain: a funded default account, and miners that it owns and works for, so that one
 * key does all. Keys that a start before this one made and left are used again.
 */
public final class NewChain implements Beginning {
  /** What the default account begins with. */
  public static final TokenAmount FUNDS = TokenAmount.of(50_000_000, FilUnit.FIL);

  /** What each miner begins with: its creation deposit, and something to withdraw. */
  public static final TokenAmount MINER_FUNDS = TokenAmount.of(100, FilUnit.FIL);

  private static final int TICKET_BYTES = 32;

  private final Plan plan;
  private final Parts parts;
  private final ActorCode miner;

  /** What is to begin. */
  public record Plan(String networkName, NetworkRules rules, SectorSize sectorSize, int miners) {}

  public NewChain(Plan plan, Parts parts, ActorCode miner) {
    this.plan = plan;
    this.parts = parts;
    this.miner = miner;
  }

  @Override
  public void begin(BlockFolder blocks, Wallet wallet) throws IOException {
    Optional<Address> known = wallet.defaultAddress();
    Address key = known.isPresent() ? known.orElseThrow() : wallet.create(KeyType.BLS);
    List<GenesisSpec.Miner> miners = new ArrayList<>();
    for (int i = 0; i < plan.miners; i++) {
      miners.add(new GenesisSpec.Miner(key, key, MINER_FUNDS, ByteString.EMPTY));
    }
    GenesisSpec spec =
        new GenesisSpec(
            plan.networkName,
            plan.rules,
            plan.sectorSize,
            List.of(new GenesisSpec.Account(key, FUNDS)),
            miners);
    Cid state = Genesis.make(blocks, BuiltinActors.with(miner), spec);
    byte[] ticket = new byte[TICKET_BYTES];
    parts.random().nextBytes(ticket);
    GenesisBlock.begin(blocks, state, parts.time().instant(), ByteString.of(ticket));
  }
}
