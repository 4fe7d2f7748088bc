package io.sealwright.engine.storage;

import io.sealwright.lotus.cluster.FileType;
import io.sealwright.lotus.cluster.StoragePath;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorSize;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Where files of a sector may be put. Paths that fit come in the order of weight times room, the
 * best first; of every other one it is said why not, with every reason.
 *
 * <p>Source: Lotus, {@code storage/paths/index.go}, StorageBestAlloc, and {@code filetype.go}.
 */
public record Placement(List<StoragePath> fitting, List<Refused> refused) {
  /** A path that has said nothing for longer is not written to. */
  public static final Duration LONGEST_SILENCE = Duration.ofSeconds(50);

  private static final Comparator<PathState> BEST_FIRST =
      Comparator.comparing(Placement::score).reversed().thenComparing(state -> state.path().id());

  public Placement {
    fitting = List.copyOf(fitting);
    refused = List.copyOf(refused);
  }

  /** Files to be put somewhere together. */
  public record Request(MinerId miner, SectorSize size, Set<FileType> types, SpaceUse use) {
    public Request {
      types = Set.copyOf(types);
    }
  }

  /** A path that does not fit. */
  public record Refused(StoragePath path, List<Objection> objections) {
    public Refused {
      objections = List.copyOf(objections);
    }
  }

  /** A reason why a path does not fit. */
  public sealed interface Objection {
    /** It is not for sealing, or not for storing. */
    record OtherUse() implements Objection {}

    /** Its weight is zero: nothing is ever written there. */
    record ReadOnly() implements Objection {}

    /** It takes no such files. */
    record OtherTypes(Set<FileType> denied) implements Objection {}

    record OtherMiners() implements Objection {}

    /** Too little room, in bytes. */
    record Full(long needed, long available) implements Objection {}

    /** It has not reported. */
    record Silent(Duration since) implements Objection {}

    /** It reports an error. */
    record Unwell(String error) implements Objection {}
  }

  public static Placement of(Request request, Collection<PathState> paths) {
    List<PathState> fitting = new ArrayList<>();
    List<Refused> refused = new ArrayList<>();
    for (PathState state : paths) {
      List<Objection> objections = objections(request, state);
      if (objections.isEmpty()) {
        fitting.add(state);
      } else {
        refused.add(new Refused(state.path(), objections));
      }
    }
    fitting.sort(BEST_FIRST);
    return new Placement(fitting.stream().map(PathState::path).toList(), refused);
  }

  /** The path to put them on. */
  public Optional<StoragePath> best() {
    return fitting.stream().findFirst();
  }

  private static BigInteger score(PathState state) {
    return BigInteger.valueOf(state.space().available())
        .multiply(BigInteger.valueOf(state.path().weight()));
  }

  private static List<Objection> objections(Request request, PathState state) {
    StoragePath path = state.path();
    List<Objection> found = new ArrayList<>();
    if (!(request.use() == SpaceUse.SEALING ? path.canSeal() : path.canStore())) {
      found.add(new Objection.OtherUse());
    }
    if (path.weight() == 0) {
      found.add(new Objection.ReadOnly());
    }
    Set<FileType> denied = denied(request.types(), path.limits());
    if (!denied.isEmpty()) {
      found.add(new Objection.OtherTypes(denied));
    }
    if (!allows(path.limits(), request.miner())) {
      found.add(new Objection.OtherMiners());
    }
    long needed = request.use().bytes(request.types(), request.size());
    if (needed > state.space().available()) {
      found.add(new Objection.Full(needed, state.space().available()));
    }
    if (state.silent().compareTo(LONGEST_SILENCE) > 0) {
      found.add(new Objection.Silent(state.silent()));
    }
    if (!state.error().isEmpty()) {
      found.add(new Objection.Unwell(state.error()));
    }
    return found;
  }

  private static Set<FileType> denied(Set<FileType> types, StoragePath.Limits limits) {
    List<String> allow = limits.allowTypes().orElse(List.of());
    List<String> deny = limits.denyTypes().orElse(List.of());
    Set<FileType> denied = EnumSet.noneOf(FileType.class);
    for (FileType type : types) {
      boolean allowed = allow.isEmpty() || allow.contains(type.wireName());
      if (!allowed || deny.contains(type.wireName())) {
        denied.add(type);
      }
    }
    return denied;
  }

  private static boolean allows(StoragePath.Limits limits, MinerId miner) {
    List<String> allow = limits.allowMiners().orElse(List.of());
    return (allow.isEmpty() || names(allow, miner))
        && !names(limits.denyMiners().orElse(List.of()), miner);
  }

  private static boolean names(List<String> miners, MinerId miner) {
    return miners.stream().anyMatch(some -> MinerId.parse(some).equals(miner));
  }
}
