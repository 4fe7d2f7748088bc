package io.sealwright.lotus.json;

import static io.sealwright.lotus.json.RecordForm.field;
import static io.sealwright.lotus.json.ValueJson.SECTOR_ID;
import static io.sealwright.lotus.json.ValueJson.SECTOR_NUMBER;
import static io.sealwright.lotus.json.ValueJson.UNSIGNED;

import io.sealwright.lotus.cluster.DeclaredFiles;
import io.sealwright.lotus.cluster.PathSpace;
import io.sealwright.lotus.cluster.SectorCopy;
import io.sealwright.lotus.cluster.SectorLocks;
import io.sealwright.lotus.cluster.SectorLocks.SectorLock;
import io.sealwright.lotus.cluster.StoragePath;
import io.sealwright.lotus.cluster.StoragePath.Limits;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import java.util.List;
import java.util.Optional;

/** The forms of storage paths and of what lies on them. */
public final class StorageJson {
  private static final JsonForm<Optional<List<String>>> TEXTS = JsonForm.TEXT.list().optional();

  public static final JsonForm<StoragePath> PATH =
      RecordForm.of(
              "storiface.StorageInfo",
              SentPath.class,
              field("ID", JsonForm.TEXT),
              field("URLs", TEXTS),
              field("Weight", UNSIGNED),
              field("MaxStorage", UNSIGNED),
              field("CanSeal", JsonForm.BOOL),
              field("CanStore", JsonForm.BOOL),
              field("Groups", TEXTS),
              field("AllowTo", TEXTS),
              field("AllowTypes", TEXTS),
              field("DenyTypes", TEXTS),
              field("AllowMiners", TEXTS),
              field("DenyMiners", TEXTS))
          .mapped("storiface.StorageInfo", SentPath::path, SentPath::of);

  /** {@code sectorstore.json} in a path's root, which does not say where the path is reached. */
  public static final JsonForm<StoragePath> MARK =
      RecordForm.of(
              "storiface.LocalStorageMeta",
              SentMark.class,
              field("ID", JsonForm.TEXT),
              field("Weight", UNSIGNED),
              field("CanSeal", JsonForm.BOOL),
              field("CanStore", JsonForm.BOOL),
              field("MaxStorage", UNSIGNED),
              field("Groups", TEXTS),
              field("AllowTo", TEXTS),
              field("AllowTypes", TEXTS),
              field("DenyTypes", TEXTS),
              field("AllowMiners", TEXTS),
              field("DenyMiners", TEXTS))
          .mapped("storiface.LocalStorageMeta", SentMark::path, SentMark::of);

  /** {@code storage.json} in a repository: the folders of its paths. */
  public static final JsonForm<List<String>> FOLDERS =
      RecordForm.of(
              "storiface.StorageConfig",
              SentFolders.class,
              field(
                  "StoragePaths",
                  ValueJson.slice(
                      RecordForm.of(
                          "storiface.LocalPath", SentFolder.class, field("Path", JsonForm.TEXT)))))
          .mapped("storiface.StorageConfig", SentFolders::folders, SentFolders::of);

  public static final JsonForm<StoragePath.Local> LOCAL =
      RecordForm.of(
          "storiface.StoragePath",
          StoragePath.Local.class,
          field("ID", JsonForm.TEXT),
          field("Weight", UNSIGNED),
          field("LocalPath", JsonForm.TEXT),
          field("CanSeal", JsonForm.BOOL),
          field("CanStore", JsonForm.BOOL));

  public static final JsonForm<SectorCopy> COPY =
      RecordForm.of(
              "storiface.SectorStorageInfo",
              SentCopy.class,
              field("ID", JsonForm.TEXT),
              field("URLs", TEXTS),
              field("BaseURLs", TEXTS),
              field("Weight", UNSIGNED),
              field("CanSeal", JsonForm.BOOL),
              field("CanStore", JsonForm.BOOL),
              field("Primary", JsonForm.BOOL),
              field("AllowTypes", TEXTS),
              field("DenyTypes", TEXTS),
              field("AllowMiners", TEXTS),
              field("DenyMiners", TEXTS))
          .mapped("storiface.SectorStorageInfo", SentCopy::copy, SentCopy::of);

  public static final JsonForm<PathSpace> SPACE =
      RecordForm.of(
          "fsutil.FsStat",
          PathSpace.class,
          field("Capacity", JsonForm.I64),
          field("Available", JsonForm.I64),
          field("FSAvailable", JsonForm.I64),
          field("Reserved", JsonForm.I64),
          field("Max", JsonForm.I64),
          field("Used", JsonForm.I64));

  public static final JsonForm<PathSpace.Health> HEALTH =
      RecordForm.of(
          "storiface.HealthReport",
          PathSpace.Health.class,
          field("Stat", SPACE),
          field("Err", JsonForm.TEXT));

