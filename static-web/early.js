/* Asks from the page's first byte for what its first view needs, so that nothing is asked for one after the other.
   Stands in index.html itself; public/staticwebapp.config.json names its hash. src/early-answers.ts takes the answers. */
(() => {
  const begun = (window.feltskemaBegun = {});
  const begin = (path) => {
    const how = { headers: { Accept: 'application/json' }, credentials: 'same-origin', cache: 'no-cache' };
    const answer = fetch('/api' + path, { ...how, signal: AbortSignal.timeout(15000) });
    answer.catch(() => undefined);
    begun[path] = { at: Date.now(), answer };
  };
  const parts = document.querySelector('meta[name=parts]').dataset;
  const bring = (files) => {
    for (const href of files.split(' ').filter(Boolean))
      document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }));
  };
  begin('/auth/me');
  // As src/catalogue.ts chooses the language.
  const spoken = [localStorage['feltskema.language'], ...navigator.languages].map((tag) => String(tag).slice(0, 2));
  bring(parts[spoken.find((tag) => tag === 'da' || tag === 'en') || 'da']);
  const form = /^\/ny\/([^/]+)/.exec(location.pathname);
  // Where nobody has signed in there will be neither list nor form yet.
  if (!(localStorage['feltskema.person'] || localStorage['feltskema.sign-in'])) return;
  if (location.pathname === '/') bring(parts.home);
  if (!form) return;
  begin('/definitions/' + form[1]);
  bring(parts.form);
})();
