package io.sealwright.engine.schedule;

/**
 * Decides who gets what. Pure: equal snapshots and rules give equal plans.
 *
 * <p>Waiting tasks are looked at in the order of {@link Rank}; each goes to a worker that has
 * nothing against it, and of these to the one with most free slots of its type, then to the one
 * with most space for its files. Nothing that would fit somewhere is left waiting, but for one
 * case: when a proving task or one that has waited beyond patience lacks memory, threads or GPUs,
 * what is left on one host is kept for it until enough of what runs there has finished. Without
 * that, tasks that need little would take each freed bit, and one that needs much would never
 * start. Space on paths is not kept so: the sectors of a miner are of one size, and the oldest
 * comes first.
 *
 * <p>Another free slot never takes a place away from a task as long as only slots are short. Where
 * memory, threads or space are, it may: the slot can go to a task of higher rank, which then takes
 * them.
 *
 * <p>A plan costs a look at each waiting task, and one at each worker for each task that starts and
 * for each kind of task that waits: tasks of one type and size whose files lie on the same paths
 * are alike, and wait for the same reasons.
 */
public record Planner(Rules rules) {

  public Plan plan(Snapshot snapshot) {
    return new Planning(rules, snapshot).plan();
  }
}
