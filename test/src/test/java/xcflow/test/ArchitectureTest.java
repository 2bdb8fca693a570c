package xcflow.test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeMap;

/** Imports point down only. */
@AnalyzeClasses(
        packages = "xcflow",
        importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {

    /** Tests that modules lend each other are no part of the product. */
    static final class NoTestJars implements ImportOption {
        @Override
        public boolean includes(Location location) {
            return !location.contains("-tests.jar");
        }
    }

    @ArchTest
    static final ArchRule roomsImportDownwardsOnly =
            layeredArchitecture()
                    .consideringOnlyDependenciesInLayers()
                    .layer("launcher")
                    .definedBy("xcflow.launcher..")
                    .layer("runner")
                    .definedBy("xcflow.runner..")
                    .layer("provenance")
                    .definedBy("xcflow.provenance..")
                    .layer("storage")
                    .definedBy("xcflow.storage..")
                    .layer("workflows")
                    .definedBy("xcflow.workflows..")
                    .layer("commands")
                    .definedBy("xcflow.commands..")
                    .layer("experiments")
                    .definedBy("xcflow.experiments..")
                    .layer("structure")
                    .definedBy("xcflow.structure..")
                    .layer("functional")
                    .definedBy("xcflow.functional..")
                    .layer("engine")
                    .definedBy("xcflow.engine..")
                    .layer("gaussian")
                    .definedBy("xcflow.gaussian..")
                    .layer("planewave")
                    .definedBy("xcflow.planewave..")
                    .layer("foreign")
                    .definedBy("xcflow.foreign..")
                    .layer("numerics")
                    .definedBy("xcflow.numerics..")
                    .layer("figures")
                    .definedBy("xcflow.figures..")
                    .layer("spi")
                    .definedBy("xcflow.spi..")
                    .whereLayer("launcher")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("runner")
                    .mayOnlyBeAccessedByLayers("launcher")
                    .whereLayer("commands")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("experiments")
                    .mayOnlyBeAccessedByLayers("commands")
                    .whereLayer("provenance")
                    .mayOnlyBeAccessedByLayers("runner", "launcher")
                    .whereLayer("storage")
                    .mayOnlyBeAccessedByLayers("provenance", "runner", "launcher")
                    .whereLayer("workflows")
                    .mayOnlyBeAccessedByLayers("runner", "launcher")
                    // An engine is known to nobody: the service loader finds it.
                    .whereLayer("gaussian")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("planewave")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("foreign")
                    .mayNotBeAccessedByAnyLayer()
                    .whereLayer("engine")
                    .mayOnlyBeAccessedByLayers(
                            "gaussian", "planewave", "foreign", "experiments", "commands")
                    .whereLayer("functional")
                    .mayOnlyBeAccessedByLayers(
                            "engine", "gaussian", "planewave", "foreign", "experiments", "commands")
                    .whereLayer("structure")
                    .mayOnlyBeAccessedByLayers(
                            "engine", "gaussian", "planewave", "foreign", "experiments", "commands")
                    .whereLayer("figures")
                    .mayOnlyBeAccessedByLayers("functional", "experiments", "commands", "runner")
                    .whereLayer("numerics")
                    .mayOnlyBeAccessedByLayers(
                            "structure",
                            "functional",
                            "engine",
                            "gaussian",
                            "planewave",
                            "foreign",
                            "experiments",
                            "commands");

    @ArchTest
    static final ArchRule theInterfaceForTasksStandsAlone =
            noClasses()
                    .that()
                    .resideInAPackage("xcflow.spi..")
                    .should()
                    .dependOnClassesThat()
                    .resideOutsideOfPackages("java..", "org.slf4j..", "xcflow.spi..");

    @ArchTest
    static final ArchRule onlyTheEngineKnowsCamel =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("xcflow.runner.camel..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.apache.camel..");

    @ArchTest
    static final ArchRule nothingIsCalledUtilOrManager =
            noClasses()
                    .should()
                    .haveSimpleNameEndingWith("Util")
                    .orShould()
                    .haveSimpleNameEndingWith("Utils")
                    .orShould()
                    .haveSimpleNameEndingWith("Helper")
                    .orShould()
                    .haveSimpleNameEndingWith("Manager")
                    .orShould()
                    .haveSimpleNameEndingWith("Impl");

    /**
     * Text and bytes must not depend on where the machine stands: whatever formats, changes case,
     * decodes or dates names its locale, its zone and its charset.
     */
    @ArchTest
    static final ArchRule nothingAsksWhereTheMachineStands =
            noClasses()
                    .should()
                    .callCodeUnitWhere(
                            DescribedPredicate.describe(
                                    "the machine's locale, zone or charset decides",
                                    call -> Surroundings.decide(call.getTarget())))
                    .because("the same experiment gives the same bytes and the same text anywhere");

    /** Packages form no circle in any module. */
    @ArchTest
    static final ArchRule packagesFormNoCircle = PackageCircles.none(PackageCircles.KNOWN);

    /** What was parted is off the list, so that it cannot grow together again. */
    @ArchTest
    static void whateverIsListedIsACircle(JavaClasses classes) {
        for (Set<String> circle : PackageCircles.KNOWN) {
            Set<Set<String>> others = new HashSet<>(PackageCircles.KNOWN);
            others.remove(circle);
            assertTrue(
                    PackageCircles.none(others).evaluate(classes).hasViolation(),
                    circle + " is no circle any more: take it off the list");
        }
    }

    @ArchTest
    static void noTwoClassesShareAName(JavaClasses classes) {
        assertEquals(new TreeMap<>(SimpleNames.SAME_IDEA), SimpleNames.shared(classes));
    }

    @ArchTest
    static final ArchRule onlyCommandsKnowTheCommandLine =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "xcflow.launcher..", "xcflow.runner..", "xcflow.commands..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("picocli..");
}
