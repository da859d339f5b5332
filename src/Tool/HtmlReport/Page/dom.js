'use strict';

/** The only way to the page: elements by name, everything else as text nodes. Nothing is ever read as HTML. */
const Dom = (() => {
  const LONG = 240;

  /** Attributes by name; on… are listeners, style is an object of properties. Children are elements, texts or nothing. */
  function el(name, attributes = {}, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) {
      if (key.startsWith('on')) {
        element.addEventListener(key.slice(2), value);
      } else if (key === 'style') {
        for (const [property, setting] of Object.entries(value)) {
          element.style.setProperty(property, setting);
        }
      } else if (value !== null && value !== undefined && value !== false) {
        element.setAttribute(key, value === true ? '' : value);
      }
    }
    append(element, children);
    return element;
  }

  function append(element, children) {
    for (const child of children.flat(Infinity)) {
      if (child !== null && child !== undefined && child !== false) {
        element.append(child instanceof Node ? child : document.createTextNode(Format.visible(child)));
      }
    }
  }

  /** Text from the process: keeps to its own direction of writing, and does not fill the page. */
  function foreign(text, className) {
    const shown = Format.visible(text);
    if (shown.length <= LONG) {
      return el('bdi', { class: className }, shown);
    }
    return el('details', { class: `long ${className ?? ''}` },
      el('summary', {}, el('bdi', {}, `${shown.slice(0, LONG / 2)}…`), el('span', { class: 'quiet' }, ` ${Format.count(shown.length)} characters`)),
      el('bdi', {}, shown));
  }

  /** A command to copy. */
  function command(label, text) {
    const code = el('code', {}, Format.visible(text));
    const button = el('button', { type: 'button', class: 'copy', onclick: () => copy(code, button) }, 'Copy');
    return el('div', { class: 'command', role: 'group', 'aria-label': label }, code, button);
  }

  function copy(code, button) {
    getSelection().selectAllChildren(code);
    const done = () => { button.textContent = 'Copied'; };
    if (navigator.clipboard) {
      navigator.clipboard.writeText(code.textContent).then(done, () => { button.textContent = 'Selected'; });
    } else {
      button.textContent = 'Selected';
    }
  }

  const content = id => document.querySelector(`#${id} .content`);

  /** Instead of a section's content, when there is none. */
  const absent = (id, text) => content(id).append(el('p', { class: 'absent' }, text));

  return { el, append, foreign, command, content, absent };
})();
