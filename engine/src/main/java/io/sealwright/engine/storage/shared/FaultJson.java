package io.sealwright.engine.storage.shared;

import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.proofs.file.DiskFault;
import io.sealwright.proofs.file.DiskWords;
import java.util.List;

/**
 * What went wrong with a file of a path as JSON: what it is, and its file or words. What was found
 * inside of a file travels as words.
 */
final class FaultJson {
  static final JsonForm<DiskFault> FORM =
      JsonForm.TEXT.list().mapped("sealwright.DiskFault", FaultJson::read, FaultJson::write);

  private FaultJson() {}

  private static DiskFault read(List<String> texts) {
    if (texts.size() != 2) {
      throw new IllegalArgumentException("no fault is " + texts);
    }
    return switch (texts.getFirst()) {
      case "missing" -> new DiskFault.Missing(texts.getLast());
      case "denied" -> new DiskFault.Denied(texts.getLast());
      case "not_a_folder" -> new DiskFault.NotAFolder(texts.getLast());
      case "in_the_way" -> new DiskFault.InTheWay(texts.getLast());
      case "told" -> new DiskFault.Told(texts.getLast());
      default -> throw new IllegalArgumentException("no fault is " + texts);
    };
  }

  private static List<String> write(DiskFault fault) {
    return switch (fault) {
      case DiskFault.Missing(String file) -> List.of("missing", file);
      case DiskFault.Denied(String file) -> List.of("denied", file);
      case DiskFault.NotAFolder(String file) -> List.of("not_a_folder", file);
      case DiskFault.InTheWay(String file) -> List.of("in_the_way", file);
      case DiskFault.Content _, DiskFault.Told _ -> List.of("told", DiskWords.of(fault));
    };
  }
}
