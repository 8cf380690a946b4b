/** The server that a test of the outbox scripts: it keeps what it gets, and says what the test wants it to say first. */
import { PERSON } from '../../../tests/fake-api';
import { COMPANIES } from '../../../tests/fake-register';
import { problem } from '../../../tests/responses';
import type { Person, Sent } from '../../api';

type Answer = Response | Error;

export class Server {
  person: Person | null = PERSON;
  registrations = new Map<string, Sent>();
  attachments = new Set<string>();
  /** Every call, as `PUT registrations/a`, in order. */
  calls: string[] = [];
  /** Whose each unsafe call said its content is. */
  owners: (string | null)[] = [];
  /** What is answered in place of the next calls whose line begins so; `always` for all of them. */
  script: { call: string; answer: () => Answer; always?: boolean }[] = [];
  isDown = false;
  conflicts = 0;

  readonly fetch = async (address: string, init: RequestInit = {}): Promise<Response> => {
    const [, room, first, second] = new URL(address, 'http://phone').pathname.split('/').filter(Boolean);
    const call = `${init.method} ${[room, second ?? first].join('/')}`;
    this.calls.push(call);
    // Each call takes its time.
    await new Promise((resolve) => setImmediate(resolve));
    if (this.isDown) throw new TypeError('Failed to fetch');
    const scripted = this.script.findIndex((step) => call.startsWith(step.call));
    if (scripted >= 0) {
      const { answer, always } = this.script[scripted]!;
      if (!always) this.script.splice(scripted, 1);
      const answered = answer();
      if (answered instanceof Error) throw answered;
      return answered;
    }
    return this.answer(room!, first!, second, init);
  };

  /** The lines of the calls that send something. */
  get sent(): string[] {
    return this.calls.filter((call) => call.startsWith('PUT'));
  }

  private answer(room: string, first: string, second: string | undefined, init: RequestInit): Response {
    const owner = new Headers(init.headers).get('Feltskema-Person');
    if (init.method === 'PUT') this.owners.push(owner);
    const isAnothers = init.method === 'PUT' && owner !== this.person?.key;
    if (!this.person || isAnothers) return problem(401, 'no-session', 'Du er ikke logget ind');
    if (room === 'auth') return reply(200, this.person);
    if (room === 'companies') return this.company(first);
    if (room === 'attachments') {
      this.attachments.add(second!);
      return reply(201, {});
    }
    return this.receive(second!, JSON.parse(String(init.body)) as Sent);
  }

  private company(cvr: string): Response {
    const company = COMPANIES.find((candidate) => candidate.cvr === cvr);
    if (!company) return problem(404, 'unknown-company', 'Findes ikke');
    const [unit] = company.units;
    return reply(200, { ...company, units: [unit], unitCount: 1 });
  }

  private receive(id: string, sent: Sent): Response {
    const before = this.registrations.get(id);
    if (before && JSON.stringify(before.answers) !== JSON.stringify(sent.answers)) {
      this.conflicts += 1;
      return problem(409, 'conflict', 'Allerede sendt');
    }
    this.registrations.set(id, sent);
    return reply(201, { id });
  }
}

export function reply(status: number, body: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json', ...headers } });
}

/** A no with a header, e.g. `Retry-After`, or with faults. */
export function refusal(
  status: number,
  code: string,
  more: { errors?: object[]; headers?: Record<string, string>; detail?: string } = {},
): Response {
  const body = JSON.stringify({ status, code, title: code, detail: more.detail ?? code, errors: more.errors ?? [] });
  return new Response(body, { status, headers: { 'Content-Type': 'application/problem+json', ...more.headers } });
}
