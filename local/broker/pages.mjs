// The stand-in's pages. Their only style element is allowed by its hash in the Content-Security-Policy.
import { createHash } from 'node:crypto';
import { calledOn } from './persons.mjs';

const STYLE = `
:root { color-scheme: light; font: 16px/1.5 "IBM Plex Sans", system-ui, sans-serif; color: #1a1a2e; }
body { margin: 0; min-height: 100vh; display: grid; place-items: start center; background: #eef2fb; }
main { box-sizing: border-box; width: 100%; max-width: 27rem; background: #fff; padding: 1.5rem; min-height: 100vh; }
@media (min-width: 30rem) { main { margin: 3rem 0; min-height: 0; border-radius: 8px; box-shadow: 0 2px 16px #0b2a6b26; } }
.mark { display: flex; justify-content: space-between; align-items: center; margin-bottom: 1.25rem; }
.mark strong { color: #0060e6; font-size: 1.5rem; }
.mark span { background: #fff4cc; border: 1px solid #d9a800; border-radius: 4px; padding: 0 .5rem; font-size: .8125rem; }
h1 { font-size: 1.375rem; line-height: 1.3; margin: 0 0 .5rem; }
p { margin: 0 0 1.25rem; }
ul { list-style: none; margin: 0; padding: 0; display: grid; gap: .5rem; }
a { display: block; box-sizing: border-box; min-height: 3.25rem; padding: .5rem 1rem; border: 1px solid #b8c4e0; border-radius: 6px;
  color: inherit; text-decoration: none; }
a:hover, a:focus-visible { border-color: #0060e6; background: #f2f6ff; outline: 3px solid #0060e6; outline-offset: 1px; }
a b { display: block; }
a small { color: #4a5270; font-size: .875rem; }
details { margin-top: 1.25rem; }
summary { min-height: 2.75rem; line-height: 2.75rem; cursor: pointer; color: #4a5270; }
.abort { margin-top: 1.25rem; text-align: center; border-color: transparent; color: #0060e6; text-decoration: underline; }`;

export const STYLE_SOURCE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

const escape = (text) => text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
const page = (title, body) => `<!doctype html><html lang="da"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>${escape(title)}</title><style>${STYLE}</style></head>
<body><main><div class="mark"><strong>MitID</strong><span>Prøvebroker</span></div>${body}</main></body></html>`;

export function loginPage(persons, path) {
  const rows = persons.map(
    (person) =>
      `<li><a href="${path}?person=${person.id}"><b>${escape(calledOn(person))}</b><small>${escape(person.role)}</small></a></li>`,
  );
  const errors = Object.entries(ERRORS).map(
    ([code, told]) => `<li><a href="${path}?abort=${code}"><b>${told}</b><small>${code}</small></a></li>`,
  );
  return page(
    'Log ind med MitID (prøve)',
    `<h1>Log ind hos Feltskema</h1><p>Her står ingen rigtige personer. Vælg, hvem du vil være.</p>
<ul>${rows.join('')}</ul><a class="abort" href="${path}?abort=1">Afbryd</a>
<details><summary>Lad det gå galt</summary><ul>${errors.join('')}</ul></details>`,
  );
}

// One error of each kind in the broker's catalogue of errors.
const ERRORS = {
  'mitid_erhverv.no_identities': 'Ingen medarbejderidentitet',
  mitid_browser_not_supported: 'Browseren kan ikke bruges',
  user_missing_timed_cookies: 'Uret går forkert',
  mitid_timeout: 'MitID svarer for sent',
};

export const messagePage = (title, text) => page(title, `<h1>${escape(title)}</h1><p>${escape(text)}</p>`);

// Other errors can be chosen in the address by the code that the broker sends: `?abort=mitid_timeout`.
export const abort = (code) => (/^[a-z][a-z0-9_.]+$/.test(code) ? { error: 'access_denied', error_description: code } : {});
