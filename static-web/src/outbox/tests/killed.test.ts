/** A tab that is killed between any two steps of a sending, tabs beside each other, and one that the phone has put to sleep. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PERSON } from '../../../tests/fake-api';
import visits from '../../../tests/virksomhedsbesoeg.json';
import type { Definition, FieldDef } from '../../definition';
import type { OutboxEntry } from '../entry';
import { entry } from './entries';
import { giveLocks, killAt, Locks, openTab, wipeDisk, type Tab } from './phone';
import { refusal, Server } from './server';
import { waitFor } from '../../../tests/waiting';

const both = (text: string) => ({ da: text, en: text });
const photos = {
  id: 'billeder',
  label: both('Billeder'),
  help: null,
  control: 'photo',
  required: false,
  visible: true,
  minItems: 0,
  maxItems: 3,
  maxBytes: 1000,
  types: ['image/jpeg'],
} as FieldDef;
const company = visits as unknown as Definition;
const section = { id: 'mere', title: both('Mere'), help: null, visible: true, fields: [photos] };
const definition: Definition = { ...company, sections: [...company.sections, section] };

let server: Server;
let open: Tab[];

beforeEach(() => {
  giveLocks(new Locks());
  server = new Server();
  vi.stubGlobal('fetch', server.fetch);
  open = [];
});
afterEach(async () => {
  for (const tab of open) await tab.close();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.useRealTimers();
  await wipeDisk();
});

async function newTab(): Promise<Tab> {
  const tab = await openTab();
  open.push(tab);
  return tab;
}

async function close(tab: Tab): Promise<void> {
  open = open.filter((other) => other !== tab);
  await tab.close();
}

/** A visit with a photo, sent before the register had answered. */
function visit(id: string): OutboxEntry {
  const photo = { id: 'p', name: 'p.jpg', type: 'image/jpeg', size: 1, sha256: '' };
  const answers = { cvr: '90001000', pnummer: 'afventer', notat: 'Fra kælderen', billeder: [photo] };
  return entry(id, {
    app: 'virksomhedsbesoeg',
    content: {
      title: '',
      draft: answers,
      answers,
      movedItems: {},
      lookUps: ['/cvr'],
      attachments: [{ path: '/billeder', id: 'p', name: 'p.jpg' }],
    },
  });
}

async function writeDraft(tab: Tab, { content, ...head }: OutboxEntry): Promise<void> {
  await tab.keepPhoto(head.id, 'p');
  await tab.keepDefinition(definition);
  const { personKey, id, app, version, queuedAt } = head;
  await tab.drafts.saveDraft({ personKey, id, app, version, title: '', answers: content.draft, updatedAt: queuedAt });
}

/** Writes a visit, sends it, and is killed at a step. Whether it came to that step. */
async function killedAt(step: number, isAnswerLost: boolean): Promise<boolean> {
  const first = await newTab();
  await writeDraft(first, visit('a'));
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const { tab, bury } = killAt(step, isAnswerLost);
  await first.store
    .enqueue(visit('a'))
    .then(() => first.wake({ isForced: true }))
    .catch(() => undefined);
  await close(first);
  bury();
  return tab.isDead;
}

test.each([false, true])(
  'whatever step a tab is killed at, it reaches the server once and whole (answers lost: %s)',
  { timeout: 120_000 },
  async (isAnswerLost) => {
    let step = 1;
    while (await killedAt(step, isAnswerLost)) {
      const next = await newTab();
      const drafts = await next.drafts.allDrafts();
      if (drafts.length > 0) {
        // It never came into the outbox: the person still has all of it, and sends it.
        expect(await next.store.entriesOf(PERSON.key), `step ${step}`).toEqual([]);
        expect(drafts, `step ${step}`).toMatchObject([{ answers: visit('a').content.draft }]);
        await next.store.enqueue(visit('a'));
      }
      await next.wake({ isForced: true });
      expect([...server.registrations.keys()], `step ${step}`).toEqual(['a']);
      expect(server.attachments, `step ${step}`).toEqual(new Set(['p']));
      expect(server.conflicts, `step ${step}`).toBe(0);
      const { answers } = server.registrations.get('a')!;
      expect(answers, `step ${step}`).toMatchObject({ navn: 'Nørrebro Håndværkerbageri ApS', pnummer: '1090001000' });
      expect(await next.store.entriesOf(PERSON.key), `step ${step}`).toEqual([]);
      expect(await next.drafts.allDrafts(), `step ${step}`).toEqual([]);
      await close(next);
      await wipeDisk();
      server.registrations.clear();
      server.attachments.clear();
      step += 1;
    }
    expect(step).toBeGreaterThan(10);
  },
);

