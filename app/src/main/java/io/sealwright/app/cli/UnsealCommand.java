package io.sealwright.app.cli;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.engine.recovery.RefusedException;
import io.sealwright.engine.recovery.UnsealRequest;
import io.sealwright.engine.recovery.Unsealing;
import io.sealwright.engine.recovery.space.Memory;
import io.sealwright.proofs.file.DiskWords;
import io.sealwright.proofs.porep.Unseal;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.SectorSize;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Gets a sector's data back from its sealed file. */
@Command(name = "unseal")
public final class UnsealCommand implements Callable<Integer> {
  @Option(
      names = "--sealed",
      required = true,
      paramLabel = "FILE",
      converter = Values.Location.class)
  Path sealed = Path.of("");

  @Mixin SectorOptions sector = new SectorOptions();

  @Option(names = "--comm-d", required = true, paramLabel = "HEX", converter = Values.Hex.class)
  Bytes32 commD = Bytes32.ZERO;

  @Option(names = "--offset", paramLabel = "N", defaultValue = "0")
  long offset;

  @Option(names = "--length", paramLabel = "N")
  Optional<Long> length = Optional.empty();

  @Option(names = "--out", required = true, paramLabel = "FILE", converter = Values.Location.class)
  Path out = Path.of("");

  @Mixin WorkOptions work = new WorkOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    PrintWriter err = spec.commandLine().getErr();
    UnsealRequest request = check();
    try (ProgressBars bars = new ProgressBars()) {
      return Signals.during(err, () -> unseal(request, bars));
    }
  }

  private UnsealRequest check() throws CommandFailure, IOException {
    work.check();
    Locations.requireFile(sealed);
    Locations.requireParent(out);
    if (Files.isDirectory(out)) {
      throw CommandFailure.invalid(out + " is a folder", "give --out a file");
    }
    if (Files.exists(out) && Files.isSameFile(out, sealed)) {
      throw CommandFailure.invalid(out + " is the sealed file itself", "give another --out");
    }
    Locations.requireFree(out);
    requireSize(Files.size(sealed));
    long end = sector.size.unpaddedBytes();
    long bytes = length.orElse(Math.max(0, end - offset));
    if (offset < 0 || bytes < 0 || !new Unseal.Range(offset, bytes).isWithin(sector.size)) {
      throw CommandFailure.invalid(
          "%d bytes from %d are not within the %d of a sector of %s"
              .formatted(bytes, offset, end, sector.size),
          "give another --offset or --length");
    }
    return new UnsealRequest(
        sector.order(), new CommD(commD), sealed, new Unseal.Range(offset, bytes), out);
  }

  /** A file of another size of sector is not damaged. */
  private void requireSize(long found) throws CommandFailure {
    Optional<SectorSize> other =
        Arrays.stream(SectorSize.values()).filter(size -> size.bytes() == found).findFirst();
    if (other.isPresent() && other.get() != sector.size) {
      throw CommandFailure.invalid(
          "%s is of a sector of %s, not %s".formatted(sealed, other.get(), sector.size),
          "give its own --size");
    }
  }

  private int unseal(UnsealRequest request, ProgressBars bars)
      throws InterruptedException, CommandFailure {
    try {
      new Unsealing(work.site(bars::of), request).run(Memory.available());
      return ExitCode.DONE.number();
    } catch (RefusedException e) {
      throw CommandFailure.refused(e.reason(), e.remedy()).because(e);
    } catch (IOException e) {
      throw CommandFailure.failed(DiskWords.of(e), "see to it and run the same command again")
          .because(e);
    }
  }
}
