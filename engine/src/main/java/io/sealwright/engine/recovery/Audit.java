package io.sealwright.engine.recovery;

import io.sealwright.proofs.file.Mapped;
import io.sealwright.proofs.graph.ParentCache;
import io.sealwright.proofs.label.LabelAudit;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.Means;
import io.sealwright.proofs.porep.Phase;
import io.sealwright.proofs.porep.PorepConfig;
import io.sealwright.proofs.porep.ProgressEvent;
import io.sealwright.protocol.Bytes32;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;

/** Recomputes every label of the layers in a cache folder, on all threads. */
public final class Audit {
  private final Means means;

  public Audit(Means means) {
    this.means = means;
  }

  /** A layer that is missing or has another length than its sector is an IOException. */
  public AuditVerdict run(PorepConfig config, Bytes32 replicaId, CacheFolder cache)
      throws IOException, InterruptedException {
    try (Arena arena = Arena.ofShared()) {
      List<MemorySegment> layers = new ArrayList<>();
      for (int layer = 1; layer <= config.size().layers(); layer++) {
        layers.add(Mapped.readOnly(cache.layer(layer), config.size().bytes(), arena));
      }
      try (ParentCache parents = means.openParents(config)) {
        long total = config.size().nodes() * layers.size();
        return new LabelAudit(replicaId, parents, layers)
            .firstWrong(
                means.threads(),
                done -> means.progress().on(new ProgressEvent(Phase.AUDIT, 0, done, total)))
            .<AuditVerdict>map(wrong -> new AuditVerdict.Wrong(wrong.layer(), wrong.node()))
            .orElseGet(AuditVerdict.Sound::new);
      }
    }
  }
}
