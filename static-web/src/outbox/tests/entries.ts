/** Entries of the outbox for the tests, and an empty phone after each. */
import { PERSON } from '../../../tests/fake-api';
import { withDatabase } from '../../drafts/database';
import type { Lease, OutboxEntry, Returned } from '../entry';

/** What Mette sent at twelve. */
export function entry(id: string, more: Partial<OutboxEntry> = {}): OutboxEntry {
  return {
    personKey: PERSON.key,
    id,
    app: 'besoeg',
    version: 1,
    answeredAt: '2026-11-23T12:00:00Z',
    queuedAt: '2026-11-23T12:00:01.000Z',
    content: {
      title: 'Bageriet',
      draft: { notat: 'x', skjult: 'y' },
      answers: { notat: 'x' },
      movedItems: {},
      attachments: [],
      lookUps: [],
    },
    isOffered: false,
    tries: 0,
    retryAt: null,
    notBefore: null,
    obstacle: null,
    lease: null,
    ...more,
  };
}

export const lease = (by = 'pass', until = '2026-11-23T12:02:30Z'): Lease => ({ by, until });

export const returned = (): Returned => ({
  kind: 'faults',
  at: '2026-11-23T12:01:00Z',
  code: 'invalid-answers',
  title: '',
  detail: 'Ret',
  faults: [{ path: '/notat', code: 'bad-text', message: 'Notat: nej', answer: '"x"' }],
});

export async function wipe(): Promise<void> {
  await withDatabase(async (database) => {
    for (const store of ['drafts', 'outbox', 'attachments'] as const) await database.clear(store);
  });
}
