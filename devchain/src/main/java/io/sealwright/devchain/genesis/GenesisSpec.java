package io.sealwright.devchain.genesis;

import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.AddressKind;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.network.NetworkRules;
import java.util.List;

/**
 * What a chain is to begin with.
 *
 * @param networkName as clients are told it
 * @param accounts get numbers from 100 up; the first governs the network's shared funds
 * @param miners get numbers from 1000 up
 */
public record GenesisSpec(
    String networkName,
    NetworkRules rules,
    SectorSize sectorSize,
    List<Account> accounts,
    List<Miner> miners) {
  /** Accounts have the numbers between the actors there is one of and the miners. */
  public static final int MAX_ACCOUNTS = 900;

  public static final int MAX_MINERS = 1000;

  /** A key and what it owns. */
  public record Account(Address key, TokenAmount balance) {
    public Account {
      if (key.kind() != AddressKind.SECP256K1 && key.kind() != AddressKind.BLS) {
        throw new IllegalArgumentException("an account needs a key, not " + key);
      }
    }
  }

  /**
   * A miner; owner and worker are keys of accounts.
   *
   * @param funds what its owner sends it when it is made: at least the deposit for new miners
   */
  public record Miner(Address owner, Address worker, TokenAmount funds, ByteString peerId) {}

  public GenesisSpec {
    accounts = List.copyOf(accounts);
    miners = List.copyOf(miners);
    if (accounts.isEmpty() || accounts.size() > MAX_ACCOUNTS) {
      throw new IllegalArgumentException(accounts.size() + " accounts");
    }
    if (miners.size() > MAX_MINERS) {
      throw new IllegalArgumentException(miners.size() + " miners");
    }
    if (!rules.sectorSizes().contains(sectorSize)) {
      throw new IllegalArgumentException("this network has no sectors of " + sectorSize);
    }
  }
}
