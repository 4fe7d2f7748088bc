package io.sealwright.lotus.cluster;

/**
 * Where a worker gets a piece's bytes.
 *
 * @param type {@code null} for zeros, {@code push} and others for streams
 * @param content of zeros, how many as text
 */
public record PieceSource(String type, String content) {}
