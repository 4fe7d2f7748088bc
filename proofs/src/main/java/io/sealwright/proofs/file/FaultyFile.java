package io.sealwright.proofs.file;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A file that can be read and is not what it should be: it has to be made or fetched again. */
public final class FaultyFile extends FileSystemException {
  private static final long serialVersionUID = 1L;

  private final transient DiskFault fault;

  private FaultyFile(DiskFault.Content fault) {
    super(fault.file(), null, fault.words());
    this.fault = fault;
  }

  /** Passes a file that has the length it must have, in bytes. */
  public static void requireLength(Path file, long found, long expected) throws FaultyFile {
    if (found != expected) {
      throw new FaultyFile(new DiskFault.OtherLength(file.toString(), found, expected));
    }
  }

  public static FaultyFile noSealingWrites(Path file) {
    return new FaultyFile(new DiskFault.NoSealingWrites(file.toString()));
  }

  public static FaultyFile otherCommR(Path file) {
    return new FaultyFile(new DiskFault.OtherCommR(file.toString()));
  }

  public DiskFault fault() {
    return fault;
  }
}