test.each([
  ['with Web Locks', new Locks()],
  ['without', undefined],
])('two tabs that wake together send each once, %s', async (_, locks) => {
  giveLocks(locks);
  const tabs = [await newTab(), await newTab()];
  for (const id of ['a', 'b', 'c']) await tabs[0]!.store.enqueue(entry(id, { queuedAt: `2026-11-23T12:00:0${id}Z` }));
  await Promise.all(tabs.map((tab) => tab.wake({ isForced: true })));
  await Promise.all(tabs.map((tab) => tab.wake({ isForced: true })));
  expect([...server.sent].sort()).toEqual(['PUT registrations/a', 'PUT registrations/b', 'PUT registrations/c']);
  expect(server.registrations.size).toBe(3);
});

test('a tab sees what another one sends and takes back', async () => {
  const [first, second] = [await newTab(), await newTab()];
  server.isDown = true;
  await first.store.enqueue(entry('a'));
  await waitFor(() => expect(second.state.unsentCount.value).toBe(1));
  expect(await second.store.takeBack(entry('a'))).toBe('taken');
  await waitFor(() => expect(first.state.unsentCount.value).toBe(0));
  await first.wake({ isForced: true });
  expect(server.calls).toEqual([]);
});

test('what is taken back the moment it is sent is either sent or a draft, never both', async () => {
  const tab = await newTab();
  for (let turn = 0; turn < 20; turn += 1) {
    const id = `a${turn}`;
    await tab.store.enqueue(entry(id));
    const sending = tab.wake({ isForced: true });
    for (let wait = 0; wait < turn; wait += 1) await new Promise((resolve) => setImmediate(resolve));
    const became = await tab.store.takeBack(entry(id));
    await sending;
    const isDraft = (await tab.drafts.loadDraft(id)) !== undefined;
    expect([isDraft, server.registrations.has(id)], `${turn}: ${became}`).toEqual([
      became === 'taken',
      became !== 'taken',
    ]);
  }
});

test('a lock that a sleeping tab holds is taken from it, and what it sends when it wakes does no harm', async () => {
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'], now: new Date('2026-11-23T12:00:00Z') });
  const [sleeping, other] = [await newTab(), await newTab()];
  let wakeUp: () => void = () => undefined;
  let isAsleep = true;
  vi.stubGlobal('fetch', async (address: string, init: RequestInit) => {
    if (isAsleep) {
      isAsleep = false;
      await new Promise<void>((resolve) => (wakeUp = resolve));
    }
    return server.fetch(address, init);
  });
  await sleeping.store.enqueue(entry('a'));
  const slept = sleeping.wake({ isForced: true });
  await waitFor(() => expect(isAsleep).toBe(false));
  await other.wake({ isForced: true });
  expect(server.sent).toEqual([]);
  vi.setSystemTime(new Date('2026-11-23T12:03:00Z'));
  await other.wake({ isForced: true });
  expect(server.registrations.size).toBe(1);
  wakeUp();
  await slept;
  expect(server.conflicts).toBe(0);
  expect(await other.store.entriesOf(PERSON.key)).toEqual([]);
  expect(await other.drafts.allDrafts()).toEqual([]);
});

test('a phone whose store fails while it sends keeps it, and sends it later', async () => {
  const tab = await newTab();
  await tab.store.enqueue(entry('a'));
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const { bury } = killAt(3, false);
  await tab.wake({ isForced: true });
  bury();
  expect(await tab.store.entriesOf(PERSON.key)).toHaveLength(1);
  await tab.wake({ isForced: true });
  expect(server.registrations.size).toBe(1);
});

test('a registration that the server refuses for good is not sent again by itself', async () => {
  const tab = await newTab();
  server.script.push({ call: 'PUT', answer: () => refusal(422, 'wrong-clock'), always: true });
  await tab.store.enqueue(entry('a'));
  await tab.wake({ isForced: true });
  await tab.wake({ isForced: true });
  expect(server.sent).toHaveLength(1);
});
