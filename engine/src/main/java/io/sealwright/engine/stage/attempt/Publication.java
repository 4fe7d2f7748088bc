package io.sealwright.engine.stage.attempt;

import io.sealwright.engine.recovery.files.Durable;
import io.sealwright.protocol.bytes.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Renames that make an attempt's result a sector's. They are forced to the disk, and can be done
 * again however often and wherever they were interrupted; in the end all have happened. Nothing is
 * overwritten and nothing deleted: what was in a place goes into the attempt's folder.
 *
 * @param openings what C1 made, which is written down with the event and is no file
 */
public record Publication(List<Step> steps, Optional<ByteString> openings) {
  /** Of a result that is no file, or is in place already. */
  public static final Publication NOTHING = new Publication(List.of());

  public Publication {
    steps = List.copyOf(steps);
  }

  /** Of files alone. */
  public Publication(List<Step> steps) {
    this(steps, Optional.empty());
  }

  /** One file or folder. */
  public sealed interface Step {
    /**
     * Does it, unless it is done.
     *
     * @param look called before each rename
     */
    void apply(Runnable look) throws IOException;
  }

  /**
   * Gives what was made its place.
   *
   * @param aside where what was in the place goes
   */
  public record Install(Path made, Path place, Path aside) implements Step {
    @Override
    public void apply(Runnable look) throws IOException {
      if (exists(made)) {
        if (exists(place)) {
          move(look, place, aside);
        }
        move(look, made, place);
      } else if (!exists(place)) {
        throw new NoSuchFileException(made.toString());
      }
    }
  }

  /** Takes something away from its place. */
  public record Withdraw(Path place, Path aside) implements Step {
    @Override
    public void apply(Runnable look) throws IOException {
      if (exists(place)) {
        move(look, place, aside);
      }
    }
  }

  /** All of them, in order. */
  public void apply() throws IOException {
    apply(() -> {});
  }

  /**
   * The same, as long as they may happen.
   *
   * @param look called before each rename; none follows when it throws
   */
  public void apply(Runnable look) throws IOException {
    for (Step step : steps) {
      step.apply(look);
    }
  }

  /** Links do not count: they stand for what is in place already. */
  private static boolean exists(Path path) {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !Files.isSymbolicLink(path);
  }

  private static void move(Runnable look, Path from, Path to) throws IOException {
    Files.createDirectories(to.resolveSibling(""));
    look.run();
    Durable.move(from, to);
    Durable.syncFolder(from.resolveSibling(""));
  }
}
