package io.sealwright.devchain.serve;

import static io.sealwright.devchain.serve.Refusals.telling;

import io.sealwright.devchain.chain.Chain;
import io.sealwright.devchain.chain.ChainMessage;
import io.sealwright.devchain.node.DevNode;
import io.sealwright.devchain.view.StateView;
import io.sealwright.devchain.vm.StateMachine;
import io.sealwright.lotus.api.full.StateMethods;
import io.sealwright.lotus.node.Invocation;
import io.sealwright.lotus.node.MessageLookup;
import io.sealwright.lotus.node.MessageMatch;
import io.sealwright.lotus.rpc.server.CallFailed;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.Message;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;

/** What messages do and did. */
record MessageAnswers(DevNode node, StateMethods api) {
  void addTo(RpcApi.Builder builder) {
    builder
        .answer(api.listMessages(), this::list)
        .answer(api.call(), (message, key) -> telling(() -> call(message, key)));
  }

  /** What v0 asks otherwise. */
  void addLookUpsTo(RpcApi.Builder builder) {
    builder
        .answer(
            api.waitMsg(),
            (cid, confidence, lookback, replaced) ->
                telling(() -> told(chain().await(cid, confidence, lookback.height(), replaced))))
        .answer(
            api.searchMsg(),
            (from, cid, lookback, replaced) -> search(from, cid, lookback.height(), replaced));
  }

  /** The search, with the words of a message that nobody has ever seen. */
  Optional<MessageLookup> search(TipsetKey from, Cid cid, long lookback, boolean replaced)
      throws CallFailed, InterruptedException {
    telling("%!w(*errors.errorString=&{failed to load message}): ", () -> chain().message(cid));
    return telling(
        () -> chain().search(from, cid, lookback, replaced).map(MessageAnswers::told));
  }

  static MessageLookup told(io.sealwright.devchain.chain.MessageLookup found) {
    return new MessageLookup(
        found.message(),
        found.receipt(),
        JsonNodeFactory.instance.nullNode(),
        found.tipset(),
        found.height());
  }

  private List<Cid> list(MessageMatch match, TipsetKey key, Epoch to)
      throws CallFailed, InterruptedException {
    if (match.to().isEmpty() && match.from().isEmpty()) {
      throw new CallFailed("must specify at least To or From in message filter");
    }
    return telling(
        () -> {
          Tipset from = chain().tipset(key);
          StateView state = new StateView(node.blocks(), from.parentStateRoot(), from.height());
          Matching matching =
              new Matching(state, known(state, match.to()), known(state, match.from()));
          return match.to().isPresent() && matching.to.isEmpty()
                  || match.from().isPresent() && matching.from.isEmpty()
              ? List.of()
              : walk(from, to, matching);
        });
  }

  /** Both ends of wanted messages, by number. */
  private record Matching(StateView state, Optional<Address> to, Optional<Address> from) {
    boolean fits(Message message) throws IOException {
      return fits(to, message.to()) && fits(from, message.from());
    }

    private boolean fits(Optional<Address> wanted, Address found) throws IOException {
      return wanted.isEmpty() || known(state, Optional.of(found)).equals(wanted);
    }
  }

  private static Optional<Address> known(StateView state, Optional<Address> address)
      throws IOException {
    if (address.isEmpty() || state.find(address.get()).isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(state.id(address.get()));
  }

  private List<Cid> walk(Tipset from, Epoch to, Matching matching) throws IOException {
    List<Cid> found = new ArrayList<>();
    for (Tipset at = from; !at.height().isBefore(to); at = chain().tipset(at.parents())) {
      for (ChainMessage message : chain().messagesIn(at)) {
        if (matching.fits(message.message())) {
          found.add(message.cid());
        }
      }
      if (at.height().equals(Epoch.GENESIS)) {
        break;
      }
    }
    return found;
  }

  private Invocation call(Message message, TipsetKey key) throws IOException {
    StateMachine.Trial trial = node.call(message, key);
    return new Invocation(
        message.cid(),
        message,
        Optional.of(trial.receipt()),
        Invocations.FREE,
        Invocations.trace(trial.call()),
        trial.reason(),
        Duration.ZERO);
  }

  private Chain chain() {
    return node.chain();
  }
}
