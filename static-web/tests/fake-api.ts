/**
 * An in-memory server with the HTTP API of docs/architecture.md. Tests use it instead of `fetch`; the dev server can answer with it, to
 * show the pages without a stack.
 */
import definition from './virksomhedsbesoeg.json';
import type { HistoryEntry, Person, Reason, Registration, Sent, Status, Summary } from '../src/api';
import type { Definition } from '../src/definition';
import type { Opinion, Settlement } from '../src/generated/api';
import { needingAttention } from '../src/home/attention';
import { matches } from '../src/home/matching';
import { FakeRegister } from './fake-register';
import { problem, reply } from './responses';

export const APP = 'virksomhedsbesoeg';

export const PERSON: Person = {
  key: '5f2d9d0f1c3b4a5e6f708192a3b4c5d6',
  name: 'Mette Holm',
  initials: 'MH',
  roles: ['konsulent'],
  number: '5f2d-9d0f-1c3b-4a5e',
  contact: '',
  expiresAt: '2099-01-01T15:00:00Z',
  workdayEndsAt: '2099-01-01T15:00:00Z',
};

type Row = Registration;

/** The members of a history line about one try, to the only target. */
const ONCE = { target: '', count: 1, last: null };

export class FakeApi {
  person: Person | null = PERSON;
  rows: Row[] = [];
  /** The forms in all their versions. */
  forms: Definition[] = [definition as unknown as Definition];
  /** The day of withdrawal, by app. */
  withdrawn: Record<string, string> = {};
  /** The bodies of the registrations that were put, unchanged. */
  bodies: Sent[] = [];
  /** The registrations before their corrections, by id and revision. */
  earlier = new Map<string, Row>();
  /** The answers of the survey, unchanged. */
  opinions: Opinion[] = [];
  /** How many rows one call of a search looks through. */
  scanned = 10;
  /** The register of companies. */
  readonly register = new FakeRegister();
  /** Every call, as `GET /api/…`. */
  calls: string[] = [];
  /** The statuses that a row goes through, one for each call that fetches it. */
  script: Status[] = ['received', 'delivering', 'delivered'];
  /** When set, answers all calls. */
  fault: (() => Response | Promise<Response>) | null = null;

  /** Replaces `fetch`. A relative address is resolved against the page's. */
  readonly fetch = (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const url = new URL(String(input), 'http://localhost');
    return this.handle(url, init?.method ?? 'GET', new Headers(init?.headers), init?.body ? String(init.body) : '');
  };

  async handle(url: URL, method: string, headers: Headers, body: string): Promise<Response> {
    this.calls.push(`${method} ${url.pathname}${url.search}`);
    if (this.fault) return this.fault();
    if (method !== 'GET' && headers.get('X-Feltskema') !== '1') return problem(403, 'wrong-origin', 'Forkert sted');
    const owner = headers.get('Feltskema-Person');
    if (method !== 'GET' && this.person && owner !== null && owner !== this.person.key)
      return problem(401, 'no-session', 'Du er ikke logget ind');
    const [, , room, app, id, verb] = url.pathname.split('/').map(decodeURIComponent);
    if (room === 'auth') return this.auth(app, url);
    if (!this.person) return problem(401, 'no-session', 'Du er ikke logget ind');
    if (room === 'definitions') return this.definitions(app, url.searchParams.get('version'));
    if (room === 'companies') return this.register.answer(app, url);
    if (room === 'survey') {
      this.opinions.push(JSON.parse(body) as Opinion);
      return new Response(null, { status: 204 });
    }
    if (room !== 'registrations') return problem(404, 'not-found', 'Findes ikke');
    if (!app || !id) return this.list(url);
    if (method === 'PUT') return this.receive(app, id, JSON.parse(body) as Sent);
    const row = this.rows.find((candidate) => candidate.id === id);
    if (!row)
      return problem(
        404,
        'unknown-registration',
        'Registreringen findes ikke',
        'Du har ingen registrering med dette id.',
      );
    if (verb === 'settle') return this.settle(row, JSON.parse(body) as Settlement);
    const revision = url.searchParams.get('revision');
    if (revision) return reply(200, this.earlier.get(`${id} ${revision}`));
    this.advance(row);
    return reply(200, row);
  }

  /** Adds a row that is `minutes` old. */
  add(status: Status, title: string, minutes = 5, more: Partial<Registration> = {}): Registration {
    const at = new Date(Date.now() - minutes * 60_000);
    const row: Registration = {
      id: uuid7(at.getTime(), this.rows.length),
      app: APP,
      version: 1,
      revision: 1,
      title,
      card: [],
      followUp: null,
      isCorrectable: status === 'refused',
      notCpr: [],
      status,
      statusAt: at.toISOString(),
      receivedAt: at.toISOString(),
      target: 'fasit-documents',
      reason: null,
      receipt: status === 'delivered' ? { id: `D-2026-${4711 + this.rows.length}`, at: at.toISOString() } : null,
      answers: {},
      deliveries: [],
      history: [{ at: at.toISOString(), status: 'received', reason: null, by: 'Karen Kofoed', ...ONCE }],
      ...more,
    };
    this.rows.push(row);
    this.rows.sort((a, b) => (a.id < b.id ? 1 : -1));
    return row;
  }

