package io.sealwright.devchain.actor.miner;

import static io.sealwright.protocol.actor.miner.MinerCbor.SECTOR_NUMBER;
import static io.sealwright.protocol.address.AddressCbor.ADDRESS;
import static io.sealwright.protocol.amount.AmountCbor.AMOUNT;
import static io.sealwright.protocol.cbor.CborCodecs.BIG;
import static io.sealwright.protocol.cbor.CborCodecs.BOOL;
import static io.sealwright.protocol.cbor.CborCodecs.BYTES;
import static io.sealwright.protocol.cbor.CborCodecs.MAX_ITEMS;
import static io.sealwright.protocol.cbor.CborCodecs.UNSIGNED;
import static io.sealwright.protocol.epoch.EpochCbor.EPOCH;

import io.sealwright.devchain.actor.miner.funds.Fees;
import io.sealwright.devchain.actor.miner.state.Refusal;
import io.sealwright.devchain.vm.Abort;
import io.sealwright.protocol.actor.miner.MinerIdentity;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.actor.miner.Vesting;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborCodec;
import io.sealwright.protocol.cbor.CborTuple;
import io.sealwright.protocol.message.MethodNumber;
import io.sealwright.protocol.network.Forecast;
import java.io.IOException;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What contracts may ask a miner, by the hashes of the methods' names (FRC-0042). */
public final class Questions {
  private static final CborCodec<Owner> OWNER =
      CborTuple.of(Owner.class, ADDRESS, ADDRESS.orNull());
  private static final CborCodec<Schedule> SCHEDULE =
      CborTuple.of(Schedule.class, CborTuple.of(Vesting.Part.class, EPOCH, AMOUNT).list(MAX_ITEMS));
  private static final CborCodec<PeerId> PEER_ID = CborTuple.of(PeerId.class, BYTES);
  private static final CborCodec<Multiaddrs> MULTIADDRS =
      CborTuple.of(Multiaddrs.class, BYTES.list(MAX_ITEMS));
  private static final CborCodec<FeeQuestion> FEE_QUESTION =
      CborTuple.of(FeeQuestion.class, BIG, AMOUNT);

  private Questions() {}

  /** Result of GetOwner. */
  public record Owner(Address owner, Optional<Address> proposed) {}

  /** Result of GetVestingFunds. */
  public record Schedule(List<Vesting.Part> parts) {}

  /** Result of GetPeerID. */
  public record PeerId(ByteString id) {}

  /** Result of GetMultiaddrs. */
  public record Multiaddrs(List<ByteString> addresses) {}

  /** Parameters of MaxTerminationFee. */
  public record FeeQuestion(BigInteger power, TokenAmount pledge) {}

  static Map<MethodNumber, MinerActor.Method> all() {
    Map<MethodNumber, MinerActor.Method> all = new HashMap<>();
    all.put(new MethodNumber(3275365574L), Questions::owner);
    all.put(new MethodNumber(348244887L), Questions::isControlling);
    all.put(new MethodNumber(3858292296L), call -> encode(UNSIGNED, call.identity().sectorSize()));
    all.put(new MethodNumber(4026106874L), Questions::available);
    all.put(new MethodNumber(1726876304L), Questions::vesting);
    all.put(
        new MethodNumber(2812875329L),
        call -> encode(PEER_ID, new PeerId(call.identity().peerId())));
    all.put(
        new MethodNumber(1332909407L),
        call -> encode(MULTIADDRS, new Multiaddrs(call.identity().multiaddrs())));
    all.put(new MethodNumber(4158972569L), Beneficiaries::get);
    all.put(new MethodNumber(4127382196L), Questions::highestTerminationFee);
    all.put(new MethodNumber(3180523767L), call -> encode(AMOUNT, call.purse().initialPledge()));
    all.put(new MethodNumber(3010055991L), Questions::expiration);
    return Map.copyOf(all);
  }

  private static ByteString owner(MinerCall call) {
    MinerIdentity identity = call.identity();
    return encode(OWNER, new Owner(identity.owner(), identity.pendingOwner()));
  }

  private static ByteString isControlling(MinerCall call) throws Abort, IOException {
    Optional<Address> asked = call.runtime().resolve(call.params(ADDRESS)).map(Address::id);
    MinerIdentity identity = call.identity();
    boolean controls =
        asked
            .filter(address ->
                address.equals(identity.owner())
                    || address.equals(identity.worker())
                    || identity.controls().contains(address))
            .isPresent();
    return encode(BOOL, controls);
  }

  private static ByteString available(MinerCall call) throws Abort, IOException {
    return encode(AMOUNT, call.purse().available(call.runtime().balance()));
  }

  private static ByteString vesting(MinerCall call) throws IOException {
    return encode(SCHEDULE, new Schedule(call.purse().schedule().parts()));
  }

  private static ByteString highestTerminationFee(MinerCall call) throws Abort, IOException {
    FeeQuestion question = call.params(FEE_QUESTION);
    Forecast forecast = call.neighbours().forecast();
    return encode(
        AMOUNT, Fees.highestTermination(question.pledge(), forecast.faultFee(question.power())));
  }

  private static ByteString expiration(MinerCall call) throws Abort, IOException {
    long number = call.params(SECTOR_NUMBER).number();
    Sector sector =
        call.draft()
            .sectors()
            .find(number)
            .orElseThrow(() -> Refusal.NOT_FOUND.because("sector %d not found", number));
    return encode(EPOCH, sector.expiration());
  }

  private static <T> ByteString encode(CborCodec<T> codec, T value) {
    return Neighbours.encode(codec, value);
  }
}
