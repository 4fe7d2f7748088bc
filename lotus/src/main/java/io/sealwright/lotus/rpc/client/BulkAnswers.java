package io.sealwright.lotus.rpc.client;

import io.sealwright.lotus.rpc.RpcError;
import io.sealwright.lotus.rpc.RpcException.Misunderstood;
import io.sealwright.lotus.rpc.RpcException.Refused;
import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.lotus.rpc.UnexpectedJson;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Reads the answers to many calls of a method out of the bytes they came in. */
public final class BulkAnswers<R> {
  private final String method;
  private final Reader<R> reader;
  private final AtomicReferenceArray<BulkAnswer<R>> answers;

  /** Reads one result. The parser stands at its first token and is left at its last. */
  public interface Reader<R> {
    R read(JsonParser in) throws UnexpectedJson;
  }

  BulkAnswers(String method, int count, Reader<R> reader) {
    this.method = method;
    this.reader = reader;
    this.answers = new AtomicReferenceArray<>(count);
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
    try (JsonParser in = RpcJson.parser(body)) {
      if (in.nextToken() != JsonToken.START_ARRAY) {
        return false;
      }
      while (in.nextToken() == JsonToken.START_OBJECT) {
        read(in, from, to);
      }
    } catch (JacksonException e) {
      throw notJson(e);
    }
    for (int i = from; i < to; i++) {
      requireAnswered(i);
    }
    return true;
  }

  /** Reads the answer to one call. */
  void readSingle(byte[] body, int index) throws Misunderstood, Refused {
    try (JsonParser in = RpcJson.parser(body)) {
      if (in.nextToken() != JsonToken.START_OBJECT) {
        throw new Misunderstood("the answer to " + method + " is no object");
      }
      read(in, index, index + 1);
    } catch (JacksonException e) {
      throw notJson(e);
    }
    requireAnswered(index);
  }

  /** The parts of an answer come in any order: the id last, as one generation of nodes writes it. */
  private void read(JsonParser in, int from, int to) throws Misunderstood, Refused {
    long id = 0;
    BulkAnswer<R> answer = null;
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      JsonToken token = in.nextToken();
      if (name.equals("id") && token == JsonToken.VALUE_NUMBER_INT) {
        id = in.getLongValue();
      } else if (name.equals("result") && token != JsonToken.VALUE_NULL) {
        answer = new BulkAnswer.Given<>(result(in));
      } else if (name.equals("error") && token == JsonToken.START_OBJECT) {
        answer = new BulkAnswer.Denied<>(error(in));
      } else {
        in.skipChildren();
      }
    }
    if (answer == null || id <= from || id > to) {
      throw new Misunderstood("an answer to " + method + " belongs to no call, or is empty");
    }
    answers.set((int) id - 1, answer);
  }

  private R result(JsonParser in) throws Misunderstood {
    try {
      return reader.read(in);
    } catch (UnexpectedJson e) {
      throw new Misunderstood("the answer to " + method + ": " + e.getMessage(), e);
    }
  }

  /** A refusal that would be that of every other call, too, ends them all. */
  private static RpcError error(JsonParser in) throws Refused {
    int code = 0;
    String text = "";
    while (in.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = in.currentName();
      in.nextToken();
      if (name.equals("code")) {
        code = in.getIntValue();
      } else if (name.equals("message")) {
        text = in.getString();
      } else {
        in.skipChildren();
      }
    }
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

  private Misunderstood notJson(JacksonException e) {
    return new Misunderstood(
        "the answer to " + method + " is not JSON: " + e.getOriginalMessage(), e);
  }
}
