/** Tries once to send one registration: first the register's facts, then photos and files, then the answers. */
import { Problem, putRegistration, type CallOptions } from '../api';
import { StorageUnavailable } from '../drafts/database';
import { forgetSent, sendAttachments } from '../attachments/send';
import { postToPages } from './channel';
import type { OutboxEntry, Returned } from './entry';
import { leaseUntil } from './lease';
import type { Ports } from './ports';
import { decideRetry } from './retry-decision';
import type { EntryChanges } from './store';

export type Outcome =
  | { kind: 'received' }
  | { kind: 'returned'; returned: Returned }
  | { kind: 'waits'; holdsAll: boolean }
  /** Another pass has taken the entry over, so this one stops. */
  | { kind: 'let-go' };

class LetGo extends Error {}

/** Tries once and stores the outcome. Throws `StorageUnavailable`. */
export async function sendEntry(entry: OutboxEntry, ports: Ports): Promise<Outcome> {
  const attempt = new Attempt(entry, ports);
  try {
    await attempt.make();
  } catch (failure) {
    if (failure instanceof LetGo) return { kind: 'let-go' };
    if (failure instanceof StorageUnavailable) throw failure;
    return failed(failure, attempt.entry, ports);
  }
  const isOurs = await ports.keeping.settle(attempt.entry);
  return { kind: isOurs ? 'received' : 'let-go' };
}

async function failed(failure: unknown, entry: OutboxEntry, ports: Ports): Promise<Outcome> {
  const decision = decideRetry(failure, entry, { now: ports.now(), random: ports.random });
  if (decision.kind === 'returned') {
    const isOurs = await ports.keeping.giveBack(entry, decision.returned);
    return isOurs ? decision : { kind: 'let-go' };
  }
  const { noted, holdsAll } = decision;
  const isOurs = await ports.keeping.note(entry, noted);
  return isOurs ? { kind: 'waits', holdsAll } : { kind: 'let-go' };
}

class Attempt {
  constructor(
    /** The entry as stored. */
    public entry: OutboxEntry,
    private readonly ports: Ports,
  ) {}

  async make(): Promise<void> {
    await this.complete();
    await this.sendAttachments();
    await this.note({ isOffered: true });
    try {
      await this.putRegistration();
    } catch (failure) {
      // The server no longer has the attachments that it had received: send them again, once.
      if (!isWithoutAttachments(failure) || !(await forgetSent(this.attachments))) throw failure;
      await this.sendAttachments();
      await this.putRegistration();
    }
  }

  /** Adds the register's facts, unless the server may have the content already: it refuses the same id with other content. */
  private async complete(): Promise<void> {
    const { content, isOffered } = this.entry;
    const isNeeded = content.answers === null || (!isOffered && content.lookUps.length > 0);
    if (!isNeeded || !this.ports.complete) return;
    await this.note({ content: await this.ports.complete(this.entry, this.ports.signal) });
  }

  private async sendAttachments(): Promise<void> {
    const { id } = this.entry;
    const report = (progress: { number: number; of: number }) => postToPages({ kind: 'progress', id, ...progress });
    const { lost } = this.ports;
    await sendAttachments({ ...this.attachments, lost, report, options: this.how, before: () => this.note({}) });
  }

  private async putRegistration(): Promise<void> {
    const { app, id, version, answeredAt, corrects, effort, content } = this.entry;
    if (content.answers === null) throw new LetGo();
    const notCpr = content.notCprPaths ?? [];
    const optional = {
      ...(notCpr.length > 0 ? { notCpr } : {}),
      ...(corrects === undefined ? {} : { corrects }),
      ...(effort ? { effort } : {}),
    };
    await putRegistration(app, id, { version, answers: content.answers, answeredAt, ...optional }, this.how);
  }

  /** Stores the changes in the entry, and renews the lease. */
  private async note(changes: EntryChanges): Promise<void> {
    const { lease } = this.entry;
    const renewed = lease && { ...lease, until: leaseUntil(this.ports.now()) };
    const entry = await this.ports.keeping.note(this.entry, { lease: renewed, ...changes });
    if (!entry) throw new LetGo();
    this.entry = entry;
  }

  private get attachments() {
    const { personKey, id, content } = this.entry;
    return { personKey, registration: id, attachments: content.attachments };
  }

  private get how(): CallOptions {
    const { signal, isBackground } = this.ports;
    return { person: this.entry.personKey, signal, background: isBackground };
  }
}

function isWithoutAttachments(failure: unknown): boolean {
  return failure instanceof Problem && failure.errors.some(({ code }) => code === 'not-uploaded');
}
