package io.sealwright.app.rules;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.sealwright.app.config.Configuration;
import io.sealwright.app.config.Keys;
import io.sealwright.app.config.LogSettings;
import io.sealwright.engine.schedule.Rules;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * A key that is read, checked, documented and then used by nobody is a promise that is not kept.
 */
final class ConfiguredTest {
  private static final String CONFIG = "io.sealwright.app.config";

  private static final JavaClasses PROGRAM =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.sealwright");

  /** The records that a file becomes. */
  private static List<Class<?>> records() {
    return Stream.concat(
            Stream.of(Configuration.class, LogSettings.class, Rules.class),
            Stream.of(Configuration.class.getDeclaredClasses()).filter(Class::isRecord))
        .toList();
  }

  @Test
  void whatAFileSetsIsUsedOutsideOfThePackageThatReadsIt() {
    List<String> unused = new ArrayList<>();
    for (Class<?> type : records()) {
      for (RecordComponent component : type.getRecordComponents()) {
        boolean isUsed =
            PROGRAM.get(type).getField(component.getName()).getAccessesToSelf().stream()
                .map(JavaAccess::getOrigin)
                .anyMatch(reader -> isUsedOutside(reader, type));
        if (!isUsed) {
          unused.add(type.getSimpleName() + "." + component.getName());
        }
      }
    }
    assertThat(unused).isEmpty();
  }

  private static boolean isUsedOutside(JavaCodeUnit reader, Class<?> type) {
    return reader.isMethod()
        && reader.getAccessesToSelf().stream()
            .map(JavaAccess::getOriginOwner)
            .anyMatch(
                user -> !user.getPackageName().startsWith(CONFIG) && !user.isEquivalentTo(type));
  }

  @Test
  void everyKeyIsPartOfWhatAFileBecomes() {
    List<String> left = new ArrayList<>();
    for (JavaField key : PROGRAM.get(Keys.class).getFields()) {
      boolean isTaken =
          key.getAccessesToSelf().stream()
              .map(access -> access.getOriginOwner().getSimpleName())
              .anyMatch("Assembly"::equals);
      if (isKey(key) && !isTaken) {
        left.add(key.getName());
      }
    }
    assertThat(left).isEmpty();
  }

  /** One, or the slots, of which there is one for each type. */
  private static boolean isKey(JavaField field) {
    String type = field.getRawType().getSimpleName();
    return type.equals("Key") || type.equals("Map");
  }
}
