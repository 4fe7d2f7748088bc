package io.sealwright.app.rules;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree.Kind;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** What a Java source declares, as far as the limits speak of it. */
record Outline(Path file, List<String> types, List<Method> methods) {

  /** A method or constructor; the canonical constructor of a record counts no parameters. */
  record Method(String name, int line, int lines, int parameters) {}

  /** Reads the declarations of some sources without compiling them. */
  static List<Outline> of(List<Path> files) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
      JavacTask task =
          (JavacTask)
              compiler.getTask(
                  null, manager, null, null, null, manager.getJavaFileObjectsFromPaths(files));
      SourcePositions positions = Trees.instance(task).getSourcePositions();
      List<Outline> outlines = new ArrayList<>();
      for (CompilationUnitTree unit : task.parse()) {
        Reader reader = new Reader(unit, positions);
        reader.scan(unit, false);
        outlines.add(
            new Outline(Path.of(unit.getSourceFile().toUri()), reader.types, reader.methods));
      }
      return outlines;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static final class Reader extends TreeScanner<Void, Boolean> {
    private final CompilationUnitTree unit;
    private final SourcePositions positions;
    private final List<String> types = new ArrayList<>();
    private final List<Method> methods = new ArrayList<>();

    Reader(CompilationUnitTree unit, SourcePositions positions) {
      this.unit = unit;
      this.positions = positions;
    }

    @Override
    public Void visitClass(ClassTree type, Boolean inRecord) {
      types.add(type.getSimpleName().toString());
      return super.visitClass(type, type.getKind() == Kind.RECORD);
    }

    @Override
    public Void visitMethod(MethodTree method, Boolean inRecord) {
      boolean ofRecord = inRecord && method.getReturnType() == null;
      int first = line(positions.getStartPosition(unit, method));
      int last = line(positions.getEndPosition(unit, method));
      methods.add(
          new Method(
              method.getName().toString(),
              first,
              last - first + 1,
              ofRecord ? 0 : method.getParameters().size()));
      return super.visitMethod(method, inRecord);
    }

    private int line(long position) {
      return Math.toIntExact(unit.getLineMap().getLineNumber(position));
    }
  }
}
