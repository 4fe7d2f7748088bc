package io.sealwright.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

final class LeaseTest {
  private static final Worker.Id WORKER = new Worker.Id(new UUID(0, 1));
  private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
  private static final FencingToken FIRST = FencingToken.NONE.next();

  private final Lease lease = new Lease(WORKER, FIRST, NOON);

  @Test
  void aLeaseEndsAtItsInstantAndNotBefore() {
    assertThat(lease.hasExpired(NOON.minusNanos(1))).isFalse();
    assertThat(lease.hasExpired(NOON)).isTrue();
  }

  @Test
  void aResultIsPublishedInTimeUnderTheCurrentToken() {
    Instant inTime = NOON.minusSeconds(1);
    assertThat(lease.mayPublish(FIRST, inTime)).isTrue();
    assertThat(lease.mayPublish(FIRST.next(), inTime)).isFalse();
    assertThat(lease.mayPublish(FIRST, NOON)).isFalse();
  }

  @Test
  void onlyTheLatestAssignmentMayPublish() {
    FencingToken second = FIRST.next();
    assertThat(second).isGreaterThan(FIRST);
    assertThat(FencingToken.mayPublish(second, second)).isTrue();
    assertThat(FencingToken.mayPublish(FIRST, second)).isFalse();
    assertThat(FencingToken.mayPublish(second, FIRST)).isFalse();
  }

  @Test
  void theTokenOfATaskThatWasNeverAssignedOpensNothing() {
    assertThat(FencingToken.mayPublish(FencingToken.NONE, FencingToken.NONE)).isFalse();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Lease(WORKER, FencingToken.NONE, NOON));
  }

  @Test
  void heartbeatsMoveALeaseOnAndNeverBack() {
    Instant before = NOON.minusSeconds(60);
    assertThat(lease.renewed(before, NOON.plusSeconds(60)).expires()).isAfter(NOON);
    assertThat(lease.renewed(before, NOON.minusSeconds(30))).isEqualTo(lease);
    assertThat(lease.renewed(before, NOON.plusSeconds(60)).token()).isEqualTo(FIRST);
  }

  @Test
  void whatHasExpiredIsNotRenewed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> lease.renewed(NOON, NOON.plusSeconds(60)));
  }
}
