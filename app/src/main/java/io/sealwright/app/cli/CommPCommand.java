package io.sealwright.app.cli;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.engine.recovery.pieces.PieceFolder;
import io.sealwright.proofs.file.DiskWords;
import io.sealwright.proofs.porep.AddPiece;
import io.sealwright.proofs.porep.Piece;
import io.sealwright.protocol.PaddedSize;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Computes the commitment of a raw file as a piece. */
@Command(name = "commp")
public final class CommPCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "FILE", converter = Values.Location.class)
  Path file = Path.of("");

  @Option(names = "--size", paramLabel = "SIZE", converter = Values.PieceSize.class)
  Optional<PaddedSize> size = Optional.empty();

  @Option(names = "--output", paramLabel = "table|json", defaultValue = "table")
  OutputFormat output = OutputFormat.TABLE;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    Locations.requireFile(file);
    long bytes = Files.size(file);
    PaddedSize padded = size.orElse(PaddedSize.holding(bytes));
    if (bytes > padded.unpadded()) {
      throw CommandFailure.invalid(
          "%s has %d bytes, a piece of %d padded holds %d"
              .formatted(file, bytes, padded.bytes(), padded.unpadded()),
          "give a larger --size");
    }
    try (ProgressBars bars = new ProgressBars()) {
      AddPiece.Source source = new AddPiece.Source(file, padded);
      print(PieceFolder.identify(source, bars.of(file.toString())));
    } catch (IOException e) {
      throw CommandFailure.failed(DiskWords.of(e), "check the file").because(e);
    }
    return ExitCode.DONE.number();
  }

  private void print(Piece piece) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    facts.put("comm_p", piece.commP().value().hex());
    facts.put("piece_cid", piece.commP().cid());
    facts.put("unpadded", piece.size().unpadded());
    facts.put("padded", piece.size().bytes());
    PrintWriter out = spec.commandLine().getOut();
    switch (output) {
      case JSON -> out.println(JsonMapper.shared().writeValueAsString(facts));
      case TABLE -> new ReportTable(spec.resourceBundle(), out).print(facts);
    }
    out.flush();
  }
}
