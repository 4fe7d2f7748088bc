package io.sealwright.app.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.app.config.ConfigFile.Outcome;
import io.sealwright.app.config.table.Base;
import io.sealwright.app.config.table.Problem;
import io.sealwright.app.shell.Language;
import io.sealwright.engine.schedule.Rules;
import io.sealwright.engine.schedule.TaskType;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.amount.TokenAmount;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read of a configuration, and what is said of a wrong one. */
final class ConfigFileTest {
  @TempDir Path folder;

  @Test
  void withoutAFileAllIsAtItsDefault() {
    Configuration defaults = sound("");
    assertThat(defaults.miner().address()).isEmpty();
    assertThat(defaults.miner().data()).isEqualTo(folder.resolve(".sealwright"));
    assertThat(defaults.database().own().text())
        .isEqualTo(
            "jdbc:h2:file:%s/.sealwright/database/sealwright;WRITE_DELAY=0".formatted(folder));
    assertThat(defaults.database().shared()).isEmpty();
    assertThat(defaults.storage()).isEmpty();
    assertThat(defaults.scheduler().rules()).isEqualTo(Rules.DEFAULTS);
    assertThat(defaults.worker().slots().byType())
        .containsEntry(TaskType.PC1, 14)
        .containsEntry(TaskType.C2, 4)
        .doesNotContainKey(TaskType.WDP);
    assertThat(defaults.log().folder()).isEqualTo(folder.resolve(".sealwright/log"));
  }

  @Test
  void everyFormOfValueIsRead() throws Exception {
    Files.createDirectories(folder.resolve("a"));
    Configuration read =
        sound(
            """
            miner.address = "t01000"
            miner.data = "data"
            database = { tcp-port = 9092 }
            worker.memory = "256GiB"
            worker.kernel = "java"
            [worker.slots]
            PC1 = 0
            [[storage]]
            path = "a"
            store = false
            weight = 20
            [sealing]
            sector-size = "8MiB"
            commit-fee = "10nFIL"
            sector-life = "200d"
            [scheduler]
            poll = "50ms"
            [log]
            format = "json"
            rotate-at = 65536
            """);
    assertThat(read.miner().address()).contains(new MinerId(1000));
    assertThat(read.miner().data()).isEqualTo(folder.resolve("data"));
    assertThat(read.database().shared().map(JdbcUrl::text))
        .contains("jdbc:h2:tcp://127.0.0.1:9092/%s/data/database/sealwright".formatted(folder));
    assertThat(read.worker().memory()).hasValue(256L << 30);
    assertThat(read.worker().kernel()).isEqualTo(Kernel.JAVA);
    assertThat(read.worker().slots().types()).doesNotContain(TaskType.PC1);
    assertThat(read.storage())
        .containsExactly(new Configuration.Storage(folder.resolve("a"), true, false, 20));
    assertThat(read.sealing().proof().size()).isEqualTo(SectorSize.MIB_8);
    assertThat(read.sealing().fees().commit()).isEqualTo(TokenAmount.ofAtto(10_000_000_000L));
    assertThat(read.sealing().sectorLife()).isEqualTo(Duration.ofDays(200));
    assertThat(read.scheduler().poll()).isEqualTo(Duration.ofMillis(50));
    assertThat(read.log().lines()).isEqualTo(LogSettings.Lines.JSON);
    assertThat(read.log().rotateAt()).isEqualTo(65_536);
  }

