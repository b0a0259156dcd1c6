package dev.nodepath;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.nodepath.rule.Rule;
import java.util.Set;

/** The arrows of docs/architecture.md. */
@AnalyzeClasses(packages = "dev.nodepath", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String[] CORE = {
        "dev.nodepath.network..",
        "dev.nodepath.path..",
        "dev.nodepath.rule..",
        "dev.nodepath.catalogue..",
        "dev.nodepath.settings",
        "dev.nodepath.finding..",
        "dev.nodepath.change..",
        "dev.nodepath.sweep.."
    };

    @ArchTest
    static final ArchRule arrowsPointOneWay = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("network")
            .definedBy("dev.nodepath.network..")
            .layer("path")
            .definedBy("dev.nodepath.path..")
            .layer("rule")
            .definedBy("dev.nodepath.rule..")
            .layer("catalogue")
            .definedBy("dev.nodepath.catalogue..")
            .layer("settings")
            .definedBy("dev.nodepath.settings")
            .layer("settings.document")
            .definedBy("dev.nodepath.settings.document..")
            .layer("finding")
            .definedBy("dev.nodepath.finding..")
            .layer("change")
            .definedBy("dev.nodepath.change..")
            .layer("sweep")
            .definedBy("dev.nodepath.sweep..")
            .layer("report")
            .definedBy("dev.nodepath.report..")
            .layer("aws")
            .definedBy("dev.nodepath.aws..")
            .layer("snapshot")
            .definedBy("dev.nodepath.snapshot..")
            .layer("lambda")
            .definedBy("dev.nodepath.lambda..")
            .layer("cli")
            .definedBy("dev.nodepath.cli..")
            .whereLayer("network")
            .mayNotAccessAnyLayer()
            .whereLayer("path")
            .mayOnlyAccessLayers("network")
            .whereLayer("rule")
            .mayOnlyAccessLayers("path", "network")
            .whereLayer("catalogue")
            .mayOnlyAccessLayers("rule", "path", "network")
            // How grave a rule is and whether it counts; which rules there are only the document has to know.
            .whereLayer("settings")
            .mayOnlyAccessLayers("rule", "network")
            .whereLayer("settings.document")
            .mayOnlyAccessLayers("settings", "catalogue", "rule", "network")
            .whereLayer("finding")
            .mayOnlyAccessLayers("settings", "catalogue", "rule", "path", "network")
            // An event says who called; a finding repeats it.
            .whereLayer("change")
            .mayOnlyAccessLayers("finding", "catalogue", "rule", "path", "network")
            .whereLayer("sweep")
            .mayOnlyAccessLayers("change", "finding", "catalogue", "rule", "path", "network")
            .whereLayer("report")
            .mayOnlyAccessLayers("finding", "change", "catalogue", "rule", "path", "network")
            // What is published is a finding as the report shows it.
            .whereLayer("aws")
            .mayOnlyAccessLayers("report", "sweep", "finding", "change", "catalogue", "rule", "path", "network")
            // One mapping from AWS answers to the model serves live reads and snapshots alike.
            .whereLayer("snapshot")
            .mayOnlyAccessLayers("aws", "finding", "change", "catalogue", "rule", "path", "network")
            .whereLayer("lambda")
            .mayOnlyAccessLayers(
                    "aws",
                    "snapshot",
                    "report",
                    "sweep",
                    "finding",
                    "change",
                    "settings",
                    "settings.document",
                    "catalogue",
                    "rule",
                    "path",
                    "network")
            // `nodepath handle` runs the handlers.
            .whereLayer("cli")
            .mayOnlyAccessLayers(
                    "lambda",
                    "aws",
                    "snapshot",
                    "report",
                    "finding",
                    "change",
                    "settings",
                    "settings.document",
                    "catalogue",
                    "rule",
                    "path",
                    "network");

    @ArchTest
    static final ArchRule coreSeesNeitherSdkNorJsonLibrary = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "software.amazon..",
                    "com.amazonaws..",
                    "tools.jackson..",
                    "com.fasterxml..",
                    "org.snakeyaml..",
                    "picocli..");

    @ArchTest
    static final ArchRule coreSeesNoFilesAndNoClock = noClasses()
            .that()
            .resideInAnyPackage(CORE)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.io..", "java.nio.file..", "java.util.random..")
            .orShould()
            .dependOnClassesThat()
            .haveNameMatching("java\\.time\\..*Clock|java\\.util\\.Random|java\\.util\\.Date|java\\.util\\.UUID")
            .orShould()
            .accessTargetWhere(describe(
                    "ask for the time or the environment",
                    (JavaAccess<?> access) -> access.getName().equals("now")
                            || (access.getTargetOwner().isEquivalentTo(System.class)
                                    && Set.of("currentTimeMillis", "nanoTime", "getenv", "getProperty")
                                            .contains(access.getName()))));

    @ArchTest
    static final ArchRule onlyAwsSeesTheSdk = noClasses()
            .that()
            .resideOutsideOfPackage("dev.nodepath.aws..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("software.amazon.awssdk..");

    @ArchTest
    static final ArchRule onlyLambdaSeesTheLambdaInterfaces = noClasses()
            .that()
            .resideOutsideOfPackage("dev.nodepath.lambda..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.amazonaws.services.lambda..");

    @ArchTest
    static final ArchRule onlyCliSeesPicocli = noClasses()
            .that()
            .resideOutsideOfPackage("dev.nodepath.cli..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("picocli..");

    @ArchTest
    static final ArchRule onlyTheDocumentOfSettingsSeesYaml = noClasses()
            .that()
            .resideOutsideOfPackage("dev.nodepath.settings.document..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.snakeyaml..");

    @ArchTest
    static final ArchRule namesSayWhatAClassIs = noClasses()
            .should()
            .haveNameMatching("(?i).*\\.(util|common|helper|manager|service|impl)s?(\\..*)?")
            .orShould()
            .haveNameMatching(".*(Util|Utils|Common|Helper|Manager|(?<!Aws)Service|Impl)");

    @ArchTest
    static final ArchRule rulesAreFinal = classes()
            .that()
            .implement(Rule.class)
            .and(describe("are no lambdas", (JavaClass type) -> !type.isInterface()))
            .should()
            .haveModifier(JavaModifier.FINAL)
            .allowEmptyShould(true);
}
