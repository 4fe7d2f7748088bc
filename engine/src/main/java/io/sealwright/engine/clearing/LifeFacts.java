package io.sealwright.engine.clearing;

import io.sealwright.engine.life.Sent;
import io.sealwright.engine.life.next.Facts;
import io.sealwright.engine.sending.miner.OutboxRecord;
import io.sealwright.engine.sending.miner.OutboxRecords;
import io.sealwright.engine.standing.MinerChain;
import io.sealwright.engine.standing.MinerFacts;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.SectorNumber;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What the life cycle decides on about one sector, collected when somebody asks. */
record LifeFacts(Database database, MinerChain chain, PathFiles files) {

  Facts of(StoredSector sector, Instant now)
      throws RpcException, IOException, InterruptedException {
    SectorNumber number = sector.id().number();
    OutboxRecords outbox = database.outbox(sector.id().miner());
    List<OutboxRecord> messages =
        outbox.pending().stream().filter(record -> record.sectors().contains(number)).toList();
    Set<Sent> sent = MinerFacts.sent(sector.state());
    MinerChain.Question question =
        new MinerChain.Question(
            Set.of(number),
            sector.state().known().pledged().proof(),
            messages,
            outbox.settled(sent.stream().map(Sent::message).collect(Collectors.toSet())));
    MinerFacts.Own own =
        new MinerFacts.Own(
            sector.changed(), sector.failures(), sent, files.condition(sector.state(), now));
    return chain.facts(question).of(number, own, now);
  }
}
