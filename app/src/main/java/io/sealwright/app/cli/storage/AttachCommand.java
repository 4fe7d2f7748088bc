package io.sealwright.app.cli.storage;

import io.sealwright.app.cli.Values;
import io.sealwright.app.cli.cluster.OperatorCommand;
import io.sealwright.app.cli.cluster.OwnMiner;
import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.cli.listing.Reports;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.worker.Machine;
import io.sealwright.engine.serving.OperatorMethods.KnownHost;
import io.sealwright.engine.serving.PathMethods;
import io.sealwright.engine.storage.PathMark;
import io.sealwright.engine.storage.attach.Attaching;
import io.sealwright.engine.storage.attach.Attaching.Mounted;
import io.sealwright.engine.storage.attach.FolderFacts;
import io.sealwright.engine.storage.attach.Objection;
import io.sealwright.engine.work.path.HostPath;
import io.sealwright.engine.work.path.PathRefused;
import io.sealwright.lotus.api.MinerApi;
import io.sealwright.lotus.cluster.StoragePath;
import io.sealwright.protocol.MinerId;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Attaches a folder to hosts as a storage path, with {@code --init} after making it one. Without
 * {@code --apply} nothing is done. Runs where the folder is mounted, as Lotus's own.
 */
@Command(name = "attach")
public final class AttachCommand extends OperatorCommand {
  private static final PathMethods OWN = new PathMethods();

  /** Stands for the one host of a lotus-miner, which does not name itself. */
  private static final String MINERS_HOST = "";

  @Parameters(index = "0", paramLabel = "FOLDER", converter = Values.Location.class)
  Path folder = Path.of("");

  @Option(names = "--init")
  boolean init;

  @Option(names = "--seal")
  boolean seal;

  @Option(names = "--store")
  boolean store;

  @Option(names = "--weight", paramLabel = "N", defaultValue = "10")
  long weight;

  @Option(names = "--max-storage", paramLabel = "SIZE", converter = Values.Memory.class)
  long maxStorage;

  @Option(names = "--groups", paramLabel = "NAME", split = ",")
  List<String> groups = new ArrayList<>();

  @Option(names = "--allow-to", paramLabel = "NAME", split = ",")
  List<String> allowTo = new ArrayList<>();

  @Option(names = "--host", paramLabel = "HOST", split = ",")
  List<String> hosts = new ArrayList<>();

  @Option(names = "--reason", paramLabel = "TEXT")
  String reason = "";

  @Option(names = "--apply")
  boolean apply;

  @Override
  protected void check() throws CommandFailure {
    boolean mark = seal || store || maxStorage > 0 || !groups.isEmpty() || !allowTo.isEmpty();
    if (init && !seal && !store) {
      throw CommandFailure.invalid(
          "it is not said what the path is for", "give at least one of --store and --seal");
    }
    if (!init && mark) {
      throw CommandFailure.invalid(
          "the roles of a path are in its sectorstore.json", "give them with --init only");
    }
    if (weight < 0) {
      throw CommandFailure.invalid(weight + " is no weight", "give one from 0 on");
    }
    folder = folder.toAbsolutePath().normalize();
  }

  @Override
  protected void act(Link link, Reports reports) throws CommandFailure, InterruptedException {
    Optional<List<Mounted>> own = new OwnMiner(link).askIfOwn(OWN.mounts().ask());
    List<Mounted> mounted = own.isPresent() ? own.get() : ofLotus(link);
    FolderFacts facts = new FolderReader(folder).facts();
    Attaching attaching = new Attaching(facts, init, miner(link), where(own.isPresent()));
    List<Objection> objections = attaching.objections(mounted, hosts(link));
    List<Objection> firm =
        objections.stream()
            .filter(some -> reason.isBlank() || !some.kind().isLiftedByReason())
            .sorted(Comparator.comparing(some -> some.kind().isLiftedByReason()))
            .toList();
    String id = facts.id().orElseGet(() -> UUID.randomUUID().toString());
    if (firm.isEmpty() && apply) {
      carryOut(link, id, own.isPresent(), attaching.hosts());
    }
    show(reports, id, attaching, objections, firm.isEmpty() && apply);
    if (!firm.isEmpty()) {
      throw CommandFailure.refused(
          folder
              + " is not attached: "
              + reports.inEnglish().text(key(firm.getFirst()), about(firm.getFirst())),
          remedy(firm.getFirst().kind()));
    }
    if (!apply) {
      reports.note("storage.dry_run");
    } else if (own.isPresent()) {
      reports.note("attach.done");
    }
  }

