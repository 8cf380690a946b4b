// Plays Signicat as its sandbox was recorded and its pages document: the name by scope `profile` and from userinfo, the level of
// assurance as a single word.
import { cvrOf, levelOf, namesOf, organisationOf, uuid } from './persons.mjs';

const subjectOf = (person) => `${Buffer.from(uuid('signicat', person.id).replaceAll('-', '')).toString('base64').slice(0, 43)}=`;

export default {
  path: '/auth/open',
  routes: { authorization: '/connect/authorize', token: '/connect/token', userinfo: '/connect/userinfo' },
  scopes: () => ['openid', 'profile', 'idp-id', 'nin', 'mitid-extra'],
  extra: ['acr_values', 'ui_locales'],
  issInAnswer: false,
  subjectOf,
  wrong: (query) => (query.acr_values === 'idp:mitid' ? '' : `acr_values: ${query.acr_values ?? 'none'}`),
  acr: (person) => levelOf(person).toLowerCase(),
  abort: { error: 'access_denied', error_description: 'user_aborted' },

  idToken: (facts, person) => ({
    iss: facts.iss,
    nbf: facts.iat,
    iat: facts.iat,
    exp: facts.iat + 300,
    aud: facts.aud,
    amr: ['external'],
    nonce: facts.nonce,
    at_hash: facts.at_hash,
    sid: uuid('session', facts.session),
    sub: subjectOf(person),
    auth_time: facts.authTime,
    idp: 'mitid',
    acr: levelOf(person).toLowerCase(),
  }),

  userinfo: (person, { scopes }) => ({
    ...(scopes.has('idp-id') && { idp_id: uuid('person', person.id) }),
    ...(scopes.has('profile') &&
      person.name && { name: person.name, family_name: namesOf(person).family, given_name: namesOf(person).given }),
    ...(scopes.has('nin') && { nin: '0101010000', nin_type: 'PERSON', nin_issuing_country: 'DK' }),
    // The names of the claims for the employee's company are not public: these two are invented.
    ...(scopes.has('mitid-extra') && { mitid_business_cvr: cvrOf(person), mitid_business_name: organisationOf(person) }),
    sub: subjectOf(person),
  }),
};
