package io.sealwright.app.cli.listing;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;

/**
 * Rows under columns. For people a column that is empty in every row is left out, and what is long
 * stands in lines below its row; for programs every column is there.
 *
 * @param below columns whose text, where there is one, stands in a line of its own
 */
public record Listing<R>(List<Column<R>> columns, List<Column<R>> below, List<R> rows) {
  private static final String GAP = "  ";

  /** Characters handed to the output at a time: a line at a time costs more than making it. */
  private static final int CHUNK = 1 << 16;

  public Listing {
    columns = List.copyOf(columns);
    below = List.copyOf(below);
  }

  /** A list without lines below its rows. */
  public static <R> Listing<R> of(List<Column<R>> columns, List<R> rows) {
    return new Listing<>(columns, List.of(), rows);
  }

  /** The rows as an array of objects. */
  public void write(JsonGenerator json) {
    json.writeStartArray();
    for (R row : rows) {
      json.writeStartObject();
      columns.forEach(column -> write(json, column, row));
      below.forEach(column -> write(json, column, row));
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void write(JsonGenerator json, Column<R> column, R row) {
    json.writeName(column.key());
    Reports.write(json, column.value().apply(row));
  }

  /** The rows as a table; its header alone if there are none. */
  public void print(ResourceBundle words, PrintWriter out) {
    List<String[]> cells = cells();
    List<Integer> shown = new ArrayList<>();
    List<Integer> widths = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < columns.size(); i++) {
      int widest = widest(cells, i);
      if (widest > 0 || rows.isEmpty()) {
        String header = words.getString("list." + columns.get(i).key());
        shown.add(i);
        widths.add(Math.max(widest, Reports.width(header)));
        append(text, header, widths.getLast());
      }
    }
    endLine(text);
    for (int r = 0; r < rows.size(); r++) {
      for (int i = 0; i < shown.size(); i++) {
        append(text, cells.get(r)[shown.get(i)], widths.get(i));
      }
      endLine(text);
      appendBelow(words, text, rows.get(r));
      if (text.length() > CHUNK) {
        out.print(text);
        text.setLength(0);
      }
    }
    out.print(text);
  }

  private void appendBelow(ResourceBundle words, StringBuilder text, R row) {
    for (Column<R> column : below) {
      String value = column.text().apply(row);
      if (!value.isEmpty()) {
        text.append(GAP).append(words.getString("list." + column.key()));
        text.append(": ").append(value).append('\n');
      }
    }
  }

  private static void endLine(StringBuilder text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == ' ') {
      end--;
    }
    text.setLength(end);
    text.append('\n');
  }

  private List<String[]> cells() {
    List<String[]> cells = new ArrayList<>(rows.size());
    for (R row : rows) {
      String[] texts = new String[columns.size()];
      for (int i = 0; i < texts.length; i++) {
        texts[i] = columns.get(i).text().apply(row);
      }
      cells.add(texts);
    }
    return cells;
  }

  private static int widest(Collection<String[]> cells, int column) {
    int widest = 0;
    for (String[] row : cells) {
      widest = Math.max(widest, Reports.width(row[column]));
    }
    return widest;
  }

  private static void append(StringBuilder line, @Nullable String text, int width) {
    String cell = text == null ? "" : text;
    line.append(cell);
    line.repeat(' ', width - Reports.width(cell) + GAP.length());
  }
}
