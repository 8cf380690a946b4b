// A MitID broker for one machine: a real OpenID Connect provider with demo persons instead of MitID.
import { createServer } from 'node:http';
import { mkdirSync, readFileSync, writeFileSync, existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { randomUUID } from 'node:crypto';
import Provider from 'oidc-provider';
import { exportJWK, generateKeyPair } from 'jose';
import { loginPage, messagePage, STYLE_SOURCE } from './pages.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const persons = JSON.parse(readFileSync(join(here, 'persons.json'), 'utf8'));
const env = (name) => {
  const value = process.env[name];
  if (!value) {
    console.error(`${name} is not set`);
    process.exit(2);
  }
  return value;
};
const port = Number(env('BROKER_PORT'));
const issuer = env('BROKER_ISSUER');
const SCOPES = ['openid', 'nemlogin'];
const LEVELS = 'https://data.gov.dk/concept/core/nsis/';

async function signingKeys(folder) {
  const file = join(folder, 'broker-keys.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'));
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), alg: 'ES256', use: 'sig', kid: randomUUID() };
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, JSON.stringify({ keys: [key] }), { mode: 0o600 });
  return { keys: [key] };
}

function claimsOf(person) {
  const level = LEVELS + (person.loa ?? 'Substantial');
  return {
    sub: `stand-in-${person.id}`,
    idp: 'mitid_erhverv',
    identity_type: 'professional',
    loa: level,
    ial: level,
    aal: level,
    session_expiry: String(Math.floor(Date.now() / 1000) + 4 * 3600),
    roles: person.roles,
    'nemlogin.name': person.name,
    'nemlogin.cvr': person.cvr ?? '64942212',
    'nemlogin.org_name': person.cvr ? 'Anden Virksomhed ApS' : 'Københavns Kommune',
    'nemlogin.persistent_professional_id': `professional-${person.id}`,
  };
}

const named = ['idp', 'identity_type', 'loa', 'ial', 'aal', 'session_expiry', 'roles'];
const nemlogin = ['name', 'cvr', 'org_name', 'persistent_professional_id'].map((claim) => `nemlogin.${claim}`);

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: env('BROKER_CLIENT_ID'),
      client_secret: env('BROKER_CLIENT_SECRET'),
      redirect_uris: env('BROKER_REDIRECT_URI').split(','),
      response_types: ['code'],
      grant_types: ['authorization_code'],
      token_endpoint_auth_method: 'client_secret_post',
      id_token_signed_response_alg: 'ES256',
    },
  ],
  jwks: await signingKeys(env('BROKER_DATA')),
  cookies: { keys: [randomUUID()] },
  claims: { openid: ['sub', ...named], nemlogin },
  scopes: SCOPES,
  conformIdTokenClaims: false,
  pkce: { required: () => true },
  extraParams: ['idp_values', 'idp_params', 'language'],
  ttl: { IdToken: 300, AccessToken: 300, AuthorizationCode: 60, Interaction: 900, Session: 3600, Grant: 3600 },
  features: { devInteractions: { enabled: false } },
  interactions: { url: (_ctx, interaction) => `/op/login/${interaction.uid}` },
  findAccount: (_ctx, id) => {
    const person = persons.find((one) => one.id === id);
    return person && { accountId: id, claims: () => claimsOf(person) };
  },
  // No consent page: whoever chose a person has agreed.
  loadExistingGrant: async (ctx) => {
    const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
    grant.addOIDCScope(SCOPES.join(' '));
    await grant.save();
    return grant;
  },
  renderError: (ctx, out) => {
    ctx.type = 'html';
    ctx.body = messagePage('Kaldet kan ikke bruges', `${out.error}: ${out.error_description ?? ''}`);
  },
});
// msal insists on https for the issuer and the token endpoint; the browser meets plain http on loopback.
provider.use(async (ctx, next) => {
  const unknown = (String(ctx.query.scope ?? 'openid').split(' ')).find((scope) => !SCOPES.includes(scope));
  if (ctx.path === '/auth' && unknown) {
    ctx.status = 400;
    ctx.type = 'html';
    ctx.body = messagePage('Kaldet kan ikke bruges', `invalid_scope: ${unknown}`);
    return;
  }
  await next();
  if (ctx.oidc?.route === 'discovery') {
    ctx.body = { ...ctx.body, token_endpoint: ctx.body.token_endpoint.replace('http:', 'https:') };
  }
});

const callback = provider.callback();
const paths = /^\/op(?=\/|$)/;

async function interact(request, response) {
  const details = await provider.interactionDetails(request, response);
  const url = new URL(request.url, issuer);
  const chosen = url.searchParams.get('person');
  if (url.searchParams.has('abort')) {
    const result = { error: 'access_denied', error_description: 'mitid_user_aborted' };
    return provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
  }
  const person = persons.find((one) => one.id === chosen);
  if (person) {
    const level = LEVELS + (person.loa ?? 'Substantial');
    const login = { accountId: person.id, acr: level, amr: ['code_app'] };
    return provider.interactionFinished(request, response, { login }, { mergeWithLastSubmission: false });
  }
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': `default-src 'none'; style-src ${STYLE_SOURCE}; base-uri 'none'; frame-ancestors 'none'`,
  });
  response.end(loginPage(persons, `/op/login/${details.uid}`));
}

const server = createServer(async (request, response) => {
  try {
    if (request.url.startsWith('/op/login/')) return await interact(request, response);
    // oidc-provider is mounted under /op and makes its addresses from originalUrl.
    request.originalUrl = request.url;
    request.url = request.url.replace(paths, '') || '/';
    return callback(request, response);
  } catch (error) {
    console.error(`${request.method} ${request.url.split('?')[0]}: ${error.name}`);
    response.writeHead(400, { 'content-type': 'text/html; charset=utf-8' });
    response.end(messagePage('Loginet er udløbet', 'Gå tilbage til appen og log ind igen.'));
  }
});
server.listen(port, 'localhost', () => console.log(`ready http://localhost:${port}/op`));
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => process.exit(0));
