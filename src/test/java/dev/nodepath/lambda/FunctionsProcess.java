package dev.nodepath.lambda;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.MINUTES;

import dev.nodepath.local.Moto;
import dev.nodepath.network.ClusterArn;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import tools.jackson.jr.ob.JSON;

/**
 * Several functions in one process of their own, which has the memory of a single one. An event is a line to it; a line from it
 * is one of the log, or what came of an event.
 */
final class FunctionsProcess implements AutoCloseable {

    /** What Lambda gives the JVM of a function of 512 MB; the rest of the 512 MB is for what is no heap. */
    private static final List<String> LIMITS = List.of(
            "-Xmx" + 512 * 85 / 100 + "m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-XX:+ExitOnOutOfMemoryError");

    /** Lines from the process are JSON; what the JVM itself has to say goes to standard error. */
    private static final List<String> LOGGING =
            List.of("-XX:+DisplayVMOutputToStderr", "-Xlog:disable", "-Xlog:all=warning:stderr");

    private final Process process;
    private final PrintStream events;
    private final Map<Integer, CompletableFuture<Map<String, Object>>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();
    private final AtomicInteger mostUnderWay = new AtomicInteger();
    private volatile String peak = "";

    /**
     * Starts it.
     *
     * @param lines takes what is logged
     */
    FunctionsProcess(int functions, Map<String, String> variables, URI aws, Consumer<Map<String, Object>> lines) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LIMITS);
        command.addAll(LOGGING);
        command.addAll(List.of(
                "-Daws.region=us-east-1",
                "-cp",
                System.getProperty("java.class.path"),
                FunctionsProcess.class.getName(),
                Integer.toString(functions),
                aws.toString()));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().putAll(variables);
        try {
            process = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        events = new PrintStream(process.getOutputStream(), true, UTF_8);
        Thread.ofVirtual().start(() -> read(process.inputReader(UTF_8), lines));
    }

    private void read(BufferedReader out, Consumer<Map<String, Object>> lines) {
        try {
            out.lines().map(JSON.std::mapFrom).forEach(line -> {
                if (line.get("answers") instanceof Integer which) {
                    mostUnderWay.accumulateAndGet(
                            ((Number) requireNonNull(line.get("underWay"))).intValue(), Math::max);
                    peak = String.valueOf(line.get("peak"));
                    requireNonNull(answers.remove(which)).complete(line);
                } else {
                    lines.accept(line);
                }
            });
        } finally {
            answers.values()
                    .forEach(answer -> answer.completeExceptionally(
                            new IllegalStateException("The functions' process ended before it answered.")));
        }
    }

    /** Waits until the event is handled; answers with what is not done. */
    List<String> handle(Map<String, Object> event) {
        int which = number.incrementAndGet();
        CompletableFuture<Map<String, Object>> answer = new CompletableFuture<>();
        answers.put(which, answer);
        synchronized (events) {
            events.println(JSON.std.asString(Map.of("number", which, "event", event)));
        }
        return ((List<?>) requireNonNull(answer.orTimeout(10, MINUTES).join().get("failures")))
                .stream().map(String::valueOf).toList();
    }

    /** How many clusters of one account had their turn at the same time. */
    int mostUnderWay() {
        return mostUnderWay.get();
    }

    /** Megabytes of memory that the process had at most. */
    int peakMegabytes() {
        return Integer.parseInt(peak) / 1024;
    }

    @Override
    public void close() {
        process.destroy();
    }

    // --- in the other process

    /** Clusters whose turn it is and that are not evaluated yet, by account. */
    private static final Map<String, Set<String>> UNDER_WAY = new ConcurrentHashMap<>();

    public static void main(String[] arguments) throws InterruptedException {
        int count = Integer.parseInt(arguments[0]);
        PrintStream out = System.out;
        List<Functions> functions = IntStream.range(0, count)
                .mapToObj(n -> new Functions(
                        Environment.of(System.getenv()),
                        Moto.access(URI.create(arguments[1])),
                        InstantSource.system(),
                        line -> {
                            evaluated(line);
                            out.println(line);
                        }))
                .toList();
        BlockingQueue<Functions> idle = new ArrayBlockingQueue<>(count, false, functions);
        try (ExecutorService threads = Executors.newFixedThreadPool(count)) {
            for (String line :
                    (Iterable<String>) new BufferedReader(new InputStreamReader(System.in, UTF_8)).lines()::iterator) {
                Map<String, Object> request = JSON.std.mapFrom(line);
                Functions one = idle.take();
                threads.execute(() -> {
                    out.println(JSON.std.asString(answer(one, request)));
                    idle.add(one);
                });
            }
        }
    }

    private static Map<String, Object> answer(Functions functions, Map<String, Object> request) {
        Object event = requireNonNull(request.get("event"));
        int underWay = taken(event);
        Map<String, Object> answer = new LinkedHashMap<>();
        try {
            answer.put(
                    "failures",
                    functions.handle(JSON.std.asString(event).getBytes(UTF_8)).failures().stream()
                            .map(Handled.Failure::why)
                            .toList());
        } catch (RuntimeException e) {
            answer.put("failures", List.of(e.toString()));
        }
        answer.put("answers", request.get("number"));
        answer.put("underWay", underWay);
        answer.put("peak", Integer.toString(peakKilobytes()));
        return answer;
    }

    /** Takes note of whose turn it is; answers with how many of one account have theirs by now. */
    private static int taken(Object event) {
        int most = 0;
        if (event instanceof Map<?, ?> map && map.get("Records") instanceof List<?> records) {
            for (Object record : records) {
                Map<String, Object> body = JSON.std.mapFrom(String.valueOf(((Map<?, ?>) record).get("body")));
                if ("Nodepath Cluster Due".equals(body.get("detail-type"))) {
                    Set<String> turns = turnsOf(String.valueOf(body.get("account")));
                    turns.add(
                            body.get("region") + "/" + ((Map<?, ?>) requireNonNull(body.get("detail"))).get("cluster"));
                    most = Math.max(most, turns.size());
                }
            }
        }
        return most;
    }

    private static void evaluated(String line) {
        Map<String, Object> fields = JSON.std.mapFrom(line);
        if (String.valueOf(fields.get("message")).endsWith(" was evaluated.")) {
            ClusterArn arn = ClusterArn.parse(String.valueOf(fields.get("cluster")));
            turnsOf(arn.accountId()).remove(arn.region() + "/" + arn.name());
        }
    }

    private static Set<String> turnsOf(String account) {
        return UNDER_WAY.computeIfAbsent(account, a -> ConcurrentHashMap.newKeySet());
    }

    /** As Linux counts it, with everything that is no heap. */
    private static int peakKilobytes() {
        try (var lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("VmHWM:"))
                    .map(line -> Integer.valueOf(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
