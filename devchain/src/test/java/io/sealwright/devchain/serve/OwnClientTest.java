package io.sealwright.devchain.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sealwright.devchain.node.Faults;
import io.sealwright.devchain.serve.drill.DrillMethods;
import io.sealwright.lotus.car.Snapshot;
import io.sealwright.lotus.node.BlockMessages.Included;
import io.sealwright.lotus.node.HeadChange;
import io.sealwright.lotus.node.MessageMatch;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.client.ChannelEvent;
import io.sealwright.lotus.rpc.client.RpcClient;
import io.sealwright.lotus.rpc.client.RpcClient.Transport;
import io.sealwright.lotus.rpc.client.Subscription;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.Message;
import io.sealwright.protocol.message.MethodNumber;
import io.sealwright.protocol.message.SignedMessage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A served dev chain as our own client sees it, over both transports. */
final class OwnClientTest {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final DrillMethods DRILLS = DrillMethods.of(NetworkLetter.TESTNET);

  @TempDir Path folder;
  private Optional<ServedChain> served = Optional.empty();

  @BeforeEach
  void serve() throws IOException {
    served = Optional.of(ServedChain.in(folder.resolve("chain")));
    chain().advance(2);
  }

  @AfterEach
  void stop() throws IOException {
    chain().close();
  }

  @ParameterizedTest
  @EnumSource
  void theChainIsReadBack(Transport transport) throws Exception {
    try (RpcClient client = chain().client(transport)) {
      Tipset head = client.call(ServedChain.API.chain().head().ask());
      assertThat(head).isEqualTo(chain().node().chain().head());
      Tipset parent = client.call(ServedChain.API.chain().getTipSet().ask(head.parents()));
      assertThat(parent.key()).isEqualTo(head.parents());
      assertThat(client.call(ServedChain.API.chain().getGenesis().ask()).height())
          .isEqualTo(Epoch.GENESIS);
      assertThat(client.call(ServedChain.API.state().listMiners().ask(TipsetKey.HEAD)))
          .containsExactly(Address.id(1000));
      assertThat(client.call(ServedChain.API.node().status().ask(true)).sync().epoch())
          .isEqualTo(head.height());
      assertThat(client.call(ServedChain.API.sync().state().ask()).workers().orElseThrow())
          .isNotEmpty();
    }
  }

  @ParameterizedTest
  @EnumSource
  void aMessageLandsAndIsFoundInEveryWay(Transport transport) throws Exception {
    try (RpcClient client = chain().client(transport)) {
      Address from = client.call(ServedChain.API.wallet().defaultAddress().ask());
      Address to = client.call(ServedChain.API.wallet().create().ask("secp256k1"));
      SignedMessage sent =
          client.call(
              ServedChain.API.mpool().pushMessage().ask(transfer(from, to), Optional.empty()));
      assertThat(client.call(ServedChain.API.mpool().pending().ask(TipsetKey.HEAD)))
          .containsExactly(sent);
      chain().advance(2);
      var found =
          client
              .call(
                  ServedChain.API
                      .state()
                      .searchMsg()
                      .ask(TipsetKey.HEAD, sent.cid(), new Epoch(-1), true))
              .orElseThrow();
      assertThat(found.receipt().exitCode().isOk()).isTrue();
      assertThat(client.call(ServedChain.API.wallet().balance().ask(to)))
          .isEqualTo(TokenAmount.parse("3"));
      Tipset holding = client.call(ServedChain.API.chain().getTipSet().ask(found.tipset()));
      assertThat(
              client.call(
                  ServedChain.API
                      .chain()
                      .getParentMessages()
                      .ask(holding.blocks().getFirst().cid())))
          .extracting(Included::cid)
          .containsExactly(sent.cid());
      assertThat(
              client.call(
                  ServedChain.API
                      .state()
                      .listMessages()
                      .ask(
                          new MessageMatch(Optional.of(to), Optional.empty()),
                          TipsetKey.HEAD,
                          Epoch.GENESIS)))
          .containsExactly(sent.cid());
    }
  }

  @Test
  void theHeadIsToldAndTakenBackWhenTheChainIsReorganised() throws Exception {
    try (RpcClient client = chain().client(Transport.WEB_SOCKET);
        Subscription<List<HeadChange>> news =
            client.subscribe(ServedChain.API.chain().notifyHead().listen())) {
      Tipset head = chain().node().chain().head();
      assertThat(next(news)).containsExactly(new HeadChange(HeadChange.Kind.CURRENT, head));
      chain().advance(1);
      Tipset applied = chain().node().chain().head();
      assertThat(next(news)).containsExactly(new HeadChange(HeadChange.Kind.APPLY, applied));
      client.call(DRILLS.reorganise().ask(1L));
      Tipset other = chain().node().chain().head();
      assertThat(next(news))
          .containsExactly(
              new HeadChange(HeadChange.Kind.REVERT, applied),
              new HeadChange(HeadChange.Kind.APPLY, other));
      assertThat(other).isNotEqualTo(applied);
    }
  }

