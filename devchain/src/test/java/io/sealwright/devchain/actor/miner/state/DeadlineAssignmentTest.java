package io.sealwright.devchain.actor.miner.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.devchain.vm.Abort;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.network.NetworkRules;
import io.sealwright.protocol.network.NetworkVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

final class DeadlineAssignmentTest {
  private static final Path RECORDINGS = Path.of("../vectors/lotus-rpc/full");
  private static final Pace PACE = Pace.of(NetworkRules.devnet(new NetworkVersion(28)));
  private static final Epoch PERIOD = new Epoch(658 - 2880);
  private static final int GENESIS_SECTORS = 2;

  /**
   * Sectors 6, which ended in epoch 850, and 0, which ended in 835, make room for none: a partition
   * is only compacted when asked.
   */
  @Test
  void eachSectorGoesWhereTheNetworkPutIt() throws IOException, Abort {
    Map<Integer, List<Long>> expected = new TreeMap<>();
    for (int deadline = 0; deadline < 6; deadline++) {
      expected.put(deadline, sectors(deadline));
    }

    Map<Integer, List<Long>> actual = new TreeMap<>();
    actual.put(0, new ArrayList<>(List.of(0L, 1L)));
    for (var batch : activations().entrySet()) {
      assign(actual, batch.getKey(), batch.getValue());
    }

    assertThat(actual).isEqualTo(expected);
  }

  private static void assign(Map<Integer, List<Long>> deadlines, Epoch now, List<Long> numbers)
      throws Abort {
    List<DeadlineAssignment.Load> open =
        IntStream.range(0, 48)
            .filter(
                index -> PACE.window(PACE.at(now, PERIOD).periodStart(), index).isMutableAt(now))
            .mapToObj(index -> {
              List<Long> there = deadlines.getOrDefault(index, List.of());
              return new DeadlineAssignment.Load(
                  index, there.size() - ended(there, now), there.size());
            })
            .toList();
    List<Integer> assigned = new DeadlineAssignment(2, open).assign(numbers.size());
    for (int i = 0; i < numbers.size(); i++) {
      List<Long> there = deadlines.computeIfAbsent(assigned.get(i), _ -> new ArrayList<>());
      there.add(numbers.get(i));
      there.sort(Comparator.naturalOrder());
    }
  }

  private static long ended(List<Long> sectors, Epoch now) {
    return sectors.stream()
        .filter(s -> s == 0 && now.height() > 835 || s == 6 && now.height() > 850)
        .count();
  }

  private static NavigableMap<Epoch, List<Long>> activations() throws IOException {
    NavigableMap<Epoch, List<Long>> activations = new TreeMap<>();
    for (JsonNode sector : read("StateMinerSectors.later")) {
      long number = sector.get("SectorNumber").asLong();
      if (number >= GENESIS_SECTORS) {
        activations
            .computeIfAbsent(new Epoch(sector.get("Activation").asLong()), _ -> new ArrayList<>())
            .add(number);
      }
    }
    return activations;
  }

  private static List<Long> sectors(int deadline) throws IOException {
    JsonNode partitions = read("StateMinerPartitions.later-" + deadline);
    List<Long> numbers = new ArrayList<>();
    for (JsonNode partition : partitions) {
      long[] runs =
          StreamSupport.stream(partition.get("AllSectors").spliterator(), false)
              .mapToLong(JsonNode::asLong)
              .toArray();
      Bitfield.ofRunLengths(runs).stream().forEach(numbers::add);
    }
    return numbers;
  }

  private static JsonNode read(String file) throws IOException {
    return new ObjectMapper()
        .readTree(RECORDINGS.resolve("Filecoin." + file + ".json").toFile())
        .get("response")
        .get("result");
  }
}
