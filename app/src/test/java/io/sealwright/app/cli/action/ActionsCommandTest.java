package io.sealwright.app.cli.action;

import static io.sealwright.app.ServedCluster.HOST;
import static io.sealwright.app.ServedCluster.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.Ran;
import io.sealwright.app.ServedCluster;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.engine.store.ActionTable.Order;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log of what operators had done. */
final class ActionsCommandTest {
  private ServedCluster cluster;

  @BeforeEach
  void begin() throws Exception {
    cluster = new ServedCluster();
    cluster.worker(HOST, TaskType.AP);
    cluster.database().actions().begin(new Order("li", "drain", "p1-9"), NOW.minusSeconds(9));
    cluster.run("sealing", "pause", "--type", "AP");
    cluster.run("sealing", "pause", "--host", "nowhere");
  }

  @AfterEach
  void end() {
    cluster.close();
  }

  private List<String> shown(String... options) {
    List<String> words = new java.util.ArrayList<>(List.of("actions", "--output", "json"));
    words.addAll(List.of(options));
    Ran ran = cluster.run(words.toArray(String[]::new));
    assertThat(ran.code()).as(ran.err()).isZero();
    List<String> lines = new java.util.ArrayList<>();
    ran.json()
        .path("actions")
        .forEach(action ->
            lines.add(
                action.path("what").asString()
                    + " "
                    + action.path("details").asString()
                    + " "
                    + action.path("outcome").asString()));
    return lines;
  }

  @Test
  void theNewestIsFirst() {
    assertThat(shown())
        .containsExactly(
            "pause all on nowhere refused", "pause AP everywhere done", "drain p1-9 begun");
    assertThat(shown("--count", "1")).containsExactly("pause all on nowhere refused");
  }

  @Test
  void whatIsAskedForIsShownAlone() {
    assertThat(shown("--who", "li")).containsExactly("drain p1-9 begun");
    assertThat(shown("--what", "pause", "--outcome", "done"))
        .containsExactly("pause AP everywhere done");
    assertThat(shown("--since", NOW.toString())).hasSize(2);
  }

  /** Lotus's methods do not say who calls. */
  @Test
  void whoeverAsksByLotussMethodsIsKnownByWhereHeAsksFrom() {
    assertThat(cluster.run("sectors", "pledge").code()).isNotZero();
    assertThat(shown("--who", "API")).containsExactly("pledge  refused");
    assertThat(shown("--who", "API from 127.0.0.1")).containsExactly("pledge  refused");
    assertThat(shown("--who", "API from 10.0.0.7")).isEmpty();
  }

  @Test
  void aTableSaysWhoAndWhyNot() {
    String user = System.getProperty("user.name");
    assertThat(cluster.run("actions").out())
        .contains(user, "refused", "there is no host nowhere", "2026-11-23T06:38:00Z");
    assertThat(cluster.run("actions", "--lang", "zh").out()).contains("操作者", "被拒绝");
    assertThat(cluster.run("actions", "--count", "0").code()).isEqualTo(2);
    assertThat(cluster.run("actions", "--since", "yesterday").code()).isEqualTo(2);
  }
}
