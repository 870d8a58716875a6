/**
 * Everything that shows results to somebody: the mirror of the results topic and what renders it.
 *
 * <p>Reads results, computes none: a figure that is not in the store is not on any page.
 */
package io.streamgauge.exporters;
