package io.sealwright.engine.recovery.source;

/**
 * Who says something.
 *
 * @param name the file, the folder or the address
 */
public record Origin(SourceKind kind, String name) implements Party {}
