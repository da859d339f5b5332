'use strict';

/** The charts of the recording below each other, with the means to move and zoom. */
const Timeline = (() => {
  const { el } = Dom;

  function show(data) {
    const panels = Panels.all.map(panel => panel(data)).filter(Boolean);
    if (panels.length === 0) {
      Dom.absent('timeline', 'Nothing was recorded that has a time. The reasons are at the end of this page.');
      return;
    }
    const where = el('output', { class: 'where', 'aria-live': 'polite' });
    const place = el('div', {
      class: 'charts', tabindex: '0', role: 'group', 'aria-label': 'Timeline charts. Arrow keys move the cursor, plus and minus zoom, Escape shows everything.',
      onkeydown: key,
    });
    const button = (text, label, action) => el('button', { type: 'button', 'aria-label': label, onclick: action }, text);
    Dom.content('timeline').append(
      el('div', { class: 'toolbar' }, where,
        button('+', 'Zoom in', () => Charts.zoom(0.5)), button('−', 'Zoom out', () => Charts.zoom(2)), button('All', 'Show everything', Charts.reset)),
      place,
      el('p', { class: 'quiet hint' }, 'Drag over a chart to zoom, double-click for everything. With the keyboard: ← → move, + − zoom, Esc everything.'));
    const start = new Date(data.start).getTime();
    Charts.onChange(({ cursor, view }) => {
      where.textContent = cursor === null ? '' : `${Format.moment(cursor, Math.min(view.to - view.from, 19))} · ${Format.clock(new Date(start + cursor * 1000))} UTC`;
    });
    panels.forEach((panel, i) => Charts.add(place, { ...panel, axis: panel.axis ?? (i === panels.length - 1 ? 'bottom' : false) }));
  }

  function key(event) {
    const action = {
      ArrowLeft: () => Charts.step(-1), ArrowRight: () => Charts.step(1),
      '+': () => Charts.zoom(0.5), '=': () => Charts.zoom(0.5), '-': () => Charts.zoom(2), Escape: Charts.reset,
    }[event.key];
    if (action && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      action();
    }
  }

  return { show };
})();
