// SPDX-License-Identifier: GPL-3.0-or-later
import {Api} from './api.js';
import {App} from './app.js';
import {el} from './dom.js';
import {loadWords} from './words.js';

const root = el('div', {class: 'app'});
document.body.replaceChildren(root);
await loadWords();
await new App(new Api(), root).start();
