// The stand-in for a MitID broker: a real OpenID Connect provider with demo persons instead of MitID, which plays one of three brokers.
import { createServer } from 'node:http';
import { personOf, persons } from './persons.mjs';
import { abort, loginPage, messagePage, STYLE_SOURCE } from './pages.mjs';
import { providerOf } from './provider.mjs';
import { privilegesOf, PRIVILEGES } from './privileges.mjs';
import idura from './idura.mjs';
import signaturgruppen from './signaturgruppen.mjs';
import signicat from './signicat.mjs';

const DRESSES = { signaturgruppen, idura, signicat };

const env = (name, otherwise) => {
  const value = process.env[name] ?? otherwise;
  if (value === undefined || value === '') {
    console.error(`${name} is not set`);
    process.exit(2);
  }
  return value;
};

const port = Number(env('BROKER_PORT'));
const dress = DRESSES[env('BROKER_DRESS', 'signaturgruppen')];
const origin = `https://localhost:${port}`;
const { path } = dress;
const client = {
  client_id: env('BROKER_CLIENT_ID'),
  client_secret: env('BROKER_CLIENT_SECRET'),
  redirect_uris: env('BROKER_REDIRECT_URI').split(','),
};
// The scopes of services that the municipality has ordered beside MitID Erhverv.
const ordered = (process.env.BROKER_ORDERED ?? '').split(' ').filter(Boolean);

const provider = await providerOf(dress, `${origin}${path}`, client, ordered, env('BROKER_DATA'));
const callback = provider.callback();

function html(response, status, content) {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src ${STYLE_SOURCE}; base-uri 'none'; frame-ancestors 'none'`,
  });
  response.end(content);
}

async function interact(request, response) {
  const details = await provider.interactionDetails(request, response);
  const asked = new URL(request.url, origin).searchParams;
  const finish = (result) => provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  if (asked.has('abort')) return finish({ ...dress.abort, ...abort(asked.get('abort')) });
  const person = personOf(asked.get('person'));
  if (person) return finish({ login: { accountId: person.id, acr: dress.acr(person), amr: ['code_app'] } });
  html(response, 200, loginPage(persons(), `${path}/login/${details.uid}`));
}

async function answer(request, response) {
  const { pathname } = new URL(request.url, origin);
  if (pathname.startsWith(`${path}/login/`)) return interact(request, response);
  if (pathname === `${path}/Error`) {
    return html(response, 200, messagePage('Kaldet kan ikke bruges', 'Tjenesten har bedt om noget, brokeren ikke kender.'));
  }
  if (pathname === PRIVILEGES && dress.privileges && ordered.includes('privileges')) {
    return privilegesOf(provider, dress, client.client_id, request, response);
  }
  // oidc-provider is mounted under the issuer's path, and makes its addresses from originalUrl.
  request.originalUrl = request.url;
  request.url = request.url.slice(path.length) || '/';
  return callback(request, response);
}

const server = createServer(async (request, response) => {
  try {
    await answer(request, response);
  } catch (error) {
    console.error(`${request.method} ${request.url.split('?')[0]}: ${error.name}`);
    html(response, 400, messagePage('Loginet er udløbet', 'Gå tilbage til appen og log ind igen.'));
  }
});
server.listen(port, 'localhost', () => console.log(`ready http://localhost:${port}${path}`));
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));
