package io.sealwright.engine.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.async.FilePathAsync;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * H2's files under {@code async:}, where the write of a database's file that fails, as on a full
 * disk, waits and is tried again for as long as the process lives or the file is open.
 *
 * <p>H2 itself gives a store up at its first failure, under all who use it. Opened again in the
 * same process it may be two that exclude each other, and threads may turn in the old one for ever;
 * nor would what was committed last be looked for, as {@link LastCommit} does. Here nobody hears of
 * the failure: whoever commits waits, whoever reads does not.
 */
public final class PatientFiles extends FilePathAsync {
  private static final Logger LOG = LoggerFactory.getLogger(PatientFiles.class);
  private static final String DATABASE = ".mv.db";
  private static final long PAUSE_MILLIS = 100;

  /** What files that cannot be written now said last; as many as databases are open. */
  private static final Map<String, String> WAITING = new ConcurrentHashMap<>();

  /** Takes the place of H2's own. */
  static void register() {
    FilePath.register(new PatientFiles());
  }

  /**
   * Why a database's file cannot be written now, if it cannot.
   *
   * @param file its real path
   */
  static Optional<String> trouble(Path file) {
    return Optional.ofNullable(WAITING.get(file.toString()));
  }

  @Override
  public FileChannel open(String mode) throws IOException {
    FileChannel file = super.open(mode);
    return name.endsWith(DATABASE) ? new PatientFile(unwrap().toString(), file) : file;
  }

  /** A file that is written as soon as it can be; who reads it does not wait for who writes. */
  @SuppressWarnings("UnsynchronizedOverridesSynchronized")
  private static final class PatientFile extends FileBaseDefault {
    private final String name;
    private final FileChannel file;

    PatientFile(String name, FileChannel file) {
      this.name = name;
      this.file = file;
    }

    @Override
    public int write(ByteBuffer from, long position) throws IOException {
      boolean interrupted = false;
      try {
        while (true) {
          interrupted |= Thread.interrupted(); // The layer below forgets it when it fails.
          try {
            int written = file.write(from, position);
            if (WAITING.remove(name) != null) {
              LOG.info("the database's file {} is written again", name);
            }
            return written;
          } catch (IOException e) {
            String reason = Database.reason(e);
            boolean isNews = WAITING.put(name, reason) == null;
            if (!file.isOpen()) {
              WAITING.remove(name);
              throw e;
            }
            if (isNews) {
              tell(reason);
            }
          }
          interrupted |= isInterruptedInPause();
        }
      } finally {
        if (interrupted) {
          Thread.currentThread().interrupt();
        }
      }
    }

    private void tell(String reason) {
      LOG.error(
          "the database's file {} cannot be written: {}; make room, or mend its disk: until then"
              + " all that would change it waits",
          name,
          reason);
    }

    private static boolean isInterruptedInPause() {
      try {
        Thread.sleep(PAUSE_MILLIS);
        return false;
      } catch (InterruptedException _) {
        return true;
      }
    }

    @Override
    public int read(ByteBuffer to, long position) throws IOException {
      return file.read(to, position);
    }

    @Override
    public long size() throws IOException {
      return file.size();
    }

    @Override
    protected void implTruncate(long size) throws IOException {
      file.truncate(size);
    }

    /** What a disk did not take before this failed is not known, so that it is not tried again. */
    @Override
    public void force(boolean metaData) throws IOException {
      file.force(metaData);
    }

    @Override
    public FileLock tryLock(long position, long size, boolean shared) throws IOException {
      return file.tryLock(position, size, shared);
    }

    @Override
    protected void implCloseChannel() throws IOException {
      WAITING.remove(name);
      file.close();
    }
  }
}
