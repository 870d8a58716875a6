/**
 * Passive decryption of TLS 1.2 and 1.3 with the secrets of a key log: bytes of a TLS connection
 * in, the bytes that its application sent out.
 *
 * <p>It knows records, the handshake messages that name keys, and the key schedule. It makes and
 * breaks no keys, checks no certificate, and knows nothing of Kafka. Secrets and plaintext are
 * overwritten when they are no longer needed. Nothing of either is logged.
 */
package io.streamgauge.agent.tls;
