// Plots as SVG: stretched to their place, so text stays outside.

import { h, svg } from './dom.js';

const HEIGHT = 100;
const LITTLE = 10; // a line of a few records stays low, whatever its own largest value is

/** Path data over x 0…points-1 and y 0…top; gaps where a value is null. */
function path(values, top) {
  let data = '';
  let pen = false;
  values.forEach((value, x) => {
    if (value === null) {
      pen = false;
      return;
    }
    const y = HEIGHT - 4 - ((HEIGHT - 8) * value) / top;
    data += `${pen ? 'L' : 'M'}${x} ${y.toFixed(1)}`;
    pen = true;
  });
  return data;
}

function plot(lines, points, className, least) {
  const top = Math.max(least, ...lines.flatMap((line) => line.values.filter((value) => value !== null)));
  const paths = lines.map((line) =>
    svg('path', { d: path(line.values, top), class: `line ${line.style}`, 'vector-effect': 'non-scaling-stroke' }),
  );
  const view = { viewBox: `0 0 ${Math.max(1, points - 1)} ${HEIGHT}`, preserveAspectRatio: 'none', class: className };
  return { top, picture: svg('svg', { ...view, 'aria-hidden': 'true' }, ...paths) };
}

/** A small plot of one line without axes; values oldest first, null where unknown. */
export function sparkline(values, label) {
  if (values.filter((value) => value !== null).length < 2) {
    return h('span', { class: 'spark none', title: 'Drawn once there are two points' }, '…');
  }
  const { picture } = plot([{ values, style: 'main' }], values.length, 'spark', LITTLE);
  return h('span', { class: 'sparkbox', role: 'img', 'aria-label': label }, picture);
}

/**
 * A plot with its scale.
 *
 * @param lines [{label, values, style}], values oldest first
 * @param from, to  texts below the left and the right end
 */
export function chart(title, lines, format, from, to) {
  const points = Math.max(...lines.map((line) => line.values.length));
  if (points < 2) return h('figure', { class: 'chart' }, h('figcaption', {}, title), h('p', { class: 'empty' }, 'Drawn once there are two points.'));
  const { top, picture } = plot(lines, points, 'plot', 1);
  const legend = lines.length < 2 ? null : h('span', { class: 'legend' }, lines.map((line) => key(line)));
  return h(
    'figure',
    { class: 'chart' },
    h('figcaption', {}, h('span', {}, title), legend),
    h('div', { class: 'frame' }, h('span', { class: 'scale' }, format(top)), picture),
    h('div', { class: 'axis' }, h('span', {}, from), h('span', {}, to)),
  );
}

function key(line) {
  const stroke = svg('path', { d: 'M0 50H100', class: `line ${line.style}`, 'vector-effect': 'non-scaling-stroke' });
  const picture = svg('svg', { viewBox: '0 0 100 100', preserveAspectRatio: 'none', class: 'key', 'aria-hidden': 'true' }, stroke);
  return h('span', {}, picture, line.label);
}

const SHAPES = {
  square: () => svg('rect', { x: 1.5, y: 1.5, width: 9, height: 9, rx: 1 }),
  triangle: () => svg('path', { d: 'M6 1 11.5 11H.5Z' }),
  diamond: () => svg('path', { d: 'M6 .8 11.2 6 6 11.2.8 6Z' }),
  dot: () => svg('circle', { cx: 6, cy: 6, r: 4 }),
  ring: () => svg('circle', { cx: 6, cy: 6, r: 3.6, class: 'hollow' }),
};

/** A shape of 12 by 12 in the colour of the text around it. */
export const shape = (kind) => svg('svg', { viewBox: '0 0 12 12', class: 'shape', 'aria-hidden': 'true' }, SHAPES[kind]());

/** A bar for a share of 1. */
export function bar(share) {
  const width = Math.max(0, Math.min(1, share)) * 100;
  return svg(
    'svg',
    { viewBox: '0 0 100 6', preserveAspectRatio: 'none', class: 'bar', 'aria-hidden': 'true' },
    svg('rect', { width: 100, height: 6, class: 'track' }),
    svg('rect', { width, height: 6, class: 'value' }),
  );
}
