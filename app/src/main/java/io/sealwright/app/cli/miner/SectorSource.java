package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.cluster.sectors.SectorList.Answer;
import io.sealwright.engine.cluster.sectors.SectorList.Chain;
import io.sealwright.lotus.api.MinerQueries;
import io.sealwright.lotus.brief.SectorBrief;
import io.sealwright.lotus.brief.SectorBriefReader;
import io.sealwright.lotus.json.MinerJson.ShownPartition;
import io.sealwright.lotus.rpc.client.BulkAnswer;
import io.sealwright.lotus.rpc.typed.Ask;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.epoch.Deadline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where lists of sectors get their facts. What the chain has comes from the miner's partitions:
 * sets of numbers of a few bytes, where the sectors themselves would be hundreds of megabytes.
 */
record SectorSource(Link miner, Link node) {

  /** Every number in the miner's list; a number of zero once more for each blank record. */
  List<Long> all() throws CommandFailure, InterruptedException {
    return numbers(Target.ask(miner, Target.api(miner).sectors().list().ask()));
  }

  /** The numbers of sectors in these states. */
  List<Long> inStates(List<String> states) throws CommandFailure, InterruptedException {
    return numbers(
        Target.ask(miner, Target.api(miner).sectors().listInStates().ask(Optional.of(states))));
  }

  private static List<Long> numbers(List<SectorNumber> numbers) {
    return numbers.stream().map(SectorNumber::number).toList();
  }

  long head() throws CommandFailure, InterruptedException {
    return Target.ask(node, Target.full(node).chain().head().ask()).height().height();
  }

  /** What the miner says of each, in the order of the numbers. */
  List<Answer> briefs(List<Long> numbers, boolean onChain, boolean withHistory)
      throws CommandFailure, InterruptedException {
    List<Long> distinct = numbers.stream().distinct().toList();
    List<BulkAnswer<SectorBrief>> answers =
        miner.during(() ->
            miner
                .client()
                .bulk()
                .ask(
                    Target.api(miner).sectors().status().declared(),
                    distinct.size(),
                    i -> "[" + distinct.get(i) + "," + onChain + "]",
                    SectorBriefReader.NAMES,
                    in -> SectorBriefReader.read(in, withHistory)));
    Map<Long, SectorBrief> byNumber = new HashMap<>();
    for (int i = 0; i < distinct.size(); i++) {
      byNumber.put(distinct.get(i), brief(distinct.get(i), answers.get(i)));
    }
    List<Answer> inOrder = new ArrayList<>(numbers.size());
    for (Long number : numbers) {
      SectorBrief brief = byNumber.get(number);
      if (brief != null) {
        inOrder.add(new Answer(number, brief));
      }
    }
    return inOrder;
  }

  private static SectorBrief brief(long number, BulkAnswer<SectorBrief> answer) {
    return switch (answer) {
      case BulkAnswer.Given<SectorBrief>(SectorBrief brief) -> brief;
      case BulkAnswer.Denied<SectorBrief> denied ->
          SectorBrief.unknown(number, denied.error().message());
    };
  }

  /** The chain's sectors of a miner. */
  Chain chain(MinerId actor) throws CommandFailure, InterruptedException {
    Bitfield all = Bitfield.EMPTY;
    Bitfield active = Bitfield.EMPTY;
    for (List<ShownPartition> deadline : partitions(actor)) {
      for (ShownPartition partition : deadline) {
        all = all.union(partition.all());
        active = active.union(partition.active());
      }
    }
    return new Chain(all, active);
  }

  /** The partitions of each of the 48 deadlines. */
  List<List<ShownPartition>> partitions(MinerId actor) throws CommandFailure, InterruptedException {
    return partitions(actor, Deadline.PER_PERIOD);
  }

  /** The partitions of so many deadlines. */
  List<List<ShownPartition>> partitions(MinerId actor, int deadlines)
      throws CommandFailure, InterruptedException {
    List<Ask<List<ShownPartition>>> asks =
        new MinerQueries(Target.full(node), actor).partitions(deadlines, TipsetKey.HEAD);
    return node.during(() -> node.client().bulk().ask(asks));
  }
}
