// Plays Idura (Criipto) as it documents MitID Erhverv: an issuer without a path, one scope, every claim in the ID token.
import { cvrOf, organisationOf, uuid } from './persons.mjs';

const BUSINESS = 'urn:grn:authn:dk:mitid:business';

const subjectOf = (person) => `{${uuid('tenant', person.id)}}`;

export default {
  path: '',
  routes: { authorization: '/oauth2/authorize', token: '/oauth2/token', userinfo: '/oauth2/userinfo' },
  scopes: () => ['openid'],
  extra: ['acr_values', 'login_hint', 'ui_locales'],
  issInAnswer: false,
  subjectOf,
  wrong: (query) => (query.acr_values === BUSINESS ? '' : `acr_values: ${query.acr_values ?? 'none'}`),
  // `acr` names the way of signing in, but not the level of assurance.
  acr: () => BUSINESS,
  abort: { error: 'access_denied', error_description: 'mitid_core_client_error_user_abort' },

  idToken: (facts, person) => ({
    identityscheme: 'dkmitid',
    nameidentifier: uuid('tenant', person.id).replaceAll('-', ''),
    sub: subjectOf(person),
    uuid: uuid('person', person.id),
    cvrNumberIdentifier: cvrOf(person),
    '2.5.4.10': organisationOf(person),
    ...(person.name && { name: person.name }),
    employee: 'true',
    country: 'DK',
    productionUnit: '1003000000',
    ridNumberIdentifier: '12345678',
    acr: BUSINESS,
    nonce: facts.nonce,
    at_hash: facts.at_hash,
    iss: facts.iss,
    aud: facts.aud,
    iat: facts.iat,
    nbf: facts.iat,
    exp: facts.iat + 300,
  }),
  userinfo: (person) => ({ sub: subjectOf(person) }),
};
