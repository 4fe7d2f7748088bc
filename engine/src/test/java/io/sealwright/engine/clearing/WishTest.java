package io.sealwright.engine.clearing;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.removal.Intent;
import io.sealwright.protocol.amount.TokenAmount;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What an operator says of paths has to be about paths. */
final class WishTest {
  private static Wish gone(String... paths) {
    return new Wish(Intent.END, TokenAmount.ZERO, Set.of(paths));
  }

  @Test
  void aPathThatNobodyKnowsIsRefusedWithThoseThatAreKnown() {
    Set<String> known = Set.of("b", "a");
    assertThat(gone().objection(known, Set.of())).isEmpty();
    assertThat(gone("a", "b").objection(known, Set.of())).isEmpty();
    assertThat(gone("a", Wish.ELSEWHERE).objection(known, Set.of())).isEmpty();
    assertThat(gone(Wish.ELSEWHERE).objection(Set.of(), Set.of())).isEmpty();
    assertThat(gone("a", "nosuch").objection(known, Set.of()))
        .contains("no path is known as nosuch; known are a, b");
    assertThat(gone("nosuch").objection(Set.of(), Set.of()))
        .contains("no path is known as nosuch; known are none");
    Set<String> idle = Set.of("seal-3");
    assertThat(gone("a", "seal-3").objection(known, idle)).isEmpty();
    assertThat(gone("nosuch").objection(known, idle))
        .contains(
            "no path is known as nosuch; known are a, b, and of hosts without a worker seal-3");
  }

  @Test
  void ofManyKnownPathsAFewAreNamed() {
    Set<String> many =
        IntStream.range(100, 130).mapToObj(Integer::toString).collect(Collectors.toSet());
    assertThat(gone("nosuch").objection(many, Set.of()).orElseThrow())
        .contains("known are 100, 101,")
        .endsWith("118, 119 and 10 more");
  }
}
