package io.streamgauge.protocol.exchange;

/**
 * What a {@link DecoderWorker} and its connections hold at one moment. Only fetch sessions may be
 * left when all connections are closed.
 *
 * @param exchanges requests of which details are kept, tentative ones included
 * @param rows partition rows of these
 * @param values captured values of these
 * @param earlyBytes memory reserved for responses that came before their requests
 * @param lanes chains of frames that searches for lost boundaries follow
 * @param fetchSessions fetch sessions that are followed
 */
record WorkerLoad(
    int exchanges, int rows, int values, long earlyBytes, int lanes, int fetchSessions) {}
