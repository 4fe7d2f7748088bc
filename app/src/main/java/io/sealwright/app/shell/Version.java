package io.sealwright.app.shell;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this build, as the build wrote it. */
public record Version(String number) {
  private static final String RESOURCE = "/io/sealwright/app/version.properties";

  /** The version that is running. */
  public static Version current() {
    Properties written = new Properties();
    try (InputStream resource = Version.class.getResourceAsStream(RESOURCE)) {
      written.load(Objects.requireNonNull(resource, RESOURCE));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Version(written.getProperty("version"));
  }

  /** What {@code --version} prints. */
  public static final class Provider implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"sealwright " + current().number()};
    }
  }
}
