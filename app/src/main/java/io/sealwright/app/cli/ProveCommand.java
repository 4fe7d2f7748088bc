package io.sealwright.app.cli;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.proofs.file.DiskWords;
import io.sealwright.proofs.file.PartialFile;
import io.sealwright.proofs.groth16.ParameterFile;
import io.sealwright.proofs.groth16.Proof;
import io.sealwright.proofs.groth16.Prover.Blinding;
import io.sealwright.proofs.porep.CacheFolder;
import io.sealwright.proofs.porep.SealOrder;
import io.sealwright.proofs.snark.ParameterFolder;
import io.sealwright.proofs.snark.ParameterSet;
import io.sealwright.proofs.snark.SealProver;
import io.sealwright.proofs.snark.SealVerifier;
import io.sealwright.proofs.vanilla.DamagedOpenings;
import io.sealwright.proofs.vanilla.OpeningPhase;
import io.sealwright.proofs.vanilla.OpeningsCheck;
import io.sealwright.proofs.vanilla.OpeningsJsonReader;
import io.sealwright.proofs.vanilla.OpeningsJsonWriter;
import io.sealwright.proofs.vanilla.SealOpenings;
import io.sealwright.proofs.vanilla.SectorDamaged;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SectorId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.bytes.ByteString;
import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Proves a sealed sector, a phase at a time. */
@Command(
    name = "prove",
    subcommands = {ProveCommand.C1.class, ProveCommand.C2.class})
