package io.sealwright.engine.store;

import io.sealwright.engine.life.json.RecordJson;
import io.sealwright.engine.life.json.UnreadableRecord;
import io.sealwright.engine.life.next.MessageFate;
import io.sealwright.engine.sending.miner.MessagePurpose;
import io.sealwright.engine.sending.miner.OutboxRecord;
import io.sealwright.engine.sending.miner.OutboxRecords;
import io.sealwright.protocol.MinerId;
import io.sealwright.protocol.SectorNumber;
import io.sealwright.protocol.amount.TokenAmount;
import io.sealwright.protocol.cbor.CborException;
import io.sealwright.protocol.cid.Cid;
import io.sealwright.protocol.epoch.Epoch;
import io.sealwright.protocol.message.MessageCbor;
import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementContext;

/** The messages of one miner, with the bytes that were signed. */
public final class OutboxTable implements OutboxRecords {
  private static final String COLUMNS = "purpose, sectors, request, signed, locks, head";
  private static final RecordJson<MessageFate> FATES = new RecordJson<>(MessageFate.class, 1, 200);
  private static final String NEVER_TAKEN = FATES.encode(new MessageFate.None());

  /** Messages that are asked about in one statement. */
  private static final int AT_ONCE = 500;

  private final Jdbi jdbi;
  private final long miner;

  OutboxTable(Jdbi jdbi, MinerId miner) {
    this.jdbi = jdbi;
    this.miner = miner.id();
  }

  /**
   * {@inheritDoc}
   *
   * <p>What no node took may be signed again just as it was, and is a new message then. Of two with
   * one key, or one CID, the second fails.
   */
  @Override
  public void reserve(OutboxRecord record) throws IOException {
    Statements.transact(
        jdbi,
        handle -> {
          handle
              .createUpdate(
                  "delete from outbox where miner = :miner and cid = :cid and fate = :none")
              .bind("miner", miner)
              .bind("cid", record.cid().toString())
              .bind("none", NEVER_TAKEN)
              .execute();
          return handle
              .createUpdate(
                  "insert into outbox (miner, cid, purpose, sectors, request, signed, locks, head)"
                      + " values (:miner, :cid, :purpose, :sectors, :key, :signed, :locks, :head)")
              .bind("miner", miner)
              .bind("cid", record.cid().toString())
              .bind("purpose", record.purpose().name())
              .bind("sectors", text(record.sectors()))
              .bind("key", record.key())
              .bind("signed", MessageCbor.SIGNED_MESSAGE.encode(record.signed()))
              .bind("locks", record.locks().decimal())
              .bind("head", record.head().height())
              .execute();
        });
  }

  @Override
  public List<OutboxRecord> pending() throws IOException {
    return Statements.transact(
        jdbi,
        handle ->
            handle
                .createQuery(
                    "select "
                        + COLUMNS
                        + " from outbox where miner = :miner and fate is null order by seq")
                .bind("miner", miner)
                .map(OutboxTable::read)
                .list());
  }

  @Override
  public void settle(Cid message, MessageFate fate) throws IOException {
    boolean isTaken =
        switch (fate) {
          case MessageFate.Landed _, MessageFate.Superseded _ -> true;
          case MessageFate.None _ -> false;
          case MessageFate.Unknown _, MessageFate.Pending _ ->
              throw new IllegalArgumentException(fate + " settles nothing");
        };
    Statements.transact(
        jdbi,
        handle ->
            handle
                .createUpdate(
                    "update outbox set fate = :fate"
                        + (isTaken ? "" : ", request = null")
                        + " where miner = :miner and cid = :cid and fate is null")
                .bind("fate", FATES.encode(fate))
                .bind("miner", miner)
                .bind("cid", message.toString())
                .execute());
  }

  @Override
  public Optional<OutboxRecord> keyed(String key) throws IOException {
    return Statements.transact(
        jdbi,
        handle ->
            handle
                .createQuery(
                    "select " + COLUMNS + " from outbox where miner = :miner and request = :key")
                .bind("miner", miner)
                .bind("key", key)
                .map(OutboxTable::read)
                .findOne());
  }

  @Override
  public Map<Cid, MessageFate> settled(Set<Cid> messages) throws IOException {
    List<String> asked = messages.stream().map(Cid::toString).toList();
    Map<Cid, MessageFate> fates = new HashMap<>();
    for (int from = 0; from < asked.size(); from += AT_ONCE) {
      fates.putAll(settled(asked.subList(from, Math.min(asked.size(), from + AT_ONCE))));
    }
    return fates;
  }

  private Map<Cid, MessageFate> settled(List<String> asked) throws IOException {
    return Statements.transact(
        jdbi,
        handle ->
            handle
                .createQuery(
                    "select cid, fate from outbox"
                        + " where miner = :miner and fate is not null and cid in (<asked>)")
                .bind("miner", miner)
                .bindList("asked", asked)
                .map((row, _) -> Map.entry(Cid.parse(row.getString(1)), fate(row.getString(2))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)));
  }

  private static OutboxRecord read(ResultSet row, StatementContext context) throws SQLException {
    try {
      return new OutboxRecord(
          MessagePurpose.valueOf(row.getString("purpose")),
          sectors(row.getString("sectors")),
          Optional.ofNullable(row.getString("request")),
          MessageCbor.SIGNED_MESSAGE.decode(row.getBytes("signed")),
          TokenAmount.ofDecimal(row.getString("locks")),
          new Epoch(row.getLong("head")));
    } catch (CborException e) {
      throw new SQLException("the record of a message cannot be read", e);
    }
  }

  private static MessageFate fate(String json) throws SQLException {
    try {
      return FATES.decode(json);
    } catch (UnreadableRecord e) {
      throw new SQLException("what became of a message cannot be read", e);
    }
  }

  /** Numbers with a blank between. */
  private static String text(List<SectorNumber> sectors) {
    return sectors.stream()
        .map(sector -> Long.toString(sector.number()))
        .collect(Collectors.joining(" "));
  }

  private static List<SectorNumber> sectors(String text) {
    return text.isEmpty()
        ? List.of()
        : Arrays.stream(text.split(" ")).map(SectorNumber::parse).toList();
  }
}
