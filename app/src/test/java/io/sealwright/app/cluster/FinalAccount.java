package io.sealwright.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.life.SectorState;
import io.sealwright.engine.node.FullNode;
import io.sealwright.engine.schedule.Host;
import io.sealwright.engine.storage.PathLayout;
import io.sealwright.engine.store.Database;
import io.sealwright.engine.store.StoredSector;
import io.sealwright.engine.work.Sweep;
import io.sealwright.lotus.rpc.CommonApi;
import io.sealwright.lotus.rpc.client.ApiAddress;
import io.sealwright.lotus.rpc.client.ClientSettings;
import io.sealwright.lotus.rpc.client.Pause;
import io.sealwright.lotus.rpc.client.RpcClient;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.message.MessageCbor;
import io.sealwright.protocol.message.SignedMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What has to be so in the end, whatever happened before; for sectors of miner f01000. */
record FinalAccount(Path folder, Database database) {
  private static final Pattern SECTOR = Pattern.compile("s-t01000-(\\d+)");
  private static final Set<String> ONCE = Set.of("PRE_COMMIT", "PROVE_COMMIT");

  /** A message as it was written down before any node heard of it. */
  record Written(String purpose, String sectors, SignedMessage signed, boolean isTaken) {}

  /** Each sector that was pledged is there, proven with all its files, or says what ails it. */
  void requireEverySector(int pledged) {
    List<StoredSector> sectors = database.sectors().all();
    assertThat(sectors).hasSizeGreaterThanOrEqualTo(pledged);
    for (StoredSector sector : sectors) {
      switch (sector.state()) {
        case SectorState.Proving _ ->
            assertThat(
                    new PathLayout(folder.resolve("store")).isWhole(sector.id(), SectorSize.KIB_2))
                .as(sector.id() + " is whole")
                .isTrue();
        case SectorState.Failed failed ->
            assertThat(failed.trouble().words()).as(sector.id() + "'s reason").isNotBlank();
        default -> assertThat(sector.state()).isInstanceOf(SectorState.FailedUnrecoverable.class);
      }
    }
  }

  /**
   * After a sweep every file belongs to a sector, and of those that are proven only what proves.
   */
  void requireNoOrphan(String... hosts) throws Exception {
    for (String host : hosts) {
      new Sweep(database, new Host.Name(host), InstantSource.system()).run();
    }
    Map<String, SectorState> states = new HashMap<>();
    database.sectors().all().forEach(one -> states.put(one.id().fileName(), one.state()));
    List<String> orphans = new ArrayList<>();
    for (Path path : paths()) {
      try (Stream<Path> files = Files.walk(path)) {
        files
            .filter(Files::isRegularFile)
            .map(file -> folder.relativize(file).toString())
            .filter(file -> !file.endsWith("/sectorstore.json"))
            .filter(file -> isOrphan(file, states))
            .forEach(orphans::add);
      }
    }
    assertThat(orphans).as("files of nobody").isEmpty();
  }

  private List<Path> paths() throws Exception {
    try (Stream<Path> children = Files.list(folder)) {
      return children.filter(child -> Files.exists(child.resolve("sectorstore.json"))).toList();
    }
  }

  private static boolean isOrphan(String file, Map<String, SectorState> states) {
    Matcher name = SECTOR.matcher(file);
    if (!name.find() || !states.containsKey(name.group())) {
      return true;
    }
    return states.get(name.group()) instanceof SectorState.Proving
        && !file.startsWith("store/sealed/" + name.group())
        && !file.startsWith("store/cache/" + name.group() + "/");
  }

  /** The chain has only messages that were written down, and one for each step of a sector. */
  void requireNothingSentTwice(String fullNode) throws Exception {
    Address from = written().getFirst().signed().message().from();
    long next = nextNonce(fullNode, from);
    List<Written> written = written();
    Map<String, Long> steps =
        written.stream()
            .filter(message -> message.isTaken() && ONCE.contains(message.purpose()))
            .flatMap(message ->
                Stream.of(message.sectors().split(" ")).map(one -> message.purpose() + " " + one))
            .collect(Collectors.groupingBy(step -> step, Collectors.counting()));
    assertThat(steps.values()).as(steps.toString()).containsOnly(1L);
    TreeSet<Long> nonces = new TreeSet<>();
    written.stream()
        .filter(Written::isTaken)
        .forEach(message ->
            assertThat(nonces.add(message.signed().message().nonce()))
                .as("one message for a nonce")
                .isTrue());
    for (long nonce = nonces.getFirst(); nonce < next; nonce++) {
      assertThat(nonces).as("nonces on the chain are written down").contains(nonce);
    }
  }

  private static long nextNonce(String fullNode, Address from) throws Exception {
    try (RpcClient client = client(fullNode)) {
      FullNode node = FullNode.of(client, client.call(CommonApi.VERSION), NetworkLetter.TESTNET);
      return node.ask(node.api().mpool().getNonce().ask(from));
    }
  }

  static RpcClient client(String fullNode) throws Exception {
    return RpcClient.of(
        ApiAddress.parseAll(fullNode),
        ApiAddress.Generation.V1,
        RpcClient.Transport.HTTP,
        ClientSettings.DEFAULTS,
        Pause.REAL);
  }

  /** Every message that was ever signed. */
  List<Written> written() throws Exception {
    List<Written> written = new ArrayList<>();
    try (Connection connection = database.connections().getConnection();
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select purpose, sectors, signed, fate from outbox order by seq")) {
      while (row.next()) {
        written.add(
            new Written(
                row.getString(1),
                row.getString(2),
                MessageCbor.SIGNED_MESSAGE.decode(row.getBytes(3)),
                isTaken(row.getString(4))));
      }
    }
    return written;
  }

  /** What no node ever took is none of the chain's; an open one may be. */
  private static boolean isTaken(@Nullable String fate) {
    return fate == null || !fate.contains("None");
  }
}
