package dev.nodepath.network;

/**
 * A zone of the Region.
 *
 * @param type {@code availability-zone}, {@code local-zone} or {@code wavelength-zone}
 */
public record AvailabilityZone(String id, String name, String type) {}
