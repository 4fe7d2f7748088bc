package io.sealwright.engine.proving;

import io.sealwright.engine.duty.PostMessage;
import io.sealwright.engine.duty.PostNotSent;
import io.sealwright.engine.duty.PostSender;
import io.sealwright.engine.duty.Purpose;
import io.sealwright.engine.life.Sent;
import io.sealwright.engine.sending.SendRefused;
import io.sealwright.engine.sending.miner.MessagePurpose;
import io.sealwright.engine.sending.miner.MinerSender;
import io.sealwright.engine.sending.miner.OutboxRecord;
import io.sealwright.engine.sending.miner.OutboxRecords;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.MinerId;
import java.io.IOException;
import java.util.Optional;

/**
 * Sends what the duty has to say among the miner's other messages. A message that was kept and did
 * not reach the node counts as sent: {@link MinerSender#redeliver} gives it to the node.
 *
 * @param outbox the one of the sender
 */
public record OutboxPostSender(MinerId miner, MinerSender sender, OutboxRecords outbox)
    implements PostSender {
  @Override
  public Sent send(PostMessage message) throws PostNotSent, IOException, InterruptedException {
    requireOwn(message.miner());
    String key = message.purpose().key();
    try {
      return sender.sendOnce(key, purpose(message), message.params());
    } catch (SendRefused e) {
      throw new PostNotSent(String.valueOf(e.getMessage()), e);
    } catch (RpcException e) {
      Optional<Sent> kept = outbox.keyed(key).map(OutboxRecord::sent);
      return kept.orElseThrow(() -> new PostNotSent(String.valueOf(e.getMessage()), e));
    }
  }

  private static MessagePurpose purpose(PostMessage message) {
    return switch (message.purpose()) {
      case Purpose.Proof _ -> MessagePurpose.WINDOW_POST;
      case Purpose.Faults _ -> MessagePurpose.DECLARE_FAULT;
      case Purpose.Recoveries _ -> MessagePurpose.DECLARE_RECOVERY;
    };
  }

  @Override
  public Optional<Sent> sent(MinerId asked, Purpose purpose) throws IOException {
    requireOwn(asked);
    return outbox.keyed(purpose.key()).map(OutboxRecord::sent);
  }

  private void requireOwn(MinerId asked) {
    if (!asked.equals(miner)) {
      throw new IllegalArgumentException("a message of " + asked + " to the sender of " + miner);
    }
  }
}
