package io.sealwright.app.shell;

import io.sealwright.proofs.file.DiskFault;
import java.util.ResourceBundle;

/** What went wrong with a file, in the words of a language. */
public record FaultWords(ResourceBundle words) {
  public String of(DiskFault fault) {
    return switch (fault) {
      case DiskFault.Missing(String file) -> say("missing", file);
      case DiskFault.Denied(String file) -> say("denied", file);
      case DiskFault.NotAFolder(String file) -> say("not_a_folder", file);
      case DiskFault.InTheWay(String file) -> say("in_the_way", file);
      case DiskFault.OtherLength(String file, long found, long expected) ->
          say("other_length", file, found, expected);
      case DiskFault.NoSealingWrites(String file) -> say("no_sealing_writes", file);
      case DiskFault.OtherCommR(String file) -> say("other_comm_r", file);
      case DiskFault.Told(String told) -> told;
    };
  }

  private String say(String key, Object... blanks) {
    return words.getString("disk." + key).formatted(blanks);
  }
}