public final class ProveCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "no phase is given");
  }

  /** Opens what the seed challenges, verifies it, and writes the JSON that Lotus passes on. */
  @Command(name = "c1")
  static final class C1 implements Callable<Integer> {
    @Option(
        names = "--cache",
        required = true,
        paramLabel = "DIR",
        converter = Values.Location.class)
    Path cache = Path.of("");

    @Option(
        names = "--sealed",
        required = true,
        paramLabel = "FILE",
        converter = Values.Location.class)
    Path sealed = Path.of("");

    @Mixin SectorOptions sector = new SectorOptions();

    @Option(names = "--seed", required = true, paramLabel = "HEX", converter = Values.Hex.class)
    Bytes32 seed = Bytes32.ZERO;

    @Option(names = "--comm-d", required = true, paramLabel = "HEX", converter = Values.Hex.class)
    Bytes32 commD = Bytes32.ZERO;

    @Option(
        names = "--out",
        required = true,
        paramLabel = "FILE",
        converter = Values.Location.class)
    Path out = Path.of("");

    @Mixin WorkOptions work = new WorkOptions();

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      work.check();
      SealOrder order = sector.order();
      Locations.requireFolder(cache);
      CacheFolder layers = new CacheFolder(cache);
      requireLayers(layers);
      Locations.requireFile(sealed);
      Locations.requireParent(out);
      Locations.requireFree(out);
      try (ProgressBars bars = new ProgressBars()) {
        SealOpenings openings =
            Signals.duringOnePiece(
                spec.commandLine().getErr(),
                () ->
                    new OpeningPhase(work.means(bars.of(order.sector())))
                        .open(order, new CommD(commD), seed, layers, sealed));
        write(openings);
      } catch (SectorDamaged | DamagedOpenings e) {
        boolean mistyped = e instanceof SectorDamaged damaged && damaged.noLabelFits();
        String remedy =
            mistyped
                ? "no label fits, so check miner, sector, ticket and proof first"
                : "recover or seal the sector";
        throw CommandFailure.failed(String.valueOf(e.getMessage()), "nothing is written; " + remedy)
            .because(e);
      } catch (IOException e) {
        throw CommandFailure.failed(DiskWords.of(e), "nothing is written").because(e);
      }
      return ExitCode.DONE.number();
    }

    private void requireLayers(CacheFolder layers) throws CommandFailure {
      if (Files.exists(layers.layer(1))) {
        return;
      }
      if (Files.exists(layers.layer(2))) {
        throw CommandFailure.failed(
            layers.layer(1) + " is missing", "'sealwright recover --keep commit' makes it again");
      }
      throw CommandFailure.invalid(
          cache + " has no layers: it was trimmed, or is no cache folder",
          "give it as P2 left it; 'sealwright recover --keep commit' makes it again");
    }

    private void write(SealOpenings openings) throws IOException {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (BufferedWriter writer =
          new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.US_ASCII))) {
        OpeningsJsonWriter.write(openings, writer);
      }
      PartialFile.write(out, bytes.toByteArray());
      PrintWriter writer = spec.commandLine().getOut();
      writer.println(out);
      writer.flush();
    }
  }

  /** Compresses what C1 opened to a proof, and verifies it. */
  @Command(name = "c2")
  static final class C2 implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "C1_JSON", converter = Values.Location.class)
    Path openings = Path.of("");

    @Option(
        names = "--miner",
        required = true,
        paramLabel = "MINER",
        converter = Values.Miner.class)
    MinerId miner = new MinerId(0);

    @Option(
        names = "--sector",
        required = true,
        paramLabel = "NUMBER",
        converter = Values.Decimal.class)
    SectorNumber sector = new SectorNumber(0);

    @Mixin ParamsOptions params = new ParamsOptions();

    @Option(names = "--memory", paramLabel = "SIZE", converter = Values.Memory.class)
    long memory = Runtime.getRuntime().maxMemory();

    @Option(
        names = "--out",
        required = true,
        paramLabel = "PROOF",
        converter = Values.Location.class)
    Path out = Path.of("");

    @Mixin WorkOptions work = new WorkOptions();

    @Spec CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
      work.check();
      Locations.requireFile(openings);
      Locations.requireParent(out);
      Locations.requireFree(out);
      SealOpenings read = read();
      ParameterSet set = new ParameterSet(ParameterSet.Kind.POREP, read.proof().size());
      ParameterFolder folder = params.folderWith(set, true);
      PrintWriter err = spec.commandLine().getErr();
      ParamsOptions.warning(folder, set).ifPresent(err::println);
      try (ProgressBars bars = new ProgressBars();
          Arena arena = Arena.ofShared()) {
        ParameterFile parameters = folder.map(set, arena);
        boolean ahead = ahead(parameters, read.partitions().size(), err);
        SealProver prover =
            new SealProver(
                parameters,
                work.threads.count,
                ahead,
                bars.of(new SectorId(miner, sector)),
                work.kernels());
        List<Proof> proofs =
            Signals.duringOnePiece(
                err, () -> prover.prove(read, () -> Blinding.draw(new SecureRandom())));
        write(verified(read, proofs, parameters));
      } catch (IOException e) { // The openings are read and the result has its own words.
        throw CommandFailure.failed(
                DiskWords.of(e), "check the keys with 'sealwright params check'")
            .because(e);
      }
      return ExitCode.DONE.number();
    }

    private SealOpenings read() throws CommandFailure {
      SealOpenings read;
      try (InputStream in = new BufferedInputStream(Files.newInputStream(openings))) {
        read = OpeningsJsonReader.read(in);
      } catch (DamagedOpenings e) {
        throw CommandFailure.invalid(
                openings + ": " + e.getMessage(),
                "give the whole file that C1 wrote, or make it anew with 'prove c1'")
            .because(e);
      } catch (IOException e) {
        throw CommandFailure.failed(
                "the openings cannot be read: " + DiskWords.of(e), "nothing is begun")
            .because(e);
      }
      if (read.proof().family() == SealFamily.NON_INTERACTIVE) {
        throw CommandFailure.invalid(
            "a non-interactive proof is an aggregate of its partitions, which is not made here",
            "prove it with the reference");
      }
      SealOrder order = new SealOrder(read.proof(), new SectorId(miner, sector), read.ticket());
      Optional<String> fault = OpeningsCheck.fault(read, order);
      if (fault.isPresent()) {
        throw CommandFailure.invalid(
            openings + ": " + fault.get(),
            "check --miner and --sector, or let C1 open the sector again");
      }
      return read;
    }

    /** Whether the next circuit is synthesised ahead; says what it takes before it starts. */
    private boolean ahead(ParameterFile parameters, int partitions, PrintWriter err)
        throws CommandFailure {
      long limit = Math.min(memory, Runtime.getRuntime().maxMemory());
      boolean ahead =
          partitions > 1 && SealProver.memory(parameters, work.threads.count, true) <= limit;
      ProofMemory.require(
          err,
          "C2",
          SealProver.memory(parameters, work.threads.count, ahead),
          limit,
          "give more with --memory, or start Java with a larger heap (JAVA_TOOL_OPTIONS=-Xmx…)");
      return ahead;
    }

    private byte[] verified(SealOpenings read, List<Proof> proofs, ParameterFile parameters)
        throws CommandFailure {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      proofs.forEach(proof -> bytes.writeBytes(proof.toBytes()));
      SealVerifier.Sealed claim =
          new SealVerifier.Sealed(
              new SealOrder(read.proof(), new SectorId(miner, sector), read.ticket()),
              read.commD(),
              read.commR(),
              read.seed(),
              ByteString.of(bytes.toByteArray()));
      if (!new SealVerifier(parameters.key(), new SecureRandom()).holds(List.of(claim))) {
        throw CommandFailure.failed(
            "the proof that was made does not verify",
            "check the parameters with 'sealwright params check', and this host's memory");
      }
      return bytes.toByteArray();
    }

    private void write(byte[] proof) throws CommandFailure {
      try {
        PartialFile.write(out, proof);
      } catch (IOException e) {
        throw CommandFailure.failed(
                "the proof was made but cannot be written: " + DiskWords.of(e),
                "give another --out, or make room, and prove again")
            .because(e);
      }
      PrintWriter writer = spec.commandLine().getOut();
      writer.println(out);
      writer.flush();
    }
  }
}
