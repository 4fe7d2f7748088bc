package io.sealwright.lotus.api.full;

import static io.sealwright.lotus.json.RecordForm.field;
import static io.sealwright.lotus.json.ValueJson.AMOUNT;
import static io.sealwright.lotus.json.ValueJson.BITFIELD;
import static io.sealwright.lotus.json.ValueJson.EPOCH;
import static io.sealwright.lotus.json.ValueJson.SECTOR_NUMBER;
import static io.sealwright.lotus.json.ValueJson.TIPSET_KEY;
import static io.sealwright.lotus.json.ValueJson.UNSIGNED;
import static io.sealwright.lotus.json.ValueJson.slice;
import static io.sealwright.lotus.rpc.auth.Permission.READ;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.lotus.json.IdentityJson;
import io.sealwright.lotus.json.MinerJson;
import io.sealwright.lotus.json.MinerJson.Expiration;
import io.sealwright.lotus.json.MinerJson.Location;
import io.sealwright.lotus.json.MinerJson.MinerPower;
import io.sealwright.lotus.json.MinerJson.ShownPartition;
import io.sealwright.lotus.json.RecordForm;
import io.sealwright.lotus.json.ValueJson;
import io.sealwright.lotus.node.MinerFigures.MinerFault;
import io.sealwright.lotus.node.MinerFigures.SectorCounts;
import io.sealwright.lotus.node.MinerFigures.ShownDeadline;
import io.sealwright.lotus.node.ProvingDeadline;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.typed.Method1;
import io.sealwright.lotus.rpc.typed.Method2;
import io.sealwright.lotus.rpc.typed.Method3;
import io.sealwright.lotus.rpc.typed.Method4;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.actor.miner.MinerIdentity;
import io.sealwright.protocol.actor.miner.PreCommit;
import io.sealwright.protocol.actor.miner.Sector;
import io.sealwright.protocol.actor.miner.SectorPreCommit;
import io.sealwright.protocol.address.Address;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.bitfield.Bitfield;
import io.sealwright.protocol.chain.TipsetKey;
import io.sealwright.protocol.epoch.Epoch;
import java.util.List;
import java.util.Optional;

/** What the chain knows of a miner. */
public final class MinerStateMethods {
  private final JsonForm<Address> address;
  private final JsonForm<MinerIdentity> identity;

  public MinerStateMethods(NetworkLetter letter) {
    address = ValueJson.address(letter);
    identity = IdentityJson.of(letter);
  }

  public Method2<Address, TipsetKey, MinerIdentity> identity() {
    return query("StateMinerInfo", READ, identity).taking(address, TIPSET_KEY);
  }

  public Method2<Address, TipsetKey, MinerPower> power() {
    return query("StateMinerPower", READ, MinerJson.MINER_POWER).taking(address, TIPSET_KEY);
  }

  public Method2<Address, TipsetKey, SectorCounts> sectorCount() {
    return query("StateMinerSectorCount", READ, MinerJson.SECTOR_COUNTS)
        .taking(address, TIPSET_KEY);
  }

  public Method2<Address, TipsetKey, TokenAmount> availableBalance() {
    return query("StateMinerAvailableBalance", READ, AMOUNT).taking(address, TIPSET_KEY);
  }

  public Method2<Address, TipsetKey, ProvingDeadline> provingDeadline() {
    return query("StateMinerProvingDeadline", READ, MinerJson.PROVING_DEADLINE)
        .taking(address, TIPSET_KEY);
  }

  public Method2<Address, TipsetKey, List<ShownDeadline>> deadlines() {
    return query("StateMinerDeadlines", READ, MinerJson.DEADLINE.list())
        .taking(address, TIPSET_KEY);
  }

  /** The partitions of one deadline. */
  public Method3<Address, Long, TipsetKey, List<ShownPartition>> partitions() {
    return query("StateMinerPartitions", READ, slice(MinerJson.PARTITION))
        .taking(address, UNSIGNED, TIPSET_KEY);
  }

