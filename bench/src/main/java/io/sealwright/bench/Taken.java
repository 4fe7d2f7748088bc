package io.sealwright.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a process took that prints the CPU time of each of its runs.
 *
 * @param cpuSeconds the mean of the second half of its runs, so that several are warm
 * @param peakMebibytes of memory, pages of mapped files included
 */
record Taken(double cpuSeconds, long peakMebibytes) {
  private static final Pattern CPU = Pattern.compile("phase=.* cpu=([0-9.]+)");
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+([0-9]+) kB");

  /**
   * Runs a command to its end.
   *
   * @param folder where the reference keeps what it makes once
   * @param threads of the reference
   */
  static Taken by(List<String> command, Path folder, int threads)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    Map<String, String> environment = builder.environment();
    environment.put("FIL_PROOFS_PARENT_CACHE", folder.resolve("parents").toString());
    environment.put("FIL_PROOFS_PARAMETER_CACHE", folder.resolve("parameters").toString());
    environment.put("RAYON_NUM_THREADS", "" + threads);
    Process process = builder.start();
    AtomicLong peak = new AtomicLong();
    Thread.ofVirtual().start(() -> watch(process, peak));
    List<String> lines;
    try (BufferedReader out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
      lines = out.lines().toList();
    }
    if (process.waitFor() != 0) {
      throw new IOException(command + " failed: " + lines);
    }
    List<Double> runs =
        lines.stream()
            .map(CPU::matcher)
            .filter(Matcher::matches)
            .map(match -> Double.valueOf(match.group(1)))
            .toList();
    double cpuSeconds =
        runs.subList(runs.size() / 2, runs.size()).stream()
            .mapToDouble(Double::doubleValue)
            .average()
            .orElseThrow();
    return new Taken(cpuSeconds, peak.get() >> 10);
  }

  /** Reads the system's mark of a process's memory, in kibibytes, until the process ends. */
  private static void watch(Process process, AtomicLong peak) {
    try {
      while (process.isAlive()) {
        Matcher mark =
            PEAK.matcher(Files.readString(Path.of("/proc/" + process.pid() + "/status")));
        if (mark.find()) {
          peak.set(Long.parseLong(mark.group(1)));
        }
        Thread.sleep(100);
      }
    } catch (IOException _) {
      // It has just ended.
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
