/** The walk's server: one session for the browser, idempotent by the registration's id, with late, lost and refusing answers. */
import type { Definition } from '../../src/definition';
import type { Person, Sent } from '../../src/api';
import { refusal, reply } from '../../src/outbox/tests/server';
import { PERSON } from '../fake-api';
import { COMPANIES } from '../fake-register';
import { problem } from '../responses';
import { MEHMET } from '../phone';

export const PEOPLE: readonly Person[] = [PERSON, MEHMET];

/** The key that encrypts a person's drafts. */
export const keyOf = ({ key }: Person): string => key;

/** A document in Fasit: one for each received registration. */
export interface Document {
  id: string;
  owner: string;
  answers: Sent['answers'];
}

/** How a call fails. `lost`: it is carried out, but the answer is lost. `late`: there is no answer until the caller gives up. */
export type Fault = 'lost' | 'late' | 'error' | 'busy' | 'portal' | 'invalid';

export class WalkServer {
  /** The person of the browser's session. */
  person: Person | null = PERSON;
  readonly documents: Document[] = [];
  /** The received files by registration and id: their owner, and their bytes as text. */
  readonly files = new Map<string, { owner: string; text: string }>();
  readonly forms: Definition[];
  /** The ids of registrations that the server has refused. */
  readonly refused = new Set<string>();
  isRegisterDown = false;
  /** How the next calls fail. */
  faults: Fault[] = [];

  constructor(definition: Definition) {
    this.forms = [definition];
  }

  readonly fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const [url, method] = [new URL(String(input), 'http://phone'), init.method ?? 'GET'];
    const fault = this.faults.shift();
    if (fault === 'late') return new Promise<never>(() => undefined);
    if (fault === 'error') return problem(503, 'unavailable', 'Prøv igen');
    if (fault === 'busy') return busy();
    if (fault === 'portal') return new Response('<html>', { headers: { 'Content-Type': 'text/html' } });
    if (fault === 'invalid' && method === 'PUT' && url.pathname.includes('/registrations/')) {
      this.refused.add(url.pathname.split('/').at(-1)!);
      return invalid();
    }
    const answer = this.answer(url, method, new Headers(init.headers), init.body);
    if (fault === 'lost') throw new TypeError('Failed to fetch');
    return answer;
  };

  private answer(url: URL, method: string, headers: Headers, body: RequestInit['body']): Response {
    const [, , room, first, second] = url.pathname.split('/');
    const owner = headers.get('Feltskema-Person');
    const isAnothers = method !== 'GET' && owner !== null && owner !== this.person?.key;
    if (!this.person && room === 'auth' && first === 'me') return new Response(null, { status: 204 });
    if (!this.person || isAnothers) return problem(401, 'no-session', 'Du er ikke logget ind');
    if (room === 'auth') return this.auth(first!);
    if (room === 'companies') return this.company(first!);
    if (room === 'attachments' && method === 'PUT') return this.keepFile(`${first} ${second}`, body as ArrayBuffer);
    if (room === 'registrations' && method === 'PUT') return this.receive(second!, JSON.parse(String(body)) as Sent);
    if (room === 'registrations' && !first) return reply(200, { items: [], next: null });
    if (room === 'definitions') return this.definition(first, url.searchParams.get('version'));
    return problem(404, 'not-found', 'Findes ikke');
  }

  private auth(verb: string): Response {
    const person = this.person!;
    if (verb === 'logout') this.person = null;
    if (verb === 'logout') return new Response(null, { status: 204 });
    const key = btoa(keyOf(person));
    return verb === 'me' ? reply(200, person) : reply(200, { person: person.key, keys: [{ id: person.key, key }] });
  }

  private definition(app: string | undefined, version: string | null): Response {
    const newest = this.forms.at(-1)!;
    if (!app) return reply(200, { items: [newest] });
    const answered = version === null ? newest : this.forms.find((form) => String(form.version) === version);
    return answered ? reply(200, answered) : problem(404, 'unknown-version', 'Ukendt udgave');
  }

  private company(cvr: string): Response {
    if (this.isRegisterDown) return problem(503, 'register-down', 'Registret svarer ikke');
    const company = COMPANIES.find((candidate) => candidate.cvr === cvr);
    return company ? reply(200, { ...company, units: [company.units[0]], unitCount: 1 }) : problem(404, 'unknown', '');
  }

  private keepFile(key: string, body: ArrayBuffer): Response {
    const [text, there] = [new TextDecoder().decode(body), this.files.get(key)];
    if (there && there.text !== text) return problem(409, 'conflict', 'Anden fil under samme id');
    this.files.set(key, { owner: this.person!.key, text });
    return reply(201, {});
  }

  private receive(id: string, { answers }: Sent): Response {
    const [owner, before] = [this.person!.key, this.documents.find((candidate) => candidate.id === id)];
    const photos = (answers['billeder'] ?? []) as { id: string }[];
    const missing = photos.filter((photo) => this.files.get(`${id} ${photo.id}`)?.owner !== owner);
    if (missing.length > 0) return invalid('/billeder', 'not-uploaded');
    if (!before) this.documents.push({ id, owner, answers });
    else if (before.owner !== owner || JSON.stringify(before.answers) !== JSON.stringify(answers))
      return problem(409, 'conflict', 'Allerede sendt med andet indhold');
    return reply(201, { id });
  }
}

const busy = () => refusal(429, 'busy', { headers: { 'Retry-After': '7' } });

function invalid(path = '/notat', code = 'bad-text'): Response {
  return refusal(422, 'invalid-answers', { errors: [{ path, code, message: 'Ret' }] });
}
