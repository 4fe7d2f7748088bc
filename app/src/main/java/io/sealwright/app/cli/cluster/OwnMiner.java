package io.sealwright.app.cli.cluster;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.serving.OperatorMethods;
import io.sealwright.engine.serving.OperatorMethods.KnownHost;
import io.sealwright.engine.serving.TaskWait;
import io.sealwright.lotus.rpc.RpcError;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.lotus.rpc.typed.Ask;
import java.util.List;
import java.util.Optional;

/** A miner of our own behind a link; a lotus-miner is told apart by what it does not know. */
public record OwnMiner(Link link) {
  public static final OperatorMethods API = new OperatorMethods();

  public <R> R ask(Ask<R> question) throws CommandFailure, InterruptedException {
    try {
      return link.client().call(question);
    } catch (Refused e) {
      if (e.code() == RpcError.NO_SUCH_METHOD) {
        throw CommandFailure.invalid(
                "the miner at %s is a lotus-miner, which does not do this, or not safely"
                    .formatted(link.place().addresses()),
                "give the API of a miner of Sealwright; 'sealwright sealing pause' pauses the"
                    + " workers of a lotus-miner too")
            .because(e);
      }
      throw refusal(e);
    } catch (RpcException e) {
      throw link.failure(e);
    }
  }

  private CommandFailure refusal(Refused e) {
    return e.isOfToken() || e.code() != RpcError.FAILED
        ? link.failure(e)
        : CommandFailure.refused(
                "the miner refuses: " + e.text(),
                "see what is there with 'sealwright sealing workers' and 'sealwright sectors list'")
            .because(e);
  }

  /** Whether it is a miner of our own. */
  public boolean isOwn() throws CommandFailure, InterruptedException {
    return askIfOwn(API.pauses().ask()).isPresent();
  }

  /** What our own miner says; nothing if it is a lotus-miner, which does not know the question. */
  public <R> Optional<R> askIfOwn(Ask<R> question) throws CommandFailure, InterruptedException {
    try {
      return Optional.of(link.client().call(question));
    } catch (Refused e) {
      if (e.code() == RpcError.NO_SUCH_METHOD) {
        return Optional.empty();
      }
      throw refusal(e);
    } catch (RpcException e) {
      throw link.failure(e);
    }
  }

  /** The hosts it knows, and their workers; nothing if the miner is a lotus-miner. */
  public static Optional<List<KnownHost>> hosts(Link link)
      throws CommandFailure, InterruptedException {
    return new OwnMiner(link).askIfOwn(API.hosts().ask());
  }

  /** The tasks that wait, with the planner's reasons; none if the miner is a lotus-miner. */
  public static Optional<List<TaskWait>> waiting(Link link)
      throws CommandFailure, InterruptedException {
    return new OwnMiner(link).askIfOwn(API.waiting().ask());
  }
}
