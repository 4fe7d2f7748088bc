package io.sealwright.engine.sending.miner;

import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.rpc.RpcError;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.miner.SectorPreCommit;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.epoch.EpochSpan;
import io.sealwright.protocol.network.NetworkRules;
import java.util.List;
import java.util.Optional;

/**
 * What the chain locks for an empty sector at a head, with what nodes add for safety. It depends on
 * the sector's size, not on its number or its life.
 *
 * @param deposit from the pre-commit to the proof
 * @param pledge from the proof to the end
 */
public record SectorPrices(TokenAmount deposit, TokenAmount pledge) {

  public static SectorPrices at(
      FullNode node, MinerId miner, SealProof proof, NetworkRules rules, Tipset head)
      throws RpcException, InterruptedException {
    EpochSpan life = rules.shortestSectorLife().plus(rules.proveCommitWindow());
    SectorPreCommit sample =
        new SectorPreCommit(
            proof.number(),
            new SectorNumber(0),
            new CommR(Bytes32.ZERO),
            head.height(),
            List.of(),
            head.height().plus(life),
            Optional.empty());
    Address address = Address.of(miner);
    TokenAmount deposit =
        node.ask(node.api().miner().preCommitDepositForPower().ask(address, sample, head.key()));
    return new SectorPrices(deposit, pledge(node, address, sample, head));
  }

  private static TokenAmount pledge(
      FullNode node, Address miner, SectorPreCommit sample, Tipset head)
      throws RpcException, InterruptedException {
    long life = sample.expiration().since(head.height()).epochs();
    long size = SealProof.ofId(sample.sealProof()).orElseThrow().size().bytes();
    try {
      return node.ask(node.api().miner().initialPledgeForSector().ask(life, size, 0L, head.key()));
    } catch (Refused e) {
      if (e.code() != RpcError.NO_SUCH_METHOD) {
        throw e;
      }
      return node.ask(node.api().miner().initialPledgeCollateral().ask(miner, sample, head.key()));
    }
  }
}
