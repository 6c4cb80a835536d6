// SPDX-License-Identifier: GPL-3.0-or-later
// The service as the page sees it. The session is the cookie of smcd, which no script can read; its CSRF value is
// kept in memory and goes with every change.
import {t} from './words.js';

const readPatience = 60_000;    // milliseconds
const changePatience = 130_000; // the service itself gives up before
export const signedInKey = 'smc.signedIn'; // since when there may be a session, and nothing of it

/// A problem document (RFC 9457), or what kept the answer away.
export class Problem extends Error {
    constructor(status, document) {
        super(document.detail || t('The service answered %1 without saying why.', status));
        this.status = status;
        this.kind = String(document.type ?? '').split(':').pop();
        this.hint = document.hint ?? '';
        this.field = document.field ?? '';
        this.place = document.place ?? '';
        this.native = document.native ?? '';
        this.more = (document.errors ?? []).slice(1).map(one => new Problem(one.status, one));
    }
    /// What stands under "Details": the code, and what the server itself said.
    get details() {
        return [`${this.status || ''} ${this.kind}`.trim(), this.place, this.native].filter(Boolean).join('\n');
    }
}

/// `cloudvfs/shares` and `twin:data` and `/pause` → the path, encoded part by part.
export function restPath(resource, id = null, sub = '') {
    return '/rest/' + resource + (id === null ? '' : '/' + encodeURIComponent(id)) + sub;
}

/// Events: "lost" (the session is over; `detail` says why), "answered" after every answer.
export class Api extends EventTarget {
    session = null;

    get mayChange() {
        return this.session?.role === 'administrator' && !this.session.readOnlyBecause;
    }

    /// {json, etag, total, status}. Throws a Problem, or the AbortError of `signal`.
    async request(method, path, {query, body, ifMatch, signal} = {}) {
        const headers = {Accept: 'application/json, application/problem+json;q=0.5'};
        if (body !== undefined)
            headers['Content-Type'] = 'application/json';
        if (ifMatch)
            headers['If-Match'] = ifMatch;
        if (method !== 'GET' && this.session?.csrf)
            headers['X-SMC-CSRF'] = this.session.csrf;
        const had = this.session;
        const late = new AbortController();
        const clock = setTimeout(() => late.abort(), method === 'GET' ? readPatience : changePatience);
        const cancel = () => late.abort();
        signal?.throwIfAborted();
        signal?.addEventListener('abort', cancel);
        let answer;
        let text;
        try {
            const parameters = new URLSearchParams(query ?? {}).toString();
            answer = await fetch(parameters ? `${path}?${parameters}` : path, {
                method, headers, signal: late.signal, redirect: 'error', cache: 'no-store',
                credentials: 'same-origin', body: body === undefined ? undefined : JSON.stringify(body)});
            text = await answer.text();
        } catch (fault) {
            signal?.throwIfAborted();
            throw new Problem(0, late.signal.aborted
                ? {type: 'urn:smc:problem:timeout', detail: t('The service did not answer in time.'),
                   hint: method === 'GET' ? '' : t('Whether the change was made is not known.')}
                : {type: 'urn:smc:problem:unreachable', detail: t('The service cannot be reached.'),
                   native: String(fault.message ?? fault)});
        } finally {
            clearTimeout(clock);
            signal?.removeEventListener('abort', cancel);
        }
        let json = null;
        try {
            json = text ? JSON.parse(text) : null;
        } catch {
            json = null;
        }
        if (answer.ok) {
            this.dispatchEvent(new Event('answered'));
            return {json, status: answer.status, etag: answer.headers.get('ETag') ?? '',
                    location: answer.headers.get('Location') ?? '',
                    total: Number(answer.headers.get('X-Total-Count') ?? -1)};
        }
        const problem = new Problem(answer.status, json ?? {});
        // A wrong old password is a 401 too, but it blames a field.
        if (answer.status === 401 && had && had === this.session && !problem.field) {
            this.#keep(null);
            this.dispatchEvent(new CustomEvent('lost', {detail: problem}));
        }
        throw problem;
    }

    get(path, query, signal) {
        return this.request('GET', path, {query, signal});
    }

    async realms() {
        return (await this.get('/auth/realms')).json;
    }
    async signIn(realm, user, password) {
        this.#keep((await this.request('POST', '/auth/login', {body: {realm, user, password}})).json);
    }
    /// By the ticket that the browser sends, if it does.
    async signInByTicket() {
        this.#keep((await this.get('/auth/session')).json);
    }
    /// Takes up the session of before, where there may be one: whoever never signed in here is not asked for a
    /// ticket by his browser.
    async resume() {
        if (!localStorage.getItem(signedInKey))
            return false;
        try {
            this.session = (await this.get('/auth/session')).json; // other tabs are not told: nothing is new
            return true;
        } catch {
            this.#keep(null);
            return false;
        }
    }
    async signOut() {
        try {
            await this.request('POST', '/auth/logout');
        } finally {
            this.#keep(null);
        }
    }

    #keep(session) {
        this.session = session;
        if (session)
            localStorage.setItem(signedInKey, String(Date.now()));
        else
            localStorage.removeItem(signedInKey);
    }
}
