// Configures the OpenID Connect provider to behave like the real brokers where it would not by itself.
import { randomBytes, randomUUID } from 'node:crypto';
import Provider from 'oidc-provider';
import { decodeJwt, importJWK, SignJWT } from 'jose';
import { keysIn, published } from './keys.mjs';
import { personOf } from './persons.mjs';

const THREE_HOURS = 3 * 3600;
const DISCOVERED = [
  ...['issuer', 'jwks_uri', 'authorization_endpoint', 'token_endpoint', 'userinfo_endpoint', 'grant_types_supported'],
  ...['response_types_supported', 'response_modes_supported', 'token_endpoint_auth_methods_supported'],
  ...['subject_types_supported', 'code_challenge_methods_supported', 'id_token_signing_alg_values_supported'],
];

export async function providerOf(dress, issuer, client, ordered, folder) {
  const keys = await keysIn(folder);
  const scopes = dress.scopes(ordered);
  const provider = new Provider(issuer, configurationOf(dress, client, scopes, keys));
  provider.use(async (ctx, next) => {
    const authorizing = ctx.path === dress.routes.authorization;
    const wrong = authorizing && (unknownScope(ctx.query.scope, scopes) || dress.wrong(ctx.query));
    if (wrong) return toErrorPage(ctx, dress, wrong);
    await next();
    if (authorizing && ctx.response.get('location').includes('error=')) toErrorPage(ctx, dress, 'invalid request');
    await AFTER[ctx.oidc?.route]?.(ctx, dress, keys);
  });
  return provider;
}

function configurationOf(dress, client, scopes, keys) {
  return {
    clients: [
      {
        ...client,
        response_types: ['code'],
        grant_types: ['authorization_code'],
        token_endpoint_auth_method: 'client_secret_post',
        id_token_signed_response_alg: 'RS256',
      },
    ],
    jwks: { keys: keys.filter((key) => key.use === 'sig') },
    enabledJWA: { idTokenSigningAlgValues: ['RS256'] },
    cookies: { keys: [randomUUID()] },
    claims: { openid: ['sub'] },
    scopes,
    routes: dress.routes,
    pkce: { required: () => true },
    extraParams: dress.extra,
    ttl: { IdToken: 300, AccessToken: THREE_HOURS, AuthorizationCode: 60, Interaction: 900, Session: 3600, Grant: THREE_HOURS },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_ctx, interaction) => `${dress.path}/login/${interaction.uid}` },
    findAccount: (_ctx, id) => personOf(id) && { accountId: id, claims: () => ({ sub: id }) },
    // There is no consent page: choosing a person is consent.
    loadExistingGrant: async (ctx) => {
      const grant = new ctx.oidc.provider.Grant({ clientId: ctx.oidc.client.clientId, accountId: ctx.oidc.session.accountId });
      grant.addOIDCScope(scopes.join(' '));
      await grant.save();
      return grant;
    },
    renderError: (ctx, out) => toErrorPage(ctx, dress, out.error),
  };
}

const unknownScope = (asked, scopes) => (asked ?? 'openid').split(' ').find((scope) => !scopes.includes(scope));

// A wrong request is answered with the broker's own page and is not sent back to the app; only the broker's log says what is wrong.
function toErrorPage(ctx, dress, why) {
  console.log(`refused: ${why}`);
  ctx.body = '';
  ctx.status = 302;
  ctx.set('location', `${dress.path}/Error?errorId=CfDJ8${randomBytes(96).toString('base64url')}`);
}

const AFTER = {
  // The browser gets plain http addresses on loopback; all other addresses are https.
  discovery: (ctx, dress) => {
    const told = Object.fromEntries(DISCOVERED.map((name) => [name, ctx.body[name]]));
    for (const name of ['jwks_uri', 'token_endpoint', 'userinfo_endpoint']) told[name] = told[name].replace('http:', 'https:');
    ctx.body = { ...told, ...(dress.issInAnswer && { authorization_response_iss_parameter_supported: true }) };
  },

  jwks: (ctx, _dress, keys) => {
    ctx.body = { keys: keys.map(published) };
    ctx.type = 'application/json';
  },

  token: async (ctx, dress, keys) => {
    if (ctx.body.error) {
      ctx.body = { error: ctx.body.error };
      return;
    }
    const code = ctx.oidc.entities.AuthorizationCode;
    const made = decodeJwt(ctx.body.id_token);
    const facts = { ...made, authTime: code.authTime, session: code.sessionUid };
    const claims = dress.idToken(facts, personOf(code.accountId));
    const header = { alg: 'RS256', kid: keys[0].kid, typ: 'JWT' };
    const signed = await new SignJWT(claims).setProtectedHeader(header).sign(await importJWK(keys[0], 'RS256'));
    const { access_token, expires_in, token_type } = ctx.body;
    ctx.body = { id_token: signed, access_token, expires_in, token_type, scope: ctx.body.scope };
  },

  userinfo: (ctx, dress) => {
    if (ctx.status !== 200) {
      ctx.set('www-authenticate', 'Bearer realm="IdentityServer",error="invalid_token"');
      ctx.body = '';
      ctx.status = 401;
      return;
    }
    const token = ctx.oidc.entities.AccessToken;
    const authTime = token.iat;
    ctx.body = dress.userinfo(personOf(token.accountId), { scopes: new Set(token.scope.split(' ')), authTime });
  },

  resume: (ctx, dress) => {
    const told = ctx.response.get('location');
    if (!told || told.startsWith('/')) return;
    const url = new URL(told);
    if (url.searchParams.has('error') || !dress.issInAnswer) url.searchParams.delete('iss');
    if (url.searchParams.has('state')) dress.answer?.(url);
    ctx.set('location', url.href);
  },
};
