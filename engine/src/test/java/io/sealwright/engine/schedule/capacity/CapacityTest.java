package io.sealwright.engine.schedule.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sealwright.engine.schedule.Slots;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.schedule.capacity.Capacity.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

final class CapacityTest {
  private static final Offset<Double> EXACT = within(1e-9);

  /** 14 P1 in 315 minutes are 64 sectors a day and host; four C2 in 10 minutes are 576. */
  private static final Map<TaskType, Duration> DURATIONS =
      Map.of(
          TaskType.AP, Duration.ofMinutes(5),
          TaskType.PC1, Duration.ofMinutes(315),
          TaskType.PC2, Duration.ofMinutes(20),
          TaskType.C1, Duration.ofMinutes(1),
          TaskType.C2, Duration.ofMinutes(10),
          TaskType.FIN, Duration.ofMinutes(3));

  @Test
  void oneC2HostIsFedByNineP1Hosts() {
    assertThat(Capacity.hostsFeedingOne(sealing(1), committing(1), DURATIONS))
        .isCloseTo(9.0, EXACT);
  }

  @Test
  void atNineToOneBothKindsOfHostAreBusyToTheLast() {
    Capacity capacity = Capacity.of(List.of(sealing(9), committing(1)), DURATIONS);
    assertThat(capacity.sectorsPerDay()).isCloseTo(576.0, EXACT);
    assertThat(stage(capacity, TaskType.PC1).use()).isCloseTo(1.0, EXACT);
    assertThat(stage(capacity, TaskType.C2).use()).isCloseTo(1.0, EXACT);
    // 9 slots of 20 minutes do 648 a day, of which 576 are wanted.
    assertThat(stage(capacity, TaskType.PC2).use()).isCloseTo(576.0 / 648, EXACT);
  }

  @Test
  void withTenP1HostsTheC2HostIsTheBottleneck() {
    Capacity capacity = Capacity.of(List.of(sealing(10), committing(1)), DURATIONS);
    assertThat(capacity.bottleneck().type()).isEqualTo(TaskType.C2);
    assertThat(capacity.bottleneck().hosts()).containsExactly("c2");
    assertThat(capacity.sectorsPerDay()).isCloseTo(576.0, EXACT);
  }

  @Test
  void withEightP1HostsTheyAre() {
    Capacity capacity = Capacity.of(List.of(sealing(8), committing(1)), DURATIONS);
    assertThat(capacity.bottleneck().type()).isEqualTo(TaskType.PC1);
    assertThat(capacity.bottleneck().hosts()).containsExactly("p1");
    assertThat(capacity.sectorsPerDay()).isCloseTo(512.0, EXACT);
  }

  @Test
  void aSlowP2MakesTheP2SlotTheBottleneckOfItsHost() {
    Map<TaskType, Duration> slow =
        Map.of(
            TaskType.PC1, Duration.ofMinutes(315),
            TaskType.PC2, Duration.ofMinutes(45),
            TaskType.C2, Duration.ofMinutes(10));
    Capacity capacity = Capacity.of(List.of(sealing(9), committing(1)), slow);
    assertThat(capacity.bottleneck().type()).isEqualTo(TaskType.PC2);
    assertThat(capacity.sectorsPerDay()).isCloseTo(9 * 32.0, EXACT);
    assertThat(Capacity.hostsFeedingOne(sealing(1), committing(1), slow)).isCloseTo(18.0, EXACT);
  }

  @Test
  void aStageNobodyDoesStopsEverything() {
    Capacity capacity = Capacity.of(List.of(sealing(9)), DURATIONS);
    assertThat(capacity.bottleneck().type()).isEqualTo(TaskType.C2);
    assertThat(capacity.bottleneck().hosts()).isEmpty();
    assertThat(capacity.sectorsPerDay()).isZero();
  }

  private static Stage stage(Capacity capacity, TaskType type) {
    return capacity.stages().stream().filter(s -> s.type() == type).findFirst().orElseThrow();
  }

  private static HostKind sealing(int hosts) {
    return new HostKind("p1", hosts, Slots.SEALING);
  }

  private static HostKind committing(int hosts) {
    return new HostKind("c2", hosts, Slots.COMMITTING);
  }
}
