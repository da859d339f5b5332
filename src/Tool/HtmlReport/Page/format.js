'use strict';

/** Numbers with units as the terminal prints them, and text of foreign origin made visible. */
const Format = (() => {
  const binary = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const decimal = ['B/s', 'kB/s', 'MB/s', 'GB/s', 'TB/s'];

  function scaled(value, step, units) {
    let unit = 0;
    while (Math.abs(value) >= step && unit < units.length - 1) {
      value /= step;
      unit++;
    }
    return [unit === 0 || Math.abs(value) >= 100 ? Math.round(value).toString() : value.toFixed(1), units[unit]];
  }

  const bytes = value => scaled(value, 1024, binary).join(' ');
  const rate = value => scaled(value, 1000, decimal).join(' ');

  /** For example 70.6 ± 1.1 MB/s: both in the unit of the value. */
  function rateWithError(value, error) {
    const [, unit] = scaled(value, 1000, decimal);
    const divisor = 1000 ** decimal.indexOf(unit);
    const digits = value / divisor >= 100 || divisor === 1 ? 0 : 1;
    const half = error / divisor;
    return `${(value / divisor).toFixed(digits)} ± ${half < 1 && half > 0 ? half.toPrecision(1) : half.toFixed(digits)} ${unit}`;
  }

  function percent(ratio) {
    const value = ratio * 100;
    return `${value > 0 && value < 1 ? '< 1' : Math.round(value)} %`;
  }

  function duration(seconds) {
    if (seconds >= 120) {
      return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`;
    }
    return seconds >= 10 ? `${Math.round(seconds)} s`
      : seconds >= 1 ? `${seconds.toFixed(1)} s`
      : seconds >= 0.1 ? `${Math.round(seconds * 1000)} ms`
      : seconds === 0 ? '0 ms'
      : `${(seconds * 1000).toFixed(1)} ms`;
  }

  const count = value => Math.round(value).toLocaleString('en-US');

  /** A moment of the recording, as fine as the visible stretch needs it. */
  function moment(seconds, span) {
    const digits = span < 2 ? 2 : span < 20 ? 1 : 0;
    if (span <= 180) {
      return `${seconds.toFixed(digits)} s`;
    }
    const rounded = Math.round(seconds);
    const [h, m, s] = [Math.floor(rounded / 3600), Math.floor(rounded / 60) % 60, rounded % 60];
    return h > 0 ? `${h}:${pad(m)}:${pad(s)}` : `${m}:${pad(s)}`;
  }

  const pad = value => String(value).padStart(2, '0');
  const utc = date => `${date.toISOString().slice(0, 10)} ${date.toISOString().slice(11, 19)} UTC`;
  const clock = date => date.toISOString().slice(11, 21);

  /** Characters that control, reorder or hide text become escapes, so that a name cannot look like something else. */
  const visible = text => String(text).replace(/[\p{C}\u2028\u2029]/gu, one => {
    const code = one.codePointAt(0).toString(16).padStart(4, '0');
    return `\\u${code}`;
  });

  /** For places that have room for one word. */
  const short = (text, most) => text.length > most ? `${visible(text.slice(0, most))}…` : visible(text);

  return { bytes, rate, rateWithError, percent, duration, count, moment, utc, clock, visible, short };
})();
