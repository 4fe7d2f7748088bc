package io.sealwright.engine.storage.shared;

import io.sealwright.proofs.file.DiskFault;
import io.sealwright.proofs.file.DiskWords;
import java.util.List;
import java.util.Optional;

/**
 * Something that is not as it should be with a path on a host.
 *
 * @param about what its kind says
 * @param fault the error that it is about, if it is about one
 */
public record Finding(
    String path, String host, Kind kind, List<String> about, Optional<DiskFault> fault) {
  public Finding {
    about = List.copyOf(about);
  }

  static Finding of(Sight sight, Kind kind, String... about) {
    return new Finding(sight.path(), sight.host(), kind, List.of(about), Optional.empty());
  }

  static Finding of(Sight sight, Kind kind, DiskFault fault) {
    return new Finding(
        sight.path(), sight.host(), kind, List.of(DiskWords.of(fault)), Optional.of(fault));
  }

  /** Of a host that has told nothing of a path. */
  static Finding of(String path, String host, Kind kind) {
    return new Finding(path, host, kind, List.of(), Optional.empty());
  }

  /** What is wrong. */
  public enum Kind {
    /** No report: the mount hangs, or no worker of the host is alive. */
    NO_REPORT(true),
    /** The server has forgotten what the host has open; about the error. */
    STALE_HANDLE(true),
    /** It cannot be read; about the error. */
    UNREADABLE(true),
    /** Another path is mounted there; about its id. */
    OTHER_PATH(true),
    /** The host cannot write, for another reason than a mount for reading; about the error. */
    NOT_WRITABLE(true),
    /** Marks of other hosts that were left are not there: about those hosts. */
    MARKS_UNSEEN(true),
    /** It lists other files than another host: about that host. */
    OTHER_FILES(true),
    /** It is another file system by its size than that of another host: about that host. */
    OTHER_SIZE(true),
    /** Mounted for reading: enough for a host that only proves. */
    READ_ONLY(false),
    /** Mounted in another folder than on another host: about both. */
    OTHER_FOLDER(false),
    /** A host with workers has not the path, which others share. */
    NOT_THERE(false),
    /** Slow; about the milliseconds. */
    SLOW(false),
    /** Nearly full; about the free bytes. */
    FULL(false);

    private final boolean fault;

    Kind(boolean fault) {
      this.fault = fault;
    }

    /** Whether sectors are in danger or work will fail; else it is to be known only. */
    public boolean isFault() {
      return fault;
    }
  }
}