  public static final JsonForm<DeclaredFiles> DECLARED =
      RecordForm.of(
              "storiface.Decl",
              SentFiles.class,
              field("Miner", JsonForm.I64.mapped("abi.ActorID", MinerId::new, MinerId::id)),
              field("Number", SECTOR_NUMBER),
              field("SectorFileType", JsonForm.I64))
          .mapped("storiface.Decl", SentFiles::files, SentFiles::of);

  public static final JsonForm<SectorLocks> LOCKS =
      RecordForm.of(
          "storiface.SectorLocks",
          SectorLocks.class,
          field(
              "Locks",
              RecordForm.of(
                      "storiface.SectorLock",
                      SectorLock.class,
                      field("Sector", SECTOR_ID),
                      field("Write", UNSIGNED.list()),
                      field("Read", UNSIGNED.list()))
                  .list()
                  .optional()));

  private StorageJson() {}

  /** One folder of a list. */
  public record SentFolder(String path) {}

  /** The folders of a repository. */
  public record SentFolders(List<SentFolder> paths) {
    public SentFolders {
      paths = List.copyOf(paths);
    }

    static SentFolders of(List<String> folders) {
      return new SentFolders(folders.stream().map(SentFolder::new).toList());
    }

    List<String> folders() {
      return paths.stream().map(SentFolder::path).toList();
    }
  }

  /** A path as it is sent. */
  public record SentPath(
      String id,
      Optional<List<String>> urls,
      long weight,
      long maxStorage,
      boolean canSeal,
      boolean canStore,
      Optional<List<String>> groups,
      Optional<List<String>> allowTo,
      Optional<List<String>> allowTypes,
      Optional<List<String>> denyTypes,
      Optional<List<String>> allowMiners,
      Optional<List<String>> denyMiners) {
    static SentPath of(StoragePath path) {
      Limits limits = path.limits();
      return new SentPath(
          path.id(),
          path.urls(),
          path.weight(),
          path.maxStorage(),
          path.canSeal(),
          path.canStore(),
          path.groups(),
          path.allowTo(),
          limits.allowTypes(),
          limits.denyTypes(),
          limits.allowMiners(),
          limits.denyMiners());
    }

    StoragePath path() {
      Limits limits = new Limits(allowTypes, denyTypes, allowMiners, denyMiners);
      return new StoragePath(
          id, urls, weight, maxStorage, canSeal, canStore, groups, allowTo, limits);
    }
  }

  /** A path as it is written on the path itself. */
  public record SentMark(
      String id,
      long weight,
      boolean canSeal,
      boolean canStore,
      long maxStorage,
      Optional<List<String>> groups,
      Optional<List<String>> allowTo,
      Optional<List<String>> allowTypes,
      Optional<List<String>> denyTypes,
      Optional<List<String>> allowMiners,
      Optional<List<String>> denyMiners) {
    static SentMark of(StoragePath path) {
      Limits limits = path.limits();
      return new SentMark(
          path.id(),
          path.weight(),
          path.canSeal(),
          path.canStore(),
          path.maxStorage(),
          path.groups(),
          path.allowTo(),
          limits.allowTypes(),
          limits.denyTypes(),
          limits.allowMiners(),
          limits.denyMiners());
    }

    StoragePath path() {
      Limits limits = new Limits(allowTypes, denyTypes, allowMiners, denyMiners);
      return new StoragePath(
          id, Optional.empty(), weight, maxStorage, canSeal, canStore, groups, allowTo, limits);
    }
  }

  /** A copy as it is sent. */
  public record SentCopy(
      String path,
      Optional<List<String>> urls,
      Optional<List<String>> baseUrls,
      long weight,
      boolean canSeal,
      boolean canStore,
      boolean primary,
      Optional<List<String>> allowTypes,
      Optional<List<String>> denyTypes,
      Optional<List<String>> allowMiners,
      Optional<List<String>> denyMiners) {
    static SentCopy of(SectorCopy copy) {
      Limits limits = copy.limits();
      return new SentCopy(
          copy.path(),
          copy.urls(),
          copy.baseUrls(),
          copy.weight(),
          copy.canSeal(),
          copy.canStore(),
          copy.primary(),
          limits.allowTypes(),
          limits.denyTypes(),
          limits.allowMiners(),
          limits.denyMiners());
    }

    SectorCopy copy() {
      Limits limits = new Limits(allowTypes, denyTypes, allowMiners, denyMiners);
      return new SectorCopy(path, urls, baseUrls, weight, canSeal, canStore, primary, limits);
    }
  }

  /** Declared files as they are sent: the sector's fields beside the types. */
  public record SentFiles(MinerId miner, SectorNumber number, long types) {
    static SentFiles of(DeclaredFiles files) {
      return new SentFiles(files.sector().miner(), files.sector().number(), files.types());
    }

    DeclaredFiles files() {
      return new DeclaredFiles(new SectorId(miner, number), types);
    }
  }
}
