package io.sealwright.app.worker;

import com.sun.management.OperatingSystemMXBean;
import io.sealwright.app.config.Configuration;
import io.sealwright.app.config.Kernel;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.schedule.Host;
import io.sealwright.proofs.kernel.Kernels;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This machine, as far as the configuration does not say otherwise. */
public final class Machine {
  private static final Logger LOG = LoggerFactory.getLogger(Machine.class);

  /** What is made when a machine is set up; and, where a container has none, when it starts. */
  private static final List<Path> IDS =
      List.of(Path.of("/etc/machine-id"), Path.of("/proc/sys/kernel/random/boot_id"));

  private Machine() {}

  public static String host(Configuration.Worker config) throws CommandFailure {
    return config.host().isPresent() ? config.host().get() : name();
  }

  /** The name of this machine. */
  public static String name() throws CommandFailure {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      throw CommandFailure.invalid("this host has no name that it knows", "set worker.host")
          .because(e);
    }
  }

  /** No GPU is used. */
  public static Host.Machine of(Configuration.Worker config) {
    return new Host.Machine(
        config.memory().orElseGet(Machine::memory),
        config.threads().orElseGet(Runtime.getRuntime()::availableProcessors),
        0,
        id());
  }

  /** Empty if this is no Linux. */
  private static String id() {
    for (Path file : IDS) {
      try {
        String id = Files.readString(file).strip();
        if (!id.isEmpty()) {
          return id;
        }
      } catch (IOException e) {
        LOG.debug("{} does not tell this machine from others", file, e);
      }
    }
    return "";
  }

  /**
   * The kernels that are to be used.
   *
   * @param remedy where native ones are wanted and not there
   */
  public static Kernels kernels(Kernel wanted, String remedy) throws CommandFailure {
    if (wanted == Kernel.JAVA) {
      return Kernels.JAVA;
    }
    Kernels found = Kernels.found();
    if (wanted == Kernel.AUTO && !LOG.isDebugEnabled()) {
      return found; // Each is checked when it is used.
    }
    require("labels", found.labels(), wanted, remedy);
    require("Poseidon", found.poseidon(), wanted, remedy);
    require("sums of multiples of points", found.curve(), wanted, remedy);
    require("transforms of polynomials", found.transforms(), wanted, remedy);
    return found;
  }

  /** What may be in Java unless native code was asked for. */
  private static void require(String loop, Kernels.Loop<?> found, Kernel wanted, String remedy)
      throws CommandFailure {
    if (found instanceof Kernels.Loop.Java<?>(String reason)) {
      if (wanted == Kernel.NATIVE) {
        throw CommandFailure.invalid("no native kernel for " + loop + ": " + reason, remedy);
      }
      LOG.debug("{}: computed in Java: {}", loop, reason);
    }
  }

  private static long memory() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }
}
