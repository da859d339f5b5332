'use strict';

/** The longest pauses; each leads to its place on the timeline. */
const Pauses = (() => {
  const { el } = Dom;
  const FIRST = 10;
  const MARGIN = 2;

  function show(data, all = false) {
    const list = data.longestPauses;
    if (list.length === 0) {
      Dom.absent('pauses', 'No pause was recorded.');
      return;
    }
    Dom.content('pauses').replaceChildren(
      el('table', { class: 'pauses' },
        el('thead', {}, el('tr', {}, [['pause', 'number'], ['at', 'number'], ['generation', ''], ['reason', ''], ['collection', 'number']].map(([text, kind]) => el('th', { scope: 'col', class: kind }, text)))),
        el('tbody', {}, list.slice(0, all ? list.length : FIRST).map(pause => row(pause, data)))),
      el('p', { class: 'quiet' }, `${Format.count(data.gc.pauses)} pauses in all, ${Format.duration(data.gc.pauseSeconds)} together.`),
      list.length > FIRST ? el('button', { type: 'button', class: 'more', onclick: () => show(data, !all) }, all ? 'Show fewer' : `Show ${list.length - FIRST} more`) : '');
  }

  function row(pause, data) {
    const name = Theme.generations[pause.generation] ?? `gen${pause.generation}`;
    return el('tr', {},
      el('td', { class: 'number' }, Format.duration(pause.seconds)),
      el('td', { class: 'number' }, el('button', { type: 'button', class: 'link', title: 'Show on the timeline', onclick: () => find(pause) }, `${pause.at.toFixed(2)} s`)),
      el('td', {}, el('span', { class: 'tag', style: { '--swatch': `var(--${name})` } }, name)),
      el('td', {}, Dom.foreign(pause.reason)),
      el('td', { class: 'number' }, pause.index < 0 ? '–' : Format.count(pause.index)));
  }

  function find(pause) {
    Charts.show(pause.at - MARGIN, pause.at + pause.seconds + MARGIN);
    Charts.moveTo(pause.at);
    document.getElementById('panel-pauses').scrollIntoView({ block: 'center' });
  }

  return { show };
})();
