package io.streamgauge.agent.runtime;

import io.streamgauge.agent.discovery.ListenerRegistry;
import io.streamgauge.agent.link.Encapsulation;
import io.streamgauge.agent.link.FragmentDrop;
import io.streamgauge.agent.link.LinkStatistics;
import io.streamgauge.agent.link.Undecoded;
import io.streamgauge.agent.mapping.CaptureCounts;
import io.streamgauge.agent.pipeline.CapturePipeline;
import io.streamgauge.agent.tls.TlsStatistics;
import io.streamgauge.agent.tls.Undecrypted;
import io.streamgauge.events.v1.CaptureCounter;

/** Adds up what the parts of an agent count by kind or reason. */
final class CaptureTally {
  private final CaptureCounts counts = new CaptureCounts();

  CaptureCounts counts() {
    return counts;
  }

  void link(LinkStatistics link) {
    for (Encapsulation kind : Encapsulation.values()) {
      counts.add("ENCAPSULATION", kind, link.opened(kind));
    }
    for (FragmentDrop reason : FragmentDrop.values()) {
      counts.add("FRAGMENT", reason, link.droppedFragments(reason));
    }
    for (Undecoded reason : Undecoded.values()) {
      counts.add("UNDECODED", reason, link.undecodedPackets(reason));
    }
    counts.add(CaptureCounter.REASSEMBLED_DATAGRAMS, link.reassembledDatagrams());
  }

  /** Link layer, if the pipeline has packets of its own, and TLS. */
  void pipeline(CapturePipeline pipeline) {
    link(pipeline.linkStatistics());
    pipeline
        .tlsStatistics()
        .ifPresentOrElse(
            this::tls,
            () -> counts.add(CaptureCounter.TLS_NO_KEY_LOG, pipeline.totals().opaqueConnections()));
  }

  private void tls(TlsStatistics tls) {
    counts.add(CaptureCounter.TLS_DECRYPTED, tls.decryptedConnections());
    for (Undecrypted reason : Undecrypted.values()) {
      counts.add("TLS", reason, tls.undecrypted(reason));
    }
  }

  /** Nothing for null. */
  void discovery(ListenerRegistry registry) {
    if (registry != null) {
      counts.add(CaptureCounter.DISCOVERY_REFUSED, registry.refused());
    }
  }
}