  set(row: Registration, status: Status, reason: Reason | null = null): void {
    const at = new Date().toISOString();
    const entry: HistoryEntry = { at, status, reason, by: 'system', ...ONCE };
    Object.assign(row, { status, statusAt: at, reason, history: [...row.history, entry] });
    if (status === 'delivered') row.receipt = { id: 'D-2026-104711', at };
  }

  private auth(verb: string | undefined, url: URL): Response {
    if (verb === 'login') {
      this.person = PERSON;
      return new Response(null, { status: 302, headers: { Location: url.searchParams.get('next') ?? '/' } });
    }
    if (verb === 'logout') {
      this.person = null;
      return new Response(null, { status: 204 });
    }
    if (verb === 'draft-keys' && this.person)
      return reply(200, {
        person: this.person.key,
        keys: [{ id: `of ${this.person.key}`, key: btoa(this.person.key) }],
      });
    if (verb === 'me') return this.person ? reply(200, this.person) : new Response(null, { status: 204 });
    return problem(401, 'no-session', 'Du er ikke logget ind');
  }

  private definitions(app: string | undefined, requested: string | null): Response {
    const newest = (of: string) =>
      this.forms.filter((form) => form.app === of).sort((a, b) => b.version - a.version)[0];
    if (!app) {
      const apps = [...new Set(this.forms.map((form) => form.app))];
      const items = apps.flatMap((name) => newest(name) ?? []);
      return reply(200, {
        items: items.map(({ app: name, version, title, description }) => ({
          app: name,
          version,
          title,
          description,
          targets: ['fasit-documents'],
          isDraft: name.endsWith('_kladde'),
          withdrawn: this.withdrawn[name] ?? null,
        })),
      });
    }
    const form = requested
      ? this.forms.find((candidate) => candidate.app === app && String(candidate.version) === requested)
      : newest(app);
    if (form) return reply(200, form);
    return requested
      ? problem(404, 'unknown-version', 'Ukendt udgave')
      : problem(404, 'unknown-app', 'Appen findes ikke');
  }

  private list(url: URL): Response {
    const params = url.searchParams;
    const limit = Number(params.get('limit') ?? 25);
    const start = Number(params.get('after') ?? 0);
    this.rows.forEach((row) => this.advance(row));
    const filter = {
      query: params.get('query') ?? '',
      status: (params.get('status') ?? '').split(',').filter(Boolean) as Status[],
      app: params.get('app') ?? '',
    };
    const rows = params.has('attention')
      ? needingAttention(this.rows, new Date().toISOString().slice(0, 10))
      : this.rows;
    // Like the server, look through a limited number of rows, in which none may match.
    const looked = rows.slice(start, start + (filter.query ? this.scanned : limit));
    const next = start + looked.length < rows.length ? String(start + looked.length) : null;
    return reply(200, { items: looked.filter((row) => matches(row, filter)).map(summary), next });
  }

  private receive(app: string, id: string, sent: Sent): Response {
    const { answers, version, corrects } = sent;
    this.bodies.push(sent);
    const stored = this.rows.find((row) => row.id === id);
    const same = stored && JSON.stringify(stored.answers) === JSON.stringify(answers);
    if (stored && !same && corrects === stored.revision && stored.status === 'refused') {
      this.set(stored, 'received', { code: 'corrected', message: 'Rettet og sendt igen.' });
      this.earlier.set(`${id} ${corrects}`, { ...stored });
      Object.assign(stored, { answers, version, revision: stored.revision + 1, isCorrectable: false });
      return reply(201, summary(stored));
    }
    if (stored)
      return same ? reply(201, summary(stored)) : problem(409, 'conflict', 'Allerede sendt med andet indhold');
    const row = this.add('received', String(answers['navn'] ?? answers['cvr']), 0, { id, app, version, answers });
    return reply(201, summary(row));
  }

  private settle(row: Row, { outcome, receipt, statusAt }: Settlement): Response {
    if (row.status !== 'uncertain' || (statusAt && statusAt < row.statusAt))
      return problem(409, 'not-uncertain', 'Registreringen kan ikke afklares');
    this.set(row, outcome === 'delivered' ? 'delivered' : 'received');
    if (outcome === 'delivered') row.receipt = { id: receipt ?? '', at: row.statusAt };
    return reply(200, summary(row));
  }

  private advance(row: Row): void {
    const place = this.script.indexOf(row.status);
    const next = place < 0 ? undefined : this.script[place + 1];
    if (next) this.set(row, next);
  }
}

function summary({ answers: _answers, history: _history, isCorrectable: _can, notCpr: _none, ...rest }: Row): Summary {
  return rest;
}

/** A UUIDv7 of a time, with a counter instead of random bits. */
function uuid7(time: number, counter: number): string {
  const hex = time.toString(16).padStart(12, '0');
  return `${hex.slice(0, 8)}-${hex.slice(8)}-7000-8000-${counter.toString(16).padStart(12, '0')}`;
}
