package dev.nodepath.aws;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awssdk.core.metrics.CoreMetric;
import software.amazon.awssdk.http.HttpMetric;
import software.amazon.awssdk.metrics.MetricCollection;
import software.amazon.awssdk.metrics.MetricPublisher;

/**
 * Counts calls as AWS counts them against its limits: each attempt is one, those that the SDK makes by itself after a
 * failure included. The SDK hands over what it measured of a call when the call ends.
 */
public final class CallCount implements MetricPublisher {

    private static final int FORBIDDEN = 403;

    private Map<String, Integer> byService = new TreeMap<>();
    private int throttled;
    private int denied;

    /**
     * Calls of some time.
     *
     * @param byService attempts by service, named as IAM names it: {@code ec2}, {@code securityhub}, …
     * @param throttled attempts that AWS answered with the request to slow down
     * @param denied attempts that AWS answered with status 403
     */
    public record Calls(Map<String, Integer> byService, int throttled, int denied) {
        public Calls {
            byService = Map.copyOf(byService);
        }

        public int total() {
            return byService.values().stream().mapToInt(Integer::intValue).sum();
        }
    }

    /** The calls that ended since this was last asked. */
    public synchronized Calls take() {
        Calls calls = new Calls(byService, throttled, denied);
        byService = new TreeMap<>();
        throttled = 0;
        denied = 0;
        return calls;
    }

    @Override
    public void publish(MetricCollection call) {
        String service =
                first(call.metricValues(CoreMetric.SERVICE_ID)).replace(" ", "").toLowerCase(Locale.ROOT);
        call.childrenWithName("ApiCallAttempt").forEach(attempt -> count(service, attempt));
    }

    private synchronized void count(String service, MetricCollection attempt) {
        byService.merge(service, 1, Integer::sum);
        if (attempt.metricValues(CoreMetric.ERROR_TYPE).contains("Throttling")) {
            throttled++;
        }
        if (attempt.metricValues(HttpMetric.HTTP_STATUS_CODE).contains(FORBIDDEN)) {
            denied++;
        }
    }

    private static String first(List<String> values) {
        return values.isEmpty() ? "unknown" : values.getFirst();
    }

    @Override
    public void close() {}
}
