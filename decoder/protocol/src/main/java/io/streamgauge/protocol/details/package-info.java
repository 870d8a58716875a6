/**
 * What the bodies of requests and responses carried, typed per api, and the assemblers that fill
 * it.
 *
 * <p>Topics, groups, offsets, members and versions; never keys, values, headers, passwords or
 * tokens.
 */
package io.streamgauge.protocol.details;
