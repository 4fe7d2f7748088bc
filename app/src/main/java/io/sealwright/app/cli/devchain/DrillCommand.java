package io.sealwright.app.cli.devchain;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.app.shell.Report;
import io.sealwright.devchain.node.Faults;
import io.sealwright.devchain.node.Faults.Answering;
import io.sealwright.devchain.node.Faults.Stranded;
import io.sealwright.devchain.serve.drill.DrillMethods;
import io.sealwright.lotus.rpc.CommonApi;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.lotus.rpc.client.ApiAddress;
import io.sealwright.lotus.rpc.client.ClientSettings;
import io.sealwright.lotus.rpc.client.RpcClient;
import io.sealwright.protocol.address.NetworkLetter;
import io.sealwright.protocol.amount.TokenAmount;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Lets things go wrong on a running dev chain: exactly what is asked for here, and nothing that was
 * asked for before. Without any option all goes well again.
 */
@Command(name = "drill")
public final class DrillCommand implements Callable<Integer> {
  private static final long NEVER_FORGET = -1;

  @Option(names = "--data", paramLabel = "DIR", required = true)
  Path data = Path.of("");

  @Option(names = "--answers", paramLabel = "METHODS=WHAT", converter = DrillValues.Answers.class)
  List<Answering> answers = new ArrayList<>();

  @Option(names = "--stuck-head")
  boolean stuckHead;

  @Option(names = "--base-fee", paramLabel = "AMOUNT", converter = DrillValues.BaseFee.class)
  Optional<TokenAmount> baseFee = Optional.empty();

  @Option(names = "--strand", paramLabel = "MESSAGE", converter = DrillValues.Strand.class)
  List<Stranded> stranded = new ArrayList<>();

  @Option(names = "--forget-states", paramLabel = "EPOCHS", converter = Values.Epochs.class)
  Optional<Long> forgetStates = Optional.empty();

  @Option(names = "--show")
  boolean show;

  @Option(names = "--output", paramLabel = "table|json", defaultValue = "table")
  OutputFormat output = OutputFormat.TABLE;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws Exception {
    if (show && !faults().equals(Faults.NONE)) {
      throw CommandFailure.invalid(
          "--show changes nothing, and other options would", "leave out one or the others");
    }
    DrillMethods drills = DrillMethods.of(NetworkLetter.TESTNET);
    try (RpcClient client = connect()) {
      if (!show) {
        requireKnown(client);
        client.call(drills.set().ask(faults()));
      }
      new DrillReport(new Report(spec.resourceBundle(), spec.commandLine().getOut(), output))
          .print(client.call(drills.get().ask()));
    } catch (RpcException e) {
      throw CommandFailure.unreachable(
              "the dev chain in %s does not answer: %s".formatted(data, e.getMessage()),
              "run it with 'sealwright devchain run'")
          .because(e);
    }
    return ExitCode.DONE.number();
  }

  /** A name that no method has would let nothing go wrong. */
  private void requireKnown(RpcClient client)
      throws CommandFailure, RpcException, InterruptedException {
    if (answers.isEmpty()) {
      return;
    }
    List<String> known =
        client.call(CommonApi.DISCOVER).path("methods").values().stream()
            .map(method -> method.path("name").asString(""))
            .map(name -> name.substring(name.indexOf('.') + 1))
            .toList();
    for (Answering answering : answers) {
      if (known.stream().noneMatch(answering::matches)) {
        throw CommandFailure.invalid(
            "the chain has no method " + answering.methods(),
            "give names such as MpoolPush, or with a star such as State*");
      }
    }
  }

  private Faults faults() {
    return new Faults(answers, stuckHead, baseFee, stranded, forgetStates.orElse(NEVER_FORGET));
  }

  /** The folder of a chain that is served says where, and has a token for everything. */
  private RpcClient connect() throws CommandFailure {
    try {
      String info = read("token") + ":" + read("api");
      return RpcClient.of(
          ApiAddress.parseAll(info),
          ApiAddress.Generation.V1,
          RpcClient.Transport.HTTP,
          ClientSettings.DEFAULTS,
          Thread::sleep);
    } catch (IOException e) {
      throw CommandFailure.unreachable(
              "no dev chain is served from " + data, "run it with 'sealwright devchain run'")
          .because(e);
    }
  }

  private String read(String file) throws IOException {
    return Files.readString(data.resolve(file), StandardCharsets.UTF_8).strip();
  }
}
