package io.sealwright.engine.storage;

import io.sealwright.lotus.cluster.PathSpace;
import io.sealwright.lotus.cluster.StoragePath;
import java.time.Duration;

/**
 * A path as it stands.
 *
 * @param silent since its last report
 * @param error of that report, empty if it was well
 */
public record PathState(StoragePath path, PathSpace space, Duration silent, String error) {}
