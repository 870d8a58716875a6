// Numbers as people read them; the same rules as Units.java. Unknown is an en dash, never 0.

export const UNKNOWN = '–';
const PREFIXES = ['', 'k', 'M', 'G', 'T', 'P', 'E'];
const WHOLE = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });

/** Three significant digits with an SI prefix: 1.23 M. */
export function si(value) {
  if (value === null || value === undefined) return UNKNOWN;
  let scaled = Math.abs(value);
  let prefix = 0;
  while (scaled >= 999.5 && prefix < PREFIXES.length - 1) {
    scaled /= 1000;
    prefix++;
  }
  const whole = prefix === 0 && Number.isInteger(scaled);
  const digits = whole ? String(scaled) : scaled.toFixed(scaled < 9.995 ? 2 : scaled < 99.95 ? 1 : 0);
  return (value < 0 ? '−' : '') + digits + (PREFIXES[prefix] && ` ${PREFIXES[prefix]}`);
}

/** A count, every digit of it. */
export const count = (value) => (value === null || value === undefined ? UNKNOWN : WHOLE.format(value));

export const perSecond = (value) => (value === null || value === undefined ? UNKNOWN : `${si(value)}/s`);

/** Bytes per second; nothing at all where nothing flows, so that what flows stands out. */
export function bytesPerSecond(value) {
  if (value === 0) return UNKNOWN;
  const text = si(value);
  return /[a-z]$/i.test(text) ? `${text}B/s` : `${text} B/s`;
}

export function bytes(value) {
  const text = si(value);
  return /[a-z]$/i.test(text) ? `${text}B` : `${text} B`;
}

/** A share of 1 that never rounds up to 100 %. */
export function percent(share) {
  if (share === null || share === undefined) return UNKNOWN;
  const value = Math.floor(share * 1000) / 10;
  return value === 100 ? '100 %' : `${value.toFixed(1)} %`;
}

/** A duration in its two largest units. */
export function duration(seconds) {
  if (seconds === null || seconds === undefined) return UNKNOWN;
  if (seconds < 1) return seconds === 0 ? '0 s' : '< 1 s';
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return pair(Math.floor(whole / 60), 'min', whole % 60, 's');
  if (whole < 86400) return pair(Math.floor(whole / 3600), 'h', Math.floor((whole % 3600) / 60), 'min');
  return pair(Math.floor(whole / 86400), 'd', Math.floor((whole % 86400) / 3600), 'h');
}

const pair = (large, unit, small, smallUnit) => `${large} ${unit}${small ? ` ${small} ${smallUnit}` : ''}`;

/** A time of day, local. */
export const time = (seconds) => new Date(seconds * 1000).toLocaleTimeString('en-GB');

// Shape says the class, text the status: colour only repeats it.
const STATUS = {
  STOP: ['square', 'bad', 'Stopped', 'Records wait and nobody commits or fetches.'],
  STALL: ['triangle', 'bad', 'Stalled', 'Members work and the committed offset does not move.'],
  REWIND: ['triangle', 'bad', 'Rewound', 'The committed offset went back.'],
  WARN: ['triangle', 'warn', 'Falling behind', 'The lag grows.'],
  LAGGING: ['diamond', 'mild', 'Lagging', 'Behind, neither growing nor shrinking.'],
  CATCHING_UP: ['diamond', 'mild', 'Catching up', 'Behind, and the lag shrinks.'],
  UNKNOWN: ['ring', 'mild', 'Unknown', 'Too little of the traffic could be read.'],
  OK: ['dot', 'good', 'OK', 'Keeps up.'],
  ABANDONED: ['ring', 'mild', 'Abandoned', 'Assigned to nobody, and no commits.'],
};

/** What a lag status looks like: shape, class, text, meaning. */
export function status(code) {
  const [shape, level, text, meaning] = STATUS[code] ?? [
    'ring',
    'mild',
    code || 'Not evaluated yet',
    'Evaluated every ten seconds.',
  ];
  return { shape, level, text, meaning };
}

const ORDER = Object.keys(STATUS);

/** 0 for the worst. */
export const statusRank = (code) => (ORDER.includes(code) ? ORDER.indexOf(code) : ORDER.length);
