/** The client of the HTTP contract in docs/architecture.md: one function a call, and two ways to fail. */
import { takeBegun } from './begun';
import type { Definition } from './definition';
import type { ListFilter, Registration, Sent } from './wire-types';
import type {
  AppShown,
  Apps,
  AttachmentStored,
  Company,
  CompanyName,
  CompanyNames,
  EntityList,
  EntityShown,
  FieldProblem,
  HistoryLine,
  Me,
  Problem as ProblemBody,
  Settlement,
  Summary,
  SummaryPage,
  UnitPage,
  DraftKeys,
} from './generated/api';

export type {
  Company,
  FieldProblem,
  ShownReason as Reason,
  ShownReceipt as Receipt,
  Status,
  Summary,
  Unit,
} from './generated/api';

export type { ListFilter, Registration, Sent } from './wire-types';

/** A published app; what an older server told had no `target`. */
export type DefinitionSummary = Omit<AppShown, 'target'> & Partial<Pick<AppShown, 'target'>>;
export type HistoryEntry = HistoryLine;
export type CompanyHit = CompanyName;
export type Person = Me;
export type EntityItem = EntityShown;

/** The server said no, and told why in words for the person (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: FieldProblem[];
  /** `Retry-After` as it stands in the answer. */
  readonly retryAfter: string | null;

  constructor(status: number, body: Partial<ProblemBody>, retryAfter: string | null = null) {
    super(body.detail || body.title || `HTTP ${status}`);
    this.name = 'Problem';
    this.status = status;
    this.code = body.code ?? 'internal';
    this.title = body.title ?? '';
    this.detail = body.detail ?? '';
    this.errors = body.errors ?? [];
    this.retryAfter = retryAfter;
  }
}

/** Nobody knows whether the server got it: no connection, a time-out, or an answer from something that isn't our server. */
export class NoNetwork extends Error {
  constructor(cause?: unknown) {
    super('no usable answer from the server', { cause });
    this.name = 'NoNetwork';
  }
}

const TIMEOUT_MS = 15_000;
/** Two megabytes over a poor mobile network. */
const UPLOAD_MS = 120_000;
const signedOutListeners = new Set<() => void>();
const noAccessListeners = new Set<() => void>();

/** Calls `listener` each time an answer says that there is no session. Gives the way to stop. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/** Calls `listener` each time an answer says that the person has no role any more. Gives the way to stop. */
export function onNoAccess(listener: () => void): () => void {
  noAccessListeners.add(listener);
  return () => noAccessListeners.delete(listener);
}

/**
 * How a call is made: `background` is one that nobody asked for, which keeps no session alive; `person` is whose the content is:
 * somebody else who has signed in meanwhile must not send it as theirs; `signal` breaks it off.
 */
export interface How {
  signal?: AbortSignal;
  person?: string | null;
  background?: boolean;
  patience?: number;
}

export const definitions = (how: How = {}) =>
  call<Apps>('GET', '/definitions', undefined, how).then((answer) => answer.items);

/** The newest version, or the one asked. */
export const definition = (app: string, version?: number, how: How = {}) =>
  call<Definition>(
    'GET',
    `/definitions/${encodeURIComponent(app)}${version === undefined ? '' : `?version=${version}`}`,
    undefined,
    how,
  );

export const putRegistration = (app: string, id: string, body: Sent, how: How = {}) =>
  call<Summary>('PUT', registrationPath(app, id), body, how);

export function registrations(after?: string | null, limit = 25, filter: ListFilter = {}, how: How = {}) {
  const { query, status, app, attention } = filter;
  const params = new URLSearchParams({ limit: String(limit) });
  if (query) params.set('query', query);
  if (status?.length) params.set('status', status.join(','));
  if (app) params.set('app', app);
  if (attention) params.set('attention', 'true');
  if (after) params.set('after', after);
  return call<SummaryPage>('GET', `/registrations?${params}`, undefined, how);
}

export const registration = (app: string, id: string, how: How = {}) =>
  call<Registration>('GET', registrationPath(app, id), undefined, how);

/** What it was before it was corrected. */
export const earlierRegistration = (app: string, id: string, revision: number) =>
  call<Registration>('GET', `${registrationPath(app, id)}?revision=${revision}`);

export const settle = (app: string, id: string, body: Settlement) =>
  call<Summary>('POST', `${registrationPath(app, id)}/settle`, body);

export const company = (cvr: string, how: How = {}) =>
  call<Company>('GET', `/companies/${encodeURIComponent(cvr)}`, undefined, how);

