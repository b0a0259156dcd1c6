package dev.nodepath.network;

/** @param type {@code availability-zone}, {@code local-zone} or {@code wavelength-zone} */
public record AvailabilityZone(String id, String name, String type) {}
