package io.sealwright.engine.duty;

import io.sealwright.engine.life.Sent;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.message.Message;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends through the dev chain's API, and remembers what it sent. */
final class PoolSender implements PostSender {
  private final ProvingChain chain;
  private final Map<String, Sent> sent = new LinkedHashMap<>();
  private final List<PostMessage> pushed = new ArrayList<>();

  /** Fails like this, once. */
  enum Trouble {
    NONE,
    /** Nothing is signed. */
    REFUSES,
    /** Signed, remembered and pushed, and the process is gone. */
    DIES_AFTER
  }

  Trouble trouble = Trouble.NONE;

  PoolSender(ProvingChain chain) {
    this.chain = chain;
  }

  @Override
  public Sent send(PostMessage message) throws PostNotSent, IOException, InterruptedException {
    Trouble now = trouble;
    trouble = Trouble.NONE;
    if (now == Trouble.REFUSES) {
      throw new PostNotSent("the pool is full");
    }
    Sent before = sent.get(message.purpose().key());
    if (before != null) {
      return before;
    }
    Message unsigned =
        chain.message(message.method(), TokenAmount.ZERO, message.params().toBytes());
    try {
      Sent pushedNow =
          new Sent(
              chain
                  .node()
                  .ask(chain.node().api().mpool().pushMessage().ask(unsigned, Optional.empty()))
                  .cid(),
              chain.head());
      sent.put(message.purpose().key(), pushedNow);
      pushed.add(message);
      if (now == Trouble.DIES_AFTER) {
        throw new IOException("killed");
      }
      return pushedNow;
    } catch (RpcException e) {
      throw new PostNotSent(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public Optional<Sent> sent(MinerId miner, Purpose purpose) {
    return Optional.ofNullable(sent.get(purpose.key()));
  }

  /** All that was pushed, in order. */
  List<PostMessage> pushed() {
    return List.copyOf(pushed);
  }

  List<String> purposes() {
    return pushed.stream().map(message -> message.purpose().key()).toList();
  }
}
