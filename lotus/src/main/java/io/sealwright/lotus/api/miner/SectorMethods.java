package io.sealwright.lotus.api.miner;

import static io.sealwright.lotus.json.ValueJson.CID;
import static io.sealwright.lotus.json.ValueJson.DURATION;
import static io.sealwright.lotus.json.ValueJson.SECTOR_ID;
import static io.sealwright.lotus.json.ValueJson.SECTOR_NUMBER;
import static io.sealwright.lotus.json.ValueJson.slice;
import static io.sealwright.lotus.rpc.auth.Permission.ADMIN;
import static io.sealwright.lotus.rpc.auth.Permission.READ;
import static io.sealwright.lotus.rpc.auth.Permission.WRITE;
import static io.sealwright.lotus.rpc.typed.Draft.command;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.lotus.cluster.BatchResult;
import io.sealwright.lotus.cluster.SealedRef;
import io.sealwright.lotus.cluster.SectorStatus;
import io.sealwright.lotus.json.SectorJson;
import io.sealwright.lotus.json.WorkerJson;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.typed.Method0;
import io.sealwright.lotus.rpc.typed.Method1;
import io.sealwright.lotus.rpc.typed.Method2;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.cid.Cid;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A miner's sectors, one by one and in lists. A number that does not exist must never be sent with
 * a command: the miner may carry it out on sector 0.
 */
public final class SectorMethods {

  /** With what the chain knows, if asked for. */
  public Method2<SectorNumber, Boolean, SectorStatus> status() {
    return query("SectorsStatus", READ, SectorJson.STATUS).taking(SECTOR_NUMBER, JsonForm.BOOL);
  }

  /** Not in the order of the numbers. */
  public Method0<List<SectorNumber>> list() {
    return query("SectorsList", READ, slice(SECTOR_NUMBER)).taking();
  }

  /** A state that does not exist has no sectors. */
  public Method1<Optional<List<String>>, List<SectorNumber>> listInStates() {
    return query("SectorsListInStates", READ, slice(SECTOR_NUMBER))
        .taking(JsonForm.TEXT.list().optional());
  }

  /** How many sectors are in each state. */
  public Method0<Map<String, Long>> summary() {
    return query("SectorsSummary", READ, WorkerJson.byText(JsonForm.I64)).taking();
  }

  public Method0<SectorId> pledge() {
    return command("PledgeSector", WRITE, SECTOR_ID).taking();
  }

  public Method1<SectorNumber, Nothing> startSealing() {
    return command("SectorStartSealing", WRITE, JsonForm.NOTHING).taking(SECTOR_NUMBER);
  }

  /** Forces a state; any text is taken. */
  public Method2<SectorNumber, String, Nothing> update() {
    return command("SectorsUpdate", ADMIN, JsonForm.NOTHING).taking(SECTOR_NUMBER, JsonForm.TEXT);
  }

  public Method1<SectorNumber, Nothing> remove() {
    return command("SectorRemove", ADMIN, JsonForm.NOTHING).taking(SECTOR_NUMBER);
  }

  public Method1<SectorNumber, Nothing> terminate() {
    return command("SectorTerminate", ADMIN, JsonForm.NOTHING).taking(SECTOR_NUMBER);
  }

  /** Empty if nothing was sent. */
  public Method0<Optional<Cid>> terminateFlush() {
    return command("SectorTerminateFlush", ADMIN, CID.optional()).taking();
  }

  public Method0<List<SectorId>> terminatePending() {
    return query("SectorTerminatePending", ADMIN, SECTOR_ID.list()).taking();
  }

  public Method0<List<BatchResult>> preCommitFlush() {
    return command("SectorPreCommitFlush", ADMIN, slice(SectorJson.BATCH)).taking();
  }

  public Method0<List<SectorId>> preCommitPending() {
    return query("SectorPreCommitPending", ADMIN, SECTOR_ID.list()).taking();
  }

  public Method0<List<BatchResult>> commitFlush() {
    return command("SectorCommitFlush", ADMIN, slice(SectorJson.BATCH)).taking();
  }

  public Method0<List<SectorId>> commitPending() {
    return query("SectorCommitPending", ADMIN, SECTOR_ID.list()).taking();
  }

  public Method2<SectorNumber, Boolean, Nothing> markForUpgrade() {
    return command("SectorMarkForUpgrade", ADMIN, JsonForm.NOTHING)
        .taking(SECTOR_NUMBER, JsonForm.BOOL);
  }

  /** As miners of v1.13 have it. */
  public Method1<SectorNumber, Nothing> markForUpgradeOld() {
    return command("SectorMarkForUpgrade", ADMIN, JsonForm.NOTHING).taking(SECTOR_NUMBER);
  }

  public Method1<SectorNumber, Nothing> abortUpgrade() {
    return command("SectorAbortUpgrade", ADMIN, JsonForm.NOTHING).taking(SECTOR_NUMBER);
  }

  public Method1<SectorNumber, Nothing> unseal() {
    return command("SectorUnseal", ADMIN, JsonForm.NOTHING).taking(SECTOR_NUMBER);
  }

  public Method0<Nothing> matchPendingPiecesToOpenSectors() {
    return command("SectorMatchPendingPiecesToOpenSectors", ADMIN, JsonForm.NOTHING).taking();
  }

  public Method1<Duration, Nothing> setSealDelay() {
    return command("SectorSetSealDelay", WRITE, JsonForm.NOTHING).taking(DURATION);
  }

  public Method0<Duration> getSealDelay() {
    return query("SectorGetSealDelay", READ, DURATION).taking();
  }

  public Method1<Duration, Nothing> setExpectedSealDuration() {
    return command("SectorSetExpectedSealDuration", WRITE, JsonForm.NOTHING).taking(DURATION);
  }

  public Method0<Duration> getExpectedSealDuration() {
    return query("SectorGetExpectedSealDuration", READ, DURATION).taking();
  }

  /** Where each piece of a deal lies. */
  public Method0<Map<String, List<SealedRef>>> refs() {
    return query("SectorsRefs", READ, WorkerJson.byText(SectorJson.SEALED_REF.list())).taking();
  }
}
