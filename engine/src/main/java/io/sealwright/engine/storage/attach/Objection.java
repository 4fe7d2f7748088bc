package io.sealwright.engine.storage.attach;

import java.util.List;

/**
 * Something that speaks against attaching a folder.
 *
 * @param about the host, names, ids or miners that are meant
 */
public record Objection(Kind kind, List<String> about) {
  public Objection {
    about = List.copyOf(about);
  }

  /** What speaks against it. */
  public enum Kind {
    /** No worker of such a host was ever there. */
    UNKNOWN_HOST(false),
    /** The folder is not there: its disk may not be mounted. */
    ABSENT(false),
    /** It is to be made a path, and is one. */
    IS_PATH(false),
    /** It is to be taken as a path, and is none. */
    NO_PATH(false),
    /** The host has it. */
    ATTACHED(false),
    /** The host has a path of this id in another folder: the file was copied. */
    ID_ELSEWHERE(false),
    /** The host has another path in this folder. */
    OTHER_PATH_THERE(false),
    /** Names that are no sector's lie where sectors do: a miner of Lotus takes no such path. */
    FOREIGN_NAMES(false),
    /** Sectors of another miner lie there. */
    OTHER_MINER(true),
    /** A new path has something in it. */
    NOT_EMPTY(true);

    private final boolean reasonable;

    Kind(boolean reasonable) {
      this.reasonable = reasonable;
    }

    /** Whether an operator who gives a reason may go on all the same. */
    public boolean isLiftedByReason() {
      return reasonable;
    }
  }
}
