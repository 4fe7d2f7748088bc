package io.sealwright.engine.sending.miner;

import io.sealwright.engine.node.ControlAddresses;
import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.cluster.AddressRoles;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.SignedMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The accounts that may send for a miner, as of one moment. */
public final class Payers {
  private static final String WORKER = "worker";

  private final List<ControlAddresses.Row> rows;
  private final List<SignedMessage> pool;
  private final boolean workerPays;

  private Payers(List<ControlAddresses.Row> rows, List<SignedMessage> pool, boolean workerPays) {
    this.rows = rows;
    this.pool = pool;
    this.workerPays = workerPays;
  }

  /** Those whose key the node has, and what waits in its pool. */
  public static Payers of(FullNode node, MinerId miner, Optional<AddressRoles> roles)
      throws RpcException, InterruptedException {
    List<ControlAddresses.Row> able = new ArrayList<>();
    for (var row : new ControlAddresses(node).list(Address.of(miner), roles)) {
      if (row.key().isPresent()
          && node.ask(node.api().wallet().has().ask(row.key().orElseThrow()))) {
        able.add(row);
      }
    }
    List<SignedMessage> pool = node.ask(node.api().mpool().pending().ask(TipsetKey.HEAD));
    return new Payers(able, pool, roles.filter(AddressRoles::noWorkerFallback).isEmpty());
  }

  /**
   * Who may pay for messages of a purpose: addresses meant for it, then the worker.
   *
   * @param records messages that may still land, whether the pool has them or not
   */
  public List<Payer> of(MessagePurpose purpose, List<OutboxRecord> records) {
    Stream<ControlAddresses.Row> meant =
        rows.stream().filter(row -> row.uses().contains(purpose.use()));
    Stream<ControlAddresses.Row> worker =
        rows.stream().filter(row -> workerPays && row.name().equals(WORKER));
    return Stream.concat(meant, worker)
        .map(row -> payer(row.key().orElseThrow(), row.balance(), records))
        .distinct()
        .toList();
  }

  private Payer payer(Address key, TokenAmount balance, List<OutboxRecord> records) {
    Map<Cid, Message> waiting = new HashMap<>();
    pool.forEach(signed -> waiting.put(signed.cid(), signed.message()));
    records.forEach(record -> waiting.put(record.cid(), record.signed().message()));
    TokenAmount reserved =
        waiting.values().stream()
            .filter(message -> message.from().equals(key))
            .map(Message::worstCost)
            .reduce(TokenAmount.ZERO, TokenAmount::plus);
    return new Payer(key, balance.minus(reserved));
  }
}
