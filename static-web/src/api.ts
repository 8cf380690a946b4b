/** The client of the HTTP API (docs/architecture.md): one function for each call. */
import type { Definition } from './definition';
import { call, Problem, type CallOptions } from './transport';
import type { ListFilter, Registration, Sent, Summary, SummaryPage } from './wire-types';
import type {
  AppShown,
  Apps,
  AttachmentStored,
  Company,
  CompanyName,
  CompanyNames,
  EntityList,
  EntityShown,
  HistoryLine,
  Me,
  Settlement,
  UnitPage,
  DraftKeys,
} from './generated/api';

export { call, NoNetwork, onNoAccess, onSignedOut, Problem, setPagePerson, type CallOptions } from './transport';
export type {
  Company,
  FieldProblem,
  ShownReason as Reason,
  ShownReceipt as Receipt,
  Status,
  Unit,
} from './generated/api';

export type { ListFilter, Registration, Sent, Summary } from './wire-types';

/** An app in the list of forms. An older server leaves out `targets`, and the members about drafts and withdrawals. */
export type DefinitionSummary = Omit<AppShown, Lately> & Partial<Pick<AppShown, Lately>>;
type Lately = 'targets' | 'isDraft' | 'withdrawn';
export type HistoryEntry = HistoryLine;
export type CompanyHit = CompanyName;
export type Person = Me;
export type EntityItem = EntityShown;

/** The time limit of an upload: enough for two megabytes over a poor mobile network. */
export const UPLOAD_MS = 120_000;

export const definitions = (options: CallOptions = {}) =>
  call<Apps>('GET', '/definitions', undefined, options).then((answer) => answer.items);

/** The newest version, or the requested one. */
export const definition = (app: string, version?: number, options: CallOptions = {}) =>
  call<Definition>(
    'GET',
    `/definitions/${encodeURIComponent(app)}${version === undefined ? '' : `?version=${version}`}`,
    undefined,
    options,
  );

export const putRegistration = (app: string, id: string, body: Sent, options: CallOptions = {}) =>
  call<Summary>('PUT', registrationPath(app, id), body, options);

export function registrations(after?: string | null, limit = 25, filter: ListFilter = {}, options: CallOptions = {}) {
  const { query, status, app, attention } = filter;
  const params = new URLSearchParams({ limit: String(limit) });
  if (query) params.set('query', query);
  if (status?.length) params.set('status', status.join(','));
  if (app) params.set('app', app);
  if (attention) params.set('attention', 'true');
  if (after) params.set('after', after);
  return call<SummaryPage>('GET', `/registrations?${params}`, undefined, options);
}

export const registration = (app: string, id: string, options: CallOptions = {}) =>
  call<Registration>('GET', registrationPath(app, id), undefined, options);

/** An earlier revision of a registration, from before it was corrected. */
export const earlierRegistration = (app: string, id: string, revision: number) =>
  call<Registration>('GET', `${registrationPath(app, id)}?revision=${revision}`);

/** Settles a delivery. A server of the previous release refuses `statusAt`, so the call is then repeated without it. */
export async function settle(app: string, id: string, body: Settlement): Promise<Summary> {
  const path = `${registrationPath(app, id)}/settle`;
  try {
    return await call<Summary>('POST', path, body);
  } catch (failure) {
    const { statusAt, ...older } = body;
    if (!statusAt || !(failure instanceof Problem) || failure.code !== 'bad-request') throw failure;
    return call<Summary>('POST', path, older);
  }
}

export const company = (cvr: string, options: CallOptions = {}) =>
  call<Company>('GET', `/companies/${encodeURIComponent(cvr)}`, undefined, options);

export const searchCompanies = (query: string) =>
  call<CompanyNames>('GET', `/companies?${new URLSearchParams({ query })}`).then((answer) => answer.items);

/** The company's production units that match: the first of `total`. */
export const units = (cvr: string, query: string, options: CallOptions = {}) =>
  call<UnitPage>(
    'GET',
    `/companies/${encodeURIComponent(cvr)}/units?${new URLSearchParams({ query })}`,
    undefined,
    options,
  );

/** The registrations of another app, as options. */
export const entities = (app: string, options: CallOptions = {}) =>
  call<EntityList>('GET', `/entities/${encodeURIComponent(app)}`, undefined, options).then((answer) => answer.items);

/** The address of an attachment of one's own registration. */
export const attachmentAddress = (registration: string, id: string) => `/api${attachmentPath(registration, id)}`;

export const putAttachment = (
  registration: string,
  id: string,
  file: { content: ArrayBuffer; type: string },
  options: CallOptions = {},
) => call<AttachmentStored>('PUT', attachmentPath(registration, id), file, { ...options, timeout: UPLOAD_MS });

/** Who is signed in; undefined when nobody is. */
export const me = (options: CallOptions = {}) => call<Person | undefined>('GET', '/auth/me', undefined, options);

/** The keys that encrypt the person's drafts on a phone: the same at each sign-in. */
export const draftKeys = () => call<DraftKeys>('GET', '/auth/draft-keys', undefined, { background: true });

export const logout = (options: CallOptions = {}) => call<void>('POST', '/auth/logout', undefined, options);

function attachmentPath(registration: string, id: string): string {
  return `/attachments/${encodeURIComponent(registration)}/${encodeURIComponent(id)}`;
}

function registrationPath(app: string, id: string): string {
  return `/registrations/${encodeURIComponent(app)}/${encodeURIComponent(id)}`;
}
