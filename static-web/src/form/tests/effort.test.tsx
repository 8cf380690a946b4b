/** Taps and keys in the form are counted where its definition says so, kept with the draft and sent with the registration. */
import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeApi } from '../../../tests/fake-api';
import definition from '../../../tests/virksomhedsbesoeg.json';
import type { Definition } from '../../definition';
import { loadDraft } from '../../drafts';
import { pendingSaves } from '../../drafts/autosave';
import { justSent } from '../../survey/just-sent';
import { speak } from '../../texts';
import { countEffort } from '../effort';
import { box, closePage, fillIn, ID, openPage, send, text, type, until, type Page } from './page';

let page: Page;

beforeEach(() => {
  speak('da');
  justSent.value = undefined;
});
afterEach(async () => {
  vi.restoreAllMocks();
  if (page) await closePage(page);
});

/** Apps of their own: the page keeps the forms that it has had. */
const MEASURED = 'maalt';
const UNMEASURED = 'umaalt';

function measuring(...measures: NonNullable<Definition['measures']>): FakeApi {
  const api = new FakeApi();
  api.forms = [
    { ...(definition as unknown as Definition), app: MEASURED, measures },
    { ...(definition as unknown as Definition), app: UNMEASURED, measures: [] },
  ];
  return api;
}

const taps = (count: number, isPrimary = true) => {
  for (let tap = 0; tap < count; tap += 1)
    document.querySelector('form')!.dispatchEvent(new PointerEvent('pointerup', { isPrimary, bubbles: true }));
};

test('the effort that a registration took is sent with it', async () => {
  page = await openPage(measuring('effort', 'survey'), ID, undefined, 'begun here', MEASURED);
  expect(text()).toContain('Antal tryk og minutter i skemaet tælles til evalueringen');
  taps(7);
  taps(3, false);
  await fillIn();
  box('Notat').dispatchEvent(new InputEvent('input', { inputType: 'insertText', bubbles: true }));
  await send();
  await until(() => page.sent.length > 0, 'the registration to be sent');
  const { effort } = page.api.bodies.at(-1)!;
  expect(effort).toEqual({ taps: 7, keys: 1, seconds: expect.any(Number) as number });
  expect(effort!.seconds).toBeLessThan(30);
  expect(justSent.value).toBe(ID);
});

test('a form that does not measure the effort counts nothing and is followed by no survey', async () => {
  page = await openPage(measuring(), ID, undefined, 'begun here', UNMEASURED);
  expect(text()).not.toContain('Antal tryk');
  taps(7);
  await fillIn();
  await send();
  await until(() => page.sent.length > 0, 'the registration to be sent');
  expect(page.api.bodies.at(-1)).not.toHaveProperty('effort');
  expect(justSent.value).toBeUndefined();
});

test('the effort is counted on in a draft that is opened again, also in one that could not be sent', async () => {
  const api = measuring('effort');
  page = await openPage(api, ID, undefined, 'begun here', MEASURED);
  taps(4);
  await type(box('Notat'), 'x');
  await until(() => text().includes('Gemt'), 'the draft to be kept');
  page.close();
  await pendingSaves();
  expect((await loadDraft(ID))?.effort?.taps).toBe(4);
  page = await openPage(api, ID, undefined, 'in the address', MEASURED);
  taps(2);
  await fillIn();
  await send();
  await until(() => page.sent.length > 0, 'the registration to be sent');
  expect(page.api.bodies.at(-1)?.effort?.taps).toBe(6);
});

test('the time counts while the form is seen, and for five minutes after the last touch', () => {
  const clock = vi.spyOn(performance, 'now').mockReturnValue(0);
  const hidden = vi.spyOn(document, 'hidden', 'get').mockReturnValue(false);
  const at = (seconds: number) => clock.mockReturnValue(seconds * 1000);
  const counter = countEffort({ taps: 1, keys: 2, seconds: 100 });
  at(60);
  expect(counter.now().seconds).toBe(160);
  at(3660);
  expect(counter.now().seconds).toBe(460);
  hidden.mockReturnValue(true);
  document.dispatchEvent(new Event('visibilitychange'));
  at(4000);
  hidden.mockReturnValue(false);
  document.dispatchEvent(new Event('visibilitychange'));
  at(4010);
  expect(counter.now()).toEqual({ taps: 1, keys: 2, seconds: 470 });
  counter.stop();
  document.dispatchEvent(new PointerEvent('pointerup', { isPrimary: true }));
  expect(counter.now().taps).toBe(1);
});
