package io.sealwright.engine.sending.miner;

import io.sealwright.engine.life.next.Request;
import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.Actor;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.cid.Cid;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The records that are not settled, against the nonces of their senders at a head. A record is
 * <em>open</em> while the chain has not taken its nonce.
 */
final class OpenRecords {
  private final List<OutboxRecord> records;
  private final Map<Address, Long> nonces;

  OpenRecords(List<OutboxRecord> records, Map<Address, Long> nonces) {
    this.records = new ArrayList<>(records);
    this.nonces = new HashMap<>(nonces);
  }

  static OpenRecords at(FullNode node, List<OutboxRecord> records, Tipset head)
      throws RpcException, InterruptedException {
    Map<Address, Long> nonces = new HashMap<>();
    for (OutboxRecord record : records) {
      if (!nonces.containsKey(record.from())) {
        Actor actor = node.ask(node.api().state().getActor().ask(record.from(), head.key()));
        nonces.put(record.from(), actor.nonce());
      }
    }
    return new OpenRecords(records, nonces);
  }

  List<OutboxRecord> open() {
    return records.stream().filter(this::isOpen).toList();
  }

  private boolean isOpen(OutboxRecord record) {
    long taken = nonces.getOrDefault(record.from(), 0L);
    return Long.compareUnsigned(taken, record.nonce()) <= 0;
  }

  void add(OutboxRecord record) {
    records.add(record);
  }

  void remove(Cid message) {
    records.removeIf(record -> record.cid().equals(message));
  }

  /** The open message that does what is asked for. */
  Optional<OutboxRecord> doing(Request request) {
    SectorNumber sector = request.known().pledged().id().number();
    MessagePurpose purpose = MessagePurpose.of(request.purpose());
    return open().stream()
        .filter(record -> record.purpose() == purpose && record.sectors().contains(sector))
        .findFirst();
  }

  /** What open messages will take of the miner's own balance. */
  TokenAmount locks() {
    return open().stream().map(OutboxRecord::locks).reduce(TokenAmount.ZERO, TokenAmount::plus);
  }

  /**
   * The nonce of a sender's next message. A record holds its nonce even before the pool knows of
   * it.
   *
   * @param pool what the node would take
   */
  long nextNonce(Address from, long pool) {
    long next = pool;
    for (OutboxRecord record : records) {
      if (record.from().equals(from) && Long.compareUnsigned(record.nonce(), next) >= 0) {
        next = record.nonce() + 1;
      }
    }
    return next;
  }
}
