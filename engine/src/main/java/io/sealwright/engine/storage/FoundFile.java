package io.sealwright.engine.storage;

import io.sealwright.lotus.cluster.FileType;

/**
 * A file of a sector that lies on a path.
 *
 * @param path the id of the path
 * @param whole nothing is missing of it
 */
public record FoundFile(String path, FileType type, boolean whole) {}
