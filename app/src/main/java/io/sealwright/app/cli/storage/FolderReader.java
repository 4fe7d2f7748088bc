package io.sealwright.app.cli.storage;

import io.sealwright.app.shell.CommandFailure;
import io.sealwright.engine.storage.PathLayout;
import io.sealwright.engine.storage.PathMark;
import io.sealwright.engine.storage.attach.FolderFacts;
import io.sealwright.engine.work.path.HostPath;
import io.sealwright.engine.work.path.PathRefused;
import io.sealwright.lotus.cluster.FileType;
import io.sealwright.protocol.MinerId;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks at a folder that is to be attached, on this machine. */
record FolderReader(Path folder) {
  /** Of each kind of name only so many are told. */
  private static final int MOST_NAMES = 10;

  private static final Set<String> OF_FILE_SYSTEMS = Set.of("lost+found", ".snapshot");

  FolderFacts facts() throws CommandFailure {
    if (!Files.isDirectory(folder)) {
      return FolderFacts.absent(folder.toString());
    }
    try {
      List<String> foreign = new ArrayList<>();
      Set<MinerId> miners = new HashSet<>();
      for (FileType type : FileType.values()) {
        for (String name : names(new PathLayout(folder).folder(type))) {
          PathLayout.sector(name)
              .ifPresentOrElse(
                  sector -> miners.add(sector.miner()),
                  () -> foreign.add(type.wireName() + "/" + name));
        }
      }
      foreign.removeIf(name -> name.endsWith("/" + PathLayout.FETCHING));
      return new FolderFacts(folder.toString(), true, id(), few(others()), few(foreign), miners);
    } catch (IOException e) {
      throw CommandFailure.refused(
              folder + " cannot be read: " + e.getMessage(), "check who may read there")
          .because(e);
    }
  }

  private Optional<String> id() throws CommandFailure, IOException {
    if (!Files.exists(new PathLayout(folder).mark())) {
      return Optional.empty();
    }
    try {
      return Optional.of(HostPath.read(folder).mark().path().id());
    } catch (PathRefused e) {
      throw CommandFailure.refused(
              String.valueOf(e.getMessage()), "mend the file, or take another folder")
          .because(e);
    }
  }

  private List<String> others() throws IOException {
    return names(folder).stream()
        .filter(name -> !name.equals(PathMark.FILE) && !OF_FILE_SYSTEMS.contains(name))
        .toList();
  }

  private static List<String> few(List<String> names) {
    return names.stream().sorted().limit(MOST_NAMES).toList();
  }

  private static List<String> names(Path folder) throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
      files.forEach(file -> names.add(String.valueOf(file.getFileName())));
    } catch (NoSuchFileException _) {
      return List.of();
    }
    return names;
  }
}
