/**
 * The register of what passive Kafka decoders get wrong, and the proof that each trap has a test
 * that notices when its handling is taken out.
 *
 * <p>Not a place for the tests of the traps themselves: those stand in the module of the code.
 */
package io.streamgauge.traps;
