// SPDX-License-Identifier: GPL-3.0-or-later
// Draws a tree descriptor. A node's children are asked for when it opens.
import {restPath} from './api.js';
import {el, icon} from './dom.js';
import {iconFor} from './format.js';
import {fillQuery, first, nameOf} from './record.js';
import {shown, t} from './words.js';

export class Tree {
    #app;
    #tree;
    #nodes = new Map(); ///< key → {record, li, row, children, open, read}
    #roots = [];
    #call = new AbortController();
    #chosen = '';

    constructor(app, tree) {
        this.#app = app;
        this.#tree = tree;
        this.list = el('ul', {role: 'tree', 'aria-label': shown(tree.title), onkeydown: event => this.#key(event)});
        this.el = el('details', {class: 'tree'}, el('summary', {}, shown(tree.title)), this.list);
        this.el.open = !app.isNarrow;
        this.refresh();
    }

    /// What the list asks for when this node is chosen; null while that is not known.
    query(key) {
        const node = this.#nodes.get(key);
        if (node)
            return fillQuery(this.#tree.gridQuery, node.record);
        return key ? fillQuery(this.#tree.gridQuery, {[this.#tree.parentKey]: [key]}) : null;
    }

    choose(key) {
        this.#chosen = key;
        for (const [name, node] of this.#nodes) {
            node.row.setAttribute('aria-selected', name === key);
            node.row.tabIndex = name === (key || this.#roots[0]) ? 0 : -1;
        }
    }

    async refresh() {
        this.#call.abort();
        this.#call = new AbortController();
        try {
            // The root is the person's domain, which is no entry of the list.
            const rootKey = (this.#app.api.session.dn ?? '').match(/(^|,)(DC=.*)$/i)?.[2] ?? '';
            if (!rootKey)
                return;
            const name = rootKey.split(',').map(part => part.replace(/^DC=/i, '')).join('.');
            const root = {[this.#tree.parentKey]: [rootKey], [this.#tree.label]: [name], objectClass: ['domainDNS']};
            this.#nodes.clear();
            this.list.replaceChildren();
            this.#roots = [rootKey];
            this.#add(this.list, root, 1);
            await this.#open(rootKey);
            if (!this.#chosen)
                this.#app.go({node: rootKey}, {replace: true});
            else
                this.choose(this.#chosen);
        } catch (fault) {
            if (fault.name !== 'AbortError')
                this.list.replaceChildren(el('li', {class: 'notice'}, fault.message));
        }
    }

    #add(place, record, level) {
        const key = first(record, this.#tree.parentKey);
        const arrow = el('span', {class: 'arrow', 'aria-hidden': 'true', onclick: event => {
            event.stopPropagation();
            this.#toggle(key);
        }}, '▸');
        const row = el('div', {role: 'treeitem', tabindex: -1, 'aria-level': level, 'aria-expanded': 'false', 'aria-selected': 'false',
                               title: key, onclick: () => this.#app.go({node: key, id: '', page: '', at: ''})},
                       arrow, icon(iconFor(this.#tree.icons, record)), first(record, this.#tree.label) || nameOf(record));
        row.style.paddingInlineStart = `${4 + (level - 1) * 14}px`;
        const children = el('ul', {role: 'group', hidden: true});
        const li = el('li', {role: 'none'}, row, children);
        this.#nodes.set(key, {record, li, row, children, level, read: false});
        place.append(li);
    }

    async #open(key) {
        const node = this.#nodes.get(key);
        if (!node)
            return;
        node.row.setAttribute('aria-expanded', 'true');
        node.row.firstChild.textContent = '▾';
        node.children.hidden = false;
        if (node.read)
            return;
        node.read = true;
        const fields = ['name', 'objectClass', this.#tree.parentKey, this.#tree.label,
                        ...(this.#tree.icons ?? []).map(rule => rule.when).filter(when => when && when !== 'is')];
        const query = {...fillQuery(this.#tree.childrenQuery, node.record), sort: this.#tree.label, fields: [...new Set(fields)].join(',')};
        try {
            const {json} = await this.#app.api.get(restPath(this.#tree.resource), query, this.#call.signal);
            const children = (json?.items ?? []).filter(one => first(one, this.#tree.parentKey) !== key);
            for (const record of children)
                this.#add(node.children, record, node.level + 1);
            if (children.length === 0) {
                node.row.removeAttribute('aria-expanded');
                node.row.firstChild.textContent = '';
            }
            this.choose(this.#chosen);
        } catch (fault) {
            node.read = false;
            if (fault.name !== 'AbortError')
                this.#app.messages.fault(t('Reading what is below %1:', nameOf(node.record)), fault);
        }
    }
    #toggle(key) {
        const node = this.#nodes.get(key);
        if (node.row.getAttribute('aria-expanded') !== 'true')
            return this.#open(key);
        node.row.setAttribute('aria-expanded', 'false');
        node.row.firstChild.textContent = '▸';
        node.children.hidden = true;
        return null;
    }
    #key(event) {
        const rows = [...this.list.querySelectorAll('[role="treeitem"]')].filter(row => row.offsetParent);
        const at = rows.indexOf(event.target);
        if (at < 0)
            return;
        const key = event.target.title;
        const expanded = event.target.getAttribute('aria-expanded');
        const moves = {ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1};
        if (event.key in moves)
            rows[moves[event.key]]?.focus();
        else if (event.key === 'ArrowRight' && expanded === 'false')
            this.#toggle(key);
        else if (event.key === 'ArrowLeft' && expanded === 'true')
            this.#toggle(key);
        else if (event.key === 'Enter' || event.key === ' ')
            event.target.click();
        else
            return;
        event.preventDefault();
    }
    stop() {
        this.#call.abort();
    }
}
