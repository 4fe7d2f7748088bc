package io.sealwright.app.cli.miner;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.cluster.sectors.SectorList.Answer;
import io.sealwright.engine.cluster.sectors.SectorList.Chain;
import io.sealwright.lotus.api.FullApi;
import io.sealwright.lotus.brief.SectorBrief;
import io.sealwright.lotus.brief.SectorBriefReader;
import io.sealwright.lotus.json.MinerJson.ShownPartition;
import io.sealwright.lotus.rpc.client.BulkAnswer;
import io.sealwright.lotus.rpc.typed.Ask;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.epoch.Deadline;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import tools.jackson.databind.json.JsonMapper;

/**
 * Where lists of sectors get their facts. What the chain has comes from the miner's partitions: sets
 * of numbers of a few bytes, where the sectors themselves would be hundreds of megabytes.
 */
record SectorSource(Link miner, Link node) {

  /** Every number in the miner's list; a number of zero once more for each blank record. */
  List<Long> all() throws CommandFailure, InterruptedException {
    return miner.ask(Methods.SECTORS_LIST);
  }

  /** The numbers of sectors in these states. */
  List<Long> inStates(List<String> states) throws CommandFailure, InterruptedException {
    return miner.ask(Methods.SECTORS_IN_STATES, JsonMapper.shared().valueToTree(states));
  }

  long head() throws CommandFailure, InterruptedException {
    return node.during(() -> node.client().call(full().chain().head().ask())).height().height();
  }

  /** What the miner says of each, in the order of the numbers. */
  List<Answer> briefs(List<Long> numbers, boolean onChain, boolean withHistory)
      throws CommandFailure, InterruptedException {
    List<Long> distinct = numbers.stream().distinct().toList();
    List<BulkAnswer<SectorBrief>> answers =
        miner.during(
            () ->
                miner
                    .client()
                    .bulk()
                    .ask(
                        Methods.SECTORS_STATUS,
                        distinct.size(),
                        i -> "[" + distinct.get(i) + "," + onChain + "]",
                        SectorBriefReader.NAMES,
                        in -> SectorBriefReader.read(in, withHistory)));
    Map<Long, SectorBrief> byNumber = new HashMap<>();
    for (int i = 0; i < distinct.size(); i++) {
      byNumber.put(distinct.get(i), brief(distinct.get(i), answers.get(i)));
    }
    List<Answer> inOrder = new ArrayList<>(numbers.size());
    numbers.forEach(number -> inOrder.add(new Answer(number, byNumber.get(number))));
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
  List<List<ShownPartition>> partitions(MinerId actor)
      throws CommandFailure, InterruptedException {
    Address address = Address.of(actor);
    List<Ask<List<ShownPartition>>> asks =
        LongStream.range(0, Deadline.PER_PERIOD)
            .mapToObj(index -> full().miner().partitions().ask(address, index, TipsetKey.HEAD))
            .toList();
    return node.during(() -> node.client().bulk().ask(asks));
  }

  private FullApi full() {
    return FullApi.of(node.network().letter());
  }
}
