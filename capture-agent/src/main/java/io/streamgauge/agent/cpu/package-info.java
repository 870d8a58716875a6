/** Which CPUs the threads of the packet path run on (sched_setaffinity(2)). */
package io.streamgauge.agent.cpu;
