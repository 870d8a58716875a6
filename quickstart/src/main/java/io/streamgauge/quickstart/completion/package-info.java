/** {@code streamgauge completion}: the script with which shells complete the other commands. */
package io.streamgauge.quickstart.completion;