export const searchCompanies = (query: string) =>
  call<CompanyNames>('GET', `/companies?${new URLSearchParams({ query })}`).then((answer) => answer.items);

/** The company's production units that fit: the first of `total`. */
export const units = (cvr: string, query: string) =>
  call<UnitPage>('GET', `/companies/${encodeURIComponent(cvr)}/units?${new URLSearchParams({ query })}`);

/** The registrations of another app, to choose among. */
export const entities = (app: string, how: How = {}) =>
  call<EntityList>('GET', `/entities/${encodeURIComponent(app)}`, undefined, how).then((answer) => answer.items);

/** Where an attachment of one's own is had. */
export const attachmentAddress = (registration: string, id: string) => `/api${attachmentPath(registration, id)}`;

export const putAttachment = (
  registration: string,
  id: string,
  file: { content: ArrayBuffer; type: string },
  how: How = {},
) => call<AttachmentStored>('PUT', attachmentPath(registration, id), file, { ...how, patience: UPLOAD_MS });

export const me = (how: How = {}) => call<Person>('GET', '/auth/me', undefined, how);

/** What the person's drafts are encrypted by on a phone: the same at each sign-in. */
export const draftKeys = () => call<DraftKeys>('GET', '/auth/draft-keys', undefined, { background: true });

export const logout = (how: How = {}) => call<void>('POST', '/auth/logout', undefined, how);

function attachmentPath(registration: string, id: string): string {
  return `/attachments/${encodeURIComponent(registration)}/${encodeURIComponent(id)}`;
}

function registrationPath(app: string, id: string): string {
  return `/registrations/${encodeURIComponent(app)}/${encodeURIComponent(id)}`;
}

export async function call<T>(method: 'GET' | 'PUT' | 'POST', path: string, body?: unknown, how: How = {}): Promise<T> {
  const response = await send(method, path, body, how);
  if (response.status === 204) return undefined as T;
  const content = await json(response);
  if (response.ok) return content as T;
  if (response.status === 401) signedOutListeners.forEach((listener) => listener());
  const problem = new Problem(response.status, content as Partial<ProblemBody>, response.headers.get('Retry-After'));
  if (problem.code === 'no-access') noAccessListeners.forEach((listener) => listener());
  throw problem;
}

let person = '';

/** Whose page it is: what it sends is refused in anybody else's session. Empty before anybody was here. */
export function speakFor(key: string): void {
  person = key;
}

async function send(method: string, path: string, body: unknown, how: How): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': pageLanguage() };
  // The server refuses an unsafe method without it: another site can't set a header of its own.
  if (method !== 'GET') headers['X-Feltskema'] = '1';
  const owner = how.person ?? person;
  if (method !== 'GET' && owner !== '') headers['Feltskema-Person'] = owner;
  if (how.background) headers['Feltskema-Background'] = '1';
  const file = isFile(body) ? body : undefined;
  if (body !== undefined) headers['Content-Type'] = file?.type ?? 'application/json';
  try {
    const begun = method === 'GET' ? await takeBegun(path) : undefined;
    if (begun) return begun;
    return await fetch(`/api${path}`, {
      method,
      headers,
      credentials: 'same-origin',
      cache: 'no-cache',
      signal: brokenOff(how),
      ...(body === undefined ? {} : { body: file?.content ?? JSON.stringify(body) }),
    });
  } catch (failure) {
    throw new NoNetwork(failure);
  }
}

/** The page is in the language that the person chose; a worker has no page. */
function pageLanguage(): string {
  return globalThis.document?.documentElement.lang || 'da';
}

function brokenOff({ signal, patience }: How): AbortSignal {
  const tooLong = AbortSignal.timeout(patience ?? TIMEOUT_MS);
  if (!signal) return tooLong;
  const either = new AbortController();
  for (const one of [signal, tooLong]) {
    if (one.aborted) either.abort();
    one.addEventListener('abort', () => either.abort(), { once: true });
  }
  return either.signal;
}

function isFile(body: unknown): body is { content: ArrayBuffer; type: string } {
  return typeof body === 'object' && body !== null && 'content' in body;
}

/** A captive portal or a gateway answers with HTML: that's no answer of ours, whatever its status says. */
async function json(response: Response): Promise<unknown> {
  const type = response.headers.get('Content-Type') ?? '';
  if (!/^application\/(problem\+)?json\b/i.test(type)) throw new NoNetwork(`${response.status} ${type}`);
  try {
    return await response.json();
  } catch (failure) {
    throw new NoNetwork(failure);
  }
}
