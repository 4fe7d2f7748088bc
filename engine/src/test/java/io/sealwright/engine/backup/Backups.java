package io.sealwright.engine.backup;

import io.sealwright.protocol.bytes.ByteString;
import io.sealwright.protocol.cbor.CborWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/** Backups for tests: the recorded one, and small ones made by hand. */
final class Backups {
  private static final Path RECORDED =
      Path.of("..", "vectors", "lotus-rpc", "files", "miner-backup.json");

  private Backups() {}

  /** What a lotus-miner of v1.36 wrote when it had the sectors 0, 1 and 2. */
  static byte[] recorded() throws IOException {
    String base64 =
        JsonMapper.shared().readTree(Files.readString(RECORDED)).path("base64").asString();
    return Base64.getDecoder().decode(base64);
  }

  static BackupEntry entry(String key, String hex) {
    return new BackupEntry(key, ByteString.fromHex(hex), false);
  }

  /** A backup of these entries, with the right checksum. */
  static byte[] of(List<BackupEntry> entries) {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(0x9f);
    for (BackupEntry entry : entries) {
      CborWriter out = new CborWriter();
      out.array(2);
      write(out, entry);
      body.writeBytes(out.toBytes());
    }
    body.write(0xff);
    CborWriter checksum = new CborWriter();
    checksum.bytes(ByteString.of(sha256(body.toByteArray())));
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    file.write(0x82);
    file.writeBytes(body.toByteArray());
    file.writeBytes(checksum.toBytes());
    return file.toByteArray();
  }

  /** An entry of the log behind a backup. */
  static byte[] logEntry(BackupEntry entry) {
    CborWriter out = new CborWriter();
    out.array(3);
    write(out, entry);
    out.signed(1_795_414_382L);
    return out.toBytes();
  }

  /**
   * A sector record with the fields that matter to a test, in the order they have in the source of
   * Lotus, as releases of 2022 wrote them.
   */
  static ByteString oldRecord(String state, long number) {
    CborWriter out = new CborWriter();
    out.map(5);
    out.text("State");
    out.text(state);
    out.text("SectorNumber");
    out.unsigned(number);
    out.text("SectorType");
    out.signed(8);
    out.text("Pieces");
    out.nothing();
    out.text("Log");
    out.array(1);
    out.map(2);
    out.text("Timestamp");
    out.unsigned(1_641_787_200);
    out.text("Kind");
    out.text("event;sealing.SectorStartCC");
    return ByteString.of(out.toBytes());
  }

  static BackupEntry sector(long key, ByteString record) {
    return new BackupEntry("/sectors/" + key, record, false);
  }

  private static void write(CborWriter out, BackupEntry entry) {
    out.bytes(ByteString.of(entry.key().getBytes(StandardCharsets.UTF_8)));
    out.bytes(entry.value());
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
