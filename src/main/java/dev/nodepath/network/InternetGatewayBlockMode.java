package dev.nodepath.network;

/** How VPC Block Public Access treats traffic through internet gateways. */
public enum InternetGatewayBlockMode {
    OFF,
    BLOCK_INGRESS,
    BLOCK_BIDIRECTIONAL,
    OTHER
}
