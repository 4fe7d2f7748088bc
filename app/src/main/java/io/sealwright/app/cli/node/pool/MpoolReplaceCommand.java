package io.sealwright.app.cli.node.pool;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.node.NodeCommand;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.engine.sending.PoolFacts;
import io.sealwright.engine.sending.PoolReader;
import io.sealwright.engine.sending.RescuePlan;
import io.sealwright.engine.sending.RescuePlanner;
import io.sealwright.engine.sending.RescueStep;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.message.SignedMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Replaces one message, stuck or not, by one that pays more. */
@Command(name = "replace")
final class MpoolReplaceCommand extends NodeCommand {
  @Parameters(arity = "1..2", paramLabel = "MESSAGE")
  List<String> which = new ArrayList<>();

  @Option(names = "--apply")
  boolean apply;

  @Mixin CostOptions costs = new CostOptions();

  @Override
  protected ExitCode run(Link link) throws Exception {
    Predicate<SignedMessage> wanted = which.size() == 1 ? byCid() : bySender(link);
    PoolReader reader = new PoolReader(link.fullNode());
    PoolFacts facts = link.during(() -> reader.facts(wanted));
    List<SignedMessage> found =
        facts.queues().stream().flatMap(queue -> queue.pending().stream()).filter(wanted).toList();
    if (found.isEmpty()) {
      throw CommandFailure.invalid(
          "no pending message is " + String.join(" with nonce ", which),
          "see what is pending with 'sealwright mpool pending'");
    }
    RescuePlan plan =
        RescuePlanner.plan(facts, costs.request(Set.of(found.getFirst().cid()), true));
    List<RescueStep> only = plan.steps().stream().filter(step -> wanted.test(step.old())).toList();
    return new PlanRun(link, report(), apply).once(new RescuePlan(plan.baseFee(), only));
  }

  private Predicate<SignedMessage> byCid() throws CommandFailure {
    try {
      Cid cid = Cid.parse(which.getFirst());
      return signed -> signed.cid().equals(cid) || signed.message().cid().equals(cid);
    } catch (IllegalArgumentException e) {
      throw CommandFailure.invalid(
              "\"" + which.getFirst() + "\" is not the CID of a message",
              "give one as 'sealwright mpool pending --cids' lists it, or a sender and a nonce")
          .because(e);
    }
  }

  private Predicate<SignedMessage> bySender(Link link) throws CommandFailure {
    try {
      Address sender = Address.parse(which.getFirst());
      long nonce = Long.parseUnsignedLong(which.get(1));
      link.network().requireLetter(which.getFirst());
      return signed -> signed.message().from().equals(sender) && signed.message().nonce() == nonce;
    } catch (IllegalArgumentException e) {
      throw CommandFailure.invalid(
              String.valueOf(e.getMessage()), "give a message's CID, or a sender and a nonce")
          .because(e);
    }
  }
}
