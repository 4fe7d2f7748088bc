package io.sealwright.app.cli;

import io.sealwright.app.config.Kernel;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.app.shell.Version;
import io.sealwright.proofs.kernel.Kernels;
import io.sealwright.proofs.kernel.PoseidonKernel;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Says which build this is and, verbosely, on what it runs. */
@Command(name = "version")
public final class VersionCommand implements Callable<Integer> {
  private static final long MEBIBYTE = 1L << 20;

  @Option(names = "--verbose")
  boolean verbose;

  @Option(names = "--output", paramLabel = "table|json", defaultValue = "table")
  OutputFormat output = OutputFormat.TABLE;

  @Spec CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, Object> facts = facts();
    switch (output) {
      case TABLE -> facts.forEach((name, fact) -> out.printf("%-12s %s%n", name, fact));
      case JSON -> out.println(JsonMapper.shared().writeValueAsString(facts));
    }
    return ExitCode.DONE.number();
  }

  private Map<String, Object> facts() {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("version", Version.current().number());
    if (verbose) {
      facts.put("java", System.getProperty("java.vm.version"));
      facts.put("java_vendor", System.getProperty("java.vendor"));
      facts.put("java_home", System.getProperty("java.home"));
      facts.put("os", System.getProperty("os.name") + " " + System.getProperty("os.version"));
      facts.put("architecture", System.getProperty("os.arch"));
      facts.put("processors", Runtime.getRuntime().availableProcessors());
      facts.put("heap_mib", Runtime.getRuntime().maxMemory() / MEBIBYTE);
      facts.putAll(kernels());
    }
    return facts;
  }

  /** What each hot loop is computed with, and why not natively. */
  static Map<String, String> kernels() {
    Kernels found = Kernels.found();
    Map<String, String> kernels = new LinkedHashMap<>();
    kernels.put("labels", words(found.labels()));
    kernels.put("poseidon", poseidon(found.poseidon()));
    kernels.put("curve", words(found.curve()));
    kernels.put("transforms", words(found.transforms()));
    return kernels;
  }

  /** There are two native ones. */
  private static String poseidon(Kernels.Loop<PoseidonKernel> loop) {
    return words(loop) + loop.kernel().map(kernel -> ": " + kernel.form()).orElse("");
  }

  private static String words(Kernels.Loop<?> loop) {
    return switch (loop) {
      case Kernels.Loop.Native<?> _ -> Kernel.NATIVE.toString();
      case Kernels.Loop.Java<?>(String reason) -> Kernel.JAVA + ": " + reason;
    };
  }
}
