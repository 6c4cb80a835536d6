// SPDX-License-Identifier: GPL-3.0-or-later
// Questions and the bar of messages.
import {el} from './dom.js';
import {t} from './words.js';

/// A modal dialog: Esc closes it, the focus goes back to where it was. `done` is called once, with its value.
export function openDialog({title, content, buttons, wide = false, rows = false, done = () => {}}) {
    const from = document.activeElement;
    const heading = el('h2', {id: 'dialog-title'}, title);
    const dialog = el('dialog', {'aria-labelledby': 'dialog-title', class: wide ? 'wide' : rows ? 'rows' : null}, heading,
                      el('div', {class: 'content'}, [content].flat().filter(Boolean)), el('div', {class: 'buttons'}, buttons));
    dialog.addEventListener('close', () => {
        dialog.remove();
        if (from?.isConnected)
            from.focus();
        done(dialog.returnValue);
    });
    document.body.append(dialog);
    dialog.returnValue = '';
    dialog.showModal();
    return dialog;
}

/// Asks before something is done. `preview` is a promise of what it would do, in lines; what it says when it fails
/// is shown as well; `extra` is what else stands in the question. Resolves to true or false.
export function ask({title, text, details = '', accept, danger = false, preview = null, extra = null}) {
    return new Promise(resolve => {
        const would = el('div', {class: 'preview', 'aria-live': 'polite'});
        const dialog = openDialog({
            title,
            content: [el('p', {}, text), details ? el('p', {class: 'details'}, details) : '', extra, would],
            buttons: [el('button', {type: 'button', onclick: () => dialog.close('')}, t('Cancel')),
                      el('button', {type: 'button', class: danger ? 'danger' : 'accent', 'data-role': 'accept',
                                    onclick: () => dialog.close('yes')}, accept)],
            done: value => resolve(value === 'yes'),
        });
        extra?.addEventListener('keydown', event => {
            if (event.key === 'Enter')
                dialog.close('yes');
        });
        // Where nothing is to be typed, what changes nothing is what Enter does.
        (extra?.querySelector('input') ?? dialog.querySelector('.buttons button')).focus();
        if (!preview)
            return;
        preview.then(lines => would.replaceChildren(
            ...(lines.length ? [el('h3', {}, t('What it would do')), el('ul', {}, lines.map(line => el('li', {}, line)))] : [])),
        fault => would.replaceChildren(faultBlock(fault)));
    });
}

/// A fault in a sentence, with the way out; its code stands in the details.
export function faultBlock(fault, title = '') {
    const block = el('div', {class: 'fault-block'}, title ? el('strong', {}, title + ' ') : '',
                     el('span', {class: 'sentence'}, fault.message));
    if (fault.hint)
        block.append(el('span', {class: 'hint'}, ' ' + fault.hint));
    for (const other of fault.more ?? [])
        block.append(el('p', {}, other.message, other.hint ? ` ${other.hint}` : ''));
    if (fault.details)
        block.append(el('details', {}, el('summary', {}, t('Details')), el('pre', {}, fault.details)));
    return block;
}

/// The last thing that was done, or went wrong, until something else is or the person takes it away.
export class Messages {
    constructor() {
        this.el = el('div', {class: 'messages'});
    }
    done(text) {
        this.#show('done', el('span', {}, text));
    }
    fault(title, fault) {
        this.#show('fault', faultBlock(fault, title));
    }
    clear() {
        this.el.replaceChildren();
    }
    #show(kind, content) {
        const close = el('button', {type: 'button', class: 'plain', 'aria-label': t('Take the message away'),
                                    onclick: () => this.clear()}, '×');
        const sign = el('span', {class: 'sign', 'aria-hidden': 'true'}, kind === 'done' ? '✓' : '⚠');
        this.el.replaceChildren(el('div', {class: `message ${kind}`, role: kind === 'done' ? 'status' : 'alert'},
                                   sign, content, close));
    }
}
