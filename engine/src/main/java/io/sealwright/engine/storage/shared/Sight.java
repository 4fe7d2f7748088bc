package io.sealwright.engine.storage.shared;

import static io.sealwright.lotus.json.RecordForm.field;
import static io.sealwright.lotus.json.RecordForm.sometimes;

import io.sealwright.lotus.json.RecordForm;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.proofs.file.DiskFault;
import io.sealwright.proofs.file.DiskWords;
import java.util.List;
import java.util.Optional;

/**
 * What a host reports of a path.
 *
 * @param id that {@code sectorstore.json} has there; empty if it could not be read
 * @param error of reading; none if all was read
 * @param writeError of leaving a mark; none if it was left
 * @param readOnly whether that was because nobody may write there
 * @param capacity bytes of the file system
 * @param free bytes of those
 * @param millis what leaving the mark took, or the listing where none could be left
 * @param names how many files and folders of sectors it lists, but those of the last minutes
 * @param young how many are of the last minutes
 * @param digest SHA-256 over these names, in hex
 * @param seen the hosts whose marks it has read, itself included
 */
public record Sight(
    String host,
    String path,
    String folder,
    String id,
    Optional<DiskFault> error,
    Optional<DiskFault> writeError,
    boolean readOnly,
    long capacity,
    long free,
    long millis,
    long names,
    long young,
    String digest,
    List<String> seen) {
  /** As it travels, and as it is kept. */
  public static final JsonForm<Sight> FORM =
      RecordForm.of(
          "sealwright.Sight",
          Sight.class,
          field("Host", JsonForm.TEXT),
          field("Path", JsonForm.TEXT),
          field("Folder", JsonForm.TEXT),
          field("ID", JsonForm.TEXT),
          sometimes("Error", FaultJson.FORM),
          sometimes("WriteError", FaultJson.FORM),
          field("ReadOnly", JsonForm.BOOL),
          field("Capacity", JsonForm.I64),
          field("Free", JsonForm.I64),
          field("Millis", JsonForm.I64),
          field("Names", JsonForm.I64),
          field("Young", JsonForm.I64),
          field("Digest", JsonForm.TEXT),
          field("Seen", JsonForm.TEXT.list()));

  /** What the kernel says of a file whose server has forgotten it. */
  private static final String STALE = "Stale file handle";

  public Sight {
    seen = List.copyOf(seen);
  }

  boolean isStale() {
    return trouble().map(DiskWords::of).filter(words -> words.contains(STALE)).isPresent();
  }

  /** Of reading, or else of leaving a mark. */
  Optional<DiskFault> trouble() {
    return error.or(() -> writeError);
  }

  /** The same with the marks that were read by now. */
  public Sight withSeen(List<String> hosts) {
    return new Sight(
        host,
        path,
        folder,
        id,
        error,
        writeError,
        readOnly,
        capacity,
        free,
        millis,
        names,
        young,
        digest,
        hosts);
  }
}
