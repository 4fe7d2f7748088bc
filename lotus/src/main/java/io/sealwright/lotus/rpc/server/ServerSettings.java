package io.sealwright.lotus.rpc.server;

import java.time.Duration;

/**
 * The limits of a server. What exceeds one is refused or dropped; nothing else is touched by it.
 *
 * @param maxRequestBytes of one body or frame; beyond: parse error, as Lotus says it
 * @param largeBodies how many bodies over {@link #LARGE_BODY} may be read at a time; beyond: 503
 * @param maxConnections TCP connections; beyond, new ones wait to be accepted
 * @param maxSockets WebSockets; beyond: 503
 * @param callsPerSocket unanswered calls and open channels of one socket; beyond: error −32005
 * @param framesPerSocket frames that wait to be sent; a socket with no room is waited for
 * @param patience how long a socket may be behind, or a peer silent in the middle of a request;
 *     then it is dropped
 * @param pingEvery between pings to a socket
 */
public record ServerSettings(
    int maxRequestBytes,
    int largeBodies,
    int maxConnections,
    int maxSockets,
    int callsPerSocket,
    int framesPerSocket,
    Duration patience,
    Duration pingEvery) {

  /** Above this many bytes a body is large: it occupies one of a few places while it is read. */
  static final int LARGE_BODY = 1 << 20;

  /** The limits of Lotus where it has one, and room for a cluster's workers where it has none. */
  public static final ServerSettings DEFAULTS =
      new ServerSettings(
          100 << 20, 4, 2048, 1024, 256, 1024, Duration.ofSeconds(30), Duration.ofSeconds(5));

  public ServerSettings withMaxRequestBytes(int bytes) {
    return new ServerSettings(
        bytes,
        largeBodies,
        maxConnections,
        maxSockets,
        callsPerSocket,
        framesPerSocket,
        patience,
        pingEvery);
  }

  public ServerSettings withMaxSockets(int sockets) {
    return new ServerSettings(
        maxRequestBytes,
        largeBodies,
        maxConnections,
        sockets,
        callsPerSocket,
        framesPerSocket,
        patience,
        pingEvery);
  }

  public ServerSettings withSocketLimits(int calls, int frames) {
    return new ServerSettings(
        maxRequestBytes,
        largeBodies,
        maxConnections,
        maxSockets,
        calls,
        frames,
        patience,
        pingEvery);
  }

  public ServerSettings withTimes(Duration patience, Duration pingEvery) {
    return new ServerSettings(
        maxRequestBytes,
        largeBodies,
        maxConnections,
        maxSockets,
        callsPerSocket,
        framesPerSocket,
        patience,
        pingEvery);
  }
}
