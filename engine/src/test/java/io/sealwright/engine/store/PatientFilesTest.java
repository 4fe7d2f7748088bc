package io.sealwright.engine.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sealwright.engine.store.SectorTable.Pledge;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SealProof;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.epoch.EpochSpan;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A database whose process may write nothing for a while, as on a full disk. */
@Timeout(300)
final class PatientFilesTest {
  private static final MinerId MINER = new MinerId(1000);

  /** Tells what is said from what is logged. */
  private static final String SAID = "> ";

  private static final String SECTOR = "f0\\d+/\\d+";
  private static final String OPEN = "open";
  private static final String WAITS = "waits";

  /** No file may be longer than a byte. */
  private static final String NOTHING = "--fsize=1:unlimited";

  private static final String ALL = "--fsize=unlimited:unlimited";
  private static final long BETWEEN_LOOKS = 10;
  private static final long BEYOND = 1;
  private static final int TIMES = 3;
  private static final int ENOUGH = 20;

  @TempDir Path folder;

  /** Pledges sectors by itself and through the server, and says which. */
  static final class Pledging {
    private final Database own;
    private final MinerClaim claim;

    private Pledging(Database own) {
      this.own = own;
      this.claim = own.claim(MINER);
    }

    static void main(String[] folder) throws Exception {
      DatabaseAddress file = address(Path.of(folder[0]));
      Pledging pledging = new Pledging(Database.open(file));
      H2Server server = H2Server.start(Path.of(folder[0]), 0, false);
      Database other = Database.open(server.address("cluster", file.user(), file.password()));
      List<Database> databases = List.of(pledging.own, other, other);
      for (int i = 0; i < databases.size(); i++) {
        MinerId miner = new MinerId(MINER.id() + i);
        Database database = databases.get(i);
        Thread.ofPlatform().start(() -> pledging.pledge(database, miner));
      }
      Thread.ofPlatform().start(pledging::sayWhileItWaits);
    }

    private void pledge(Database database, MinerId miner) {
      Pledge pledge =
          new Pledge(
              miner, new SealProof(SealFamily.V1_1, SectorSize.KIB_2), new EpochSpan(2_000_000));
      try {
        while (true) {
          claim.require();
          say(database.sectors().pledge(pledge, new SectorNumber(0), Instant.EPOCH));
        }
      } catch (IOException | RuntimeException e) {
        say(e);
      }
    }

    /** It can be read the while. */
    private void sayWhileItWaits() {
      try {
        while (true) {
          if (own.trouble().isPresent()) {
            own.sectors().all();
            say(WAITS);
          }
          Thread.sleep(BETWEEN_LOOKS);
        }
      } catch (InterruptedException _) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** More threads commit than there are connections; somebody reads by others. */
  static final class Crowd {
    private static final int MORE_THAN_CONNECTIONS = 20;

    private Crowd() {}

    static void main(String[] folder) throws Exception {
      Database database = Database.open(address(Path.of(folder[0])));
      Database apart = database.apart();
      for (int i = 0; i < MORE_THAN_CONNECTIONS; i++) {
        MinerId miner = new MinerId(MINER.id() + i);
        Thread.ofPlatform().start(() -> pledge(database, miner));
      }
      say(OPEN);
      while (isAnswered(database)) {
        Thread.sleep(BETWEEN_LOOKS);
      }
      apart.sectors().all();
      say(WAITS);
    }

    private static void pledge(Database database, MinerId miner) {
      Pledge pledge =
          new Pledge(
              miner, new SealProof(SealFamily.V1_1, SectorSize.KIB_2), new EpochSpan(2_000_000));
      while (isAnswered(
          () -> database.sectors().pledge(pledge, new SectorNumber(0), Instant.EPOCH))) {}
    }

    private static boolean isAnswered(Database database) {
      return isAnswered(() -> database.sectors().all());
    }

    private static boolean isAnswered(Runnable question) {
      try {
        question.run();
        return true;
      } catch (RuntimeException e) {
        assertThat(Database.isGone(e)).isTrue();
        return false;
      }
    }
  }

  /** Writes a file with a thread that is asked to stop before it writes, and while it waits. */
  static final class Interrupted {
    private Interrupted() {}

    static void main(String[] folder) throws Exception {
      PatientFiles.register();
      Path place = Path.of(folder[0]).toRealPath().resolve("cluster.mv.db");
      try (FileChannel file = FilePath.get("async:" + place).open("rw")) {
        say(OPEN);
        System.in.read();
        Thread writer = Thread.currentThread();
        writer.interrupt();
        Thread.ofPlatform().start(() -> interruptInWait(place, writer));
        file.write(ByteBuffer.wrap(OPEN.getBytes(UTF_8)), BEYOND);
        say(Thread.interrupted() + " " + file.isOpen() + " " + file.size());
      }
    }

    private static void interruptInWait(Path place, Thread writer) {
      while (PatientFiles.trouble(place).isEmpty()) {
        Thread.onSpinWait();
      }
      writer.interrupt();
      say(WAITS);
    }
  }

  private static void say(Object words) {
    System.out.println(SAID + words);
  }

  /** What a process says next; between is its log, which begins with an error where it waits. */
  private static String said(BufferedReader out) throws IOException {
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      if (line.startsWith(SAID)) {
        return line.substring(SAID.length());
      }
      assertThat(line).contains("cannot be written: File too large; make room");
    }
    throw new EOFException();
  }

