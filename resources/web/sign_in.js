// SPDX-License-Identifier: GPL-3.0-or-later
// Who comes says who he is; who was there and whose session is over says it again, and goes on where he was.
import {faultBlock} from './dialog.js';
import {el} from './dom.js';
import {t} from './words.js';

const userKey = 'smc.user';
const realmKey = 'smc.realm';

/// Calls `done` once somebody is signed in. `reason`: why he is asked again.
export function signInForm(api, done, reason = '') {
    const fault = el('div', {class: 'sign-in-fault', role: 'alert'}, reason ? el('p', {}, reason) : '');
    const realm = el('select', {name: 'realm', id: 'sign-in-realm'});
    const realmRow = el('div', {class: 'field', hidden: true}, el('label', {for: 'sign-in-realm'}, t('Realm')), realm);
    const user = el('input', {name: 'user', id: 'sign-in-user', autocomplete: 'username', autocapitalize: 'none', spellcheck: 'false',
                              required: true, maxlength: 300, value: localStorage.getItem(userKey) ?? ''});
    const password = el('input', {name: 'password', id: 'sign-in-password', type: 'password', autocomplete: 'current-password',
                                  required: true, maxlength: 1000});
    const button = el('button', {type: 'submit', class: 'accent'}, t('Sign in'));
    const ticket = el('button', {type: 'button', hidden: true, 'data-action': 'ticket', onclick: () => sign(() => api.signInByTicket())},
                      t('Sign in by Kerberos'));
    const form = el('form', {class: 'sign-in', novalidate: true, onsubmit: event => {
        event.preventDefault();
        sign(() => api.signIn(realm.value, user.value.trim(), password.value));
    }}, fault, realmRow, el('div', {class: 'field'}, el('label', {for: 'sign-in-user'}, t('User')), user),
    el('div', {class: 'field'}, el('label', {for: 'sign-in-password'}, t('Password')), password), el('div', {class: 'buttons'}, ticket, button));

    async function sign(how) {
        button.disabled = ticket.disabled = true;
        form.setAttribute('aria-busy', 'true');
        try {
            await how();
            password.value = '';
            localStorage.setItem(userKey, user.value.trim() || api.session.account);
            localStorage.setItem(realmKey, api.session.realm);
            done();
        } catch (problem) {
            fault.replaceChildren(faultBlock(problem));
            password.value = '';
            (problem.field === 'user' ? user : password).focus();
        } finally {
            button.disabled = ticket.disabled = false;
            form.removeAttribute('aria-busy');
        }
    }
    api.realms().then(({realms}) => {
        realm.replaceChildren(...realms.map(one => el('option', {value: one.name, selected: one.name === localStorage.getItem(realmKey)}, one.name)));
        realmRow.hidden = realms.length < 2;
        ticket.hidden = !realms.some(one => one.kerberos);
        if (realms.length === 0)
            fault.replaceChildren(el('p', {}, t('This service serves no realm yet, so nobody can sign in.')));
    }, problem => fault.replaceChildren(faultBlock(problem)));
    form.focusFirst = () => (user.value ? password : user).focus();
    return form;
}