  @Test
  void allProblemsAreToldAtOnceInTheOrderOfTheFile() {
    assertThat(
            told(
                """
                [miner]
                adress = "f01000"
                listen = "nope"
                [databas]
                url = 1
                [worker.slots]
                PC1 = 2000
                pc2 = 1
                [[storage]]
                weight = 1.5
                [log]
                rotate_at = "1GiB"
                sector-size = "2KiB"
                level = 4
                """))
        .satisfiesExactly(
            said -> assertThat(said).isEqualTo(near(2, "miner.adress", "address")),
            said -> assertThat(said).startsWith("line 3, miner.listen: \"nope\" is not an address"),
            said ->
                assertThat(said)
                    .isEqualTo("line 4, databas: there is no such section; database is near to it"),
            said -> assertThat(said).startsWith("line 7, worker.slots.PC1: out of range"),
            said -> assertThat(said).isEqualTo(near(8, "worker.slots.pc2", "PC2")),
            said -> assertThat(said).isEqualTo("line 9, storage.path: is missing"),
            said ->
                assertThat(said)
                    .startsWith("line 10, storage.weight: takes a whole")
                    .endsWith("this is a fraction"),
            said -> assertThat(said).isEqualTo(near(12, "log.rotate_at", "rotate-at")),
            said -> assertThat(said).isEqualTo(near(13, "log.sector-size", "sealing.sector-size")),
            said -> assertThat(said).startsWith("line 14, log.level: takes one of debug, info"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[scheduler]\\nlease='30s'|line 2, scheduler.lease: has to be longer",
        "[scheduler]\\nsilence='10m'|line 1, scheduler.lease: has to be longer",
        "[scheduler]\\nsilence='2x'|line 2, scheduler.silence: \"2x\" is not a time",
        "[scheduler]\\npoll='1ms'|line 2, scheduler.poll: out of range",
        "[[storage]]\\npath='nowhere'|line 2, storage.path: folder",
        "[[storage]]\\npath='.'\\nseal=false\\nstore=false|line 4, storage.store: a path has to",
        "[storage]\\npath='.'|line 1, storage: is written [[storage]]",
        "storage = [1]|line 1, storage: is written [[storage]]",
        "[[miner]]|line 1, miner: is written [miner]",
        "miner = 1|line 1, miner: is written [miner]",
        "[miner]\\ndata='a/b'|line 2, miner.data:",
        "[miner]\\ndata=''|line 2, miner.data: \"\" is not a folder",
        "[miner]\\nlisten='localhost:2347'\\n[health]\\nlisten='localhost:2347'"
            + "|line 4, health.listen: is the address of miner.listen",
        "[miner]\\naddress='f3abc'|line 2, miner.address: \"f3abc\" is not a miner's ID",
        "[database]\\nurl='jdbc:postgresql://h/d'\\ntcp-port=1|line 3, database.tcp-port: is for",
        "[database]\\nurl='jdbc:mysql://h/d'|line 2, database.url: takes a JDBC URL",
        "[database]\\npassword-file='no'|line 2, database.password-file: file",
        "[sealing]\\nsector-size='3KiB'|line 2, sealing.sector-size: \"3KiB\" is not one of 2KiB",
        "[sealing]\\ncommit-fee='-1'|line 2, sealing.commit-fee: out of range",
        "[sealing]\\ncommit-fee='1 dollar'|line 2, sealing.commit-fee: \"1 dollar\" is not",
        "[sealing]\\nsector-life='20d'|line 2, sealing.sector-life: out of range",
        "[sealing]\\nsector-size='4KiB'|line 2, sealing.sector-size: \"4KiB\" is not one of 2KiB,"
            + " 8M",
        "[sealing]\\nseal-proof='ni'|line 2, sealing.seal-proof: \"ni\" is not one of v1_1, synth",
        "[log]\\nrotate-at='many'|line 2, log.rotate-at: \"many\" is not a size",
        "[log]\\nrotate-at='999999999999999TiB'|line 2, log.rotate-at:",
        "[log]\\ndays=1979-05-27|line 2, log.days: takes a whole number",
        "[worker]\\nname='a/b'|line 2, worker.name: \"a/b\" is not a name",
        "[worker]\\nthreads=0|line 2, worker.threads: out of range",
        "[zzz]|line 1, zzz: there is no such section",
        "[[databases]]|line 1, databases: there is no such section; database is near",
        "'a\\tb' = 1|line 1, a?b: there is no such key",
        "[miner|line 1: this is not TOML",
        "a = 1\\na = 2|line 2: this is not TOML"
      })
  void eachKindOfMistakeIsNamedWithItsLine(String textAndProblem) {
    String[] parts = textAndProblem.split("\\|");
    String text = parts[0].replace("\\n", "\n").replace("\\t", "\t").replace('\'', '"');
    assertThat(told(text)).anySatisfy(said -> assertThat(said).startsWith(parts[1]));
  }

  @Test
  void twoPathsDoNotLieInEachOther() throws Exception {
    Files.createDirectories(folder.resolve("a/b"));
    String text = "[[storage]]\npath = \"a\"\n[[storage]]\npath = \"a/b/\"\n";
    assertThat(told(text)).singleElement().asString().startsWith("line 4, storage.path: lies in");
    String twice = "[[storage]]\npath = \"a\"\n[[storage]]\npath = \"a/../a\"\n";
    assertThat(told(twice)).singleElement().asString().startsWith("line 4, storage.path: lies in");
  }

  @Test
  void theVariableOfTheFullNodeCountsBeforeTheFileAndNoTokenIsShown() {
    String file = "[miner]\nfull-node-api = \"secret.of.file:http://10.0.0.1:1234\"\n";
    assertThat(nodes(file, Map.of())).hasToString("***:http://10.0.0.1:1234");
    Map<String, String> set = Map.of("FULLNODE_API_INFO", "/ip4/10.0.0.2/tcp/1234/http");
    assertThat(nodes(file, set)).hasToString("http://10.0.0.2:1234");
    String wrong = "[miner]\nfull-node-api = \"secret.of.file\"\n";
    assertThat(told(wrong)).singleElement().asString().doesNotContain("secret");
    assertThat(told("[database]\nurl = \"jdbc:postgresql://u:secret@h/d\"\n"))
        .singleElement()
        .asString()
        .doesNotContain("secret");
  }

  @Test
  void whatIsNotTextOrTooLargeIsAProblemOfTheFile() throws Exception {
    Path file = folder.resolve("sealwright.toml");
    Files.write(file, new byte[] {'a', (byte) 0xff});
    assertThat(problems(ConfigFile.read(file, base(Map.of()))))
        .containsExactly("line 1: the file is not text in UTF-8");
    Files.write(file, new byte[ConfigFile.MOST_BYTES + 1]);
    assertThat(problems(ConfigFile.read(file, base(Map.of()))))
        .containsExactly("line 1: the file is larger than 1048576 bytes");
  }

  @Test
  void theFileIsTheOneGivenElseThatOfTheEnvironmentElseTheUsers() throws Exception {
    Path own = folder.resolve(".sealwright/sealwright.toml");
    Files.createDirectories(own.getParent());
    Files.writeString(own, "");
    Map<String, String> set = Map.of("SEALWRIGHT_CONFIG", "/x/y.toml");
    assertThat(ConfigFile.find(Optional.of(Path.of("z")), base(set))).contains(Path.of("z"));
    assertThat(ConfigFile.find(Optional.empty(), base(set))).contains(Path.of("/x/y.toml"));
    assertThat(ConfigFile.find(Optional.empty(), base(Map.of()))).contains(own);
  }

  private FullNodes nodes(String text, Map<String, String> environment) {
    return ((Outcome.Sound) ConfigFile.read(text, base(environment)))
        .configuration()
        .miner()
        .fullNodes()
        .orElseThrow();
  }

  private static String near(int line, String key, String other) {
    return "line %d, %s: there is no such key; %s is near to it".formatted(line, key, other);
  }

  private Configuration sound(String text) {
    Outcome outcome = ConfigFile.read(text, base(Map.of()));
    assertThat(problems(outcome)).isEmpty();
    return ((Outcome.Sound) outcome).configuration();
  }

  private List<String> told(String text) {
    return problems(ConfigFile.read(text, base(Map.of())));
  }

  private static List<String> problems(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Sound _ -> List.of();
      case Outcome.Wrong(List<Problem> problems, _) ->
          problems.stream().map(problem -> problem.in(Language.EN.messages())).toList();
    };
  }

  private Base base(Map<String, String> environment) {
    return new Base(folder, folder, environment);
  }
}
