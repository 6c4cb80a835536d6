// SPDX-License-Identifier: GPL-3.0-or-later
// Elements are made here and nowhere from text: what a server or a person wrote is never taken for HTML.

/// el('button', {class: 'plain', type: 'button', onclick: f, 'aria-label': '…'}, 'text', child, …).
/// A property that is null, undefined or false is left out.
export function el(tag, properties = {}, ...children) {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(properties)) {
        const stated = name.startsWith('aria-'); // there "false" is a value
        if (value === null || value === undefined || (value === false && !stated))
            continue;
        if (name.startsWith('on'))
            made.addEventListener(name.slice(2), value);
        else if (name === 'value' || name === 'checked' || name === 'disabled' || name === 'selected')
            made[name] = value;
        else
            made.setAttribute(name, value === true && !stated ? '' : value);
    }
    made.append(...children.flat().filter(child => child !== null && child !== undefined && child !== ''));
    return made;
}

export function svg(tag, properties = {}, ...children) {
    const made = document.createElementNS('http://www.w3.org/2000/svg', tag);
    for (const [name, value] of Object.entries(properties))
        made.setAttribute(name, value);
    made.append(...children);
    return made;
}

/// A sign in the colour of the text around it. One that is not there is an empty place.
export function icon(name) {
    const made = el('span', {class: 'icon', 'aria-hidden': 'true'});
    setIcon(made, name);
    return made;
}

export function setIcon(span, name) {
    const image = /^[a-z0-9-]+$/.test(name ?? '') ? `url("/web/icons/${name}.svg")` : 'none';
    if (span.style.maskImage === image)
        return;
    span.style.maskImage = image;
    span.classList.toggle('none', image === 'none');
}

/// Sets the text only where it is another one, so that what reads aloud is not told of every refresh.
export function setText(node, text) {
    if (node.textContent !== text)
        node.textContent = text;
}
