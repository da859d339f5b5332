'use strict';

/** Each generation: alive, on the free list, too small for it; now and over time. */
const Heap = (() => {
  const { el } = Dom;
  const LEAST_SHARE = 0.02;
  const parts = ['alive', 'free list', 'free objects'];
  const classes = ['alive', 'free-list', 'free-object'];

  function show(data) {
    const { collections } = data;
    const last = collections.at.length - 1;
    if (last < 0) {
      Dom.absent('heap', 'No collection with sizes was recorded.');
      return;
    }
    const columns = Theme.generations.map((_, i) => [
      collections.size[i].map((size, at) => Math.max(0, size - collections.freeList[i][at] - collections.freeObject[i][at])),
      collections.freeList[i],
      collections.freeObject[i],
    ]);
    Dom.content('heap').append(el('h3', {}, 'After the last collection'), now(columns.map(one => one.map(column => column[last]))));
    over(data, columns);
  }

  function now(values) {
    const largest = Math.max(1, ...values.map(sum));
    return el('table', { class: 'heap-now' },
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'generation'), el('th', { scope: 'col', class: 'bar' }, el('span', { class: 'key-of-parts' }, parts.map((part, i) => el('span', { class: 'key' }, el('i', { class: `swatch ${classes[i]}`, 'aria-hidden': 'true' }), part)))),
        el('th', { scope: 'col', class: 'number' }, 'size'), ...parts.slice(1).map(part => el('th', { scope: 'col', class: 'number' }, part)), el('th', { scope: 'col', class: 'number' }, 'holes'))),
      el('tbody', {}, Theme.generations.map((name, i) => el('tr', {},
        el('th', { scope: 'row' }, Theme.names[name]),
        el('td', { class: 'bar' }, el('div', { class: 'stack', 'aria-hidden': 'true', style: { '--generation': `var(--${name})` } },
          values[i].map((value, part) => el('span', { class: classes[part], style: { width: `${value / largest * 100}%` } })))),
        el('td', { class: 'number' }, Format.bytes(sum(values[i]))),
        el('td', { class: 'number', 'data-label': parts[1] }, Format.bytes(values[i][1])),
        el('td', { class: 'number', 'data-label': parts[2] }, Format.bytes(values[i][2])),
        el('td', { class: 'number', 'data-label': 'holes' }, Format.percent(sum(values[i]) > 0 ? (values[i][1] + values[i][2]) / sum(values[i]) : 0))))));
  }

  /** The same scale for none of them: each fills its own chart. Those that never mattered are named only. */
  function over(data, columns) {
    const peaks = data.collections.size.map(column => column.reduce((most, value) => Math.max(most, value), 0));
    const drawn = Theme.generations.map((_, i) => i).filter(i => peaks[i] >= LEAST_SHARE * Math.max(...peaks));
    const place = el('div', { class: 'small-charts' });
    Dom.content('heap').append(el('h3', {}, 'Over time'), place);
    for (const i of drawn) {
      const name = Theme.generations[i];
      const fills = [() => Theme.tint(name, 0.8), u => Theme.stripes(u.ctx, name, 0.75), () => Theme.tint('text-quiet', 0.55)];
      const areas = Panels.stacked(columns[i], fills);
      Charts.add(place, {
        id: `panel-heap-${name}`, title: Theme.names[name], stacked: true, stepped: true, height: 150, format: Format.bytes, splits: Panels.binarySplits, axis: 'bottom',
        data: [data.collections.at, ...areas.sums], bands: areas.bands,
        series: parts.map((part, p) => ({
          color: p === 2 ? 'text-quiet' : name, hidden: p === 2, swatch: classes[p], label: part, width: 1, fill: p === 0 ? areas.fill : undefined, value: at => Format.bytes(columns[i][p][at]),
        })),
      });
    }
    const rest = Theme.generations.filter((_, i) => !drawn.includes(i));
    if (rest.length > 0) {
      Dom.content('heap').append(el('p', { class: 'quiet' }, `Not drawn, never more than ${Format.bytes(Math.max(...rest.map(name => peaks[Theme.generations.indexOf(name)])))}: ${rest.map(name => Theme.names[name]).join(', ')}.`));
    }
  }

  const sum = values => values.reduce((a, b) => a + b, 0);

  return { show };
})();
