// The codecs kafkajs leaves to plug-ins, all without native code. lz4 is not among them: the one such
// library (lz4js) writes linked blocks, which brokers refuse.
'use strict';

const { CompressionTypes, CompressionCodecs } = require('kafkajs');
const snappy = require('snappyjs');
const zstd = require('@bokuweb/zstd-wasm');

const plug = (compress, decompress) => () => ({
  compress: async (encoder) => Buffer.from(compress(encoder.buffer)),
  decompress: async (buffer) => Buffer.from(decompress(buffer)),
});

/** Registers snappy (one raw block, without the framing of the Java client) and zstd. */
async function register() {
  await zstd.init();
  CompressionCodecs[CompressionTypes.Snappy] = plug(snappy.compress, snappy.uncompress);
  CompressionCodecs[CompressionTypes.ZSTD] = plug((b) => zstd.compress(b, 3), zstd.decompress);
}

const byName = {
  none: CompressionTypes.None,
  gzip: CompressionTypes.GZIP,
  snappy: CompressionTypes.Snappy,
  zstd: CompressionTypes.ZSTD,
};

module.exports = { register, byName };
