// Plays Nets eID Broker (Signaturgruppen) as it was recorded: members, their order and types, and its answers to wrong requests.
import { cvrOf, levelOf, namesOf, organisationOf, personOf, uuid } from './persons.mjs';

const LEVELS = 'https://data.gov.dk/concept/core/nsis/';
const PROVIDERS = ['mitid', 'mitid_erhverv'];
const HOURS = 4.5;

const subjectOf = (person) => uuid('organisation', person.id);
const expiry = (authTime) => String(authTime + HOURS * 3600);

function levels(person) {
  const level = LEVELS + levelOf(person);
  return { loa: level, aal: level, ial: level };
}

// Every member of `nemlogin`; to a public authority it sends the CPR number too, whether it is requested or not.
function employee(person) {
  const named = person.name && {
    'nemlogin.name': person.name,
    'nemlogin.given_name': namesOf(person).given,
    'nemlogin.family_name': namesOf(person).family,
    'nemlogin.email': `${person.id}@kommune.example`,
  };
  return {
    ...(named ?? { 'nemlogin.alias': 'Pseudonym' }),
    'nemlogin.cvr': cvrOf(person),
    'nemlogin.org_name': organisationOf(person),
    'nemlogin.p_number': '1003000000',
    'nemlogin.persistent_professional_id': uuid('professional', person.id),
    'nemlogin.nemid.rid': '12345678',
    ...(named && { 'nemlogin.cpr': '0101010000' }),
  };
}

export default {
  path: '/op',
  routes: {
    authorization: '/connect/authorize',
    token: '/connect/token',
    userinfo: '/connect/userinfo',
    jwks: '/.well-known/openid-configuration/jwks',
  },
  scopes: (ordered) => ['openid', 'nemlogin', ...ordered],
  extra: ['idp_values', 'idp_params', 'language'],
  issInAnswer: true,
  subjectOf,

  // Requests that it refuses at once on a page of its own, without telling the app.
  wrong(query) {
    const unknown = (query.idp_values ?? '').split(' ').find((one) => one && !PROVIDERS.includes(one));
    if (unknown) return `idp_values: ${unknown}`;
    try {
      JSON.parse(query.idp_params ?? '{}');
    } catch {
      return 'idp_params';
    }
    return query.idp_values === 'mitid_erhverv' ? '' : 'the client may use mitid_erhverv alone';
  },

  acr: (person) => LEVELS + levelOf(person),
  abort: { error: 'access_denied', error_description: 'mitid_user_aborted' },
  answer: (url) => url.searchParams.set('session_state', `${uuid(url.searchParams.get('state'))}.feltskema`),

  idToken(facts, person) {
    const session = uuid('session', facts.session);
    return {
      iss: facts.iss,
      nbf: facts.iat,
      iat: facts.iat,
      exp: facts.iat + 300,
      aud: facts.aud,
      amr: ['code_app'],
      nonce: facts.nonce,
      at_hash: facts.at_hash,
      sid: session,
      sub: subjectOf(person),
      auth_time: facts.authTime,
      idp: 'mitid_erhverv',
      acr: LEVELS + levelOf(person),
      neb_sid: session,
      ...levels(person),
      identity_type: 'professional',
      transaction_id: uuid('transaction', facts.session),
      idp_transaction_id: uuid('idp', facts.session),
      session_expiry: expiry(facts.authTime),
      idtoken_type: 'strict',
      subject_type: 'org_mapped',
    };
  },

  userinfo: (person, { scopes, authTime }) => ({
    session_is_active: 'true',
    session_expiry: expiry(authTime),
    idp: 'mitid_erhverv',
    subject_type: 'org_mapped',
    idp_identity_id: uuid('identity', person.id),
    ...levels(person),
    ...(scopes.has('nemlogin') && employee(person)),
    sub: subjectOf(person),
  }),

  // Privilege Management, where it is ordered: with another organisation beside the employer, as a real answer may have.
  privileges(id, clientId) {
    const person = personOf(id);
    const told = (name) => ({ id: uuid('privilege', name), name, updated: '2026-11-01T08:00:00Z' });
    return {
      identity: { idpIdentityId: uuid('identity', person.id), idp: 'mitid_erhverv' },
      clientInfo: { clientId, organizationTin: 'DK64942212' },
      organizationScopes: [
        { organizationTin: 'DK10000009', privileges: [told('Feltskema operatør')] },
        { organizationTin: `DK${cvrOf(person)}`, privileges: (person.privileges ?? []).map(told) },
      ],
    };
  },
};
