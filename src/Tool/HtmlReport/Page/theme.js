'use strict';

/** Colours of the charts, taken from the style sheet, so that a chart and its legend cannot differ. */
const Theme = (() => {
  const generations = ['gen0', 'gen1', 'gen2', 'loh', 'poh'];
  const names = {
    gen0: 'gen0', gen1: 'gen1', gen2: 'gen2',
    loh: 'large objects', poh: 'pinned objects', soh: 'small objects',
  };
  const listeners = [];
  let cache = new Map();

  function color(name) {
    if (!cache.has(name)) {
      cache.set(name, getComputedStyle(document.documentElement).getPropertyValue(`--${name}`).trim());
    }
    return cache.get(name);
  }

  /** The colour, more or less see-through. */
  function tint(name, alpha) {
    const [r, g, b] = [1, 3, 5].map(i => parseInt(color(name).slice(i, i + 2), 16));
    return `rgba(${r}, ${g}, ${b}, ${alpha})`;
  }

  /** Stripes: tells holes from what is alive also without colours. */
  function stripes(context, name, alpha) {
    const size = 6 * devicePixelRatio;
    const tile = document.createElement('canvas');
    tile.width = tile.height = size;
    const pen = tile.getContext('2d');
    pen.fillStyle = tint(name, alpha / 3);
    pen.fillRect(0, 0, size, size);
    pen.strokeStyle = tint(name, alpha);
    pen.lineWidth = 1.6 * devicePixelRatio;
    for (const offset of [-size, 0, size]) {
      pen.beginPath();
      pen.moveTo(offset, size);
      pen.lineTo(offset + size, 0);
      pen.stroke();
    }
    return context.createPattern(tile, 'repeat');
  }

  function changed() {
    cache = new Map();
    listeners.forEach(listener => listener());
  }

  function force(scheme) {
    document.documentElement.dataset.scheme = scheme;
    changed();
  }

  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', changed);
  // Ink is dark and paper is white.
  addEventListener('beforeprint', () => force('light'));
  addEventListener('afterprint', () => force(''));

  return { generations, names, color, tint, stripes, onChange: listener => listeners.push(listener) };
})();
