/* Asks from the page's first byte for what its first view needs, so that nothing is asked for one after the other.
   Stands in index.html itself; public/staticwebapp.config.json names its hash. src/begun.ts takes the answers. */
(() => {
  const begun = (window.feltskemaBegun = {});
  const begin = (path) => {
    const how = { headers: { Accept: 'application/json' }, credentials: 'same-origin', cache: 'no-cache' };
    const answer = fetch('/api' + path, { ...how, signal: AbortSignal.timeout(15000) });
    answer.catch(() => undefined);
    begun[path] = { at: Date.now(), answer };
  };
  begin('/auth/me');
  const form = /^\/ny\/([^/]+)/.exec(location.pathname);
  // Nobody has signed in here: there will be no form yet.
  if (!form || !(localStorage['feltskema.person'] || localStorage['feltskema.sign-in'])) return;
  begin('/definitions/' + form[1]);
  for (const href of document.querySelector('meta[name=form-parts]').content.split(' ')) {
    document.head.append(Object.assign(document.createElement('link'), { rel: 'modulepreload', href }));
  }
})();