  @Test
  void anExportedSnapshotIsWholeAndVerified() throws Exception {
    chain().advance(5);
    Path file = folder.resolve("chain.car");
    boolean complete = false;
    try (RpcClient client = chain().client(Transport.WEB_SOCKET);
        OutputStream out = Files.newOutputStream(file);
        Subscription<ByteString> parts =
            client.subscribe(
                ServedChain.API.chain().export().listen(new Epoch(900), true, TipsetKey.HEAD))) {
      while (parts.next(PATIENCE).orElseThrow() instanceof ChannelEvent.Value(ByteString part)) {
        assertThat(complete).as("nothing follows the end").isFalse();
        complete = part.isEmpty();
        out.write(part.toBytes());
      }
    }
    assertThat(complete).isTrue();
    Snapshot.Verified verified = Snapshot.open(file, folder.resolve("scratch"));
    try (Snapshot _ = verified.snapshot()) {
      assertThat(verified.report().head()).isEqualTo(chain().node().chain().head());
      assertThat(verified.report().oldestState()).isEqualTo(Epoch.GENESIS);
    }
  }

  @Test
  void onlyEachSoManyethCallIsHit() throws Exception {
    try (RpcClient client = chain().client(Transport.HTTP)) {
      Faults.Answering third =
          new Faults.Answering("StateMiner*", Duration.ZERO, Optional.of("disk on fire"), 3);
      client.call(
          DRILLS.set().ask(new Faults(List.of(third), false, Optional.empty(), List.of(), -1)));
      for (int i = 1; i <= 7; i++) {
        boolean hit = false;
        try {
          client.call(ServedChain.API.miner().identity().ask(Address.id(1000), TipsetKey.HEAD));
        } catch (RpcException.Refused e) {
          assertThat(e.text()).isEqualTo("disk on fire");
          hit = true;
        }
        assertThat(hit).as("call %d", i).isEqualTo(i == 3 || i == 6);
      }
      client.call(DRILLS.set().ask(Faults.NONE));
    }
  }

  @Test
  void drillsAreSetAndEndedWhileTheChainRuns() throws Exception {
    try (RpcClient client = chain().client(Transport.HTTP)) {
      Faults stuck =
          new Faults(
              List.of(
                  new Faults.Answering(
                      "StateMiner*", Duration.ZERO, Optional.of("disk on fire"), 1)),
              true,
              Optional.of(TokenAmount.parse("5nFIL")),
              List.of(new Faults.Stranded.ByMethod(new MethodNumber(16))),
              7);
      client.call(DRILLS.set().ask(stuck));
      assertThat(client.call(DRILLS.get().ask())).isEqualTo(stuck);
      assertThatThrownBy(() ->
              client.call(ServedChain.API.miner().identity().ask(Address.id(1000), TipsetKey.HEAD)))
          .isInstanceOf(RpcException.class)
          .hasMessageContaining("disk on fire");
      assertThatThrownBy(() -> client.call(DRILLS.step().ask()))
          .isInstanceOf(RpcException.class)
          .hasMessageContaining("stuck");
      client.call(DRILLS.set().ask(Faults.NONE));
      Tipset made = client.call(DRILLS.step().ask());
      assertThat(made.height()).isEqualTo(new Epoch(3));
      assertThat(
              client
                  .call(ServedChain.API.miner().identity().ask(Address.id(1000), TipsetKey.HEAD))
                  .sectorSize())
          .isEqualTo(2048);
    }
  }

  private static List<HeadChange> next(Subscription<List<HeadChange>> news) throws Exception {
    return switch (news.next(PATIENCE).orElseThrow()) {
      case ChannelEvent.Value(List<HeadChange> changes) -> changes;
      case ChannelEvent.Gap(String reason) -> throw new AssertionError(reason);
      case ChannelEvent.Closed() -> throw new AssertionError("closed");
    };
  }

  private static Message transfer(Address from, Address to) {
    return new Message(
        to,
        from,
        0,
        TokenAmount.parse("3"),
        0,
        TokenAmount.ZERO,
        TokenAmount.ZERO,
        MethodNumber.SEND,
        ByteString.EMPTY);
  }

  private ServedChain chain() {
    return served.orElseThrow();
  }
}
