'use strict';

/** Each finding: what, how sure, its numbers, the line, what to do and how to check. */
const Findings = (() => {
  const { el, foreign, command } = Dom;

  // How far each level carries; a finding never says more than its own.
  const levels = [
    ['coincident', 'Two things were seen at the same time. That alone shows no connection.'],
    ['associated', 'They move together by more than chance would let them. That alone shows no cause.'],
    ['associated, with a mechanism', 'They move together by more than chance, and a way in which one could act on the other is open on this machine.'],
    ['observed in this process or its cgroup', 'It was measured in this very process or its own cgroup, not inferred from the machine around it.'],
    ['shown by an intervention', 'One thing was changed, and the measurement was repeated.'],
  ];
  const shown = new Set(['id', 'title', 'severity', 'evidence', 'details', 'numbers', 'harm', 'site', 'ruleId', 'symptomOf', 'routes', 'examples', 'exampleTraces', 'identity', 'action', 'command', 'undo', 'setting', 'cost', 'verify']);
  const marks = { critical: '▲', warning: '●', info: 'i' };

  function show(data) {
    if (data.findings.length === 0) {
      Dom.absent('findings', 'No detector found anything in what was recorded. What could not be read is named at the end of this page.');
      return;
    }
    Dom.content('findings').append(el('ol', { class: 'findings' }, data.findings.map((finding, i) => card(finding, i + 1, data))));
  }

  function card(finding, number, data) {
    return el('li', { class: `finding ${finding.severity}`, id: `finding-${number}` },
      el('header', {},
        el('span', { class: 'number', 'aria-hidden': 'true' }, String(number)),
        el('h3', {}, foreign(finding.title)),
        el('p', { class: 'grade' },
          el('span', { class: 'severity' }, el('span', { 'aria-hidden': 'true' }, marks[finding.severity] ?? ''), ` ${finding.severity === 'info' ? 'note' : finding.severity}`),
          evidence(finding.evidence))),
      el('div', { class: 'body' },
        el('div', { class: 'facts-of' },
          details(finding),
          site(finding.site, finding.ruleId),
          symptom(finding.symptomOf, data.findings),
          harm(finding.harm),
          examples(finding.examples)),
        el('div', { class: 'advice' },
          advice('What to do', finding.action),
          setting(finding.setting),
          finding.command && advice('Command', null, command('Command', finding.command)),
          finding.undo && advice('Way back', null, command('Undo', finding.undo)),
          advice('Cost', finding.cost),
          advice('How to check', finding.verify))),
      numbers(finding.numbers),
      concluded(finding, data));
  }

  function evidence(level) {
    return el('span', { class: 'evidence' },
      el('span', { class: 'meter', 'aria-hidden': 'true' }, [1, 2, 3, 4].map(step => el('i', { class: step <= level ? 'on' : '' }))),
      `evidence ${level} of 4: ${levels[level]?.[0] ?? 'unknown'}`);
  }

  // The site has its own place: the indented line that repeats it is left to the terminal.
  function details({ details: all, site: one }) {
    const repeats = text => Boolean(text && one) && text.startsWith(' ') && text.includes(one.method);
    return el('ul', { class: 'details' }, all
      .map((text, i) => repeats(text) ? null : repeats(all[i + 1]) ? text.replace(/:$/, '.') : text)
      .filter(text => text !== null)
      .map(text => el('li', {}, foreign(text))));
  }

  function numbers(list) {
    return Array.isArray(list) && list.length > 0 && el('dl', { class: 'numbers' }, list.map(one =>
      el('div', {}, el('dt', {}, breakable(one.name)), el('dd', {}, foreign(quantity(one)), interval(one)))));
  }

  // A long name breaks between its parts.
  const breakable = name => el('bdi', {}, Format.short(name, 80).split(/(?<=[._])/).map(part => [part, el('wbr')]));

  // Where the half width does not stand beside the value: times are read as times, and seldom even to both sides.
  const interval = ({ low, high, unit }) => unit === 's' && typeof low === 'number' && typeof high === 'number'
    && el('span', { class: 'quiet' }, `${Format.duration(low)} to ${Format.duration(high)}`);

  // A UCUM annotation is the name of what is counted, in the singular.
  function counted(unit, value) {
    const name = /^\{(\w+)\}$/.exec(unit)?.[1];
    return name ? value === 1 ? name : `${name}s` : (unit ?? '').replace(/[{}]/g, '');
  }

  function quantity({ value, low, high, unit }) {
    const error = typeof low === 'number' && typeof high === 'number' ? (high - low) / 2 : 0;
    if (typeof value !== 'number') {
      return String(value ?? '');
    }
    return unit === 'By' ? Format.bytes(value)
      : unit === 'By/s' ? (error ? Format.rateWithError(value, error) : Format.rate(value))
      : unit === 's' ? Format.duration(value)
      : unit === '1' ? Format.percent(value)
      : `${Number.isInteger(value) ? Format.count(value) : value.toPrecision(3)}${error ? ` ± ${error.toPrecision(2)}` : ''} ${counted(unit, value)}`;
  }

  function site(one, rule) {
    return one && el('div', { class: 'site' },
      el('p', { class: 'place' }, foreign(one.method, 'method')),
      one.file && el('p', {}, Sites.place(one)),
      el('p', { class: 'quiet' }, foreign(one.type, 'type'), ` of ${Format.bytes(one.objectSize)}, `, Format.rateWithError(one.bytesPerSecond, one.bytesPerSecondError), `, ${Format.percent(one.share)} of its heap`),
      rule && el('p', { class: 'quiet' }, 'The compiler says so too: rule ', foreign(rule)),
      routes(one.routes));
  }

  function symptom(root, all) {
    const number = all.findIndex(one => one.id === root) + 1;
    return number > 0 && el('p', { class: 'quiet' }, 'Follows from ', el('a', { href: `#finding-${number}` }, `finding ${number}`), ': what to do is said there.');
  }

  function harm(one) {
    const lost = one && [
      one.requestsPaused > 0 && `requests stood still for ${Format.duration(one.requestsPaused)} in all`,
      one.stalled > 0 && `the service stood still for ${Format.duration(one.stalled)}`,
    ].filter(Boolean);
    const parts = lost && [
      lost.length > 0 && `Within ${Format.duration(one.window)} ${lost.join(', ')}.`,
      typeof one.timeToLimit === 'number' && `The limit is reached in ${Format.duration(one.timeToLimit)} at the present trend.`,
    ].filter(Boolean);
    return parts?.length > 0 && el('p', { class: 'quiet' }, parts.join(' '));
  }

  const routes = list => Array.isArray(list) && list.length > 0
    && el('p', { class: 'quiet' }, 'Requests: ', list.map((one, i) => [i > 0 ? ', ' : '', foreign(one.route ?? one), typeof one.share === 'number' ? ` ${Format.percent(one.share)}` : '']));

  const examples = list => Array.isArray(list) && list.length > 0
    && el('p', { class: 'quiet' }, 'Example traces, worst first: ', list.map((one, i) => [i > 0 ? ', ' : '', el('code', {}, Format.visible(one.traceId)), ` (${Format.count(one.pauses)} ${one.pauses === 1 ? 'pause' : 'pauses'}, ${Format.duration(one.paused)})`]));

  const advice = (label, text, node) => (text || node) && el('div', { class: 'step' }, el('h4', {}, label), text ? el('p', {}, foreign(text)) : node);

  function setting(change) {
    const own = change?.kind === 'environment' ? 'the runtime’s own' : 'the kernel’s own';
    const values = change && [['now', change.currentValue ?? 'not known here'], [own, change.defaultValue], ['proposed', change.proposedValue]];
    return change && el('dl', { class: 'setting' },
      el('div', { class: 'name' }, el('dt', {}, 'setting'), el('dd', {}, el('code', {}, Format.visible(change.name)))),
      values.filter(([, value]) => typeof value === 'string').map(([label, value]) => el('div', {}, el('dt', {}, label), el('dd', {}, foreign(value)))));
  }

  function concluded(finding, data) {
    const held = data.episodes.filter(episode => episode.finding === finding.id);
    const more = Object.entries(finding).filter(([key, value]) => !shown.has(key) && value !== null && (typeof value !== 'object' || Object.keys(value).length > 0));
    return el('details', { class: 'concluded' },
      el('summary', {}, 'How this was concluded'),
      el('p', {}, `Detector `, el('code', {}, Format.visible(finding.id)), `. Evidence level ${finding.evidence} of 4, ${levels[finding.evidence]?.[0] ?? 'unknown'}: ${levels[finding.evidence]?.[1] ?? ''}`),
      held.length > 0 && el('p', {}, 'Held ', held.map((one, i) => `${i > 0 ? ', ' : ''}${Format.moment(one.from, data.seconds)} to ${Format.moment(one.to, data.seconds)}`), ', judged over stretches of the recording that are long enough for it.'),
      more.map(([key, value]) => el('p', {}, `${key}: `, foreign(typeof value === 'object' ? JSON.stringify(value) : String(value)))),
      el('p', {}, 'Severity and evidence are two things: a note may be certain, and a warning may rest on little.'));
  }

  return { show };
})();
