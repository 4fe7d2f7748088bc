package io.sealwright.app.worker;

import com.sun.management.OperatingSystemMXBean;
import io.sealwright.app.config.Configuration;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.schedule.Host;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** This machine, as far as the configuration does not say otherwise. */
public final class Machine {
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
        0);
  }

  private static long memory() {
    return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getTotalMemorySize();
  }
}
