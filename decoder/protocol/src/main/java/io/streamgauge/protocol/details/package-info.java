/**
 * What the bodies of requests and responses carried, typed per api.
 *
 * <p>Topics, groups, offsets, members and versions; never keys, values, headers, passwords or
 * tokens. The seven hot apis share {@link io.streamgauge.protocol.details.PartitionDetails}, which
 * is reused; every other api with something of use has a record, with the spec of what it captures
 * beside it; {@link io.streamgauge.protocol.details.ApiSpecs} lists them. To add an api: write its
 * record and spec, and list it there.
 *
 * <p>Conventions: an error code is {@link io.streamgauge.protocol.details.Details#NO_ERROR_CODE}
 * where the answer was not seen; numbers that a version does not have are -1, strings null, ids
 * {@link io.streamgauge.protocol.details.value.KafkaUuid#ZERO}, lists empty, unless null means
 * "unchanged". Without its request or its response a record holds what the other side said.
 */
package io.streamgauge.protocol.details;
