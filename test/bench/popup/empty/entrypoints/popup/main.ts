import { h, render } from 'preact';

const names = Array.from({ length: 20 }, (_, at) => `Key ${at}`);
const items = names.map((name) => h('li', { key: name }, name));
const root = document.getElementById('app');

if (root) render(h('ul', { class: 'keys' }, items), root);
