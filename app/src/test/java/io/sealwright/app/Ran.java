package io.sealwright.app;

import io.sealwright.lotus.rpc.RpcJson;
import io.sealwright.lotus.rpc.UnexpectedJson;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** A command line that was run in this process, and what it said. */
public record Ran(int code, String out, String err) {

  /** Runs a command line in English. */
  public static Ran line(String... arguments) {
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    int code = into(out, err, arguments);
    return new Ran(code, out.toString(), err.toString());
  }

  /** The same where another thread looks at what it has said so far; returns the exit code. */
  public static int into(StringWriter out, StringWriter err, String... arguments) {
    return new Program(new PrintWriter(out, true), new PrintWriter(err, true), Locale.ROOT)
        .run(arguments);
  }

  /** The lines of the result. */
  public List<String> lines() {
    return out.lines().toList();
  }

  /** The result as JSON. */
  public JsonNode json() {
    try {
      return RpcJson.parse(out);
    } catch (UnexpectedJson e) {
      throw new IllegalStateException(out + err, e);
    }
  }
}
