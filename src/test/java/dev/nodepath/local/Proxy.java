package dev.nodepath.local;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Stands between the code and moto: counts the calls that go through and answers some of them as AWS does on a bad day. */
public final class Proxy implements AutoCloseable {

    /** How a call goes wrong. */
    @FunctionalInterface
    public interface Fault {
        void answer(HttpExchange exchange) throws IOException;
    }

    /** Headers that belong to one connection and are not handed on. */
    private static final Set<String> OF_CONNECTION =
            Set.of("connection", "content-length", "expect", "host", "transfer-encoding", "upgrade", "date");

    private final URI target;
    private final URI dynamoDb;
    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();
    private final ConcurrentLinkedQueue<String> calls = new ConcurrentLinkedQueue<>();
    private final Map<String, Fault> faults = new ConcurrentHashMap<>();
    private final Map<Integer, Fault> faultsByNumber = new ConcurrentHashMap<>();
    private final AtomicInteger number = new AtomicInteger();
    private final CountDownLatch stopReached = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);
    private volatile int stop = Integer.MAX_VALUE;
    private volatile String stopAction = "";
    private volatile int lostAnswer;
    private final Map<String, Map<String, Fault>> faultsOfAccounts = new ConcurrentHashMap<>();
    private final Map<String, String> accountOfKey = new ConcurrentHashMap<>();
    private volatile boolean impatient;
    private volatile @Nullable String actingFor;
    private volatile @Nullable Rounds rounds;

    public Proxy(Moto moto) {
        this(moto, moto.url());
    }

    /** In front of moto, with DynamoDB elsewhere. */
    public Proxy(Moto moto, URI dynamoDb) {
        this.target = moto.url();
        this.dynamoDb = dynamoDb;
        try {
            this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::handle);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** The calls so far, by the IAM actions they need, such as {@code ec2:DescribeSubnets}. */
    public List<String> calls() {
        return List.copyOf(calls);
    }

    public void forgetCalls() {
        calls.clear();
    }

    /** From now on, calls go through in rounds. */
    public Rounds inRounds() {
        Rounds begun = new Rounds();
        rounds = begun;
        return begun;
    }

    /** From now on, this call goes wrong. */
    public void fail(String action, Fault fault) {
        faults.put(action, fault);
    }

    /** From now on, this call goes through again. */
    public void mendCall(String action) {
        faults.remove(action);
    }

    /** The call of that number, counted from one, goes wrong. */
    public void failCall(int which, Fault fault) {
        faultsByNumber.put(which, fault);
    }

    /** AWS does what the call of that number asks for, and the caller never hears of it. */
    public void loseAnswer(int which) {
        lostAnswer = which;
    }

    /** From the call of that number on, nothing goes through. */
    public void stopAt(int which) {
        stop = which;
    }

    /** From the first call that needs this IAM action on, nothing goes through. */
    public void stopAtFirst(String action) {
        stopAction = action;
    }

    /** Waits until calls are stopped, or the caller ends without making so many; tells whether they are. */
    public boolean awaitStop(BooleanSupplier alive) throws InterruptedException {
        while (alive.getAsBoolean() && stopReached.getCount() > 0) {
            stopReached.await(20, TimeUnit.MILLISECONDS);
        }
        return stopReached.getCount() == 0;
    }

    /** Lets through what is stopped, and all that follows. */
    public void letGo() {
        letGo.countDown();
    }

    /**
     * From now on, this call goes wrong where it is made with the role of this account.
     *
     * @param action all of a service where it ends in {@code *}; for {@code sts:AssumeRole}, that the role is of the account
     */
    public void fail(String accountId, String action, Fault fault) {
        faultsOfAccounts
                .computeIfAbsent(accountId, account -> new ConcurrentHashMap<>())
                .put(action, fault);
    }

    /** From now on, all is well again with an account. */
    public void mend(String accountId) {
        faultsOfAccounts.remove(accountId);
    }

    /** From now on, all calls are those of this account, as if its credentials had made them. */
    public Proxy ofAccount(String accountId) {
        actingFor = accountId;
        return this;
    }

    /** From now on, no message of a queue waits. */
    public void withoutDelays() {
        impatient = true;
    }

    /** The caller's role lacks the permission. */
    public static Fault denied(String action) {
        return error(
                403,
                action.startsWith("ec2:") ? "UnauthorizedOperation" : "AccessDeniedException",
                "User: arn:aws:sts::123456789012:assumed-role/reader/nodepath is not authorized to perform: " + action
                        + " because no identity-based policy allows the action.");
    }

    public static Fault throttled() {
        return error(400, "ThrottlingException", "Rate exceeded");
    }

    /** An error in the words of either protocol: EC2, Auto Scaling, SNS and STS speak XML, the others JSON. */
    public static Fault error(int status, String code, String message) {
        return exchange -> {
            if (Set.of("eks", "sqs", "securityhub", "dynamodb").contains(serviceOf(exchange))) {
                exchange.getResponseHeaders().set("x-amzn-ErrorType", code);
                send(exchange, status, "application/json", "{\"message\": \"" + message + "\"}");
            } else if (serviceOf(exchange).equals("ec2")) {
                send(
                        exchange,
                        status,
                        "text/xml",
                        "<Response><Errors><Error><Code>" + code + "</Code><Message>" + message
                                + "</Message></Error></Errors><RequestID>0a1</RequestID></Response>");
            } else {
                send(
                        exchange,
                        status,
                        "text/xml",
                        "<ErrorResponse><Error><Type>Sender</Type><Code>" + code + "</Code><Message>" + message
                                + "</Message></Error><RequestId>0a1</RequestId></ErrorResponse>");
            }
        };
    }

    /** What a load balancer in front of a service says. */
    public static Fault htmlPage() {
        return exchange ->
                send(exchange, 500, "text/html", "<!doctype html><html><h1>Internal Server Error</h1></html>");
    }

    /** The connection ends without an answer. */
    public static Fault cut() {
        return HttpExchange::close;
    }

    /** The answer comes too late for anyone to wait. */
    public static Fault slow(Duration delay) {
        return exchange -> {
            try {
                Thread.sleep(delay);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        };
    }

    /** A fixed answer. */
    public static Fault answer(String contentType, String body) {
        return exchange -> send(exchange, 200, contentType, body);
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String action = actionOf(exchange, new String(body, StandardCharsets.UTF_8));
        calls.add(action);
        int which = number.incrementAndGet();
        if (action.equals(stopAction)) {
            stop = Math.min(stop, which);
        }
        if (which >= stop) {
            stopReached.countDown();
            try {
                letGo.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
        Fault fault = faultsByNumber.get(which);
        if (fault != null) {
            fault.answer(exchange);
            return;
        }
        if (which == lostAnswer) {
            forward(exchange, body);
            exchange.close();
            return;
        }
        Rounds held = rounds;
        if (held == null) {
            answer(exchange, action, body);
            return;
        }
        try {
            held.enter(action);
            answer(exchange, action, body);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            held.leave();
        }
    }

    private void answer(HttpExchange exchange, String action, byte[] body) throws IOException {
        Fault fault = faults.get(action);
        String account = accountOf(exchange, action, body);
        for (Map.Entry<String, Fault> one :
                faultsOfAccounts.getOrDefault(account, Map.of()).entrySet()) {
            if (one.getKey().equals(action)
                    || (one.getKey().endsWith("*")
                            && action.startsWith(
                                    one.getKey().substring(0, one.getKey().length() - 1)))) {
                fault = one.getValue();
            }
        }
        if (fault != null) {
            fault.answer(exchange);
            return;
        }
        HttpResponse<byte[]> response = forward(exchange, impatient ? withoutDelay(body) : body);
        if (response == null) {
            exchange.close();
            return;
        }
        try {
            if (action.equals("sts:AssumeRole")) {
                Matcher key = Pattern.compile("<AccessKeyId>([^<]+)</AccessKeyId>")
                        .matcher(new String(response.body(), StandardCharsets.UTF_8));
                if (key.find()) {
                    accountOfKey.put(key.group(1), account);
                }
            }
            response.headers().map().forEach((name, values) -> {
                if (!OF_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                    exchange.getResponseHeaders().put(name, values);
                }
            });
            exchange.sendResponseHeaders(
                    response.statusCode(), response.body().length == 0 ? -1 : response.body().length);
            exchange.getResponseBody().write(response.body());
        } finally {
            exchange.close();
        }
    }

    /** What AWS says; nothing where the test is over. */
    private @Nullable HttpResponse<byte[]> forward(HttpExchange exchange, byte[] body) throws IOException {
        URI service = serviceOf(exchange).equals("dynamodb") ? dynamoDb : target;
        HttpRequest.Builder request = HttpRequest.newBuilder(service.resolve(exchange.getRequestURI()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!OF_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
        String acting = actingFor;
        if (acting != null) {
            request.header("x-moto-account-id", acting);
        }
        try {
            return http.send(request.build(), BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static byte[] withoutDelay(byte[] body) {
        return new String(body, StandardCharsets.UTF_8)
                .replaceAll("\"DelaySeconds\":[0-9]+", "\"DelaySeconds\":0")
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The account whose role a call is made with, or which is about to be entered; empty for the functions' own. */
    private String accountOf(HttpExchange exchange, String action, byte[] body) {
        if (action.equals("sts:AssumeRole")) {
            Matcher role =
                    Pattern.compile("iam%3A%3A([0-9]{12})%3Arole").matcher(new String(body, StandardCharsets.UTF_8));
            return role.find() ? role.group(1) : "";
        }
        String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        Matcher key = Pattern.compile("Credential=([^/]+)/").matcher(authorization);
        return key.find() ? accountOfKey.getOrDefault(key.group(1), "") : "";
    }

    private static void send(HttpExchange exchange, int status, String contentType, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", contentType);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** Query calls name their action in the body, SQS's in a header; EKS's and Security Hub's follow from the path. */
    private static String actionOf(HttpExchange exchange, String body) {
        String service = serviceOf(exchange);
        String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
        if (target != null) {
            return service + ":" + target.substring(target.indexOf('.') + 1);
        }
        if (service.equals("securityhub")) {
            return exchange.getRequestURI().getPath().equals("/findings/import")
                    ? "securityhub:BatchImportFindings"
                    : "securityhub:GetFindings";
        }
        return service + ":"
                + Arrays.stream(body.split("&", -1))
                        .filter(parameter -> parameter.startsWith("Action="))
                        .map(parameter -> URLDecoder.decode(parameter.substring(7), StandardCharsets.UTF_8))
                        .findFirst()
                        .orElseGet(() -> eksAction(exchange));
    }

    private static String eksAction(HttpExchange exchange) {
        String[] path = exchange.getRequestURI().getPath().split("/", -1);
        String last = path[path.length - 1];
        return switch (path.length) {
            case 2 -> "ListClusters";
            case 3 -> "DescribeCluster";
            case 4 ->
                switch (last) {
                    case "node-groups" -> "ListNodegroups";
                    case "fargate-profiles" -> "ListFargateProfiles";
                    case "pod-identity-associations" -> "ListPodIdentityAssociations";
                    default -> last;
                };
            default -> path[3].equals("node-groups") ? "DescribeNodegroup" : "DescribeFargateProfile";
        };
    }

    /** The service the request is signed for: {@code Credential=test/20260101/us-east-1/ec2/aws4_request}. */
    private static String serviceOf(HttpExchange exchange) {
        String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        String[] scope = authorization.split("/", -1);
        return scope.length > 3 ? scope[3] : "";
    }

    @Override
    public void close() {
        server.stop(0);
        http.close();
    }
}
