// SPDX-License-Identifier: GPL-3.0-or-later
// Chooses objects of the directory by what one knows of their names.
import {restPath} from './api.js';
import {openDialog} from './dialog.js';
import {el, icon} from './dom.js';
import {objectKind} from './format.js';
import {first, hasClass, idOf, isContainer, nameOf} from './record.js';
import {t} from './words.js';

const rests = 250; // milliseconds
const most = 50;

/// Resolves to the records that were chosen, none when the person thought better of it.
export function pick(app, {title, resource, several = false, fits = () => true}) {
    return new Promise(resolve => {
        const chosen = new Map();
        let call = null;
        let timer = 0;
        const list = el('ul', {class: 'found', role: 'listbox', 'aria-label': title, 'aria-multiselectable': several});
        const said = el('p', {class: 'faint', role: 'status'});
        const search = el('input', {type: 'search', 'aria-label': t('Find by name'), placeholder: t('Find by name'), autocomplete: 'off',
                                    maxlength: 200, 'data-role': 'find', oninput: () => {
            clearTimeout(timer);
            timer = setTimeout(read, rests);
        }});
        const accept = el('button', {type: 'button', class: 'accent', disabled: true, 'data-role': 'accept',
                                     onclick: () => dialog.close('yes')}, t('Choose'));

        function choose(record, option) {
            const id = idOf(record);
            if (!several) {
                chosen.clear();
                for (const other of list.children)
                    other.setAttribute('aria-selected', 'false');
            }
            if (several && chosen.delete(id)) {
                option.setAttribute('aria-selected', 'false');
            } else {
                chosen.set(id, record);
                option.setAttribute('aria-selected', 'true');
            }
            accept.disabled = chosen.size === 0;
        }
        async function read() {
            call?.abort();
            const mine = call = new AbortController();
            try {
                const query = {filter: search.value.trim(), sort: 'name', limit: most,
                               fields: 'objectGUID,distinguishedName,objectClass,name,sAMAccountName'};
                if (!query.filter)
                    delete query.filter;
                const {json} = await app.api.get(restPath(resource), query, mine.signal);
                const found = (json?.items ?? []).filter(fits);
                list.replaceChildren(...found.map(record => {
                    const option = el('li', {role: 'option', tabindex: 0, 'aria-selected': chosen.has(idOf(record)), 'data-name': nameOf(record),
                                             onclick: () => choose(record, option), ondblclick: () => dialog.close('yes'), onkeydown: event => {
                        if (event.key === 'Enter' || event.key === ' ') {
                            event.preventDefault();
                            choose(record, option);
                        } else if (event.key === 'ArrowDown') {
                            option.nextSibling?.focus();
                        } else if (event.key === 'ArrowUp') {
                            (option.previousSibling ?? search).focus();
                        }
                    }}, icon(iconOf(record)), nameOf(record), el('span', {class: 'faint'}, first(record, 'sAMAccountName') || objectKind(record)));
                    return option;
                }));
                said.textContent = json?.next ? t('The first %1 are shown. Type more of the name.', most) : found.length ? '' : t('Nobody is called so.');
            } catch (fault) {
                if (fault.name !== 'AbortError')
                    said.textContent = fault.message;
            }
        }
        const dialog = openDialog({title, content: [search, list, said],
                                   buttons: [el('button', {type: 'button', onclick: () => dialog.close('')}, t('Cancel')), accept],
                                   done: value => {
            call?.abort();
            clearTimeout(timer);
            resolve(value === 'yes' ? [...chosen.values()] : []);
        }});
        search.focus();
        read();
    });
}

const iconOf = record => (hasClass(record, 'computer') ? 'computer' : hasClass(record, 'user') ? 'user' : hasClass(record, 'group') ? 'group'
    : isContainer(record) ? 'folder' : '');
