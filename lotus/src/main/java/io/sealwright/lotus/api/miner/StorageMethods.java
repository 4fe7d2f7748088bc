package io.sealwright.lotus.api.miner;

import static io.sealwright.lotus.json.ValueJson.SECTOR_ID;
import static io.sealwright.lotus.json.ValueJson.UNSIGNED;
import static io.sealwright.lotus.rpc.auth.Permission.ADMIN;
import static io.sealwright.lotus.rpc.auth.Permission.READ;
import static io.sealwright.lotus.rpc.typed.Draft.command;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.lotus.cluster.DeclaredFiles;
import io.sealwright.lotus.cluster.PathSpace;
import io.sealwright.lotus.cluster.SectorCopy;
import io.sealwright.lotus.cluster.SectorLocks;
import io.sealwright.lotus.cluster.StoragePath;
import io.sealwright.lotus.json.StorageJson;
import io.sealwright.lotus.json.WorkerJson;
import io.sealwright.lotus.rpc.CommonApi;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.auth.Permissions;
import io.sealwright.lotus.rpc.typed.Method0;
import io.sealwright.lotus.rpc.typed.Method1;
import io.sealwright.lotus.rpc.typed.Method2;
import io.sealwright.lotus.rpc.typed.Method3;
import io.sealwright.lotus.rpc.typed.Method4;
import io.sealwright.protocol.SectorId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The index of storage paths, and the files on them. */
public final class StorageMethods {

  public Method2<StoragePath, PathSpace, Nothing> attach() {
    return query("StorageAttach", ADMIN, JsonForm.NOTHING)
        .taking(StorageJson.PATH, StorageJson.SPACE);
  }

  public Method2<String, String, Nothing> detach() {
    return command("StorageDetach", ADMIN, JsonForm.NOTHING).taking(JsonForm.TEXT, JsonForm.TEXT);
  }

  public Method1<String, StoragePath> path() {
    return query("StorageInfo", ADMIN, StorageJson.PATH).taking(JsonForm.TEXT);
  }

  public Method2<String, PathSpace.Health, Nothing> reportHealth() {
    return query("StorageReportHealth", ADMIN, JsonForm.NOTHING)
        .taking(JsonForm.TEXT, StorageJson.HEALTH);
  }

  /** A path has files of a sector, as the copy to keep or not. */
  public Method4<String, SectorId, Long, Boolean, Nothing> declareSector() {
    return query("StorageDeclareSector", ADMIN, JsonForm.NOTHING)
        .taking(JsonForm.TEXT, SECTOR_ID, JsonForm.I64, JsonForm.BOOL);
  }

  /** A path has them no longer. */
  public Method3<String, SectorId, Long, Nothing> dropSector() {
    return query("StorageDropSector", ADMIN, JsonForm.NOTHING)
        .taking(JsonForm.TEXT, SECTOR_ID, JsonForm.I64);
  }

  /** Where files are, or could be fetched to if so asked; the size only counts then. */
  public Method4<SectorId, Long, Long, Boolean, List<SectorCopy>> findSector() {
    return query("StorageFindSector", ADMIN, StorageJson.COPY.list())
        .taking(SECTOR_ID, JsonForm.I64, UNSIGNED, JsonForm.BOOL);
  }

  /** Where files could go, best first: for {@code sealing} or {@code storage}, of a miner. */
  public Method4<Long, Long, String, Long, List<StoragePath>> bestAlloc() {
    return query("StorageBestAlloc", ADMIN, StorageJson.PATH.list())
        .taking(JsonForm.I64, UNSIGNED, JsonForm.TEXT, UNSIGNED);
  }

  /** As miners of v1.13 have it, without the miner. */
  public Method3<Long, Long, String, List<StoragePath>> bestAllocOld() {
    return query("StorageBestAlloc", ADMIN, StorageJson.PATH.list())
        .taking(JsonForm.I64, UNSIGNED, JsonForm.TEXT);
  }

  /** Waits until files can be read and others written; unlocks when the caller is gone. */
  public Method3<SectorId, Long, Long, Nothing> lock() {
    return command("StorageLock", ADMIN, JsonForm.NOTHING)
        .taking(SECTOR_ID, JsonForm.I64, JsonForm.I64);
  }

  public Method3<SectorId, Long, Long, Boolean> tryLock() {
    return command("StorageTryLock", ADMIN, JsonForm.BOOL)
        .taking(SECTOR_ID, JsonForm.I64, JsonForm.I64);
  }

  public Method0<SectorLocks> locks() {
    return query("StorageGetLocks", ADMIN, StorageJson.LOCKS).taking();
  }

  /** The files on each path. */
  public Method0<Map<String, List<DeclaredFiles>>> list() {
    return query("StorageList", ADMIN, WorkerJson.byText(StorageJson.DECLARED.list())).taking();
  }

  /** The folder of each path on the miner's host. */
  public Method0<Map<String, String>> local() {
    return query("StorageLocal", ADMIN, WorkerJson.byText(JsonForm.TEXT)).taking();
  }

  public Method1<String, PathSpace> stat() {
    return query("StorageStat", ADMIN, StorageJson.SPACE).taking(JsonForm.TEXT);
  }

  public Method1<String, Permissions> authVerify() {
    return query("StorageAuthVerify", READ, CommonApi.PERMISSIONS).taking(JsonForm.TEXT);
  }

  public Method1<String, Nothing> addLocal() {
    return command("StorageAddLocal", ADMIN, JsonForm.NOTHING).taking(JsonForm.TEXT);
  }

  public Method1<String, Nothing> detachLocal() {
    return command("StorageDetachLocal", ADMIN, JsonForm.NOTHING).taking(JsonForm.TEXT);
  }

  /** One path, or all; and whether to drop what is missing. */
  public Method2<Optional<String>, Boolean, Nothing> redeclareLocal() {
    return command("StorageRedeclareLocal", ADMIN, JsonForm.NOTHING)
        .taking(JsonForm.TEXT.optional(), JsonForm.BOOL);
  }
}
