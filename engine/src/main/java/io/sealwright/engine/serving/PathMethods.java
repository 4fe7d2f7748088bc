package io.sealwright.engine.serving;

import static io.sealwright.lotus.json.RecordForm.field;
import static io.sealwright.lotus.json.RecordForm.sometimes;
import static io.sealwright.lotus.json.ValueJson.SECTOR_ID;
import static io.sealwright.lotus.json.ValueJson.UUID_TEXT;
import static io.sealwright.lotus.rpc.auth.Permission.ADMIN;
import static io.sealwright.lotus.rpc.auth.Permission.READ;
import static io.sealwright.lotus.rpc.typed.Draft.command;
import static io.sealwright.lotus.rpc.typed.Draft.query;

import io.sealwright.engine.storage.attach.Attaching.Mounted;
import io.sealwright.engine.storage.attach.Hold;
import io.sealwright.engine.storage.shared.SharedCheck;
import io.sealwright.engine.storage.shared.SharedCheck.Expected;
import io.sealwright.engine.storage.shared.Sight;
import io.sealwright.lotus.json.RecordForm;
import io.sealwright.lotus.rpc.JsonForm;
import io.sealwright.lotus.rpc.JsonForm.Nothing;
import io.sealwright.lotus.rpc.typed.Method0;
import io.sealwright.lotus.rpc.typed.Method1;
import io.sealwright.lotus.rpc.typed.Method2;
import io.sealwright.lotus.rpc.typed.Method4;
import io.sealwright.lotus.rpc.typed.Method5;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * What only our own miner has about storage paths. Where Lotus knows one host, its own, each of
 * these names the host.
 *
 * <pre>
 *   Sealwright.Mounts []                               which host has which path, and where
 *   Sealwright.Attach [host, folder, path, reason, who]
 *   Sealwright.Holds [host, path]                      what keeps a path on a host
 *   Sealwright.Detach [host, path, reason, who]        a reason lifts what reasons may
 *   Sealwright.CheckStorage [seconds, who]             hosts are to look and leave marks so long
 *   Sealwright.Sights [check]                          what they have reported by now
 *   Sealwright.EndCheck [check]                        they take their marks away
 * </pre>
 */
public final class PathMethods {
  private static final JsonForm<Mounted> MOUNTED =
      RecordForm.of(
          "sealwright.Mounted",
          Mounted.class,
          field("Path", JsonForm.TEXT),
          field("Host", JsonForm.TEXT),
          field("Folder", JsonForm.TEXT));

  private static final JsonForm<Hold> HOLD =
      RecordForm.of(
          "sealwright.Hold",
          Hold.class,
          field(
              "Kind",
              JsonForm.TEXT.mapped(
                  "string",
                  text -> Hold.Kind.valueOf(text.toUpperCase(Locale.ROOT)),
                  kind -> kind.name().toLowerCase(Locale.ROOT))),
          sometimes("Sector", SECTOR_ID));

  private static final JsonForm<Expected> EXPECTED =
      RecordForm.of(
          "sealwright.Expected",
          Expected.class,
          field("Path", JsonForm.TEXT),
          field("Host", JsonForm.TEXT),
          field("Folder", JsonForm.TEXT));

  private static final JsonForm<SharedCheck> CHECK =
      RecordForm.of(
          "sealwright.SharedCheck",
          SharedCheck.class,
          field("Hosts", JsonForm.TEXT.list().mapped("[]string", Set::copyOf, PathMethods::sorted)),
          field("Expected", EXPECTED.list()),
          field("Sights", Sight.FORM.list()));

  private static List<String> sorted(Set<String> hosts) {
    return hosts.stream().sorted().toList();
  }

  public Method0<List<Mounted>> mounts() {
    return query("Sealwright.Mounts", READ, MOUNTED.list()).taking();
  }

  public Method5<String, String, String, String, String, Nothing> attach() {
    return command("Sealwright.Attach", ADMIN, JsonForm.NOTHING)
        .taking(JsonForm.TEXT, JsonForm.TEXT, JsonForm.TEXT, JsonForm.TEXT, JsonForm.TEXT);
  }

  public Method2<String, String, List<Hold>> holds() {
    return query("Sealwright.Holds", READ, HOLD.list()).taking(JsonForm.TEXT, JsonForm.TEXT);
  }

  public Method4<String, String, String, String, Nothing> detach() {
    return command("Sealwright.Detach", ADMIN, JsonForm.NOTHING)
        .taking(JsonForm.TEXT, JsonForm.TEXT, JsonForm.TEXT, JsonForm.TEXT);
  }

  public Method2<Long, String, UUID> check() {
    return command("Sealwright.CheckStorage", ADMIN, UUID_TEXT).taking(JsonForm.I64, JsonForm.TEXT);
  }

  public Method1<UUID, SharedCheck> sights() {
    return query("Sealwright.Sights", READ, CHECK).taking(UUID_TEXT);
  }

  public Method1<UUID, Nothing> endCheck() {
    return query("Sealwright.EndCheck", ADMIN, JsonForm.NOTHING).taking(UUID_TEXT);
  }
}