  private static DatabaseAddress address(Path folder) {
    return DatabaseAddress.file(folder.resolve("cluster"), "sealwright", "");
  }

  private static void limit(Process process, String limit) throws Exception {
    String pid = Long.toString(process.pid());
    assertThat(new ProcessBuilder("prlimit", "--pid", pid, limit).start().waitFor()).isZero();
  }

  private static void readUntilItWaits(BufferedReader out, Set<String> pledged) throws IOException {
    for (String line = said(out); !WAITS.equals(line); line = said(out)) {
      assertThat(line).matches(SECTOR);
      pledged.add(line);
    }
  }

  private static String nextPledged(BufferedReader out) throws IOException {
    String line = said(out);
    while (WAITS.equals(line)) {
      line = said(out);
    }
    assertThat(line).matches(SECTOR);
    return line;
  }

  private Process process(Class<?> main) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            main.getName(),
            folder.toString())
        .redirectError(Redirect.INHERIT)
        .start();
  }

  @Test
  void whoeverIsAskedToStopWhileItWaitsClosesNothingAndHearsOfItAfterwards() throws Exception {
    Process process = process(Interrupted.class);
    try (BufferedReader out = process.inputReader()) {
      assertThat(said(out)).isEqualTo(OPEN);
      limit(process, NOTHING);
      process.getOutputStream().close();
      assertThat(said(out)).isEqualTo(WAITS);
      limit(process, ALL);
      assertThat(said(out)).isEqualTo("true true " + (BEYOND + OPEN.length()));
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void whoReadsApartDoesNotWaitForAllThatCommitOnAFullDisk() throws Exception {
    Process process = process(Crowd.class);
    try (BufferedReader out = process.inputReader()) {
      assertThat(said(out)).isEqualTo(OPEN);
      limit(process, NOTHING);
      assertThat(said(out)).isEqualTo(WAITS);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void whatIsCommittedOnAFullDiskWaitsForRoomAndNothingIsLost() throws Exception {
    Process process = process(Pledging.class);
    Set<String> pledged = new HashSet<>();
    try (BufferedReader out = process.inputReader()) {
      for (int i = 0; i < TIMES; i++) {
        for (int more = 0; more < ENOUGH; more++) {
          pledged.add(nextPledged(out));
        }
        limit(process, NOTHING);
        readUntilItWaits(out, pledged);
        limit(process, ALL);
      }
      pledged.add(nextPledged(out));
    } finally {
      process.destroyForcibly().waitFor();
    }
    try (Database database = Database.open(address(folder))) {
      assertThat(database.sectors().all())
          .extracting(sector -> sector.id().toString())
          .containsAll(pledged);
    }
  }
}
