package io.sealwright.devchain.serve;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The network's upgrades as a node names them. */
final class Upgrades {
  /** The number by which Ethereum's tools know networks of 2 KiB sectors. */
  static final long CHAIN_NUMBER = 31_415_926;

  /** What is yet to come lies beyond reach. */
  private static final long NEVER = 99_999_999;

  private static final List<String> EARLY =
      List.of("Smoke", "Ignition", "Refuel", "Tape", "Assembly", "Liftoff", "Kumquat");

  private static final List<String> LATER =
      List.of(
          "Calico", "Persian", "Orange", "Claus", "Trust", "Norwegian", "Turbo", "Hyperdrive",
          "Chocolate", "OhSnap", "Skyr", "Shark", "Hygge", "Lightning", "Thunder", "Watermelon",
          "Dragon", "Phoenix", "Waffle", "Tuktuk", "Teep", "Tock", "GoldenWeek", "FireHorse");

  private static final long FIRST_LATER = -9;

  private Upgrades() {}

  /** The heights of a network born after all of them: each one epoch before the last. */
  static Map<String, Long> heights() {
    Map<String, Long> heights = new LinkedHashMap<>();
    heights.put("BreezeGasTampingDuration", 0L);
    heights.put(field("Breeze"), -1L);
    for (int i = 0; i < EARLY.size(); i++) {
      heights.put(field(EARLY.get(i)), -1L - i);
    }
    for (int i = 0; i < LATER.size(); i++) {
      heights.put(field(LATER.get(i)), FIRST_LATER - i);
    }
    heights.put(field("Xx"), NEVER);
    return Collections.unmodifiableMap(heights);
  }

  private static String field(String name) {
    return "Upgrade" + name + "Height";
  }
}
