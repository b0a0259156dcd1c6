package dev.nodepath.finding;

/**
 * The API call after which a finding came up.
 *
 * @param eventTime as CloudTrail has it, ISO 8601
 * @param principal ARN of who made the call, or what CloudTrail says instead
 */
public record ChangedBy(String eventName, String eventTime, String principal) {}
