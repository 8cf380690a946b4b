/** Sends calls to the server. A call fails with `Problem` (the server has refused it) or `NoNetwork` (it is unknown). */
import { dropEarlyAnswers, takeEarlyAnswer } from './early-answers';
import type { FieldProblem, Problem as ProblemBody } from './generated/api';

/** The server refused, with a reason in words for the person (RFC 9457). */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: FieldProblem[];
  /** The answer's `Retry-After`, unparsed. */
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

/**
 * It is unknown whether the server received the call: there was no connection, a timeout, or an answer from something else, such as the
 * sign-in page of a network.
 */
export class NoNetwork extends Error {
  constructor(cause?: unknown) {
    super('no usable answer from the server', { cause });
    this.name = 'NoNetwork';
  }
}

const TIMEOUT_MS = 15_000;
const signedOutListeners = new Set<() => void>();
const noAccessListeners = new Set<() => void>();
const dateListeners = new Set<(date: string | null, sentAt: number) => void>();

/** Calls `listener` with the `Date` of each answer, and the time of its request. */
export function onDate(listener: (date: string | null, sentAt: number) => void): void {
  dateListeners.add(listener);
}

/** Calls `listener` each time an answer says that there is no session. Returns a function that stops this. */
export function onSignedOut(listener: () => void): () => void {
  signedOutListeners.add(listener);
  return () => signedOutListeners.delete(listener);
}

/**
 * Calls `listener` each time an answer says that the person has no role any more. Returns a function that stops this.
 */
export function onNoAccess(listener: () => void): () => void {
  noAccessListeners.add(listener);
  return () => noAccessListeners.delete(listener);
}

/**
 * How a call is made. `background`: no person asked for it, so it does not prolong the session. `person`: the key of the person whom the
 * content belongs to; the server refuses the call in another person's session. `signal` aborts the call. `timeout`: milliseconds.
 */
export interface CallOptions {
  signal?: AbortSignal;
  person?: string | null;
  background?: boolean;
  timeout?: number;
}

export async function call<T>(
  method: 'GET' | 'PUT' | 'POST',
  path: string,
  body?: unknown,
  options: CallOptions = {},
): Promise<T> {
  const sentAt = Date.now();
  const response = await send(method, path, body, options);
  dateListeners.forEach((listener) => listener(response.headers.get('Date'), sentAt));
  if (response.status === 204) return undefined as T;
  const content = await json(response);
  if (response.ok) return content as T;
  if (response.status === 401) signedOutListeners.forEach((listener) => listener());
  const problem = new Problem(response.status, content as Partial<ProblemBody>, response.headers.get('Retry-After'));
  if (problem.code === 'no-access') noAccessListeners.forEach((listener) => listener());
  throw problem;
}

let person = '';

/**
 * Sets the key of the person whom the page's calls are made for; the server refuses them in another person's session. Empty before
 * anybody has signed in.
 */
export function setPagePerson(key: string): void {
  person = key;
}

async function send(method: string, path: string, body: unknown, options: CallOptions): Promise<Response> {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': pageLanguage() };
  // The server refuses an unsafe method without this header, which another site cannot set.
  if (method !== 'GET') headers['X-Feltskema'] = '1';
  const owner = options.person ?? person;
  if (method !== 'GET' && owner !== '') headers['Feltskema-Person'] = owner;
  if (options.background) headers['Feltskema-Background'] = '1';
  const file = isFile(body) ? body : undefined;
  if (body !== undefined) headers['Content-Type'] = file?.type ?? 'application/json';
  try {
    if (method !== 'GET') dropEarlyAnswers();
    const begun = await takeEarlyAnswer(path);
    if (begun) return begun;
    return await fetch(`/api${path}`, {
      method,
      headers,
      credentials: 'same-origin',
      cache: 'no-cache',
      signal: brokenOff(options),
      ...(body === undefined ? {} : { body: file?.content ?? JSON.stringify(body) }),
    });
  } catch (failure) {
    throw new NoNetwork(failure);
  }
}

/** The language of the page; Danish in the service worker, which has no page. */
function pageLanguage(): string {
  return globalThis.document?.documentElement.lang || 'da';
}

function brokenOff({ signal, timeout }: CallOptions): AbortSignal {
  const tooLong = AbortSignal.timeout(timeout ?? TIMEOUT_MS);
  if (!signal) return tooLong;
  const either = new AbortController();
  for (const source of [signal, tooLong]) {
    if (source.aborted) either.abort();
    source.addEventListener('abort', () => either.abort(), { once: true });
  }
  return either.signal;
}

function isFile(body: unknown): body is { content: ArrayBuffer; type: string } {
  return typeof body === 'object' && body !== null && 'content' in body;
}

/** The JSON of an answer. Throws `NoNetwork` for HTML, which comes from a captive portal or a gateway and not from the server. */
async function json(response: Response): Promise<unknown> {
  const type = response.headers.get('Content-Type') ?? '';
  if (!/^application\/(problem\+)?json\b/i.test(type)) throw new NoNetwork(`${response.status} ${type}`);
  try {
    return await response.json();
  } catch (failure) {
    throw new NoNetwork(failure);
  }
}
