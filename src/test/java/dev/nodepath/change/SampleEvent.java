package dev.nodepath.change;

import tools.jackson.jr.ob.JSON;

/** Events as EventBridge delivers them, written by hand. */
final class SampleEvent {

    static final Place PLACE = new Place("123456789012", "us-east-1");

    /** So that a test can give a field another value by naming it again. */
    private static final JSON LENIENT = JSON.std.without(JSON.Feature.FAIL_ON_DUPLICATE_MAP_KEYS);

    private SampleEvent() {}

    static Change change(String json) {
        return Change.of(LENIENT.anyFrom(json));
    }

    /** What an API call changed; {@code parameters} are further fields of {@code detail}. */
    static Change call(String service, String name, String parameters) {
        return change(envelope("aws." + service, "AWS API Call via CloudTrail", """
                {"eventVersion": "1.09", "eventName": "%s", "eventTime": "2026-03-02T10:11:07Z",
                 "eventSource": "%s.amazonaws.com", "readOnly": false,
                 "userIdentity": {"type": "AssumedRole", "arn": "arn:aws:sts::123456789012:assumed-role/operators/dana"}
                 %s}
                """.formatted(
                        name, service, parameters.isEmpty() ? "" : ", " + parameters)));
    }

    static Change call(String service, String name, String request, String response) {
        return call(service, name, "\"requestParameters\": " + request + ", \"responseElements\": " + response);
    }

    static Change configurationItem(String item) {
        return change(envelope(
                "aws.config",
                "Config Configuration Item Change",
                "{\"messageType\": \"ConfigurationItemChangeNotification\", \"configurationItem\": " + item + "}"));
    }

    static String envelope(String source, String detailType, String detail) {
        return """
                {"version": "0", "id": "e-1", "detail-type": "%s", "source": "%s", "account": "123456789012",
                 "time": "2026-03-02T10:11:08Z", "region": "us-east-1", "resources": [], "detail": %s}
                """.formatted(detailType, source, detail);
    }
}
