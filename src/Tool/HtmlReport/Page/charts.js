'use strict';

/** Charts that share one time axis, one cursor and one zoom. */
const Charts = (() => {
  const { el } = Dom;
  const AXIS_WIDTH = 62;
  // Of seconds, so that labels are round.
  const steps = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10800, 21600];
  const charts = [];
  const listeners = [];
  let length = 1;
  let view = { from: 0, to: 1 };
  let cursor = null;

  function start(seconds) {
    length = Math.max(seconds, 1e-3);
    view = { from: 0, to: length };
  }

  /**
   * A chart below its title and legend.
   * panel: title, note, height, data (as uPlot takes it), series (key, label, value), scale of y, paint after the axes.
   */
  function add(parent, panel) {
    const readings = panel.series.map(one => el('output', { class: 'reading', style: { 'min-width': `${panel.reading ?? 8}ch` } }));
    const place = el('div', { class: 'plot' });
    parent.append(el('figure', { class: panel.series.length > 3 ? 'panel many' : 'panel', id: panel.id },
      el('figcaption', {},
        el('span', { class: 'title' }, panel.title, panel.note && el('span', { class: 'quiet' }, ` ${panel.note}`)),
        el('span', { class: 'legend' }, panel.series.map((one, i) => one.label && el('span', { class: 'key' },
          el('i', { class: `swatch ${one.swatch ?? ''}`, style: { '--swatch': `var(--${one.color})` }, 'aria-hidden': 'true' }), one.label, ' ', readings[i])))),
      place));
    const chart = new uPlot(options(panel, place.clientWidth), panel.data, place);
    const entry = { chart, panel, readings, place };
    charts.push(entry);
    touch(chart);
    new ResizeObserver(() => chart.setSize({ width: place.clientWidth, height: panel.height })).observe(place);
    read(entry);
    return chart;
  }

  function options(panel, width) {
    const line = () => Theme.color('line');
    const text = () => Theme.color('text-quiet');
    const font = '11px system-ui, sans-serif';
    return {
      width: Math.max(width, 1),
      height: panel.height,
      padding: [6, 20, panel.axis === 'bottom' ? 0 : 10, 0],
      legend: { show: false },
      cursor: {
        y: false,
        points: { show: false },
        drag: { x: true, y: false, setScale: false, dist: 4 },
        bind: { dblclick: () => () => { show(0, length); } },
      },
      scales: {
        x: { time: false, range: () => [view.from, view.to] },
        y: { range: (u, min, max) => floor(Math.max(panel.least ?? 0, (max ?? 0) * 1.06) || 1) },
      },
      axes: [
        {
          show: panel.axis !== false, stroke: text, font, size: 24, gap: 4, space: 60, incrs: steps, side: panel.axis === 'top' ? 0 : 2,
          grid: { stroke: line, width: 1 }, ticks: { stroke: line, width: 1, size: 4 },
          values: (u, splits) => splits.map(at => Format.moment(at, view.to - view.from)),
        },
        {
          show: true, stroke: text, font, size: AXIS_WIDTH, gap: 6, space: 28,
          grid: { stroke: line, width: 1, show: panel.lane !== true }, ticks: { show: false },
          ...(panel.splits ? { splits: (u, axis, min, max) => panel.splits(min, max) } : {}),
          values: (u, splits) => panel.lane ? splits.map(() => '') : splits.map(value => panel.format(value).replace('.0 ', ' ')),
        },
      ],
      series: [{}, ...panel.series.map(one => ({
        stroke: one.hidden ? 'transparent' : () => Theme.color(one.color),
        width: one.hidden ? 0 : one.width ?? 1.5,
        dash: one.dash,
        fill: one.fill,
        paths: one.painted ? () => null : panel.stepped ? uPlot.paths.stepped({ align: 1 }) : undefined,
        gaps: panel.stepped || one.painted ? (u, index, first, last, missing) => missing : holes,
        points: one.painted || one.hidden || panel.stacked ? { show: false } : { size: 4, fill: () => Theme.color(one.color), stroke: () => Theme.color(one.color) },
      }))],
      bands: panel.bands,
      hooks: {
        drawAxes: panel.paint ? [u => clipped(u, panel.paint)] : [],
        setCursor: [u => { if (u.cursor.event) { moveTo(u.cursor.left < 0 ? null : u.posToVal(u.cursor.left, 'x'), u); } }],
        setSelect: [u => select(u)],
      },
    };
  }

  /**
   * Nothing is drawn over a time in which nothing was read: values that are missing, and neighbours that lie further apart than
   * four usual steps.
   */
  function holes(u, series, first, last, missing) {
    const [times] = u.data;
    const steps = times.slice(1).map((at, i) => at - times[i]).sort((a, b) => a - b);
    const most = 4 * (steps[steps.length >> 1] ?? Infinity);
    const apart = times.flatMap((at, i) => i > 0 && at - times[i - 1] > most ? [[times[i - 1], at].map(time => Math.round(u.valToPos(time, 'x', true)))] : []);
    return [...missing, ...apart].sort((a, b) => a[0] - b[0]);
  }

  /** A little room below zero: a line at zero is to be seen. */
  const floor = top => [-top * 0.015, top];

  /** Draws in the plotting area only. */
  function clipped(u, paint) {
    u.ctx.save();
    u.ctx.beginPath();
    u.ctx.rect(u.bbox.left, u.bbox.top, u.bbox.width, u.bbox.height);
    u.ctx.clip();
    paint(u, u.ctx, at => u.valToPos(at, 'x', true), value => u.valToPos(value, 'y', true));
    u.ctx.restore();
  }

  function select(u) {
    const { left, width } = u.select;
    if (width > 4) {
      const [from, to] = [u.posToVal(left, 'x'), u.posToVal(left + width, 'x')];
      u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
      show(from, to);
    }
  }

  /** The same stretch everywhere; no shorter than a thousandth of the whole. */
  function show(from, to) {
    const least = length / 1000;
    const span = Math.min(Math.max(to - from, least), length);
    const begin = Math.min(Math.max(from, 0), length - span);
    view = { from: begin, to: begin + span };
    charts.forEach(({ chart }) => chart.setScale('x', { min: view.from, max: view.to }));
    mark();
    tell();
  }

  function zoom(factor) {
    const middle = cursor ?? (view.from + view.to) / 2;
    show(middle - (middle - view.from) * factor, middle + (view.to - middle) * factor);
  }

  function moveTo(at, source) {
    cursor = at === null ? null : Math.min(Math.max(at, 0), length);
    if (cursor !== null && (cursor < view.from || cursor > view.to)) {
      const half = (view.to - view.from) / 2;
      show(cursor - half, cursor + half);
    }
    mark(source);
    tell();
  }

  function mark(source) {
    for (const entry of charts) {
      if (entry.chart !== source) {
        // From the view, not from the chart: a chart takes over a new view a moment later.
        const left = cursor === null ? -10 : (cursor - view.from) / (view.to - view.from) * entry.chart.over.clientWidth;
        entry.chart.setCursor({ left, top: cursor === null ? -10 : 0 }, false);
      }
      read(entry);
    }
  }

  /** The values that hold at the cursor: those of the latest moment before it; without one, the last of the recording. */
  function read({ panel, readings }) {
    const [times] = panel.data;
    const at = cursor ?? length;
    let index = -1;
    for (let low = 0, high = times.length - 1; low <= high;) {
      const middle = (low + high) >> 1;
      if (times[middle] <= at) {
        index = middle;
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    panel.series.forEach((one, i) => { readings[i].textContent = index < 0 || !one.value ? '' : one.value(index); });
  }

  function step(direction) {
    const size = (view.to - view.from) / 100;
    moveTo((cursor ?? (direction > 0 ? view.from - size : view.to + size)) + direction * size);
  }

  function touch(chart) {
    const move = event => {
      const [finger] = event.touches;
      moveTo(chart.posToVal(finger.clientX - chart.over.getBoundingClientRect().left, 'x'));
    };
    chart.over.addEventListener('touchstart', move, { passive: true });
    chart.over.addEventListener('touchmove', move, { passive: true });
  }

  const tell = () => listeners.forEach(listener => listener({ cursor, view, length }));

  Theme.onChange(() => charts.forEach(({ chart }) => chart.redraw(true, true)));

  return { start, add, show, zoom, moveTo, step, reset: () => { show(0, length); moveTo(null); }, onChange: listener => listeners.push(listener) };
})();
