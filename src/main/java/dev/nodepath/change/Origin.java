package dev.nodepath.change;

import dev.nodepath.finding.ChangedBy;
import java.time.Instant;
import java.util.Optional;

/**
 * Where a change was reported from.
 *
 * @param eventId id of the event, to be found in the logs
 * @param place taken from the envelope, which EventBridge writes, never from {@code detail}, which a sender may forge
 * @param changedBy the API call; empty where nobody's call led to the event
 * @param at when it happened, or is due; empty where the event does not say
 */
public record Origin(String eventId, Place place, Optional<ChangedBy> changedBy, Optional<Instant> at) {}
