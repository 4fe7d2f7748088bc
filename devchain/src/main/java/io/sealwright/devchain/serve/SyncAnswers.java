package io.sealwright.devchain.serve;

import static io.sealwright.devchain.serve.Refusals.telling;

import io.sealwright.devchain.node.DevNode;
import io.sealwright.lotus.api.full.SyncMethods;
import io.sealwright.lotus.node.SyncProgress;
import io.sealwright.lotus.rpc.server.RpcApi;
import io.sealwright.protocol.chain.Tipset;
import java.io.IOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** A node that makes its own blocks has nothing to fetch: it is always done. */
record SyncAnswers(DevNode node, SyncMethods api) {
  private static final long COMPLETE = 4;

  void addTo(RpcApi.Builder builder) {
    builder
        .answer(api.state(), () -> telling(this::progress))
        .answer(api.checkBad(), _ -> "")
        .answer(
            api.validateTipset(),
            key -> telling(() -> node.chain().stateAfter(node.chain().tipset(key)) != null));
  }

  /** One worker, which has just taken in the head: clients that wait look for at least one. */
  private SyncProgress progress() throws IOException {
    Tipset head = node.chain().head();
    Tipset parent =
        head.parents().isHead() ? head : node.chain().tipset(head.parents());
    OffsetDateTime made =
        Instant.ofEpochSecond(head.blocks().getFirst().timestamp()).atOffset(ZoneOffset.UTC);
    SyncProgress.Worker worker =
        new SyncProgress.Worker(
            1,
            Optional.of(parent),
            Optional.of(head),
            COMPLETE,
            head.height(),
            made,
            made,
            "");
    return new SyncProgress(Optional.of(List.of(worker)), 0);
  }
}
