/** The client of the HTTP contract in docs/architecture.md: one function a call, and two ways to fail. */
import type { Answers, Definition, LocalizedText } from './definition';

export type Status = 'received' | 'delivering' | 'delivered' | 'waiting' | 'uncertain' | 'refused';

export interface DefinitionSummary {
  app: string;
  version: number;
  /** Where its registrations go; absent in what an older server told. */
  target?: string;
  title: LocalizedText;
  description: LocalizedText;
}

export interface Reason {
  code: string;
  message: string;
}

export interface Receipt {
  id: string;
  at: string;
}

export interface Summary {
  id: string;
  app: string;
  version: number;
  title: string;
  status: Status;
  statusAt: string;
  receivedAt: string;
  reason: Reason | null;
  receipt: Receipt | null;
}

export interface HistoryEntry {
  at: string;
  status: Status;
  reason: Reason | null;
  by: string | null;
}

export interface Registration extends Summary {
  answers: Answers;
  history: HistoryEntry[];
}

/** A production unit; `active` is false when it has ceased. */
export interface Unit {
  pNumber: string;
  name: string;
  address: string;
  active: boolean;
}

export interface Company {
  cvr: string;
  name: string;
  /** The other name that was searched for, over a unit's door or from before; empty where its own fits. */
  knownAs: string;
  address: string;
  industry: string;
  industryCode: string;
  municipality: string;
  adProtected: boolean;
  active: boolean;
  /** The first of `unitCount`. */
  units: Unit[];
  unitCount: number;
}

export type CompanyHit = Pick<Company, 'cvr' | 'name' | 'knownAs' | 'address' | 'active'>;

export interface Person {
  key: string;
  name: string;
  initials: string;
  /** None: somebody must let the person in first. */
  roles: string[];
  /** What the person tells who lets people in, and whom to ask (empty: it is not set). */
  number: string;
  contact: string;
  expiresAt: string;
  workdayEndsAt: string;
}

export interface FieldProblem {
  /** JSON Pointer into the answers, `""` for the whole. */
  path: string;
  code: string;
  message: string;
}

interface ProblemBody {
  status?: number;
  code?: string;
  title?: string;
  detail?: string;
  errors?: FieldProblem[];
}

/** The server said no, and told why in words for the person (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: FieldProblem[];
  /** `Retry-After` as it stands in the answer. */
  readonly retryAfter: string | null;

  constructor(status: number, body: ProblemBody, retryAfter: string | null = null) {
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

export const definitions = () =>
  call<{ items: DefinitionSummary[] }>('GET', '/definitions').then((answer) => answer.items);

/** The newest version, or the one asked. */
export const definition = (app: string, version?: number) =>
  call<Definition>(
    'GET',
    `/definitions/${encodeURIComponent(app)}${version === undefined ? '' : `?version=${version}`}`,
  );

export interface Sent {
  version: number;
  answers: Answers;
  /** When they were answered, RFC 3339: rules that look at today are judged by it. */
  answeredAt?: string;
}

export const putRegistration = (app: string, id: string, body: Sent, how: How = {}) =>
  call<Summary>('PUT', registrationPath(app, id), body, how);

export function registrations(after?: string | null, limit = 25, how: How = {}) {
  const query = new URLSearchParams({ limit: String(limit) });
  if (after) query.set('after', after);
  return call<{ items: Summary[]; next: string | null }>('GET', `/registrations?${query}`, undefined, how);
}

export const registration = (app: string, id: string, how: How = {}) =>
  call<Registration>('GET', registrationPath(app, id), undefined, how);

export const settle = (
  app: string,
  id: string,
  body: { outcome: 'delivered' | 'send-again'; receipt: string | null },
) => call<Summary>('POST', `${registrationPath(app, id)}/settle`, body);

export const company = (cvr: string, how: How = {}) =>
  call<Company>('GET', `/companies/${encodeURIComponent(cvr)}`, undefined, how);

export const searchCompanies = (query: string) =>
  call<{ items: CompanyHit[] }>('GET', `/companies?${new URLSearchParams({ query })}`).then((answer) => answer.items);

/** The company's production units that fit: the first of `total`. */
export const units = (cvr: string, query: string) =>
  call<{ items: Unit[]; total: number }>(
    'GET',
    `/companies/${encodeURIComponent(cvr)}/units?${new URLSearchParams({ query })}`,
  );

export interface EntityItem {
  value: string;
  label: string;
}

/** The registrations of another app, to choose among. */
export const entities = (app: string) =>
  call<{ items: EntityItem[] }>('GET', `/entities/${encodeURIComponent(app)}`).then((answer) => answer.items);

/** Where an attachment of one's own is had. */
export const attachmentAddress = (registration: string, id: string) => `/api${attachmentPath(registration, id)}`;

export const putAttachment = (
  registration: string,
  id: string,
  file: { content: ArrayBuffer; type: string },
  how: How = {},
) => call<{ sha256: string }>('PUT', attachmentPath(registration, id), file, { ...how, patience: UPLOAD_MS });

export const me = (how: How = {}) => call<Person>('GET', '/auth/me', undefined, how);

export const logout = () => call<void>('POST', '/auth/logout');

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
  const problem = new Problem(response.status, content as ProblemBody, response.headers.get('Retry-After'));
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
