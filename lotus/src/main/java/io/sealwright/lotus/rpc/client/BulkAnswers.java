package io.sealwright.lotus.rpc.client;

import io.sealwright.lotus.brief.JsonCursor;
import io.sealwright.lotus.brief.JsonNames;
import io.sealwright.lotus.rpc.RpcError;
import io.sealwright.lotus.rpc.RpcException.Misunderstood;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.lotus.rpc.UnexpectedJson;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import tools.jackson.databind.JsonNode;

/** Reads the answers to many calls of a method out of the bytes they came in. */
public final class BulkAnswers<R> {
  private final String method;
  private final Reader<R> reader;
  private final JsonNames names;
  private final AtomicReferenceArray<BulkAnswer<R>> answers;

  /** Reads one result, which comes next, and leaves the cursor behind it. */
  public interface Reader<R> {
    R read(JsonCursor in) throws UnexpectedJson;
  }

  BulkAnswers(String method, int count, Reader<R> reader, JsonNames names) {
    this.method = method;
    this.names = names;
    this.reader = reader;
    this.answers = new AtomicReferenceArray<>(count);
  }

  int count() {
    return answers.length();
  }

  /** All of them, in the order of the calls. */
  List<BulkAnswer<R>> list() {
    List<BulkAnswer<R>> list = new ArrayList<>(answers.length());
    for (int i = 0; i < answers.length(); i++) {
      list.add(answers.get(i));
    }
    return list;
  }

  /** Reads the list that answers the calls {@code [from, to)}; false if it is no list. */
  boolean readBatch(byte[] body, int from, int to) throws Misunderstood, Refused {
    JsonCursor in = new JsonCursor(body, names);
    try {
      if (body.length == 0 || in.kind() != '[') {
        return false;
      }
      in.enter('[');
      while (in.item()) {
        read(in, from, to);
      }
    } catch (UnexpectedJson e) {
      throw unexpected(e);
    }
    for (int i = from; i < to; i++) {
      requireAnswered(i);
    }
    return true;
  }

  /** Reads the answer to one call. */
  void readSingle(byte[] body, int index) throws Misunderstood, Refused {
    try {
      read(new JsonCursor(body, names), index, index + 1);
    } catch (UnexpectedJson e) {
      throw unexpected(e);
    }
    requireAnswered(index);
  }

  /** The parts of an answer come in any order: one generation of nodes writes the id last. */
  private void read(JsonCursor in, int from, int to) throws UnexpectedJson, Misunderstood, Refused {
    long id = 0;
    BulkAnswer<R> answer = null;
    in.enter('{');
    for (String name = in.field(); name != null; name = in.field()) {
      switch (name) {
        case "id" -> id = in.nothing() ? 0 : in.number();
        case "result" -> answer = new BulkAnswer.Given<>(reader.read(in));
        case "error" -> answer = in.nothing() ? answer : new BulkAnswer.Denied<>(error(in));
        default -> in.skip();
      }
    }
    if (answer == null || id <= from || id > to) {
      throw new Misunderstood("an answer to " + method + " belongs to no call, or is empty");
    }
    answers.set((int) id - 1, answer);
  }

  /** A refusal that would be that of every other call, too, ends them all. */
  private static RpcError error(JsonCursor in) throws UnexpectedJson, Refused {
    JsonNode error = in.tree();
    int code = error.path("code").asInt(0);
    String text = error.path("message").asString("");
    Refused refused = new Refused(code, text);
    if (code == RpcError.NO_SUCH_METHOD || refused.isPermissionMissing()) {
      throw refused;
    }
    return new RpcError(code, text);
  }

  private void requireAnswered(int index) throws Misunderstood {
    if (answers.get(index) == null) {
      throw new Misunderstood("a call of " + method + " among several has no answer");
    }
  }

  private Misunderstood unexpected(UnexpectedJson e) {
    return new Misunderstood("the answer to " + method + ": " + e.getMessage(), e);
  }
}
