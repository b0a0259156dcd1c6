package dev.nodepath.aws.publish;

/** That a finding did not get where it was meant to go. */
record Refusal(String findingId, String why) {}
