package io.sealwright.engine.node.logs;

import io.sealwright.lotus.log.LogEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines whose meaning is known, the first that fits counting: those that look like another come
 * before it. A pattern is looked for in the whole text of an event: message, then fields as {@code
 * name: value}, then the lines that follow. What differs between old and new Lotus is in the
 * patterns, and the logger is named only where the words alone would not tell.
 */
public enum KnownLine {
  DISK_FULL(Grade.FAULT, "", "no space left on device"),
  OPEN_FILES(Grade.FAULT, "", "too many open files"),
  POST_ALREADY_PROVEN(Grade.HARMLESS, "", "partition already proven"),
  SECTOR_SHUTDOWN(
      Grade.HARMLESS, "sectors", "unhandled sector error \\((\\d+)\\): normal shutdown"),
  JWT_REFUSED(Grade.FAULT, "auth", "JWT Verification failed \\(originating from ([^)]+)\\)"),
  NO_BEARER(Grade.WARNING, "auth", "missing Bearer prefix"),
  POST_WRONG(
      Grade.FAULT, "", "generated incorrect window post proof|window post verification failed"),
  POST_FAILED(
      Grade.FAULT,
      "",
      "error generating window post|runPoStCycle failed|running window post failed"),
  POST_NOT_SUBMITTED(Grade.FAULT, "", "submit window post failed|submitPoStMessage failed"),
  POST_NOT_DECLARED(Grade.FAULT, "", "checking sector (?:faults|recoveries): "),
  POST_REJECTED(Grade.FAULT, "", "Submitting window post (\\S+) failed: exit (\\d+)"),
  POST_SKIPPED(Grade.FAULT, "", "generate window post skipped sectors"),
  POST_NOT_PROVEN(Grade.FAULT, "", "Aborted window post Proving"),
  POST_WINDOW_CLOSED(Grade.WARNING, "", "Aborted window post Submitting"),
  SECTORS_FAULTY(Grade.FAULT, "", "DETECTED FAULTY SECTORS"),
  SECTOR_UNREADABLE(Grade.FAULT, "", "CheckProvable Sector FAULT"),
  SECTORS_UNREADABLE(Grade.FAULT, "", "^Checked sectors\\nchecked: (\\d+)\\ngood: (?!\\1$)(\\d+)"),
  POST_ERROR(Grade.FAULT, "", "^computing window post\\n(?:.*\\n)*err: (?!null)(.+)"),
  POST_RANDOMNESS(Grade.WARNING, "", "windowpost randomness changed"),
  CHAIN_NEWS_LOST(Grade.FAULT, "", "ChainNotify error|notifs channel closed"),
  MINER_LOST(Grade.FAULT, "", "LOTUS-MINER CONNECTION LOST"),
  HEARTBEAT_FAILED(Grade.FAULT, "", "heartbeat: checking remote session failed"),
  WORKER_NOT_REGISTERED(Grade.FAULT, "", "Registering worker failed"),
  WORKER_UNREACHABLE(Grade.WARNING, "advmgr", "failed to check worker session"),
  WORKER_RESTARTED(Grade.WARNING, "advmgr", "worker session changed"),
  WORKER_CLOSING(Grade.WARNING, "advmgr", "Worker closing"),
  RETURN_FAILED(Grade.FAULT, "", "return error, will retry in"),
  SECTOR_ERROR(Grade.FAULT, "", "sector (\\d+) got error event sealing\\.(\\w+)"),
  SECTOR_WAITS(Grade.FAULT, "", "(\\w+Failed)\\((\\d+)\\), waiting (\\S+) before retrying"),
  SECTOR_LOST(Grade.FAULT, "", "Fatal error on sector (\\d+)|sector (\\d+) failed unrecoverably"),
  SECTOR_UNHANDLED(Grade.FAULT, "", "unhandled sector error \\((\\d+)\\)"),
  C2_FAILED(Grade.FAULT, "", "Commit2 error"),
  SECTOR_MACHINE_DEAD(Grade.FAULT, "evtsm", "Executing event planner failed"),
  STORAGE_HEALTH(Grade.FAULT, "stores", "error reporting storage health"),
  STORAGE_SLOW(Grade.WARNING, "stores", "slow storage stat"),
  STORAGE_ID(Grade.FAULT, "stores", "storage path ID changed"),
  TERMINATE_FAILED(Grade.FAULT, "", "TerminateBatcher processBatch error"),
  NO_FUNDS(Grade.FAULT, "", "not enough funds|insufficient funds|SysErrInsufficientFunds"),
  ALERT(Grade.FAULT, "alerting", "^alert raised"),
  BLOCK_TOO_LATE(Grade.FAULT, "miner", "CAUTION: block production took us past the block time"),
  BLOCK_IN_PAST(Grade.WARNING, "miner", "mined block in the past"),
  BLOCKS_ARRIVE_LATE(Grade.WARNING, "sub", "received block with large delay"),
  NEW_SECRET(Grade.WARNING, "", "Generating new API secret"),
  CALL_REFUSED(Grade.WARNING, "rpc", "error in RPC call to 'Filecoin\\.(\\w+)': (.*)"),
  STOPPING(Grade.NOTICE, "", "^received shutdown|^Shutting down"),
  STOPPED(Grade.NOTICE, "", "Graceful shutdown successful"),
  WORKER_STARTS(Grade.NOTICE, "", "^Starting lotus worker"),
  WORKER_READY(Grade.NOTICE, "", "Worker registered successfully"),
  POST_BEGINS(Grade.NOTICE, "", "^starting PoSt cycle"),
  POST_PROVING(Grade.NOTICE, "", "^running window post"),
  POST_PROVEN(Grade.NOTICE, "", "^computing window post"),
  POST_SENT(Grade.NOTICE, "", "^Submitted window post: (\\S+)"),
  POST_LANDED(Grade.NOTICE, "", "^Window post submission successful"),
  SECTORS_READABLE(Grade.NOTICE, "", "^Checked sectors"),
  BATCH_SENT(Grade.NOTICE, "", "^Sent (\\w+) message"),
  PRECOMMITTED(
      Grade.NOTICE, "", "^(?:Sector precommitted|precommit message landed on chain): (\\d+)"),
  C2_BEGINS(Grade.NOTICE, "", "^seal_commit_phase2:start: SectorId\\((\\d+)\\)"),
  C2_DONE(Grade.NOTICE, "", "^seal_commit_phase2:finish: SectorId\\((\\d+)\\)"),
  BLOCK_MADE(Grade.NOTICE, "", "^mined new block");

  private final Grade grade;
  private final String logger;
  private final Pattern text;

  KnownLine(Grade grade, String logger, String text) {
    this.grade = grade;
    this.logger = logger;
    this.text = Pattern.compile(text);
  }

  public Grade grade() {
    return grade;
  }

  /** The name under which its words are found: {@code log.NAME.meaning} and so on. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What an event is known to be, if it is. */
  public static Optional<Explanation> of(LogEntry entry) {
    String whole = entry.wholeText();
    for (KnownLine line : values()) {
      if (line.logger.isEmpty() || line.logger.equals(entry.logger())) {
        Matcher found = line.text.matcher(whole);
        if (found.find()) {
          return Optional.of(new Explanation(line, values(found)));
        }
      }
    }
    return Optional.empty();
  }

  private static List<String> values(Matcher found) {
    List<String> values = new ArrayList<>();
    for (int i = 1; i <= found.groupCount(); i++) {
      if (found.group(i) != null) {
        values.add(found.group(i));
      }
    }
    return values;
  }
}
