// SPDX-License-Identifier: GPL-3.0-or-later
// The page as a whole: who is signed in, the tabs that the descriptors name, and what the address says.
import {restPath, signedInKey} from './api.js';
import {faultBlock, Messages} from './dialog.js';
import {el, icon} from './dom.js';
import {hashOf, readRoute} from './route.js';
import {signInForm} from './sign_in.js';
import {TabView} from './tab_view.js';
import {shown, t} from './words.js';

const narrow = window.matchMedia('(max-width: 719px)');

export class App {
    descriptors = null;
    messages = new Messages();
    #view = null;
    #again = null; ///< the dialog that asks whose session is over
    #busy = 0;

    constructor(api, root) {
        this.api = api;
        this.root = root;
        api.addEventListener('lost', event => this.#lost(event.detail));
        window.addEventListener('popstate', () => this.#follow());
        window.addEventListener('hashchange', () => this.#follow());
        narrow.addEventListener('change', () => this.#follow());
        document.addEventListener('keydown', event => this.#key(event));
        window.addEventListener('storage', event => this.#elsewhere(event));
    }

    get isNarrow() {
        return narrow.matches;
    }
    get mayChange() {
        return this.api.mayChange;
    }
    grid(name) {
        return this.descriptors.grids.find(one => one.name === name);
    }
    form(name) {
        return this.descriptors.forms.find(one => one.name === name);
    }

    async start() {
        if (await this.api.resume())
            await this.#enter();
        else
            this.#askWho();
    }

    #askWho() {
        this.#view?.stop();
        this.#view = null;
        const form = signInForm(this.api, () => this.#enter());
        this.root.replaceChildren(el('main', {class: 'welcome'}, el('h1', {}, t('Samba Management Console')), el('p', {class: 'host'}, location.host), form));
        form.focusFirst();
    }

    async #enter() {
        try {
            const {json} = await this.api.get(restPath('descriptors'));
            this.descriptors = readable(json);
        } catch (fault) {
            this.root.replaceChildren(el('main', {class: 'welcome'}, faultBlock(fault),
                                         el('button', {type: 'button', onclick: () => this.start()}, t('Try again'))));
            return;
        }
        this.#drawFrame();
        this.#follow();
    }

    #drawFrame() {
        const {session} = this.api;
        this.nav = el('nav', {class: 'tabs', 'aria-label': t('Tabs')}, this.descriptors.tabs.map(tab =>
            el('a', {href: hashOf({tab: tab.name}), 'data-tab': tab.name}, icon(tab.icon), el('span', {class: 'label'}, shown(tab.title)))));
        const role = session.readOnlyBecause || (session.role === 'reader' ? t('You may read, and change nothing.') : '');
        const who = el('details', {class: 'menu person', onkeydown: event => {
            if (event.key === 'Escape') {
                who.open = false;
                who.querySelector('summary').focus();
            }
        }}, el('summary', {}, `${session.account}@${session.realm}`),
                       el('div', {class: 'sheet-of-boxes'}, el('p', {}, session.name || session.account), role ? el('p', {class: 'faint'}, role) : '',
                          el('button', {type: 'button', 'data-action': 'sign-out', onclick: () => this.#signOut()}, t('Sign out'))));
        this.work = el('span', {class: 'work', role: 'status'});
        this.place = el('div', {class: 'place'});
        this.root.replaceChildren(el('header', {class: 'top'}, el('span', {class: 'product'}, 'SMC'), el('span', {class: 'host'}, location.host),
                                     el('span', {class: 'spring'}), this.work, who), this.nav, this.place, this.messages.el);
    }

    /// Does what the address says.
    #follow() {
        if (!this.descriptors || !this.api.session)
            return;
        const route = readRoute();
        const tab = this.descriptors.tabs.find(one => one.name === route.tab);
        if (!tab) {
            if (this.descriptors.tabs.length)
                return this.go({tab: this.descriptors.tabs[0].name, id: '', page: '', at: '', node: '', filter: ''}, {replace: true});
            this.place.replaceChildren(el('main', {class: 'welcome'}, el('p', {}, t('There is nothing here for your role.'))));
            return;
        }
        if (this.#view?.tab !== tab) {
            this.#view?.stop();
            this.#view = new TabView(this, tab);
            this.place.replaceChildren(this.#view.el);
        }
        document.title = `${shown(tab.title)} – SMC`;
        for (const link of this.nav.children) {
            if (link.dataset.tab !== tab.name) {
                link.removeAttribute('aria-current');
            } else if (!link.hasAttribute('aria-current')) {
                link.setAttribute('aria-current', 'page');
                link.scrollIntoView({block: 'nearest', inline: 'center'});
            }
        }
        this.#view.show(route);
    }

    /// Changes the address, and does what it says then.
    go(changes, {replace = false} = {}) {
        const hash = hashOf({...readRoute(), ...changes});
        if (hash !== location.hash)
            history[replace ? 'replaceState' : 'pushState'](null, '', hash);
        this.#follow();
    }

    refresh() {
        this.#view?.refresh(true);
    }

    busy(change) {
        this.#busy += change;
        this.work.textContent = this.#busy > 0 ? t('At work …') : '';
    }

    async #signOut() {
        try {
            await this.api.signOut();
        } catch {
            // The session is forgotten here in any case; there it ends by itself.
        }
        this.descriptors = null;
        this.messages.clear();
        this.#askWho();
    }

    /// The cookie is that of all tabs of the browser: who signs in or out in one does so in each.
    async #elsewhere(event) {
        if (event.key !== signedInKey)
            return;
        this.#again?.remove();
        this.#again = null;
        this.#view?.stop();
        this.#view = null;
        if (event.newValue && await this.api.resume()) {
            await this.#enter();
        } else {
            this.api.session = null;
            this.descriptors = null;
            this.messages.clear();
            this.#askWho();
        }
    }

    #lost(problem) {
        if (!this.descriptors)
            return this.#askWho();
        if (this.#again)
            return;
        const dialog = el('dialog', {class: 'again', 'aria-labelledby': 'again-title'}, el('h2', {id: 'again-title'}, t('Sign in again')));
        const form = signInForm(this.api, () => {
            dialog.close();
            dialog.remove();
            this.#again = null;
            this.#view?.stop();
            this.#view = null; // another person may see other things
            this.#enter();
        }, problem.message);
        dialog.append(form);
        dialog.addEventListener('cancel', event => event.preventDefault());
        this.#again = dialog;
        document.body.append(dialog);
        dialog.showModal();
        form.focusFirst();
    }

    #key(event) {
        if (event.key === 'Escape' && this.isNarrow && readRoute().id && !document.querySelector('dialog[open]'))
            this.go({id: '', page: '', at: ''});
    }
}

/// The tabs whose list this page can draw, in their order; what is unknown of the rest is passed by.
function readable(all) {
    const known = {tabs: all.tabs ?? [], grids: (all.grids ?? []).filter(one => one.columns?.length), trees: all.trees ?? [],
                   forms: all.forms ?? [], templates: all.templates ?? []};
    known.tabs = known.tabs.filter(tab => known.grids.some(grid => grid.name === tab.grid))
                           .sort((a, b) => (a.order ?? 0) - (b.order ?? 0));
    return known;
}
