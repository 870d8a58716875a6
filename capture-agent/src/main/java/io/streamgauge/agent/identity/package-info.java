/**
 * Who is who: which brokers this agent owns, which traffic is Streamgauge's own, which names belong
 * to topic ids.
 *
 * <p>It knows addresses and names; it does not know what an exchange carried.
 */
package io.streamgauge.agent.identity;
