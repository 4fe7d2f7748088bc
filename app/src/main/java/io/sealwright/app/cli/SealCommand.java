package io.sealwright.app.cli;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.engine.recovery.FirstSealing;
import io.sealwright.engine.recovery.Folders;
import io.sealwright.engine.recovery.RefusedException;
import io.sealwright.engine.recovery.SealRequest;
import io.sealwright.engine.recovery.SealResult;
import io.sealwright.engine.recovery.pieces.PieceFolder;
import io.sealwright.engine.recovery.publish.Keep;
import io.sealwright.engine.recovery.space.Memory;
import io.sealwright.proofs.file.DiskWords;
import io.sealwright.proofs.porep.AddPiece;
import io.sealwright.proofs.porep.Piece;
import io.sealwright.proofs.porep.Pieces;
import io.sealwright.proofs.porep.SealOrder;
import io.sealwright.protocol.PaddedSize;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Seals one sector, without a chain. */
@Command(name = "seal")
public final class SealCommand implements Callable<Integer> {
  @Mixin SectorOptions sector = new SectorOptions();

  @Option(names = "--piece", paramLabel = "FILE", converter = Values.Location.class)
  List<Path> pieces = new ArrayList<>();

  @Option(names = "--out", required = true, paramLabel = "DIR", converter = Values.Location.class)
  Path out = Path.of("");

  @Option(names = "--temp", required = true, paramLabel = "DIR", converter = Values.Location.class)
  Path temp = Path.of("");

  @Option(names = "--trim")
  boolean trim;

  @Option(names = "--output", paramLabel = "table|json", defaultValue = "table")
  OutputFormat output = OutputFormat.TABLE;

  @Mixin WorkOptions work = new WorkOptions();

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    work.check();
    SealOrder order = sector.order();
    Locations.requireTarget(out);
    Locations.requireTarget(temp);
    List<AddPiece.Source> sources = sources();
    SealResult result;
    try (ProgressBars bars = new ProgressBars()) {
      result = Signals.during(spec.commandLine().getErr(), () -> seal(order, sources, bars));
    }
    print(result);
    return ExitCode.DONE.number();
  }

  private List<AddPiece.Source> sources() throws CommandFailure, IOException {
    List<AddPiece.Source> sources = new ArrayList<>();
    for (Path piece : pieces) {
      Locations.requireFile(piece);
      sources.add(new AddPiece.Source(piece, PaddedSize.holding(Files.size(piece))));
    }
    if (!Pieces.fit(sector.size, sources.stream().map(AddPiece.Source::size).toList())) {
      throw CommandFailure.invalid(
          "the pieces do not fit a sector of " + sector.size,
          "each takes the power of two that holds it, at a multiple of that");
    }
    return sources;
  }

  private SealResult seal(SealOrder order, List<AddPiece.Source> sources, ProgressBars bars)
      throws InterruptedException, CommandFailure {
    try {
      List<Piece> known = new ArrayList<>();
      for (AddPiece.Source source : sources) {
        known.add(PieceFolder.identify(source, bars.of(order.sector())));
      }
      Keep keep = trim ? Keep.PROVING : Keep.COMMIT;
      SealRequest request = new SealRequest(order, sources, known, keep);
      return new FirstSealing(work.site(bars::of), new Folders(out, temp), request)
          .run(Memory.available());
    } catch (RefusedException e) {
      throw CommandFailure.refused(e.reason(), e.remedy()).because(e);
    } catch (IOException e) {
      throw CommandFailure.failed(DiskWords.of(e), "see to it and run the same command again")
          .because(e);
    }
  }

  private void print(SealResult result) throws CommandFailure {
    PrintWriter writer = spec.commandLine().getOut();
    RecoveryWords words = new RecoveryWords(spec.resourceBundle());
    switch (output) {
      case JSON ->
          writer.println(
              JsonMapper.shared().writeValueAsString(ReportFacts.of(result, work.chosen())));
      case TABLE ->
          new ReportTable(spec.resourceBundle(), writer)
              .print(ReportFacts.shown(result, work.chosen(), words));
    }
    writer.flush();
  }
}
