package io.sealwright.engine.schedule;

import io.sealwright.protocol.SectorSize;
import java.util.Map;
import java.util.Set;

/**
 * What a worker sees of a task: tasks that are equal in this fit the same workers.
 *
 * @param reserved what its sector has on paths
 */
record Likeness(
    TaskType type,
    SectorSize size,
    Set<StoragePath.Id> inputs,
    Map<StoragePath.Id, Long> reserved) {}
