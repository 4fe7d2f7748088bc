package io.sealwright.app.rules;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Which parts of a package may use which. A part is named by the next segment of the package name:
 * {@code tree} stands for {@code root.tree} and all below it. Every part has to be listed, so that
 * a new one finds its place before it is used.
 */
record Layers(String root, Map<String, Set<String>> uses) {
  private static final String NOT_IN_A_PART = "";

  /** One sentence for each breach among the classes, none if all is well. */
  List<String> breaches(JavaClasses classes) {
    return classes.stream().filter(this::isInside).flatMap(this::breaches).distinct().toList();
  }

  private Stream<String> breaches(JavaClass user) {
    String part = part(user);
    if (!uses.containsKey(part)) {
      return Stream.of(user.getPackageName() + " has no place in the layers of " + root);
    }
    return user.getDirectDependenciesFromSelf().stream()
        .filter(dependency -> isInside(dependency.getTargetClass()))
        .filter(dependency -> !isAllowed(part, part(dependency.getTargetClass())))
        .map(Dependency::getDescription);
  }

  private boolean isAllowed(String user, String used) {
    return used.equals(user) || uses.getOrDefault(user, Set.of()).contains(used);
  }

  private boolean isInside(JavaClass candidate) {
    return (candidate.getPackageName() + ".").startsWith(root + ".");
  }

  private String part(JavaClass inside) {
    String name = inside.getPackageName();
    return name.equals(root) ? NOT_IN_A_PART : name.substring(root.length() + 1).split("\\.", 2)[0];
  }
}
