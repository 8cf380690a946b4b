/** Checks, when everything works again and nothing is under way, that each registration is where the page has said it is. */
import type { Draft } from '../../src/drafts';
import type { Written } from './model';
import { PEOPLE } from './server';
import type { Tab } from './tab';
import { Broken, type Walk } from './walk';

/** Ends all failures, runs until nothing is under way, and checks all registrations. Throws `Broken`. */
export async function calmDown(walk: Walk): Promise<void> {
  walk.getWell();
  for (const { frame } of walk.alive) walk.browser.wake(frame);
  await walk.browser.pass(20_000);
  for (const tab of walk.alive) tab.leave();
  await walk.browser.pass(10_000);
  for (const tab of walk.alive) walk.browser.kill(tab.frame);
  for (const person of PEOPLE) await holdAllOf(walk, person.key);
  await walk.hold();
}

async function holdAllOf(walk: Walk, key: string): Promise<void> {
  walk.server.person = PEOPLE.find((person) => person.key === key)!;
  // Send a sign-out that the server does not know of first; then the person signs in.
  localStorage.setItem('feltskema.sign-in', String(Date.now()));
  let tab = walk.openTab();
  await walk.browser.pass(2_000);
  if (tab.app.session.session.peek().state !== 'signed-in') {
    walk.browser.kill(tab.frame);
    walk.server.person = PEOPLE.find((person) => person.key === key)!;
    localStorage.setItem('feltskema.sign-in', String(Date.now()));
    tab = walk.openTab();
    await walk.browser.pass(2_000);
  }
  const { state } = tab.app.session.session.peek();
  if (state !== 'signed-in' || tab.person !== key) throw new Broken(`${key} cannot sign in: ${state}`);
  for (let round = 0; round < 5; round += 1) {
    tab.as(() => void tab.app.drain.wakeOutbox({ isForced: true }));
    // A pass with photos takes about a hundred steps, none of which waits for the clock now.
    await walk.browser.turns(200);
    await walk.browser.pass(310_000);
  }
  let isDone = false;
  const ending = tab.as(() => holdEnd(walk, tab, key)).finally(() => (isDone = true));
  ending.catch(() => undefined);
  // The time limits of the store end only when the clock advances.
  for (let wait = 0; wait < 20 && !isDone; wait += 1) await walk.browser.pass(5_000, 1);
  if (!isDone) throw new Broken('the store does not answer');
  await ending;
  await walk.browser.turns(5);
  walk.browser.kill(tab.frame);
}

async function holdEnd(walk: Walk, tab: Tab, key: string): Promise<void> {
  const { drafts, locked } = await tab.app.drafts.readableAndLockedDrafts();
  if (locked.length > 0) throw new Broken(`a draft that cannot be read: ${JSON.stringify(locked)}`);
  const waiting = await tab.app.store.entriesOf(key);
  if (waiting.length > 0) throw new Broken(`never sent: ${JSON.stringify(waiting[0])}`);
  const stored = new Map(drafts.map((draft) => [draft.id, draft]));
  for (const written of walk.written.values()) {
    if (written.owner !== key) continue;
    const [draft, isSent] = [stored.get(written.id), walk.server.documents.some(({ id }) => id === written.id)];
    const faultOfDraft = draft && (faultOfReturn(walk, written, draft) ?? written.faultOf(draft.answers));
    const fault = faultAtEnd(written, draft, isSent) ?? faultOfDraft;
    if (fault) throw new Broken(`in the end, ${written.id} (${written.fate}): ${fault}`);
    if (draft && written.fate !== 'wiped') await holdPhotosOf(tab, written, draft.answers);
  }
}

/** Checks the reason of a returned registration: the server's, a photo that the phone has lost, or a conflict with received content. */
function faultOfReturn(walk: Walk, { id, photos, isForgotten }: Written, { returned }: Draft): string | undefined {
  const isLost = [...photos.values()].some((photo) => photo.isLost);
  if (!returned || isForgotten || isLost || walk.server.refused.has(id)) return undefined;
  return `it came back for nothing: ${JSON.stringify(returned)}`;
}

async function holdPhotosOf(tab: Tab, { id, photos }: Written, answers: object): Promise<void> {
  for (const { id: photo } of (answers as { billeder?: { id: string }[] }).billeder ?? []) {
    if (photos.get(photo)?.isLost) continue;
    const stored = await tab.app.photos.loadAttachment(id, photo);
    const text = stored && new TextDecoder().decode(stored.content);
    if (text !== photos.get(photo)?.text) throw new Broken(`${id}: the photo ${photos.get(photo)?.text} is ${text}`);
  }
}

function faultAtEnd(
  { fate, isSaved, isForgotten }: Written,
  draft: Draft | undefined,
  isSent: boolean,
): string | undefined {
  if (draft && isSent && !draft.returned && !isForgotten) return 'sent, and a draft still';
  if (fate === 'wiped' || fate === 'discarded') return draft ? 'it is here again' : undefined;
  if (fate === 'sent' && !isSent && !draft?.returned) return draft ? 'it came back with no reason' : 'it is nowhere';
  if (!draft && !isSent && isSaved) return 'it is nowhere';
  return undefined;
}
