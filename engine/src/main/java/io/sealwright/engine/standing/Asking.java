package io.sealwright.engine.standing;

import io.sealwright.engine.node.FullNode;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.lotus.rpc.client.BulkAnswer;
import io.sealwright.lotus.rpc.typed.Ask;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a node where no answer is an answer: something stays unknown. Only a token that does not
 * serve is reported, for that does not pass by itself.
 */
final class Asking {
  private static final Logger LOG = LoggerFactory.getLogger(Asking.class);

  private final FullNode node;

  Asking(FullNode node) {
    this.node = node;
  }

  FullNode node() {
    return node;
  }

  /** What may fail. */
  interface Question<R> {
    R ask() throws RpcException, InterruptedException;
  }

  <R> Optional<R> one(Ask<R> ask) throws RpcException, InterruptedException {
    return attempt(() -> node.ask(ask));
  }

  /** The answers to many requests of a method, refusals among them; none if nobody answered. */
  <R> Optional<List<BulkAnswer<R>>> each(List<Ask<R>> asks)
      throws RpcException, InterruptedException {
    return attempt(() -> node.client().bulk().answers(asks));
  }

  /** The answers to many requests of a method; none if one is missing. */
  <R> Optional<List<R>> all(List<Ask<R>> asks) throws RpcException, InterruptedException {
    return attempt(() -> node.client().bulk().ask(asks));
  }

  <R> Optional<R> attempt(Question<R> question) throws RpcException, InterruptedException {
    try {
      return Optional.of(question.ask());
    } catch (RpcException e) {
      if (e instanceof Refused refused && refused.isOfToken()) {
        throw e;
      }
      LOG.warn("the node did not say: {}", e.getMessage());
      return Optional.empty();
    }
  }
}