  /** The sectors of a set; all without one. */
  public Method3<Address, Optional<Bitfield>, TipsetKey, List<Sector>> sectors() {
    return query("StateMinerSectors", READ, MinerJson.SECTOR.list())
        .taking(address, BITFIELD.optional(), TIPSET_KEY);
  }

  public Method2<Address, TipsetKey, List<Sector>> activeSectors() {
    return query("StateMinerActiveSectors", READ, MinerJson.SECTOR.list())
        .taking(address, TIPSET_KEY);
  }

  public Method2<Address, TipsetKey, Bitfield> faults() {
    return query("StateMinerFaults", READ, BITFIELD).taking(address, TIPSET_KEY);
  }

  public Method2<Epoch, TipsetKey, List<MinerFault>> allFaults() {
    return query("StateAllMinerFaults", READ, fault().list()).taking(EPOCH, TIPSET_KEY);
  }

  public Method2<Address, TipsetKey, Bitfield> recoveries() {
    return query("StateMinerRecoveries", READ, BITFIELD).taking(address, TIPSET_KEY);
  }

  /** The sector numbers ever used. */
  public Method2<Address, TipsetKey, Bitfield> allocated() {
    return query("StateMinerAllocated", READ, BITFIELD).taking(address, TIPSET_KEY);
  }

  public Method3<Address, SectorNumber, TipsetKey, Boolean> sectorAllocated() {
    return query("StateMinerSectorAllocated", READ, JsonForm.BOOL)
        .taking(address, SECTOR_NUMBER, TIPSET_KEY);
  }

  public Method3<Address, SectorPreCommit, TipsetKey, TokenAmount> preCommitDepositForPower() {
    return query("StateMinerPreCommitDepositForPower", READ, AMOUNT)
        .taking(address, MinerJson.PRICED_PRE_COMMIT, TIPSET_KEY);
  }

  public Method3<Address, SectorPreCommit, TipsetKey, TokenAmount> initialPledgeCollateral() {
    return query("StateMinerInitialPledgeCollateral", READ, AMOUNT)
        .taking(address, MinerJson.PRICED_PRE_COMMIT, TIPSET_KEY);
  }

  /** The pledge for a sector by its duration, size and verified bytes. Unknown to old nodes. */
  public Method4<Long, Long, Long, TipsetKey, TokenAmount> initialPledgeForSector() {
    return query("StateMinerInitialPledgeForSector", READ, AMOUNT)
        .taking(JsonForm.I64, UNSIGNED, UNSIGNED, TIPSET_KEY);
  }

  public Method1<TipsetKey, TokenAmount> creationDeposit() {
    return query("StateMinerCreationDeposit", READ, AMOUNT).taking(TIPSET_KEY);
  }

  /** Empty once proven or never pre-committed; old nodes refuse instead. */
  public Method3<Address, SectorNumber, TipsetKey, Optional<PreCommit>> sectorPreCommitInfo() {
    return query("StateSectorPreCommitInfo", READ, MinerJson.PRE_COMMIT.optional())
        .taking(address, SECTOR_NUMBER, TIPSET_KEY);
  }

  public Method3<Address, SectorNumber, TipsetKey, Optional<Sector>> sectorGetInfo() {
    return query("StateSectorGetInfo", READ, MinerJson.SECTOR.optional())
        .taking(address, SECTOR_NUMBER, TIPSET_KEY);
  }

  public Method3<Address, SectorNumber, TipsetKey, Optional<Expiration>> sectorExpiration() {
    return query("StateSectorExpiration", READ, MinerJson.EXPIRATION.optional())
        .taking(address, SECTOR_NUMBER, TIPSET_KEY);
  }

  public Method3<Address, SectorNumber, TipsetKey, Location> sectorPartition() {
    return query("StateSectorPartition", READ, MinerJson.LOCATION)
        .taking(address, SECTOR_NUMBER, TIPSET_KEY);
  }

  private JsonForm<MinerFault> fault() {
    return RecordForm.of(
        "api.Fault", MinerFault.class, field("Miner", address), field("Epoch", EPOCH));
  }
}
