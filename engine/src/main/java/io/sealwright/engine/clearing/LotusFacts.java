package io.sealwright.engine.clearing;

import io.sealwright.engine.cluster.work.Job;
import io.sealwright.engine.cluster.work.LotusWork;
import io.sealwright.engine.removal.FileFacts;
import io.sealwright.engine.removal.InFlight;
import io.sealwright.engine.removal.LocalRecord;
import io.sealwright.engine.removal.Recovery;
import io.sealwright.engine.removal.SectorFacts;
import io.sealwright.engine.storage.FoundFile;
import io.sealwright.lotus.api.MinerApi;
import io.sealwright.lotus.cluster.DeclaredFiles;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.lotus.cluster.SectorStatus;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.lotus.rpc.client.RpcClient;
import io.sealwright.lotus.rpc.typed.Ask;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.bitfield.Bitfield;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Collects what a lotus-miner says of its sectors. Its files are those of its index: whether they
 * are whole, it does not say, so that a recovery of what is damaged is not offered here. The index
 * has the paths of connected workers, and no record tells where else files were put.
 *
 * @param size of the miner's sectors
 */
public record LotusFacts(RpcClient miner, MinerApi api, ChainFacts sectors, SectorSize size) {
  private static final List<String> REMOVED = List.of("Removed", "Removing", "RemoveFailed");
  private static final String NO_SECTOR = "No state for ";

  /** The facts of now. */
  public SectorFacts of(SectorNumber number, Wish wish) throws RpcException, InterruptedException {
    SectorId id = new SectorId(sectors.miner(), number);
    Optional<SectorStatus> status = status(number);
    Set<InFlight> underWay = inFlight(id);
    ChainFacts.Seen seen = sectors.of(number, Optional.empty());
    return new SectorFacts(
        id,
        seen.head(),
        seen.standing(),
        underWay,
        status.map(LocalRecord::of).orElse(new LocalRecord.Absent()),
        files(id, wish.gone()),
        jobs(number),
        recovery(status, wish));
  }

  /** What is wrong with the paths that a wish names. */
  public Optional<String> objection(Wish wish) throws RpcException, InterruptedException {
    return wish.gone().isEmpty()
        ? Optional.empty()
        : wish.objection(ask(api.storage().list().ask()).keySet(), Set.of());
  }

  /**
   * The sectors that the chain expects something of and that the miner has removed, or never had.
   */
  public List<SectorNumber> removedTooEarly() throws RpcException, InterruptedException {
    Bitfield all = field(ask(api.sectors().list().ask()));
    Bitfield removed = field(ask(api.sectors().listInStates().ask(Optional.of(REMOVED))));
    return sectors.expected().minus(all.minus(removed)).stream()
        .mapToObj(SectorNumber::new)
        .toList();
  }

  private static Bitfield field(List<SectorNumber> numbers) {
    return Bitfield.of(numbers.stream().mapToLong(SectorNumber::number).distinct().toArray());
  }

  private <R> R ask(Ask<R> question) throws RpcException, InterruptedException {
    return miner.call(question);
  }

  private Optional<SectorStatus> status(SectorNumber number)
      throws RpcException, InterruptedException {
    try {
      return Optional.of(ask(api.sectors().status().ask(number, false)));
    } catch (Refused e) {
      if (e.text().startsWith(NO_SECTOR)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** What waits in a batch of the miner, or with the node. */
  private Set<InFlight> inFlight(SectorId id) throws RpcException, InterruptedException {
    Set<InFlight> underWay = EnumSet.noneOf(InFlight.class);
    underWay.addAll(SentMessages.about(id, sectors.node()));
    if (ask(api.sectors().preCommitPending().ask()).contains(id)) {
      underWay.add(InFlight.PRE_COMMIT);
    }
    if (ask(api.sectors().commitPending().ask()).contains(id)) {
      underWay.add(InFlight.PROOF);
    }
    if (ask(api.sectors().terminatePending().ask()).contains(id)) {
      underWay.add(InFlight.TERMINATION);
    }
    return underWay;
  }

  private FileFacts files(SectorId id, Set<String> gone) throws RpcException, InterruptedException {
    List<FoundFile> found = new ArrayList<>();
    Set<String> unreachable = new HashSet<>();
    for (Map.Entry<String, List<DeclaredFiles>> path : ask(api.storage().list().ask()).entrySet()) {
      if (!answers(path.getKey())) {
        unreachable.add(path.getKey());
        continue;
      }
      for (DeclaredFiles files : path.getValue()) {
        if (files.sector().equals(id)) {
          FileType.of(files.types())
              .forEach(type -> found.add(new FoundFile(path.getKey(), type, true)));
        }
      }
    }
    unreachable.removeAll(gone);
    return new FileFacts(
        found, List.of(), unreachable, Optional.empty(), Set.of(), gone.contains(Wish.ELSEWHERE));
  }

  private boolean answers(String path) throws RpcException, InterruptedException {
    try {
      ask(api.storage().stat().ask(path));
      return true;
    } catch (Refused e) {
      if (e.isOfToken()) {
        throw e;
      }
      return false;
    }
  }

  private List<Job> jobs(SectorNumber number) throws RpcException, InterruptedException {
    return LotusWork.jobs(ask(api.sealing().workerJobs().ask())).stream()
        .filter(job -> job.sector().equals(number))
        .toList();
  }

  private Recovery recovery(Optional<SectorStatus> status, Wish wish) {
    Set<Recovery.Need> needs = EnumSet.noneOf(Recovery.Need.class);
    if (status.filter(one -> !one.ticket().value().isEmpty()).isEmpty()) {
      needs.add(Recovery.Need.OLD_STATE);
    }
    if (status.filter(one -> one.deals().stream().anyMatch(deal -> deal != 0)).isPresent()) {
      needs.add(Recovery.Need.PIECES);
    }
    SectorSize sealed =
        status.flatMap(one -> SealProof.ofId(one.sealProof())).map(SealProof::size).orElse(size);
    return wish.recovery(sealed, Optional.empty(), needs);
  }
}
