package io.sealwright.app.cli;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.proofs.file.DiskWords;
import io.sealwright.proofs.groth16.Proof;
import io.sealwright.proofs.groth16.VerifyingKey;
import io.sealwright.proofs.porep.SealOrder;
import io.sealwright.proofs.post.PostKind;
import io.sealwright.proofs.snark.ParameterFolder;
import io.sealwright.proofs.snark.ParameterSet;
import io.sealwright.proofs.snark.PostVerifier;
import io.sealwright.proofs.snark.SealVerifier;
import io.sealwright.proofs.vanilla.ChallengePlan;
import io.sealwright.protocol.Bytes32;
import io.sealwright.protocol.CommD;
import io.sealwright.protocol.CommR;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SealFamily;
import io.sealwright.protocol.SectorSize;
import io.sealwright.protocol.bytes.ByteString;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Verifies proofs. Ends with 0 if one holds and with 1 if it does not. */
@Command(
    name = "verify",
    subcommands = {
      VerifyCommand.Porep.class,
      VerifyCommand.Window.class,
      VerifyCommand.Winning.class
    })
public final class VerifyCommand implements Callable<Integer> {
  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "no kind of proof is given");
  }

  /** What all of them need. */
  static final class Common {
    @Parameters(index = "0", paramLabel = "PROOF", converter = Values.Location.class)
    Path proof = Path.of("");

    @Mixin ParamsOptions params = new ParamsOptions();

    @Option(names = "--output", paramLabel = "table|json", defaultValue = "table")
    OutputFormat output = OutputFormat.TABLE;

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec = CommandSpec.create();

    /** Whether a proof, of these bytes, holds under a key. */
    interface Check {
      boolean holds(VerifyingKey key, byte[] proof) throws CommandFailure;
    }

    /**
     * Verifies.
     *
     * @param partitions that the statement has, each with a proof
     */
    Integer verify(ParameterSet set, int partitions, Check check) throws CommandFailure {
      Locations.requireFile(proof);
      ParameterFolder folder = params.folderWith(set, false);
      PrintWriter err = spec.commandLine().getErr();
      try {
        ParamsOptions.warning(folder, set).ifPresent(err::println);
        err.flush();
        byte[] bytes = Files.readAllBytes(proof);
        boolean holds = check.holds(folder.key(set), bytes);
        print(holds);
        if (bytes.length < partitions * Proof.BYTES) {
          String text = spec.resourceBundle().getString("verify.cut_short");
          err.println(text.formatted(proof, bytes.length, partitions * Proof.BYTES));
          err.flush();
        }
        return (holds ? ExitCode.DONE : ExitCode.FAILED).number();
      } catch (IOException e) {
        throw CommandFailure.failed(DiskWords.of(e), "check the files").because(e);
      }
    }

    private void print(boolean holds) {
      Map<String, @Nullable Object> facts = new LinkedHashMap<>();
      facts.put("status", holds ? "valid" : "invalid");
      PrintWriter out = spec.commandLine().getOut();
      switch (output) {
        case JSON -> out.println(JsonMapper.shared().writeValueAsString(facts));
        case TABLE -> new ReportTable(spec.resourceBundle(), out).print(facts);
      }
      out.flush();
    }
  }

  /** Verifies a seal proof. */
  @Command(name = "porep")
  static final class Porep implements Callable<Integer> {
    @Mixin Common common = new Common();

    @Mixin SectorOptions sector = new SectorOptions();

    @Option(names = "--seed", required = true, paramLabel = "HEX", converter = Values.Hex.class)
    Bytes32 seed = Bytes32.ZERO;

    @Option(names = "--comm-d", required = true, paramLabel = "HEX", converter = Values.Hex.class)
    Bytes32 commD = Bytes32.ZERO;

    @Option(names = "--comm-r", required = true, paramLabel = "HEX", converter = Values.Hex.class)
    Bytes32 commR = Bytes32.ZERO;

    @Override
    public Integer call() throws Exception {
      SealOrder order = sector.order();
      if (order.proof().family() == SealFamily.NON_INTERACTIVE) {
        throw CommandFailure.invalid(
            "a non-interactive proof is an aggregate of its partitions, which is not verified here",
            "verify it with the reference");
      }
      return common.verify(
          new ParameterSet(ParameterSet.Kind.POREP, sector.size),
          ChallengePlan.of(order.proof()).partitions(),
          (key, proof) ->
              new SealVerifier(key, new SecureRandom())
                  .holds(
                      List.of(
                          new SealVerifier.Sealed(
                              order,
                              new CommD(commD),
                              new CommR(commR),
                              seed,
                              ByteString.of(proof)))));
    }
  }

  /** Which sectors a proof of spacetime is of. */
  static final class PostOptions {
    @Option(names = "--size", required = true, paramLabel = "SIZE", converter = Values.Size.class)
    SectorSize size = SectorSize.KIB_2;

    @Option(
        names = "--miner",
        required = true,
        paramLabel = "MINER",
        converter = Values.Miner.class)
    MinerId miner = new MinerId(0);

    @Option(
        names = "--randomness",
        required = true,
        paramLabel = "HEX",
        converter = Values.Hex.class)
    Bytes32 randomness = Bytes32.ZERO;

    @Option(
        names = "--sectors",
        required = true,
        paramLabel = "FILE",
        converter = Values.Location.class)
    Path sectors = Path.of("");

    Integer verify(Common common, PostKind kind) throws CommandFailure {
      List<PostVerifier.Subject> proven = ProvenSectors.read(sectors);
      PrintWriter err = common.spec.commandLine().getErr();
      err.println(common.spec.resourceBundle().getString("verify.of_any_miner"));
      ParameterSet set = ParameterSet.of(kind, size);
      int places = kind == PostKind.WINNING ? proven.size() : set.places();
      return common.verify(
          set,
          Math.ceilDiv(proven.size(), places),
          (key, proof) ->
              new PostVerifier(kind, size, key, new SecureRandom())
                  .holds(randomness, proven, proof));
    }
  }

  /** Verifies a window PoSt. */
  @Command(name = "window")
  static final class Window implements Callable<Integer> {
    @Mixin Common common = new Common();

    @Mixin PostOptions post = new PostOptions();

    @Option(names = "--v1")
    boolean first;

    @Override
    public Integer call() throws Exception {
      return post.verify(common, first ? PostKind.WINDOW_V1 : PostKind.WINDOW_V1_1);
    }
  }

  /** Verifies a winning PoSt. */
  @Command(name = "winning")
  static final class Winning implements Callable<Integer> {
    @Mixin Common common = new Common();

    @Mixin PostOptions post = new PostOptions();

    @Override
    public Integer call() throws Exception {
      return post.verify(common, PostKind.WINNING);
    }
  }
}
