package io.sealwright.lotus.rpc.client;

import java.time.Duration;
import java.util.Set;

/**
 * The limits of a client.
 *
 * @param connect to open a connection
 * @param answer from sending a call to the last byte of its answer; long, for Lotus waits in calls
 * @param atHand the same, where it is less, for what a node knows without any work: its version,
 *     its network, its head
 * @param maxAnswerBytes of one answer or frame
 * @param attempts of one query, over all nodes
 * @param firstPause before the second attempt; each further one is half as long again
 * @param maxPause the longest pause
 * @param pingEvery between pings on a socket; one that is silent for six of them is lost
 * @param valuesWaiting values of a channel not yet taken; beyond, the channel ends as lost
 */
public record ClientSettings(
    Duration connect,
    Duration answer,
    Duration atHand,
    int maxAnswerBytes,
    int attempts,
    Duration firstPause,
    Duration maxPause,
    Duration pingEvery,
    int valuesWaiting) {

  public static final ClientSettings DEFAULTS =
      new ClientSettings(
          Duration.ofSeconds(10),
          Duration.ofMinutes(5),
          Duration.ofSeconds(20),
          512 << 20,
          5,
          Duration.ofMillis(100),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          4096);

  /** What a node knows without any work: one that takes longer is stuck, and not busy. */
  private static final Set<String> AT_HAND =
      Set.of("Filecoin.Version", "Filecoin.StateNetworkName", "Filecoin.ChainHead");

  /** The limit for a method by its wire name. */
  Duration answerTo(String method) {
    return AT_HAND.contains(method) && atHand.compareTo(answer) < 0 ? atHand : answer;
  }

  public ClientSettings withAnswer(Duration limit) {
    return new ClientSettings(
        connect,
        limit,
        atHand,
        maxAnswerBytes,
        attempts,
        firstPause,
        maxPause,
        pingEvery,
        valuesWaiting);
  }

  public ClientSettings withAtHand(Duration limit) {
    return new ClientSettings(
        connect,
        answer,
        limit,
        maxAnswerBytes,
        attempts,
        firstPause,
        maxPause,
        pingEvery,
        valuesWaiting);
  }

  public ClientSettings withMaxAnswerBytes(int bytes) {
    return new ClientSettings(
        connect, answer, atHand, bytes, attempts, firstPause, maxPause, pingEvery, valuesWaiting);
  }

  public ClientSettings withAttempts(int count) {
    return new ClientSettings(
        connect,
        answer,
        atHand,
        maxAnswerBytes,
        count,
        firstPause,
        maxPause,
        pingEvery,
        valuesWaiting);
  }

  public ClientSettings withPingEvery(Duration interval) {
    return new ClientSettings(
        connect,
        answer,
        atHand,
        maxAnswerBytes,
        attempts,
        firstPause,
        maxPause,
        interval,
        valuesWaiting);
  }

  /** The pause before an attempt, counted from 1: none before the first. */
  Duration pauseBefore(int attempt) {
    Duration pause = attempt <= 1 ? Duration.ZERO : firstPause;
    for (int i = 2; i < attempt && pause.compareTo(maxPause) < 0; i++) {
      pause = pause.multipliedBy(3).dividedBy(2);
    }
    return pause.compareTo(maxPause) < 0 ? pause : maxPause;
  }
}
