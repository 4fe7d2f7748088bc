package io.sealwright.engine.recovery.source;

import io.sealwright.lotus.api.FullApi;
import io.sealwright.lotus.api.MinerQueries;
import io.sealwright.lotus.node.BlockMessages.Included;
import io.sealwright.lotus.node.MessageMatch;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.lotus.rpc.client.RpcClient;
import io.sealwright.lotus.rpc.typed.Ask;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.Ticket;
import io.sealwright.protocol.actor.miner.PreCommit;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.chain.Tipset;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.Message;
import java.util.List;
import java.util.Optional;

/**
 * A full node that is asked about one miner's sectors, as of one head: what it says of two sectors
 * is of the same moment.
 */
public final class ChainView {
  private static final Epoch NO_LIMIT = new Epoch(-1);

  private final RpcClient client;
  private final FullApi api;
  private final String name;
  private final MinerId miner;
  private final Tipset head;
  private final SectorSize size;

  private ChainView(
      RpcClient client, FullApi api, String name, MinerId miner, Tipset head, SectorSize size) {
    this.client = client;
    this.api = api;
    this.name = name;
    this.miner = miner;
    this.head = head;
    this.size = size;
  }

  /**
   * Looks for the miner at the node's head.
   *
   * @param name of the node, without its token
   * @param letter of its network
   */
  public static ChainView open(RpcClient client, String name, NetworkLetter letter, MinerId miner)
      throws RpcException, InterruptedException {
    FullApi api = FullApi.of(letter);
    Tipset head = client.call(api.chain().head().ask());
    long bytes =
        client.call(api.miner().identity().ask(Address.of(miner), head.key())).sectorSize();
    SectorSize size =
        SectorSize.ofBytes(bytes)
            .orElseThrow(() ->
                new RpcException.Misunderstood(
                    "StateMinerInfo: sectors of " + bytes + " bytes are not known"));
    return new ChainView(client, api, name, miner, head, size);
  }

  public SectorSize sectorSize() {
    return size;
  }

  String name() {
    return name;
  }

  MinerId miner() {
    return miner;
  }

  public Tipset head() {
    return head;
  }

  /** What the head says of a sector. */
  OnChain look(SectorNumber number) throws RpcException, InterruptedException {
    Address address = Address.of(miner);
    Optional<Sector> proven =
        client.call(api.miner().sectorGetInfo().ask(address, number, head.key()));
    if (proven.isPresent()) {
      return live(proven.get());
    }
    Optional<PreCommit> promise = preCommit(number, head.key());
    return promise.isPresent()
        ? new OnChain.PreCommitted(promise.get())
        : new OnChain.Unknown(
            client.call(api.miner().sectorAllocated().ask(address, number, head.key())));
  }

  private static OnChain live(Sector sector) throws RpcException {
    SealProof proof =
        SealProof.ofId(sector.sealProof())
            .orElseThrow(() ->
                new RpcException.Misunderstood(
                    "StateSectorGetInfo: seal proof " + sector.sealProof() + " is not known"));
    boolean hasData = sector.dealWeight().signum() > 0 || sector.verifiedDealWeight().signum() > 0;
    Optional<CommR> key = sector.sectorKey().map(cid -> CommR.fromCid(cid.toString()));
    return new OnChain.Live(proof, sector.sealed(), key, sector.activation(), hasData);
  }

  /** The pre-commit of a sector in the state that a tipset builds on. */
  public Optional<PreCommit> preCommit(SectorNumber number, TipsetKey at)
      throws RpcException, InterruptedException {
    try {
      return client.call(api.miner().sectorPreCommitInfo().ask(Address.of(miner), number, at));
    } catch (Refused e) {
      if (MinerQueries.saysNoPreCommit(e.text())) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /** The tipset of an epoch, or the last before it. */
  Tipset tipsetAt(Epoch epoch) throws RpcException, InterruptedException {
    return client.call(api.chain().getTipSetByHeight().ask(epoch, head.key()));
  }

  Tipset tipset(TipsetKey key) throws RpcException, InterruptedException {
    return client.call(api.chain().getTipSet().ask(key));
  }

  /** The miner's seal randomness of an epoch, as the chain up to the head has it. */
  public Ticket ticket(Epoch drawn) throws RpcException, InterruptedException {
    Ask<ByteString> ask = new MinerQueries(api, miner).ticket(drawn, head.key());
    return new Ticket(MinerQueries.drawn(client.call(ask)));
  }

  /**
   * The CIDs of messages to the miner in the chain below a tipset, down to an epoch; newest first.
   */
  List<Cid> messages(TipsetKey from, Epoch downTo) throws RpcException, InterruptedException {
    MessageMatch match = new MessageMatch(Optional.of(Address.of(miner)), Optional.empty());
    return client.call(api.state().listMessages().ask(match, from, downTo));
  }

  Message message(Cid cid) throws RpcException, InterruptedException {
    return client.call(api.chain().getMessage().ask(cid));
  }

  /** The messages that the parents of a block carried out. */
  List<Included> parentMessages(Cid block) throws RpcException, InterruptedException {
    return client.call(api.chain().getParentMessages().ask(block));
  }

  /** Whether a message was carried out and did what it should; empty if the node cannot say. */
  Optional<Boolean> succeeded(Cid message) throws RpcException, InterruptedException {
    return client
        .call(api.state().searchMsg().ask(head.key(), message, NO_LIMIT, true))
        .map(lookup -> lookup.receipt().exitCode().isOk());
  }
}