  private static String remedy(Objection.Kind kind) {
    return switch (kind) {
      case UNKNOWN_HOST ->
          "see them with 'sealwright sealing workers --by host'; a host is known once a worker of"
              + " it has started";
      case ABSENT -> "mount its disk, or make the folder, and attach it again";
      case IS_PATH -> "leave out --init to take it as it is";
      case NO_PATH ->
          "mount the disk that has it, or make the folder a path with --init and --seal or --store";
      case ATTACHED -> "nothing is to be done, see 'sealwright storage list'";
      case ID_ELSEWHERE ->
          "delete the copy and give --init, or detach the path where it was before";
      case OTHER_PATH_THERE -> "detach that path first with 'sealwright storage detach'";
      case FOREIGN_NAMES -> "move them out of the folders of sectors";
      case OTHER_MINER, NOT_EMPTY -> "give --reason TEXT if it is meant";
    };
  }

  private static MinerId miner(Link link) throws CommandFailure, InterruptedException {
    return new MinerId(
        link.ask(MinerApi.of(link.network().letter()).actor().address().ask())
            .actor()
            .orElseThrow(() ->
                CommandFailure.unreachable("the miner does not say who it is", "check its API")));
  }

  private List<String> where(boolean isOwn) throws CommandFailure {
    if (!isOwn && !hosts.isEmpty()) {
      throw CommandFailure.invalid(
          "a lotus-miner attaches folders of its own host only",
          "leave out --host; on a worker use 'lotus-worker storage attach'");
    }
    return !isOwn ? List.of(MINERS_HOST) : hosts.isEmpty() ? List.of(Machine.name()) : hosts;
  }

  /** The hosts there are: those our own miner knows, or the one of a lotus-miner. */
  private static Set<String> hosts(Link link) throws CommandFailure, InterruptedException {
    return OwnMiner.hosts(link)
        .map(hosts -> hosts.stream().map(KnownHost::name).collect(Collectors.toSet()))
        .orElse(Set.of(MINERS_HOST));
  }

  private static List<Mounted> ofLotus(Link link) throws CommandFailure, InterruptedException {
    List<Mounted> mounted = new ArrayList<>();
    link.ask(MinerApi.of(link.network().letter()).storage().local().ask())
        .forEach((path, folder) -> mounted.add(new Mounted(path, MINERS_HOST, folder)));
    return mounted;
  }

  private void carryOut(Link link, String id, boolean isOwn, List<String> where)
      throws CommandFailure, InterruptedException {
    if (init) {
      make(id);
    }
    if (isOwn) {
      for (String host : where) {
        new OwnMiner(link).ask(OWN.attach().ask(host, folder.toString(), id, reason, who()));
      }
    } else {
      link.ask(MinerApi.of(link.network().letter()).storage().addLocal().ask(folder.toString()));
    }
  }

  private void make(String id) throws CommandFailure {
    try {
      HostPath.make(folder, new PathMark(path(id), true));
    } catch (PathRefused e) {
      throw CommandFailure.refused(String.valueOf(e.getMessage()), "leave out --init").because(e);
    } catch (IOException e) {
      throw CommandFailure.failed(
              folder + " cannot be made a path: " + e.getMessage(), "check who may write there")
          .because(e);
    }
  }

  private StoragePath path(String id) {
    return new StoragePath(
        id,
        Optional.empty(),
        weight,
        maxStorage,
        seal,
        store,
        Optional.of(groups).filter(list -> !list.isEmpty()),
        Optional.of(allowTo).filter(list -> !list.isEmpty()),
        StoragePath.Limits.none());
  }

  private void show(
      Reports reports,
      String id,
      Attaching attaching,
      List<Objection> objections,
      boolean applied) {
    Map<String, @Nullable Object> facts = new LinkedHashMap<>();
    Map<String, String> texts = new LinkedHashMap<>();
    facts.put("folder", folder.toString());
    facts.put("path", init && !applied ? null : id);
    List<String> named =
        attaching.hosts().stream().filter(host -> !host.equals(MINERS_HOST)).toList();
    facts.put("hosts", named);
    texts.put("hosts", named.isEmpty() ? reports.text("attach.miners_host") : join(named));
    facts.put("init", init);
    facts.put("objections", objections.stream().map(AttachCommand::object).toList());
    texts.put(
        "objections",
        objections.isEmpty()
            ? "-"
            : join(objections.stream().map(some -> reports.text(key(some), about(some))).toList()));
    facts.put("applied", applied);
    reports.facts(facts, texts);
  }

  private static Map<String, Object> object(Objection objection) {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("kind", objection.kind());
    parts.put("about", objection.about());
    parts.put("lifted_by_reason", objection.kind().isLiftedByReason());
    return parts;
  }

  private static String key(Objection objection) {
    return "attach.objection." + Reports.key(objection.kind());
  }

  private static String about(Objection objection) {
    return join(objection.about());
  }

  private static String join(List<String> words) {
    return String.join(", ", words);
  }
}
