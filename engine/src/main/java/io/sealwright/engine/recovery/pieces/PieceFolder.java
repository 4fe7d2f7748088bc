package io.sealwright.engine.recovery.pieces;

import io.sealwright.proofs.porep.AddPiece;
import io.sealwright.proofs.porep.Phase;
import io.sealwright.proofs.porep.Piece;
import io.sealwright.proofs.porep.PieceHash;
import io.sealwright.proofs.porep.Progress;
import io.sealwright.proofs.porep.ProgressEvent;
import io.sealwright.protocol.PaddedSize;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Raw files to be recognised as pieces. A file named by a piece's CID is taken at its word and
 * checked; the others are read once and compared, at every size asked for, with what is still
 * missing.
 */
public final class PieceFolder {
  /** A folder with more entries than this is not one of piece files. */
  static final int MOST_FILES = 100_000;

  private final List<Path> files;
  private final Progress progress;

  private PieceFolder(List<Path> files, Progress progress) {
    this.files = files;
    this.progress = progress;
  }

  public static PieceFolder open(Path folder, Progress progress) throws IOException {
    TreeSet<Path> files = new TreeSet<>();
    try (var entries = Files.newDirectoryStream(folder, Files::isRegularFile)) {
      for (Path entry : entries) {
        if (files.size() == MOST_FILES) {
          throw new IOException(folder + " has more than " + MOST_FILES + " files");
        }
        files.add(entry);
      }
    }
    return new PieceFolder(List.copyOf(files), progress);
  }

  /** Where each of these pieces is; a wrong file counts only if it has a piece's name. */
  public FoundPieces find(Collection<Piece> pieces) throws IOException, InterruptedException {
    Set<Piece> missing = new LinkedHashSet<>(pieces);
    missing.removeIf(FoundPieces::isZero);
    Map<Piece, Path> found = new HashMap<>();
    Map<Piece, Path> wrong = new HashMap<>();
    List<Path> unnamed = new ArrayList<>();
    for (Path file : files) {
      List<Piece> named = missing.stream().filter(piece -> names(file, piece)).toList();
      if (named.isEmpty()) {
        unnamed.add(file);
      } else {
        List<Piece> matches = matches(file, named);
        named.forEach(piece -> (matches.contains(piece) ? found : wrong).put(piece, file));
      }
    }
    missing.removeAll(found.keySet());
    missing.removeAll(wrong.keySet());
    for (Path file : unnamed) {
      List<Piece> matches = matches(file, missing);
      matches.forEach(piece -> found.put(piece, file));
      missing.removeAll(matches);
    }
    return new FoundPieces(Map.copyOf(found), Map.copyOf(wrong), true);
  }

  /** The name is the CID, with any extension or none. */
  private static boolean names(Path file, Piece piece) {
    String name = file.getFileName().toString();
    String cid = piece.commP().cid();
    return name.equals(cid) || name.startsWith(cid + ".");
  }

  /** Which pieces a file is, in one pass; a file too long for all of them is not read. */
  private List<Piece> matches(Path file, Collection<Piece> pieces)
      throws IOException, InterruptedException {
    long bytes = Files.size(file);
    List<Piece> roomy = pieces.stream().filter(piece -> bytes <= piece.size().unpadded()).toList();
    if (roomy.isEmpty()) {
      return roomy;
    }
    PieceHash hash = hash(file, bytes);
    return roomy.stream()
        .filter(piece -> fits(hash, piece.size()) && hash.at(piece.size()).equals(piece.commP()))
        .toList();
  }

  /** Looked at again: the file may have grown while it was read. */
  private static boolean fits(PieceHash hash, PaddedSize size) {
    return hash.smallest().bytes() <= size.bytes();
  }

  private PieceHash hash(Path file, long bytes) throws IOException, InterruptedException {
    return hash(file, bytes, progress);
  }

  /** What one file is as a piece of a given size, whatever it is called. */
  public static Piece identify(AddPiece.Source source, Progress progress)
      throws IOException, InterruptedException {
    PieceHash hash = hash(source.file(), Files.size(source.file()), progress);
    if (!fits(hash, source.size())) {
      throw new FileSystemException(source.file().toString(), null, "grew while it was read");
    }
    return new Piece(source.size(), hash.at(source.size()));
  }

  private static PieceHash hash(Path file, long bytes, Progress progress)
      throws IOException, InterruptedException {
    try (InputStream in = Files.newInputStream(file)) {
      return PieceHash.of(
          new CountedStream(
              in, done -> progress.on(new ProgressEvent(Phase.ADD_PIECE, 0, done, bytes))));
    } catch (ClosedByInterruptException _) {
      throw new InterruptedException("stopped while reading " + file);
    }
  }
}
