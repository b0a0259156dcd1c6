package dev.nodepath.finding;

/**
 * Something that could not be read.
 *
 * @param call its IAM action, such as {@code ec2:DescribeNatGateways}
 */
public record Unread(String call, String reason) {}
