/**
 * Tests of the Kubernetes manifests: they render, fit the types of the objects that they are, refer
 * to what is there, and give each process no more rights than it needs. Not tests on a cluster.
 */
package io.streamgauge.k8s;
