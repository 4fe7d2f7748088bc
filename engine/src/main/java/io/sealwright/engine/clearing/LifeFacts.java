package io.sealwright.engine.clearing;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.Sent;
import io.sealwright.engine.life.next.Facts;
import io.sealwright.engine.life.next.FileCondition;
import io.sealwright.engine.sending.miner.OutboxRecord;
import io.sealwright.engine.sending.miner.OutboxRecords;
import io.sealwright.engine.standing.MinerChain;
import io.sealwright.engine.standing.MinerFacts;
import io.sealwright.engine.storage.Purpose;
import io.sealwright.engine.storage.SectorSearch;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.lotus.cluster.FileType;
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
        new MinerFacts.Own(sector.changed(), sector.failures(), sent, condition(sector));
    return chain.facts(question).of(number, own, now);
  }

  /** By name and length, as far as this host sees them. */
  private FileCondition condition(StoredSector sector) {
    Evidence known = sector.state().known();
    Optional<String> home = known.find(Evidence.Live.class).map(live -> live.files().path());
    if (home.isEmpty()) {
      return FileCondition.UNKNOWN;
    }
    SectorSearch search =
        new SectorSearch(sector.id(), known.pledged().proof().size(), Purpose.PROVE);
    PathFiles.Seen seen = files.of(search, home, Set.of());
    if (seen.unreachable().contains(home.get())) {
      return FileCondition.UNREACHABLE;
    }
    Set<FileType> whole =
        seen.found().stream()
            .filter(file -> file.whole() && file.path().equals(home.get()))
            .map(file -> file.type())
            .collect(Collectors.toSet());
    return whole.containsAll(Set.of(FileType.SEALED, FileType.CACHE))
        ? FileCondition.READABLE
        : FileCondition.LOST;
  }
}
