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
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the life cycle decides on about one sector, collected when somebody asks. */
record LifeFacts(Database database, MinerChain chain, PathFiles files) {

  Facts of(StoredSector sector, Instant now)
      throws RpcException, IOException, InterruptedException {
    return of(sector, chain.facts(question(sector)), now);
  }

  /** What is left to go by while the node does not answer. */
  Optional<Facts> unasked(StoredSector sector, Instant now) throws IOException {
    Optional<MinerFacts> left = chain.unasked(question(sector), now);
    return left.isPresent() ? Optional.of(of(sector, left.get(), now)) : Optional.empty();
  }

  private MinerChain.Question question(StoredSector sector) throws IOException {
    SectorNumber number = sector.id().number();
    OutboxRecords outbox = database.outbox(sector.id().miner());
    List<OutboxRecord> messages =
        outbox.pending().stream().filter(record -> record.sectors().contains(number)).toList();
    Set<Sent> sent = MinerFacts.sent(sector.state());
    return new MinerChain.Question(
        Set.of(number),
        sector.state().known().pledged().proof(),
        messages,
        outbox.settled(sent.stream().map(Sent::message).collect(Collectors.toSet())));
  }

  private Facts of(StoredSector sector, MinerFacts chainFacts, Instant now) throws IOException {
    MinerFacts.Own own =
        new MinerFacts.Own(
            sector.changed(),
            sector.failures(),
            MinerFacts.sent(sector.state()),
            files.condition(sector.state(), now));
    return chainFacts.of(sector.id().number(), own, now);
  }
}
