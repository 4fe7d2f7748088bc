package io.sealwright.engine.sending.miner;

import io.sealwright.engine.life.Evidence;
import io.sealwright.engine.life.next.Request;
import io.sealwright.protocol.SectorNumber;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts requests together into messages. Pure. */
final class Batching {
  private Batching() {}

  /** A kind of message: all proofs of one must be of one kind. */
  private record Kind(MessagePurpose purpose, int proof) {}

  /**
   * The messages; requests keep their order in each. A request whose sector the chain must have
   * named by its place, and that has none, is left out.
   */
  static List<Batch> of(
      List<Request> requests, Map<SectorNumber, SectorPlace> places, BatchLimits limits) {
    Map<Kind, List<Batch.Placed>> kinds = new LinkedHashMap<>();
    for (Request request : requests) {
      Batch.Placed placed = placed(request, places);
      if (placed.place().isPresent() || !needsPlace(request)) {
        kinds.computeIfAbsent(kind(request), _ -> new ArrayList<>()).add(placed);
      }
    }
    List<Batch> batches = new ArrayList<>();
    kinds.forEach((kind, all) -> batches.addAll(parts(kind.purpose, all, limits.of(kind.purpose))));
    return batches;
  }

  private static Batch.Placed placed(Request request, Map<SectorNumber, SectorPlace> places) {
    return new Batch.Placed(
        request, Optional.ofNullable(places.get(request.known().pledged().id().number())));
  }

  static boolean needsPlace(Request request) {
    return switch (request) {
      case Request.PreCommit _, Request.ProveCommit _ -> false;
      case Request.DeclareFault _, Request.DeclareRecovery _, Request.Terminate _ -> true;
    };
  }

  private static Kind kind(Request request) {
    Evidence.Pledged pledged = request.known().pledged();
    return new Kind(MessagePurpose.of(request.purpose()), pledged.proof().number());
  }

  private static List<Batch> parts(MessagePurpose purpose, List<Batch.Placed> all, int limit) {
    List<Batch> parts = new ArrayList<>();
    for (int from = 0; from < all.size(); from += limit) {
      parts.add(new Batch(purpose, all.subList(from, Math.min(from + limit, all.size()))));
    }
    return parts;
  }
}
