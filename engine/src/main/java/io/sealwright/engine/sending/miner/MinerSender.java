package io.sealwright.engine.sending.miner;

import io.sealwright.engine.life.Sent;
import io.sealwright.engine.life.next.MessageFate;
import io.sealwright.engine.life.next.Request;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.sending.SendRefused;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.SignedMessage;
import io.sealwright.protocol.network.NetworkRules;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sends a miner's messages, each exactly once. One sender at a time: a miner has one of these, in
 * one process.
 */
public final class MinerSender {
  private final Round.Desk desk;
  private final ReentrantLock sending = new ReentrantLock();

  public MinerSender(
      FullNode node,
      MinerId miner,
      NetworkRules rules,
      OutboxRecords outbox,
      SenderSettings settings) {
    this.desk = new Round.Desk(node, miner, rules, outbox, settings);
  }

  /**
   * Sends what sectors need, one message for many of them; each request is answered. A message that
   * does it and may still land is not followed by a second.
   *
   * @param places of the sectors that the chain has
   * @throws RpcException if the node cannot be asked; messages may have been sent before
   */
  public List<Delivery> deliver(List<Request> requests, Map<SectorNumber, SectorPlace> places)
      throws RpcException, InterruptedException, IOException {
    sending.lockInterruptibly();
    try {
      return Round.begin(desk).deliver(requests, places);
    } finally {
      sending.unlock();
    }
  }

  /**
   * Sends a message that is not about single sectors of the life cycle: a proof of a window, what
   * is declared of it. A key gets one message, ever; if there was one, it is that one.
   *
   * @throws SendRefused if it would fail or cannot be paid, with the reason; nothing is on its way
   */
  public Sent sendOnce(String key, MessagePurpose purpose, ByteString params)
      throws RpcException, InterruptedException, IOException, SendRefused {
    sending.lockInterruptibly();
    try {
      return Round.begin(desk).sendOnce(key, purpose, params).sent();
    } finally {
      sending.unlock();
    }
  }

  /**
   * A message that the pool would not take, or of which the node did not say whether it did.
   *
   * @param words the node's, or why there are none
   */
  public record Undelivered(OutboxRecord record, String words) {}

  /**
   * Gives the node again what it should have and has not: after a crash between a record and its
   * message, or when a pool was emptied. The same signed bytes, in the order of nonces.
   *
   * @return what was not certainly taken; it stays on record, for nobody can know who has it
   */
  public List<Undelivered> redeliver() throws RpcException, InterruptedException, IOException {
    sending.lockInterruptibly();
    try {
      List<OutboxRecord> open =
          OpenRecords.at(desk.node(), desk.outbox().pending(), desk.node().head()).open();
      if (open.isEmpty()) {
        return List.of();
      }
      Mailing mailing = new Mailing(desk.node());
      List<SignedMessage> pool = mailing.pool();
      List<Undelivered> undelivered = new ArrayList<>();
      for (OutboxRecord record :
          open.stream()
              .filter(record -> pool.stream().noneMatch(waiting -> hasNonceOf(waiting, record)))
              .sorted(Comparator.comparing(OutboxRecord::nonce, Long::compareUnsigned))
              .toList()) {
        switch (mailing.push(record.signed())) {
          case Mailing.Pushed.Taken _ -> {}
          case Mailing.Pushed.Refused(String words) ->
              undelivered.add(new Undelivered(record, words));
          case Mailing.Pushed.Unknown(String why) -> undelivered.add(new Undelivered(record, why));
        }
      }
      return undelivered;
    } finally {
      sending.unlock();
    }
  }

  /** Also a replacement by fee, which is as good. */
  private static boolean hasNonceOf(SignedMessage waiting, OutboxRecord record) {
    return waiting.message().from().equals(record.from())
        && waiting.message().nonce() == record.nonce();
  }

  /**
   * Settles the messages whose fate no reorganisation changes any more.
   *
   * @param head at which the fates were read
   */
  public void settle(Map<Cid, MessageFate> fates, Epoch head) throws IOException {
    for (Map.Entry<Cid, MessageFate> known : fates.entrySet()) {
      boolean isFinal =
          switch (known.getValue()) {
            case MessageFate.Landed landed -> desk.rules().isFinal(landed.at(), head);
            case MessageFate.Superseded _ -> true;
            case MessageFate.Unknown _, MessageFate.Pending _, MessageFate.None _ -> false;
          };
      if (isFinal) {
        desk.outbox().settle(known.getKey(), known.getValue());
      }
    }
  }
}
