import dev.nodepath.aws.AwsAccess;
import dev.nodepath.lambda.Environment;
import dev.nodepath.lambda.Functions;
import dev.nodepath.lambda.Handled;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Scanner;

/**
 * A function that stays warm: for each line of standard input it handles the event in the file of that name, and prints how
 * many seconds that took, clusters evaluated, findings published and what is not done.
 */
final class Warm {

    public static void main(String[] arguments) throws Exception {
        Functions functions =
                new Functions(Environment.of(System.getenv()), AwsAccess.standard(), InstantSource.system(), line -> {});
        Scanner events = new Scanner(System.in);
        while (events.hasNextLine()) {
            byte[] event = Files.readAllBytes(Path.of(events.nextLine()));
            long start = System.nanoTime();
            Handled handled = functions.handle(event);
            System.out.printf(
                    "%.6f %d %d %s%n",
                    (System.nanoTime() - start) / 1e9,
                    handled.assessments().size(),
                    handled.notified() + handled.imported(),
                    handled.failures());
        }
    }
}
