package io.sealwright.app.cli.node.pool;

import io.sealwright.app.cli.connect.Link;
import io.sealwright.app.shell.CommandFailure;
import io.sealwright.app.shell.ExitCode;
import io.sealwright.app.shell.OutputFormat;
import io.sealwright.app.shell.Report;
import io.sealwright.engine.sending.PlanOutdated;
import io.sealwright.engine.sending.Rescue;
import io.sealwright.engine.sending.RescuePlan;
import io.sealwright.engine.sending.RescueStep;
import io.sealwright.lotus.rpc.RpcException;
import io.sealwright.protocol.cid.Cid;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Shows a plan and, if told to, carries out what was shown. */
record PlanRun(Link link, Report report, boolean apply) {

  /** Shows, and sends if told to; REFUSED if nothing could be done though something should be. */
  ExitCode once(RescuePlan plan) throws CommandFailure, InterruptedException {
    try {
      return run(plan, _ -> {});
    } catch (PlanOutdated e) {
      throw CommandFailure.refused(
              String.valueOf(e.getMessage()), "run the command again and look at the new plan")
          .because(e);
    }
  }

  /**
   * The same, where a plan that no longer holds is followed by another.
   *
   * @param told of each message as soon as it is sent
   */
  ExitCode run(RescuePlan plan, Consumer<Rescue.Sent> told)
      throws CommandFailure, InterruptedException, PlanOutdated {
    Map<RescueStep, Cid> sent = new HashMap<>();
    boolean json = report.format() == OutputFormat.JSON;
    if (!json) {
      show(plan, sent);
    }
    try {
      if (apply) {
        send(
            plan,
            done -> {
              sent.put(done.step(), done.cid());
              told.accept(done);
              if (!json) {
                report.out().println(report.word("pool.sent", done.cid(), done.step().old().cid()));
                report.out().flush();
              }
            });
      } else if (!json && !plan.replacements().isEmpty()) {
        report.out().println(report.word("pool.dry_run", plan.worstFee()));
      }
    } finally {
      if (json) {
        show(plan, sent);
      }
      report.out().flush();
    }
    if (plan.refusals().isEmpty()) {
      return ExitCode.DONE;
    }
    if (plan.replacements().isEmpty()) {
      return ExitCode.REFUSED;
    }
    return apply ? ExitCode.FAILED : ExitCode.DONE;
  }

  private void send(RescuePlan plan, Consumer<Rescue.Sent> told)
      throws CommandFailure, InterruptedException, PlanOutdated {
    Rescue rescue = new Rescue(link.fullNode());
    AtomicInteger sent = new AtomicInteger();
    try {
      rescue.send(
          rescue.check(plan),
          done -> {
            sent.incrementAndGet();
            told.accept(done);
          });
    } catch (RpcException e) {
      CommandFailure failure = link.failure(e);
      throw sent.get() == 0
          ? failure
          : CommandFailure.failed(
                  "%d of %d replacements were sent: %s"
                      .formatted(sent.get(), plan.replacements().size(), failure.getMessage()),
                  "run the command again for the rest")
              .because(e);
    }
  }

  private void show(RescuePlan plan, Map<RescueStep, Cid> sent) {
    PoolWords words = new PoolWords(link.fullNode(), report.words());
    List<Map<String, @Nullable Object>> rows =
        plan.steps().stream()
            .map(step -> {
              Map<String, @Nullable Object> row = words.step(step, plan.baseFee());
              Cid cid = sent.get(step);
              row.put("new_cid", cid == null ? null : cid.toString());
              return row;
            })
            .toList();
    Map<String, @Nullable Object> rest = new LinkedHashMap<>(PoolWords.totals(plan));
    if (report.format() == OutputFormat.JSON) {
      rest.put("applied", apply);
    }
    report.rows("steps", rows, rest);
  }
}
